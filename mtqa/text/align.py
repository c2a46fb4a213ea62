"""Which sentences of a source and of its translation belong together.

Dynamic programming over the lengths of the sentences (Gale and Church 1993, "A Program for Aligning
Sentences in Bilingual Corpora", Computational Linguistics 19), with the norms of
`mtqa.text.lengths`.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.text.lengths import deviation
from mtqa.text.names import folded

MOST = 30
"""Sentences of a side; longer texts are left alone, since the work is the product of both sides."""

_BEADS = {
    (1, 1): 0.89,
    (1, 0): 0.005,
    (0, 1): 0.005,
    (2, 1): 0.045,
    (1, 2): 0.045,
    (2, 2): 0.01,
    (3, 1): 0.005,
    (1, 3): 0.005,
}
_COSTS = {bead: -math.log(share) for bead, share in _BEADS.items()}
"""Sources and targets of a bead to its cost in nats. The shares are Gale and Church's table 5; one
sentence in three is added, which is how Chinese comes into English."""
_NO_NORM = 1e9
_TELLING = re.compile(r"\d+(?:[.,]\d+)*|[A-Z\u00c0-\u00de]\w{2,}")
_OPENING = 3  # code points of a sentence, where anything is capitalised
_COGNATE = 4


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way to pair sentences: indices of those without a partner, and how many nats
    dearer it would be to give each of them one."""

    omitted: tuple[int, ...]
    added: tuple[int, ...]
    margin: float


def align(
    sources: Sequence[int], targets: Sequence[int], source_lang: str, target_lang: str
) -> Alignment:
    """Align sentences by their lengths, as `mtqa.text.lengths.size` counts them.

    >>> align([50, 80, 60], [52, 61], "en", "sv").omitted
    (1,)
    """
    cost, path = _cheapest(sources, targets, source_lang, target_lang, skips=True)
    full, _ = _cheapest(sources, targets, source_lang, target_lang, skips=False)
    omitted, added = [], []
    for i, j, (a, b) in path:
        omitted += [i] if b == 0 else []
        added += [j] if a == 0 else []
    # Without any way to give each a partner there is nothing to compare the gap with.
    return Alignment(tuple(omitted), tuple(added), 0.0 if math.isinf(full) else full - cost)


def cognates(one: str, other: str) -> int:
    """How many numbers and capitalised words of a sentence stand in another text as well: words
    that agree in four letters (Simard, Foster and Isabelle 1992, "Using cognates to align sentences
    in bilingual corpora"). A word that opens a sentence does not count.

    >>> cognates("Gestern traf Herr Macron 20 Bürger.", "Then President Macron left, at 20.")
    2
    """
    return len(set(_cognates(one, _OPENING)) & set(_cognates(other, 0)))


def _cognates(text: str, start: int) -> Iterator[str]:
    for match in _TELLING.finditer(text, start):
        word = re.sub("[.,]", "", folded(match[0]))
        if word.isascii():
            yield word if word.isdigit() else word[:_COGNATE]


def _cheapest(
    sources: Sequence[int],
    targets: Sequence[int],
    source_lang: str,
    target_lang: str,
    *,
    skips: bool,
) -> tuple[float, list[tuple[int, int, tuple[int, int]]]]:
    """Cost and beads of the best path, each bead with the indices it begins at."""
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(sources) + 1):
        for j in range(len(targets) + 1):
            for (a, b), price in _COSTS.items():
                before = best.get((i - a, j - b))
                if before is None or (not (a and b) and not skips):
                    continue
                cost = before[0] + price
                if a and b:
                    cost += _mismatch(
                        sum(sources[i - a : i]), sum(targets[j - b : j]), source_lang, target_lang
                    )
                if (i, j) not in best or cost < best[i, j][0]:
                    best[i, j] = (cost, (a, b))
    i, j = len(sources), len(targets)
    if (i, j) not in best:
        return math.inf, []
    total = best[i, j][0]
    path = []
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        i, j = i - a, j - b
        path.append((i, j, (a, b)))
    return total, path[::-1]


def _mismatch(source: int, target: int, source_lang: str, target_lang: str) -> float:
    far = deviation(source, target, source_lang, target_lang)
    return _NO_NORM if far is None else far * far / 2
