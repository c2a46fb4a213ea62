"""Light damage: single errors in a sentence that can still be read.

Kinds are drawn by their place in `LIGHT`: another order is other training data for the same seed.
"""

from random import Random

from mtqa.training.pieces import (
    FUNCTION_WORDS,
    MAJOR,
    MINOR,
    Kind,
    Piece,
    Pieces,
    cut,
    like,
    replace,
    some,
)
from mtqa.training.world import World

LIGHT: dict[str, Kind] = {}
"""The light kinds by name."""


def _kind(function: Kind) -> Kind:
    LIGHT[function.__name__] = function
    return function


@_kind
def plausible_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words replaced by others that follow the same neighbour somewhere: locally fine."""

    def choose(i: int) -> str | None:
        return world.after(pieces[i - 1].word, rng) if i else None

    return replace(pieces, some(pieces, rng, rng.uniform(0.05, 0.2), content=True), choose, MAJOR)


@_kind
def wrong_sense(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Content words replaced by a word of the same field: "poisoning" becomes "addiction"."""
    places = some(pieces, rng, rng.uniform(0.05, 0.2), content=True)
    return replace(pieces, places, lambda i: world.near(pieces[i].word, rng), MAJOR)


@_kind
def confused_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Content words replaced by what a weak system once wrote for them."""
    places = some(pieces, rng, rng.uniform(0.1, 0.35), content=True)
    return replace(pieces, places, lambda i: world.confused(pieces[i].word, rng), MAJOR)


@_kind
def unrelated_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Content words replaced by any word."""
    places = some(pieces, rng, rng.uniform(0.03, 0.15), content=True)
    return replace(pieces, places, lambda i: world.any_word(rng), MAJOR)


@_kind
def function_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Articles, prepositions and pronouns exchanged or lost."""
    places = [i for i, p in enumerate(pieces) if p.word.lower() in FUNCTION_WORDS]
    changed = list(pieces)
    for i in rng.sample(places, min(len(places), rng.randint(1, 3))):
        if rng.random() < 0.3 and i + 1 < len(pieces):
            changed[i + 1] = Piece(pieces[i + 1].word, MINOR)
            changed[i] = Piece("", MINOR)
        else:
            changed[i] = Piece(like(pieces[i].word, rng.choice(FUNCTION_WORDS)), MINOR)
    return [p for p in changed if p.word]


@_kind
def dropped_span(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """One to four words left out; the word after the gap bears the mark."""
    start, end = cut(pieces, rng, 4)
    rest = pieces[end : end + 1]
    hurt = MAJOR if end - start > 1 else MINOR
    return [*pieces[:start], *(Piece(p.word, hurt) for p in rest), *pieces[end + 1 :]]


@_kind
def doubled_span(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """One to five words said twice."""
    start, end = cut(pieces, rng, 5)
    hurt = MAJOR if end - start > 2 else MINOR
    return [*pieces[:end], *(Piece(p.word, hurt) for p in pieces[start:end]), *pieces[end:]]


@_kind
def moved_span(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """One to four words moved elsewhere in the sentence."""
    start, end = cut(pieces, rng, 4)
    rest = [*pieces[:start], *pieces[end:]]
    goal = rng.randrange(len(rest) + 1)
    moved = [Piece(p.word, MAJOR) for p in pieces[start:end]]
    return list(pieces) if goal == start else [*rest[:goal], *moved, *rest[goal:]]


@_kind
def swapped_roles(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Two content words change places: who did what to whom."""
    places = some(pieces, rng, 0, content=True) + some(pieces, rng, 0, content=True)
    changed = list(pieces)
    i, j = places[0], places[-1]
    if i != j:
        changed[i] = Piece(like(pieces[i].word, pieces[j].word.strip(".,;:!?")), MAJOR)
        changed[j] = Piece(like(pieces[j].word, pieces[i].word.strip(".,;:!?")), MAJOR)
    return changed


@_kind
def wrong_form(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words in a form that does not fit: number, tense, gerund."""

    def choose(i: int) -> str:
        word = pieces[i].word.strip(".,;:!?")
        for ending in ("ing", "ed", "es", "s", "ly"):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return word[: -len(ending)]
        return word + rng.choice(("s", "ed", "ing", "ly"))

    return replace(pieces, some(pieces, rng, rng.uniform(0.05, 0.2), content=True), choose, MINOR)


@_kind
def stray_mark(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A mark where none belongs: ". ,", a comma before the first word, a lone full stop."""
    at = rng.randrange(len(pieces))
    mark = rng.choice((",", ". ,", ",,", ".", ";", ":", '"', "- ,"))
    return [*pieces[:at], Piece(mark, MINOR), *pieces[at:]]


@_kind
def fragment(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A full stop inside the sentence; what follows stands alone with a capital."""
    if len(pieces) < 3:
        return list(pieces)
    late = rng.random() < 0.5
    at = len(pieces) - rng.randint(1, 2) if late else rng.randrange(1, len(pieces))
    head = Piece(pieces[at - 1].word.rstrip(".,;:") + ".", pieces[at - 1].hurt)
    tail = [Piece(p.word, MAJOR if late else p.hurt) for p in pieces[at:]]
    tail[0] = Piece(tail[0].word[:1].upper() + tail[0].word[1:], MAJOR)
    return [*pieces[: at - 1], head, *tail]


@_kind
def spliced(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """The end of another sentence in place of its own."""
    other = world.sentence(rng).split()
    at = rng.randrange(1, len(pieces) + 1)
    tail = other[rng.randrange(len(other)) :]
    return [*pieces[:at], *(Piece(word, MAJOR) for word in tail)]


@_kind
def untranslated(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A few words of another language left standing."""
    start, end = cut(pieces, rng, 4)
    foreign = [Piece(word, MAJOR) for word in world.foreign(end - start, rng)]
    return [*pieces[:start], *foreign, *pieces[end:]]


@_kind
def broken_number_or_name(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A figure with scrambled digits or groups, or a name with a letter lost or doubled."""
    places = [i for i, p in enumerate(pieces) if p.word[:1].isdigit() or (i and p.word.istitle())]
    if not places:
        return wrong_form(pieces, world, rng)
    at = rng.choice(places)
    word = pieces[at].word
    split = rng.randrange(1, len(word)) if len(word) > 1 else 0
    if word[:1].isdigit():
        broken = rng.choice((word[:split] + "," + word[split:], word + ",000,00", word[::-1]))
    else:
        broken = rng.choice((word[:split] + word[split + 1 :], word[: split + 1] + word[split:]))
    return [*pieces[:at], Piece(broken or word, MINOR), *pieces[at + 1 :]]


@_kind
def lost_case(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Names in lower case, or Capitals Where None Belong."""
    places = some(pieces, rng, rng.uniform(0.05, 0.3))
    flipped = {i: Piece(pieces[i].word.swapcase()[:1] + pieces[i].word[1:], MINOR) for i in places}
    return [flipped.get(i, p) for i, p in enumerate(pieces)]


@_kind
def glued_or_split(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Two words run together, or one torn apart."""
    at = rng.randrange(len(pieces))
    word = pieces[at].word
    if at + 1 < len(pieces) and (rng.random() < 0.6 or len(word) < 4):
        glued = Piece(word + pieces[at + 1].word, MINOR)
        return [*pieces[:at], glued, *pieces[at + 2 :]]
    middle = max(1, len(word) // 2)
    torn = [Piece(part, MINOR) for part in (word[:middle], word[middle:]) if part]
    return [*pieces[:at], *torn, *pieces[at + 1 :]]


MEANING = ("plausible_word", "wrong_sense", "confused_word", "swapped_roles", "moved_span")
"""Light kinds that leave grammar and spelling as they are, or nearly: the hardest to see, so drawn
more often."""
