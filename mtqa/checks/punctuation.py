"""Marks that stand where no mark can stand, twice, or without their partner."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from operator import ne

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.needs import Needs, any_of, between_words, either, opening, unusual, whole
from mtqa.checks.tokens import touches
from mtqa.mqm import Severity
from mtqa.text import chardata, marks
from mtqa.text.quotes import unpaired
from mtqa.types import Document, Segment, Span

_LEADING = re.compile(
    rf"\s*([{chardata.STRAY_MARKS}](?:\s*[{chardata.STRAY_MARKS}])*)(?:\s+|(?<![.:])(?=\w))(?=\w)"
)
_APART = between_words(r"[.!?]\s+[,;:]")
_STRAY = either(opening(chardata.STRAY_MARKS), _APART)
_INSIDE = re.compile(r"(?<!\w)(\w{1,40})[.!?]\s+([,;:])(?=\s+\w)")
_MARKS = ",;:.\u3001\u3002\uff0c\uff1b\u060c\u061b\u06d4\u0964\u17d4"
_DOUBLED = re.compile(
    r"([,;])\s?[,;](?![,;])"  # ",," ", ," ",;"
    r"|(?<![:\w]):\s:(?!:)|(?<=\w)(?::;|;:)"
    r"|(?<=\w)[,;:]\s?\.(?![\w.])"  # ",." ", ."
    r"|(?<=\w)\s?\.\s\.(?!\s?\.)"  # ". ."
    r"|(?<=\w)\.\.(?![./\\])"  # ".."
    r"|[\uff0c\u3001\u3002\uff1b]\s?[\uff0c\u3001\uff1b](?![\uff0c\u3001\uff1b])"  # full-width
    r"|(?<!\u3002)\u3002\u3002(?!\u3002)"
    r"|[\u060c\u061b]\s?[\u060c\u061b.](?!\.)"  # Arabic
    r"|(?<!\u06d4)\u06d4\s?\u06d4(?!\s?\u06d4)"  # Urdu
    r"|\u0964\s\u0964|(?<!\u0964)\u0964\.|\u17d4\s?\u17d4(?!\u17d4)"  # danda, Khmer
)
_BRACKET = re.compile(f"[{re.escape(''.join([*chardata.BRACKETS, *chardata.OPENING_BRACKETS]))}]")
_HAS_BRACKET = between_words(_BRACKET)
_HAS_QUOTE = any_of(*chardata.DOUBLE_QUOTES)
_ASKED = re.compile(r"([^\W\d_]+)([?!]{1,9})[\"\u201d\u00bb)\u2019']{0,9}\s{0,9}$")
_TAIL = 80  # characters that a last word with its marks has room in


@document_check("Fluency/Punctuation", Severity.MAJOR, needs=_STRAY)
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
    for index in whole(document).where(_STRAY):
        text = document.segments[index].target
        match = _LEADING.match(text)
        if (
            match
            and ".." not in match[1]
            and not (index and touches(document.segments[index - 1], document.segments[index]))
        ):
            yield index, Span(*match.span(1)), f'the sentence opens with "{match[1]}"'
        for match in _INSIDE.finditer(text):
            if len(match[1]) > 1 and match[1] not in chardata.ABBREVIATIONS:
                yield index, Span(*match.span(2)), f'the next sentence opens with "{match[2]}"'


@segment_check(
    "Fluency/Punctuation", Severity.MINOR, needs=between_words(rf"[{_MARKS}]\s?[{_MARKS}]")
)
def doubled_mark(segment: Segment, lang: str | None) -> Hits:
    """Two marks in a row that do not go together: ",,", ". .", "..", ",.".

    An ellipsis, "?!", "!!!", a path ("../") and a mark that belongs to a name ("Hello!, a paper")
    are left alone, and so is a point after an abbreviation with a comma ("Ltd.,").

    Fires on 0.3 of 1,000 sentences of human English news, all of them slips of the pen ("the whole
    process..").

    >>> [message for _, message in doubled_mark(Segment("In Beijing, , they met."), "en")]
    ['two marks in a row: ", ,"']
    """
    for match in _DOUBLED.finditer(segment.target):
        marks = match[0].strip()
        start = match.start() + match[0].index(marks)
        yield Span(start, start + len(marks)), f'two marks in a row: "{marks}"'


@document_check("Fluency/Punctuation", Severity.MINOR, needs=_HAS_BRACKET)
def unbalanced_bracket(document: Document, *, max_paragraphs: int = 3) -> DocumentHits:
    """A bracket without its partner in the same paragraph.

    A remark may run over paragraphs, so one that is closed at most `max_paragraphs` further on is
    left alone, as are labels of lists ("1)", "a)"), smileys and intervals ("[0, 1)").

    Fires on 0.2 of 1,000 sentences of human English news and on 5 of 1,000 by weak systems
    (LAFAND-MT).

    >>> document = Document("a", (Segment("He (the minister left."), Segment("It rained.")))
    >>> [(span.start, message) for _, span, message in unbalanced_bracket(document)]
    [(3, '"(" is never closed in this paragraph')]
    """
    waiting: defaultdict[str, list[tuple[int, int, int]]] = defaultdict(list)  # by plain kin
    for number, indices in _paragraphs(document, _HAS_BRACKET):
        open_: list[tuple[str, tuple[int, int, int]]] = []
        for index, at, mark in _brackets(document, indices):
            if plain := chardata.OPENING_BRACKETS.get(mark):
                open_.append((plain, (number, index, at)))
                continue
            kin = chardata.BRACKETS[mark]
            if open_ and open_[-1][0] == kin:
                open_.pop()
            elif chardata.LABEL.search(document.segments[index].target[max(0, at - 5) : at]):
                continue
            elif waiting[kin] and number - waiting[kin][-1][0] <= max_paragraphs:
                waiting[kin].pop()
            else:
                yield index, Span(at, at + 1), f'"{mark}" was never opened in this paragraph'
        for plain, place in open_:
            waiting[plain].append(place)
    for _, index, at in chain.from_iterable(waiting.values()):
        mark = document.segments[index].target[at]
        yield index, Span(at, at + 1), f'"{mark}" is never closed in this paragraph'


@document_check("Fluency/Punctuation", Severity.MINOR, needs=_HAS_QUOTE)
def unbalanced_quote(document: Document, *, max_marks: int = 3) -> DocumentHits:
    """A double quotation mark without its partner.

    Quotations may run over sentences and paragraphs: a mark left open is fine if a later paragraph
    closes it, or if the next one opens with a mark again, as the custom is. Only paragraphs with an
    odd number of marks are judged, so mixed shapes (“ with ") do no harm; inch marks (6'2") do not
    count, nor do marks inside a word (צה"ל); single marks are not judged at all, since they are
    apostrophes too. A mark that may be closed behind the end of the text or was opened before its
    start is left alone, since many articles are excerpts. Where more than `max_marks` have no
    partner, and one in ten of all, they are reported once: then the text is rather a list of
    sentences that do not follow each other.

    Fires on 7 of 1,000 sentences of human English news that is whole articles (NTREX-128, 123
    of them); nearly all are slips or straight quotations within straight quotations.

    >>> segments = Segment('He said "no and left.'), Segment("It rained.", paragraph=1)
    >>> document = Document("a", (*segments, Segment('It was "wet".', paragraph=2)))
    >>> [(span.start, message) for _, span, message in unbalanced_quote(document)]
    [(8, 'this quotation mark has no partner')]
    """
    texts = [segment.target for segment in document.segments]
    total, alone = unpaired(texts, [indices for _, indices in _paragraphs(document, _HAS_QUOTE)])
    if len(alone) > max_marks and 10 * len(alone) > total:
        index, at = alone[0]
        message = f"{len(alone)} of {total} quotation marks have no partner"
        yield index, Span(at, at + 1), f"{message}; this is the first"
    else:
        yield from ((i, Span(at, at + 1), "this quotation mark has no partner") for i, at in alone)


@segment_check("Fluency/Punctuation", Severity.MINOR, needs=unusual)
def foreign_mark(segment: Segment, lang: str | None) -> Hits:
    """A mark that the language does not write: "¿" in English, "?" in Greek, "," between Han.

    What the marks of a language are is told by its script, and by lists for Spanish question marks
    and the low and angled quotation marks. Marks next to a character of another script, as in a
    quotation, are left alone.

    Fires on 2 of 41,434 sentences of human English news (low quotation marks) and on 8 of 39,940 in
    20 languages (NTREX-128), all of them slips.

    >>> [message for _, message in foreign_mark(Segment("¿Why did he leave?"), "en")]
    ['"¿" is no mark of this language (en)']
    """
    text = segment.target
    pattern = marks.foreign(lang or "")
    if pattern is None:
        return
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - 2) : match.end() + 1]
        if not marks.of_other_script(around, lang or ""):
            yield Span(*match.span()), f'"{match[0]}" is no mark of this language ({lang})'


@segment_check("Fluency/Punctuation", Severity.MINOR, needs=any_of("?", "!"))
def missing_inverted_mark(segment: Segment, lang: str | None) -> Hits:
    """A Spanish question or exclamation without the mark that opens it: "Qué pasa?".

    Only at the end of a sentence that holds no opening mark at all; names with a mark ("Yahoo!")
    are left alone.

    Fires on none of 1,997 sentences of human Spanish (NTREX-128).

    >>> [message for _, message in missing_inverted_mark(Segment("Qué pasa?"), "es")]
    ['"?" closes what no "¿" opened']
    """
    asked = lang in marks.OPENS_QUESTIONS
    match = _ASKED.search(segment.target[-_TAIL:]) if asked else None
    if match is None or "¿" in segment.target or "¡" in segment.target:
        return
    if match[2][0] == "!" and not match[1].islower():
        return
    opening = "¿" if match[2][0] == "?" else "¡"
    start = max(0, len(segment.target) - _TAIL) + match.start(2)
    yield Span(start, start + len(match[2])), f'"{match[2]}" closes what no "{opening}" opened'


def _paragraphs(document: Document, need: Needs) -> list[tuple[int, Sequence[int]]]:
    """The paragraphs with a segment that has what is needed: which it is, and all its segments."""
    told = [segment.paragraph for segment in document.segments]
    numbers = list(accumulate(map(ne, told, told[1:]), initial=0))
    found = dict.fromkeys(numbers[index] for index in whole(document).where(need))
    return [
        (each, range(bisect_left(numbers, each), bisect_right(numbers, each))) for each in found
    ]


def _brackets(document: Document, indices: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    for index in indices:
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
