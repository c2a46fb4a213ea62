"""The same sentences written another way: what says nothing about quality must teach nothing.

Headlines have no full stop, captions stand in capitals, speech in quotes, agencies put a place
before the first sentence. A style is drawn once for a whole group, for the clean sentence and the
damaged ones alike: a network that has seen only sentences takes every headline for a fragment.
"""

from dataclasses import replace
from random import Random

from mtqa.training.examples import Example, Group

_SMALL = frozenset(
    ("a", "an", "the", "of", "in", "on", "at", "to", "for", "with", "by", "from", "as", "and")
)
_PLACES = (
    "LONDON (Reuters)",
    "WASHINGTON",
    "BERLIN (AP)",
    "Nairobi",
    "Kyiv, March 3",
    "Paris",
)
_QUOTES = (
    ('"', '"'),
    ("\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"),
)
_SHARES = {
    "as it is": 72,
    "no end": 14,
    "headline": 6,
    "capitals": 2,
    "quoted": 3,
    "placed": 3,
}


def styled(group: Group, rng: Random) -> Group:
    """The group as it is (mostly), or all of it in one other style."""
    style = rng.choices(list(_SHARES), list(_SHARES.values()))[0]
    if style == "no end":
        return [_spelled(example, _without_end(example.text)) for example in group]
    if style == "headline":
        return [_spelled(example, _headline(example.text)) for example in group]
    if style == "capitals":
        return [_spelled(example, example.text.upper()) for example in group]
    if style == "quoted":
        before, after = rng.choice(_QUOTES)
        return [_framed(example, before, after) for example in group]
    if style == "placed":
        before = rng.choice(_PLACES) + rng.choice((" - ", ": ", " \N{EN DASH} "))
        return [_framed(example, before, "") for example in group]
    return group


def _spelled(example: Example, text: str) -> Example:
    """The marks fit only where every letter keeps its place; elsewhere nothing changes."""
    same = len(text) in (len(example.text), len(example.text) - 1)
    return replace(example, text=text) if same and text else example


def _without_end(text: str) -> str:
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _headline(text: str) -> str:
    words = _without_end(text).split(" ")
    return " ".join(word if word in _SMALL else word[:1].upper() + word[1:] for word in words)


def _framed(example: Example, before: str, after: str) -> Example:
    marks = example.marks and tuple(
        replace(mark, start=mark.start + len(before), end=mark.end + len(before))
        for mark in example.marks
    )
    return replace(example, text=before + example.text + after, marks=marks)
