"""Paragraphs of plain text.

A blank line, a form feed and U+2029 end a paragraph. A single line end may be either: many files
hold one paragraph per line, many are wrapped at 70 or 80 columns. A file counts as wrapped if its
lines are at most 100 columns (a tenth may be longer) and most of their ends are forced: the next
word would not have fitted in. In a wrapped file a line end that is not forced ends a paragraph (a
title above its text), and so do an indented line and a list mark; in any other file every line is
a paragraph.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from mtqa.text.blocks import Block

MIN_WIDTH, MAX_WIDTH = 40, 100
"""Columns that a file may be wrapped at; usual are 65 to 80. Below, it is rather a list."""
MIN_FORCED = 0.75
"""Share of the line ends of a wrapped file that are forced. In 400 files made of WMT news it was
0.9 and more when they were wrapped under a title, and 0.25 (median) to 0.5 (95 %) when they held
one short sentence per line."""

_ENDS = "\n\r\v\f\x85\u2028\u2029"
_LINE_END = re.compile(f"[{_ENDS}]")
_LINE = re.compile(f"([^{_ENDS}]*)(\r\n|[{_ENDS}]|$)")
_BREAK = frozenset("\f\u2029")
_LIST_MARK = re.compile(r"\s*(?:[-*•\u2013\u2014]|\d{1,3}[.)])\s+\S")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str  # without the white space at its end
    columns: int

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def paragraphs(block: Block) -> list[Block]:
    r"""The paragraphs of a text without the white space around them, numbered from the block's own.

    >>> [p.text for p in paragraphs(Block.whole("A title\n\nOne line.\nAnother line."))]
    ['A title', 'One line.', 'Another line.']
    """
    if not _LINE_END.search(block.text):
        start = len(block.text) - len(block.text.lstrip())
        end = len(block.text.rstrip())
        return [block.cut(start, end)] if start < end else []
    stanzas = list(_stanzas(block.text))
    width = _width(stanzas)
    spans = [span for stanza in stanzas for span in _divide(stanza, width)]
    return [
        block.cut(start, end, paragraph=block.paragraph + number)
        for number, (start, end) in enumerate(spans)
    ]


def _stanzas(text: str) -> Iterator[list[_Line]]:
    """Runs of lines with nothing blank between them."""
    stanza: list[_Line] = []
    for match in _LINE.finditer(text):
        line = match[1]
        if line.strip():
            stanza.append(_Line(match.start(), line.rstrip(), _columns(line.rstrip())))
        if stanza and (match[2] in _BREAK or not line.strip()):
            yield stanza
            stanza = []
    if stanza:
        yield stanza


def _columns(line: str) -> int:
    """Width on a terminal: Chinese, Japanese and Korean characters take two columns."""
    if line.isascii():
        return len(line)
    return len(line) + sum(unicodedata.east_asian_width(char) in "WF" for char in line)


def _width(stanzas: Sequence[Sequence[_Line]]) -> int | None:
    """The columns that the file is wrapped at; None if it is not wrapped."""
    ends = [pair for stanza in stanzas for pair in pairwise(stanza)]
    columns = sorted(line.columns for stanza in stanzas if len(stanza) > 1 for line in stanza)
    width = columns[ceil(0.9 * (len(columns) - 1))] if columns else 0  # a tenth may stick out
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return None
    forced = sum(_forced(line, following, width) for line, following in ends)
    return width if forced >= MIN_FORCED * len(ends) else None


def _forced(line: _Line, following: _Line, width: int) -> bool:
    """Whether the first word of the following line had no room in this one."""
    word = following.text.split(maxsplit=1)[0]
    if _columns(word[0]) == 2:  # no spaces; two more for a mark that may not start a line
        return line.columns + 4 > width
    return line.columns + 1 + _columns(word) > width


def _divide(stanza: Sequence[_Line], width: int | None) -> Iterator[tuple[int, int]]:
    start = stanza[0]
    for line, following in pairwise(stanza):
        if width is None or _ends_paragraph(line, following, width):
            yield start.start + start.indent, line.start + len(line.text)
            start = following
    yield start.start + start.indent, stanza[-1].start + len(stanza[-1].text)


def _ends_paragraph(line: _Line, following: _Line, width: int) -> bool:
    if following.indent > line.indent or _LIST_MARK.match(following.text):
        return True
    first = following.text[following.indent]
    return not first.islower() and not _forced(line, following, width)
