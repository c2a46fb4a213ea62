"""What an article is about: the few words and figures by which another translation of it is told
from one of another text, without any of its sentences."""

import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

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
"""Of fewer none can be missed: a short text may say all of it in other words. Pieces of WMT news
of two sentences or more with so many lost half of them in 1 of 100 cases (Chinese to English)."""

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
            forms[stem(word)][word] += 1
        for figure in figures(segment.target, lang):
            number = f"{min(figure.values):.15g}"
            forms[number][number] += 1
    ranked = sorted(forms, key=lambda name: (-forms[name].total(), _drawn(name)))
    return tuple(sorted(forms[name].most_common(1)[0][0] for name in ranked[:MOST]))


def lost(known: Sequence[str], document: Document) -> tuple[str, ...]:
    """Those keywords that an article no longer holds, names first and then figures; a figure may be
    spelt in words, and a word have another ending."""
    lang = bare(document.target_lang)
    said: set[str] = set()
    stated: set[float] = set()
    for segment in document.segments:
        text = segment.target
        said.update(stem(text[word.start : word.end]) for word in words(text))
        stated.update(spelled(text, lang))
        for figure in figures(text, lang):
            stated.update(figure.values, figure.parts)
    gone = (one for one in known if not (is_figure(one) and float(one) in stated))
    gone = (one for one in gone if is_figure(one) or stem(one) not in said)
    return tuple(sorted(gone, key=lambda one: (not one[:1].isupper(), not is_figure(one), one)))


def stem(word: str) -> str:
    """The beginning of a word, in small letters and without accents."""
    return folded(word)[:_STEM]


def is_figure(keyword: str) -> bool:
    """Whether a keyword is a figure and no word."""
    return keyword[:1].isdigit()


def _long_words(text: str) -> Iterator[str]:
    for word in words(text):
        found = text[word.start : word.end]
        if sum(map(str.isalpha, found)) >= _LETTERS and not found[0].isdigit():
            yield found


def _drawn(name: str) -> int:
    return zlib.crc32(name.encode("utf-8", "surrogatepass"))
