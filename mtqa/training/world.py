"""What the damage generator knows of English: which words follow which, which are near in meaning,
and scraps of other languages. Built from the training text; nothing is stored."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from random import Random
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from mtqa.training.confusions import Confusions

_NEIGHBOURS = 24
_USUAL = 4
_MOST_USUAL = 0.75  # how often it is the very first of them
_OWN_FORMS = 4  # the word itself and, mostly, its plural, past and capitalised twin

Vectors = NDArray[np.float32]


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'()").lower()


class World:
    """Word statistics of the training text.

    Args:
        sentences: clean English sentences.
        foreign: sentences in other languages, in Latin script and others.
        embeddings: (vocabulary, width) input embeddings of the start encoder.
        tokenizer: its tokenizer; only words that are one token have neighbours in meaning.
        confused: what real systems wrote in place of a word.
    """

    def __init__(
        self,
        sentences: Sequence[str],
        foreign: Sequence[str],
        embeddings: Vectors,
        tokenizer: Tokenizer,
        confused: Confusions = MappingProxyType({}),
    ) -> None:
        self._sentences = sentences
        self._foreign = foreign
        self._confused = confused
        self._followers: dict[str, list[str]] = defaultdict(list)
        self._third: dict[tuple[str, str], list[str]] = defaultdict(list)
        counts: Counter[str] = Counter()
        self._cased = _spellings(sentences)
        for sentence in sentences:
            words = [w for w in map(_bare, sentence.split()) if w]
            counts.update(words)
            for before, word in pairwise(words):
                self._followers[before].append(word)
            for first, second, third in zip(words, words[1:], words[2:], strict=False):
                self._third[first, second].append(third)
        self._usual = {
            word: [other for other, _ in Counter(followers).most_common(_USUAL)]
            for word, followers in self._followers.items()
        }
        self._words = [word for word, count in counts.items() if count > 2 and word.isalpha()]
        weights = np.array([counts[word] for word in self._words], dtype=float)
        self._cumulated = np.cumsum(weights**0.75)
        self._near = _neighbours(counts, embeddings, tokenizer)

    def after(self, word: str, rng: Random) -> str | None:
        """A word that follows `word` somewhere in the text."""
        followers = self._followers.get(_bare(word))
        return self._spelt(rng.choice(followers)) if followers else None

    def after_two(self, first: str, second: str, rng: Random) -> str | None:
        """A word that follows these two somewhere in the text, or else the second alone."""
        followers = self._third.get((_bare(first), _bare(second)))
        return self._spelt(rng.choice(followers)) if followers else self.after(second, rng)

    def usual(self, word: str, rng: Random) -> str | None:
        """One of the few words that follow `word` most often: what a poor decoder would write."""
        followers = self._usual.get(_bare(word), ())
        if not followers:
            return None
        chosen = followers[0] if rng.random() < _MOST_USUAL else rng.choice(followers)
        return self._spelt(chosen)

    def confused(self, word: str, rng: Random) -> str | None:
        """What some weak system wrote where people wrote `word`."""
        others = self._confused.get(_bare(word))
        return rng.choice(others) if others else None

    def near(self, word: str, rng: Random) -> str | None:
        """A word of the same field."""
        neighbours = self._near.get(_bare(word))
        return self._spelt(rng.choice(neighbours)) if neighbours else None

    def any_word(self, rng: Random) -> str:
        """Any word, frequent ones more often (to the power 0.75)."""
        place = int(np.searchsorted(self._cumulated, rng.random() * self._cumulated[-1]))
        return self._spelt(self._words[place])

    def _spelt(self, word: str) -> str:
        return self._cased.get(word, word)

    def walk(self, start: str, size: int, rng: Random) -> list[str]:
        """`size` words from `start` on, each following the one before somewhere in the text."""
        words = [start]
        while len(words) < size:
            words.append(self.after(words[-1], rng) or self.any_word(rng))
        return words

    def sentence(self, rng: Random) -> str:
        """Any sentence of the text."""
        return rng.choice(self._sentences)

    def foreign(self, size: int, rng: Random) -> list[str]:
        """`size` words in a row from a sentence in another language."""
        words = rng.choice(self._foreign).split()
        start = rng.randrange(max(1, len(words) - size))
        return words[start : start + size]


def _spellings(sentences: Sequence[str]) -> dict[str, str]:
    """The usual spelling inside a sentence of every word that has capitals there: a name in lower
    case would tell the damage by its letters alone."""
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.split()[1:]:
            bare = word.strip(".,;:!?\"'()")
            forms[bare.lower()][bare] += 1
    usual = {word: spelt.most_common(1)[0][0] for word, spelt in forms.items()}
    return {word: form for word, form in usual.items() if word != form}


def _neighbours(
    counts: Counter[str], embeddings: Vectors, tokenizer: Tokenizer
) -> dict[str, list[str]]:
    """Per frequent one-token word the 24 words nearest to it, the very nearest three (its own other
    forms, mostly) left out; none at all for a text of too few words."""
    words = [w for w, n in counts.items() if n > 4 and len(w) > 3 and w.isalpha()]
    known = [(w, i) for w in words if (i := tokenizer.token_to_id(w)) is not None]
    wanted = _NEIGHBOURS + _OWN_FORMS
    if len(known) <= wanted:
        return {}
    vectors = embeddings[[i for _, i in known]].astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found: dict[str, list[str]] = {}
    for start in range(0, len(known), 512):
        closeness = vectors[start : start + 512] @ vectors.T
        best = np.argpartition(-closeness, wanted, axis=1)[:, :wanted]
        for row, places in enumerate(best):
            ranked = places[np.argsort(-closeness[row, places], kind="stable")]
            word = known[start + row][0]
            near = [known[j][0] for j in ranked[_OWN_FORMS:]]
            found[word] = [other for other in near if other[:4] != word[:4]]
    return {word: near for word, near in found.items() if near}
