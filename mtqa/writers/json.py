"""JSON: the whole report as one object, an article per line.

The fields are those of `mtqa.types`; `summary` holds the run's totals. ASCII with escapes; what is
not known is null.
"""

from collections.abc import Iterator

from mtqa.summary import Totals, totals
from mtqa.types import DocumentReport, Report
from mtqa.writers.jsonl import Json, document_segments, dump, number

FORMAT = 1
"""Raised whenever a reader of the former format could misread the new one."""


def chunks(report: Report) -> Iterator[str]:
    """The report: its head, then one article after the other."""
    head: dict[str, Json] = {
        "format": FORMAT,
        "signature": report.signature,
        "mode": report.mode.value,
        "complete": report.complete,
        "config": dict(report.config),
        "summary": _summary(totals(report)),
        "failures": [{"path": failure.path, "error": failure.error} for failure in report.failures],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{dump(name)}: {dump(value)},\n"
    yield '"documents": ['
    separator = "\n"
    for document in report.documents:
        yield separator + dump(_document(document))
        separator = ",\n"
    yield "\n]\n}\n"


def _summary(run: Totals) -> Json:
    return {
        "documents": run.documents,
        "scored": run.scored,
        "segments": run.segments,
        "words": run.words,
        "score": number(run.score),
        "garbled_share": number(run.garbled_share),
        "passages": run.passages,
        "verdicts": {verdict.value: count for verdict, count in run.verdicts.items()},
        "severities": {severity.value: count for severity, count in run.severities.items()},
        "checks": [
            {
                "check": total.check,
                "category": total.category,
                "issues": total.issues,
                "documents": total.documents,
                "penalty": number(total.penalty),
            }
            for total in run.checks
        ],
        "skipped": [
            {"check": total.check, "reason": total.reason, "documents": total.documents}
            for total in run.skipped
        ],
        "suppressed": [
            {
                "check": total.check,
                "reason": total.reason,
                "issues": total.issues,
                "documents": total.documents,
            }
            for total in run.suppressed
        ],
        "unused_ignores": run.unused_ignores,
    }


def _document(report: DocumentReport) -> Json:
    document = report.document
    interval = None if report.interval is None else [number(bound) for bound in report.interval]
    return {
        "document": document.id,
        "path": document.path,
        "system": document.system,
        "title": document.title,
        "source_lang": document.source_lang,
        "target_lang": document.target_lang,
        "lang_confidence": number(document.lang_confidence),
        "notes": list(document.notes),
        "words": report.words,
        "score": number(report.score),
        "interval": None if interval is None else [*interval],
        "penalty_per_100_words": number(report.penalty_per_100_words),
        "garbled_share": number(report.garbled_share),
        "grade": report.grade,
        "passages": [
            {"first": passage.first, "last": passage.last, "reasons": list(passage.reasons)}
            for passage in report.passages
        ],
        "skipped": [{"check": skip.check, "reason": skip.reason} for skip in report.skipped],
        "suppressed": [
            {"check": silenced.check, "reason": silenced.reason, "issues": silenced.issues}
            for silenced in report.suppressed
        ],
        "unused_ignores": [
            {"line": unused.line, "text": unused.text, "reason": unused.reason}
            for unused in report.unused_ignores
        ],
        "segments": document_segments(report),
    }
