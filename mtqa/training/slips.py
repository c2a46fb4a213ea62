"""Slips of the pen in names."""

import re
from random import Random

from mtqa.text import lexicon
from mtqa.training.check_texts import Row

_NAMES = r"(?<=[a-z,] )[A-Z][a-z]{6,}\b"
_KNOWN = 3.0  # zipf: one in a million
_VOWELS = "aeiou"


def slip(word: str, rng: Random) -> str:
    """A word behind whose first letter one letter is dropped, written twice, another vowel for a
    vowel, or in the place of its neighbour."""
    places = range(1, len(word))
    slips = {
        *(word[:at] + word[at + 1 :] for at in places),
        *(word[:at] + word[at] + word[at:] for at in places),
        *(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places[:-1]),
        *(
            word[:at] + vowel + word[at + 1 :]
            for at in places
            if word[at] in _VOWELS
            for vowel in _VOWELS
        ),
    }
    return rng.choice(sorted(slips - {word}))


def misspelt(row: Row, rng: Random) -> str | None:
    """A slip in a capitalised word that readers know, which makes it none that they know."""
    places = [
        match for match in re.finditer(_NAMES, row.target) if lexicon.zipf(match[0], "en") >= _KNOWN
    ]
    if not places:
        return None
    match = rng.choice(places)
    other = slip(match[0], rng)
    if lexicon.zipf(other, "en") >= _KNOWN:
        return None
    return row.target[: match.start()] + other + row.target[match.end() :]
