import math

import numpy as np
import pytest

from mtqa.training.bootstrap import Estimate, estimate


def mean_of(values):
    return lambda items: float(values[items].mean())


def test_interval_of_a_mean_is_that_of_its_standard_error():
    values = np.random.default_rng(5).normal(10, 2, size=400)
    found = estimate(mean_of(values), np.arange(400), resamples=2000)
    error = values.std() / math.sqrt(400)
    low, high = found.interval()
    assert found.value == pytest.approx(values.mean())
    assert low == pytest.approx(values.mean() - 1.96 * error, abs=0.15 * error)
    assert high == pytest.approx(values.mean() + 1.96 * error, abs=0.15 * error)


def test_groups_are_drawn_whole():
    groups = np.array([2, 0, 2, 1, 2, 0])
    seen = []

    def look(items):
        seen.append(np.bincount(items, minlength=6))
        return 0.0

    estimate(look, groups, resamples=50)
    for counts in seen:
        assert counts[0] == counts[2] == counts[4]
        assert counts[1] == counts[5]
        assert counts[0] + counts[1] + counts[3] == 3


def test_wide_groups_widen_the_interval():
    values = np.repeat(np.random.default_rng(5).normal(size=40), 10)
    single = estimate(mean_of(values), np.arange(400)).interval()
    grouped = estimate(mean_of(values), np.arange(400) // 10).interval()
    assert grouped[1] - grouped[0] > 2 * (single[1] - single[0])


def test_difference_is_paired():
    values = np.random.default_rng(7).normal(0, 50, size=200)
    groups = np.arange(200)
    better = estimate(mean_of(values + 0.5), groups)
    difference = better.minus(estimate(mean_of(values), groups))
    assert difference.interval() == pytest.approx((0.5, 0.5))
    assert difference.p_value() == 1 / 1000
    assert difference.minus(difference).p_value() == 1.0


def test_p_value_is_twice_the_smaller_tail():
    assert Estimate(1.0, np.array([-1.0] * 4 + [1.0] * 96)).p_value() == pytest.approx(0.08)


def test_no_items_give_no_figure():
    assert math.isnan(estimate(mean_of(np.empty(0)), np.empty(0, dtype=np.intp)).value)


def test_resamples_without_a_figure_are_left_out():
    found = Estimate(0.5, np.array([0.4, np.nan, 0.6]))
    assert found.interval(level=1.0) == (0.4, 0.6)
    assert math.isnan(Estimate(np.nan, np.array([np.nan])).interval()[0])
