"""Read the verdicts of people from the sheet that `mtqa sample` wrote."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mtqa.errors import InputError
from mtqa.records import decoder
from mtqa.review.draw import FORMAT, Key, Level

_WORDS = {
    **{level.value: level for level in Level},
    **dict.fromkeys(("ok", "good", "none", "no error", "nothing"), Level.FINE),
    "critical": Level.MAJOR,
    "non-translation": Level.GARBLED,
}
_decode = decoder(Key)


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says of one item; `score` is 0..100, 100 best, if one was given."""

    item: int
    verdict: Level
    score: float | None = None


def key_path(sheet: Path) -> Path:
    """Where the key of a sheet stands.

    >>> key_path(Path("sample.csv")).name
    'sample.key.json'
    """
    return sheet.with_name(f"{sheet.stem}.key.json")


def read_key(path: Path) -> Key:
    """The key of a sheet.

    Raises:
        InputError: it is missing or damaged.
    """
    try:
        key = _decode(json.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: not the key of a sample ({error}); give that of `mtqa sample` with --key"
        ) from None
    if key.format != FORMAT:
        raise InputError(f"{path}: of another version of mtqa; draw the sample anew")
    return key


def read(path: Path, key: Key) -> tuple[Label, ...]:
    """The labelled rows of a sheet, whatever spreadsheet saved it; rows without a verdict are
    passed over.

    Raises:
        InputError: no such sheet, or a row that cannot be understood, with its line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 ({error})") from None
    known = {item.item for item in key.items}
    labels: dict[int, Label] = {}
    for line, row in _rows(path, text):
        verdict = row["verdict"].strip().casefold()
        if not verdict:
            continue
        label = Label(_item(row["item"], known, f"{path}:{line}"), _level(verdict, path, line))
        if label.item in labels:
            raise InputError(f"{path}:{line}: item {label.item} stands here twice; keep one")
        labels[label.item] = Label(label.item, label.verdict, _score(row.get("score"), path, line))
    if not labels:
        raise InputError(f"{path}: no row has a verdict; write {', '.join(Level)} into it")
    return tuple(labels.values())


def _rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    heading = text.partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=heading.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
    names = [name.strip().casefold() for name in reader.fieldnames or ()]
    if not {"item", "verdict"} <= set(names):
        raise InputError(f"{path}:1: no sheet of `mtqa sample`; it needs columns item and verdict")
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, row


def _item(cell: str, known: set[int], where: str) -> int:
    number = int(cell) if cell.strip().isdecimal() else -1
    if number not in known:
        raise InputError(f"{where}: item {cell!r} is not in the key; is it that of this sheet?")
    return number


def _level(verdict: str, path: Path, line: int) -> Level:
    if verdict not in _WORDS:
        raise InputError(f"{path}:{line}: verdict {verdict!r}; write {', '.join(Level)}")
    return _WORDS[verdict]


def _score(cell: str | None, path: Path, line: int) -> float | None:
    if not (cell or "").strip():
        return None
    try:
        score = float((cell or "").replace(",", "."))
    except ValueError:
        score = -1.0
    if not 0 <= score <= 100:
        raise InputError(f"{path}:{line}: score {cell!r}; write 0 (worst) to 100, or nothing")
    return score
