"""Two ways to write one language: simplified and traditional Chinese, Cyrillic and Latin Serbian.

The Chinese ones are told apart by the character sets made for them: GB 2312 (1980, the People's
Republic) has no traditional forms, Big5 (1984, Taiwan) no simplified ones. What only one of them
has gives a text away; the few characters that both or neither have do not.
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from mtqa.text.language import standard

_TWO_ALPHABETS = frozenset(("az", "bs", "kk", "sr", "tg", "tk", "uz"))
_CHINESE = frozenset(("zh", "yue", "wuu"))
_REGIONS = {"CN": "Hans", "SG": "Hans", "TW": "Hant", "HK": "Hant", "MO": "Hant"}
_NAMES = {"Hans": "simplified", "Hant": "traditional", "Cyrl": "Cyrillic", "Latn": "Latin"}
_LETTERS = {"Cyrl": regex.compile(r"\p{Cyrillic}"), "Latn": regex.compile(r"\p{Latin}")}
_HAN = regex.compile(r"[\u4e00-\u9fff]")
_MOST = 0.9  # of the letters of a sentence in the other alphabet: names and brands are fewer


@dataclass(frozen=True, slots=True)
class Variants:
    """The variant that an article is written in, and the other one, as ISO 15924 scripts."""

    own: str
    other: str

    @property
    def wording(self) -> tuple[str, str, str]:
        """What people call the two, and what is counted."""
        unit = "characters" if self.own in ("Hans", "Hant") else "letters"
        return _NAMES[self.own], _NAMES[self.other], unit


def variants(tag: str | None, texts: Sequence[str]) -> Variants | None:
    """The variants of an article's language; None if it has only one, or none prevails in it.

    >>> variants("sr-Latn", [])
    Variants(own='Latn', other='Cyrl')
    """
    parts = (standard(tag or "") or "").split("-")
    if parts[0] not in _CHINESE | _TWO_ALPHABETS:
        return None
    pair = ("Hans", "Hant") if parts[0] in _CHINESE else ("Cyrl", "Latn")
    told = next((tag for tag in (*parts, *map(_REGIONS.get, parts)) if tag in pair), None)
    counts = [script == told if told else _count(texts, script) for script in pair]
    if counts[0] == counts[1]:
        return None
    return Variants(*(pair if counts[0] > counts[1] else pair[::-1]))


def in_other(text: str, variant: Variants, least: int) -> tuple[int, int] | None:
    """The place in a text, first to last letter, that is in the other variant; None if under
    `least` characters are, or it is a name in a sentence of another alphabet.

    >>> in_other("国家发展。", Variants("Hant", "Hans"), 2)
    (0, 3)
    """
    if text.isascii() and variant.other != "Latn":
        return None
    places = _places(text, variant.other)
    if len(places) < least:
        return None
    own = 0 if variant.own in ("Hans", "Hant") else len(_places(text, variant.own))
    if len(places) < _MOST * (len(places) + own):
        return None
    return places[0], places[-1] + 1


def _count(texts: Sequence[str], script: str) -> int:
    return sum(len(_places(text, script)) for text in texts)


def _places(text: str, script: str) -> list[int]:
    if script in _LETTERS:
        return [match.start() for match in _LETTERS[script].finditer(text)]
    return [match.start() for match in _HAN.finditer(text) if _variant(match[0]) == script]


@functools.lru_cache(maxsize=1 << 13)
def _variant(character: str) -> str | None:
    """The one variant of Chinese that has a character; None if both or neither have it."""
    simplified, traditional = _has("gb2312", character), _has("big5", character)
    if simplified == traditional:
        return None
    return "Hans" if simplified else "Hant"


def _has(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
