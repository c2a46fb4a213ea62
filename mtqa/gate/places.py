"""Where to look in an article: its garbled and its weakest sentences, and its issues."""

import heapq
import re
from collections.abc import Callable, Iterable, Iterator

from mtqa.decision import DETACHED, Place
from mtqa.gate.fingerprint import of_issue, of_sentence
from mtqa.mqm import Severity
from mtqa.text.visible import one_line
from mtqa.types import Document, DocumentReport, Issue, Segment, SegmentReport, Side, Verdict
from mtqa.wording import NO_TRANSLATION, score_text

WEAKEST = 3
"""Sentences named where a score is too low."""

_EXCERPT = 100  # characters of a sentence in a message
_LINE_END = re.compile(r"\r\n|\r|\n")


def weakest(document: DocumentReport) -> tuple[Place, ...]:
    """The sentences with the lowest scores, lowest first, equal ones in reading order."""
    scored = [s for s in document.segments if s.score is not None]
    lowest = heapq.nsmallest(WEAKEST, scored, key=lambda s: s.score if s.score is not None else 0.0)
    return tuple(_sentence(document.document, s) for s in lowest)


def garbled(document: DocumentReport) -> tuple[Place, ...]:
    """The garbled sentences in reading order."""
    found = (s for s in document.segments if s.verdict is Verdict.GARBLED)
    return tuple(_sentence(document.document, s) for s in found)


def unfit(document: DocumentReport) -> tuple[Place, ...]:
    """What makes an article not fit to publish: its garbled sentences, else its weakest ones."""
    return garbled(document) or weakest(document)


def detached(document: Document, segment: Segment) -> Place:
    """A new sentence that is about something else than its article."""
    end_line, end_column = _end(segment, len(segment.target))
    return Place(
        path=document.path or document.id,
        line=segment.line,
        column=segment.column,
        message="new since the baseline, and hardly a long word of it stands elsewhere in the "
        f"article: {one_line(segment.target, _EXCERPT)}",
        severity=Severity.MAJOR,
        check=DETACHED,
        fingerprint=of_sentence(segment),
        end_line=end_line,
        end_column=end_column,
    )


def issues(
    wanted: Callable[[Issue], bool],
) -> Callable[[DocumentReport], tuple[Place, ...]]:
    """A function that gives the wanted issues of an article in reading order."""

    def places(document: DocumentReport) -> tuple[Place, ...]:
        return tuple(_issues(document, wanted))

    return places


def first(places: Iterable[Place]) -> str:
    """The first of some places, spelt; empty if there is none."""
    return next((place.where for place in places), "")


def _sentence(document: Document, report: SegmentReport) -> Place:
    segment = report.segment
    is_garbled = report.verdict is Verdict.GARBLED
    shown = "" if report.score is None else f" ({score_text(report.score)})"
    end_line, end_column = _end(segment, len(segment.target))
    return Place(
        path=document.path or document.id,
        line=segment.line,
        column=segment.column,
        message=f"{'garbled' if is_garbled else 'weak'} sentence{shown}: "
        f"{one_line(segment.target, _EXCERPT) or NO_TRANSLATION}",
        severity=Severity.MAJOR if is_garbled else Severity.MINOR,
        fingerprint=of_sentence(segment),
        end_line=end_line,
        end_column=end_column,
    )


def _issues(document: DocumentReport, wanted: Callable[[Issue], bool]) -> Iterator[Place]:
    for report in document.segments:
        for issue in filter(wanted, report.issues):
            on_target = issue.span.side is Side.TARGET
            line, column = _at(report.segment, issue.span.start if on_target else 0)
            end_line, end_column = _end(report.segment, issue.span.end if on_target else 0)
            yield Place(
                path=document.document.path or document.document.id,
                line=line,
                column=column,
                message=_said(report.segment, issue),
                severity=issue.severity,
                check=issue.check,
                category=issue.category,
                fingerprint=of_issue(report.segment, issue),
                end_line=end_line,
                end_column=end_column,
            )


def _said(segment: Segment, issue: Issue) -> str:
    """The message, with the words themselves where a model has no other evidence."""
    if not issue.from_model:
        return issue.message
    text = one_line(segment.target[issue.span.start : issue.span.end], _EXCERPT)
    return f'{issue.message}: "{text}"'


def _at(segment: Segment, offset: int) -> tuple[int, int | None]:
    """Line and column of a code point of the target; of the sentence where the file spells that in
    another way."""
    if not _is_as_read(segment):
        return segment.line, segment.column
    breaks = list(_LINE_END.finditer(segment.target, 0, offset))
    if breaks:
        return segment.line + len(breaks), offset - breaks[-1].end() + 1
    return segment.line, None if segment.column is None else segment.column + offset


def _end(segment: Segment, offset: int) -> tuple[int | None, int | None]:
    """Line and column behind a code point; not known where the file spells the sentence in another
    way, or where the issue is on another side (then `offset` is 0)."""
    if not offset or not _is_as_read(segment):
        return None, None
    line, column = _at(segment, offset)
    return (None, None) if column is None else (line, column)


def _is_as_read(segment: Segment) -> bool:
    return segment.end - segment.start == len(segment.target)
