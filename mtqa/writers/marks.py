"""Spans that may overlap, as pieces of text that do not.

The text is cut at every boundary of a span; each piece knows the spans that cover it. Put together,
the pieces are the text.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mtqa.mqm import Severity

_ORDER = tuple(Severity)
_LONG_WORD = 20  # characters; a longer one is cut


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
        start, end = max(mark.start, 0), min(mark.end, len(text))
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


def excerpt(text: str, marks: Sequence[Mark], limit: int) -> tuple[Piece, ...]:
    r"""Up to `limit` characters of a text, in pieces: from its start or, where the gravest mark
    would not be seen then, around that one; cut between words where words have spaces.

    >>> [piece.text for piece in excerpt("He saw the the car. It was red.", [
    ...     Mark(7, 14, 1, Severity.MINOR, "")], 20)]
    ['He saw ', 'the the', ' car.', '\xa0…']
    """
    start = _start(text, marks, limit)
    end = start + limit
    if end < len(text):
        space = text.rfind(" ", end - _LONG_WORD, end + 1)
        end = space if space > start else end
    shifted = [replace(mark, start=mark.start - start, end=mark.end - start) for mark in marks]
    return (
        *((Piece("…\N{NO-BREAK SPACE}"),) if start else ()),
        *cut(text[start:end], shifted),
        *((Piece("\N{NO-BREAK SPACE}…"),) if end < len(text) else ()),
    )


def _start(text: str, marks: Sequence[Mark], limit: int) -> int:
    inside = (mark for mark in marks if mark.start < len(text))
    gravest = max(inside, key=lambda mark: (_ORDER.index(mark.severity), -mark.start), default=None)
    if gravest is None or min(gravest.end, gravest.start + limit // 3, len(text)) <= limit:
        return 0
    start = min(gravest.start - limit // 3, len(text) - limit)
    space = text.find(" ", start, min(start + _LONG_WORD, gravest.start))
    return space + 1 if space >= 0 else start


def _piece(text: str, covering: Sequence[Mark], ends: tuple[int, ...]) -> Piece:
    if not covering:
        return Piece(text)
    severity = max((mark.severity for mark in covering), key=_ORDER.index)
    numbers = tuple(mark.number for mark in covering)
    return Piece(text, severity, "\n".join(mark.title for mark in covering), numbers, ends)
