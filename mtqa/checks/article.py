"""What is wrong with an article as a whole: its headline, its length of breath, its holes."""

import re
from collections.abc import Sequence
from itertools import takewhile

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.needs import Whole, between_words
from mtqa.checks.tokens import tokens
from mtqa.mqm import Severity
from mtqa.text import chardata
from mtqa.text.words import count_words
from mtqa.types import Document, Segment, Span

_HOLLOW = re.compile(r"(?:(?<![\w)\]])(?:\(\s?\)|\[\s?\])|“\s?”|„\s?[“”]|«\s?»|《\s?》|「\s?」)")
_HOLLOW_STRAIGHT = re.compile(r"(?<=[^.,!?:=]\s)\"\"(?=\s?[.,;:!?)]|\s(?![A-Z])[^\W\d_]|\s*$)")
_MAYBE_HOLLOW = re.compile(r"[(\[“„«《「]\s?[)\]”“»》」]|\s\"\"")
_HAS_WORD = re.compile(r"[^\W_]")
_ORNAMENT = re.compile(r"(?:(?P<mark>[^\w\s])(?:\s*(?P=mark))*|[\W_]{1,2})\s*")
_ENDS = (*chardata.SENTENCE_ENDS, ":")
_FEWER = 0.8  # as many pieces between spaces for a word; numbers and hyphens make it less than 1
_UNSPACED = 40  # code points without a space that are more than a word
_OPENING = 600  # code points in which a headline may be said twice
_TAIL = 15  # code points that may stand between the two: a dash, a word cut off


@segment_check(
    "Accuracy/Omission", Severity.MINOR, needs=between_words(r"\n[\W_]*\n", _MAYBE_HOLLOW)
)
def empty(segment: Segment, lang: str | None) -> Hits:
    """A sentence without a word, or brackets and quotation marks with nothing between them.

    What stood there was lost. A row of one mark ("***", "...", "—") is an ornament or a pause, and
    brackets behind a letter are a function ("main()"): both are left alone.

    Fires on 1 of 49,658 sentences of human English news, 7 of 157,846 in 71 other languages
    (NTREX-128) and 0.2 of 1,000 by weak systems (LAFAND-MT).

    >>> [message for _, message in empty(Segment("He came from Rab ( ) and left."), "en")]
    ['nothing stands between the marks']
    >>> [message for _, message in empty(Segment(", ."), "en")], list(empty(Segment("* * *"), "en"))
    (['the sentence has no word'], [])
    """
    text = segment.target
    bare_text = text.strip()
    if bare_text and not _HAS_WORD.search(text):
        if not _ORNAMENT.fullmatch(bare_text):
            start = text.index(bare_text)
            yield Span(start, start + len(bare_text)), "the sentence has no word"
        return
    patterns = [_HOLLOW]
    # Straight marks may be doubled throughout, or close one quotation and open the next.
    if text.count('""') == 1 and text.count('"') % 2 == 0:
        patterns.append(_HOLLOW_STRAIGHT)
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield Span(*match.span()), "nothing stands between the marks"


def _may_be_long(text: str, max_words: int) -> bool:
    """Whether a text has so many pieces between spaces, or one that is more than a word."""
    if len(text) <= max_words:
        return False
    pieces = tokens(text)
    if len(pieces) >= _FEWER * max_words:
        return True
    return not text.isascii() and max(map(len, pieces), default=0) >= _UNSPACED


def _long(article: Whole, *, max_words: int) -> Sequence[int]:
    return [i for i, text in enumerate(article.texts) if _may_be_long(text, max_words)]


@segment_check("Style/Awkward", Severity.MINOR, needs=_long)
def run_on(segment: Segment, lang: str | None, *, max_words: int = 120) -> Hits:
    """A sentence of more than `max_words` words: sentences were strung together.

    Sentences with a semicolon are left alone, for they are lists. In scripts without spaces, words
    are estimated from letters.

    Fires on 3 of 41,434 sentences of human English news, on 1 of 1,000 translated by people from
    Chinese (WMT 2020 and 2021), and on 3 of 1,000 by weak systems (LAFAND-MT). 120 words are what
    0.3 of 1,000 human sentences exceed; 80 would be 3.

    >>> long = Segment("and it rained " * 50)
    >>> [message for _, message in run_on(long, "en")]
    ['the sentence has 150 words']
    """
    text = segment.target
    if not _may_be_long(text, max_words) or ";" in text or "\N{FULLWIDTH SEMICOLON}" in text:
        return
    words = count_words(text)
    if words > max_words:
        last = text.rstrip().rpartition(" ")[2]
        end = len(text.rstrip())
        yield Span(end - len(last), end), f"the sentence has {words} words"


@document_check("Accuracy/Addition", Severity.MINOR)
def headline_repeated(
    document: Document, *, min_letters: int = 20, paragraphs: int = 3
) -> DocumentHits:
    """The headline is said twice, in its own line or at the start of the text below it.

    Pages hold a headline in several sizes, and extractors and translators glue them together
    ("About 800 million people to travelAbout 800 million people to travel in the holiday"). Looked
    for in the first `paragraphs` paragraphs, from `min_letters` characters on. A sentence that is
    said again further down is left to repetition.repeated_sentence.

    Fires on none of 41,434 sentences of human English news; on 6 of 1,000 sentences of WMT 2020
    Chinese news by people and by systems alike, for the headlines of its pages were doubled when
    they were extracted.

    >>> text = "Yuexin Aviation CompanyYuexin Aviation Company opens for business"
    >>> document = Document("a", (Segment(text),), target_lang="en")
    >>> [(span.start, span.end) for _, span, _ in headline_repeated(document)]
    [(23, 46)]
    """
    if not document.segments:
        return
    headline = document.segments[0].target.strip()
    second = document.segments[0].paragraph + 1
    for index, segment in enumerate(document.segments):
        if segment.paragraph - document.segments[0].paragraph >= paragraphs:
            return
        at, size = _said_twice(segment.target, min_letters)
        if size:
            yield index, Span(at, at + size), "the headline is said twice"
        elif index == 1 and segment.paragraph == second and len(headline) >= min_letters:
            opens = segment.target.lstrip()
            if not headline.endswith(_ENDS) and opens.casefold().startswith(headline.casefold()):
                at = len(segment.target) - len(opens)
                yield index, Span(at, at + len(headline)), "the text opens with its headline"


def _said_twice(text: str, least: int) -> tuple[int, int]:
    """Where the opening of a text is said again right behind itself, and how much; or 0, 0."""
    text = text[:_OPENING]
    opening = text[:least]
    at = text.find(opening, least) if len(opening) == least else -1
    pairs = zip(text[at:], text[:at], strict=False) if at > 0 else ()
    size = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    return (at, size) if at > 0 and at - size <= _TAIL else (0, 0)
