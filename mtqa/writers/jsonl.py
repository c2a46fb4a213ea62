"""JSON lines: one segment per line, in reading order.

ASCII with escapes, so any text survives; numbers in full. `segment` counts from 0 within its
document. `start` and `end` are code points in the file; those of an issue are code points in the
side of the segment that it names. What is not known is null.
"""

import json
import math
from collections.abc import Iterator

from mtqa.columns import IssueColumns, SegmentColumns
from mtqa.types import DocumentReport, Report, SegmentReport

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def chunks(report: Report) -> Iterator[str]:
    """The lines of a report."""
    for document in report.documents:
        noun = document.document
        for index, segment in enumerate(document.segments):
            head: dict[str, Json] = {
                "document": noun.id,
                "path": noun.path,
                "system": noun.system,
            }
            yield dump(head | segment_fields(index, segment)) + "\n"


def document_segments(document: DocumentReport) -> list[Json]:
    """All segments of an article."""
    return [segment_fields(index, segment) for index, segment in enumerate(document.segments)]


def segment_fields(index: int, report: SegmentReport) -> dict[str, Json]:
    """One segment and what was found in it."""
    return {
        **_fields(SegmentColumns.of(index, report)),
        "scores": [
            {
                "metric": score.metric,
                "value": number(score.value),
                "raw": number(score.raw),
                "truncated": score.truncated,
            }
            for score in report.scores
        ],
        "issues": [_fields(IssueColumns.of(issue)) for issue in report.issues],
        "skipped": [{"check": skip.check, "reason": skip.reason} for skip in report.skipped],
    }


def number(value: float | None) -> float | None:
    """A number JSON can hold: NaN and infinity are "not known"."""
    return value if value is not None and math.isfinite(value) else None


def dump(value: Json) -> str:
    """One line of ASCII JSON."""
    return json.dumps(value, allow_nan=False)


def _fields(columns: SegmentColumns | IssueColumns) -> dict[str, Json]:
    """Columns as JSON; a word of a fixed list (a verdict, a severity) is its own text."""
    return {
        name: number(value) if isinstance(value, float) else value
        for name, value in columns._asdict().items()
    }
