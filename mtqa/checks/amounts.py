"""Numbers, dates and measures that are not those of the source."""

import re
from collections.abc import Iterator

from mtqa.checks.base import Hits, Pair, source_check
from mtqa.mqm import Severity
from mtqa.text.calendar import days, months
from mtqa.text.counterparts import Stated, stated
from mtqa.text.figures import Figure
from mtqa.text.measures import kind, quantities
from mtqa.text.numerals import WORD_LANGUAGES
from mtqa.text.wordtable import Found, WordTable
from mtqa.types import Segment, Side, Span

_ADDRESS = re.compile(r"\S+(?:://|@|www\.)\S+|\S+\.(?:com|org|net|gov|html?)\b\S*", re.IGNORECASE)
_NAMED = re.compile(r"[A-Za-z]-?\Z")  # COVID-19, G20, F-16
_CONVERTIBLE = frozenset({"length", "weight", "area"})
_NEAR_A_NUMBER = re.compile(r"\d\s?(?:st|nd|rd|th|\.|\.º|er)?\s?(?:of|de|d['\u2019]|den)?\s?\Z")
_NUMBER_BEHIND = re.compile(r"\.?,?\s?(?:de\s)?\d")


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def changed_number(segment: Segment, pair: Pair) -> Hits:
    """A number of the source has become another: "1,234" for 1.243, "2 billion" for "2 Mio.".

    A number of the source that the target does not have, and one of the target that the source does
    not have, which differ in one digit, in two digits that changed places, or by a power of ten.
    Numbers are read by the conventions of their language, in digits of any script and in words
    ("2 Mio.", 3万, "twelve"); times by either clock, years in two digits, months and centuries by
    name count as the same. Converted measures (miles for kilometres) are left alone.

    Fires on TODO.

    >>> segment = Segment("It cost 2 billion.", source="Es kostete 2 Mio.")
    >>> [message for _, message in changed_number(segment, Pair("de", "en"))]
    ['"2 billion" where the source has "2 Mio"']
    """
    for lost, new in _changed(segment, pair):
        if _is_unconverted(segment, lost, new):
            continue
        yield (
            Span(new.start, new.end),
            _instead(segment.target[new.start : new.end], _source_text(segment, lost)),
        )


@source_check("Locale convention/Number format", Severity.MINOR)
def unconverted_number(segment: Segment, pair: Pair) -> Hits:
    """A number is spelt as in the source, which makes it another one in the target's language.

    "60.000" is sixty thousand in German and sixty in English.

    Fires on TODO.
    """
    for lost, new in _changed(segment, pair):
        if _is_unconverted(segment, lost, new):
            yield (
                Span(new.start, new.end),
                f'"{segment.target[new.start : new.end]}" is another number in this language',
            )


@source_check("Accuracy/Omission", Severity.MINOR)
def missing_number(segment: Segment, pair: Pair) -> Hits:
    """A number of the source is not in the target, nor one like it.

    Numbers up to 12 count only where the number words of the target's language are known, zero
    never. What `changed_number` finds is not reported twice.

    Fires on TODO.

    >>> segment = Segment("He died in May.", source="Er starb am 3. Mai 1877.")
    >>> [message for _, message in missing_number(segment, Pair("de", "en"))]
    ['the target does not say "3"', 'the target does not say "1877"']
    """
    if _is_converted(segment, pair):
        return
    told = {lost.start for lost, _ in _changed(segment, pair)}
    for lost in _missing(segment, pair):
        if lost.start not in told:
            yield (
                Span(lost.start, lost.end, Side.SOURCE),
                f'the target does not say "{_source_text(segment, lost)}"',
            )


@source_check("Accuracy/Addition", Severity.MINOR)
def added_number(segment: Segment, pair: Pair) -> Hits:
    """A number of the target that the source does not have, in digits or in words.

    Where the number words of the source's language are not known, round numbers and those up to 20
    are left alone, since people write these in words.

    Fires on TODO.

    >>> segment = Segment("All 450 came.", source="Alle kamen.")
    >>> [message for _, message in added_number(segment, Pair("de", "en"))]
    ['the source does not say "450"']
    """
    words_known = pair.source in WORD_LANGUAGES
    told = {new.start for _, new in _changed(segment, pair)}
    if _missing(segment, pair):
        return  # it stands for what is missing
    for new in _added(segment, pair):
        if new.start not in told and (words_known or not any(map(_is_round, new.values))):
            text = segment.target[new.start : new.end]
            yield Span(new.start, new.end), f'the source does not say "{text}"'


def _is_round(value: float) -> bool:
    return value <= 20 or value % 10 == 0


def _missing(segment: Segment, pair: Pair) -> list[Figure]:
    source = segment.source or ""
    return _uncovered(source, pair.source, stated(segment.target, pair.target))


def _added(segment: Segment, pair: Pair) -> list[Figure]:
    return _uncovered(segment.target, pair.target, stated(segment.source or "", pair.source))


def _uncovered(text: str, lang: str | None, other: Stated) -> list[Figure]:
    here = stated(text, lang)
    found = [
        figure for figure in here.figures if any(figure.values) and not other.covers(figure, here)
    ]
    if not found:
        return []
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    return [
        figure
        for figure in found
        if not any(start <= figure.start < end for start, end in addresses)
        and not _NAMED.search(text[max(0, figure.start - 3) : figure.start])
    ]


def _changed(segment: Segment, pair: Pair) -> list[tuple[Figure, Figure]]:
    """Numbers of the source and what became of them, each used once."""
    missing = _missing(segment, pair)
    added = _added(segment, pair) if missing else []
    if not added or _is_converted(segment, pair):
        return []
    pairs = []
    for lost in missing:
        like = next((new for new in added if _alike(segment, lost, new)), None)
        if like is not None:
            added.remove(like)
            pairs.append((lost, like))
    return pairs


def _is_converted(segment: Segment, pair: Pair) -> bool:
    """Whether a measure is given in another unit of its kind than in the source."""
    theirs = _units(segment.source or "", pair.source)
    ours = _units(segment.target, pair.target) if theirs else set()
    shared = ({kind(unit) for unit in theirs} & {kind(unit) for unit in ours}) & _CONVERTIBLE
    return any(
        not {u for u in theirs if kind(u) == name} & {u for u in ours if kind(u) == name}
        for name in shared
    )


def _units(text: str, lang: str | None) -> set[str]:
    return {unit for quantity in quantities(text, lang) for unit in quantity.units}


def _is_unconverted(segment: Segment, lost: Figure, new: Figure) -> bool:
    return segment.target[new.start : new.end] == _source_text(segment, lost)


def _alike(segment: Segment, lost: Figure, new: Figure) -> bool:
    """Whether one number looks like a slip for the other."""
    if any(_slip(one, other) for one in lost.values for other in new.values):
        return True
    before = re.sub(r"\D", "", (segment.source or "")[lost.start : lost.end])
    after = re.sub(r"\D", "", segment.target[new.start : new.end])
    return _one_digit_apart(_ascii(before), _ascii(after))


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


def _ascii(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


def _instead(now: str, was: str) -> str:
    return f'"{now}" where the source has "{was}"'


def _source_text(segment: Segment, figure: Figure) -> str:
    return (segment.source or "")[figure.start : figure.end]


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def changed_date(segment: Segment, pair: Pair) -> Hits:
    """A month or a day of the week has become another: "July 5" for "5. Juni".

    The source names one that the target does not, and the target one that the source does not.
    Months count next to a number only, since their names mean other things as well ("may", "mars").

    Fires on TODO.

    >>> segment = Segment("On Tuesday", source="Am Montag")
    >>> [message for _, message in changed_date(segment, Pair("de", "en"))]
    ['"Tuesday" where the source has "Montag"']
    """
    source = segment.source or ""
    for tables, find in ((months, _months), (days, _days)):
        theirs, ours = tables(pair.source), tables(pair.target)
        if theirs is None or ours is None:
            continue
        wanted, named = list(find(source, theirs)), list(find(segment.target, ours))
        lost = [f for f in wanted if not any({*f.keys} & {*g.keys} for g in named)]
        new = [f for f in named if not any({*f.keys} & {*g.keys} for g in wanted)]
        for was, became in zip(lost, new, strict=False):
            yield (
                Span(became.start, became.end),
                _instead(segment.target[became.start : became.end], source[was.start : was.end]),
            )


def _months(text: str, table: WordTable) -> Iterator[Found]:
    for found in table.find(text):
        before = text[max(0, found.start - 12) : found.start]
        if _NEAR_A_NUMBER.search(before) or _NUMBER_BEHIND.match(text, found.end):
            yield found


def _days(text: str, table: WordTable) -> Iterator[Found]:
    return table.find(text)


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def changed_measure(segment: Segment, pair: Pair) -> Hits:
    """A number has kept its value and lost its currency or unit: "$5m" for "5 Mio. Euro".

    Units of one kind only are compared (money, length, weight, area, time).

    Fires on TODO.

    >>> segment = Segment("It cost $5m.", source="Es kostete 5 Mio. Euro.")
    >>> [message for _, message in changed_measure(segment, Pair("de", "en"))]
    ['"$5m" where the source has "5 Mio. Euro"']
    """
    theirs = list(quantities(segment.source or "", pair.source))
    ours = list(quantities(segment.target, pair.target)) if theirs else []
    for quantity in ours:
        same = [q for q in theirs if q.figure.values & quantity.figure.values]
        kinds = {kind(unit) for unit in quantity.units} - {None}
        rivals = [q for q in same if kinds & {kind(unit) for unit in q.units}]
        if not rivals or any(q.units & quantity.units for q in theirs):
            continue
        if not any(q.units & rivals[0].units for q in ours):
            was = (segment.source or "")[rivals[0].start : rivals[0].end]
            now = segment.target[quantity.start : quantity.end]
            yield Span(quantity.start, quantity.end), _instead(now, was)
