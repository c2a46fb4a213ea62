"""Letters of the wrong size, or with spaces between them."""

import re
from collections.abc import Sequence
from itertools import pairwise

import regex

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import Whole, by_language, either, holding, matching, unusual, within
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon
from mtqa.text.scripts import CASED_LANGUAGES
from mtqa.types import Segment, Span

_LETTER = r"[^\W\d_][^\w\s]*"
_EDGE = r"[\p{L}\p{M}\p{N}'\u2019.@#_/&-]"
_SINGLE = rf"(?:[\p{{Lu}}\p{{Ll}}\p{{Lt}}\p{{Arabic}}\p{{Hebrew}}]\p{{M}}*+(?!{_EDGE}))"
_SPACED = regex.compile(rf"(?<!{_EDGE}){_SINGLE}(?:[ \xa0]{_SINGLE}){{4,}}+")
_ODD = regex.compile(
    rf"(?<!{_EDGE})(?:\p{{Lu}}{{2}}\p{{Ll}}{{2,}}+|\p{{Ll}}\p{{Lu}}\p{{Ll}}++)(?!{_EDGE})"
)
_VERY_USUAL = 5.0  # zipf of "tHe" and "sAid"; brands look so ("oOh", zipf 3.8)
_OF_BRANDS = ("i", "e", "x", "m")
_TAIL = 5  # letters behind the first one, too many for one that is short for something
_KNOWN = 2.5  # zipf of what a brand may have behind its first letter ("eHarmony", 4.0)
_SMALL_NAMES = {
    lang: re.compile(
        r"(?<![\w.@#/'\u2019(-])(?<!\bplaster of )(?:i(?= (?!and |or |of |is |in )[a-z])"
        rf"|i(?=['\u2019](?:m|ve|ll|d) )|(?:{'|'.join(sorted(names))})(?![\w@/-]|\.\w|\*))"
    )
    for lang, names in chardata.NEVER_SMALL.items()
}
_OPENER = re.compile(
    r"(?:^|[.!?:]\s|[\"\u201c(])(?:So|And|But|When|If|Then|As|Because|While|Since|What|That|Now|Today"
    r"|Yes|No|Well|Also|Yesterday|Before|After|Where|How|Why|Who|Maybe|Sometimes|Here|There|Although"
    r"|Though|Until|Once)\s\Z"
)
_NO_PRONOUN = re.compile(
    r"(?:[A-Z]\w*|\b(?:the|an?|every|each|any|letters?|let|index|phase|type|part|section|chapter|of"
    r"|figure|no))\s\Z"
)
"""Before "i", a letter or a number: "the letter i", "phase i", "Barça i ..."."""
_BEFORE = 24  # code points


@segment_check(
    "Fluency/Spelling",
    Severity.MINOR,
    needs=either(
        matching(r" .[ \xa0].[ \xa0]", r"\xa0.[ \xa0].[ \xa0]"),
        within(unusual, rf"[ \xa0]{_LETTER}[ \xa0]{_LETTER}[ \xa0]"),
    ),
)
def spaced_letters(segment: Segment, lang: str | None) -> Hits:
    """A word with a space after every letter: "p r e s i d e n t".

    Five single letters or more in a row. Left alone: letters in the order of the alphabet or all
    alike, capitals (grades, columns of a table), initials with full stops, and scripts in which a
    letter can be a word (Chinese, Japanese, Korean, those of India).

    Fires on none of 41,434 sentences of human English news nor of 10,518 in 20 other languages
    (NTREX-128).

    >>> [message for _, message in spaced_letters(Segment("The p r e s i d e n t left."), "en")]
    ['letters with spaces between them: "president"']
    """
    for match in _SPACED.finditer(segment.target):
        letters = "".join(match[0].split())
        ordered = all(ord(one) <= ord(other) for one, other in pairwise(letters))
        if not ordered and not letters.isupper() and len({*letters}) > 2:
            yield Span(*match.span()), f'letters with spaces between them: "{letters}"'


def _has_odd(article: Whole) -> Sequence[int]:
    """The segments with a word that has a capital behind another letter, and a small one."""
    return article.holding(
        [
            word
            for word in article.rare_words
            if not (word[1:].islower() or word.isupper() or word.islower())
        ]
    )


@segment_check(
    "Fluency/Spelling",
    Severity.MINOR,
    languages=CASED_LANGUAGES & lexicon.LANGUAGES,
    needs=_has_odd,
)
def odd_capitals(segment: Segment, lang: str | None, *, min_zipf: float = 3.5) -> Hits:
    """A capital letter too many at the start of a word, or on its second letter: "VIetnam", "tHe".

    Only words that are usual without it (zipf frequency of `min_zipf` or more); the commonest alone
    where the first letter is small and the rest a word as well ("eHarmony"). Left alone: plurals of
    acronyms ("MPs"), names and brands with a capital inside ("McDonald", "iPhone", "pH"), and the
    Dutch "IJ".

    Fires on 2 of 49,658 sentences of human English news, both slips, on none of 157,846 in 71 other
    languages (NTREX-128) and on 3 of 12,975 by weak systems (LAFAND-MT). Of capitals that a word
    got beside the first letter it sees 74 %.

    >>> [message for _, message in odd_capitals(Segment("In VIetnam, MPs use an iPhone."), "en")]
    ['an odd capital letter: VIetnam']
    """
    for match in _ODD.finditer(segment.target):
        word = match[0]
        no_brand = _is_no_word(word[1:], lang or "")
        if word.startswith("IJ") or (word.startswith(_OF_BRANDS) and not no_brand):
            continue
        is_plain = word[0].isupper() or no_brand
        least = min_zipf if is_plain else max(min_zipf, _VERY_USUAL)
        if lexicon.zipf(word, lang or "") >= least:
            yield Span(*match.span()), f"an odd capital letter: {word}"


def _is_no_word(tail: str, lang: str) -> bool:
    """Whether what a capital begins is long and no word, which it is in a brand: "eHarmony"."""
    return len(tail) >= _TAIL and lexicon.zipf(tail, lang) < _KNOWN


@segment_check(
    "Fluency/Spelling",
    Severity.MINOR,
    languages=tuple(_SMALL_NAMES),
    needs=by_language(
        {lang: holding({"i", *names}) for lang, names in chardata.NEVER_SMALL.items()}
    ),
)
def missing_capital(segment: Segment, lang: str | None) -> Hits:
    """A name that is never written small is: "on monday", "i think".

    Days and months but for those that are words as well, the best-known countries, cities and
    peoples, and "I" before a verb ("the letter i" is left alone). Addresses, handles, tags and
    compounds ("pro-european") are left alone, and so are sentences without any capital, which
    someone wrote so.

    Fires on 7 of 49,658 sentences of human English news, all of them slips, on 0.6 of 1,000 by weak
    systems (LAFAND-MT) and on 18 of 1,000 by those of WMT 2018 and 2019.

    >>> [message for _, message in missing_capital(Segment("He left on monday."), "en")]
    ['written with a small letter: monday']
    """
    text = segment.target
    if text.islower():
        return
    for match in _SMALL_NAMES[lang or ""].finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if match[0] == "i" and _NO_PRONOUN.search(before) and not _OPENER.search(before):
            continue
        yield Span(*match.span()), f"written with a small letter: {match[0]}"
