"""The masked language model, on a language of forty words."""

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertForMaskedLM

from mtqa.scorers.bert import Encoder, EncoderConfig
from mtqa.scorers.encode import CLS, SEP
from mtqa.training.generator import MASK, Masking, Rows, masked_model, rows, train, whole_words

SHAPE = EncoderConfig(vocabulary=160, hidden=32, layers=2, heads=4, feed_forward=64, positions=140)
MASKING = Masking(steps=220, batch_tokens=240, rate=4e-3)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    torch.manual_seed(0)
    return Encoder(SHAPE)


@pytest.fixture
def model(encoder: Encoder) -> BertForMaskedLM:
    return masked_model(encoder)


def test_the_encoder_is_copied_and_the_head_shares_its_words(
    encoder: Encoder, model: BertForMaskedLM
) -> None:
    words = model.bert.embeddings.word_embeddings.weight
    assert model.cls.predictions.decoder.weight is words
    assert torch.equal(words, encoder.embeddings.word_embeddings.weight)
    assert words is not encoder.embeddings.word_embeddings.weight
    for name, weight in encoder.state_dict().items():
        assert torch.equal(model.bert.state_dict()[name], weight)


def test_it_learns_what_stood_there(
    model: BertForMaskedLM, sentences: list[str], tokenizer: Tokenizer
) -> None:
    curve = train(model, sentences, tokenizer, MASKING)
    assert len(curve) == 3
    assert curve[-1] < 0.7 * curve[0]
    assert not model.training
    assert model.cls.predictions.decoder.weight is model.bert.embeddings.word_embeddings.weight


def test_one_seed_gives_one_model_and_leaves_the_random_numbers_of_the_caller(
    encoder: Encoder, sentences: list[str], tokenizer: Tokenizer
) -> None:
    few = Masking(steps=3, batch_tokens=600)
    before = torch.get_rng_state()
    first, second = masked_model(encoder), masked_model(encoder)
    assert train(first, sentences, tokenizer, few) == train(second, sentences, tokenizer, few)
    assert all(map(torch.equal, first.parameters(), second.parameters()))
    assert torch.equal(torch.get_rng_state(), before)


def test_long_texts_are_cut_and_short_ones_padded() -> None:
    read = rows([[7] * 200, [8, 9], []])
    assert read.lengths == [128, 4, 2]
    assert read.cut([1, 2]).tolist() == [[CLS, 8, 9, SEP], [CLS, SEP, 0, 0]]
    assert read.cut([0])[0, -2:].tolist() == [7, SEP]


def test_words_are_masked_whole_and_special_tokens_never() -> None:
    continues = torch.zeros(160, dtype=torch.bool)
    continues[120] = True  # 110 120 120 is one word
    read: Rows = rows([[110, 120, 120, 111], [112]] * 50)
    ids = read.cut(range(100))
    chosen = whole_words(ids, continues, 0.5, torch.Generator().manual_seed(1))
    assert not chosen[(ids == CLS) | (ids == SEP) | (ids == 0)].any()
    word = chosen[::2, 1:4]
    assert torch.equal(word[:, 0], word[:, 1])
    assert torch.equal(word[:, 0], word[:, 2])
    assert 0.3 < chosen[ids == 111].float().mean() < 0.7
    assert (chosen[::2, 4] != chosen[::2, 1]).any()
    assert MASK not in ids
