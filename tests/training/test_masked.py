"""The masked language model and the sentences it reads, on a language of forty words."""

import pytest
import torch
from tokenizers import Tokenizer

from mtqa.scorers.bert import Encoder, EncoderConfig
from mtqa.scorers.encode import CLS, SEP
from mtqa.training.masked import (
    MASK,
    Masked,
    Sentences,
    Words,
    _drawn,
    by_length,
    of_one_piece,
    proposed,
    words_of,
)

SHAPE = EncoderConfig(vocabulary=160, hidden=32, layers=2, heads=4, feed_forward=64, positions=140)
CONTINUES = 120
UNUSED = 99


@pytest.fixture
def words() -> Words:
    continues = torch.zeros(160, dtype=torch.bool)
    continues[CONTINUES] = True
    allowed = ~continues
    allowed[:104] = False
    return Words(continues, allowed)


def test_sentences_of_one_length_lie_together_with_their_cases(tokenizer: Tokenizer) -> None:
    texts = ["The minister praised London early.", "Early.", "the DOCTOR counted 120 houses ."]
    texts += ["London " * 127]
    (six, seven) = by_length([*texts, "A b c d e f."], tokenizer)
    assert six.ids.shape == (2, 8)
    assert seven.ids.shape == (1, 9)
    assert six.ids[:, 0].tolist() == [CLS] * 2
    assert six.ids[:, -1].tolist() == [SEP] * 2
    assert six.cases.tolist() == [[0, 2, 1, 1, 2, 1, 5, 0], [0, 1, 3, 1, 5, 1, 5, 0]]


def test_the_vocabulary_tells_words_from_pieces(tmp_path) -> None:
    numbers = {"[PAD]": 0, "##ing": 1200, "walk": 1300, "[unused5]": 6}
    found = words_of(Tokenizer.from_str(_piece_tokenizer(numbers)))
    assert found.continues.nonzero().flatten().tolist() == [1200]
    assert found.allowed[1300]
    assert not found.allowed[[0, 6, 1200]].any()


def _piece_tokenizer(numbers: dict[str, int]) -> str:
    from tokenizers import models

    return Tokenizer(models.WordPiece(numbers, unk_token="[PAD]")).to_str()


def test_a_word_in_pieces_is_left_alone(words: Words) -> None:
    ids = torch.tensor([[CLS, 110, CONTINUES, 111, SEP]])
    assert of_one_piece(ids, words).tolist() == [[False, False, False, True, False]]


@pytest.fixture
def item() -> Sentences:
    row = torch.tensor([CLS, *range(110, 120), CONTINUES, 121, SEP])
    return Sentences(row.expand(64, -1), torch.ones(64, len(row), dtype=torch.long))


def test_words_are_proposed_where_masks_may_stand_alone(item: Sentences, words: Words) -> None:
    torch.manual_seed(0)
    model = Masked(Encoder(SHAPE))
    single = of_one_piece(item.ids, words)
    drawn, loss = proposed(item, single, model, words, (0.4, 0.6))
    changed = drawn != item.ids
    assert not changed[~single].any()
    assert 0.35 < changed[single].float().mean() < 0.65
    assert words.allowed[drawn[changed]].all()
    assert MASK not in drawn
    loss.backward()
    assert model.case.weight.grad is not None


def test_without_a_mask_nothing_is_lost(item: Sentences, words: Words) -> None:
    model = Masked(Encoder(SHAPE))
    drawn, loss = proposed(item, torch.zeros_like(item.ids).bool(), model, words, (0.5, 0.5))
    assert torch.equal(drawn, item.ids)
    assert loss.item() == 0


def test_words_are_drawn_by_their_probability_and_none_that_has_none() -> None:
    torch.manual_seed(0)
    logits = torch.tensor([-1e4, 1.0, -1e4, 0.0, 2.0, -1e4])
    found = torch.bincount(_drawn(logits.expand(20_000, -1)), minlength=6) / 20_000
    assert found[[0, 2, 5]].tolist() == [0, 0, 0]
    assert torch.allclose(found, logits.softmax(0), atol=0.01)


@pytest.mark.parametrize("dice", [0.0, 1 - 2**-24])
def test_the_lowest_and_the_highest_number_draw_a_word_that_may_be(
    dice: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch, "rand", lambda *shape, device: torch.full(shape, dice))
    logits = torch.tensor([[-1e4, 1.0, 0.0, -1e4]])
    assert _drawn(logits).item() == (2 if dice == 0 else 1)


def test_the_encoder_is_a_copy() -> None:
    encoder = Encoder(SHAPE)
    model = Masked(encoder)
    for name, weight in encoder.state_dict().items():
        copied = model.encoder.state_dict()[name]
        assert torch.equal(copied, weight)
        assert copied.data_ptr() != weight.data_ptr()
