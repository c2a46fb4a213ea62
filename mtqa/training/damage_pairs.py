"""Damage to a line that only its source shows, by the check that is to find it."""
# ruff: noqa: RUF001  # marks of many scripts

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from mtqa.training.check_texts import Row
from mtqa.training.damage_lines import WEEKDAYS, LineDamage, edited, ended, foreign_run

PairDamage = Callable[[Row, Random], tuple[Row, Row] | None]

_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip
_NEGATION = re.compile(r"\b(?:not|never|no) (?!only|just|merely|simply|least|even)|n['\u2019]t\b")
_NAME = r"\b[A-Z]\w{2,}(?: [A-Z]\w{2,})+"
_SOURCE_ENDS = re.compile(r"[^\W\d_]{2}[.!?][\"\u201c\u201d\u00bb]?\s+(?=\S)|[。！？](?=\s?\w)")
_NEGATED = re.compile(r"\b(?:nicht|kein\w*|nie|не|нет|ne\w+|ei|не\w+)\b|不|没有", re.IGNORECASE)


def _target(damage: LineDamage) -> PairDamage:
    """Damage to the target alone."""

    def change(row: Row, rng: Random) -> tuple[Row, Row] | None:
        target = damage(row, rng)
        if target is None or target == row.target:
            return None
        return row, replace(row, target=target)

    return change


def _lost(*pieces: str) -> PairDamage:
    """A piece that both sides have, and then the source alone."""

    def change(row: Row, rng: Random) -> tuple[Row, Row]:
        piece = rng.choice(pieces)
        both = Row(ended(piece)(row, rng) or "", f"{row.source} {piece}")
        return both, replace(both, target=row.target)

    return change


def _first_words(row: Row, rng: Random) -> str | None:
    words = row.target.split()
    return " ".join(words[: len(words) // 4]) + "." if len(words) >= 16 else None


def _negation(row: Row, rng: Random) -> str | None:
    """The one word that negates is gone; of "not only" but the opposite of a part would be."""
    if not _NEGATED.search(row.source or ""):
        return None
    if len(_NEGATION.findall(row.target)) != 1:
        return None
    return _NEGATION.sub("", row.target)


def _sentence_less(row: Row, rng: Random) -> str | None:
    """One sentence of eight words or more less, where the source has as many: of what was half a
    sentence there nobody can say that a sentence was left out."""
    sentences = re.split(r"(?<=[a-z]{5}[.!?]) (?=[A-Z])", row.target)
    if len(sentences) < 2 or len(_SOURCE_ENDS.findall(row.source or "")) + 1 < len(sentences):
        return None
    long = [number for number, sentence in enumerate(sentences) if len(sentence.split()) >= 8]
    if not long:
        return None
    del sentences[rng.choice(long)]
    return " ".join(sentences)


def _shared_number(change: Callable[[str, Random], str]) -> LineDamage:
    """Damage to a number that stands in both sides as it is."""

    def damage(row: Row, rng: Random) -> str | None:
        pattern = r"(?<![\d.,:$€£/-])\d{2,}(?![\d.,:/-]*\d)"
        shared = set(re.findall(pattern, row.source or "")) & set(re.findall(pattern, row.target))
        if not shared:
            return None
        number = rng.choice(sorted(shared))
        return re.sub(rf"(?<!\d){number}(?!\d)", change(number, rng), row.target)

    return damage


def _as_in_source(row: Row, rng: Random) -> str | None:
    """A number of the target is spelt with the points that the source has in it."""
    numbers = re.findall(r"(?<![\d.,])\d{1,3},\d{3}(?![\d.,]*\d)", row.target)
    shared = [number for number in numbers if number.replace(",", ".") in (row.source or "")]
    if not shared:
        return None
    number = rng.choice(shared)
    return row.target.replace(number, number.replace(",", "."))


def _other_digit(number: str, rng: Random) -> str:
    at = rng.randrange(len(number))
    other = rng.choice([digit for digit in "123456789" if digit != number[at]])
    return number[:at] + other + number[at + 1 :]


def _shared_name(row: Row, rng: Random) -> str | None:
    """A name of two words or more, which stands in both sides, becomes a pronoun: a whole one, of
    which the line has no word besides, since of a part that is gone a reader misses little."""
    theirs = re.findall(_NAME, row.source or "")
    lost = [
        (match[0], f"{row.target[: match.start()]}it{row.target[match.end() :]}")
        for match in re.finditer(_NAME, row.target)
        if re.search("[a-z,] $", row.target[: match.start()])
        and any(name.startswith(match[0]) for name in theirs)
    ]
    whole = [left for name, left in lost if not any(word in left for word in name.split())]
    return rng.choice(whole) if whole else None


def _another_name(match: re.Match[str], rng: Random) -> str:
    """Another month for a month, another day for a day."""
    names = _MONTHS if match[0] in _MONTHS else WEEKDAYS
    return rng.choice([name for name in names if name != match[0]])


def _quotes(row: Row, rng: Random) -> str | None:
    marks = '["“”„«»「」]'
    if not re.search(f"{marks}.+{marks}", row.source or ""):
        return None
    return re.sub('["“”]', "", row.target)


PAIRS: Mapping[str, PairDamage] = {
    "coverage.too_short": _target(_first_words),
    "coverage.too_long": _target(lambda row, rng: " ".join([row.target] * 4)),
    "coverage.copied_source": _target(foreign_run),
    "coverage.dropped_negation": _target(_negation),
    "coverage.omitted_sentence": _target(_sentence_less),
    "coverage.added_sentence": _target(
        lambda row, rng: (
            f"{row.target} The weather in the mountains stayed dry for most of the week."
        )
    ),
    "omission.empty_translation": _target(lambda row, rng: ""),
    "amounts.changed_number": _target(_shared_number(_other_digit)),
    "amounts.unconverted_number": _target(_as_in_source),
    "amounts.missing_number": _target(_shared_number(lambda number, rng: "some")),
    "amounts.added_number": _target(ended("in 47 cities", "by 6,314 people", "after 83 days")),
    "amounts.changed_date": _target(edited("|".join((*_MONTHS, *WEEKDAYS)), _another_name)),
    "amounts.changed_measure": _target(
        edited(r"[$€£](?=\d)", lambda match, rng: rng.choice("$€£".replace(match[0], "")))
    ),
    "carried.missing_address": _lost("www.example.org/news", "https://example.org/a", "a@b.org"),
    "carried.missing_placeholder": _lost("{name}", "%s", "{{count}}"),
    "carried.missing_handle": _lost("#MeToo", "@reuters"),
    "carried.missing_brackets": _lost("(as the agency reported)", "(in the north of the town)"),
    "carried.missing_quotes": _target(_quotes),
    "carried.missing_name": _target(_shared_name),
}
