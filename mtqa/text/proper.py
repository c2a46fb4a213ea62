"""Names of a text that a translation into another language has to repeat.

A name is two capitalised words or more in a row. What looks like one may be a word like others that
the language capitalises; how frequent its words are in both languages tells.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from mtqa.text import lexicon
from mtqa.text.chardata import CAPITALISED_NOUNS, CAPITALISED_TITLES
from mtqa.text.names import folded
from mtqa.text.scripts import expected_scripts

_WORD = r"\p{Lu}\p{Ll}[\p{L}\p{M}'\u2019-]+"
_NAME = regex.compile(rf"\b{_WORD}(?:\s{_WORD})+")
_LATIN = r"[\p{Lu}&&\p{Latin}][\p{Ll}&&\p{Latin}][\p{Latin}'\u2019-]+"
_LATIN_NAME = regex.compile(
    rf"(?<![\p{{Latin}}\d]){_LATIN}(?:\s{_LATIN})+(?!\p{{Latin}})", regex.VERSION1
)
_LATIN_ONLY = frozenset({"Latin"})
_LATIN_WORD = regex.compile(r"[\p{L}\p{M}]+")
_STEM = 4  # letters that must agree: the rest may be an ending
_SHORTEST = 3
_KNOWN, _COMMON, _UNLISTED = 1.5, 4.85, 1.0
"""Zipf frequencies: what a name must have in the target's language, what in the source's makes it a
word like others ("White House"), and below what a word is in no list to speak of."""
_NATIVE, _RARE_NOUN = 1.7, 2.3
"""From German: by how much more frequent a noun is in it than in the target's language if it is no
name ("Blut" is by 3, "Weg" by 3.4, "Horst" by 1.6), and how rare one in no other list is at most
that may be a surname and no compound."""
_RARE, _RARER = 3.8, 1.0
"""From English: below this zipf frequency at least one word of a name is ("Merkel" has 3.6), and by
so much less frequent in the target's language none is; "weapons" is, by 2, in German."""
_NATIVE, _RARE_NOUN = 1.7, 2.3
_FIRST = 4  # code points of a text, where anything is capitalised


class ProperName(NamedTuple):
    """A name at its place, and those of its words one of which at least a translation must have."""

    start: int
    end: int
    words: Sequence[str]


def proper_names(text: str, lang: str | None, other: str | None) -> Iterator[ProperName]:
    """Names of a text in the bare language `lang` that a text in `other`, which must be written in
    Latin letters, has to repeat; none where that cannot be told.

    >>> [name.words for name in proper_names("Da sah Angela Merkel das Weiße Haus.", "de", "en")]
    [['Angela', 'Merkel']]
    >>> [name.words for name in proper_names("苹果公司的Tim Cook说", "zh", "en")]
    [['Tim', 'Cook']]
    """
    scripts = None if lang is None else expected_scripts(lang)
    if other is None or expected_scripts(other) != _LATIN_ONLY or scripts is None:
        return
    if "Latin" not in scripts:
        for match in _LATIN_NAME.finditer(text):
            yield ProperName(match.start(), match.end(), match[0].split())
    elif scripts == _LATIN_ONLY and {lang, other} <= lexicon.LANGUAGES:
        for match in _NAME.finditer(text, _FIRST):
            if words := _telling(match[0].split(), str(lang), other):
                yield ProperName(match.start(), match.end(), words)


def is_named(name: ProperName, text: str) -> bool:
    """Whether a text has any word of a name, with another ending perhaps, or its acronym.

    >>> name = ProperName(0, 12, ("Robs", "Devars"))
    >>> [is_named(name, text) for text in ("With Rob.", "By RD.", "To rob doves.")]
    [True, True, False]
    """
    words = _LATIN_WORD.findall(text)
    if "".join(word[0] for word in name.words) in words:
        return True
    there = {folded(word)[:_STEM] for word in words}
    short = {folded(word) for word in words if word[0].isupper() and len(word) == _SHORTEST}
    stems = {folded(word)[:_STEM] for word in name.words}
    return not stems.isdisjoint(there) or not short.isdisjoint(stem[:_SHORTEST] for stem in stems)


def _telling(words: Sequence[str], lang: str, other: str) -> Sequence[str]:
    """The words of what may be a name that tell that it is one; none if it may be none."""
    there = [lexicon.zipf(word, lang) for word in words]
    here = [lexicon.zipf(word, other) for word in words]
    both = list(zip(words, here, there, strict=True))
    if lang in CAPITALISED_TITLES and (
        min(there) >= _RARE or any(h <= t - _RARER for _, h, t in both)
    ):
        return ()
    known = [
        word
        for word, h, t in both
        if h >= _KNOWN and t < _COMMON and (lang not in CAPITALISED_NOUNS or t - h <= _NATIVE)
    ]
    if len(known) > 1:
        return known
    most = _RARE_NOUN if lang in CAPITALISED_NOUNS else _RARE
    strange = [word for word, h, t in both if h < _UNLISTED and t < most]
    sure = known and lang not in CAPITALISED_TITLES
    return words if sure and len(known) + len(strange) == len(words) else ()
