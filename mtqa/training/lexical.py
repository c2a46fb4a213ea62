"""A translator that knows words and nothing else: IBM model 1 (Brown et al. 1993) and a dice.

It renders a source word by word, in the order of the source, drawing among the likely renderings
of each word and leaving unknown words as they stand: foreign word order, wrong senses, lost
agreement, untranslated residue. That is the garble of weak systems, on real sources, for pennies.
"""

from collections import Counter
from collections.abc import Sequence
from random import Random

import numpy as np
import regex
from numpy.typing import NDArray

_TOKEN = regex.compile(
    r"[\p{L}\p{M}'\N{RIGHT SINGLE QUOTATION MARK}-]+|\p{N}[\p{N}.,]*|[^\s\p{L}\p{N}]"
)
_MARKS = frozenset(".,;:!?)%")

Ids = NDArray[np.int64]
Floats = NDArray[np.float64]


def _words(text: str) -> list[str]:
    return [token for token in _TOKEN.findall(text) if token[0].isalnum()]


class LexicalTranslator:
    """Word translation probabilities learned from sentence pairs of one language.

    Args:
        pairs: (source, English) sentences.
        rounds: iterations of expectation maximisation; few leave the table vague, which is wanted.
        options: renderings kept per source word.
    """

    def __init__(
        self, pairs: Sequence[tuple[str, str]], *, rounds: int = 4, options: int = 6
    ) -> None:
        sources = [_words(source.lower()) for source, _ in pairs]
        targets = [["", *_words(target)] for _, target in pairs]  # "" is rendered by nothing
        source_ids, source_words = _index(sources)
        target_ids, target_words = _index(targets)
        cells, owner = _cells(sources, targets, source_ids, target_ids)
        unique, cell = np.unique(cells, return_inverse=True)
        probability = _expectation_maximisation(cell, owner, unique, len(target_words), rounds)
        self._table: dict[str, tuple[list[str], list[float]]] = {}
        order = np.lexsort((-probability, unique // len(target_words)))
        for place in order:
            source, target = divmod(int(unique[place]), len(target_words))
            words, weights = self._table.setdefault(source_words[source], ([], []))
            if len(words) < options:
                words.append(target_words[target])
                weights.append(float(probability[place]))

    def translate(self, source: str, rng: Random, *, temperature: float = 1.0) -> str:
        """Render a sentence; a higher temperature draws wilder words."""
        words: list[str] = []
        for token in _TOKEN.findall(source):
            choices, weights = self._table.get(token.lower(), ([token], [1.0]))
            words += rng.choices(choices, [w ** (1 / temperature) for w in weights])
        text = ""
        for word in filter(None, words):
            text += word if word in _MARKS or not text else f" {word}"
        return text[:1].upper() + text[1:]


def _index(sentences: Sequence[Sequence[str]]) -> tuple[dict[str, int], list[str]]:
    words = list(Counter(word for sentence in sentences for word in sentence))
    return {word: place for place, word in enumerate(words)}, words


def _cells(
    sources: Sequence[Sequence[str]],
    targets: Sequence[Sequence[str]],
    source_ids: dict[str, int],
    target_ids: dict[str, int],
) -> tuple[Ids, Ids]:
    """All word pairs that meet in a sentence pair, and the target token each belongs to."""
    cells, owner, token = [], [], 0
    for source, target in zip(sources, targets, strict=True):
        rows = np.array([source_ids[word] for word in source], dtype=np.int64)
        columns = np.array([target_ids[word] for word in target], dtype=np.int64)
        cells.append((rows[None, :] * len(target_ids) + columns[:, None]).ravel())
        owner.append(np.repeat(np.arange(token, token + len(columns)), len(rows)))
        token += len(columns)
    return np.concatenate(cells), np.concatenate(owner)


def _expectation_maximisation(
    cell: Ids, owner: Ids, unique: Ids, columns: int, rounds: int
) -> Floats:
    """t(target | source) for every unique cell, shape (cells,)."""
    probability = np.full(len(unique), 1.0 / columns)
    source = unique // columns
    for _ in range(rounds):
        weight = probability[cell]
        weight /= np.bincount(owner, weight)[owner]
        counts = np.bincount(cell, weight, minlength=len(unique))
        probability = counts / np.bincount(source, counts)[source]
    return probability
