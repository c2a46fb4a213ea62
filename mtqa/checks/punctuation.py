"""Marks that stand where no mark can stand, twice, or without their partner."""

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.mqm import Severity
from mtqa.text import chardata
from mtqa.types import Document, Segment, Span

_LEADING = re.compile(
    rf"\s*([{chardata.STRAY_MARKS}](?:\s*[{chardata.STRAY_MARKS}])*)(?:\s+|(?<![.:])(?=\w))(?=\w)"
)
_INSIDE = re.compile(r"(?<!\w)(\w{1,40})[.!?]\s+([,;:])(?=\s+\w)")
_PAIR = re.compile("[,;:.\u3001\u3002\uff0c\uff1b]\\s?[,;:.\u3001\u3002\uff0c\uff1b]")
_DOUBLED = re.compile(
    r"([,;])\s?[,;](?![,;])"  # ",," ", ," ",;"
    r"|(?<![:\w]):\s:(?!:)|(?<=\w)(?::;|;:)"
    r"|(?<=\w)[,;:]\s?\.(?![\w.])"  # ",." ", ."
    r"|(?<=\w)\s?\.\s\.(?!\s?\.)"  # ". ."
    r"|(?<=\w)\.\.(?![./\\])"  # ".."
    r"|[\uff0c\u3001\u3002\uff1b]\s?[\uff0c\u3001\uff1b](?![\uff0c\u3001\uff1b])"  # full-width
    r"|(?<!\u3002)\u3002\u3002(?!\u3002)"
)
_BRACKET = re.compile(f"[{re.escape(''.join([*chardata.BRACKETS, *chardata.OPENING_BRACKETS]))}]")
_IN_HEBREW_WORD = re.compile('[\u05d0-\u05ea]["\u201c\u201d][\u05d0-\u05ea]')
_NO_PARTNER = "this quotation mark has no partner"
_QUOTE = re.compile(f"[{chardata.DOUBLE_QUOTES}]")

Place = tuple[int, int]
"""Index of a segment and offset in it."""


@document_check("Fluency/Punctuation", Severity.MAJOR)
def stray_mark(document: Document) -> DocumentHits:
    """A comma, stop or the like opens a sentence, or follows a full stop: "benefit. , I want".

    A mark that touches the segment before it (where a quotation was split off) is left alone, and
    so are points and colons glued to what follows (".NET", ":smile:"), ellipses and the inverted
    marks of Spanish, and a comma behind an abbreviation ("Co. , Ltd.").

    Fires on none of 41,434 sentences of human English news and on 12 of 266,918 in 127 other
    languages (NTREX-128; seven are slips in Czech).

    >>> document = Document("a", (Segment(", I want to debate."),))
    >>> [(span.start, span.end, message) for _, span, message in stray_mark(document)]
    [(0, 1, 'the sentence opens with ","')]
    """
    for index, segment in enumerate(document.segments):
        text = segment.target
        match = _LEADING.match(text)
        if match and ".." not in match[1] and not _touches_previous(document, index):
            yield index, Span(*match.span(1)), f'the sentence opens with "{match[1]}"'
        for match in _INSIDE.finditer(text):
            if len(match[1]) > 1 and match[1] not in chardata.ABBREVIATIONS:
                yield index, Span(*match.span(2)), f'the next sentence opens with "{match[2]}"'


@segment_check("Fluency/Punctuation", Severity.MINOR)
def doubled_mark(segment: Segment, lang: str | None) -> Hits:
    """Two marks in a row that do not go together: ",,", ". .", "..", ",.".

    An ellipsis, "?!", "!!!", a path ("../") and a mark that belongs to a name ("Hello!, a paper")
    are left alone, and so is a point after an abbreviation with a comma ("Ltd.,").

    Fires on 0.3 of 1,000 sentences of human English news, all of them slips of the pen ("the whole
    process..").

    >>> [message for _, message in doubled_mark(Segment("In Beijing, , they met."), "en")]
    ['two marks in a row: ", ,"']
    """
    if not _PAIR.search(segment.target):
        return
    for match in _DOUBLED.finditer(segment.target):
        marks = match[0].strip()
        start = match.start() + match[0].index(marks)
        yield Span(start, start + len(marks)), f'two marks in a row: "{marks}"'


@document_check("Fluency/Punctuation", Severity.MINOR)
def unbalanced_bracket(document: Document) -> DocumentHits:
    """A bracket without its partner in the same paragraph.

    Labels of lists ("1)", "a)"), smileys and intervals ("[0, 1)") are left alone.

    Fires on 0.3 of 1,000 sentences of human English news.

    >>> document = Document("a", (Segment("He (the minister left."), Segment("It rained.")))
    >>> [(span.start, message) for _, span, message in unbalanced_bracket(document)]
    [(3, '"(" is never closed in this paragraph')]
    """
    for paragraph in _paragraphs(document):
        open_: list[tuple[int, int, str]] = []
        for index, at, mark in _brackets(document, paragraph):
            if plain := chardata.OPENING_BRACKETS.get(mark):
                open_.append((index, at, plain))
            elif open_ and open_[-1][2] == chardata.BRACKETS[mark]:
                open_.pop()
            elif not chardata.LABEL.search(document.segments[index].target[max(0, at - 5) : at]):
                yield index, Span(at, at + 1), f'"{mark}" was never opened in this paragraph'
        for index, at, mark in open_:
            yield index, Span(at, at + 1), f'"{mark}" is never closed in this paragraph'


@document_check("Fluency/Punctuation", Severity.MINOR)
def unbalanced_quote(document: Document) -> DocumentHits:
    """A double quotation mark without its partner.

    Quotations may run over sentences and paragraphs: a mark left open is fine if a later paragraph
    closes it, or if the next one opens with a mark again, as the custom is. Only paragraphs with an
    odd number of marks are judged, so mixed shapes (“ with ") do no harm; inch marks (6'2") do not
    count, nor do marks inside a word (צה"ל); single marks are not judged at all, since they are
    apostrophes too. A mark that may be closed behind the end of the text or was opened before its
    start is left alone, since many articles are excerpts.

    Fires on 8 of 1,000 sentences of human English news that is whole articles (NTREX-128, 123
    of them); nearly all are slips or straight quotations within straight quotations.

    >>> segments = Segment('He said "no and left.'), Segment("It rained.", paragraph=1)
    >>> document = Document("a", (*segments, Segment('It was "wet".', paragraph=2)))
    >>> [(span.start, message) for _, span, message in unbalanced_quote(document)]
    [(8, 'this quotation mark has no partner')]
    """
    pending: list[Place] = []  # marks left open by earlier paragraphs
    quoted_before = quoted_since = False
    for paragraph in _paragraphs(document):
        marks = list(_quotes(document, paragraph))
        if pending and marks and marks[0][:2] == (paragraph[0], _first_letter(document, paragraph)):
            pending = []  # the quotation goes on
        if len(marks) % 2 == 0:
            quoted_before = quoted_before or bool(marks)
            quoted_since = quoted_since or bool(marks)
            continue
        opened, closed = _unmatched(marks)
        if closed and (pending or not quoted_before):
            pending, closed = [], closed[1:]
        for index, at in pending + closed:
            yield index, Span(at, at + 1), _NO_PARTNER
        pending, quoted_before, quoted_since = opened[-1:], True, False
    for index, at in pending if quoted_since else ():
        yield index, Span(at, at + 1), _NO_PARTNER


def _touches_previous(document: Document, index: int) -> bool:
    if index == 0:
        return False
    previous, segment = document.segments[index - 1], document.segments[index]
    return previous.end == segment.start and previous.end > 0


def _paragraphs(document: Document) -> Iterator[list[int]]:
    numbered = enumerate(segment.paragraph for segment in document.segments)
    for _, group in groupby(numbered, key=itemgetter(1)):
        yield [index for index, _ in group]


def _brackets(document: Document, paragraph: list[int]) -> Iterator[tuple[int, int, str]]:
    for index in paragraph:
        text = document.segments[index].target
        if not _BRACKET.search(text):
            continue
        harmless = {
            at
            for pattern in (chardata.SMILEY, chardata.INTERVAL)
            for match in pattern.finditer(text)
            for at in range(*match.span())
        }
        for match in _BRACKET.finditer(text):
            if match.start() not in harmless:
                yield index, match.start(), match[0]


def _quotes(document: Document, paragraph: list[int]) -> Iterator[tuple[int, int, str]]:
    """Every double quotation mark with what it does there: "open", "close" or "" (cannot tell)."""
    seen = 0
    for index in paragraph:
        text = document.segments[index].target
        for match in _QUOTE.finditer(text):
            at = match.start()
            if seen % 2 == 0 and at > 0 and text[at - 1].isdigit():
                continue  # nothing is open: inches or seconds
            if (
                text[at] == '"'
                and text[max(0, at - 1)].isalpha()
                and text[at + 1 : at + 2].isalpha()
            ):
                continue  # part of a word, as in Hebrew abbreviations
            seen += 1
            yield index, at, _direction(text, at)


def _direction(text: str, at: int) -> str:
    before = text[at - 1 : at] or " "
    after = text[at + 1 : at + 2] or " "
    free_before = before.isspace() or before in chardata.BEFORE_OPENING
    free_after = after.isspace() or after in chardata.AFTER_CLOSING
    if free_before != free_after:
        return "open" if free_before else "close"
    if text[at] in chardata.OPENING_QUOTES:
        return "open"
    return "close" if text[at] in chardata.CLOSING_QUOTES else ""


def _unmatched(marks: list[tuple[int, int, str]]) -> tuple[list[Place], list[Place]]:
    """The marks that open and never close, and those that close what was never opened."""
    opened: list[Place] = []
    closed: list[Place] = []
    for index, at, direction in marks:
        if direction == "open" or (direction == "" and not opened):
            opened.append((index, at))
        elif opened:
            opened.pop()
        else:
            closed.append((index, at))
    return opened, closed


def _first_letter(document: Document, paragraph: list[int]) -> int:
    text = document.segments[paragraph[0]].target
    return len(text) - len(text.lstrip())
