"""A report as pandas DataFrames. Nothing else in mtqa needs pandas to judge or to report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mtqa.mqm import Severity
from mtqa.types import DocumentReport, Issue, Report, SegmentReport, Verdict

_TEXT = "string[python]"  # the Arrow kind cannot hold a lone surrogate
_VERDICT = pd.CategoricalDtype([verdict.value for verdict in Verdict])
_SEVERITY = pd.CategoricalDtype([severity.value for severity in Severity], ordered=True)

_Cell = str | int | float | None
_Types = Mapping[str, str | pd.CategoricalDtype]

_SEGMENTS: _Types = {
    "document": _TEXT,
    "path": _TEXT,
    "system": _TEXT,
    "segment": "int64",
    "start": "int64",
    "end": "int64",
    "line": "int64",
    "paragraph": "int64",
    "target": _TEXT,
    "source": _TEXT,
    "reference": _TEXT,
    "score": "float64",
    "garbled": "float64",
    "verdict": _VERDICT,
    "penalty": "float64",
    "issues": "int64",
}
_ISSUES: _Types = {
    "document": _TEXT,
    "segment": "int64",
    "check": _TEXT,
    "category": _TEXT,
    "severity": _SEVERITY,
    "side": _TEXT,
    "start": "int64",
    "end": "int64",
    "text": _TEXT,
    "message": _TEXT,
    "confidence": "float64",
}
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
    noun, segment = document.document, report.segment
    return {
        "document": noun.id,
        "path": noun.path,
        "system": noun.system,
        "segment": index,
        "start": segment.start,
        "end": segment.end,
        "line": segment.line,
        "paragraph": segment.paragraph,
        "target": segment.target,
        "source": segment.source,
        "reference": segment.reference,
        "score": report.score,
        "garbled": report.garbled,
        "verdict": report.verdict.value,
        "penalty": report.penalty,
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
        "check": issue.check,
        "category": issue.category,
        "severity": issue.severity.value,
        "side": issue.span.side.value,
        "start": issue.span.start,
        "end": issue.span.end,
        "text": (marked or "")[issue.span.start : issue.span.end],
        "message": issue.message,
        "confidence": issue.confidence,
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
