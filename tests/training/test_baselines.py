import numpy as np
import pytest

from mtqa.training.baselines import BASELINES

CLEAN = "The minister said on Monday that the new law would protect small farms."
LOOP = "The man said that the man said that the man said that the man said that."


def test_the_names_are_those_of_the_table():
    assert list(BASELINES) == [
        "constant",
        "minus length",
        "repeated n-grams",
        "compressibility",
        "unknown words",
        "checks only",
    ]


@pytest.mark.parametrize("name", BASELINES)
def test_every_baseline_gives_one_finite_entry_per_text(name):
    texts = [CLEAN, LOOP, "", "?"]
    judged = BASELINES[name](texts)
    assert judged.score.shape == judged.garbled.shape == (4,)
    assert np.isfinite(judged.score).all()
    assert not judged.calibrated


def test_constant_tells_nothing_apart():
    assert len(set(BASELINES["constant"]([CLEAN, LOOP]).score)) == 1


def test_length_is_the_number_of_words():
    judged = BASELINES["minus length"](["One two three.", "One."])
    assert judged.garbled.tolist() == [3.0, 1.0]
    assert judged.penalty.tolist() == pytest.approx([3.0, 1.0])


@pytest.mark.parametrize("name", ["repeated n-grams", "compressibility", "checks only"])
def test_a_loop_is_worse_than_a_clean_sentence(name):
    judged = BASELINES[name]([CLEAN, LOOP * 3])
    assert judged.score[0] > judged.score[1]
    assert judged.garbled[0] < judged.garbled[1]


def test_unknown_words_is_the_share_of_them():
    judged = BASELINES["unknown words"](["The frobnicatory house vlimpered."])
    assert judged.garbled.tolist() == [0.5]


def test_checks_mark_where_they_found_something():
    judged = BASELINES["checks only"]([CLEAN, LOOP * 3])
    assert judged.marks is not None
    assert judged.flagged is not None
    clean, loop = judged.marks
    assert clean == ()
    assert loop
    assert all(0 <= mark.start < mark.end <= len(LOOP * 3) for mark in loop)
    assert not judged.flagged[0]
