"""Segments cut at white space, and their ends, for all checks that look at them."""

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from mtqa.types import Segment

_TOKEN = re.compile(r"\S+")


@functools.lru_cache(maxsize=64)
def tokens(text: str) -> tuple[str, ...]:
    """The pieces between white space, in lower case, marks and all.

    This is not what a reader calls a word, but costs a tenth and does for every script that has
    spaces.
    """
    return tuple(text.lower().split())


def pairs_again(words: Sequence[str]) -> int:
    """How many pairs of tokens in a row stood there before: without one nothing longer is repeated.

    >>> pairs_again(("in", "the", "price", "in", "the", "price"))
    2
    """
    if len(words) - len(set(words)) < 2:
        return 0
    return len(words) - 1 - len(set(pairwise(words)))


def touches(before: Segment, segment: Segment) -> bool:
    """Whether a segment begins where the one before it ends: they were split without a space."""
    return before.end == segment.start and before.end > 0


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
