"""What a number may have become in a translation that is right.

People write a time of day by either clock, a year in two digits, a month by its name and a century
by its ordinal; none of these is another number.
"""
# ruff: noqa: RUF001  # words of many languages

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mtqa.text.calendar import months
from mtqa.text.figures import Figure, figures
from mtqa.text.numerals import SCALES
from mtqa.text.spelled import spelled
from mtqa.text.wordtable import SPACELESS

_AFTERNOON = re.compile(r"(?<![^\W\d_])[ap]\.?\s?m\b|下午|晚|夜|傍晚|凌晨|午後|오후", re.IGNORECASE)
_DECADES = frozenset(map(float, range(10, 100, 10)))
_DECADE = re.compile(r"\bdecades?\b|jahrzehnt|d[ée]cennies?\b|décadas?\b|десятилет", re.IGNORECASE)
_CENTURY = re.compile(
    r"\s?(?:st|nd|rd|th|\.|-?[еèe]|º)?[\s-]?(?:世纪|世紀|세기|centur|siècle|siglo|secolo|século|jahrhundert"
    r"|век|столет|століт|wiek|eeuw|yüzyıl)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\s?(?:[:.]\d\d|h\b|hrs?\b|uhr|час|год|saat|時|时|点|點|o.clock|godz|hod|sat[ia]|óra|hor|heure|"
    r"uur|시|ura|val\b|π\.?μ|μ\.?μ|[ap]\.?\s?m\b)",
    re.IGNORECASE,
)
_BEFORE_CLOCK = re.compile(
    r"(?:\b(?:kl|klo|kello|kell|saat|um|ab|gegen|at|в|о|u|om|a las|at[ée]|às|à|alle|o|plkst|godz)"
    r"\.?|[-\u2013]|\bor|\boder)\s?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stated:
    """What a text in a bare language says in numbers: its figures, and their values.

    A text in a language whose scales ("million") are not known is compared by its digits only.
    Numbers in words are looked for when the figures do not do.
    """

    text: str
    lang: str | None
    figures: tuple[Figure, ...]
    values: frozenset[float]

    def covers(self, figure: Figure, other: "Stated") -> bool:
        """Whether a figure of another text is said here too, perhaps in other words."""
        if figure.values & self.values:
            return True
        if other.lang not in SCALES and figure.values & _unscaled(self.text, self.lang):
            return True
        number = other.text[figure.start : figure.end]
        if self.lang not in SCALES and _unscaled(number, other.lang) & self.values:
            return True
        said = _all_values(self.text, self.lang)
        return any(
            all(self._says(value, figure, other.text, said) for value in reading)
            for reading in (*((value,) for value in figure.values), figure.parts)
            if reading
        )

    def _says(self, value: float, figure: Figure, text: str, said: frozenset[float]) -> bool:
        if value in said:
            return True
        if value in _DECADES and value / 10 in said and _names_decades(self.text):
            return True
        if value <= 21 and _CENTURY.match(text, figure.end):
            first = (value - 1) * 100
            return any(first <= other < first + 100 for other in said)
        by_clock = value <= 24 and (_is_clock(figure, text) or _names_afternoon(self.text))
        return any(other in said for other in _others(value, by_clock=by_clock))


@lru_cache(maxsize=256)
def stated(text: str, lang: str | None) -> Stated:
    """What a text in a bare language says in numbers.

    >>> german = stated("18.7. um 15 Uhr, 2 Mio.", "de")
    >>> english = stated("On 5 July 2017 two million came at 3 p.m.", "en")
    >>> [english.covers(figure, german) for figure in german.figures]
    [False, True, True]
    """
    found = figures(text, lang)
    return Stated(
        text,
        lang,
        found,
        frozenset(value for figure in found for value in (*figure.values, *figure.parts)),
    )


@lru_cache(maxsize=256)
def _unscaled(text: str, lang: str | None) -> frozenset[float]:
    """Values before any scale. Where numbers and scales are glued into one (1亿2000万) each of its
    numbers counts."""
    known = None if lang in SPACELESS else lang
    return frozenset(v / figure.scale for figure in figures(text, known) for v in figure.values)


@lru_cache(maxsize=256)
def _all_values(text: str, lang: str | None) -> frozenset[float]:
    return stated(text, lang).values | _in_words(text, lang)


@lru_cache(maxsize=256)
def _names_afternoon(text: str) -> bool:
    return _AFTERNOON.search(text) is not None


@lru_cache(maxsize=256)
def _names_decades(text: str) -> bool:
    return _DECADE.search(text) is not None


@lru_cache(maxsize=256)
def _in_words(text: str, lang: str | None) -> frozenset[float]:
    """Values said in words, and the numbers of the months that are named."""
    table = months(lang)
    named = table.find(text) if table is not None else ()
    return spelled(text, lang) | {float(key) for month in named for key in month.keys}


def _others(value: float, *, by_clock: bool) -> Iterator[float]:
    """Numbers that stand for the same: an hour by the other clock, a year without its century, the
    ordinal of a century and its first year."""
    if by_clock:
        yield value - 12 if value > 12 else value + 12
        if value in (0, 24):
            yield 24 - value
    if not value.is_integer():
        return
    if 1900 <= value < 2100 or (1000 <= value <= 2000 and value % 100 == 0):
        yield value % 100
        yield value // 100 + 1
    elif 10 <= value < 100:
        yield 1900 + value
        yield 2000 + value
    if value <= 21:
        yield (value - 1) * 100


def _is_clock(figure: Figure, text: str) -> bool:
    before = text[max(0, figure.start - 8) : figure.start]
    return bool(figure.parts or _CLOCK.match(text, figure.end) or _BEFORE_CLOCK.search(before))
