"""Draw segments of a run for people to read, as many of each kind of flag.

The sheet is blind: it does not say what mtqa thinks, and its order tells nothing. What mtqa thinks
is in the key beside it, which `mtqa calibrate` joins with the verdicts again.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, zip_longest
from random import Random

from mtqa.errors import ConfigError
from mtqa.mqm import Severity
from mtqa.types import DocumentReport, Report, SegmentReport, Verdict
from mtqa.writers.csv import defused

FORMAT = 1
"""Number of the layout of the key; one that is read must have it."""

COLUMNS = (
    *("item", "document", "line", "system", "source", "before", "target", "after"),
    *("verdict", "score", "note"),
)
"""Columns of the sheet; the last three are for the reader."""


class Level(StrEnum):
    """The worst thing in a segment, mildest first, as mtqa flags it or a reader sees it."""

    FINE = "fine"
    MINOR = "minor"
    MAJOR = "major"
    GARBLED = "garbled"

    @property
    def rank(self) -> int:
        """0 is mildest."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Item:
    """One drawn segment and what mtqa says of it; `garbled` is 0..1, `score` 0..100."""

    item: int
    document: str
    segment: int
    flag: Level
    target: str
    garbled: float | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Stratum:
    """Segments with one flag: how many the run holds."""

    flag: Level
    size: int


@dataclass(frozen=True, slots=True)
class Key:
    """What the sheet does not tell."""

    signature: str
    strata: tuple[Stratum, ...]
    items: tuple[Item, ...]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class _Place:
    document: DocumentReport
    segment: int

    @property
    def report(self) -> SegmentReport:
        return self.document.segments[self.segment]


def flag_of(report: SegmentReport) -> Level:
    """What the report of a run shows of a segment, by the worst flag. A doubtful one is shown as
    likely to hold a major error, also where only its score says so."""
    if report.verdict is Verdict.GARBLED:
        return Level.GARBLED
    severities = {issue.severity for issue in report.issues}
    if report.verdict is Verdict.DOUBTFUL or severities & {Severity.MAJOR, Severity.CRITICAL}:
        return Level.MAJOR
    return Level.MINOR if Severity.MINOR in severities else Level.FINE


def draw(report: Report, size: int, seed: int = 0) -> tuple[Key, str]:
    """The key and the sheet (CSV) of about `size` segments: equal numbers of each flag where the
    run has them, each spread over as many articles as there are.

    Segments without a verdict are left out.

    Raises:
        ConfigError: nothing in the run was judged.
    """
    rng = Random(seed)
    strata: dict[Level, list[_Place]] = {level: [] for level in Level}
    for document in report.documents:
        for index, segment in enumerate(document.segments):
            if segment.verdict is not Verdict.UNSCORED and segment.segment.target.strip():
                strata[flag_of(segment)].append(_Place(document, index))
    if not any(strata.values()):
        raise ConfigError("no segment of the run was judged; score it with a model first")
    shares = _shares({level: len(places) for level, places in strata.items()}, size)
    chosen = [place for level in Level for place in _spread(strata[level], rng)[: shares[level]]]
    rng.shuffle(chosen)
    key = Key(
        signature=report.signature,
        strata=tuple(Stratum(level, len(strata[level])) for level in Level),
        items=tuple(_item(number, place) for number, place in enumerate(chosen, start=1)),
    )
    return key, _sheet(chosen)


def _shares(sizes: Mapping[Level, int], wanted: int) -> dict[Level, int]:
    """How many to draw of each stratum: one in turn, the worst first, until there are enough."""
    shares = dict.fromkeys(sizes, 0)
    while sum(shares.values()) < min(wanted, sum(sizes.values())):
        for level in reversed(Level):
            if shares[level] < sizes[level] and sum(shares.values()) < wanted:
                shares[level] += 1
    return shares


def _spread(places: Sequence[_Place], rng: Random) -> list[_Place]:
    """In random order, but the second of an article only after the first of every other."""
    by_article: dict[str, list[_Place]] = {}
    for place in rng.sample(places, len(places)):
        by_article.setdefault(place.document.document.id, []).append(place)
    turns = chain.from_iterable(zip_longest(*by_article.values()))
    return [place for place in turns if place is not None]


def _item(number: int, place: _Place) -> Item:
    report = place.report
    return Item(
        item=number,
        document=place.document.document.id,
        segment=place.segment,
        flag=flag_of(report),
        target=report.segment.target,
        garbled=report.garbled,
        score=report.score,
    )


def _sheet(places: Sequence[_Place]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(places))
    return text.getvalue()


def _rows(places: Sequence[_Place]) -> Iterator[tuple[str, ...]]:
    for number, place in enumerate(places, start=1):
        document, segments = place.document.document, place.document.segments
        segment = place.report.segment
        cells = (
            document.path or document.id,
            str(segment.line),
            document.system or "",
            segment.source or "",
            segments[place.segment - 1].segment.target if place.segment else "",
            segment.target,
            *(later.segment.target for later in segments[place.segment + 1 : place.segment + 2]),
        )
        padded = (*cells, *[""] * (len(COLUMNS) - 1 - len(cells)))
        yield (str(number), *map(defused, padded))
