"""A report as pandas DataFrames. Nothing else in mtqa needs pandas to judge or to report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_type_hints

import pandas as pd

from mtqa.columns import IssueColumns, SegmentColumns
from mtqa.mqm import Severity
from mtqa.types import DocumentReport, Issue, Report, SegmentReport, Verdict

_TEXT = "string[python]"  # the Arrow kind cannot hold a lone surrogate
_VERDICT = pd.CategoricalDtype([verdict.value for verdict in Verdict])
_SEVERITY = pd.CategoricalDtype([severity.value for severity in Severity], ordered=True)

_Cell = str | int | float | None
_Types = Mapping[str, str | pd.CategoricalDtype]

_KINDS: Mapping[object, str | pd.CategoricalDtype] = {
    int: "int64",
    float: "float64",
    float | None: "float64",
    Verdict: _VERDICT,
    Severity: _SEVERITY,
}


def _types(columns: type) -> _Types:
    """The kinds of columns by what a row says of them; all else is text."""
    return {name: _KINDS.get(hint, _TEXT) for name, hint in get_type_hints(columns).items()}


_SEGMENTS: _Types = {
    "document": _TEXT,
    "path": _TEXT,
    "system": _TEXT,
    **_types(SegmentColumns),
    "issues": "int64",
}
_ISSUES: _Types = {"document": _TEXT, "segment": "int64", **_types(IssueColumns), "text": _TEXT}
_DOCUMENTS: _Types = {
    "document": _TEXT,
    "path": _TEXT,
    "system": _TEXT,
    "title": _TEXT,
    "source_lang": _TEXT,
    "target_lang": _TEXT,
    "segments": "int64",
    "words": "int64",
    "score": "float64",
    "score_low": "float64",
    "score_high": "float64",
    "grade": _TEXT,
    "penalty_per_100_words": "float64",
    "garbled_share": "float64",
    "passages": "int64",
    "issues": "int64",
}


@dataclass(frozen=True, slots=True)
class Frames:
    """One row per segment, per issue, per article; `document` and `segment` join them.

    What is not known is missing (NaN or NA), never 0. In `segments` one column per metric,
    `score.<metric>`, holds the models' own 0..100 values behind `score`. `text` of an issue is the
    text its span marks.
    """

    segments: pd.DataFrame
    issues: pd.DataFrame
    documents: pd.DataFrame


def frames(report: Report) -> Frames:
    """The three tables of a report; with typed columns even when it is empty."""
    segments: list[dict[str, _Cell]] = []
    issues: list[dict[str, _Cell]] = []
    documents: list[dict[str, _Cell]] = []
    for document in report.documents:
        documents.append(_document(document))
        for index, segment in enumerate(document.segments):
            segments.append(_segment(document, index, segment))
            issues += [_issue(document, index, segment, issue) for issue in segment.issues]
    metrics = dict.fromkeys(name for row in segments for name in row if name not in _SEGMENTS)
    return Frames(
        segments=_frame(segments, {**_SEGMENTS, **dict.fromkeys(metrics, "float64")}),
        issues=_frame(issues, _ISSUES),
        documents=_frame(documents, _DOCUMENTS),
    )


def _frame(rows: Sequence[Mapping[str, _Cell]], types: _Types) -> pd.DataFrame:
    return pd.DataFrame(
        {
            name: pd.Series([row.get(name) for row in rows], dtype=kind)
            for name, kind in types.items()
        }
    )


def _segment(document: DocumentReport, index: int, report: SegmentReport) -> dict[str, _Cell]:
    noun = document.document
    return {
        "document": noun.id,
        "path": noun.path,
        "system": noun.system,
        **SegmentColumns.of(index, report)._asdict(),
        "issues": len(report.issues),
        **{f"score.{score.metric}": score.value for score in report.scores},
    }


def _issue(
    document: DocumentReport, index: int, report: SegmentReport, issue: Issue
) -> dict[str, _Cell]:
    marked: str | None = getattr(report.segment, issue.span.side.value)
    return {
        "document": document.document.id,
        "segment": index,
        **IssueColumns.of(issue)._asdict(),
        "text": (marked or "")[issue.span.start : issue.span.end],
    }


def _document(report: DocumentReport) -> dict[str, _Cell]:
    noun = report.document
    low, high = report.interval or (None, None)
    return {
        "document": noun.id,
        "path": noun.path,
        "system": noun.system,
        "title": noun.title,
        "source_lang": noun.source_lang,
        "target_lang": noun.target_lang,
        "segments": len(report.segments),
        "words": report.words,
        "score": report.score,
        "score_low": low,
        "score_high": high,
        "grade": report.grade,
        "penalty_per_100_words": report.penalty_per_100_words,
        "garbled_share": report.garbled_share,
        "passages": len(report.passages),
        "issues": sum(len(segment.issues) for segment in report.segments),
    }
