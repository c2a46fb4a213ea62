"""A generator of graded damage: what bad machine translation does to a clean English sentence.

Seeded and reproducible: the same sentence, `World` and random state give the same damage. Each kind
is a function from the words of a sentence to pieces that know how badly they are hurt; spans and
the two labels follow from the pieces. Kinds are modelled on the garble of real systems: pivot
translation (wrong sense, stray marks, fragments), undertrained decoders (loops, walks, salad) and
pipelines (untranslated residue, glued words, lost capitals).
"""

from collections.abc import Collection
from dataclasses import dataclass
from random import Random

from mtqa.training.kinds_heavy import HEAVY
from mtqa.training.kinds_light import LIGHT, MEANING
from mtqa.training.pieces import FINE, MAJOR, MINOR, Piece, Pieces
from mtqa.training.world import World


@dataclass(frozen=True, slots=True)
class Mark:
    """A hurt span; `error` and `major` are the shares (0..1) of judges who would mark it so."""

    start: int
    end: int
    error: float
    major: float


@dataclass(frozen=True, slots=True)
class Damaged:
    """A hurt sentence. `garbled` (0..1) and `penalty` (0..25) are soft labels."""

    text: str
    kind: str
    marks: tuple[Mark, ...]
    garbled: float
    penalty: float


def damage(
    sentence: str,
    world: World,
    rng: Random,
    *,
    kind: str | None = None,
    without: Collection[str] = (),
) -> Damaged | None:
    """Hurt a sentence by one kind, drawn from the light, the meaning-level (twice as often) and the
    heavy ones when not given, but never one of `without`.

    None when the sentence is too short (four words are needed) or came out unhurt.
    """
    pools = [[k for k in pool if k not in without] for pool in (LIGHT, MEANING, MEANING, HEAVY)]
    name = kind or rng.choice(rng.choice([pool for pool in pools if pool]))
    words = sentence.split()
    if len(words) < 4:
        return None
    pieces = (LIGHT.get(name) or HEAVY[name])([Piece(word) for word in words], world, rng)
    if all(p.hurt == FINE for p in pieces):
        return None
    text = " ".join(p.word for p in pieces)
    if text == sentence:
        return None
    return Damaged(text, name, _marks(pieces), *_labels(pieces))


def _marks(pieces: Pieces) -> tuple[Mark, ...]:
    marks: list[Mark] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.word)
        if piece.hurt:
            major = float(piece.hurt == MAJOR)
            if marks and marks[-1].end == at - 1 and marks[-1].major == major:
                marks[-1] = Mark(marks[-1].start, end, 1.0, major)
            else:
                marks.append(Mark(at, end, 1.0, major))
        at = end + 1
    return tuple(marks)


def _labels(pieces: Pieces) -> tuple[float, float]:
    """How garbled (0..1) and how costly (0..25)."""
    share = sum(0.4 if p.hurt == MINOR else p.hurt == MAJOR for p in pieces) / len(pieces)
    garbled = garbled_from_share(share)
    spans = _marks(pieces)
    cost = sum(5 if mark.major else 1 for mark in spans)
    return garbled, min(25.0, max(float(cost), 25 * garbled))


def garbled_from_share(hurt: float) -> float:
    """Soft label of garble (0..1) by the share of the words that is hurt: a tenth is a sentence
    with an error, half is garble."""
    return min(1.0, max(0.0, (hurt - 0.1) / 0.4))
