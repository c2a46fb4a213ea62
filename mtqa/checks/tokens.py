"""Segments cut at white space, their characters and ends, for all checks that look at them."""

import functools
import re
from collections.abc import Callable, Collection
from itertools import pairwise

from mtqa.types import Document

_TOKEN = re.compile(r"\S+")
_DIGITS = frozenset("0123456789")
_ASCII = frozenset(map(chr, range(0x80)))
_USUAL = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x100)))) | frozenset(
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac\u00a3\u00a0"
)


@functools.lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[str, ...]:
    """The pieces between white space, in lower case, marks and all.

    This is not what a reader calls a word, but costs a tenth and does for every script that has
    spaces.
    """
    return tuple(text.lower().split())


@functools.lru_cache(maxsize=1024)
def characters(text: str) -> frozenset[str]:
    """The characters that occur at all: what most checks look for is rare, and so seen at once."""
    return frozenset(text)


def any_unusual(found: frozenset[str]) -> bool:
    """Whether some are neither printable ASCII, letters of Latin-1 nor usual typographic marks.

    >>> any_unusual(characters("“Café” – 5 €…")), any_unusual(characters("５"))
    (False, True)
    """
    return not found <= _USUAL


def beyond_ascii(found: frozenset[str]) -> bool:
    """Whether some are not ASCII."""
    return not found <= _ASCII


def any_digit(found: frozenset[str]) -> bool:
    """Whether some are decimal digits, of any script.

    >>> any_digit(characters("In 2021")), any_digit(characters("在２０２１年"))
    (True, True)
    """
    return not _DIGITS.isdisjoint(found) or any(map(str.isdecimal, found - _ASCII))


def any_of(marks: Collection[str]) -> Callable[[frozenset[str]], bool]:
    """Tells whether some are among these.

    >>> any_of("<>")(characters("a <b>"))
    True
    """
    wanted = frozenset(marks)
    return lambda found: not wanted.isdisjoint(found)


@functools.lru_cache(maxsize=1024)
def pairs(text: str) -> frozenset[tuple[str, str]]:
    """The different pairs of tokens in a row."""
    return frozenset(pairwise(tokens(text)))


def repeats_a_pair(text: str) -> bool:
    """Whether two tokens in a row occur twice: without it nothing longer is repeated."""
    return len(pairs(text)) < len(tokens(text)) - 1


def touches(document: Document, index: int) -> bool:
    """Whether a segment begins where the one before it ends: they were split without a space."""
    if index == 0:
        return False
    previous, segment = document.segments[index - 1], document.segments[index]
    return previous.end == segment.start and previous.end > 0


def place(text: str, first: int, last: int) -> tuple[int, int]:
    """Offsets of the tokens `first` to `last`, both included.

    >>> place("one  two three", 1, 2)
    (5, 14)
    """
    spans = _spans(text)
    return spans[first][0], spans[last][1]


@functools.lru_cache(maxsize=16)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _TOKEN.finditer(text))
