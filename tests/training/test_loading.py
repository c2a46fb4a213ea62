"""Batches made by other processes."""

from dataclasses import fields, replace
from itertools import islice

import pytest
import torch

from mtqa.training.collate import batches
from mtqa.training.config import TrainConfig
from mtqa.training.loading import loaded, moved
from mtqa.training.mixture import Mixture

CONFIG = TrainConfig(batch_tokens=150, pool=2, max_tokens=40, shares={"damage": 1.0})


@pytest.fixture
def drawn(world, sentences, tokenizer):
    """The token numbers of some batches."""
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)

    def first(count, skip=0, **values):
        stream = loaded(mixture, tokenizer, replace(CONFIG, **values), skip=skip)
        return [item.inputs.ids.tolist() for item in islice(stream, count)]

    return first


def test_without_processes_it_is_the_plain_stream(drawn, world, sentences, tokenizer):
    mixture = Mixture({}, {"damage": 1.0}, sentences, world)
    plain = islice(batches(mixture, tokenizer, CONFIG), 5)
    assert drawn(5) == [item.inputs.ids.tolist() for item in plain]


def test_processes_take_turns_and_draw_apart(drawn):
    both = drawn(6, workers=2)
    assert both[::2] == drawn(3)  # the first draws what one alone would
    assert not any(item in both[::2] for item in both[1::2])
    assert both == drawn(6, workers=2)


def test_processes_leave_the_random_numbers_of_dropout_alone(drawn):
    before = torch.get_rng_state()
    drawn(1, workers=2)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("skip", [1, 2, 5])
def test_skipping_passes_over_the_first(drawn, skip):
    assert drawn(8 - skip, skip=skip, workers=2) == drawn(8, workers=2)[skip:]


def test_a_batch_moves_whole(world, sentences, tokenizer):
    item = next(batches(Mixture({}, {"damage": 1.0}, sentences, world), tokenizer, CONFIG))
    there = moved(item, torch.device("meta"))
    tensors = [getattr(there, part.name) for part in fields(there) if part.name != "inputs"]
    tensors += [getattr(there.inputs, part.name) for part in fields(there.inputs)]
    assert {tensor.device.type for tensor in tensors} == {"meta"}
