"""Surface features: what each measures on texts where the answer is plain."""

import math
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.scorers.features import (
    SIDE_FEATURES,
    compressibility,
    looping,
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


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Flexible in design and design.", 0.06),
        ("The Stone Stone is old.", 0.06),
        ("Written in WhiteWhiteWhite here.", 0.06),
        ("no no no no no", 0.75),
        ("Step by step, face to face.", 0.12),
        ("A banana and another banana tree.", 0.0),
        ("at an end at an end", 2 / 5),
        ("", 0.0),
    ],
)
def test_looping_counts_pairs_and_echoes(text, share):
    assert looping(text) == pytest.approx(share)


def test_a_pair_far_away_is_no_loop():
    between = " ".join(letter * 4 + "x" for letter in string.ascii_lowercase)
    assert looping(f"the ministry of it {between} the ministry of it") == 0.0
    assert repeated_share(f"the ministry of it {between} the ministry of it") > 0


def test_looping_is_quick_on_one_endless_word():
    assert looping("ab" * 100_000) == pytest.approx(0.06)
    assert looping("a" * 200_000 + "b") == 0.0


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
