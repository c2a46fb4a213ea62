"""The encoder says what that of transformers says, with the same weights."""

import subprocess
import sys

import pytest
import torch
from transformers import BertConfig, BertModel

from mtqa.scorers.bert import Encoder, EncoderConfig

SHAPE = EncoderConfig(vocabulary=90, hidden=48, layers=3, heads=4, feed_forward=80, positions=40)


@pytest.fixture
def models() -> tuple[BertModel, Encoder]:
    torch.manual_seed(0)
    published = BertConfig(
        vocab_size=SHAPE.vocabulary,
        hidden_size=SHAPE.hidden,
        num_hidden_layers=SHAPE.layers,
        num_attention_heads=SHAPE.heads,
        intermediate_size=SHAPE.feed_forward,
        max_position_embeddings=SHAPE.positions,
        hidden_dropout_prob=SHAPE.dropout,
        attention_probs_dropout_prob=SHAPE.dropout,
    )
    bert, encoder = BertModel(published, add_pooling_layer=False), Encoder(SHAPE)
    encoder.load_state_dict(bert.state_dict())  # all names of weights are the same
    return bert, encoder


@pytest.mark.parametrize("learning", [False, True], ids=["judging", "learning"])
@pytest.mark.parametrize("lengths", [(12, 12, 12), (12, 7, 1), (40,)], ids=str)
def test_its_states_are_those_of_transformers(
    models: tuple[BertModel, Encoder], lengths: tuple[int, ...], learning: bool
) -> None:
    bert, encoder = (model.train(learning) for model in models)
    ids = torch.randint(1, SHAPE.vocabulary, (len(lengths), max(lengths)))
    mask = (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]).long()
    torch.manual_seed(1)  # of dropout
    wanted = bert(input_ids=ids, attention_mask=mask).last_hidden_state
    torch.manual_seed(1)
    found = encoder(encoder.embeddings.word_embeddings(ids), mask)
    assert torch.equal(found[mask.bool()], wanted[mask.bool()])


def test_every_weight_learns_what_it_does_there(models: tuple[BertModel, Encoder]) -> None:
    bert, encoder = (model.eval() for model in models)
    ids, mask = torch.randint(1, SHAPE.vocabulary, (2, 9)), torch.ones(2, 9, dtype=torch.long)
    bert(input_ids=ids, attention_mask=mask).last_hidden_state.square().sum().backward()
    encoder(encoder.embeddings.word_embeddings(ids), mask).square().sum().backward()
    wanted = {name: weight.grad for name, weight in bert.named_parameters()}
    for name, weight in encoder.named_parameters():
        torch.testing.assert_close(weight.grad, wanted[name], rtol=1e-4, atol=1e-4)


def test_what_stands_behind_the_end_of_a_text_changes_nothing() -> None:
    encoder = Encoder(SHAPE).eval()
    words, mask = torch.randn(1, 6, SHAPE.hidden), torch.tensor([[1, 1, 1, 1, 0, 0]])
    other = torch.cat([words[:, :4], torch.randn(1, 2, SHAPE.hidden)], dim=1)
    assert torch.equal(encoder(words, mask)[:, :4], encoder(other, mask)[:, :4])


def test_the_embedded_model_does_without_transformers() -> None:
    """Importing it takes longer than judging an article."""
    code = (
        "import sys; from mtqa.scorers import load; load('embedded', threads=1); "
        "assert 'torch' in sys.modules; assert 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
