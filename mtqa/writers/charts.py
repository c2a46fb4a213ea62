"""Charts of the HTML report, computed here and drawn as inline SVG by the templates."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from mtqa.mqm import GRADES
from mtqa.types import DocumentReport, SegmentReport, Verdict

BAR_HEIGHT = 100
"""Units of the highest bar of a distribution."""

_BARS = 4  # of each grade
_STRIP_CELLS = 160  # of a strip in a list; on the page of an article each sentence has its own
_GRAVITY = {Verdict.FINE: 0, Verdict.UNSCORED: 1, Verdict.DOUBTFUL: 2, Verdict.GARBLED: 3}
_DEPTH = {Verdict.GARBLED: 12, Verdict.DOUBTFUL: 8, Verdict.UNSCORED: 5, Verdict.FINE: 2}
"""How high a cell of a strip stands, of 12: the shape says what the colour says."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Articles with a penalty above `low` and up to `high` (None: no end) per 100 words."""

    low: float
    high: float | None
    size: int
    height: int


@dataclass(frozen=True, slots=True)
class GradeBand:
    """One grade of the distribution: its letter, its limits, and the bars between them."""

    letter: str
    low: float
    high: float | None
    size: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The cells of one verdict in a strip, as the path of an SVG."""

    verdict: Verdict
    path: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Where in an article the damage lies: one cell per sentence, or, in a list, per few of a long
    article, where the worst of them shows. `text` says the same in words."""

    cells: int
    shapes: tuple[Shape, ...]
    text: str


def grade_bands(documents: Iterable[DocumentReport]) -> tuple[GradeBand, ...]:
    """How articles are spread over the grades. Each grade is as wide as the others on paper, so
    that those that few points divide can be seen."""
    penalties = [p for d in documents if (p := d.penalty_per_100_words) is not None]
    known = sorted(penalty for penalty in penalties if math.isfinite(penalty))
    limits = [0.0, *(limit for _, limit in GRADES)]
    edges = [*limits, 2 * limits[-1]]
    letters = [*(letter for letter, _ in GRADES), "F"]
    sizes = Counter(_place(penalty, edges) for penalty in known)
    highest = max(sizes.values(), default=1)
    bands = []
    for index, (letter, (low, high)) in enumerate(zip(letters, pairwise(edges), strict=True)):
        open_ended = index == len(letters) - 1
        bars = []
        for part in range(_BARS):
            size = sizes[index * _BARS + part]
            last = open_ended and part == _BARS - 1
            bars.append(
                Bar(
                    low=low + (high - low) * part / _BARS,
                    high=None if last else low + (high - low) * (part + 1) / _BARS,
                    size=size,
                    height=math.ceil(BAR_HEIGHT * size / highest),
                )
            )
        total = sum(bar.size for bar in bars)
        bands.append(GradeBand(letter, low, None if open_ended else high, total, tuple(bars)))
    return tuple(bands)


def strip(report: DocumentReport) -> Strip:
    """The strip of an article for a list."""
    verdicts = [segment.verdict for segment in report.segments]
    cells = _fewer(verdicts, _STRIP_CELLS)
    return Strip(len(cells), tuple(_shapes(cells)), strip_text(report.segments))


def strip_text(segments: Sequence[SegmentReport]) -> str:
    """What a strip shows, in words.

    >>> strip_text(())
    'no sentences'
    """
    if not segments:
        return "no sentences"
    counts = Counter(segment.verdict for segment in segments)
    shown = [f"{counts[v]} {v.value}" for v in reversed(Verdict) if counts[v]]
    noun = "sentence" if len(segments) == 1 else "sentences"
    return f"{len(segments)} {noun}: {', '.join(shown)}"


def depth(verdict: Verdict) -> int:
    """Height of a cell of a strip, of 12."""
    return _DEPTH[verdict]


def _place(penalty: float, edges: Sequence[float]) -> int:
    for band, (low, high) in enumerate(pairwise(edges)):
        if penalty <= high:
            part = math.ceil((penalty - low) / (high - low) * _BARS) - 1
            return band * _BARS + min(max(part, 0), _BARS - 1)
    return (len(edges) - 1) * _BARS - 1


def _fewer(verdicts: Sequence[Verdict], most: int) -> list[Verdict]:
    if len(verdicts) <= most:
        return list(verdicts)
    bounds = [round(index * len(verdicts) / most) for index in range(most + 1)]
    return [max(verdicts[start:end], key=_GRAVITY.__getitem__) for start, end in pairwise(bounds)]


def _shapes(cells: Sequence[Verdict]) -> Iterable[Shape]:
    paths: dict[Verdict, list[str]] = {}
    place = 0
    for verdict, run in groupby(cells):
        width, height = sum(1 for _ in run), _DEPTH[verdict]
        paths.setdefault(verdict, []).append(f"M{place} 12v-{height}h{width}v{height}z")
        place += width
    return (Shape(verdict, "".join(paths[verdict])) for verdict in Verdict if verdict in paths)
