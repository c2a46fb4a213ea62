"""Heavy damage: what leaves a sentence garbled, or near to it.

Kinds are drawn by their place in `HEAVY`: another order is other training data for the same seed.
"""

from collections.abc import Sequence
from random import Random

from mtqa.training.kinds_light import LIGHT
from mtqa.training.pieces import (
    FUNCTION_WORDS,
    MAJOR,
    Kind,
    Piece,
    Pieces,
    cut,
    like,
    replace,
    some,
)
from mtqa.training.world import World

_LONG_ENOUGH = 3  # letters of a word with a meaning of its own, mostly

HEAVY: dict[str, Kind] = {}
"""The heavy kinds by name."""


def _kind(function: Kind) -> Kind:
    HEAVY[function.__name__] = function
    return function


def _written(pieces: Pieces, keep: int, words: Sequence[str]) -> Pieces:
    """The first `keep` pieces and other words for the rest, with the marks that stood there:
    nothing but the words may give the damage away."""
    words = list(words[: len(pieces) - keep])
    while len(words) > 1 and words[-1].lower() in FUNCTION_WORDS:  # no system ends on "of the."
        words.pop()
    if not words:
        return list(pieces)
    olds = [*pieces[keep:][: len(words) - 1], pieces[-1]]
    rest = [
        Piece(word + old.word[len(old.word.rstrip(".,;:!?")) :], MAJOR)
        for old, word in zip(olds, words, strict=True)
    ]
    if rest and not keep:
        rest[0] = Piece(like(pieces[0].word, rest[0].word), MAJOR)
    return [*pieces[:keep], *rest]


@_kind
def walk(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Each word follows its neighbour somewhere, the whole says nothing."""
    return _written(pieces, 0, world.walk(pieces[0].word, len(pieces), rng))


@_kind
def tail_walk(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Begins well and loses the thread."""
    keep = rng.randint(1, max(1, len(pieces) // 2))
    tail = world.walk(pieces[keep - 1].word, len(pieces) - keep + 1, rng)[1:]
    return _written(pieces, keep, tail)


@_kind
def fluent_walk(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Each word follows the two before it somewhere: phrases that read well, in no order."""
    keep = rng.randint(1, max(1, len(pieces) // 3))
    words = ["", *(piece.word for piece in pieces[:keep])]
    while len(words) <= len(pieces):
        words.append(world.after_two(words[-2], words[-1], rng) or world.any_word(rng))
    return _written(pieces, keep, words[keep + 1 :])


@_kind
def usual_walk(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Each word is one that most often follows: the poor, circling text of a system that was not
    trained for long."""
    keep = rng.randint(1, max(1, len(pieces) // 2))
    words = [piece.word for piece in pieces[:keep]]
    while len(words) < len(pieces):
        words.append(world.usual(words[-1], rng) or world.any_word(rng))
    return _written(pieces, keep, words[keep:])


@_kind
def loop(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A phrase over and over, the mark of a decoder that is stuck."""
    start, end = cut(pieces, rng, 6)
    again = [Piece(p.word.rstrip(".,"), MAJOR) for p in pieces[start:end]]
    times = max(2, rng.randint(3, 24) // (end - start))
    rest = pieces[end:] if rng.random() < 0.5 else []
    return [*pieces[:end], *again * times, *rest]


@_kind
def stutter(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words and pairs of words said twice all along."""
    share = rng.uniform(0.25, 0.6)
    out: Pieces = []
    for i, piece in enumerate(pieces):
        out.append(piece)
        if rng.random() < share:
            out += [Piece(p.word, MAJOR) for p in pieces[max(0, i - rng.randint(0, 2)) : i + 1]]
    return out


@_kind
def echo(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words of the sentence come again in place of others: "suspects and suspects", "the people who
    know are the people who know"."""
    said = [p.word.strip(".,;:!?") for p in pieces if len(p.word) > _LONG_ENOUGH]
    places = some(pieces, rng, rng.uniform(0.15, 0.5), content=True)
    return replace(pieces, places, lambda i: rng.choice(said) if said else None, MAJOR)


@_kind
def circling(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """The end is said again in nearly the same words, once or twice, joined by "and" or a comma."""
    start = rng.randrange(max(1, len(pieces) - 3))
    clause = [Piece(p.word.rstrip(".,;:!?"), MAJOR) for p in pieces[start:]]
    out = [*pieces[:-1], Piece(pieces[-1].word.rstrip(".,;:!?"), pieces[-1].hurt)]
    for _ in range(rng.randint(1, 2)):
        again = replace(clause, some(clause, rng, 0.1), lambda i: world.any_word(rng), MAJOR)
        if rng.random() < 0.5:
            again = [Piece("and", MAJOR), *again]
        else:
            out[-1] = Piece(out[-1].word + ",", out[-1].hurt)
        out = [*out, *again]
    return [*out[:-1], Piece(out[-1].word + ".", MAJOR)]


@_kind
def shuffled(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """The right words in no order."""
    words = [p.word for p in pieces]
    rng.shuffle(words)
    return [Piece(word, MAJOR) for word in words]


@_kind
def jumbled(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Chunks of two to four words in another order, some function words lost."""
    chunks: list[Pieces] = []
    rest = [p for p in pieces if p.word.lower() not in FUNCTION_WORDS or rng.random() < 0.6]
    while rest:
        size = rng.randint(2, 4)
        chunks.append([Piece(p.word, MAJOR) for p in rest[:size]])
        rest = rest[size:]
    rng.shuffle(chunks)
    return [piece for chunk in chunks for piece in chunk]


@_kind
def salad(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Any words."""
    return [Piece(world.any_word(rng), MAJOR) for _ in pieces]


@_kind
def many(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Three to seven light kinds on top of each other."""
    for _ in range(rng.randint(3, 7)):
        name = rng.choice(list(LIGHT))
        pieces = LIGHT[name](pieces, world, rng) or pieces
    return pieces


@_kind
def wrong_senses(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Most content words wrong, the grammar kept: an undertrained system at its most fluent."""
    places = some(pieces, rng, rng.uniform(0.35, 0.7), content=True)
    near = rng.random()

    def choose(i: int) -> str | None:
        word = world.near(pieces[i].word, rng) if rng.random() < near else None
        return word or world.after(pieces[i - 1].word if i else "The", rng)

    return replace(pieces, places, choose, MAJOR)
