"""How much a text repeats itself."""

import string

import pytest

from mtqa.scorers.features import repeated_share
from mtqa.scorers.looping import looping
from tests.conftest import CpuSeconds


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Flexible in design and design.", 0.56),
        ("The Stone Stone is old.", 0.06),
        ("A few steps from the beach and the beach.", 0.5 + 1 / 9),
        ("He sold bed linen or also bed linen.", 0.5 + 1 / 8),
        ("By train, but train.", 0.5),
        ("A film called “Made Album” and “Made Album”.", 0.5 + 3 / 12),
        ("Written in WhiteWhiteWhite here.", 0.06),
        ("no no no no no", 0.75),
        ("Step by step, face to face.", 0.12),
        ("A banana and another banana tree.", 0.0),
        ("at an end at an end", 2 / 5),
        ("", 0.0),
        ("It took years and years, and more and more of them.", 0.06 * 3 + 1 / 12),
        ("He is deputy prime minister and minister of ecology.", 0.06),
        ("It is for you, but you may wait.", 0.0),
        ("and and and and", 0.06 * 3 + 2 / 3),
    ],
)
def test_looping_counts_pairs_and_echoes(text, share):
    assert looping(text) == pytest.approx(share)


def test_a_pair_far_away_is_no_loop():
    between = " ".join(letter * 4 + "x" for letter in string.ascii_lowercase)
    text = f"the ministry of it {between} the ministry of it"
    assert looping(text) == 0.0
    assert repeated_share(text) > 0


def test_looping_is_quick_on_one_endless_word():
    assert looping("ab" * 100_000) == pytest.approx(0.06)
    assert looping("a" * 200_000 + "b") == 0.0


@pytest.mark.parametrize("unit", ["and ", "beach and ", "beach and the beach ", '" and "'])
def test_time_is_linear_in_the_length(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        return cpu_seconds(lambda: looping((unit * size)[:size]))

    assert seconds(320_000) < 24 * seconds(40_000) + 0.2  # quadratic would be 64
