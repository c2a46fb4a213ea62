"""What could not judge, put together where the reason is the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mtqa.summary import SkippedTotal
from mtqa.types import Skipped


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """All that was skipped for the same reason in as many articles."""

    checks: tuple[str, ...]
    reason: str
    documents: int


def skipped_groups(skipped: Iterable[SkippedTotal]) -> tuple[SkippedGroup, ...]:
    """In the order in which they first come.

    >>> skipped_groups([SkippedTotal("a", "no source", 2), SkippedTotal("b", "no source", 2)])
    (SkippedGroup(checks=('a', 'b'), reason='no source', documents=2),)
    """
    groups: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for skip in skipped:
        groups[skip.reason, skip.documents].append(skip.check)
    return tuple(SkippedGroup(tuple(checks), *key) for key, checks in groups.items())


def skipped_in_one(skipped: Iterable[Skipped]) -> tuple[SkippedGroup, ...]:
    """The same for a single article."""
    return skipped_groups(SkippedTotal(skip.check, skip.reason, 1) for skip in skipped)
