"""The difference of two mean scores on the same texts, and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass

DRAWS = 1_000
"""Bootstrap samples behind an interval, as sacreBLEU draws by default."""

_CELLS = 1_000_000  # units drawn at once, so that a very large run stays small in memory


@dataclass(frozen=True, slots=True)
class Unit:
    """What is drawn together: a sentence in both runs, or a whole article. Sums of score x words
    and of words, old and new; a sentence that one run lacks counts 0 words there."""

    old_sum: float = 0.0
    old_words: int = 0
    new_sum: float = 0.0
    new_words: int = 0

    @property
    def old_mean(self) -> float:
        """Its old score; it has old words."""
        return self.old_sum / self.old_words

    @property
    def new_mean(self) -> float:
        """Its new score; it has new words."""
        return self.new_sum / self.new_words

    def __add__(self, other: "Unit") -> "Unit":
        return Unit(
            self.old_sum + other.old_sum,
            self.old_words + other.old_words,
            self.new_sum + other.new_sum,
            self.new_words + other.new_words,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean score (0..100) of the old and the new texts. `interval` is the paired bootstrap 95 %
    interval of the difference; None where there is too little to draw from."""

    old: float
    new: float
    interval: tuple[float, float] | None

    @property
    def value(self) -> float:
        """New minus old: above 0 is better."""
        return self.new - self.old

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves 0 out: the difference is more than the chance of these
        sentences."""
        return self.interval is not None and not self.interval[0] <= 0 <= self.interval[1]


def difference(units: Sequence[Unit]) -> Difference | None:
    """The difference of the weighted means over all units; None if a run has no words in them.

    The interval is the percentile interval over resampled units, old and new always drawn together
    (Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation"). The draws
    are seeded by the number of units, so equal scores give equal intervals.

    >>> difference([Unit(800.0, 10, 900.0, 10), Unit(500.0, 10, 600.0, 10)])
    Difference(old=65.0, new=75.0, interval=(10.0, 10.0))
    """
    total = sum(units, Unit())
    if not total.old_words or not total.new_words:
        return None
    old, new = total.old_sum / total.old_words, total.new_sum / total.new_words
    return Difference(old, new, _interval(units))


def _interval(units: Sequence[Unit]) -> tuple[float, float] | None:
    if len(units) < 2:
        return None
    if all(unit.old_sum == unit.new_sum and unit.old_words == unit.new_words for unit in units):
        return (0.0, 0.0)
    import numpy as np

    sums = np.array([(u.old_sum, u.old_words, u.new_sum, u.new_words) for u in units], np.float64)
    generator = np.random.default_rng(len(units))
    rows = max(1, _CELLS // len(units))
    gaps = []
    for done in range(0, DRAWS, rows):
        drawn = generator.integers(0, len(units), size=(min(rows, DRAWS - done), len(units)))
        old_sum, old_words, new_sum, new_words = (column[drawn].sum(axis=1) for column in sums.T)
        usable = (old_words > 0) & (new_words > 0)
        gaps.append((new_sum / new_words.clip(1) - old_sum / old_words.clip(1))[usable])
    low, high = np.percentile(np.concatenate(gaps), (2.5, 97.5))
    return (float(low), float(high))
