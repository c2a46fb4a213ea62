import math
from itertools import islice
from random import Random

import pytest
import torch

from mtqa.scorers.encode import CLS, SEP
from mtqa.training.collate import batches, collate, cut
from mtqa.training.config import TrainConfig
from mtqa.training.damage import Mark
from mtqa.training.examples import Example
from mtqa.training.mixture import Mixture

CONFIG = TrainConfig(batch_tokens=300, pool=3, max_tokens=30, shares={"damage": 1.0})


@pytest.fixture
def collated(tokenizer):
    return lambda *groups: collate([cut(group, tokenizer, 30) for group in groups])


def test_labels_are_scaled_and_unknown_ones_are_nan(collated):
    known = Example("The minister.", 0.5, 10.0, 40.0, -1.5, weight=0.7)
    found = collated([known, Example("Letters of London.")])
    assert found.garbled[0] == 0.5
    assert found.penalty[0] == pytest.approx(0.4)
    assert found.chrf[0] == pytest.approx(0.4)
    assert found.adequacy[0] == -1.5
    assert found.weight.tolist() == pytest.approx([0.7, 1.0])
    for label in (found.garbled, found.penalty, found.chrf, found.adequacy):
        assert label[1].isnan()


def test_token_labels_stand_where_the_marks_are(collated):
    marks = (Mark(4, 12, 0.5, 0.5), Mark(4, 21, 0.25, 0.0), Mark(13, 21, 0.9, 0.0))
    found = collated([Example("The minister followed London.", marks=marks), Example("The.")])
    nan = math.nan
    expected = torch.tensor([nan, 0, 0.75, 1.0, 0, 0, nan])  # [CLS] The minister followed ...
    torch.testing.assert_close(found.error[0], expected, equal_nan=True)
    expected = torch.tensor([nan, 0, 0.5, 0, 0, 0, nan])
    torch.testing.assert_close(found.major[0], expected, equal_nan=True)
    assert found.error[1].isnan().all()


def test_no_marks_means_no_error(collated):
    found = collated([Example("The minister.", marks=())])
    assert found.error[0, 1:-1].tolist() == [0, 0, 0]


def test_pairs_are_of_one_group_and_differ_clearly(collated):
    first = [Example("a", quality=q) for q in (1.0, 0.6, None, 0.5)]
    second = [Example("b", quality=q) for q in (0.0, 9.0)]
    found = collated(first, second)
    assert list(zip(found.better.tolist(), found.worse.tolist(), strict=True)) == [(0, 3), (5, 4)]


def test_without_pairs_the_index_is_empty(collated):
    found = collated([Example("a", quality=1.0)])
    assert found.better.dtype == found.worse.dtype == torch.long
    assert len(found.better) == 0


def test_a_long_text_loses_its_end(tokenizer):
    found = cut([Example("the " * 50), Example("the")], tokenizer, 30)
    assert [len(window.ids) for window in found.windows] == [30, 1]
    assert found.width == 32


def test_a_reference_stands_behind_the_text(tokenizer, collated):
    text, reference = "The Minister followed London.", "The doctor of Paris."
    pair = Example(text, marks=(Mark(0, 3, 1.0, 0.5),), reference=reference)
    alone = Example(text, quality=1.0)
    item = cut([pair, alone], tokenizer, 30)
    beside, own = item.windows
    ids = tokenizer.encode(reference, add_special_tokens=False).ids
    assert beside.ids == (*own.ids, SEP, *ids)
    assert beside.cases == (*own.cases, *[0] * 6)
    assert (beside.offsets, beside.side) == (own.offsets, own.side)
    assert item.width == 2 + 5 + 1 + 5
    found = collate([item])
    assert found.inputs.ids[0].tolist() == [CLS, *own.ids, SEP, *ids, SEP]
    assert found.inputs.mask.sum(1).tolist() == [13, 7]
    nan = math.nan
    expected = torch.tensor([nan, 1, 0, 0, 0, 0, *[nan] * 7])  # none on the reference
    torch.testing.assert_close(found.error[0], expected, equal_nan=True)


@pytest.mark.parametrize(("asked", "each"), [(30, 30), (510, 254)])
def test_a_long_text_and_a_long_reference_both_lose_their_end(tokenizer, asked, each):
    found = cut([Example("the " * 600, reference="of " * 600)], tokenizer, asked)
    assert found.width == 2 * each + 3 <= 512
    assert found.windows[0].ids.count(SEP) == 1
    assert found.windows[0].ids.index(SEP) == len(found.windows[0].offsets) == each


@pytest.fixture
def mixture(sentences, world):
    return Mixture({}, {"damage": 1.0}, sentences, world)


def key(item):
    return item.inputs.ids.tolist()


def test_a_seed_gives_the_same_batches(mixture, tokenizer):
    first, again = (
        [key(b) for b in islice(batches(mixture, tokenizer, CONFIG), 12)] for _ in range(2)
    )
    assert first == again
    assert first != [key(b) for b in islice(batches(mixture, tokenizer, TrainConfig(seed=1)), 12)]


@pytest.mark.parametrize("skip", [1, 3, 7])
def test_skipping_goes_on_where_it_would_have_been(mixture, tokenizer, skip):
    whole = [key(b) for b in islice(batches(mixture, tokenizer, CONFIG), 12)]
    rest = [key(b) for b in islice(batches(mixture, tokenizer, CONFIG, skip=skip), 12 - skip)]
    assert rest == whole[skip:]


def test_batches_keep_to_the_budget_and_lose_no_group(mixture, tokenizer):
    seen = list(islice(batches(mixture, tokenizer, CONFIG), 30))
    assert all(b.inputs.ids.numel() <= CONFIG.batch_tokens for b in seen)
    drawn = mixture.groups(Random(CONFIG.seed))
    texts = [e.text for _ in range(4) for e in next(drawn)]
    words = [tokenizer.encode(t, add_special_tokens=False).ids for t in texts]
    rows = [row[row != 0].tolist()[1:-1] for b in seen for row in b.inputs.ids]
    assert all(ids in rows for ids in words)
