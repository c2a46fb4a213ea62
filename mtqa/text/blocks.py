r"""A paragraph as a reader extracts it, and where each of its code points stands in the file.

A file spells some of its text differently from what a reader of the article sees: `&amp;` in HTML,
`\n` in JSON, `""` in CSV, a tag in the middle of a sentence. A `Block` keeps both, so that a
segment cut from it still points at the right place of the file.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a decoded file start. They end in CR LF, CR or LF, as in an editor."""

    starts: Sequence[int] = (0,)

    @classmethod
    def of(cls, text: str) -> "Lines":
        """The lines of a whole file."""
        starts = array("q", [0])
        starts.extend(match.end() for match in _LINE_END.finditer(text))
        return cls(starts)

    def number(self, offset: int) -> int:
        r"""Line, counted from 1, of an offset into the file.

        >>> lines = Lines.of("a\r\nb\nc")
        >>> [lines.number(offset) for offset in (0, 2, 3, 5)]
        [1, 1, 2, 3]
        """
        return bisect_right(self.starts, offset)

    def column(self, offset: int) -> int:
        r"""Place in its line, counted from 1 in code points, of an offset into the file.

        >>> lines = Lines.of("a\r\nbc")
        >>> [lines.column(offset) for offset in (0, 3, 4)]
        [1, 1, 2]
        """
        return offset - self.starts[self.number(offset) - 1] + 1


class Piece(NamedTuple):
    """`size` code points from `at` in a block, spelled by `length` from `start` in the file.

    Equal sizes: spelled as they are. Otherwise an escape: all of it stands for each of its parts.
    """

    at: int
    size: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Block:
    """Text exactly as read, from offset `start` of a decoded file.

    `pieces` is None where the file spells the text as it is; else they cover the text without a
    gap, in order. `paragraph` counts from 0 within the document.
    """

    text: str
    start: int = 0
    lines: Lines = field(default_factory=Lines)
    pieces: tuple[Piece, ...] | None = None
    paragraph: int = 0

    @classmethod
    def whole(cls, text: str) -> "Block":
        """All of a file that is nothing but text."""
        return cls(text, lines=Lines.of(text))

    def file_start(self, index: int) -> int:
        """Offset in the file where the spelling of code point `index` of the text starts."""
        if self.pieces is None:
            return self.start + index
        if not self.pieces:
            return self.start
        at, size, start, length = self.pieces[self._piece(index)]
        return start + index - at if size == length else start

    def file_end(self, index: int) -> int:
        """Offset in the file where the spelling of `text[:index]` ends."""
        if index == 0 or self.pieces is None:
            return self.file_start(index)
        at, size, start, length = self.pieces[self._piece(index - 1)]
        return start + index - at if size == length else start + length

    def line(self, index: int) -> int:
        """Line of the file, counted from 1, of code point `index` of the text."""
        return self.lines.number(self.file_start(index))

    def column(self, index: int) -> int:
        """Place in its line of the file, counted from 1, of code point `index` of the text."""
        return self.lines.column(self.file_start(index))

    def cut(self, start: int, end: int, paragraph: int | None = None) -> "Block":
        """The block of `text[start:end]`."""
        return Block(
            self.text[start:end],
            self.file_start(start),
            self.lines,
            self._cut_pieces(start, end),
            self.paragraph if paragraph is None else paragraph,
        )

    def _piece(self, index: int) -> int:
        assert self.pieces is not None
        return max(bisect_right(self.pieces, index, key=lambda piece: piece.at) - 1, 0)

    def _cut_pieces(self, start: int, end: int) -> tuple[Piece, ...] | None:
        if self.pieces is None:
            return None
        if start >= end:
            return ()
        cut = []
        for at, size, origin, length in self.pieces[self._piece(start) : self._piece(end - 1) + 1]:
            low, high = max(at, start), min(at + size, end)
            if size == length:
                cut.append(Piece(low - start, high - low, origin + low - at, high - low))
            else:
                cut.append(Piece(low - start, high - low, origin, length))
        return tuple(cut)


@dataclass(slots=True)
class BlockBuilder:
    """Puts a block together from pieces of a file, in their order."""

    lines: Lines
    _texts: list[str] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _size: int = 0

    def verbatim(self, text: str, start: int) -> None:
        """Add text that the file spells as it is at `start`."""
        self.escape(text, start, len(text))

    def escape(self, text: str, start: int, length: int) -> None:
        """Add text that the file spells with `length` code points from `start`."""
        if text:
            self._texts.append(text)
            self._pieces.append(Piece(self._size, len(text), start, length))
            self._size += len(text)

    def block(self, start: int = 0) -> Block:
        """What was added. `start` is where it stands if that was nothing."""
        first = self._pieces[0].start if self._pieces else start
        return Block("".join(self._texts), first, self.lines, self._merged())

    def _merged(self) -> tuple[Piece, ...] | None:
        """The pieces, neighbours in text and file joined; None if one verbatim piece is left."""
        merged: list[Piece] = []
        for piece in self._pieces:
            last = merged[-1] if merged else None
            if (
                last
                and last.size == last.length
                and piece.size == piece.length
                and last.start + last.length == piece.start
            ):
                size = last.size + piece.size
                merged[-1] = Piece(last.at, size, last.start, size)
            else:
                merged.append(piece)
        if not merged or (len(merged) == 1 and merged[0].size == merged[0].length):
            return None
        return tuple(merged)
