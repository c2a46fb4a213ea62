"""Sentences, words and letters of another language than the article's."""

import functools
import re
from collections.abc import Sequence

import regex

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.foreign_runs import foreign_runs, has_strange, has_telling
from mtqa.checks.needs import Whole, either, unusual, within
from mtqa.checks.tokens import tokens
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon
from mtqa.text.foreign import judged
from mtqa.text.language import MIN_LETTERS, MIN_WORDS, detect
from mtqa.text.scripts import KNOWN_LANGUAGES, expected_scripts
from mtqa.text.variants import in_other, variants
from mtqa.types import Document, Segment, Span

_NOT_LATIN = re.compile("[\u0370-\u052f]")  # Greek and Cyrillic
_MIXED = regex.compile(
    r"\p{Latin}\p{M}*+[\p{Cyrillic}\p{Greek}]|[\p{Cyrillic}\p{Greek}]\p{M}*+\p{Latin}"
    r"|\p{Cyrillic}\p{Greek}|\p{Greek}\p{Cyrillic}"
)
_QUOTED = frozenset(chardata.QUOTED)
_WORD = regex.compile(r"[\p{L}\p{M}]++")
_ALPHABETIC = regex.compile(r"[\p{Cyrillic}\p{Greek}]")
_FEW = 3
_LATIN, _CYRILLIC, _GREEK = map(regex.compile, (r"\p{Latin}", r"\p{Cyrillic}", r"\p{Greek}"))


def _foreign_look(article: Whole, *, max_own: float) -> Sequence[int]:
    own = article.lang or ""
    return [i for i, words in enumerate(article.tokens) if _is_hardly(own, words, max_own)]


@segment_check("Non-translation", Severity.MAJOR, needs=_foreign_look)
def wrong_language(
    segment: Segment, lang: str | None, *, min_confidence: float = 0.95, max_own: float = 0.1
) -> Hits:
    """A whole sentence is in another language than the article.

    Judged from 20 letters and 4 words on. The detector (py3langid) is asked only if at most
    `max_own` of the words are among the 150 commonest of the article's language, or three times as
    many among those of English, which most is left in; it must be sure of another one. Languages
    that it mixes up (Danish and Norwegian, Malay and Indonesian) count as one. Where both languages
    have a word list, the other one must also know more of the words, so that rows of foreign names
    stay silent.

    Fires on none of 41,434 sentences of human English news and on 33 of 266,918 in 127 other
    languages (NTREX-128), most of which were left in English by the translator.

    >>> german = Segment("Der Minister sagte am Montag, dass er nicht zurücktreten werde.")
    >>> [message for _, message in wrong_language(german, "en")]
    ['the sentence is in another language (de) than the article (en)']
    """
    text = segment.target.strip()
    words = tokens(segment.target)
    if lang is None or len(text) < MIN_LETTERS or not _is_hardly(lang, words, max_own):
        return
    if sum(map(str.isalpha, text)) < MIN_LETTERS or (len(words) < MIN_WORDS and text.isascii()):
        return
    if (own := _share_known(text, lang)) == 1:
        return
    other, confidence = detect(text)
    if other is None or confidence < min_confidence or chardata.same_language(other, lang):
        return
    if _share_known(text, other) > own:
        start = segment.target.index(text)
        yield (
            Span(start, start + len(text)),
            (f"the sentence is in another language ({other}) than the article ({lang})"),
        )


@segment_check("Accuracy/Untranslated text", Severity.MAJOR, needs=unusual)
def wrong_script(segment: Segment, lang: str | None) -> Hits:
    """Words in a script that the language of the article is not written in.

    Latin letters are at home everywhere. What stands in brackets or quotation marks, as names do
    that an article explains, is left alone, and so are single
    Greek or Cyrillic letters (units, formulas).

    Fires on 3 of 41,434 sentences of human English news, all left-overs of the source, and on 0.4
    of 1,000 by good systems of WMT 2021.

    >>> [message for _, message in wrong_script(Segment("Blinken said Китай agreed."), "en")]
    ['Cyrillic letters in a text of language en']
    """
    if lang is None or (foreign := _foreign(lang)) is None:
        return
    text = segment.target
    for match in foreign.finditer(text):
        start, end = match.span()
        if end - start == 1 and _ALPHABETIC.match(match[0]):
            continue
        if _LATIN.match(text[start - 1 : start]) or _LATIN.match(text[end : end + 1]):
            continue  # left to mixed_script
        if (start and text[start - 1] in chardata.QUOTING) or text[end : end + 1] in _QUOTED:
            continue
        yield Span(start, end), f"{_script(match[0])} letters in a text of language {lang}"


@segment_check("Fluency/Character encoding", Severity.MINOR, needs=within(unusual, _NOT_LATIN))
def mixed_script(segment: Segment, lang: str | None) -> Hits:
    """Letters of Latin, Cyrillic or Greek look within one word, such as a Cyrillic е in "prospect".

    Such a word looks right and is not found by a search. Greek letters as symbols ("μm", "kΩ",
    "ΔT") and endings hung on with a mark ("MacBook'ом") are left alone.

    Fires on 3 of 41,434 sentences of human English news, all of them slips of the keyboard.

    >>> word = "prosp\N{CYRILLIC SMALL LETTER IE}ct"
    >>> [message for _, message in mixed_script(Segment(f"A {word} of peace."), "en")]
    ['Latin and Cyrillic letters in one word']
    """
    if not _MIXED.search(segment.target):
        return
    for match in _WORD.finditer(segment.target):
        counts = {
            "Latin": len(_LATIN.findall(match[0])),
            "Cyrillic": len(_CYRILLIC.findall(match[0])),
            "Greek": len(_GREEK.findall(match[0])),
        }
        found = [name for name, count in counts.items() if count]
        if len(found) > 1 and not (counts["Greek"] == 1 and not counts["Cyrillic"]):
            yield Span(*match.span()), f"{' and '.join(found)} letters in one word"


@segment_check(
    "Accuracy/Untranslated text",
    Severity.MAJOR,
    languages=filter(judged, KNOWN_LANGUAGES | lexicon.LANGUAGES),
    needs=either(has_strange, has_telling),
)
def foreign_words(
    segment: Segment, lang: str | None, *, min_words: int = 4, min_telling: int = 2
) -> Hits:
    """A few words within a sentence are in another language: "he said dass er nicht will today".

    A run of `min_words` words or more, all in lower case and none of them among the 150 commonest
    of the article's language, that holds `min_telling` different small words of one other language
    (of twelve in Latin letters) which the article's language does not have, or as many words as
    that, with no mark between them, which a full frequency list does not have. In English also
    three words that it hardly has (zipf below 2) or that are small words of another language, with
    nothing between them but names and figures. What stands in brackets or quotation marks that open
    shortly before is left alone, as are names ("von und zu") and hyphenated terms ("just-in-time").
    Sentences that are foreign as a whole are left to language.wrong_language.

    Fires on 6 of 49,658 sentences of human English news, which are foreign words all, on 31 of
    157,846 in 71 other languages (NTREX-128), mostly in the one that has French in it, and on 2.7
    of 1,000 by weak systems. Of runs of six foreign words it sees 55 %.

    >>> mixed = Segment("The minister said dass er nicht zurücktreten werde on Monday.")
    >>> [(span.start, span.end, message) for span, message in foreign_words(mixed, "en")]
    [(18, 50, 'words of another language (de) in a text of language en')]
    """
    for start, end, other in foreign_runs(segment.target, lang or "", min_words, min_telling):
        if other is None:
            yield Span(start, end), f"words that the language of the text ({lang}) does not have"
        else:
            message = f"words of another language ({other}) in a text of language {lang}"
            yield Span(start, end), message


@document_check("Fluency/Inconsistency", Severity.MINOR)
def wrong_variant(
    document: Document, *, min_characters: int = 2, min_letters: int = 12
) -> DocumentHits:
    """A sentence is in the other way to write the article's language.

    Chinese: `min_characters` simplified characters or more in a traditional text, or the other way
    round (characters that only one of GB 2312 and Big5 has). Languages with two alphabets (Serbian,
    Uzbek, Kazakh, ...): a sentence of `min_letters` letters or more of which nine in ten are in the
    other one. The language tag decides which is right (zh-TW, sr-Latn); where it does not say, what
    more of the article is written in.

    Fires on none of 41,434 sentences of human English news nor of the Chinese ones of NTREX-128
    (2,069 simplified, 2,139 traditional), on none of 2,164 in Latin Serbian and on 2 of 2,180 in
    Cyrillic Serbian, which are English and French.

    >>> text = "國家發展。", "經濟問題。", "国家发展。"
    >>> article = Document("a", tuple(map(Segment, text)), target_lang="zh")
    >>> [(index, message) for index, _, message in wrong_variant(article)]
    [(2, 'the sentence is in simplified characters, the article in traditional ones')]
    """
    found = variants(document.target_lang, [segment.target for segment in document.segments])
    if found is None:
        return
    own, other, unit = found.wording
    least = min_characters if unit == "characters" else min_letters
    for index, segment in enumerate(document.segments):
        place = in_other(segment.target, found, least)
        if place is not None:
            yield (
                index,
                Span(*place),
                f"the sentence is in {other} {unit}, the article in {own} ones",
            )


def _count_common(words: tuple[str, ...], lang: str) -> int:
    return sum(map(lexicon.commonest(lang).__contains__, words))


def _is_hardly(lang: str, words: tuple[str, ...], max_own: float) -> bool:
    """Whether at most a share of the words is common in the language of the article, or far more of
    them are in English: "in", "of" and "a" are words of many."""
    common = _count_common(words, lang)
    few = _FEW * common < len(words) and lang != "en"
    return common <= max_own * len(words) or (few and _FEW * common <= _count_common(words, "en"))


@functools.cache
def _foreign(lang: str) -> "regex.Pattern[str] | None":
    """Runs of letters in a script that this language is not written in, nor in Latin."""
    scripts = expected_scripts(lang)
    if scripts is None:
        return None
    home = "".join(rf"\p{{Script={name}}}" for name in sorted(scripts | {"Latin", "Common"}))
    letter = rf"[\p{{L}}--[{home}\p{{Script=Inherited}}]]"
    return regex.compile(rf"{letter}(?:{letter}|\p{{M}}|\s(?={letter}))*+", regex.VERSION1)


def _script(text: str) -> str:
    from mtqa.text.scripts import dominant_script

    return dominant_script(text) or "unknown"


def _share_known(text: str, lang: str) -> float:
    """Share of the lower-case words that a language knows well; 0.5 where it has no list."""
    words = [
        word for token in text.split() if (word := token.strip(chardata.EDGE)) and word.islower()
    ]
    if lang not in lexicon.LANGUAGES or not words:
        return 0.5
    return sum(lexicon.zipf(word, lang) >= 3 for word in words) / len(words)
