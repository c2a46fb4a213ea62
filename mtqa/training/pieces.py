"""The words of a hurt sentence, and what the kinds of damage share.

A kind is a function from the words of a sentence to pieces that know how badly they are hurt.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from mtqa.training.world import World

FINE, MINOR, MAJOR = 0, 1, 2
_FUNCTION_WORDS = (
    "a an the of in on at to for with by from about over under into as that which who whose it its "
    "his her their he she they this these there and but or if when while because is are was were "
    "has had have be been will would can could not"
)
FUNCTION_WORDS = tuple(_FUNCTION_WORDS.split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the hurt sentence and how badly it is hurt: `FINE`, `MINOR` or `MAJOR`."""

    word: str
    hurt: int = FINE


Pieces = list[Piece]
Kind = Callable[[Pieces, World, Random], Pieces]


def some(pieces: Pieces, rng: Random, share: float, *, content: bool = False) -> list[int]:
    """About `share` of the places (at least one), in random order."""
    places = [i for i, p in enumerate(pieces) if not content or len(p.word.strip(".,")) > 3]
    places = places or list(range(len(pieces)))
    return rng.sample(places, max(1, min(len(places), round(len(pieces) * share))))


def cut(pieces: Pieces, rng: Random, longest: int) -> tuple[int, int]:
    """A stretch of one to `longest` places, half-open."""
    size = rng.randint(1, min(longest, len(pieces)))
    start = rng.randrange(len(pieces) - size + 1)
    return start, start + size


def like(old: str, new: str) -> str:
    """Give a new word the capital and the closing mark of the old one."""
    tail = old[len(old.rstrip(".,;:!?")) :]
    return (new[:1].upper() + new[1:] if old[:1].isupper() else new) + tail


def replace(
    pieces: Pieces, places: Sequence[int], choose: Callable[[int], str | None], hurt: int
) -> Pieces:
    """Put the chosen words in these places; None or the same word changes nothing."""
    changed = list(pieces)
    for i in places:
        word = choose(i)
        if word and word.lower() != pieces[i].word.strip(".,;:!?").lower():
            changed[i] = Piece(like(pieces[i].word, word), hurt)
    return changed
