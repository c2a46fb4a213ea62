"""The encoder says what that of transformers says, with the same weights."""

import subprocess
import sys

import pytest
import torch
from transformers import BertConfig, BertModel

from mtqa.scorers.encoder import Encoder, EncoderConfig

SHAPE = EncoderConfig(vocabulary=90, hidden=48, layers=3, heads=4, feed_forward=80, positions=40)


@pytest.fixture(scope="module")
def published() -> BertModel:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=SHAPE.vocabulary,
        hidden_size=SHAPE.hidden,
        num_hidden_layers=SHAPE.layers,
        num_attention_heads=SHAPE.heads,
        intermediate_size=SHAPE.feed_forward,
        max_position_embeddings=SHAPE.positions,
    )
    return BertModel(config, add_pooling_layer=False).eval()


@pytest.fixture(scope="module")
def encoder(published: BertModel) -> Encoder:
    encoder = Encoder(SHAPE).eval()
    encoder.load_state_dict(published.state_dict())  # all names of weights are the same
    return encoder


@pytest.mark.parametrize("lengths", [(12, 12, 12), (12, 7, 1), (40,)], ids=str)
def test_its_states_are_those_of_transformers(
    published: BertModel, encoder: Encoder, lengths: tuple[int, ...]
) -> None:
    ids = torch.randint(1, SHAPE.vocabulary, (len(lengths), max(lengths)))
    mask = (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]).long()
    with torch.inference_mode():
        wanted = published(input_ids=ids, attention_mask=mask).last_hidden_state
        found = encoder(encoder.embeddings.word_embeddings(ids), mask)
    seen = mask.bool()
    torch.testing.assert_close(found[seen], wanted[seen])


def test_what_stands_behind_the_end_of_a_text_changes_nothing(encoder: Encoder) -> None:
    ids = torch.randint(1, SHAPE.vocabulary, (1, 6))
    words = encoder.embeddings.word_embeddings(ids)
    mask = torch.tensor([[1, 1, 1, 1, 0, 0]])
    other = torch.cat([words[:, :4], torch.randn(1, 2, SHAPE.hidden)], dim=1)
    with torch.inference_mode():
        assert torch.equal(encoder(words, mask)[:, :4], encoder(other, mask)[:, :4])


def test_it_learns_with_dropout(encoder: Encoder) -> None:
    learning = Encoder(SHAPE)
    words, mask = torch.randn(2, 5, SHAPE.hidden), torch.ones(2, 5, dtype=torch.long)
    assert not torch.equal(learning(words, mask), learning(words, mask))
    learning(words, mask).sum().backward()
    without = {name for name, weight in learning.named_parameters() if weight.grad is None}
    assert without == {"embeddings.word_embeddings.weight"}


def test_the_embedded_model_does_without_transformers() -> None:
    """Importing it takes longer than judging an article."""
    code = (
        "import sys; from mtqa.scorers import load; load('embedded', threads=1); "
        "assert 'torch' in sys.modules; assert 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
