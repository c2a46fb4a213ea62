"""Norms of length, and sentences paired by length."""

import pytest

from mtqa.text.align import align
from mtqa.text.lengths import deviation, size, usual_ratio


def test_size_leaves_out_white_space() -> None:
    assert size(" a b\u00a0c\n") == 3


def test_longer_is_above_zero() -> None:
    longer, shorter = deviation(100, 250, "en", "de"), deviation(100, 50, "en", "de")
    assert longer is not None
    assert shorter is not None
    assert shorter < -4 < 4 < longer


def test_short_texts_vary_more() -> None:
    short, long = deviation(10, 20, "en", "sv"), deviation(200, 400, "en", "sv")
    assert short is not None
    assert long is not None
    assert 0 < short < long


@pytest.mark.parametrize("pair", [("en", "tlh"), ("tlh", "en")])
def test_unknown_pairs(pair: tuple[str, str]) -> None:
    assert deviation(100, 100, *pair) is None


def test_nothing_has_no_deviation() -> None:
    assert deviation(0, 100, "en", "de") is None


def test_a_norm_and_its_inverse() -> None:
    assert usual_ratio("zh", "en") == pytest.approx(1 / usual_ratio("en", "zh"))
    assert usual_ratio("zh", "en") == pytest.approx(3.0, abs=0.1)


def test_alignment() -> None:
    assert align([50, 80, 60], [52, 82, 61], "en", "sv").omitted == ()
    omitted = align([50, 80, 60], [52, 61], "en", "sv")
    assert (omitted.omitted, omitted.added) == ((1,), ())
    added = align([52, 61], [50, 80, 60], "en", "sv")
    assert (added.omitted, added.added) == ((), (1,))
    assert added.margin > 2
    assert align([100], [50, 52], "en", "sv").added == ()


def test_where_not_all_can_be_paired_the_gap_is_measured_against_all_being_one() -> None:
    few, many = (align([50], [50] * number, "en", "sv") for number in (6, 8))
    assert 0 < few.margin < many.margin
    assert len(many.added) == 7
