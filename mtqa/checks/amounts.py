"""Numbers, dates and measures that are not those of the source."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from mtqa.checks.base import Hits, Pair, source_check
from mtqa.mqm import Severity
from mtqa.text.calendar import days, is_numbered, means_a_month, months
from mtqa.text.differences import Differences, differences
from mtqa.text.figures import Figure
from mtqa.text.measures import Quantity, kind, quantities
from mtqa.text.numerals import WORD_LANGUAGES
from mtqa.text.wordtable import Found, WordTable
from mtqa.types import Segment, Side, Span

_NEAR_A_NUMBER = re.compile(r"\d\s?(?:st|nd|rd|th|\.|\.º|er)?\s?(?:of|de|d['\u2019]|den)?\s?\Z")
_DATED = re.compile(r"\d(?:st|nd|rd|th|\.)?,?\s\Z")
_IN_FIGURES = re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}(?!\d)")  # a date, perhaps
_NUMBER_BEHIND = re.compile(r"\.?,?\s?(?:de\s)?\d")


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def changed_number(segment: Segment, pair: Pair) -> Hits:
    """A number of the source has become another: "1,234" for 1.243, "2 billion" for "2 Mio.".

    A number of the source that the target does not have, and one of the target that the source does
    not have, which differ in one digit, in two digits that changed places, or by a power of ten.
    Numbers are read by the conventions of their language, in digits of any script and in words
    ("2 Mio.", 3万, "twelve"); times by either clock, years in two digits, months and centuries by
    name count as the same. Converted measures (miles for kilometres) are left alone.

    Fires on 1.5 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 2 of
    1,000 from English into 127 languages (NTREX-128) and on 11.8 of 1,000 by weak systems. Of
    digits changed it sees 96 %.

    >>> segment = Segment("It cost 2 billion.", source="Es kostete 2 Mio.")
    >>> [message for _, message in changed_number(segment, Pair("de", "en"))]
    ['"2 billion" where the source has "2 Mio"']
    """
    for lost, new in _differences(segment, pair).changed:
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

    Fires on 0.026 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.3 of
    1,000 from English into 127 languages (NTREX-128) and on none of 13,060 by weak systems. Of
    numbers left as they were it sees 96 %.

    >>> segment = Segment("They paid 60.000 dollars.", source="Sie zahlten 60.000 Dollar.")
    >>> [message for _, message in unconverted_number(segment, Pair("de", "en"))]
    ['"60.000" is another number in this language']
    """
    for lost, new in _differences(segment, pair).changed:
        if _is_unconverted(segment, lost, new):
            yield (
                Span(new.start, new.end),
                f'"{segment.target[new.start : new.end]}" is another number in this language',
            )


@source_check("Accuracy/Omission", Severity.MINOR)
def missing_number(segment: Segment, pair: Pair) -> Hits:
    """A number of the source is not in the target, nor one like it.

    Numbers up to 12 count only where the number words of the target's language are known; zero, and
    one, which is as often an article, never. What `changed_number` finds is not reported twice.

    Fires on 4.9 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 7.2 of
    1,000 from English into 127 languages (NTREX-128) and on 88.4 of 1,000 by weak systems. Of
    numbers left out it sees 98 %.

    >>> segment = Segment("He died in May.", source="Er starb am 3. Mai 1877.")
    >>> [message for _, message in missing_number(segment, Pair("de", "en"))]
    ['the target does not say "3"', 'the target does not say "1877"']
    """
    found = _differences(segment, pair)
    if found.is_converted:
        return
    told = {lost.start for lost, _ in found.changed}
    for lost in found.missing:
        if lost.start not in told and lost.values != {1}:
            yield (
                Span(lost.start, lost.end, Side.SOURCE),
                f'the target does not say "{_source_text(segment, lost)}"',
            )


@source_check("Accuracy/Addition", Severity.MINOR)
def added_number(segment: Segment, pair: Pair) -> Hits:
    """A number of the target that the source does not have, in digits or in words.

    Where the number words of the source's language are not known, round numbers and those up to 20
    are left alone, since people write these in words; so is the year behind a date.

    Fires on 4.7 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 2.8 of
    1,000 from English into 127 languages (NTREX-128) and on 1.9 of 1,000 by weak systems. Of
    numbers added it sees 98 %.

    >>> segment = Segment("All 450 came.", source="Alle kamen.")
    >>> [message for _, message in added_number(segment, Pair("de", "en"))]
    ['the source does not say "450"']
    """
    words_known = pair.source in WORD_LANGUAGES
    found = _differences(segment, pair)
    if found.missing:
        return  # it stands for what is missing
    for new in found.added:
        dated = _DATED.search(segment.target[max(0, new.start - 8) : new.start])
        if dated and any(1900 <= value < 2100 for value in new.values):
            continue
        if words_known or not any(map(_is_round, new.values)):
            text = segment.target[new.start : new.end]
            yield Span(new.start, new.end), f'the source does not say "{text}"'


def _is_round(value: float) -> bool:
    return value <= 20 or value % 10 == 0


def _differences(segment: Segment, pair: Pair) -> Differences:
    return differences(segment.source or "", segment.target, pair.source, pair.target)


def _is_unconverted(segment: Segment, lost: Figure, new: Figure) -> bool:
    return segment.target[new.start : new.end] == _source_text(segment, lost)


def _instead(now: str, was: str) -> str:
    return f'"{now}" where the source has "{was}"'


def _source_text(segment: Segment, figure: Figure) -> str:
    return (segment.source or "")[figure.start : figure.end]


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def changed_date(segment: Segment, pair: Pair) -> Hits:
    """A month or a day of the week has become another: "July 5" for "5. Juni".

    The source names one that the target does not, and the target one that the source does not.
    Names of months count next to a number, and alone where they can hardly mean anything else: not
    March and May, not in languages in which months are words (Czech, Polish, Turkish, ...), and
    not if a date in figures stands on either side.

    Fires on 0.13 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 7 of
    60,000 from English into 127 languages (NTREX-128), all of them slips, and on 4.1 of 1,000 by
    weak systems. Of months and days changed it sees 74 %.

    >>> segment = Segment("On Tuesday", source="Am Montag")
    >>> [message for _, message in changed_date(segment, Pair("de", "en"))]
    ['"Tuesday" where the source has "Montag"']
    """
    yield from _changed(segment, days(pair.source), days(pair.target), None)
    yield from _changed(segment, months(pair.source), months(pair.target), pair)


def _changed(
    segment: Segment, theirs: WordTable | None, ours: WordTable | None, months_of: Pair | None
) -> Hits:
    """What of one table the source names and the target does not, and what stands instead there;
    of months, those that are surely meant (`months_of`: the languages)."""
    source, target = segment.source or "", segment.target
    if theirs is None or ours is None or not (wanted := list(theirs.find(source))):
        return
    named = list(ours.find(target))
    lost, new = wanted, named
    if months_of is not None:
        alone = not (_IN_FIGURES.search(source) or _IN_FIGURES.search(target))
        lost = _sure_months(wanted, source, months_of.source, alone=alone)
        new = _sure_months(named, target, months_of.target, alone=alone)
    for was, became in zip(_without(lost, named), _without(new, wanted), strict=False):
        yield (
            Span(became.start, became.end),
            _instead(target[became.start : became.end], source[was.start : was.end]),
        )


def _without(found: list[Found], others: list[Found]) -> list[Found]:
    keys = {key for other in others for key in other.keys}
    return [one for one in found if keys.isdisjoint(one.keys)]


def _sure_months(found: list[Found], text: str, lang: str | None, *, alone: bool) -> list[Found]:
    """Those months that stand beside a number, or `alone` and can hardly mean anything else."""
    return [
        one
        for one in found
        if _NEAR_A_NUMBER.search(text[max(0, one.start - 12) : one.start])
        or _NUMBER_BEHIND.match(text, one.end)
        or is_numbered(lang)
        or (alone and means_a_month(one, text, lang))
    ]


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def changed_measure(segment: Segment, pair: Pair) -> Hits:
    """A number has kept its value and lost its currency or unit: "$5m" for "5 Mio. Euro".

    Units of one kind only are compared (money, length, weight, area, time).

    Fires on 0.16 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on none of
    20,000 from English into 127 languages (NTREX-128) and on 0.46 of 1,000 by weak systems. Of
    currencies changed it sees 68 %, and `numbers.two_units` half of the rest ("US€5").

    >>> segment = Segment("It cost $5m.", source="Es kostete 5 Mio. Euro.")
    >>> [message for _, message in changed_measure(segment, Pair("de", "en"))]
    ['"$5m" where the source has "5 Mio. Euro"']
    """
    theirs = list(quantities(segment.source or "", pair.source))
    ours = list(quantities(segment.target, pair.target)) if theirs else []
    rivals = _first_by_value_and_kind(theirs)
    kept, said = _units(theirs), _units(ours)
    for quantity in ours:
        rival = next((rivals[key] for key in _keys(quantity) if key in rivals), None)
        if rival is None or any(unit in kept for unit in quantity.units):
            continue
        if all(said[unit] < kept[unit] for unit in rival.units):
            was = (segment.source or "")[rival.start : rival.end]
            now = segment.target[quantity.start : quantity.end]
            yield Span(quantity.start, quantity.end), _instead(now, was)


def _first_by_value_and_kind(found: list[Quantity]) -> Mapping[tuple[float, str], Quantity]:
    return {key: quantity for quantity in reversed(found) for key in _keys(quantity)}


def _keys(quantity: Quantity) -> Iterator[tuple[float, str]]:
    """Each value that it may have with each thing that it may measure."""
    kinds = {kind(unit) for unit in quantity.units}
    for name in sorted(name for name in kinds if name is not None):
        for value in sorted(quantity.figure.values):
            yield value, name


def _units(found: list[Quantity]) -> Counter[str]:
    """How many have each unit."""
    return Counter(unit for quantity in found for unit in quantity.units)
