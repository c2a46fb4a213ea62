"""Which sentence of an old article stands for which one of the new.

Equal sentences are anchors; between two anchors sentences are paired in order so that they share
as many words as possible.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from mtqa.text.words import words
from mtqa.types import Segment

Place = tuple[int | None, int | None]
"""Index in the old and in the new article; None where it has no such sentence."""

MIN_SHARED = 0.3
"""Two sentences that share fewer of their words are not paired for them. Of the WMT MQM news, two
translations of one sentence share fewer in 0.5 % (zh-en) to 4 % (en-de) of the cases,
neighbouring sentences share as many in 3 % (en-ru) to 17 % (zh-en)."""

_CELLS = 250_000  # of the table of one gap; a larger gap is paired in plain order


def pair_sentences(old: Sequence[Segment], new: Sequence[Segment]) -> tuple[Place, ...]:
    """Every sentence of both articles once, in reading order.

    Where every sentence has a source, sources are compared, else the translations.

    >>> pair_sentences([Segment("A b c."), Segment("D e.")], [Segment("A b x."), Segment("New!"),
    ...     Segment("D e.")])
    ((0, 0), (None, 1), (1, 2))
    """
    sides = [*old, *new]
    by_source = all(segment.source is not None for segment in sides)
    before = [_side(segment, by_source) for segment in old]
    after = [_side(segment, by_source) for segment in new]
    places: list[Place] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            places += zip(range(i, i_end), range(j, j_end), strict=True)
        else:
            gap = _gap(before[i:i_end], after[j:j_end])
            places += ((_moved(a, i), _moved(b, j)) for a, b in gap)
    return tuple(places)


def _side(segment: Segment, by_source: bool) -> str:
    return (segment.source or "") if by_source else segment.target


def _moved(index: int | None, by: int) -> int | None:
    return None if index is None else index + by


def _gap(old: Sequence[str], new: Sequence[str]) -> Iterator[Place]:
    """Sentences of which none is equal. Where as many are left on both sides between two pairs,
    they are taken one by one: a sentence may be said anew from the first word to the last."""
    # One against one needs no table.
    matched = _matched(old, new) if 1 < len(old) * len(new) <= _CELLS else []
    i, j = 0, 0
    for a, b in [*matched, (len(old), len(new))]:
        if a - i == b - j:
            yield from zip(range(i, a), range(j, b), strict=True)
        else:
            yield from ((left, None) for left in range(i, a))
            yield from ((None, right) for right in range(j, b))
        if a < len(old):
            yield (a, b)
        i, j = a + 1, b + 1


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs in order that together share most (an alignment after Needleman and Wunsch)."""
    bags_old, bags_new = [_bag(text) for text in old], [_bag(text) for text in new]
    shared = [[_shared(one, other) for other in bags_new] for one in bags_old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = shared[i][j] + best[i + 1][j + 1] if shared[i][j] else 0.0
            best[i][j] = max(both, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _bag(text: str) -> frozenset[str]:
    lower = text.lower()
    return frozenset(lower[word.start : word.end] for word in words(lower))


def _shared(old: frozenset[str], new: frozenset[str]) -> float:
    """Share of words in common (Dice); 0 if it is too small to mean anything."""
    total = len(old) + len(new)
    share = 2 * len(old & new) / total if total else 0.0
    return share if share >= MIN_SHARED else 0.0
