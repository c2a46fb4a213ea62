"""Which sentences of an article stand for which of it as it was, of which no text is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import inf, log

from mtqa.compare.difference import Unit
from mtqa.gate.baseline import KnownSentence
from mtqa.gate.likeness import unshared
from mtqa.text.beads import cheapest
from mtqa.types import Verdict

_UNSHARED = 0.3
"""Nats that it costs to put two words together of which neither stands on the other side."""

_LONGER = 3.5
"""Nats that it costs if one side has e times as many words. Neighbouring values of both were
tried, on development articles only and not on training ones: with 0.6 and 6 fewer garbled articles
were noticed, with 0.15 and 2 as many."""

_CELLS = 10_000
"""Sentences of one side by those of the other that are looked at together; a larger gap, of which
hardly anything is as it was, is cut in the middle."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that stand for each other, mostly one and one: `unit` is what they score together,
    then and now, `words` those of the old ones, `new` the indices of the new ones. `is_same` says
    that text and source are as they were: then so is the score, which moves a little with what else
    stands in its batch. `was_garbled` says that one of the old ones was.

    `lost` is how much less the weakest of the new ones scores than that of the old ones; None where
    nothing was changed, or not judged both times. `likeness` is the share (0..1) of their words
    that they have in common, None if that is not known."""

    unit: Unit
    words: int
    new: tuple[int, ...]
    is_same: bool = False
    was_garbled: bool = False
    lost: float | None = None
    likeness: float | None = None


def pairs(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> Iterator[Pair]:
    """Every sentence of both articles once, in reading order.

    Equal sentences are anchors. What stands between two of them is laid beside each other so that
    most words find their like, or only by length where no words are known.
    """
    names = ([one.fingerprint for one in old], [one.fingerprint for one in new])
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            for a, b in zip(range(i, i_end), range(j, j_end), strict=True):
                unit = _unit(old[a : a + 1], old[a : a + 1])
                yield Pair(unit, old[a].words, (b,), is_same=True)
            continue
        for before, after in _beads(old[i:i_end], new[j:j_end]):
            was, now = [old[i + k] for k in before], [new[j + k] for k in after]
            yield _changed(was, now, tuple(j + k for k in after))


def _changed(
    old: Sequence[KnownSentence], new: Sequence[KnownSentence], places: tuple[int, ...]
) -> Pair:
    unit = _unit(old, new)
    is_judged = unit.old_words and unit.new_words
    return Pair(
        unit,
        _words(old),
        places,
        was_garbled=any(one.verdict is Verdict.GARBLED for one in old),
        lost=_lowest(old) - _lowest(new) if is_judged else None,
        likeness=_likeness(old, new),
    )


def _lowest(sentences: Sequence[KnownSentence]) -> float:
    return min((o.score for o in sentences if o.score is not None and o.words), default=0.0)


def _beads(
    old: Sequence[KnownSentence], new: Sequence[KnownSentence]
) -> Iterator[tuple[range, range]]:
    """The places of sentences that stand for each other, in reading order; either may be none."""
    if len(old) * len(new) > _CELLS:
        i, j = len(old) // 2, len(new) // 2
        yield from _beads(old[:i], new[:j])
        for before, after in _beads(old[i:], new[j:]):
            yield range(before.start + i, before.stop + i), range(after.start + j, after.stop + j)
        return

    def price(i: int, a: int, j: int, b: int) -> float:
        return _price(old[i : i + a], new[j : j + b])

    for i, a, j, b in cheapest(len(old), len(new), price)[1]:
        yield range(i, i + a), range(j, j + b)


def _price(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> float:
    price = _UNSHARED * _unshared(old, new)
    if not (old and new):
        return price
    if not (_belong(old, new) and _belong(new, old)):
        return inf
    return price + _LONGER * abs(log((_words(old) + 1) / (_words(new) + 1)))


def _belong(some: Sequence[KnownSentence], others: Sequence[KnownSentence]) -> bool:
    """Whether each of several sentences finds words on the other side: one that was put in beside
    one that was edited does not, and is no part of it."""
    if len(some) == 1 or any(one.sketch is None for one in (*some, *others)):
        return True
    together = _unshared(some, others)
    return all(together <= _unshared([*some[:i], *some[i + 1 :]], others) for i in range(len(some)))


def _likeness(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> float | None:
    both = _words((*old, *new))
    if not both or any(one.sketch is None for one in old):
        return None
    if any(one.sketch is None for one in new):
        return 0.0  # words of another script
    return 1 - _unshared(old, new) / both


def _unshared(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> float:
    """The words of either side that the other one lacks; all of them where they are not known."""
    bits = 0
    for one in (*old, *new):
        if one.sketch is None:
            return _words((*old, *new))
        bits ^= one.sketch
    return unshared(bits, _words(old), _words(new))


def _words(sentences: Sequence[KnownSentence]) -> int:
    return sum(one.words for one in sentences)


def _unit(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> Unit:
    return sum((Unit(*_weighted(one)) for one in old), Unit()) + sum(
        (Unit(0.0, 0, *_weighted(one)) for one in new), Unit()
    )


def _weighted(one: KnownSentence) -> tuple[float, int]:
    return (0.0, 0) if one.score is None else (one.score * one.words, one.words)
