"""A segment cut at white space, once for all checks that look at its words in order."""

import functools
import re
from itertools import pairwise

_TOKEN = re.compile(r"\S+")
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


@functools.lru_cache(maxsize=1024)
def is_usual(text: str) -> bool:
    """Whether all is printable ASCII, letters of Latin-1 or the usual typographic marks.

    >>> is_usual("“Café” – 5 €…"), is_usual("５")
    (True, False)
    """
    return characters(text) <= _USUAL


@functools.lru_cache(maxsize=1024)
def repeats_a_pair(text: str) -> bool:
    """Whether two tokens in a row occur twice: without it nothing longer is repeated."""
    pieces = tokens(text)
    return len(set(pairwise(pieces))) < len(pieces) - 1


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
