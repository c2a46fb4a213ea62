"""What the HTML index shows, made ready for its template."""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.summary import BINS, top_reasons, worst_first
from mtqa.types import DocumentReport, Report
from mtqa.wording import heading, label

PAGE_SIZE = 500
"""Articles per index page: what a browser scrolls without effort."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the index; `page` is the name of its file, `unscored` says why it has no
    score."""

    page: str
    title: str
    label: str
    score: float | None
    unscored: str
    interval: tuple[float, float] | None
    grade: str | None
    garbled_share: float
    passages: int
    words: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a histogram, in its own units; `size` is what it counts."""

    low: int
    high: int
    size: int
    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """A score distribution: its bars and what they count ("article", "sentence")."""

    noun: str
    bars: tuple[Bar, ...]

    WIDTH = 300
    HEIGHT = 90
    STEP = WIDTH // BINS


def entries(report: Report) -> list[Entry]:
    """All articles, worst first; equal ones in the order of the run."""
    width = max(4, len(str(len(report.documents))))
    found = [
        _entry(document, f"{number:0{width}}")
        for number, document in enumerate(report.documents, start=1)
    ]
    return sorted(found, key=lambda entry: worst_first(entry.score, entry.garbled_share))


def histogram(bins: Sequence[int], noun: str) -> Histogram:
    """Bars as high as their share of the highest; one that is not empty can always be seen."""
    highest = max(bins, default=0)
    bars = []
    for index, size in enumerate(bins):
        height = math.ceil(Histogram.HEIGHT * size / highest) if highest else 0
        bars.append(
            Bar(
                low=index * 100 // BINS,
                high=(index + 1) * 100 // BINS,
                size=size,
                x=index * Histogram.STEP,
                y=Histogram.HEIGHT - height,
                height=height,
            )
        )
    return Histogram(noun, tuple(bars))


def _entry(report: DocumentReport, number: str) -> Entry:
    document = report.document
    return Entry(
        page=f"{number}-{slug}.html" if (slug := _slug(heading(document))) else f"{number}.html",
        title=heading(document),
        label=label(document),
        score=report.score,
        unscored=report.skipped[0].reason if report.skipped else "",
        interval=report.interval,
        grade=report.grade,
        garbled_share=report.garbled_share,
        passages=len(report.passages),
        words=report.words,
        reasons=top_reasons(report),
    )


def _slug(name: str) -> str:
    """Up to 48 letters, digits and hyphens: safe in a file name, a link and a shell.

    >>> _slug("../Élysée <b>"), _slug("文章"), _slug("word " * 20)
    ('elysee-b', '', 'word-word-word-word-word-word-word-word-word')
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    whole = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")
    return whole if len(whole) <= 48 else re.sub(r"-[a-z0-9]*$", "", whole[:49])[:48]
