"""The result of an evaluation, as Markdown for people and JSON for the next evaluation."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from mtqa.errors import InputError

FORMAT = 1
"""Number of the JSON layout; one that is read must have it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of one metric with its bootstrap 95 % interval; NaN where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """How much the model is above the previous one, 95 % interval, and two-sided p."""

    value: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Row:
    """One figure on one set for every metric that has it, by the name of its column."""

    devset: str
    title: str
    texts: int
    figure: str
    lower: bool
    digits: int
    cells: Mapping[str, Cell]
    beats_all: bool
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file that was evaluated on: its folder and name, SHA-256 and number of rows."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures, and what they rest on. `judgements` names the stored judgements of the model,
    `against` is the signature of the model that differences are to."""

    name: str
    signature: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    files: tuple[DataFile, ...]
    sample: int | None
    resamples: int
    judgements: str | None
    against: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier evaluation: the signature of its model, and the name of its stored judgements."""

    signature: str
    judgements: str | None


def markdown(evaluation: Evaluation) -> str:
    """One table per set, a row per figure, the model first."""
    return "\n".join(_lines(evaluation))


def write(evaluation: Evaluation, path: Path) -> None:
    """Write `path` with .md and with .json at its end, whichever it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = path.name.removesuffix(".md").removesuffix(".json")
    content = plain({"format": FORMAT, **asdict(evaluation)})
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False)
    (path.parent / f"{name}.md").write_text(markdown(evaluation), encoding="utf-8")
    (path.parent / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def read(path: Path) -> Earlier:
    """What an earlier evaluation left for comparing with it.

    Raises:
        InputError: no file of `write`, or one of another format.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] == FORMAT:
            return Earlier(content["signature"], content["judgements"])
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        pass
    raise InputError(f"{path}: not the .json of an evaluation by this version of mtqa") from None


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield f"# Evaluation of {evaluation.name}\n"
    yield f"Signature: `{evaluation.signature}`\n"
    yield _how_to_read(evaluation)
    for (devset, title, texts), rows in groupby(
        evaluation.rows, key=lambda row: (row.devset, row.title, row.texts)
    ):
        yield f"\n## {devset}\n\n{title[0].upper()}{title[1:]}; {texts:,} texts.\n"
        yield from _table(list(rows), evaluation)
    yield "\n## Data\n\n| file | rows | sha256 |\n|---|--:|---|"
    yield from (f"| {file.name} | {file.rows:,} | `{file.sha256}` |" for file in evaluation.files)
    yield ""


def _how_to_read(evaluation: Evaluation) -> str:
    parts = [
        f"In brackets the 95 % interval of {evaluation.resamples:,} bootstrap resamples of sources "
        "or documents. Higher is better, but where ↓ stands. Bold: better than every baseline, the "
        "interval of the paired difference lying above 0; n/a: not defined for that metric."
    ]
    if evaluation.sample is not None:
        parts.append(f"**Only about {evaluation.sample:,} texts per set: a quick look.**")
    if evaluation.against is not None:
        parts.append(f"Change: paired difference to `{evaluation.against}`.")
    return " ".join(parts)


def _table(rows: Sequence[Row], evaluation: Evaluation) -> Iterator[str]:
    header = ["figure", *evaluation.columns, *(["change"] if evaluation.against else [])]
    yield _line(header)
    yield _line(["---"] + ["--:"] * (len(header) - 1))
    for row in rows:
        cells = [_cell(row, column, evaluation.name) for column in evaluation.columns]
        change = [_change(row)] if evaluation.against else []
        yield _line([row.figure + (" ↓" if row.lower else ""), *cells, *change])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(row: Row, column: str, model: str) -> str:
    cell = row.cells.get(column)
    if cell is None or math.isnan(cell.value):
        return "n/a"
    value = f"{cell.value:.{row.digits}f}"
    if column == model and row.beats_all:
        value = f"**{value}**"
    if math.isnan(cell.low):
        return value
    return f"{value} [{cell.low:.{row.digits}f}, {cell.high:.{row.digits}f}]"


def _change(row: Row) -> str:
    change = row.difference
    if change is None or math.isnan(change.value):
        return "n/a"
    low, high = (f"{end:+.{row.digits}f}" for end in (change.low, change.high))
    return f"{change.value:+.{row.digits}f} [{low}, {high}], p = {change.p:.3f}"


def plain(value: object) -> object:
    """A value with null for what is not a number, which JSON does not have."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return None if isinstance(value, float) and math.isnan(value) else value
