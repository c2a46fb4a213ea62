"""The columns of segments and issues: their names, order and types, for tables and records alike.

A module that shows them adds what it has beside (the article's id, the models' own scores), and
spells the values in its own way.
"""

from typing import NamedTuple

from mtqa.mqm import Severity
from mtqa.types import Issue, SegmentReport, Side, Verdict


class SegmentColumns(NamedTuple):
    """A segment and what was found in it; `segment` is its index within its document."""

    segment: int
    start: int
    end: int
    line: int
    paragraph: int
    target: str
    source: str | None
    reference: str | None
    score: float | None
    garbled: float | None
    verdict: Verdict
    penalty: float

    @classmethod
    def of(cls, index: int, report: SegmentReport) -> "SegmentColumns":
        """The columns of one segment."""
        segment = report.segment
        return cls(
            segment=index,
            start=segment.start,
            end=segment.end,
            line=segment.line,
            paragraph=segment.paragraph,
            target=segment.target,
            source=segment.source,
            reference=segment.reference,
            score=report.score,
            garbled=report.garbled,
            verdict=report.verdict,
            penalty=report.penalty,
        )


class IssueColumns(NamedTuple):
    """An issue; `start` and `end` are code points in that side of its segment."""

    check: str
    category: str
    severity: Severity
    side: Side
    start: int
    end: int
    message: str
    confidence: float | None

    @classmethod
    def of(cls, issue: Issue) -> "IssueColumns":
        """The columns of one issue."""
        return cls(
            check=issue.check,
            category=issue.category,
            severity=issue.severity,
            side=issue.span.side,
            start=issue.span.start,
            end=issue.span.end,
            message=issue.message,
            confidence=issue.confidence,
        )
