"""Two runs side by side as one JSON object, an article per line; ASCII with escapes.

What is not known is null. `schema/comparison.schema.json` says what each field holds.
"""

from collections.abc import Iterator

from mtqa.compare import ArticleChange, Comparison, Difference, SentenceChange
from mtqa.types import DocumentReport
from mtqa.writers.jsonl import Json, dump, number

FORMAT = 1
"""Raised whenever a reader of the former format could misread the new one."""


def chunks(comparison: Comparison) -> Iterator[str]:
    """The comparison: its head, then one article after the other."""
    head: dict[str, Json] = {
        "format": FORMAT,
        "comparable": not comparison.signature,
        "signature": {"old": comparison.old.signature, "new": comparison.new.signature},
        "signature_changes": [
            {"part": change.part, "old": change.old, "new": change.new}
            for change in comparison.signature
        ],
        "difference": _difference(comparison.difference),
        "removed": [_document(report) for report in comparison.removed],
        "added": [_document(report) for report in comparison.added],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{dump(name)}: {dump(value)},\n"
    yield '"articles": ['
    separator = "\n"
    for article in comparison.articles:
        yield separator + dump(_article(article))
        separator = ",\n"
    yield "\n]\n}\n"


def _article(change: ArticleChange) -> Json:
    return {
        "trend": change.trend.value,
        "match": change.match.value,
        "likeness": number(change.likeness),
        "difference": _difference(change.difference),
        "old": _document(change.old),
        "new": _document(change.new),
        "sentences": [_sentence(change, pair) for pair in change.sentences],
    }


def _difference(difference: Difference | None) -> Json:
    if difference is None:
        return None
    interval = difference.interval
    return {
        "old": number(difference.old),
        "new": number(difference.new),
        "value": number(difference.value),
        "interval": None if interval is None else [number(bound) for bound in interval],
    }


def _document(report: DocumentReport) -> dict[str, Json]:
    return {
        "document": report.document.id,
        "path": report.document.path,
        "score": number(report.score),
        "grade": report.grade,
        "garbled_share": number(report.garbled_share),
        "passages": len(report.passages),
    }


def _sentence(change: ArticleChange, pair: SentenceChange) -> Json:
    return {
        "trend": pair.trend.value,
        "changed": pair.changed,
        "old": _segment(change.old, pair.old),
        "new": _segment(change.new, pair.new),
    }


def _segment(report: DocumentReport, index: int | None) -> Json:
    if index is None:
        return None
    segment = report.segments[index]
    return {
        "segment": index,
        "target": segment.segment.target,
        "score": number(segment.score),
        "verdict": segment.verdict.value,
    }
