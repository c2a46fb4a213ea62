"""The numbers that a text states, in digits or in words, with their values.

A number is read by the conventions of its language: "1.234,5" in German is "1,234.5" in English, "2
Mio." is "2 million", 3万5千 is 35,000. Where a reading is not certain, all are kept.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mtqa.text.numerals import (
    COMMA_LANGUAGES,
    POINT_LANGUAGES,
    SCALES,
)
from mtqa.text.wordtable import LONGEST_ENDING, SPACELESS

_SPACE = " \u00a0\u2009\u202f"
_MOST_DECIMALS = 4
"""Digits behind a mark; where there are more it was meant for a group: "2,06737" is 2,06,737."""
_DIGIT = "[^\\D\u1090-\u1099]"  # in the Zawgyi encoding of Burmese the Shan digits are vowel signs
_NUMBER = re.compile(
    rf"{_DIGIT}+(?:[.,'\u2019\u066b\u066c\uff0c\uff0e\u30fb]{_DIGIT}+|(?<!\d{{4}})[{_SPACE}]{_DIGIT}{{3}}(?!\d))*"
)
_LINK = re.compile(
    r"\s*(?:[-\u2010-\u2015~\u301c\uff5e,]|to|bis|до|à|a|e|y|и|i|至|到|or|and|und)?\s*"
)
_PLAIN_MARKS = {"\uff0c": ",", "\uff0e": ".", "\u30fb": "."}
_ERAS = {"昭和": 1925, "平成": 1988, "令和": 2018}
"""Years of Japan: 平成18年 is 2006."""
_VAGUE = r"[多余餘数來来几幾]?(?:[:-][^\W\d_]{1,4}(?=\s))?"  # 30多亿, "20:een miljoonaan"
_OF_UNIT = r"(?!千(?:[伏瓦克卡赫帕焦米位]|字节|字節)|兆(?:[瓦赫帕焦]|字节|字節)|百帕)"
"""Kilo and mega, which belong to the unit: 千瓦 is a kilowatt, and 5千米 five kilometres."""
_ZONE = re.compile(rf"[{_SPACE}]?(?:GMT|UTC|hrs?\b|hours\b|Uhr\b|C?E[SD]?T\b|[BIJPM][SD]?T\b)")
"""What stands behind 0200 if it is two in the morning."""
_DOUBTFUL = frozenset({"b", "bi", "k", "m", "md", "mi", "mil", "min", "mn", "tri"})


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at its place. `values` are its readings, one of which is meant; `parts` the numbers
    it may be made of instead ("17.07" a date, "15.30" a time); `scale` what the digits were
    multiplied with."""

    start: int
    end: int
    values: frozenset[float]
    parts: tuple[float, ...] = ()
    scale: float = 1


@lru_cache(maxsize=1024)
def figures(text: str, lang: str | None) -> tuple[Figure, ...]:
    """The numbers written in digits, in order.

    >>> [sorted(f.values) for f in figures("1.234,5 Euro, 2 Mio. und 3-4 Milliarden", "de")]
    [[1234.5], [2000000.0], [3.0, 3000000000.0], [4000000000.0]]
    >>> [sorted(f.values) for f in figures("1亿2000万和3万5千", "zh")]
    [[120000000.0], [35000.0]]
    """
    found: list[Figure] = []
    for match in _NUMBER.finditer(text):
        found += _read(match[0], match.start(), lang)
    scaled = [_scaled(text, _of_clock(text, _in_era(text, figure)), lang) for figure in found]
    return _joined(text, _spread(text, scaled))


def _read(number: str, start: int, lang: str | None) -> Iterator[Figure]:
    groups = re.split(r"\D", number)
    marks = [_PLAIN_MARKS.get(mark, mark) for mark in number if not mark.isdigit()]
    end = start + len(number)
    whole = _digits(groups)
    if len(marks) == 1 and "\uff0c" in number:  # may be a comma between two numbers
        yield Figure(start, end, frozenset({whole}), tuple(_digits([group]) for group in groups))
    elif not marks:
        yield Figure(start, end, frozenset({whole}))
    elif len(marks) == 1:
        yield Figure(start, end, *_two_groups(groups, marks[0], lang))
    elif _is_grouped(groups) and len(set(marks)) == 1:
        yield Figure(start, end, frozenset({whole}))
    elif len(set(marks[:-1])) == 1 and marks[-1] != marks[0] and _is_grouped(groups[:-1]):
        decimal = _digits(groups[:-1]) + _fraction(groups[-1])
        yield Figure(start, end, frozenset({decimal}))
    else:
        for match in re.finditer(r"\d+", number):
            yield Figure(
                start + match.start(), start + match.end(), frozenset({_digits([match[0]])})
            )


def _two_groups(
    groups: Sequence[str], mark: str, lang: str | None
) -> tuple[frozenset[float], tuple[float, ...]]:
    """Readings of two groups of digits with one mark between them, and the groups by themselves."""
    whole, decimal = _digits(groups), _digits(groups[:1]) + _fraction(groups[1])
    parts = tuple(_digits([group]) for group in groups)
    if mark == "\u066b":
        return frozenset({decimal}), ()
    if mark not in ".,":
        return frozenset({whole}), parts
    if not _is_grouped(groups):
        readings = {decimal, whole} if len(groups[1]) > _MOST_DECIMALS else {decimal}
        return frozenset(readings), parts
    if lang in POINT_LANGUAGES:
        return frozenset({decimal if mark == "." else whole}), ()
    if lang in COMMA_LANGUAGES:
        return frozenset({decimal if mark == "," else whole}), ()
    return frozenset({whole, decimal}), ()


def _is_grouped(groups: Sequence[str]) -> bool:
    """Whether these are thousands (1,234,567) or lakhs (12,34,567)."""
    inner = {len(group) for group in groups[1:-1]}
    if len(groups) == 1:
        return True
    return (
        1 <= len(groups[0]) <= 3
        and groups[0] != "0"
        and len(groups[-1]) == 3
        and (inner <= {3} or inner == {2})
    )


def _digits(groups: Iterable[str]) -> float:
    return float("".join(groups)[:300])


def _fraction(digits: str) -> float:
    return float(f"0.{digits[:300]}")


def _in_era(text: str, figure: Figure) -> Figure:
    first = _ERAS.get(text[max(0, figure.start - 2) : figure.start])
    if first is None:
        return figure
    return replace(figure, values=figure.values | {first + value for value in figure.values})


def _of_clock(text: str, figure: Figure) -> Figure:
    """Four digits with a time zone behind them may be an hour and its minutes: 0200 GMT."""
    if figure.end - figure.start != 4 or figure.parts or not _ZONE.match(text, figure.end):
        return figure
    hour, minute = divmod(max(figure.values), 100)
    if hour > 24 or minute > 59:
        return figure
    return replace(figure, parts=(hour, minute) if minute else (hour,))


def _scaled(text: str, figure: Figure, lang: str | None) -> Figure:
    """The figure with the scale behind it: "2 million", "1.9tn". Some scales may be something
    else (5m, Czech "60 mil"), so the number by itself is kept as well."""
    pattern = _scale_pattern(lang or "")
    if pattern is None or (match := pattern.match(text, figure.end)) is None:
        return figure
    scale = _scale_values(lang or "")[match.lastgroup or ""]
    values = {round(value * scale, 3) for value in figure.values}
    if match[0].strip(" -").lower() in _DOUBTFUL:
        values |= figure.values
    return Figure(figure.start, match.end(), frozenset(values), scale=scale)


@cache
def _scale_values(lang: str) -> Mapping[str, float]:
    return {f"s{index}": value for index, (value, _) in enumerate(SCALES.get(lang, ()))}


@cache
def _scale_pattern(lang: str) -> re.Pattern[str] | None:
    if lang not in SCALES:
        return None
    glued = lang in SPACELESS or lang == "ko"
    ordered = sorted(enumerate(SCALES[lang]), key=lambda item: -len(item[1][1]))
    words = "|".join(f"(?P<s{index}>{_regex(word)})" for index, (_, word) in ordered)
    behind = "" if glued else r"(?![^\W\d_]|[\u00b2\u00b323])"
    unless = _OF_UNIT if glued else ""
    return re.compile(rf"{_VAGUE}[{_SPACE}-]{{0,2}}{unless}(?:{words}){behind}", re.IGNORECASE)


def _regex(word: str) -> str:
    return re.escape(word).replace(r"\*", rf"\w{{0,{LONGEST_ENDING}}}").replace(r"\?", r"\w")


def _spread(text: str, found: list[Figure]) -> list[Figure]:
    """In "3-4 million" the scale is that of both numbers, perhaps."""
    for index in range(len(found) - 1, 0, -1):
        left, right = found[index - 1], found[index]
        if right.scale > left.scale == 1:
            gap = text[left.end : right.start]
            if len(gap) < 6 and _LINK.fullmatch(gap):
                values = {round(value * right.scale, 3) for value in left.values}
                found[index - 1] = replace(left, values=left.values | values)
    return found


def _joined(text: str, found: Sequence[Figure]) -> tuple[Figure, ...]:
    """Parts of one number put together: 1亿2000万; perhaps also "3 bin 500"."""
    joined: list[Figure] = []
    for figure in found:
        last = joined[-1] if joined else None
        if last is not None and last.scale > max(figure.values):
            values = {one + other for one in last.values for other in figure.values}
            if last.end == figure.start:
                joined[-1] = Figure(last.start, figure.end, frozenset(values))
                continue
            if last.end + 1 == figure.start and text[last.end] in _SPACE:
                joined[-1] = replace(last, values=last.values | values)
                figure = replace(figure, values=figure.values | values)
        joined.append(figure)
    return tuple(joined)
