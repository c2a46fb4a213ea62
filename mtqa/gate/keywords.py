"""What an article is about: the few words and figures by which another translation of it is told
from one of another text, without any of its sentences."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence

from mtqa.text.figures import figures
from mtqa.text.language import bare
from mtqa.text.names import folded
from mtqa.text.spelled import spelled
from mtqa.text.words import words
from mtqa.text.wordtable import SPACELESS
from mtqa.types import Document

MOST = 40
"""Keywords of an article."""

LEAST = 16
"""Of fewer none can be missed: a short text may say all of it in other words. Of pieces of two
sentences of WMT news with so many 1.0 % lost half of them from Chinese into English, 2.5 % into
Russian and 6.7 % into German."""

_LETTERS = 6  # of a keyword: shorter words are mostly those of any text
_STEM = 4  # first letters that two forms of a word have in common: Nigeria, Nigerian


def keywords(document: Document) -> tuple[str, ...]:
    """The long words and the figures that an article repeats most, sorted, at most `MOST`.

    Words of six letters or more, in the spelling that is used most; those of the same first four
    letters are one. Of equally frequent ones some are taken that lie evenly over the article, the
    same every time. Scripts without spaces give figures only.

    >>> from mtqa.types import Segment
    >>> text = "Nigerian ministers met.", "In Nigeria 2,000 more ministers met."
    >>> keywords(Document("a", tuple(map(Segment, text)), target_lang="en"))
    ('2000', 'Nigerian', 'ministers')
    """
    lang = bare(document.target_lang)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for segment in document.segments:
        for word in () if lang in SPACELESS else _long_words(segment.target):
            forms[name(word)][word] += 1
        for figure in figures(segment.target, lang):
            number = _number(min(figure.values))
            forms[number][number] += 1
    ranked = sorted(forms, key=lambda one: (-forms[one].total(), _drawn(one)))
    return tuple(sorted(forms[one].most_common(1)[0][0] for one in ranked[:MOST]))


def said(document: Document) -> frozenset[str]:
    """The names of all keywords that an article holds; a figure may be spelt in words, and a word
    have another ending."""
    lang = bare(document.target_lang)
    found: set[str] = set()
    for segment in document.segments:
        text = segment.target
        found.update(name(text[word.start : word.end]) for word in words(text))
        found.update(map(_number, spelled(text, lang)))
        for figure in figures(text, lang):
            found.update(map(_number, (*figure.values, *figure.parts)))
    return frozenset(found)


def lost(known: Sequence[str], held: Container[str]) -> tuple[str, ...]:
    """Those keywords whose names are not held, capitalised ones first and then figures."""
    gone = (one for one in known if name(one) not in held)
    return tuple(sorted(gone, key=lambda one: (not one[:1].isupper(), not one[:1].isdigit(), one)))


def name(keyword: str) -> str:
    """What keywords that are one have in common: the beginning of a word, in small letters and
    without accents; all of a figure."""
    return keyword if keyword[:1].isdigit() else folded(keyword)[:_STEM]


def _long_words(text: str) -> Iterator[str]:
    for word in words(text):
        found = text[word.start : word.end]
        if sum(map(str.isalpha, found)) >= _LETTERS and not found[0].isdigit():
            yield found


def _number(value: float) -> str:
    return f"{value:.15g}"


def _drawn(one: str) -> int:
    return zlib.crc32(one.encode("utf-8", "surrogatepass"))
