"""Days and hours that no calendar and no clock has."""

import re

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.needs import DIGIT, by_language, either, holding, whole, within
from mtqa.mqm import Severity
from mtqa.text.dates import MAYBE_FIGURES, MONTHS, WEEKDAYS, Date, dates, maybe_worded
from mtqa.text.language import bare
from mtqa.types import Document, Segment, Span

_DATED = either(
    within(DIGIT, MAYBE_FIGURES),
    by_language(
        {lang: within(holding(names.split()), maybe_worded(lang)) for lang, names in MONTHS.items()}
    ),
)
_FIGURES_ONLY = re.compile(r"[\d.]+")  # 12.31.2021: some write the month first
_CLOCK = re.compile(
    r"(?<![\w.,:/$€£-])(?<!: )(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?"
    r"(?:(?P<half>a\.?m\.?|p\.?m\.?)|Uhr|o['\u2019]clock|GMT|UTC)(?![\w%])",
    re.IGNORECASE,
)
_CLOCK_WORD = re.compile(r"\d\s?(?:[ap]\.?m|uhr|o['\u2019]clock|gmt|utc)", re.IGNORECASE)


@segment_check("Locale convention/Date format", Severity.MAJOR, needs=_DATED)
def impossible_date(segment: Segment, lang: str | None) -> Hits:
    """A date that is in no calendar: "31 April", "February 30", "2021-13-05", "13月40日".

    With a month in words in fifteen languages, and in figures with the year in four digits in any
    (day and month in either order). A range ("30-31 June") is judged by its end only if the month
    stands behind it; "in May 40 people" is no date, nor is a number behind a month that is a name
    as well ("John May 34"), unless "on" stands before it.

    Fires on none of 49,658 sentences of human English news nor of 157,846 in 71 other languages
    (NTREX-128), and on 2 of 12,975 by weak systems (LAFAND-MT). Of days past the end of a month it
    sees 84 %.

    >>> [message for _, message in impossible_date(Segment("It closed on 31 April 2021."), "en")]
    ['there is no such day: 31 April 2021']
    """
    for date in dates(segment.target, lang):
        text = segment.target[date.span.start : date.span.end]
        readings = [date]
        if _FIGURES_ONLY.fullmatch(text):
            readings.append(Date(date.month, date.day, date.year, None, date.span))
        if not any(1 <= each.day <= each.last for each in readings):
            yield date.span, f"there is no such day: {text}"


@segment_check("Locale convention/Date format", Severity.MINOR, needs=_DATED)
def wrong_weekday(segment: Segment, lang: str | None) -> Hits:
    """A full date with the wrong day of the week: "Monday, May 30, 2021", which was a Sunday.

    Fires on 1 of 41,434 sentences of human English news, which has the year wrong, and on 3 of
    12,920 by weak systems (LAFAND-MT).

    >>> [message for _, message in wrong_weekday(Segment("On Monday, May 30, 2021."), "en")]
    ['that day was a Sunday']
    """
    for date in dates(segment.target, lang):
        true = date.true_weekday
        if date.weekday is not None and true is not None and date.weekday != true:
            yield date.span, f"that day was a {WEEKDAYS['en'].split()[true]}"


@segment_check("Locale convention/Time format", Severity.MAJOR, needs=within(DIGIT, _CLOCK_WORD))
def impossible_time(segment: Segment, lang: str | None) -> Hits:
    """A time that is on no clock: "25:10 GMT", "at 14:75 o'clock", "17 p.m. and 30 a.m.".

    Only where "a.m.", "p.m.", "Uhr", "o'clock", "GMT" or "UTC" says that it is a time of day, for
    "63:58" may be a score or a ratio. From 13 to 24 with "p.m." is usual in some countries and left
    alone.

    Fires on none of 41,434 sentences of human English news nor of 10,518 in 20 other languages
    (NTREX-128).

    >>> [message for _, message in impossible_time(Segment("He came at 25:10 GMT."), "en")]
    ['there is no such time: 25:10 GMT']
    """
    for match in _CLOCK.finditer(segment.target):
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        morning = (match["half"] or "").lower().startswith("a") and hour > 12
        if hour > 24 or minute > 59 or morning:
            yield Span(*match.span()), f"there is no such time: {match[0]}"


@document_check("Fluency/Inconsistency", Severity.MINOR, languages=tuple(WEEKDAYS), needs=_DATED)
def two_weekdays(document: Document) -> DocumentHits:
    """Two dates of an article whose weekdays do not go together: "Monday, 3 May", "Tuesday, 3 May".

    Dates without a year, or of the same year, are taken to lie in one. The later one is marked.

    Fires on 1 of 41,434 sentences of human English news, which has the weekday wrong.

    >>> text = "It began on Monday, May 3.", "It ended on Friday, May 8."
    >>> article = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in two_weekdays(article)]
    [(1, 'its weekday does not go with that of "Monday, May 3"')]
    """
    seen: list[tuple[Date, str]] = []
    for index in whole(document).where(_DATED):
        text = document.segments[index].target
        for date in dates(text, bare(document.target_lang)):
            if date.weekday is None or not 1 <= date.day <= date.last:
                continue
            for other, said in seen[:_MANY]:
                if not _together(date, other):
                    yield index, date.span, f'its weekday does not go with that of "{said}"'
                    break
            else:
                seen.append((date, text[date.span.start : date.span.end]))


_MANY = 20  # dates that each is compared with


def _together(one: Date, other: Date) -> bool:
    """Whether two dates can have their weekdays in some one year, common or leap."""
    if one.year and other.year and one.year != other.year:
        return True
    weekdays = (one.weekday or 0) - (other.weekday or 0)
    return any((_ordinal(one, leap) - _ordinal(other, leap) - weekdays) % 7 == 0 for leap in (0, 1))


def _ordinal(date: Date, leap: int) -> int:
    before = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)[date.month - 1]
    return before + date.day + (leap if date.month > 2 else 0)
