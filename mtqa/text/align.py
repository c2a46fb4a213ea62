"""Which sentences of a source and of its translation belong together.

They are told by their lengths alone (Gale and Church 1993), with the norms of `mtqa.text.lengths`.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.text.beads import cheapest
from mtqa.text.lengths import deviation
from mtqa.text.names import folded

MOST = 30
"""Sentences of a side; longer texts are left alone, since the work is the product of both sides."""

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

    def price(i: int, a: int, j: int, b: int) -> float:
        if not (a and b):
            return 0.0
        return _mismatch(sum(sources[i : i + a]), sum(targets[j : j + b]), source_lang, target_lang)

    cost, path = cheapest(len(sources), len(targets), price)
    full, _ = cheapest(len(sources), len(targets), price, skips=False)
    omitted, added = [], []
    for i, a, j, b in path:
        omitted += [i] if b == 0 else []
        added += [j] if a == 0 else []
    if math.isinf(full):  # no beads so large: the gap is compared with all of it being one
        full = _mismatch(sum(sources), sum(targets), source_lang, target_lang)
    return Alignment(tuple(omitted), tuple(added), full - cost)


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


def _mismatch(source: int, target: int, source_lang: str, target_lang: str) -> float:
    far = deviation(source, target, source_lang, target_lang)
    return _NO_NORM if far is None else far * far / 2
