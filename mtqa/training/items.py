"""What a metric is judged on: texts of known kinds, or texts with human scores."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mtqa.training.metrics import CharRange, Floats, Ints, codes


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as half-open ranges, and which of them people marked BAD."""

    ranges: tuple[tuple[int, int], ...]
    bad: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """The spans that one person marked in one item."""

    item: int
    spans: tuple[CharRange, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Kinds:
    """Texts of known kinds. `kind` is 0 for the texts that are not to be found, else the place in
    `names` plus 1.

    `groups` are drawn together by the bootstrap. `human`: kind 0 is clean human text, so false
    alarms mean something. `twins`: each group holds a text of kind 0 and its damaged twins.
    """

    name: str
    title: str
    texts: tuple[str, ...]
    kind: Ints
    names: tuple[str, ...]
    groups: Ints
    ratings: tuple[Rating, ...] | None = None
    files: tuple[Path, ...] = ()
    human: bool = False
    twins: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Rated:
    """Texts with human scores, higher better, the mean over the people who rated them.

    `source` numbers the source segments, `document` the source documents and `system` the systems;
    the latter two are None where a set does not tell. `words` and `ratings` are there if people
    tagged words or spans. `penalties`: the scores are negative MQM penalties, so that a rate per
    100 words means something.
    """

    name: str
    title: str
    texts: tuple[str, ...]
    gold: Floats
    source: Ints
    document: Ints | None = None
    system: Ints | None = None
    words: tuple[Words, ...] | None = None
    ratings: tuple[Rating, ...] | None = None
    files: tuple[Path, ...] = ()
    penalties: bool = False


DevSet = Kinds | Rated


def sample(devset: DevSet, size: int) -> DevSet:
    """About `size` texts, always the same ones: whole documents, sources or twins; as many of each
    kind where there are kinds, which changes figures that depend on their share (precision, ECE).
    """
    return _some_kinds(devset, size) if isinstance(devset, Kinds) else _some_rated(devset, size)


def _some_kinds(devset: Kinds, size: int) -> Kinds:
    if devset.twins:
        chosen = _whole_groups(devset.groups, size)
    else:
        kinds = [np.flatnonzero(devset.kind == kind) for kind in range(len(devset.names) + 1)]
        each = max(1, size // len(kinds))
        chosen = np.sort(np.concatenate([_shuffled(kind)[:each] for kind in kinds]))
    return replace(
        devset,
        texts=tuple(devset.texts[item] for item in chosen),
        kind=devset.kind[chosen],
        groups=_renumbered(devset.groups[chosen]),
        ratings=_kept(devset.ratings, chosen),
    )


def _some_rated(devset: Rated, size: int) -> Rated:
    groups = devset.source if devset.document is None else devset.document
    chosen = _whole_groups(groups, size)
    return replace(
        devset,
        texts=tuple(devset.texts[item] for item in chosen),
        gold=devset.gold[chosen],
        source=_renumbered(devset.source[chosen]),
        document=None if devset.document is None else _renumbered(devset.document[chosen]),
        system=None if devset.system is None else _renumbered(devset.system[chosen]),
        words=devset.words and tuple(devset.words[item] for item in chosen),
        ratings=_kept(devset.ratings, chosen),
    )


def _kept(ratings: tuple[Rating, ...] | None, chosen: Ints) -> tuple[Rating, ...] | None:
    if ratings is None:
        return None
    place = {int(item): position for position, item in enumerate(chosen)}
    return tuple(replace(r, item=place[r.item]) for r in ratings if r.item in place)


def _whole_groups(groups: Ints, size: int) -> Ints:
    """Indices of randomly chosen whole groups, at least one, until they hold `size` items."""
    order = _shuffled(np.unique(groups))
    held = np.cumsum(np.bincount(groups)[order])
    wanted = order[: 1 + int(np.searchsorted(held, size))]
    return np.flatnonzero(np.isin(groups, wanted))


def _shuffled(values: Ints) -> Ints:
    return np.random.default_rng(0).permutation(values)


def _renumbered(values: Ints) -> Ints:
    return codes(values.astype(np.float64))
