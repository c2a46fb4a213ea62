"""CSV and TSV: one row of a table per segment or article.

The scanner is ours since the csv module does not say where a field stands. It reads what that
module writes, and takes a quote that is never closed for what it is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtqa.errors import InputError
from mtqa.readers.base import RawFile, ReadOptions, TextFile
from mtqa.readers.encoding import decode
from mtqa.readers.rows import NAMES, Row, documents, fields_of, listed
from mtqa.text.blocks import Block, BlockBuilder, Lines
from mtqa.types import Document, Failure

_DELIMITERS = (",", ";", "\t", "|")
_QUOTED = r'"(?P<quoted>(?:[^"]++|"")*+)"(?={delimiter}|{row_end})'
_PLAIN = r"(?P<plain>(?:[^{delimiter}\r\n]++|(?!{row_end})\r)*+)"
_END = r"(?P<end>{delimiter}|{row_end})"
_TSV_QUOTE = re.compile(r'(?:\A|(?<=[\t\r\n]))"(?:((?:[^"]++|"")*+)"(?=[\t\r\n]|\Z))?')


class _Cell(NamedTuple):
    """A field: where its content stands in the file, and whether quotes in it are doubled."""

    start: int
    end: int
    quoted: bool


def read_csv(file: RawFile, options: ReadOptions) -> Iterator[Document | Failure]:
    """The documents of a table whose columns are parted by a comma, semicolon, tab or bar: by that
    one under which the header has the most names that are known."""
    decoded = decode(file, options.encoding)
    known = {mark: len(fields_of(tuple(_header(decoded.text, mark)))) for mark in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda mark: known[mark])
    return documents(decoded, _rows(decoded, delimiter, quotes=True), options)


def read_tsv(file: RawFile, options: ReadOptions) -> Iterator[Document | Failure]:
    """The documents of a table whose columns are parted by tabs."""
    decoded = decode(file, options.encoding)
    return documents(decoded, _rows(decoded, "\t", quotes=_tsv_quotes(decoded.text)), options)


def _tsv_quotes(text: str) -> bool:
    """Whether quotes around a field of a TSV are quoting, as spreadsheets write, or text, as in the
    files of WMT, where a sentence may begin with one."""
    bodies = [match[1] for match in _TSV_QUOTE.finditer(text)]
    if not bodies or None in bodies:
        return False
    if text.startswith('"'):  # the header's: all fields are quoted
        return True
    if any(re.search(r"[\t\r\n]", body) for body in bodies):
        # One quotation may begin in a row and another end in a later one: then every line has
        # as many tabs as the header.
        tabs = {line.count("\t") for line in re.split(r"\r?\n", text) if line}
        return len(tabs) > 1
    return any('""' in body for body in bodies)


def _records(text: str, delimiter: str, *, quotes: bool) -> Iterator[list[_Cell]]:
    """The fields of each row, also of those that are blank."""
    kinds = f"(?:{_QUOTED}|{_PLAIN})" if quotes else _PLAIN
    # A lone carriage return is text, but for files that have nothing else to end a row.
    row_end = r"\r?+\n|\r?+\Z" if "\n" in text else r"\r|\Z"
    pattern = (kinds + _END).replace("{delimiter}", re.escape(delimiter))
    field = re.compile(pattern.replace("{row_end}", row_end))
    record: list[_Cell] = []
    for match in field.finditer(text):
        quoted = quotes and match["quoted"] is not None
        record.append(_Cell(*match.span("quoted" if quoted else "plain"), quoted))
        if match["end"] != delimiter:
            yield record
            record = []
            if match.end() == len(text):
                return


def _content(text: str, cell: _Cell) -> str:
    content = text[cell.start : cell.end]
    return content.replace('""', '"') if cell.quoted else content


def _header(text: str, delimiter: str, *, quotes: bool = True) -> list[str]:
    """The names in the first row that is not blank."""
    for record in _records(text, delimiter, quotes=quotes):
        names = [_content(text, cell).strip() for cell in record]
        if any(names):
            return names
    return []


def _rows(file: TextFile, delimiter: str, *, quotes: bool) -> Iterator[Row | Failure]:
    text = file.text
    names = _header(text, delimiter, quotes=quotes)
    if not names:
        return
    columns = {field: names.index(name) for field, name in fields_of(tuple(names)).items()}
    if "target" not in columns:
        raise InputError(
            f"{file.path}: no column with the translation: its columns are {listed(names)}; "
            f"name one of them {' or '.join(NAMES['target'][:3])} in the first line"
        )
    lines = Lines.of(text)
    records = (
        record
        for record in _records(text, delimiter, quotes=quotes)
        if len(record) > 1 or record[0].quoted or text[record[0].start : record[0].end].strip()
    )
    next(records)
    for record in records:
        number = lines.number(record[0].start)
        if (fault := _fault(text, record, columns["target"], len(names))) is not None:
            yield Failure(file.path, f"{file.path}:{number}: left out: {fault}")
        else:
            yield _row(text, record, columns, lines, number)


def _fault(text: str, record: Sequence[_Cell], target: int, columns: int) -> str | None:
    if len(record) <= target:
        return f"{len(record)} fields where the header has {columns}: the translation is missing"
    if any(cell.end > cell.start for cell in record[columns:]):
        return (
            f"{len(record)} fields where the header has {columns}: "
            "put fields that hold the delimiter in double quotes"
        )
    return None


def _row(
    text: str, record: Sequence[_Cell], columns: dict[str, int], lines: Lines, number: int
) -> Row:
    fields = {
        field: _content(text, record[column]) or None
        for field, column in columns.items()
        if field != "target" and column < len(record)
    }
    return Row(number, _block(text, record[columns["target"]], lines), **fields)


def _block(text: str, cell: _Cell, lines: Lines) -> Block:
    content = text[cell.start : cell.end]
    if not cell.quoted or '""' not in content:
        return Block(content, cell.start, lines)
    builder = BlockBuilder(lines)
    for match in re.finditer(r'[^"]+|""', content):
        if match[0] == '""':
            builder.escape('"', cell.start + match.start(), 2)
        else:
            builder.verbatim(match[0], cell.start + match.start())
    return builder.block()
