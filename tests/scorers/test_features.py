"""Surface features: what each measures on texts where the answer is plain."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.scorers.features import (
    SIDE_FEATURES,
    compressibility,
    repeated_share,
    side_features,
    unknown_share,
    words_of,
)


@pytest.mark.parametrize(
    ("text", "size", "share"),
    [
        ("", 2, 0.0),
        ("one", 2, 0.0),
        ("a b c d", 2, 0.0),
        ("no no no no no", 2, 0.75),
        ("No no NO", 1, 2 / 3),
        ("a b a b", 2, 1 / 3),
    ],
)
def test_repeated_share(text, size, share):
    assert repeated_share(text, size) == pytest.approx(share)


def test_a_loop_compresses_better_than_prose():
    prose = "The committee met on Tuesday and put off its decision for another week."
    assert compressibility("the end of " * 30) > 0.8 > compressibility(prose)
    assert compressibility("") == 0.0


def test_unknown_words_are_those_nobody_uses():
    assert unknown_share(["borderlessness", "Blinken's", "house"]) == pytest.approx(1 / 3)
    assert unknown_share([]) == 0.0


def test_words_keep_their_apostrophes():
    assert words_of("Don’t, she said: 5 o'clock.") == ["Don’t", "she", "said", "o'clock"]


def test_case_can_be_seen():
    assert side_features("russia said no.") != side_features("Russia said no.")


@given(st.text(max_size=200))
def test_any_text_gives_finite_numbers(text):
    features = side_features(text)
    assert len(features) == SIDE_FEATURES
    assert all(math.isfinite(value) and abs(value) < 10 for value in features)
