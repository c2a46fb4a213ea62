"""Numbers in words, ideographs, Roman numerals or signs, with their values."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mtqa.text.numerals import CONNECTORS, IDEOGRAPHS, number_words
from mtqa.text.wordtable import WordTable

_IDEOGRAPH_RUN = re.compile(f"[{''.join(IDEOGRAPHS)}]+")
_TENTHS = re.compile("([1-9一二两三四五六七八九])[成割]")
"""Seven of ten are 七成, which is 70 %."""
_APART = re.compile("(?<![一-九两])[一二两三四五六七八九]{2}(?=[级級成天日年月个個人岁歲])")
"""Six or seven: 六七级."""
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_ROMAN = re.compile(r"\b(?=[IVXLC])(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})\b")
_NUMBER_SIGN = re.compile("[\u2150-\u2182\u2460-\u2473\u00bc-\u00be]")  # Ⅱ, ⑤, ½
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_HALF = 0.5  # of what follows: half a million
_GLUED_WORDS = frozenset({"cs", "de", "it", "nl"})
_DOTTED = frozenset({"az", "tr"})
_DOTLESS = str.maketrans("Iİ", "ıi")  # noqa: RUF001
"""Small letters of these languages; elsewhere the small one of a dotted I is two characters."""
_LONGEST_PIECE = 12
_LONGEST_REST = 6  # sechsundvierzig-jährig


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
        if len(run) > 1:
            values.add(_combined(run))
        if len(run) > 1 and _HALF in run[0]:
            values.add(_HALF * _combined(run[1:]))
    return frozenset(values)


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
        word = _in_small(match[0], lang)
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


def _in_small(word: str, lang: str) -> str:
    """A word in small letters.

    >>> _in_small("İki", "tr"), _in_small("KIRK", "tr")
    ('iki', 'kırk')
    """
    return (word.translate(_DOTLESS) if lang in _DOTTED else word).lower()


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
