"""A user's own file of human ratings: JSON lines, CSV, or tab-separated text with a header.

Two shapes: one row per rated output (a score, or spans), or one row per error as in
google/wmt-mqm-human-evaluation (category and severity, the error between <v> and </v>).
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from mtqa import mqm
from mtqa.errors import InputError
from mtqa.mqm import Severity
from mtqa.training.items import Rated
from mtqa.training.ratings import from_frame

_COLUMNS = {
    "target": ("target", "mt", "hyp", "hypothesis", "translation"),
    "system": ("system", "sys", "model"),
    "document": ("document", "doc", "doc_id"),
    "segment": ("segment", "seg_id", "source", "src", "original"),
    "rater": ("rater", "annotator"),
    "score": ("score", "mqm", "z_mean", "mean", "da", "raw"),
    "spans": ("spans",),
    "category": ("category",),
    "severity": ("severity",),
}
"""Usual names of what a row may hold; the first that a row has is taken."""

_CATEGORIES = {category.casefold(): category for category in mqm.CATEGORIES}
_NO_ERROR = frozenset({"no-error", "no error", ""})
_MARK = re.compile(r"</?v>")

Spans = list[list[int | str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """One rated output, or one error of one, as text, and the line it stands on."""

    line: int
    document: str
    segment: str
    system: str
    rater: str
    target: str
    score: str
    spans: str
    category: str
    severity: str


@dataclass(frozen=True, slots=True)
class _Rating:
    """One person's judgement of one output, the row that `from_frame` wants."""

    document: str
    segment: str
    system: str
    target: str
    score: float
    spans: Spans


def read(path: Path) -> Rated:
    """Read a file of ratings; `.jsonl` and `.csv` are told by their names, all else is TSV.

    Raises:
        InputError: a line that cannot be read, or a column that is missing.
    """
    from pandas import DataFrame

    try:
        rows = [_row(line, cells, path) for line, cells in _cells(path)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text in rows ({error})") from None
    if not rows:
        raise InputError(f"{path}: no ratings in it; it needs a header and a row per rating")
    if any(row.severity for row in rows):
        ratings = list(_from_errors(rows, path))
    else:
        ratings = [_from_output(row, path) for row in rows]
    rated = from_frame(DataFrame(ratings), path.stem, f"ratings in {path.name}")
    return replace(rated, files=(path,))


def _cells(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a file as text under lower-case names, with their line numbers."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        if path.suffix == ".jsonl":
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _json_cells(line, f"{path}:{number}")
        elif path.suffix == ".csv":
            rows = csv.DictReader(lines)
            yield from ((rows.line_num, _lowered(row)) for row in rows)
        else:  # the public files quote nothing, and hold stray quotation marks
            rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from ((rows.line_num, _lowered(row)) for row in rows)


def _json_cells(line: str, place: str) -> Mapping[str, str]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{place}: no JSON ({error})") from None
    if not isinstance(row, dict):
        raise InputError(f"{place}: not an object; each line must be one rating")
    texts = {key: v if isinstance(v, str) else json.dumps(v) for key, v in row.items()}
    return _lowered({key: text for key, text in texts.items() if text != "null"})


def _lowered(row: Mapping[str, str]) -> Mapping[str, str]:
    # A short or long line leaves None as a value or as a key.
    return {key.strip().casefold(): cell for key, cell in row.items() if key and cell is not None}


def _row(line: int, cells: Mapping[str, str], path: Path) -> _Row:
    found = {
        name: next((cells[alias] for alias in aliases if alias in cells), "")
        for name, aliases in _COLUMNS.items()
    }
    if not found["target"].strip():
        names = ", ".join(_COLUMNS["target"])
        raise InputError(f"{path}:{line}: no translation; it must stand in a column named {names}")
    if not (found["score"] or found["spans"] or "severity" in cells):
        names = ", ".join(_COLUMNS["score"])
        raise InputError(f"{path}:{line}: no score ({names}), no spans and no severity")
    return _Row(line=line, **{**found, "segment": found["segment"] or str(line)})


def _from_output(row: _Row, path: Path) -> _Rating:
    try:
        spans: Spans = [
            [s, e, str(severity).casefold(), *kind]
            for s, e, severity, *kind in json.loads(row.spans or "[]")
        ]
        penalties = (
            _penalty(str(kind[0]) if kind else "", str(severity), row, path)
            for _, _, severity, *kind in spans
        )
        score = float(row.score) if row.score else -sum(penalties)
    except (ValueError, TypeError):
        raise InputError(
            f"{path}:{row.line}: the score must be a number and spans a list of "
            "[start, end, severity, category]"
        ) from None
    return _Rating(row.document, row.segment, row.system, row.target, score, spans)


def _from_errors(rows: Sequence[_Row], path: Path) -> Iterator[_Rating]:
    """All errors that one rater found in one output become one rating."""

    def output(row: _Row) -> tuple[str, str, str, str]:
        return row.document, row.segment, row.system, row.rater

    for _, errors in groupby(sorted(rows, key=output), key=output):
        group = list(errors)
        penalties = [_penalty(row.category, row.severity, row, path) for row in group]
        text = _MARK.sub("", group[0].target)
        spans = [
            span for row in group if (span := _marked(row)) and _MARK.sub("", row.target) == text
        ]
        first = group[0]
        yield _Rating(first.document, first.segment, first.system, text, -sum(penalties), spans)


def _marked(row: _Row) -> list[int | str] | None:
    """The span between the marks, None if the error has none in the target (an omission)."""
    before, opening, rest = row.target.partition("<v>")
    inside = rest.partition("</v>")[0]
    if not opening or not inside:
        return None
    return [len(before), len(before) + len(inside), row.severity.casefold(), row.category]


def _penalty(category: str, severity: str, row: _Row, path: Path) -> float:
    name = severity.strip().casefold()
    if name in _NO_ERROR:
        return 0.0
    if name not in set(Severity):
        known = ", ".join(Severity)
        raise InputError(f"{path}:{row.line}: unknown severity {severity!r}; MQM has {known}")
    kind = category.strip().rstrip("!").casefold()
    return mqm.penalty(_CATEGORIES.get(kind, "Other"), Severity(name))
