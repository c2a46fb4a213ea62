"""Sentences that are only pieces of one."""

import re
from itertools import groupby

from mtqa.checks.base import DocumentHits, document_check
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon
from mtqa.text.language import bare
from mtqa.types import Document, Span

_PIECE = re.compile(r"\s*([^\W\d_][^\W\d_'\u2019-]{2,}(?: [^\W\d_][^\W\d_'\u2019-]{2,})?)[.。]\s*")
_STATEMENT_END = re.compile(r"([^\W\d_]{2,})[.。]\s*$")
_MARKS = chardata.END_MARKS + chardata.CLOSERS + ":"


@document_check("Fluency/Grammar", Severity.MINOR, languages=tuple(chardata.REMARKS))
def fragment(document: Document, *, min_words_before: int = 6) -> DocumentHits:
    """One or two words stand as a sentence after a full one ("... by dictatorship. Russia.").

    A sign that a sentence was cut in two. Only within a paragraph and after a sentence of
    `min_words_before` words or more that ends in a full stop, so headlines, lists, answers to a
    question and dialogue stay silent. Remarks that writers use so ("Period.", "Exactly.", "Not
    yet.") and whatever holds a small word ("It rained.") are left alone.

    Fires on 1 of 41,434 sentences of human English news. A longer piece without a verb is not seen.

    >>> from mtqa.types import Segment
    >>> text = "The order was threatened by the dictatorship of China.", "Russia."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in fragment(document)]
    [(1, '"Russia" stands alone as a sentence')]
    """
    lang = bare(document.target_lang) or ""
    small = lexicon.commonest(lang) | chardata.REMARKS[lang]
    for index in range(1, len(document.segments)):
        before, segment = document.segments[index - 1 : index + 1]
        match = _PIECE.fullmatch(segment.target)
        if match is None or before.paragraph != segment.paragraph:
            continue
        if not match[1][0].isupper() or small & set(match[1].lower().split()):
            continue
        if len(before.target.split()) >= min_words_before and _is_statement(before.target):
            yield index, Span(*match.span(1)), f'"{match[1]}" stands alone as a sentence'


@document_check("Accuracy/Omission", Severity.MAJOR, languages=tuple(chardata.NEVER_LAST))
def cut_off(document: Document, *, min_words: int = 4) -> DocumentHits:
    """A sentence ends with a word that needs another one ("He went to the.").

    Articles, conjunctions and the like, per language; prepositions that may end a sentence of
    English ("what it leads to") are not among them. Sentences under `min_words` words and such that
    a dash ends are left alone, and so are items of a list that end in ", and".

    Fires on 3 of 41,434 sentences of human English news, on 3 of 266,918 in 127 other languages
    (NTREX-128) and on 3 of 1,000 by weak systems (LAFAND-MT).

    >>> from mtqa.types import Segment
    >>> document = Document("a", (Segment("The minister said that the."),), target_lang="en")
    >>> [(span.start, message) for _, span, message in cut_off(document)]
    [(23, 'the sentence breaks off after "the"')]
    """
    needy = chardata.NEVER_LAST[bare(document.target_lang) or ""]
    for index, segment in enumerate(document.segments):
        *before, word = segment.target.rsplit(maxsplit=2)[-2:] or [""]
        item = bool(before) and before[0][-1] in ",;" and word[-1:].isalpha()  # ends in ", and"
        word = word.rstrip(_MARKS)
        if item or word not in needy:
            continue
        if len(segment.target.split()) >= min_words and not _goes_on(document, index):
            at = segment.target.rindex(word)
            yield index, Span(at, at + len(word)), f'the sentence breaks off after "{word}"'


@document_check("Fluency/Punctuation", Severity.MINOR)
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
        words = text.split()
        if not others or len(words) < min_words or not words[-1].isalpha():
            continue
        if all(_is_statement(segment.target) for _, segment in others):
            start = len(text) - len(words[-1])
            yield index, Span(start, len(text)), "the paragraph ends without an end mark"


def _is_statement(text: str) -> bool:
    """Whether a text ends in a full stop that is no abbreviation's."""
    match = _STATEMENT_END.search(text[-60:])
    return match is not None and match[1] not in chardata.ABBREVIATIONS


def _goes_on(document: Document, index: int) -> bool:
    """Whether the next segment goes on in lower case, as where one was split at its line ends."""
    following = document.segments[index + 1 : index + 2]
    return bool(following) and following[0].target.lstrip()[:1].islower()
