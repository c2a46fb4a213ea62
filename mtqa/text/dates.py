"""Dates in running text: day, month, year and weekday, where they stand.

Months and weekdays are known in the languages of `MONTHS`; dates in figures (2021-05-30,
30.05.2021, 5月30日) in any.
"""
# ruff: noqa: RUF001  # names of months in many scripts, and dashes

import calendar
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from mtqa.text.words import letter_runs
from mtqa.types import Span

MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
    " diciembre",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października"
    " listopada grudnia",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
    " dezembro",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
}
"""January to December as they stand beside a day, by bare language."""
WEEKDAYS = {
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "tr": "Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi Pazar",
}
"""Monday to Sunday, by bare language."""
_DIGIT = re.compile(r"\d")
MAYBE_FIGURES = re.compile(r"\d(?:-\d\d-\d|\.\d\d\.[12]|\s?[月월])")
_FIGURES = re.compile(
    r"(?<![\d.,/:-])(?:(?P<y1>[12]\d{3})-(?P<m1>\d{2})-(?P<d1>\d{2})"
    r"|(?P<d2>\d{2})\.(?P<m2>\d{2})\.(?P<y2>(?:19|20)\d{2})"
    r"|(?:(?P<y3>(?:19|20)\d{2})\s?[年년]\s?)?(?P<m3>\d{1,2})\s?[月월]\s?(?P<d3>\d{1,2})\s?[日号號일])"
    r"(?![\d/:-]|[.,]\d)"
)


_DAY = r"(?P<{}>\d{{1,2}})(?P<{}>st|nd|rd|th|er|º|°)?(?!\w)"


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written, possible or not; `weekday` is 0 for Monday. None is "not said"."""

    day: int
    month: int
    year: int | None
    weekday: int | None
    span: Span

    @property
    def last(self) -> int:
        """The last day of its month, 29 for a February without a year."""
        if not 1 <= self.month <= 12:
            return 0
        return calendar.monthrange(2000 if self.year is None else self.year, self.month)[1]

    @property
    def true_weekday(self) -> int | None:
        """The weekday that it was or will be; None without a year, or if there is no such day."""
        if self.year is None or not 1 <= self.day <= self.last:
            return None
        return calendar.weekday(self.year, self.month, self.day)


@functools.lru_cache(maxsize=1024)
def dates(text: str, lang: str | None) -> tuple[Date, ...]:
    """Every date with a day and a month in a text: those in figures, then those in words.

    >>> [(d.day, d.month, d.year, d.weekday) for d in dates("on Monday, May 31, 2021", "en")]
    [(31, 5, 2021, 0)]
    """
    return tuple(_dates(text, lang)) if _DIGIT.search(text) else ()


def _dates(text: str, lang: str | None) -> Iterator[Date]:
    for match in _FIGURES.finditer(text) if MAYBE_FIGURES.search(text) else ():
        year, month, day = (_first(match, part) for part in "ymd")
        yield Date(day or 0, month or 0, year, None, Span(*match.span()))
    if lang in MONTHS and _names_month(text, lang):
        for match in _in_words(lang).finditer(text):
            date = _worded(match, lang)
            if date.day <= date.last or _is_firm(match, date, lang):
                yield date


def _is_firm(match: re.Match[str], date: Date, lang: str) -> bool:
    """Whether a day that its month does not have is one all the same, and neither a year nor how
    many there were: "in May 40 people"."""
    if match["month"] or match["suffix2"] or date.year or date.weekday is not None:
        return True
    if lang not in _MONTH_FIRST:
        return False
    text, (start, end) = match.string, match.span()
    before = text[max(0, start - _REACH) : start]
    if _ON.search(before) and not _SHARE.match(text, end):
        return True
    if match["month2"] in _NAMES_TOO:
        return False
    return bool(_ENDED.match(text, end) or (_WENT_ON.match(text, end) and not _IN.search(before)))


def _names_month(text: str, lang: str) -> bool:
    if text.isascii():
        return not letter_runs(text).isdisjoint(MONTHS[lang].split())
    return _months(lang).search(text) is not None


@functools.cache
def maybe_worded(lang: str) -> re.Pattern[str]:
    """A month in words beside a figure that may be its day."""
    months = _months(lang).pattern
    return re.compile(
        rf"\d(?:st|nd|rd|th|er|º|°)?\.?\s(?:of\s|de\s)?(?:{months})"
        rf"|(?:{months})\s(?:the\s)?\d\d?(?!\d)"
    )


_NAMES_TOO = frozenset(("March", "April", "May", "June", "August"))
"""Months that are names or words as well, behind which a number may be anything."""
_ENDED = re.compile(r"[,;.)]|$")
_MONTH_FIRST = frozenset(("en",))
"""Languages in which the day may stand behind the month; elsewhere that is a year."""
_WENT_ON = re.compile(r"\s(?:[(–—]|--?\s|(?:at|for|when|from|until)\b)")
_ON = re.compile(r"\bon\s\Z", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|since|during|by|of|early|late)\s\Z", re.IGNORECASE)
_SHARE = re.compile(r"\sper\s?cent")
_REACH = 8  # code points before a date


def _first(match: re.Match[str], part: str) -> int | None:
    return next((int(match[part + n]) for n in "123" if match[part + n]), None)


def _worded(match: re.Match[str], lang: str) -> Date:
    month = _numbers(MONTHS[lang])[(match["month"] or match["month2"]).lower()] + 1
    named = match["weekday"]
    weekday = _numbers(WEEKDAYS[lang])[named.lower()] if named else None
    year = int(match["year"]) if match["year"] else None
    day = int(match["day"] or match["day2"])
    return Date(day, month, year, weekday, Span(*match.span()))


@functools.cache
def _numbers(names: str) -> dict[str, int]:
    return {name.lower(): number for number, name in enumerate(names.split())}


@functools.cache
def _months(lang: str) -> re.Pattern[str]:
    """The names of months alone: most sentences have none."""
    return re.compile("|".join(MONTHS[lang].split()))


@functools.cache
def _in_words(lang: str) -> re.Pattern[str]:
    """Weekday, day, month and year, the month behind the day or before it."""
    months = _months(lang).pattern
    named = WEEKDAYS.get(lang, "")
    weekdays = "|".join([*named.split(), *named.title().split()]) or r"(?!)"
    return re.compile(
        rf"(?<![\w.,:/–-])(?:(?P<weekday>{weekdays}),?\s(?:(?:the|el|le|il|den|dem|am|de)\s)*)?"
        rf"(?:{_DAY.format('day', 'suffix')}\.?\s(?:of\s|de\s)?(?P<month>{months})"
        rf"|(?P<month2>{months})\s(?:the\s)?{_DAY.format('day2', 'suffix2')}"
        r"(?![.,:–-]\d|\s?%))(?!\w)"
        rf"(?:,?\s(?:de\s|of\s)?(?P<year>(?:19|20)\d\d)(?![\w%]|[.,]\d))?",
    )
