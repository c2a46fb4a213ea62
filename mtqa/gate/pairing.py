"""Which sentences of an article stand for which of it as it was, of which no text is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from mtqa.compare.difference import Unit
from mtqa.gate.baseline import KnownSentence
from mtqa.types import Verdict


@dataclass(frozen=True, slots=True)
class Pair:
    """Sentences that stand for each other, mostly one and one: `unit` is what they score together,
    then and now, `words` those of the old ones, `new` the indices of the new ones. `is_same` says
    that text and source are as they were: then so is the score, which moves a little with what else
    stands in its batch. `was_garbled` says that one of the old ones was."""

    unit: Unit
    words: int
    new: tuple[int, ...]
    is_same: bool = False
    was_garbled: bool = False


def pairs(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> Iterator[Pair]:
    """Every sentence of both articles once, in reading order.

    Equal sentences are anchors. What stands between two of them is cut by its length, since a
    translation is about as long as another of the same text (Gale and Church 1993).
    """
    names = ([one.fingerprint for one in old], [one.fingerprint for one in new])
    for tag, i, i_end, j, j_end in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        if tag == "equal":
            for a, b in zip(range(i, i_end), range(j, j_end), strict=True):
                unit = _unit(old[a : a + 1], old[a : a + 1])
                yield Pair(unit, old[a].words, (b,), is_same=True)
            continue
        left, right = old[i:i_end], new[j:j_end]
        for before, after in _by_length(left, right):
            was = [left[k] for k in before]
            yield Pair(
                _unit(was, [right[k] for k in after]),
                sum(one.words for one in was),
                tuple(j + k for k in after),
                was_garbled=any(one.verdict is Verdict.GARBLED for one in was),
            )


def _by_length(
    old: Sequence[KnownSentence], new: Sequence[KnownSentence]
) -> Iterator[tuple[range, range]]:
    """As many groups as the shorter side has sentences, with like shares of the words of each side;
    where one side has none, each sentence on its own."""
    if not old or not new:
        yield from ((range(k, k + 1), range(0)) for k in range(len(old)))
        yield from ((range(0), range(k, k + 1)) for k in range(len(new)))
        return
    if len(old) > len(new):
        yield from ((before, after) for after, before in _by_length(new, old))
        return
    ends, done = _cut(_shares(old), _shares(new)), 0
    for k, end in enumerate(ends):
        yield range(k, k + 1), range(done, end)
        done = end


def _cut(few: Sequence[float], many: Sequence[float]) -> Iterator[int]:
    """Where each sentence of the shorter side ends on the longer one: at the nearest share, with at
    least one sentence for each."""
    done = 0
    for k, share in enumerate(few):
        last = len(many) - (len(few) - 1 - k)
        done = min(range(done + 1, last + 1), key=lambda end: abs(many[end - 1] - share))
        yield len(many) if k == len(few) - 1 else done


def _shares(sentences: Sequence[KnownSentence]) -> list[float]:
    """The share of the words up to the end of each sentence; an empty one counts as a word."""
    sums = list(accumulate(max(one.words, 1) for one in sentences))
    return [value / sums[-1] for value in sums]


def _unit(old: Sequence[KnownSentence], new: Sequence[KnownSentence]) -> Unit:
    return sum((Unit(*_weighted(one)) for one in old), Unit()) + sum(
        (Unit(0.0, 0, *_weighted(one)) for one in new), Unit()
    )


def _weighted(one: KnownSentence) -> tuple[float, int]:
    return (0.0, 0) if one.score is None else (one.score * one.words, one.words)
