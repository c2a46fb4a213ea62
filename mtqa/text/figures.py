"""The numbers that a text states, in digits or in words, with their values.

A number is read by the conventions of its language: "1.234,5" in German is "1,234.5" in English, "2
Mio." is "2 million", 3万5千 is 35,000. Where a reading is not certain, all are kept.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from mtqa.text.numerals import (
    COMMA_LANGUAGES,
    CONNECTORS,
    IDEOGRAPHS,
    POINT_LANGUAGES,
    SCALES,
    number_words,
)
from mtqa.text.wordtable import LONGEST_ENDING, SPACELESS, WordTable

_SPACE = " \u00a0\u2009\u202f"
_DIGIT = "[^\\D\u1090-\u1099]"  # in the Zawgyi encoding of Burmese the Shan digits are vowel signs
_NUMBER = re.compile(
    rf"{_DIGIT}+(?:[.,'\u2019\u066b\u066c\uff0c\uff0e]{_DIGIT}+|(?<!\d{{4}})[{_SPACE}]{_DIGIT}{{3}}(?!\d))*"
)
_LINK = re.compile(
    r"\s*(?:[-\u2010-\u2015~\u301c\uff5e,]|to|bis|до|à|a|e|y|и|i|至|到|or|and|und)?\s*"
)
_IDEOGRAPH_RUN = re.compile(f"[{''.join(IDEOGRAPHS)}]+")
_TENTHS = re.compile("([1-9一二两三四五六七八九])[成割]")
"""Seven of ten are 七成, which is 70 %."""
_APART = re.compile("(?<![一-九两])[一二两三四五六七八九]{2}(?=[级級成天日年月个個人岁歲])")
"""Six or seven: 六七级."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_ROMAN = re.compile(r"\b(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})\b")
_NUMBER_SIGN = re.compile("[\u2150-\u2182\u2460-\u2473\u00bc-\u00be]")  # Ⅱ, ⑤, ½
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_PLAIN_MARKS = {"\uff0c": ",", "\uff0e": "."}
_VAGUE = r"[多余餘数來来几幾]?(?:[:-][^\W\d_]{1,4}(?=\s))?"  # 30多亿, "20:een miljoonaan"
_OF_UNIT = r"(?!千(?:[伏瓦克卡赫帕焦米位]|字节|字節)|兆(?:[瓦赫帕焦]|字节|字節)|百帕)"
"""Kilo and mega, which belong to the unit: 千瓦 is a kilowatt, and 5千米 five kilometres."""
_DOUBTFUL = frozenset({"b", "bi", "k", "m", "md", "mi", "mil", "min", "mn", "tri"})
_GLUED_WORDS = frozenset({"cs", "de", "it", "nl"})
_LONGEST_PIECE = 12
_LONGEST_REST = 6  # sechsundvierzig-jährig


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
    return _joined(text, _spread(text, [_scaled(text, figure, lang) for figure in found]))


@lru_cache(maxsize=1024)
def spelled(text: str, lang: str | None) -> frozenset[float]:
    """Values of the numbers written in words, ideographs or Roman numerals, and of their parts.

    >>> sorted(spelled("Twenty-five of two hundred and ten, under Louis XIV", "en"))
    [2.0, 5.0, 10.0, 14.0, 20.0, 25.0, 100.0, 210.0]
    """
    values = {float(_ideographs(m[0])) for m in _IDEOGRAPH_RUN.finditer(text)}
    values |= {10.0 * _small(match[1]) for match in _TENTHS.finditer(text)}
    values |= {float(IDEOGRAPHS[m]) for run in _APART.findall(text) for m in run}
    values |= {unicodedata.numeric(mark) for mark in _NUMBER_SIGN.findall(text)}
    values |= {float(_roman(match[0])) for match in _ROMAN.finditer(text) if match[0]}
    for run in _runs(text, lang):
        values |= {value for readings in run for value in readings}
        values |= {_combined(run)} if len(run) > 1 else set()
    return frozenset(values)


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
        return frozenset({decimal}), parts
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


def _ideographs(run: str) -> int:
    """Value of a number in ideographs.

    >>> [_ideographs(run) for run in ("三百二十", "二〇一八", "一亿二千万", "十")]
    [320, 2018, 120000000, 10]
    """
    if len(run) > 1 and all(IDEOGRAPHS[mark] < 10 for mark in run):
        return int("".join(str(IDEOGRAPHS[mark]) for mark in run[:20]))
    total = section = digit = 0
    for mark in run[:40]:
        value = IDEOGRAPHS[mark]
        if value < 10:
            digit = value
        elif value < 10_000:
            section, digit = section + (digit or 1) * value, 0
        else:
            part = section + digit or 1
            total = total + part * value if total > value else (total + part) * value
            section = digit = 0
    return total + section + digit


def _small(mark: str) -> int:
    return IDEOGRAPHS[mark] if mark in IDEOGRAPHS else int(mark)


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _runs(text: str, lang: str | None) -> Iterator[list[tuple[float, ...]]]:
    """Number words in a row, each with its readings."""
    table = number_words(lang)
    if table is None or lang is None:
        return
    run: list[tuple[float, ...]] = []
    last = 0
    for match in _WORD.finditer(text):
        word = match[0].lower()
        readings = _readings(word, table, lang)
        touching = match.start() - last <= 1
        if readings and (touching or not run):
            run.append(readings)
        elif readings:
            yield run
            run = [readings]
        elif run and not (touching and word in CONNECTORS.get(lang, ())):
            yield run
            run = []
        last = match.end()
    if run:
        yield run


def _readings(word: str, table: WordTable, lang: str) -> tuple[float, ...]:
    """Values of one word; numbers glued into one are added up (dreiundzwanzig)."""
    if keys := table.of_word(word):
        return tuple(map(float, keys))
    return _glued(word, table, CONNECTORS[lang]) if lang in _GLUED_WORDS else ()


def _glued(word: str, table: WordTable, connectors: frozenset[str]) -> tuple[float, ...]:
    pieces: list[tuple[float, ...]] = []
    rest = word
    while len(rest) > 1:
        for size in range(min(len(rest), _LONGEST_PIECE), 0, -1):
            piece = rest[:size]
            keys = table.exact.get(piece) or table.stems.get(piece)
            if keys or piece in connectors:
                pieces += [tuple(map(float, keys))] if keys else []
                rest = rest[size:]
                break
        else:
            break
    if not pieces or len(rest) > _LONGEST_REST:
        return ()
    return tuple({_combined(pieces), *(values[0] for values in pieces)})


def _combined(run: Sequence[tuple[float, ...]]) -> float:
    """Value of number words in a row: "two hundred ten" is 2 x 100 + 10."""
    total = section = 0.0
    for values in run:
        value = max(values)
        if value < 100:
            section += value
        elif value == 100:
            section = (section or 1) * value
        else:
            total, section = total + (section or 1) * value, 0.0
    return total + section
