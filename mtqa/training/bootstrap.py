"""Intervals and differences by resampling (Efron 1979; paired differences after Koehn 2004,
"Statistical Significance Tests for Machine Translation Evaluation")."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mtqa.training.metrics import Floats, Ints, codes

Statistic = Callable[[Ints], float]
"""A figure of the items at these indices; an index may come more than once."""

RESAMPLES = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """One figure of one metric on one set. `statistic` takes indices of `groups`, of which those
    with equal numbers are drawn together; `lower` says that less is better; `digits` are worth
    printing."""

    name: str
    statistic: Statistic
    groups: Ints
    lower: bool = False
    digits: int = 3


@dataclass(frozen=True, slots=True, eq=False)
class Estimate:
    """A figure on all items, and the same figure on each resample (NaN where not defined)."""

    value: float
    resampled: Floats

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Percentile interval at `level`; NaN twice if the figure was never defined."""
        known = self.resampled[~np.isnan(self.resampled)]
        if not known.size:
            return (float("nan"), float("nan"))
        low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
        return (float(low), float(high))

    def minus(self, other: "Estimate") -> "Estimate":
        """The paired difference of two figures of the same items with the same seed."""
        return Estimate(self.value - other.value, self.resampled - other.resampled)

    def p_value(self) -> float:
        """Two-sided p of a difference: twice the smaller share of resamples on one side of 0.

        Never below 1 / resamples, since no finite number of resamples shows more.
        """
        known = self.resampled[~np.isnan(self.resampled)]
        if not known.size:
            return float("nan")
        side = min(float((known <= 0).mean()), float((known >= 0).mean()))
        return min(1.0, max(2 * side, 1 / known.size))


def estimate(
    statistic: Statistic, groups: Ints, resamples: int = RESAMPLES, seed: int = 0
) -> Estimate:
    """A figure and its spread when whole groups of items are drawn with replacement.

    Items of one group (outputs for one source, sentences of one document) are not independent:
    drawing them singly would make intervals too narrow. Equal groups and seed give equal draws,
    which is what makes two estimates paired.
    """
    group = codes(groups)
    if not group.size:
        return Estimate(float("nan"), np.empty(0))
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group)
    starts = np.cumsum(sizes) - sizes
    random = np.random.default_rng(seed)
    resampled = np.empty(resamples)
    for turn in range(resamples):
        drawn = random.integers(sizes.size, size=sizes.size)
        resampled[turn] = statistic(order[_ranges(starts[drawn], sizes[drawn])])
    return Estimate(statistic(np.arange(group.size)), resampled)


def _ranges(starts: Ints, sizes: Ints) -> Ints:
    """Concatenated arange(start, start + size) of every pair."""
    places = np.arange(sizes.sum(), dtype=np.intp)
    return places + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
