"""Sentences that are only pieces of one, or that begin and end where they should not."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise

import regex

from mtqa.checks.base import DocumentHits, document_check
from mtqa.checks.needs import Needs, between_words, by_language, each, matching, whole
from mtqa.checks.tokens import tokens, touches
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon
from mtqa.text.breaks import LAST_WORDS, MARKS, breaks_off
from mtqa.text.language import bare
from mtqa.text.scripts import CASED_LANGUAGES
from mtqa.text.verbs import AUXILIARIES, OPENERS, may_have_verb
from mtqa.types import Document, Span

_WORD = r"[^\W\d_][^\W\d_'\u2019-]{2,}"
_PIECE = re.compile(rf"\s*({_WORD}(?: {_WORD})?)[.。]\s*")
_PHRASE = re.compile(r"\s*([A-Z][A-Za-z'\u2019, -]+)\.\s*")
_STATEMENT_END = re.compile(r"([^\W\d_]{2,})[.。]\s*$")
_STOPS = "।॥\N{ARABIC FULL STOP}\N{ARABIC QUESTION MARK}។"  # of scripts without capitals
_HAS_INNER_STOP = between_words(rf"[.!?{_STOPS}][^\W\d_]")
_GLUED = regex.compile(
    r"(?<![\w@/.-])(\p{L}*\p{Ll}{3}|\p{L}+['\u2019]\p{Ll}{1,2})([.!?])(\p{Lu}\p{Ll}*+)"
    r"(?![\w@/]|\.\p{L})"
)
_UNCASED = r"[\p{Devanagari}\p{Bengali}\p{Arabic}\p{Khmer}]"
_GLUED_UNCASED = regex.compile(
    rf"[{_UNCASED}\p{{M}}]++[{_STOPS}][{_UNCASED}\p{{M}}]{{2,}}+", regex.VERSION1
)
_SMALL = r"(?P<next>\p{Ll}[\p{Ll}'\u2019]+)(?=[\s,])(?!\s+\p{Lu})"
_SMALL_INSIDE = regex.compile(
    rf"(?<!\p{{L}})(?P<last>\p{{Ll}}{{4,}}|\p{{Lu}}\p{{Ll}}{{3,}})\.\s+{_SMALL}"
)
_SMALL_FIRST = regex.compile(rf"\s*{_SMALL}")
_LAST_WORD = regex.compile(r"(?<!\p{L})(\p{Ll}{4,}|\p{Lu}\p{Ll}{3,})\.\s*$")
_DOMAINS = frozenset(
    (
        "com", "net", "org", "info", "io", "tv", "co", "edu", "gov", "biz", "ru", "ua", "kz", "cz",
        "uk", "eu", "cn", "jp", "nl", "fr", "pl",
    )
)  # fmt: skip
_SHORTENED = frozenset(
    ("approx", "Assn", "incl", "inkl", "долл", "тыс", "млрд", "коп", "просп", "прибл")
)
_PARTICLES = frozenset(
    (
        "von", "van", "de", "der", "den", "di", "da", "del", "della", "dos", "al", "el", "bin",
        "ibn", "la", "le", "ten",
    )
)  # fmt: skip
_REACH = 40  # code points on either side of a place where two sentences were split
_STOP_AND_SMALL = re.compile(r"\.\s+[^\W\dA-Z_]")
_HAS_SMALL_START = matching(_STOP_AND_SMALL, r"\n\s*[^\W\dA-Z_]")


@document_check("Fluency/Grammar", Severity.MINOR, languages=tuple(chardata.REMARKS))
def fragment(document: Document, *, min_words_before: int = 6, max_words: int = 16) -> DocumentHits:
    """One or two words, or a phrase without a verb, stand as a sentence after a full one ("... by
    dictatorship. Russia.").

    A sign that a sentence was cut in two. Only within a paragraph and after a sentence of
    `min_words_before` words or more that ends in a full stop, so headlines, lists, answers to a
    question and dialogue stay silent. Remarks that writers use so ("Period.", "Exactly.", "Not
    yet.") are left alone; one or two words must hold no small word ("It rained."), and a phrase of
    three to `max_words` words must be without digits, quotations and anything that could be a verb.

    Fires on 1 of 41,434 sentences of human English news, where most sentences are a paragraph of
    their own, and on 0.7 of 1,000 of them read as one paragraph; on 0.9 of 1,000 by the systems of
    WMT 2020 and 2021.

    >>> from mtqa.types import Segment
    >>> text = "The order was threatened by the dictatorship of China.", "Russia."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in fragment(document)]
    [(1, '"Russia" stands alone as a sentence')]
    """
    lang = bare(document.target_lang) or ""
    for index, (before, segment) in enumerate(pairwise(document.segments), 1):
        if before.paragraph != segment.paragraph:
            continue
        words = tokens(segment.target)
        if len(words) > 2 and (len(words) > max_words or not AUXILIARIES.isdisjoint(words)):
            continue
        match = _PIECE.fullmatch(segment.target)
        if match is not None and match[1][0].isupper():
            small = lexicon.commonest(lang) | chardata.REMARKS[lang]
            message = f'"{match[1]}" stands alone as a sentence'
            found = not small & set(match[1].lower().split())
        else:
            match = _PHRASE.fullmatch(segment.target)
            message = "a phrase without a verb stands as a sentence"
            found = match is not None and _is_phrase(match[1], max_words)
        if match is None or not found:
            continue
        if len(before.target.split()) >= min_words_before and _is_statement(before.target):
            yield index, Span(*match.span(1)), message


def _is_phrase(text: str, max_words: int) -> bool:
    words = text.lower().replace(",", " ").split()
    if not 3 <= len(words) <= max_words or words[0] in OPENERS:
        return False
    return not text.istitle() and not may_have_verb(text)


def _ends_in(words: frozenset[str]) -> Needs:
    """The segments of which the last word is one of these, in any case."""
    return lambda article: [
        i for i, own in enumerate(article.tokens) if own and own[-1].rstrip(MARKS) in words
    ]


_MAY_BREAK_OFF = by_language({lang: _ends_in(words) for lang, words in LAST_WORDS.items()})


@document_check(
    "Accuracy/Omission", Severity.MAJOR, languages=tuple(chardata.NEVER_LAST), needs=_MAY_BREAK_OFF
)
def cut_off(document: Document, *, min_words: int = 4) -> DocumentHits:
    """A sentence ends with a word that needs another one ("He went to the.").

    Articles, conjunctions and the like, per language. A preposition may end a sentence of English
    ("what it leads to"), but not "due to", "such as" and their like, nor "of" behind something of
    which nothing says what it is a part of ("they lost the support of"). Sentences under
    `min_words` words and such that a dash ends are left alone, and so are items of a list that end
    in ", and", what asks for assent behind a comma (", oder?") and a letter that stands for
    "century" or "year" behind a number.

    Fires on none of 49,658 sentences of human English news nor of 157,846 in 71 other languages
    (NTREX-128), and on 8 of 1,000 by weak systems. Of sentences that break off behind an article,
    a possessive, "of" or "to" it sees 64 %.

    >>> from mtqa.types import Segment
    >>> document = Document("a", (Segment("The minister said that the."),), target_lang="en")
    >>> [(span.start, message) for _, span, message in cut_off(document)]
    [(23, 'the sentence breaks off after "the"')]
    """
    lang = bare(document.target_lang) or ""
    for index in whole(document).where(_MAY_BREAK_OFF):
        segment = document.segments[index]
        place = breaks_off(segment.target, lang)
        if place is None or _goes_on(document, index):
            continue
        if len(segment.target.split()) >= min_words:
            word = segment.target[place[0] : place[1]]
            yield index, Span(*place), f'the sentence breaks off after "{word}"'


_ENDS_IN_LETTER = each(lambda text: text.rstrip()[-1:].isalpha())


@document_check("Fluency/Punctuation", Severity.MINOR, needs=_ENDS_IN_LETTER)
def missing_end_mark(document: Document, *, min_words: int = 6) -> DocumentHits:
    """The last sentence of a paragraph of several has no end mark.

    Paragraphs of one sentence are left alone, for they may be headlines, captions or items of a
    list; so are sentences under `min_words` words, and Thai and Lao, which have no end mark.

    Fires on 0.6 of 1,000 sentences of human English news, nearly all of them cut off.

    >>> from mtqa.types import Segment
    >>> pair = Segment("It rained all day."), Segment("The minister went to the capital by train")
    >>> [(index, message) for index, _, message in missing_end_mark(Document("a", pair))]
    [(1, 'the paragraph ends without an end mark')]
    """
    if bare(document.target_lang) in ("th", "lo"):
        return
    numbered = list(enumerate(document.segments))
    for _, group in groupby(numbered, key=lambda pair: pair[1].paragraph):
        *others, (index, last) = group
        text = last.target.rstrip()
        if not others or not text[-1:].isalpha():
            continue
        words = text.split()
        if len(words) < min_words or not words[-1].isalpha():
            continue
        if all(_is_statement(segment.target) for _, segment in others):
            start = len(text) - len(words[-1])
            yield index, Span(start, len(text)), "the paragraph ends without an end mark"


@document_check(
    "Fluency/Grammar",
    Severity.MINOR,
    languages=CASED_LANGUAGES & lexicon.LANGUAGES,
    needs=_HAS_SMALL_START,
)
def lower_case_start(document: Document, *, min_zipf: float = 3.0) -> DocumentHits:
    """A sentence opens in lower case after a full stop ("... their homes. he advised them to").

    Within a paragraph, and only behind a stop that follows a whole word of four letters or more
    with a zipf frequency of `min_zipf` or more (3: one in a million), so that abbreviations stay
    silent. Left alone are what follows a question mark, an ellipsis or a quotation, names with a
    small first word ("von der Leyen"), and brands ("iPhone").

    Fires on 4 of 41,434 sentences of human English news, all of them slips or cut in the wrong
    place, on 1 of 10,518 in 20 other languages (NTREX-128) and on 1 of 1,000 by weak systems
    (LAFAND-MT).

    >>> from mtqa.types import Segment
    >>> document = Document("a", (Segment("They left home. the police came."),), target_lang="en")
    >>> [(span.start, message) for _, span, message in lower_case_start(document)]
    [(16, 'the sentence opens in lower case: the')]
    """
    lang = bare(document.target_lang) or ""
    for index in whole(document).where(_HAS_SMALL_START):
        segment = document.segments[index]
        text = segment.target
        for match in _SMALL_INSIDE.finditer(text) if _STOP_AND_SMALL.search(text) else ():
            if _is_end(match["last"], match["next"], lang, min_zipf):
                yield index, Span(*match.span("next")), _opens_small(match["next"])
        if not index or document.segments[index - 1].paragraph != segment.paragraph:
            continue
        if not text.lstrip()[:1].islower():
            continue
        last = _LAST_WORD.search(document.segments[index - 1].target)
        first = _SMALL_FIRST.match(text)
        if last and first and _is_end(last[1], first["next"], lang, min_zipf):
            yield index, Span(*first.span("next")), _opens_small(first["next"])


def _is_end(last: str, following: str, lang: str, min_zipf: float) -> bool:
    """Whether a stop between two words ends a sentence: it is behind a word, not before a name."""
    short = last in chardata.ABBREVIATIONS or last in _SHORTENED
    return not short and following not in _PARTICLES and lexicon.zipf(last, lang) >= min_zipf


def _opens_small(word: str) -> str:
    return f"the sentence opens in lower case: {word}"


@document_check("Fluency/Punctuation", Severity.MINOR)
def glued_sentences(document: Document) -> DocumentHits:
    """Two sentences without a space between them: "the end.The next".

    A mark that ends sentences stands between a small and a capital letter; in Hindi, Bengali,
    Arabic, Persian, Urdu and Khmer, their own marks between any two letters. Sentences that were
    split there are looked at together. Left alone: addresses of the web, files and mail,
    abbreviations ("Prof.Smith"), initials, and names with a mark in them ("Yahoo!News"). Chinese
    and Japanese set no space there.

    Fires on none of 49,658 sentences of human English news and none of 10,518 in 20 other languages
    (NTREX-128): their editors mend it, extraction from web pages makes it; on 0.3 of 1,000 by weak
    systems (LAFAND-MT). Of sentences glued it sees 97 %.

    >>> from mtqa.types import Segment
    >>> end = Document("a", (Segment("It was the end.The next."),), target_lang="en")
    >>> [message for _, _, message in glued_sentences(end)]
    ['no space between two sentences: end.The']
    >>> names = Segment("HowMuch.Net, Amazon.com, Yahoo!News and e.g.This")
    >>> list(glued_sentences(Document("a", (names,), target_lang="en")))
    []
    """
    for index in whole(document).where(_HAS_INNER_STOP):
        for start, end, found in _glued(document.segments[index].target):
            yield index, Span(start, end), f"no space between two sentences: {found}"
    for index, (before, segment) in enumerate(pairwise(document.segments), 1):
        if not touches(before, segment):
            continue
        tail = before.target[-_REACH:]
        for start, end, found in _glued(tail + segment.target[:_REACH]):
            if start < len(tail) < end:
                yield index, Span(0, end - len(tail)), f"no space between two sentences: {found}"


def _glued(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _GLUED.finditer(text):
        before, mark, after = match.groups()
        named = before[0].isupper() and (mark != "." or after.lower() in _DOMAINS)
        if not named and before not in chardata.ABBREVIATIONS:
            yield *match.span(), match[0]
    for match in () if text.isascii() else _GLUED_UNCASED.finditer(text):
        yield *match.span(), match[0]


def _is_statement(text: str) -> bool:
    """Whether a text ends in a full stop that is no abbreviation's."""
    match = _STATEMENT_END.search(text[-60:])
    return match is not None and match[1] not in chardata.ABBREVIATIONS


def _goes_on(document: Document, index: int) -> bool:
    """Whether the next segment goes on in lower case, as where one was split at its line ends."""
    following = document.segments[index + 1 : index + 2]
    return bool(following) and following[0].target.lstrip()[:1].islower()
