import random

import numpy as np
import pytest

from mtqa.compare.difference import DRAWS, Difference, Unit, difference


def unit(old: float, new: float, words: int = 10) -> Unit:
    return Unit(old * words, words, new * words, words)


def test_means_are_weighted_by_words() -> None:
    found = difference([unit(90, 60, words=1), unit(30, 60, words=9)])
    assert found is not None
    assert (found.old, found.new, found.value) == (36.0, 60.0, 24.0)


def test_a_constant_gain_leaves_no_doubt() -> None:
    found = difference([unit(50, 60), unit(20, 30), unit(80, 90)])
    assert found is not None
    assert found.interval == pytest.approx((10.0, 10.0))
    assert found.is_sure


def test_the_interval_is_that_of_paired_draws() -> None:
    rng = random.Random(3)
    units = [unit(rng.uniform(0, 90), rng.uniform(5, 95), rng.randint(3, 40)) for _ in range(25)]
    found = difference(units)
    # The same by the book: draw sentences with replacement, old and new of each together.
    drawn = np.random.default_rng(25).integers(0, 25, size=(DRAWS, 25))
    gaps = []
    for draw in drawn:
        words = sum(units[i].old_words for i in draw)
        gaps.append(sum(units[i].new_sum - units[i].old_sum for i in draw) / words)
    assert found is not None
    assert found.interval == pytest.approx(tuple(np.percentile(gaps, (2.5, 97.5))))


def test_pairing_makes_the_interval_narrow() -> None:
    rng = random.Random(1)
    scores = [rng.uniform(0, 95) for _ in range(40)]
    shifted = difference([unit(score, score + rng.uniform(2, 5)) for score in scores])
    shuffled = difference([unit(score, rng.choice(scores) + 3.5) for score in scores])
    assert shifted is not None
    assert shuffled is not None
    assert shifted.interval is not None
    assert shuffled.interval is not None
    assert shifted.is_sure
    assert shuffled.interval[1] - shuffled.interval[0] > 5 * (
        shifted.interval[1] - shifted.interval[0]
    )


def test_sentences_in_one_run_only_count_there() -> None:
    found = difference([unit(80, 80), Unit(new_sum=200.0, new_words=10), unit(60, 60)])
    assert found is not None
    assert (found.old, found.new) == (70.0, pytest.approx(1600 / 30))
    assert found.interval is not None
    assert found.interval[1] <= 0


def test_nothing_changed() -> None:
    found = difference([unit(40, 40), unit(90, 90)])
    assert found == Difference(65.0, 65.0, (0.0, 0.0))
    assert not found.is_sure


def test_too_little_to_draw_from() -> None:
    assert difference([unit(40, 60)]) == Difference(40.0, 60.0, None)
    assert not Difference(40.0, 60.0, None).is_sure
    assert difference([]) is None
    assert difference([Unit(50.0, 5, 0.0, 0)]) is None
