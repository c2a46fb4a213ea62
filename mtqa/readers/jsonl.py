"""JSON Lines: one object per line, one row or one whole article each."""

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import NamedTuple

from mtqa.errors import InputError
from mtqa.readers.base import RawFile, ReadOptions, TextFile
from mtqa.readers.encoding import decode
from mtqa.readers.rows import NAMES, Row, documents, fields_of, listed
from mtqa.text.blocks import Block, BlockBuilder, Lines
from mtqa.types import Document, Failure

Json = str | int | float | bool | list["Json"] | dict[str, "Json"] | None

_DECODER = JSONDecoder(strict=False)  # control characters in a text are its own affair
_MARKS = {mark: re.compile(rf"[ \t\r\n]*{mark}[ \t\r\n]*") for mark in ("{", ":", ",")}
_KINDS = {
    dict: "an object",
    list: "a list",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "true or false",
    type(None): "null",
}
_UNITS = re.compile(
    r"[^\\]+"
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|\\u[0-9a-fA-F]{4}"
    r"|\\.",
    re.DOTALL,
)


class _Value(NamedTuple):
    """A value of an object, spelled by `start` to `end` of the file."""

    value: Json
    start: int
    end: int


def read(file: RawFile, options: ReadOptions) -> Iterator[Document | Failure]:
    """The documents of a JSON Lines file. A line that is broken fails alone.

    Raises:
        InputError: the file is no JSON Lines but one value over several lines.
    """
    decoded = decode(file, options.encoding)
    _refuse_one_value(decoded)
    return documents(decoded, _rows(decoded), options)


def _refuse_one_value(file: TextFile) -> None:
    text = file.text.strip()
    first, _, rest = text.partition("\n")
    if rest and first[:1] in "[{" and _kind(first) is None and (kind := _kind(text)):
        raise InputError(f"{file.path}: {kind} over several lines; write one object per line")


def _rows(file: TextFile) -> Iterator[Row | Failure]:
    lines = Lines.of(file.text)
    start = 0
    while start < len(file.text):
        end = file.text.find("\n", start)
        end = len(file.text) if end < 0 else end
        line = file.text[start:end].rstrip()
        if line:
            number = lines.number(start)
            try:
                yield _row(_object(line), line, start, lines, number)
            except InputError as error:
                yield Failure(file.path, f"{file.path}:{number}: {error}")
        start = end + 1


def _row(values: dict[str, _Value], line: str, start: int, lines: Lines, number: int) -> Row:
    names = fields_of(tuple(values))
    if "target" not in names:
        raise InputError(
            f"no translation in it: its keys are {listed(values)}; "
            f"name one of them {' or '.join(NAMES['target'][:3])}"
        )
    target = values[names["target"]]
    if target.value is not None and not isinstance(target.value, str):
        raise InputError("the translation is no text: write it as a string in double quotes")
    fields = {
        field: _text(values[name].value) for field, name in names.items() if field != "target"
    }
    return Row(number, _block(line, start, target, lines), **fields)


def _text(value: Json) -> str | None:
    """A field as text; None for null, for nothing and for what is nested."""
    if value is None or value == "" or isinstance(value, list | dict):
        return None
    return value if isinstance(value, str) else str(value)


def _block(line: str, start: int, value: _Value, lines: Lines) -> Block:
    """A string as a block, from the way the line spells it."""
    if value.value is None:
        return Block("", start + value.start, lines)
    first, spelled = start + value.start + 1, line[value.start + 1 : value.end - 1]
    if "\\" not in spelled:
        return Block(spelled, first, lines)
    builder = BlockBuilder(lines)
    for match in _UNITS.finditer(spelled):
        unit = match[0]
        if unit.startswith("\\"):
            decoded = _DECODER.decode(f'"{unit}"')
            builder.escape(decoded, first + match.start(), len(unit))
        else:
            builder.verbatim(unit, first + match.start())
    return builder.block()


def _object(line: str) -> dict[str, _Value]:
    """The keys of an object and their values, with the place of each in the line.

    Raises:
        InputError: the line is no object; it does not name the line.
    """
    if not line.lstrip().startswith("{") and (kind := _kind(line)):
        raise InputError(f"{kind} where an object is wanted; write one object per line")
    try:
        return dict(_members(line))
    except JSONDecodeError as error:
        reason = f"{error.msg.removesuffix(' at')} at column {error.pos + 1}"
    except (RecursionError, ValueError) as error:
        reason = str(error)
    raise InputError(f"broken JSON: {reason}; write one object per line")


def _kind(line: str) -> str | None:
    """What a line of valid JSON holds; None if it is not valid."""
    try:
        value = _DECODER.decode(line)
    except (RecursionError, ValueError):
        return None
    return _KINDS[type(value)]


def _members(line: str) -> Iterator[tuple[str, _Value]]:
    position = _after("{", line, 0)
    closed = line.startswith("}", position)
    while not closed:
        if not line.startswith('"', position):
            raise JSONDecodeError("a key in double quotes is missing", line, position)
        key, position = _DECODER.raw_decode(line, position)
        start = _after(":", line, position)
        value, end = _DECODER.raw_decode(line, start)
        yield key, _Value(value, start, end)
        position = _skip(line, end)
        closed = line.startswith("}", position)
        if not closed:
            position = _after(",", line, position)
    if line[position + 1 :].strip():
        raise JSONDecodeError("text behind the object", line, position + 1)


def _skip(line: str, position: int) -> int:
    """The place behind white space."""
    while position < len(line) and line[position] in " \t\r":
        position += 1
    return position


def _after(mark: str, line: str, position: int) -> int:
    """The place behind a mark and the white space around it."""
    match = _MARKS[mark].match(line, position)
    if match is None:
        raise JSONDecodeError(f"{mark!r} is missing", line, position)
    return match.end()
