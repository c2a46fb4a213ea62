"""What the HTML page of one article shows, made ready for its template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby

from mtqa.summary import all_skipped
from mtqa.text.visible import one_line
from mtqa.types import DocumentReport, Issue, Segment, SegmentReport, Side
from mtqa.wording import score_text
from mtqa.writers.charts import depth, strip_text
from mtqa.writers.fitness import NOTED, spread_thin
from mtqa.writers.marks import Mark, Piece, cut
from mtqa.writers.skips import SkippedGroup, skipped_in_one
from mtqa.writers.stops import Stop, stops


@dataclass(frozen=True, slots=True)
class Note:
    """An issue with its number on the page and the text it marks."""

    number: int
    issue: Issue
    quote: str

    @property
    def layer(self) -> str:
        """Which of the two layers found it."""
        return "model" if self.issue.from_model else "rule"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment with its marks; `gap` is what stands between it and the one before it, `stop` the
    number of the place to look at that begins with it, 0 if none does."""

    number: int
    report: SegmentReport
    gap: str
    title: str
    pieces: tuple[Piece, ...]
    source: tuple[Piece, ...]
    notes: tuple[Note, ...]
    stop: int

    @property
    def has_notes(self) -> bool:
        """Whether there is more to say of it than its colour shows."""
        return bool(self.notes) or self.report.verdict in NOTED

    @property
    def depth(self) -> int:
        """Height of its cell in the strip, of 12."""
        return depth(self.report.verdict)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: a paragraph and its notes, or one segment, its source and notes."""

    sentences: tuple[Sentence, ...]
    starts_paragraph: bool


@dataclass(frozen=True, slots=True)
class Article:
    """All that the page shows of a report."""

    report: DocumentReport
    rows: tuple[Row, ...]
    stops: tuple[Stop, ...]
    skipped: tuple[SkippedGroup, ...]
    has_source: bool
    strip_text: str
    spread_thin: str

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every sentence in reading order."""
        return (sentence for row in self.rows for sentence in row.sentences)


def article(report: DocumentReport) -> Article:
    """An article cut into rows of marked sentences; notes are numbered through."""
    has_source = any(segment.segment.source is not None for segment in report.segments)
    found = stops(report)
    begins = {stop.first: stop.number for stop in found}
    return Article(
        report=report,
        rows=tuple(_rows(_sentences(report.segments, begins), by_segment=has_source)),
        stops=found,
        skipped=skipped_in_one(all_skipped(report)),
        has_source=has_source,
        strip_text=strip_text(report.segments),
        spread_thin=spread_thin(report),
    )


def _sentences(reports: Sequence[SegmentReport], begins: dict[int, int]) -> Iterator[Sentence]:
    numbers = count(1)
    before: Segment | None = None
    for number, report in enumerate(reports, start=1):
        segment = report.segment
        notes = tuple(Note(next(numbers), issue, _quote(segment, issue)) for issue in report.issues)
        yield Sentence(
            number=number,
            report=report,
            gap=_gap(before, segment),
            title=f"Sentence {number}, line {segment.line}: {_judgement(report)}",
            pieces=cut(segment.target, _marks(notes, Side.TARGET)),
            source=cut(segment.source or "", _marks(notes, Side.SOURCE)),
            notes=notes,
            stop=begins.get(number, 0),
        )
        before = segment


def _rows(sentences: Iterator[Sentence], *, by_segment: bool) -> Iterator[Row]:
    for _, paragraph in groupby(sentences, key=lambda s: s.report.segment.paragraph):
        members = tuple(paragraph)
        if by_segment:
            for index, sentence in enumerate(members):
                yield Row((sentence,), starts_paragraph=index == 0)
        else:
            yield Row(members, starts_paragraph=True)


def _gap(before: Segment | None, segment: Segment) -> str:
    """A space, unless the file has none there (Chinese) or a paragraph begins."""
    if before is None or before.paragraph != segment.paragraph:
        return ""
    return "" if before.start < before.end == segment.start else " "


def _judgement(report: SegmentReport) -> str:
    score = "no score" if report.score is None else f"score {score_text(report.score)}"
    return f"{report.verdict.value}, {score}"


def _marks(notes: Sequence[Note], side: Side) -> list[Mark]:
    return [
        Mark(
            note.issue.span.start,
            note.issue.span.end,
            note.number,
            note.issue.severity,
            f"{note.number}. {note.issue.severity.value}: {note.issue.message}",
        )
        for note in notes
        if note.issue.span.side is side
    ]


def _quote(segment: Segment, issue: Issue) -> str:
    text: str | None = getattr(segment, issue.span.side.value)
    return one_line((text or "")[issue.span.start : issue.span.end], 60)
