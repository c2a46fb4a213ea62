"""Spans that may overlap, as pieces of text that do not.

The text is cut at every boundary of a span; each piece knows the spans that cover it. Put together,
the pieces are the text.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mtqa.mqm import Severity

_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Mark:
    """A note's place in a text: half-open, in code points; what lies outside of it is cut off."""

    start: int
    end: int
    number: int
    severity: Severity
    title: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text covered by the same marks: their worst severity (None: by none), their
    titles, their numbers, and the numbers of those that end with it."""

    text: str
    severity: Severity | None = None
    title: str = ""
    numbers: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def cut(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The pieces of a text, in order.

    >>> [piece.text for piece in cut("abcdefgh", [
    ...     Mark(0, 5, 1, Severity.MINOR, "a"), Mark(3, 8, 2, Severity.MAJOR, "b")])]
    ['abc', 'de', 'fgh']
    """
    opening: defaultdict[int, list[Mark]] = defaultdict(list)
    closing: defaultdict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        start, end = min(mark.start, len(text)), min(mark.end, len(text))
        if start < end:
            opening[start].append(mark)
            closing[end].append(mark)
    bounds = sorted({0, len(text), *opening, *closing})
    pieces = []
    covering: dict[int, Mark] = {}  # by number, in the order of their starts
    for start, end in pairwise(bounds):
        for mark in closing[start]:
            del covering[mark.number]
        covering |= {mark.number: mark for mark in opening[start]}
        ends = tuple(mark.number for mark in closing[end])
        pieces.append(_piece(text[start:end], list(covering.values()), ends))
    return tuple(pieces)


def _piece(text: str, covering: Sequence[Mark], ends: tuple[int, ...]) -> Piece:
    if not covering:
        return Piece(text)
    severity = max((mark.severity for mark in covering), key=_ORDER.index)
    numbers = tuple(mark.number for mark in covering)
    return Piece(text, severity, "\n".join(mark.title for mark in covering), numbers, ends)
