"""Segments cut at white space, and their ends, for all checks that look at them."""

import functools
import re
from itertools import pairwise

from mtqa.types import Document

_TOKEN = re.compile(r"\S+")


@functools.lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[str, ...]:
    """The pieces between white space, in lower case, marks and all.

    This is not what a reader calls a word, but costs a tenth and does for every script that has
    spaces.
    """
    return tuple(text.lower().split())


@functools.lru_cache(maxsize=1024)
def repeats_a_pair(text: str) -> bool:
    """Whether two tokens in a row occur twice: without it nothing longer is repeated."""
    words = tokens(text)
    if len(words) - len(set(words)) < 2:
        return False
    return len(set(pairwise(words))) < len(words) - 1


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
