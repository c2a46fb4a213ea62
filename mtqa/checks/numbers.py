"""Numbers that are no numbers in any country."""

import re
from itertools import pairwise

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import DIGIT, between_words, within
from mtqa.mqm import Severity
from mtqa.text import quantities, shares
from mtqa.types import Segment, Span

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[,.]\d+)+(?![\w]|[,.]\d)")
_PERCENT = re.compile(r"\d\s?(?:%|per|pro|Pro|por)")
_GROUPS = re.compile(r"[,.](?:\s?000|\d+[,.]\d)")
_TORN = re.compile(r"(?<=[^\W\d_]{3})(?:[,.]000)+(?!\d)|(?<![\d,.]\d\d\d)(?<=\d)[,.]\s000(?!\d)")


@segment_check("Locale convention/Number format", Severity.MAJOR, needs=between_words(_GROUPS))
def malformed_number(segment: Segment, lang: str | None) -> Hits:
    """A number whose groups of digits no country writes so: "$5 million,000,000", "1,00,0".

    Groups of three and the Indian way (2,06,737) are both known, with a point or a comma. Left
    alone: decimals, dates, times, scores, lists ("1,2,3"), versions, telephone numbers and network
    addresses. A well-formed number that is wrong is not seen.

    Fires on none of 41,434 sentences of human English news and on 16 of 266,918 in 127 other
    languages (NTREX-128).

    >>> list(m for _, m in malformed_number(Segment("It cost $5 million,000,000."), "en"))
    ['no number is written so: million,000,000']
    >>> list(malformed_number(Segment("In 2,06,737 cases it cost $1.9tn or 1,000,000.50."), "en"))
    []
    """
    text = segment.target
    for match in _NUMBER.finditer(text):
        if _malformed(match[0]):
            yield Span(*match.span()), f"no number is written so: {match[0]}"
    done = 0
    for match in _TORN.finditer(text):
        start, end = match.span()
        while start > done and (text[start - 1].isalnum() or text[start - 1] in ",."):
            start -= 1
        done = end
        yield Span(start, end), f"no number is written so: {text[start:end]}"


@segment_check(
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    languages=tuple(shares.PARTS),
    needs=within(DIGIT, _PERCENT),
)
def share_over_100(segment: Segment, lang: str | None) -> Hits:
    """More than 100 percent of a whole: "120 percent of the voters".

    A whole is people of some kind, votes, households and the like, per language, and "all" of
    anything. In English also what is owned, held, made up or accounted for to such a share, "the
    total" at the end of a clause, "them", "whom", "those who" and their like. Debt may be 120
    percent of output, and a price 300 percent of last year's; so may guests be of those of 2019, or
    of those that were expected. Left alone as well are growth ("rose by 150 percent"), needs, and
    "110 percent of the time", which is a manner of speaking.

    Fires on 1 of 1,480,708 texts by people and systems (all that checks are measured on, LAFAND-MT
    and MLQE-PE), which is a slip. Of shares that a digit in front made more than 100, but for those
    of what may grow (income, output, prices), it sees 65 %: of the others the whole is a thing that
    none of these words tells of.

    >>> [message for _, message in share_over_100(Segment("It hit 130% of the voters."), "en")]
    ['more than the whole: 130% of the voters']
    """
    for start, end in shares.beyond(segment.target, lang or ""):
        yield Span(start, end), f"more than the whole: {segment.target[start:end]}"


@segment_check(
    "Locale convention/Number format",
    Severity.MAJOR,
    needs=within(DIGIT, quantities.COUNTED),
)
def two_units(segment: Segment, lang: str | None) -> Hits:
    """A figure with two units of one kind: "$5 million euros", "10 km miles", "US€7 billion".

    Currencies by their signs, codes and English names, and metric and customary units. Left alone:
    the same currency said twice ("$5 million dollars"), dollars of a country ("A$5 Australian
    dollars"), a conversion in brackets or behind a slash, and units that multiply ("foot-pounds").

    Fires on none of 49,658 sentences of human English news nor of 157,846 in 71 other languages
    (NTREX-128).

    >>> [message for _, message in two_units(Segment("It cost $5 million euros."), "en")]
    ['one figure, two units: $5 million euros']
    """
    for start, end in quantities.two_units(segment.target):
        yield Span(start, end), f"one figure, two units: {segment.target[start:end]}"


def _malformed(number: str) -> bool:
    marks = [mark for mark in number if mark in ",."]
    groups = re.split("[,.]", number)
    if len(marks) < 2 or len(groups[0]) > 3:
        return False
    turns = sum(a != b for a, b in pairwise(marks))
    if turns:  # the last mark may be the decimal one, with any number of digits behind it
        return turns > 1 and any(len(group) == 3 for group in groups[1:])
    if _grouped(groups):
        return False
    if marks[0] == ".":  # 12.345.67, but not 1.10.2, 192.168.0.1 or 555.123.4567
        return len(groups) == 3 and len(groups[1]) == 3 and len(groups[2]) < 3
    return any(group in ("00", "000") or len(group) == 3 for group in groups[1:])


def _grouped(groups: list[str]) -> bool:
    """Whether these are thousands (1,234,567) or lakhs (12,34,567)."""
    inner = {len(group) for group in groups[1:-1]}
    return len(groups[-1]) == 3 and inner in ({3}, {2})
