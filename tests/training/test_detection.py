"""Words replaced, exchanged and spliced, and a network that learns to tell them."""

from dataclasses import replace

import pytest
import torch
from tokenizers import Tokenizer

from mtqa.errors import InputError, ModelError
from mtqa.scorers.encode import CLS, SEP
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training.detection import (
    Damaged,
    Detection,
    Detector,
    _batches,
    _Learner,
    _parts,
    _tell,
    _update,
    damage,
    learn,
    losses,
)
from mtqa.training.masked import Masked, Sentences, Words, by_length

SHAPE = NetworkConfig(
    vocabulary=200, hidden=32, layers=2, heads=4, feed_forward=64, positions=64, trunk=16
)
NONE = Detection(1, replaced=0.0, swapped=0.0, spliced=0.0)
ROWS = 200


@pytest.fixture
def words() -> Words:
    continues = torch.zeros(200, dtype=torch.bool)
    continues[150:] = True
    allowed = ~continues
    allowed[:104] = False
    return Words(continues, allowed)


@pytest.fixture
def item() -> Sentences:
    """Words 110 to 117 in another order each, then one in two pieces."""
    torch.manual_seed(1)
    order = 110 + torch.rand(ROWS, 8).argsort(1)
    ends = [torch.full((ROWS, 1), token) for token in (CLS, 118, 150, SEP)]
    ids = torch.cat([ends[0], order, *ends[1:]], 1)
    return Sentences(ids, ids % 6)


def damaged(item: Sentences, words: Words, detection: Detection) -> Damaged:
    torch.manual_seed(2)
    return damage(item, Masked(Network(SHAPE).encoder), words, detection)


def test_what_is_left_alone_is_right(item: Sentences, words: Words) -> None:
    found = damaged(item, words, NONE)
    assert torch.equal(found.ids, item.ids)
    assert torch.equal(found.cases, item.cases)
    assert not found.wrong.any()
    assert torch.equal(found.known, (item.ids != CLS) & (item.ids != SEP))


def test_a_word_replaced_is_wrong_unless_it_is_the_old_one(item: Sentences, words: Words) -> None:
    found = damaged(item, words, replace(NONE, replaced=1.0))
    assert torch.equal(found.wrong, found.ids != item.ids)
    assert 0.1 < found.wrong[:, 1:9].float().mean() < 0.25
    assert not found.wrong[:, [0, 9, 10, 11]].any()
    assert torch.equal(found.cases, item.cases)  # a word is written as the one before


def test_two_words_change_places(item: Sentences, words: Words) -> None:
    found = damaged(item, words, replace(NONE, swapped=1.0))
    assert (found.wrong.sum(1) == 2).all()
    assert torch.equal(found.ids.sort(1).values, item.ids.sort(1).values)


def test_a_spliced_sentence_ends_as_another_does(item: Sentences, words: Words) -> None:
    found = damaged(item, words, replace(NONE, spliced=1.0))
    joined = found.wrong.any(1)
    assert joined.float().mean() > 0.65  # not inside of the last word, nor where both go on alike
    assert (found.wrong.sum(1) <= 1).all()
    for row in joined.nonzero().flatten().tolist():
        at = int(found.wrong[row].nonzero())
        assert torch.equal(found.ids[row, :at], item.ids[row, :at])
        assert torch.equal(found.ids[row, at:], item.ids[row - 1, at:])
        assert torch.equal(found.cases[row, at:], item.cases[row - 1, at:])
        assert found.known[row].nonzero().flatten().tolist() == list(range(1, at + 1))


def test_shares_are_of_sentences(item: Sentences, words: Words) -> None:
    found = damaged(item, words, replace(NONE, swapped=0.3, spliced=0.3))
    swapped, spliced = found.wrong.sum(1) == 2, found.wrong.sum(1) == 1
    assert 0.2 < swapped.float().mean() < 0.4
    assert 0.15 < spliced.float().mean() < 0.4


def test_only_tokens_that_count_are_paid_for() -> None:
    wrong = torch.tensor([[False, True, False]])
    known = torch.tensor([[False, True, True]])
    nothing = torch.zeros(1, 3, dtype=torch.long)
    item = Damaged(nothing, nothing, wrong, known, torch.zeros(()))
    tokens, whole = losses(torch.tensor([[9.0, 0.0, 0.0]]), torch.tensor([50.0]), item)
    assert tokens.item() == pytest.approx(0.6931, abs=1e-4)
    assert whole.item() == pytest.approx(0.0, abs=1e-4)


def test_a_sentence_of_pieces_is_left_alone(words: Words) -> None:
    row = torch.tensor([CLS, 110, 150, 111, 150, 112, 150, 113, SEP])
    batch = Sentences(row.expand(30, -1), torch.ones(30, 9, dtype=torch.long))
    assert not damaged(batch, words, replace(NONE, swapped=1.0)).wrong.any()


def test_the_same_word_on_both_sides_joins_nothing(words: Words) -> None:
    row = torch.tensor([CLS, *range(110, 118), SEP])
    batch = Sentences(row.expand(30, -1), torch.ones(30, 10, dtype=torch.long))
    assert not damaged(batch, words, replace(NONE, spliced=1.0)).wrong.any()


def test_every_sentence_comes_once_a_round_in_batches_of_one_length() -> None:
    many = [
        Sentences(torch.arange(rows).unsqueeze(1).expand(rows, width), torch.zeros(rows, width))
        for rows, width in ((25, 8), (7, 12))
    ]
    stream = _batches(many, torch.device("cpu"), Detection(steps=1, batch_tokens=80))
    read = [next(stream) for _ in range(5)]  # 10 + 10 + 5 of eight tokens, 6 + 1 of twelve
    assert all(batch.ids.numel() <= 80 for batch in read)
    for width, rows in ((8, 25), (12, 7)):
        found = [row for batch in read if batch.ids.shape[1] == width for row in batch.ids[:, 0]]
        assert sorted(map(int, found)) == list(range(rows))


def test_a_batch_is_read_in_parts_that_hold_every_sentence_once() -> None:
    ids = torch.arange(500).unsqueeze(1).expand(500, 50)
    parts = list(_parts(Sentences(ids, ids + 1)))
    assert [len(part.ids) for part in parts] == [160, 160, 160, 20]  # 8,000 tokens each
    assert torch.equal(torch.cat([part.ids for part in parts]), ids)
    assert torch.equal(torch.cat([part.cases for part in parts]), ids + 1)


def test_a_loss_that_is_no_number_ends_it() -> None:
    with pytest.raises(ModelError, match="step 7: the loss is not a number"):
        _tell(7, [1.0, float("nan"), 1.0])


def test_without_sentences_nothing_can_be_learned(words: Words) -> None:
    with pytest.raises(InputError, match="no sentence"):
        learn(Network(SHAPE), [], words, Detection(steps=1))


def test_parts_count_by_their_sentences(
    item: Sentences, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read in parts, a batch costs what it costs at once, and teaches the same."""
    plan = replace(NONE, rate=1e-3, warmup=0.0)
    found = []
    for at_once in (ROWS * 12, 70 * 12):  # at once, and as 70, 70 and 60 sentences
        monkeypatch.setattr("mtqa.training.detection._AT_ONCE", at_once)
        torch.manual_seed(3)
        masked, detector = Masked(Network(SHAPE).encoder), Detector(Network(SHAPE))
        learners = [_Learner(model, plan) for model in (masked, detector)]
        monkeypatch.setattr(learners[1], "step", lambda: None)  # the gradient stays
        sums = _update(masked, detector, learners, item, words, plan)
        weight = detector.network.encoder.encoder.layer[0].output.dense.weight
        found.append((sums[1:], weight.grad))
    assert torch.allclose(found[0][0], found[1][0], rtol=1e-3)
    assert torch.allclose(found[0][1], found[1][1], rtol=0.1, atol=0.05 * found[0][1].std())


def test_losses_that_run_away_end_it(
    sentences: list[str], tokenizer: Tokenizer, words: Words
) -> None:
    network = Network(SHAPE)
    torch.nn.init.constant_(network.encoder.encoder.layer[0].output.dense.weight, float("nan"))
    with pytest.raises(ModelError, match="step 2: the loss is not a number"):
        learn(network, by_length(sentences, tokenizer), words, Detection(steps=2))


def test_it_learns_to_tell_exchanged_words(
    sentences: list[str], tokenizer: Tokenizer, capsys: pytest.CaptureFixture[str]
) -> None:
    allowed = torch.ones(200, dtype=torch.bool)
    allowed[:104] = False
    words = Words(torch.zeros(200, dtype=torch.bool), allowed)
    plan = Detection(steps=301, batch_tokens=600, rate=3e-3, replaced=0.4, swapped=0.3)
    torch.manual_seed(0)
    network, state = Network(SHAPE), torch.get_rng_state()
    heads = network.trunk[0].weight.clone()
    (whole,) = by_length(sentences, tokenizer)
    learn(network, [whole], words, plan)
    assert torch.equal(torch.get_rng_state(), state)
    assert not network.training
    assert torch.equal(network.trunk[0].weight, heads)
    steps = [line.split("  ")[0] for line in capsys.readouterr().err.splitlines()]
    assert steps == [f"detection: step {step}" for step in (100, 200, 300, 301)]
    batch = Sentences(whole.ids.long(), whole.cases.long())
    found = damaged(batch, words, replace(NONE, swapped=1.0))
    with torch.no_grad():
        tokens, _ = Detector(network)(found.ids, found.cases)
        outputs = network(found.ids, found.cases, torch.ones_like(found.ids), torch.zeros(64, 19))
    assert torch.allclose(outputs.odd, tokens, atol=1e-5)
    assert tokens[found.wrong].mean() > tokens[found.known & ~found.wrong].mean() + 2
