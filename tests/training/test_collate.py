import math
from itertools import islice
from random import Random

import pytest
import torch

from mtqa.training.collate import batches, collate, cut
from mtqa.training.config import TrainConfig
from mtqa.training.damage import Mark
from mtqa.training.data import Mixture
from mtqa.training.examples import Example

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
