"""How far the flags of a run agree with readers, and which threshold would suit them.

The sample holds as many segments of each flag as of any other, the run does not: every figure over
several flags weighs a label with the share of the run that it stands for (Horvitz and Thompson
1952). Intervals are 95 % and come from draws of each flag's own Beta posterior with Jeffreys' prior
(Brown, Cai and DasGupta 2001), so that 12 right of 12 is not certainty.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from mtqa.review.draw import Item, Key, Level
from mtqa.review.labels import Label
from mtqa.scorers.features import repeated_share, words_of

_DRAWS = 2_000


@dataclass(frozen=True, slots=True)
class Rate:
    """A share (0..1) with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Read:
    """The segments of one flag that were read: how many with each verdict (mildest first), how
    many the run holds, and the share with which readers agree."""

    flag: Level
    size: int
    verdicts: tuple[int, ...]
    agreed: Rate | None


@dataclass(frozen=True, slots=True)
class Found:
    """Flags of a level or worse against verdicts of that level or worse."""

    level: Level
    precision: Rate | None
    recall: Rate | None


@dataclass(frozen=True, slots=True)
class Threshold:
    """A metric cut so that at most the wanted share of sound segments reaches it. None: no cut
    does. `alarms` and `caught` are measured shares (0..1)."""

    metric: str
    at: float | None
    alarms: float = 0.0
    caught: float = 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """All that the labels say. `finest` is the smallest share of false alarms (0..1) that so few
    sound segments can show."""

    labels: int
    reads: tuple[Read, ...]
    found: tuple[Found, ...]
    thresholds: tuple[Threshold, ...]
    finest: float


def agreement(
    key: Key, labels: Sequence[Label], *, level: Level = Level.GARBLED, alarms: float = 0.05
) -> Agreement:
    """Hold flags to verdicts.

    Args:
        key: what mtqa said.
        labels: what readers said.
        level: what the thresholds are to catch: this and worse.
        alarms: share (0..1) of the other segments that may reach them.
    """
    items = {item.item: item for item in key.items}
    by_flag: dict[Level, list[Level]] = {flag: [] for flag in Level}
    for label in labels:
        by_flag[items[label.item].flag].append(label.verdict)
    sizes = {stratum.flag: stratum.size for stratum in key.strata}
    reads = tuple(_read(flag, sizes.get(flag, 0), seen) for flag, seen in by_flag.items())
    found = tuple(_found(at, sizes, by_flag) for at in Level if at is not Level.FINE)
    weights = {flag: sizes.get(flag, 0) / len(seen) for flag, seen in by_flag.items() if seen}
    points = [
        (items[label.item], weights[items[label.item].flag], label.verdict.rank >= level.rank)
        for label in labels
    ]
    sound = [weight for _, weight, bad in points if not bad]
    finest = sum(w * w for w in sound) / sum(sound) ** 2 if sum(sound) else 1.0
    usable = alarms >= finest
    cuts = [_cut(name, value, points, alarms) for name, value in METRICS.items()] if usable else []
    return Agreement(len(labels), reads, found, tuple(cuts), finest)


def _read(flag: Level, size: int, seen: Sequence[Level]) -> Read:
    verdicts = tuple(seen.count(level) for level in Level)
    right = sum(verdict.rank >= flag.rank for verdict in seen)
    if flag is Level.FINE:
        right = seen.count(Level.FINE)
    agreed = _rate(right / len(seen), _beta(right, len(seen), Random(0))) if seen else None
    return Read(flag, size, verdicts, agreed)


def _found(
    at: Level, sizes: Mapping[Level, int], by_flag: Mapping[Level, Sequence[Level]]
) -> Found:
    """Precision and recall from the share of bad segments under each flag."""
    rng = Random(0)
    known = {flag: seen for flag, seen in by_flag.items() if seen}
    bad = {flag: sum(v.rank >= at.rank for v in seen) for flag, seen in known.items()}
    shares = {flag: bad[flag] / len(seen) for flag, seen in known.items()}
    draws = {flag: _beta(bad[flag], len(seen), rng) for flag, seen in known.items()}
    flagged = [flag for flag in known if flag.rank >= at.rank]
    held = sum(sizes[flag] for flag in flagged)

    def hits(share: Mapping[Level, float], flags: Sequence[Level]) -> float:
        return sum(sizes[flag] * share[flag] for flag in flags)

    turns = [{flag: draws[flag][turn] for flag in known} for turn in range(_DRAWS)]
    everything = list(known)
    precision = recall = None
    if held:
        drawn = [hits(turn, flagged) / held for turn in turns]
        precision = _rate(hits(shares, flagged) / held, drawn)
    # A flag of the run that nobody read hides how much was missed.
    complete = all(by_flag[flag] for flag in Level if sizes.get(flag))
    if complete and hits(shares, everything):
        drawn = [hits(turn, flagged) / hits(turn, everything) for turn in turns]
        recall = _rate(hits(shares, flagged) / hits(shares, everything), drawn)
    return Found(at, precision, recall)


def _beta(right: int, of: int, rng: Random) -> list[float]:
    return [rng.betavariate(right + 0.5, of - right + 0.5) for _ in range(_DRAWS)]


def _rate(value: float, draws: Sequence[float]) -> Rate:
    """The value with the middle 95 % of its draws, widened to hold the value itself."""
    ordered = sorted(draws)
    low, high = ordered[int(0.025 * _DRAWS)], ordered[int(0.975 * _DRAWS) - 1]
    return Rate(value, min(low, value), max(high, value))


Value = Callable[[Item], float | None]

METRICS: Mapping[str, Value] = {
    "probability of garbled": lambda item: item.garbled,
    "100 - score": lambda item: None if item.score is None else 100 - item.score,
    "constant": lambda item: 0.0,
    "length in words": lambda item: float(len(words_of(item.target))),
    "repeated word pairs": lambda item: repeated_share(item.target),
}
"""What is cut: the model's two numbers, and baselines that know nothing. Higher is worse."""


def _cut(
    name: str, value: Value, points: Sequence[tuple[Item, float, bool]], alarms: float
) -> Threshold:
    known = [(v, w, bad) for item, w, bad in points if (v := value(item)) is not None]
    sound = sum(w for _, w, bad in known if not bad)
    broken = sum(w for _, w, bad in known if bad)
    best = Threshold(name, None)
    for at in sorted({v for v, _, _ in known}, reverse=True):
        reached = sum(w for v, w, bad in known if v >= at and not bad) / sound if sound else 0.0
        if reached > alarms:
            break
        caught = sum(w for v, w, bad in known if v >= at and bad) / broken if broken else 0.0
        best = Threshold(name, at, reached, caught)
    return best
