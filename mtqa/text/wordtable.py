"""Words of a language by what they stand for, found in text with their endings."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST_ENDING = 4
"""Letters that an ending may have behind a stem that is marked with a star."""

_SURE_STEM = 7
"""Letters of a stem behind which any ending will do: восемнадцатилетний, "Zweihunderter"."""

SPACELESS = frozenset(["ja", "km", "lo", "my", "th", "yue", "zh"])
"""Bare languages that put no space between words: here a word is found anywhere in the text."""

_APOSTROPHE = re.compile("['\u2019]")
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0dff])"  # with the vowel signs of India
_HEAD = 3  # letters by which a word that may be in the table is found


@dataclass(frozen=True, slots=True)
class Found:
    """A word at its place and what it may stand for."""

    start: int
    end: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    """A row of `key:word,word key:word`, ready to be looked up. A word that ends in a star is a
    stem, with any ending of up to four letters, or of any length behind a long stem.

    >>> table = WordTable.of("1:января,янв 3:март*", "ru")
    >>> [found.keys for found in table.find("3 января, мартовский, Янв")]
    [('1',), ('1',)]
    """

    exact: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[str, ...]]
    sizes: tuple[int, ...]
    """Lengths of the stems, longest first."""
    pattern: re.Pattern[str]
    """Where a word of the table may begin, or the words themselves in a script without spaces."""
    is_spaced: bool

    @classmethod
    def of(cls, row: str, lang: str) -> "WordTable":
        """The table of one row, for a bare language."""
        exact: dict[str, tuple[str, ...]] = {}
        stems: dict[str, tuple[str, ...]] = {}
        for entry in row.split():
            key, _, words = entry.partition(":")
            for word in words.split(","):
                table = stems if word.endswith("*") else exact
                word = word.removesuffix("*").replace("_", " ")
                table[word] = (*table.get(word, ()), key)
        is_spaced = lang not in SPACELESS
        if is_spaced:
            heads = _headed(sorted({word[:_HEAD] for word in (*exact, *stems)}))
            pattern = rf"{heads}{_LETTER}*(?:['\u2019]{_LETTER}+)*"
        else:
            pattern = _any(sorted(exact, key=len, reverse=True))
        sizes = tuple(sorted({len(stem) for stem in stems}, reverse=True))
        return cls(exact, stems, sizes, re.compile(pattern), is_spaced)

    def find(self, text: str) -> Iterator[Found]:
        """Every word of the table in a text, in order; case does not matter."""
        for match in self.pattern.finditer(text):
            keys = self.of_word(match[0].lower()) if self.is_spaced else self.exact[match[0]]
            if keys:
                yield Found(*match.span(), keys)

    def of_word(self, word: str) -> tuple[str, ...]:
        """What a word in lower case stands for, or what is before its apostrophe; nothing if the
        table has neither."""
        return self._known(word) or self._known(_APOSTROPHE.split(word, maxsplit=1)[0])

    def _known(self, word: str) -> tuple[str, ...]:
        if word in self.exact:
            return self.exact[word]
        for size in self.sizes:
            if size <= len(word) and (len(word) - size <= LONGEST_ENDING or size >= _SURE_STEM):
                keys = self.stems.get(word[:size])
                if keys is not None:
                    return keys
        return ()


def _headed(heads: Iterable[str]) -> str:
    """A pattern of words that begin so, in either case. It opens with a set of letters, which takes
    a third of the time that a choice of heads takes."""
    rests: dict[str, list[str]] = {}
    for head in heads:
        rests.setdefault(head[0], []).append(head[1:])
    first = {letter: f"[{letter}{letter.upper()}]" for letter in rests}
    choices = "|".join(f"(?<={first[letter]})(?:{_any(rests[letter])})" for letter in rests)
    return rf"[{''.join(rests)}{''.join(rests).upper()}](?<![^\W\d_].)(?i:{choices})"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
