"""Is this a word? Look-ups in the frequency lists of wordfreq.

The lists were frozen in 2021, so a name or coinage younger than that is unknown to them. They hold
every word seen about once in 100 million, misspellings among them: "unknown" is strong evidence,
"known" is not.
"""

import functools
import math
import string
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

_LISTED = """
    ar bg bn ca cs da de el en es fa fi fil fr he hi hu id is it lt lv mk ms nb nl pl pt ro ru sh sk
    sl sv ta tr uk ur vi
"""
LANGUAGES = frozenset(_LISTED.split())
"""Bare languages with a list; Chinese, Japanese and Korean ones need word segmenters and are left
out."""


GAPPY = frozenset(("fi", "hu", "is", "lt", "lv", "sk", "sl", "ta", "tr"))
"""Languages of which the list lacks many words, since these take many forms: four in a row that it
does not have occur in 1 to 6 of 1,000 sentences of theirs (NTREX-128), in none of the others."""

_RESPELT = frozenset(("ar", "fa", "he", "ro", "sh", "tr", "ur"))
"""Languages of which wordfreq takes some letters for others, or drops them."""

SCARCE = {"en": 2.0}
"""Zipf (one in ten million) below which a word is hardly one of the language: of lists that hold
the small words of other languages as well."""

COMMON = 10_000
"""How many words of a language are taken to be the commonest."""


@functools.lru_cache(maxsize=1 << 17)
def zipf(word: str, lang: str) -> float:
    """Frequency of a word as log10 of its occurrences per billion words.

    0.0 for an unknown word, about 1 for the rarest known, 3 for one in a million, 7.7 for "the".
    Case and the shape of the apostrophe do not matter.

    >>> zipf("Borderlessness", "en"), zipf("table", "en") > 4
    (0.0, True)
    """
    word = word.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    frequency = _frequencies(lang).get(word)
    if frequency is not None:
        return _zipf(frequency)
    if _is_plain(word, lang):
        return 0.0
    import wordfreq

    # It may be spelt in another way than in the list (vowel signs, cedillas), or be two words.
    value: float = wordfreq.zipf_frequency(word, lang)
    return value


def known(word: str, lang: str) -> bool:
    """Whether the list has the word, or had it before a possessive: "Navalny's".

    >>> known("Navalny’s", "en"), known("Navalni’s", "en")
    (True, False)
    """
    return zipf(word, lang) > 0 or zipf(without_possessive(word), lang) > 0


def unlisted(words: frozenset[str], lang: str) -> frozenset[str]:
    """Runs of letters that the list does not have as they stand; they may still be known. None in
    a language without a list.

    >>> unlisted(frozenset({"The", "borderlessness"}), "en")
    frozenset({'borderlessness'})
    """
    if lang not in LANGUAGES:
        return frozenset()
    rest = without_commonest(words, lang)
    small = _in_small(rest)
    missing = set(small).difference(_frequencies(lang))
    if not missing:
        return frozenset()
    return frozenset([word for word, own in zip(rest, small, strict=True) if own in missing])


def without_commonest(words: frozenset[str], lang: str) -> frozenset[str]:
    """What is left when the commonest words in small letters, most of any text, are taken out.

    They are in a small table, which the processor's cache holds; so they are looked for first.
    """
    return words - commonest(lang, COMMON)


@functools.cache
def usual(lang: str, at_least: float) -> Mapping[str, float]:
    """The words whose zipf is `at_least` that, with their frequencies; none in a language without
    a list."""
    listed = _frequencies(lang).items() if lang in LANGUAGES else ()  # the most frequent ones first
    return dict(takewhile(lambda item: _zipf(item[1]) >= at_least, listed))


def rarer(words: Collection[str], lang: str, than: float) -> list[str]:
    """Those of these runs of letters whose zipf is below a limit; all of them in a language without
    a list.

    >>> rarer(["The", "Raab"], "en", than=4)
    ['Raab']
    """
    if lang not in LANGUAGES:
        return list(words)
    common = usual(lang, than)
    pairs = zip(words, _in_small(words), strict=True)
    rare = [word for word, small in pairs if small not in common]
    return [word for word in rare if word.isascii() or zipf(word, lang) < than]


def _in_small(words: Collection[str]) -> list[str]:
    """Words without white space in small letters: all at once, for that is quickest."""
    return "\n".join(words).lower().split()


def without_possessive(word: str) -> str:
    """The word before "'s" or a last apostrophe.

    >>> without_possessive("Russia’s"), without_possessive("workers'")
    ('Russia', 'workers')
    """
    return word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").removesuffix("'s").removesuffix("'")


@functools.cache
def commonest(lang: str, count: int = 150) -> frozenset[str]:
    """The `count` most frequent words of a language, lower-case; empty for one without a list."""
    if lang not in LANGUAGES:
        return frozenset()
    import wordfreq

    return frozenset(wordfreq.top_n_list(lang, count))


@functools.lru_cache(maxsize=1 << 14)
def nearest(word: str, lang: str, at_least: float) -> str | None:
    """The most frequent word one edit away, if its zipf is `at_least` that; else None.

    An edit is a letter dropped, added, replaced, or swapped with its neighbour (Norvig's 2007
    spelling corrector, over the plain letters and those of the word).

    >>> nearest("generaion", "en", at_least=3)
    'generation'
    """
    usual = _usual(lang, at_least)
    near = [other for other in _one_edit_away(word.lower(), usual) if other in usual.words]
    return max(near, key=usual.words.__getitem__, default=None)


def _is_plain(word: str, lang: str) -> bool:
    """Whether a word is one word in the only spelling that the list could have it in."""
    if not word.removesuffix("'s").isalpha():
        return False
    if word.isascii():
        return True
    return (
        lang not in _RESPELT and word.casefold() == word and unicodedata.is_normalized("NFC", word)
    )


class _Usual(NamedTuple):
    """The more frequent words of a language with their frequencies, and how they begin and end."""

    words: Mapping[str, float]
    heads: frozenset[str]
    tails: frozenset[str]


@functools.cache
def _usual(lang: str, at_least: float) -> _Usual:
    words = usual(lang, at_least)
    heads = frozenset(word[:i] for word in words for i in range(len(word) + 1))
    tails = frozenset(word[i:] for word in words for i in range(len(word) + 1))
    return _Usual(words, heads, tails)


def _one_edit_away(word: str, usual: _Usual) -> Iterator[str]:
    """What one edit makes of a word, where what stands before and behind it is of a usual word."""
    letters = sorted({*string.ascii_lowercase, *word})
    for i in range(len(word) + 1):
        head, tail = word[:i], word[i:]
        if head not in usual.heads:
            return
        drops, adds = tail != "" and tail[1:] in usual.tails, tail in usual.tails
        if drops:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1] and tail[2:] in usual.tails:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in letters if drops or adds else ():
            if drops and letter != tail[0]:
                yield head + letter + tail[1:]
            if adds:
                yield head + letter + tail


def _zipf(frequency: float) -> float:
    return round(math.log10(frequency) + 9, 2)


@functools.cache
def _frequencies(lang: str) -> Mapping[str, float]:
    import wordfreq

    frequencies: Mapping[str, float] = wordfreq.get_frequency_dict(lang, "best")
    return frequencies
