"""How much a judged sentence weighs in a mean over words."""

from collections.abc import Sequence

from mtqa.mqm import OMISSION, Severity
from mtqa.text.words import word_weight
from mtqa.types import Issue, Segment, SegmentReport, Side


def segment_weight(report: SegmentReport) -> int:
    """The words of its target; of its source where nothing of that was translated.

    >>> from mtqa.types import Verdict
    >>> segment_weight(SegmentReport(Segment("It fell.", source="Es fiel gestern."), Verdict.FINE))
    2
    """
    segment = report.segment
    lost = segment.source if is_untranslated(segment, report.issues) else None
    return word_weight(lost or segment.target)


def is_untranslated(segment: Segment, issues: Sequence[Issue]) -> bool:
    """Whether an issue says that nothing of the source was translated."""
    source = segment.source or ""
    return any(
        issue.category == OMISSION
        and issue.severity is Severity.CRITICAL
        and issue.span.side is Side.SOURCE
        and source[issue.span.start : issue.span.end] == source.strip()
        for issue in issues
    )
