"""CSV for spreadsheets: one row per segment, as RFC 4180 has it, UTF-8 with a byte order mark.

Without that mark Excel reads another encoding; pandas passes it over, and Python's csv does with
`encoding="utf-8-sig"`. A cell that a spreadsheet would run as a formula gets a leading apostrophe,
and control characters are spelt as escapes: for the exact text take JSON lines. An empty cell is
"not known". `severity` is the worst of the issues, `checks` are their ids, each once.
"""

import csv
import io
import math
from collections.abc import Iterator

from mtqa.mqm import Severity
from mtqa.text.visible import visible
from mtqa.types import DocumentReport, Issue, Report, SegmentReport

COLUMNS = (
    "document",
    "path",
    "system",
    "target_lang",
    "segment",
    "start",
    "end",
    "line",
    "paragraph",
    "verdict",
    "score",
    "garbled",
    "penalty",
    "severity",
    "checks",
    "target",
    "source",
    "reference",
    "issues",
)

_MARK = "\ufeff"
_SEVERITIES = tuple(Severity)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001
# OWASP, "CSV Injection": the characters that start a formula, full-width ones included.


def chunks(report: Report) -> Iterator[str]:
    """The heading, then the rows."""
    yield _MARK + _line(COLUMNS)
    for document in report.documents:
        for index, segment in enumerate(document.segments):
            yield _line(_row(document, index, segment))


def defused(text: str) -> str:
    """Text that a spreadsheet shows and does not run.

    >>> defused("=HYPERLINK(A1)"), defused("2 + 2 = 4")
    ("'=HYPERLINK(A1)", '2 + 2 = 4')
    """
    shown = visible(text, keep="\t\r\n")
    return f"'{shown}" if shown.startswith(_FORMULA) else shown


def _row(document: DocumentReport, index: int, report: SegmentReport) -> tuple[str, ...]:
    noun, segment = document.document, report.segment
    return (
        defused(noun.id),
        defused(noun.path or ""),
        defused(noun.system or ""),
        defused(noun.target_lang or ""),
        str(index),
        str(segment.start),
        str(segment.end),
        str(segment.line),
        str(segment.paragraph),
        report.verdict.value,
        _number(report.score),
        _number(report.garbled),
        _number(report.penalty),
        max((i.severity for i in report.issues), key=_SEVERITIES.index, default=""),
        defused(" ".join(dict.fromkeys(issue.check for issue in report.issues))),
        defused(segment.target),
        defused(segment.source or ""),
        defused(segment.reference or ""),
        defused("\n".join(_issue(issue) for issue in report.issues)),
    )


def _issue(issue: Issue) -> str:
    span = f"{issue.span.side.value} {issue.span.start}-{issue.span.end}"
    return f"{issue.severity.value} {issue.category} at {span}: {issue.message} ({issue.check})"


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else repr(float(value))


def _line(cells: tuple[str, ...]) -> str:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue()
