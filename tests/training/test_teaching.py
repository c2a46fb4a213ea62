"""Labels from models that were trained apart."""

import math
from dataclasses import replace

import pytest
import torch

from mtqa.scorers.encode import CLS, SEP, Inputs
from mtqa.scorers.features import SIDE_FEATURES
from mtqa.scorers.network import Outputs
from mtqa.training.collate import Batch
from mtqa.training.teaching import detected, taught


def said(value: float) -> Outputs:
    sentence, token = torch.full((2,), value), torch.full((2, 3), value)
    return Outputs(sentence, sentence, sentence, sentence, token, token, token)


@pytest.fixture
def item() -> Batch:
    unknown, tokens = torch.full((2,), math.nan), torch.full((2, 3), math.nan)
    inputs = Inputs(
        ids=torch.zeros(2, 3, dtype=torch.long),
        case=torch.zeros(2, 3, dtype=torch.long),
        mask=torch.tensor([[1, 1, 1], [1, 1, 0]]),
        side=torch.zeros(2, SIDE_FEATURES),
    )
    order = torch.tensor([0])
    return Batch(
        inputs, unknown, unknown, unknown, unknown, torch.tensor([1.0, 0.5]), tokens, tokens,
        tokens, better=order, worse=1 - order,
    )  # fmt: skip


def test_labels_are_the_mean_of_the_teachers(item: Batch) -> None:
    found = taught(item, [said(1.0), said(3.0)])
    probability = 1 / (1 + math.exp(-2.0))
    for labels in (found.garbled, found.penalty, found.chrf):
        assert labels.tolist() == pytest.approx([probability] * 2)
    assert found.adequacy.tolist() == [2.0, 2.0]
    for labels in (found.error, found.major):
        assert labels[0].tolist() == pytest.approx([probability] * 3)
        assert labels[1, :2].tolist() == pytest.approx([probability] * 2)
        assert labels[1, 2].isnan()  # padding
    assert found.weight is item.weight
    assert found.odd is item.odd


def test_order_is_left_to_people(item: Batch) -> None:
    found = taught(item, [said(0.0)])
    assert len(found.better) == len(found.worse) == 0


def test_what_is_odd_is_said_of_words_alone(item: Batch) -> None:
    item = replace(item, inputs=replace(item.inputs, ids=torch.tensor([[CLS, 7, SEP], [8, 9, 0]])))
    found = detected(item, said(2.0))
    probability = 1 / (1 + math.exp(-2.0))
    assert found.odd.isnan().tolist() == [[True, False, True], [False, False, True]]
    assert found.odd[0, 1].item() == pytest.approx(probability)
    assert found.error is item.error
