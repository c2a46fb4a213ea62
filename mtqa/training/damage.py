"""A generator of graded damage: what bad machine translation does to a clean English sentence.

Seeded and reproducible: the same sentence, `World` and random state give the same damage. Each kind
is a function from the words of a sentence to pieces that know how badly they are hurt; spans and
the two labels follow from the pieces. Kinds are modelled on the garble of real systems: pivot
translation (wrong sense, stray marks, fragments), undertrained decoders (loops, walks, salad) and
pipelines (untranslated residue, glued words, lost capitals).
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
).split()


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


@dataclass(frozen=True, slots=True)
class Piece:
    """A word of the hurt sentence and how badly it is hurt."""

    word: str
    hurt: int = FINE


Pieces = list[Piece]
Kind = Callable[[Pieces, World, Random], Pieces]
LIGHT: dict[str, Kind] = {}
HEAVY: dict[str, Kind] = {}


def _light(function: Kind) -> Kind:
    LIGHT[function.__name__] = function
    return function


def _heavy(function: Kind) -> Kind:
    HEAVY[function.__name__] = function
    return function


def _some(pieces: Pieces, rng: Random, share: float, *, content: bool = False) -> list[int]:
    """About `share` of the places (at least one), in random order."""
    places = [i for i, p in enumerate(pieces) if not content or len(p.word.strip(".,")) > 3]
    places = places or list(range(len(pieces)))
    return rng.sample(places, max(1, min(len(places), round(len(pieces) * share))))


def _cut(pieces: Pieces, rng: Random, longest: int) -> tuple[int, int]:
    size = rng.randint(1, min(longest, len(pieces)))
    start = rng.randrange(len(pieces) - size + 1)
    return start, start + size


def _like(old: str, new: str) -> str:
    """Give a new word the capital and the closing mark of the old one."""
    tail = old[len(old.rstrip(".,;:!?")) :]
    return (new.capitalize() if old[:1].isupper() else new) + tail


def _replace(
    pieces: Pieces, places: Sequence[int], choose: Callable[[int], str | None], hurt: int
) -> Pieces:
    changed = list(pieces)
    for i in places:
        word = choose(i)
        if word and word != pieces[i].word.strip(".,;:!?").lower():
            changed[i] = Piece(_like(pieces[i].word, word), hurt)
    return changed


@_light
def plausible_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words replaced by others that follow the same neighbour somewhere: locally fine."""

    def choose(i: int) -> str | None:
        return world.after(pieces[i - 1].word, rng) if i else None

    return _replace(pieces, _some(pieces, rng, rng.uniform(0.05, 0.2), content=True), choose, MAJOR)


@_light
def wrong_sense(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Content words replaced by a word of the same field: "poisoning" becomes "addiction"."""
    places = _some(pieces, rng, rng.uniform(0.05, 0.2), content=True)
    return _replace(pieces, places, lambda i: world.near(pieces[i].word, rng), MAJOR)


@_light
def unrelated_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Content words replaced by any word."""
    places = _some(pieces, rng, rng.uniform(0.03, 0.15), content=True)
    return _replace(pieces, places, lambda i: world.any_word(rng), MAJOR)


@_light
def function_word(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Articles, prepositions and pronouns exchanged or lost."""
    places = [i for i, p in enumerate(pieces) if p.word.lower() in _FUNCTION_WORDS]
    changed = list(pieces)
    for i in rng.sample(places, min(len(places), rng.randint(1, 3))):
        if rng.random() < 0.3 and i + 1 < len(pieces):
            changed[i + 1] = Piece(pieces[i + 1].word, MINOR)
            changed[i] = Piece("", MINOR)
        else:
            changed[i] = Piece(_like(pieces[i].word, rng.choice(_FUNCTION_WORDS)), MINOR)
    return [p for p in changed if p.word]


@_light
def dropped_span(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """One to four words left out; the word after the gap bears the mark."""
    start, end = _cut(pieces, rng, 4)
    rest = pieces[end : end + 1]
    hurt = MAJOR if end - start > 1 else MINOR
    return [*pieces[:start], *(Piece(p.word, hurt) for p in rest), *pieces[end + 1 :]]


@_light
def doubled_span(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """One to five words said twice."""
    start, end = _cut(pieces, rng, 5)
    hurt = MAJOR if end - start > 2 else MINOR
    return [*pieces[:end], *(Piece(p.word, hurt) for p in pieces[start:end]), *pieces[end:]]


@_light
def moved_span(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """One to four words moved elsewhere in the sentence."""
    start, end = _cut(pieces, rng, 4)
    rest = [*pieces[:start], *pieces[end:]]
    goal = rng.randrange(len(rest) + 1)
    moved = [Piece(p.word, MAJOR) for p in pieces[start:end]]
    return list(pieces) if goal == start else [*rest[:goal], *moved, *rest[goal:]]


@_light
def swapped_roles(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Two content words change places: who did what to whom."""
    places = _some(pieces, rng, 0, content=True) + _some(pieces, rng, 0, content=True)
    changed = list(pieces)
    i, j = places[0], places[-1]
    if i != j:
        changed[i] = Piece(_like(pieces[i].word, pieces[j].word.strip(".,;:!?")), MAJOR)
        changed[j] = Piece(_like(pieces[j].word, pieces[i].word.strip(".,;:!?")), MAJOR)
    return changed


@_light
def wrong_form(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words in a form that does not fit: number, tense, gerund."""

    def choose(i: int) -> str:
        word = pieces[i].word.strip(".,;:!?")
        for ending in ("ing", "ed", "es", "s", "ly"):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                return word[: -len(ending)]
        return word + rng.choice(("s", "ed", "ing", "ly"))

    return _replace(pieces, _some(pieces, rng, rng.uniform(0.05, 0.2), content=True), choose, MINOR)


@_light
def stray_mark(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A mark where none belongs: ". ,", a comma before the first word, a lone full stop."""
    at = rng.randrange(len(pieces))
    mark = rng.choice((",", ". ,", ",,", ".", ";", ":", '"', "- ,"))
    return [*pieces[:at], Piece(mark, MINOR), *pieces[at:]]


@_light
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


@_light
def spliced(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """The end of another sentence in place of its own."""
    other = world.sentence(rng).split()
    at = rng.randrange(1, len(pieces) + 1)
    tail = other[rng.randrange(len(other)) :]
    return [*pieces[:at], *(Piece(word, MAJOR) for word in tail)]


@_light
def untranslated(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A few words of another language left standing."""
    start, end = _cut(pieces, rng, 4)
    foreign = [Piece(word, MAJOR) for word in world.foreign(end - start, rng)]
    return [*pieces[:start], *foreign, *pieces[end:]]


@_light
def broken_number_or_name(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A figure with scrambled digits or groups, or a name with a letter lost or doubled."""
    places = [i for i, p in enumerate(pieces) if p.word[:1].isdigit() or (i and p.word.istitle())]
    if not places:
        return wrong_form(pieces, world, rng)
    at = rng.choice(places)
    word = pieces[at].word
    cut = rng.randrange(1, len(word)) if len(word) > 1 else 0
    if word[:1].isdigit():
        broken = rng.choice((word[:cut] + "," + word[cut:], word + ",000,00", word[::-1]))
    else:
        broken = rng.choice((word[:cut] + word[cut + 1 :], word[: cut + 1] + word[cut:]))
    return [*pieces[:at], Piece(broken or word, MINOR), *pieces[at + 1 :]]


@_light
def lost_case(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Names in lower case, or Capitals Where None Belong."""
    places = _some(pieces, rng, rng.uniform(0.05, 0.3))
    flipped = {i: Piece(pieces[i].word.swapcase()[:1] + pieces[i].word[1:], MINOR) for i in places}
    return [flipped.get(i, p) for i, p in enumerate(pieces)]


@_light
def glued_or_split(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Two words run together, or one torn apart."""
    at = rng.randrange(len(pieces))
    word = pieces[at].word
    if at + 1 < len(pieces) and (rng.random() < 0.6 or len(word) < 4):
        glued = Piece(word + pieces[at + 1].word, MINOR)
        return [*pieces[:at], glued, *pieces[at + 2 :]]
    cut = max(1, len(word) // 2)
    torn = [Piece(part, MINOR) for part in (word[:cut], word[cut:]) if part]
    return [*pieces[:at], *torn, *pieces[at + 1 :]]


@_heavy
def walk(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Each word follows its neighbour somewhere, the whole says nothing."""
    return [Piece(word, MAJOR) for word in world.walk(pieces[0].word, len(pieces), rng)]


@_heavy
def tail_walk(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Begins well and loses the thread."""
    keep = rng.randint(1, max(1, len(pieces) // 2))
    tail = world.walk(pieces[keep - 1].word, len(pieces) - keep + 1, rng)[1:]
    return [*pieces[:keep], *(Piece(word, MAJOR) for word in tail)]


@_heavy
def loop(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """A phrase over and over, the mark of a decoder that is stuck."""
    start, end = _cut(pieces, rng, 6)
    again = [Piece(p.word.rstrip(".,"), MAJOR) for p in pieces[start:end]]
    times = max(2, rng.randint(3, 24) // (end - start))
    rest = pieces[end:] if rng.random() < 0.5 else []
    return [*pieces[:end], *again * times, *rest]


@_heavy
def stutter(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Words and pairs of words said twice all along."""
    share = rng.uniform(0.25, 0.6)
    out: Pieces = []
    for i, piece in enumerate(pieces):
        out.append(piece)
        if rng.random() < share:
            out += [Piece(p.word, MAJOR) for p in pieces[max(0, i - rng.randint(0, 2)) : i + 1]]
    return out


@_heavy
def shuffled(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """The right words in no order."""
    words = [p.word for p in pieces]
    rng.shuffle(words)
    return [Piece(word, MAJOR) for word in words]


@_heavy
def jumbled(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Chunks of two to four words in another order, some function words lost."""
    chunks: list[Pieces] = []
    rest = [p for p in pieces if p.word.lower() not in _FUNCTION_WORDS or rng.random() < 0.6]
    while rest:
        size = rng.randint(2, 4)
        chunks.append([Piece(p.word, MAJOR) for p in rest[:size]])
        rest = rest[size:]
    rng.shuffle(chunks)
    return [piece for chunk in chunks for piece in chunk]


@_heavy
def salad(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Any words."""
    return [Piece(world.any_word(rng), MAJOR) for _ in pieces]


@_heavy
def many(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Three to seven light kinds on top of each other."""
    for _ in range(rng.randint(3, 7)):
        name = rng.choice(list(LIGHT))
        pieces = LIGHT[name](pieces, world, rng) or pieces
    return pieces


@_heavy
def wrong_senses(pieces: Pieces, world: World, rng: Random) -> Pieces:
    """Most content words wrong, the grammar kept: an undertrained system at its most fluent."""
    places = _some(pieces, rng, rng.uniform(0.35, 0.7), content=True)
    near = rng.random()

    def choose(i: int) -> str | None:
        word = world.near(pieces[i].word, rng) if rng.random() < near else None
        return word or world.after(pieces[i - 1].word if i else "The", rng)

    return _replace(pieces, places, choose, MAJOR)


def damage(sentence: str, world: World, rng: Random, *, kind: str | None = None) -> Damaged | None:
    """Hurt a sentence by one kind (drawn evenly between light and heavy ones when not given).

    None when the sentence is too short for the kind or came out unhurt.
    """
    name = kind or rng.choice(list(rng.choice((LIGHT, HEAVY))))
    words = sentence.split()
    if len(words) < 4:
        return None
    pieces = (LIGHT.get(name) or HEAVY[name])([Piece(word) for word in words], world, rng)
    if not any(p.hurt for p in pieces):
        return None
    text = " ".join(p.word for p in pieces)
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
    """How garbled (0..1) and how costly (0..25). A tenth of the words hurt is a sentence with an
    error, half of them is garble; in between a soft label."""
    share = sum(0.4 if p.hurt == MINOR else p.hurt == MAJOR for p in pieces) / len(pieces)
    garbled = min(1.0, max(0.0, (share - 0.1) / 0.4))
    spans = _marks(pieces)
    cost = sum(5 if mark.major else 1 for mark in spans)
    return garbled, min(25.0, max(float(cost), 25 * garbled))
