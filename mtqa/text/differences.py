"""Which numbers of two texts that should say the same differ, and which became which."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from mtqa.text.counterparts import Stated, stated
from mtqa.text.figures import Figure
from mtqa.text.measures import kind, named_units, quantities, retold

_TOKEN = re.compile(r"\S+")
_OF_ADDRESS = re.compile(r"://|.@|www\.|.\.(?:com|org|net|gov|html?)\b", re.IGNORECASE)
_NAMED = re.compile(r"(?:[A-Za-z]-?|(?:GMT|UTC)\s?[+\u2212-])\Z")  # COVID-19, G20, GMT+8
_CONVERTIBLE = frozenset({"length", "weight", "area"})
_FAHRENHEIT = re.compile(
    r"[°º]\s?F\b|\u2109|degrees F\b|fahrenheit|фаренгейт|华氏|華氏|화씨|فهرنهايت", re.IGNORECASE
)
_DEGREES = re.compile(
    r"\+?[多几余餘]?[\s-]{0,2}(?:[°º\u2103\u2109]|(?:degrees?|grad[iou]?s?|grade[nrs]|degrés?|celsius"
    r"|aste(?:en|tta|ita|iden)?|kraadi?|fok(?:os|kal)?|stig|derajat|độ)\b"
    r"|stup(?:an?j|e?[nň])|step(?:en|ie?n)|stop(?:ni|ień)|derece|grād|laipsni|βαθμ|градус|степен"
    r"|度|도|درج|डिग्री|מעלות|องศา)",
    re.IGNORECASE,
)
"""Behind a figure; elsewhere they are earned by students, and are half of the word for India."""
_ROUNDED = 3.0
"""Degrees Celsius by which a converted temperature may be rounded: "above 90 degrees" is "over 30
degrees" to a German."""
_MOST = 40
"""Differing numbers of a side that are compared with each other, since the work is the product of
both; a sentence of 40 wrong numbers is no sentence."""


@dataclass(frozen=True, slots=True)
class Differences:
    """Numbers of the source that the target lacks, numbers of the target that the source lacks, and
    pairs of these that look like a slip, each used once. `is_converted` tells that a measure has
    another unit of its kind or a temperature another scale, so that its number had to change."""

    missing: tuple[Figure, ...] = ()
    added: tuple[Figure, ...] = ()
    changed: tuple[tuple[Figure, Figure], ...] = ()
    is_converted: bool = False


@lru_cache(maxsize=64)
def differences(
    source: str, target: str, source_lang: str | None, target_lang: str | None
) -> Differences:
    """Compare the numbers of a source with those of its target, both languages bare.

    >>> found = differences("243 Siege in 12 Spielen", "234 wins in 12 games, 9 draws", "de", "en")
    >>> [(sorted(lost.values), sorted(new.values)) for lost, new in found.changed]
    [([243.0], [234.0])]
    >>> [sorted(figure.values) for figure in found.added]
    [[234.0], [9.0]]
    """
    theirs, ours = stated(source, source_lang), stated(target, target_lang)
    missing = _told_once(_uncovered(theirs, ours), theirs)
    added = _told_once(_uncovered(ours, theirs), ours)
    if not missing:
        return Differences(added=added)
    if _is_other_scale(source, target, missing, added) or _is_other_unit(
        source, target, source_lang, target_lang
    ):
        return Differences(missing, added, is_converted=True)
    return Differences(missing, added, _changed(source, target, missing, added))


def _uncovered(here: Stated, there: Stated) -> tuple[Figure, ...]:
    found = [figure for figure in here.figures if any(figure.values)]
    found = [figure for figure in found if not there.covers(figure, here)]
    if not found:
        return ()
    tokens = [m for m in _TOKEN.finditer(here.text) if _OF_ADDRESS.search(m[0])]
    starts = [match.start() for match in tokens]
    return tuple(
        figure
        for figure in found
        if not _is_inside(figure, tokens, starts)
        and not _NAMED.search(here.text[max(0, figure.start - 5) : figure.start])
    )


def _told_once(found: tuple[Figure, ...], text: Stated) -> tuple[Figure, ...]:
    """Without those that the text tells in a second unit as well, if that one is not found."""
    if not found or not ("(" in text.text or "\uff08" in text.text):
        return found
    twins, starts = retold(text.text, text.lang), {figure.start for figure in found}
    return tuple(f for f in found if twins.get(f.start, f.start) in starts)


def _is_inside(figure: Figure, tokens: Sequence[re.Match[str]], starts: Sequence[int]) -> bool:
    index = bisect_right(starts, figure.start) - 1
    return index >= 0 and figure.start < tokens[index].end()


def _changed(
    source: str, target: str, missing: Sequence[Figure], added: Sequence[Figure]
) -> tuple[tuple[Figure, Figure], ...]:
    left = list(added[:_MOST])
    pairs = []
    for lost in missing[:_MOST]:
        text = source[lost.start : lost.end]
        like = next((n for n in left if _alike(lost, text, n, target[n.start : n.end])), None)
        if like is not None:
            left.remove(like)
            pairs.append((lost, like))
    return tuple(pairs)


def _is_other_scale(
    source: str, target: str, missing: Sequence[Figure], added: Sequence[Figure]
) -> bool:
    """Whether one side has degrees Fahrenheit and the other has not; often only the reader's
    country tells which degrees are meant, and then the numbers must fit."""
    if bool(_FAHRENHEIT.search(source)) != bool(_FAHRENHEIT.search(target)):
        return True
    theirs, ours = _degrees(source, missing[:_MOST]), _degrees(target, added[:_MOST])
    return any(_is_same_heat(a, b) or _is_same_heat(b, a) for a in theirs for b in ours)


def _degrees(text: str, found: Sequence[Figure]) -> set[float]:
    return {value for f in found if _DEGREES.match(text, f.end) for value in f.values}


def _is_same_heat(fahrenheit: float, celsius: float) -> bool:
    """Whether two temperatures, or two differences of temperatures, may be one, rounded.

    >>> _is_same_heat(90, 30), _is_same_heat(90, 20), _is_same_heat(20, 11)
    (True, False, True)
    """
    if abs(fahrenheit / 1.8 - celsius) <= 1:  # a difference of temperatures
        return True
    return abs((fahrenheit - 32) / 1.8 - celsius) <= _ROUNDED


def _is_other_unit(
    source: str, target: str, source_lang: str | None, target_lang: str | None
) -> bool:
    theirs, ours = _units(source, source_lang), _units(target, target_lang)
    theirs, ours = (
        theirs | named_units(source, source_lang) if ours else theirs,
        ours | named_units(target, target_lang) if theirs else ours,
    )
    shared = ({kind(unit) for unit in theirs} & {kind(unit) for unit in ours}) & _CONVERTIBLE
    return any(
        not {u for u in theirs if kind(u) == name} & {u for u in ours if kind(u) == name}
        for name in shared
    )


def _units(text: str, lang: str | None) -> set[str]:
    return {unit for quantity in quantities(text, lang) for unit in quantity.units}


def _alike(lost: Figure, was: str, new: Figure, now: str) -> bool:
    """Whether one number looks like a slip for the other."""
    if any(_slip(one, other) for one in lost.values for other in new.values):
        return True
    return _one_digit_apart(_digits(was), _digits(now))


def _slip(one: float, other: float) -> bool:
    """Whether two values differ by a power of ten.

    >>> _slip(2e6, 2e9), _slip(2.5, 25), _slip(2, 3)
    (True, True, False)
    """
    if not one or not other or one == other:
        return False
    ratio = max(one, other) / min(one, other)
    return any(abs(ratio - 10.0**power) < 1e-6 * ratio for power in range(1, 13))


def _one_digit_apart(one: str, other: str) -> bool:
    """One digit replaced, or two neighbours swapped.

    >>> [_one_digit_apart("1234", other) for other in ("1244", "1324", "1243", "12", "4321")]
    [True, True, True, False, False]
    """
    if len(one) != len(other):
        return False
    places = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 2:
        i, j = places
        return j == i + 1 and one[i] == other[j] and one[j] == other[i]
    return len(places) == 1


def _digits(text: str) -> str:
    return "".join(str(int(digit)) for digit in re.sub(r"\D", "", text))
