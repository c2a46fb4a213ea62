"""Where to look in an article: its garbled and its weakest sentences, and its issues."""

import heapq
import re
from collections.abc import Callable, Iterable, Iterator

from mtqa.decision import Place
from mtqa.gate.fingerprint import of_issue, of_sentence
from mtqa.mqm import Severity
from mtqa.text.visible import one_line
from mtqa.types import Document, DocumentReport, Issue, Segment, SegmentReport, Side, Verdict
from mtqa.wording import score_text

WEAKEST = 3
"""Sentences named where a score is too low."""

_EXCERPT = 100  # characters of a sentence in a message
_LINE_END = re.compile(r"\r\n|\r|\n")


def weakest(document: DocumentReport) -> tuple[Place, ...]:
    """The sentences with the lowest scores, lowest first, equal ones in reading order."""
    scored = [s for s in document.segments if s.score is not None]
    lowest = heapq.nsmallest(WEAKEST, scored, key=lambda s: s.score if s.score is not None else 0.0)
    return tuple(_sentence(document.document, s, "weak") for s in lowest)


def garbled(document: DocumentReport) -> tuple[Place, ...]:
    """The garbled sentences in reading order."""
    found = (s for s in document.segments if s.verdict is Verdict.GARBLED)
    return tuple(_sentence(document.document, s, "garbled") for s in found)


def issues(
    wanted: Callable[[Issue], bool],
) -> Callable[[DocumentReport], tuple[Place, ...]]:
    """A function that gives the wanted issues of an article in reading order."""

    def places(document: DocumentReport) -> tuple[Place, ...]:
        return tuple(_issues(document, wanted))

    return places


def spelt(place: Place) -> str:
    """`path:line:column`, as editors and terminals read it.

    >>> spelt(Place("a.txt", 3, 7, "", Severity.MINOR)), spelt(Place("a.txt", 3, None, "",
    ...     Severity.MINOR))
    ('a.txt:3:7', 'a.txt:3')
    """
    column = "" if place.column is None else f":{place.column}"
    return f"{place.path}:{place.line}{column}"


def first(places: Iterable[Place]) -> str:
    """The first of some places, spelt; empty if there is none."""
    return next((spelt(place) for place in places), "")


def _sentence(document: Document, report: SegmentReport, what: str) -> Place:
    segment = report.segment
    shown = "" if report.score is None else f" ({score_text(report.score)})"
    return Place(
        path=document.path or document.id,
        line=segment.line,
        column=segment.column,
        message=f"{what} sentence{shown}: {one_line(segment.target, _EXCERPT)}",
        severity=Severity.MAJOR if report.verdict is Verdict.GARBLED else Severity.MINOR,
        fingerprint=of_sentence(segment),
    )


def _issues(document: DocumentReport, wanted: Callable[[Issue], bool]) -> Iterator[Place]:
    for report in document.segments:
        for issue in filter(wanted, report.issues):
            line, column = _start(report.segment, issue)
            yield Place(
                path=document.document.path or document.document.id,
                line=line,
                column=column,
                message=issue.message,
                severity=issue.severity,
                check=issue.check,
                category=issue.category,
                fingerprint=of_issue(report.segment, issue),
            )


def _start(segment: Segment, issue: Issue) -> tuple[int, int | None]:
    """Line and column of an issue; of its sentence where the file spells that in another way, or
    where the issue is on another side."""
    as_it_is = segment.end - segment.start == len(segment.target)
    if issue.span.side is not Side.TARGET or not as_it_is:
        return segment.line, segment.column
    breaks = list(_LINE_END.finditer(segment.target, 0, issue.span.start))
    if breaks:
        return segment.line + len(breaks), issue.span.start - breaks[-1].end() + 1
    column = None if segment.column is None else segment.column + issue.span.start
    return segment.line, column
