"""Words drawn by a masked language model for some places of a sentence, and how wrong each is."""

import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import torch
from tokenizers import Encoding
from torch import Tensor

from mtqa.training.generator import LONGEST, MASK, PAD, Rows, packed, word_logits
from mtqa.training.pieces import FUNCTION_WORDS

if TYPE_CHECKING:
    from transformers import BertForMaskedLM

_SHARES = (0.12, 0.12, 0.3)  # of the words, at most: mostly a slip, one in three may be dense
_TEMPERATURES = (1.0, 1.15, 1.3)
_SHORTEST_WORD = 3  # letters
_FUNCTION_WORD = 0.12  # how often a function word may be replaced
_CONTRACTED = re.compile("['\N{RIGHT SINGLE QUOTATION MARK}](?!s\\b)")
_SEEN = 3  # times inside a sentence, that a word is one and its usual spelling known
_UNLIKELY = 0.05  # share of the likeliest word's chance that a word needs, to be half right
_DRAWN = 6  # words per place: some are mere forms of the old one
_BATCH_TOKENS = 24_000
_LINE_EVERY = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A word of one token: its token number, where it stands in the text, and its column."""

    word: int
    start: int
    end: int
    column: int


@dataclass(frozen=True, slots=True)
class Swap:
    """A place, the words drawn for it, best first to take, and how wrong (0..1) each would be."""

    place: Place
    drawn: tuple[int, ...]
    errors: tuple[float, ...]


def words_of(text: str, encoding: Encoding) -> list[Place]:
    """The words of one token and of letters only, "not" in "isn't" and the like left out."""
    found = []
    tokens = encoding.tokens
    for column, (word, token, (start, end)) in enumerate(
        zip(encoding.ids, tokens, encoding.offsets, strict=True), 1
    ):
        piece = text[start:end]
        if column > LONGEST or len(piece) < _SHORTEST_WORD or not piece.isalpha():
            continue
        alone = column == len(tokens) or not tokens[column].startswith("##")
        whole = piece.lower() == token and alone
        if whole and not _CONTRACTED.match(text, end):
            found.append(Place(word, start, end, column))
    return found


def spellings(sentences: Sequence[str], words: Sequence[Sequence[Place]]) -> dict[int, str]:
    """How each word is mostly written inside a sentence, if it was seen there often enough."""
    forms: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for sentence, places in zip(sentences, words, strict=True):
        for place in places:
            if place.start:
                forms[place.word][sentence[place.start : place.end]] += 1
    return {
        word: spelt.most_common(1)[0][0] for word, spelt in forms.items() if spelt.total() >= _SEEN
    }


def picked(
    sentence: str, words: Sequence[Place], spelling: Mapping[int, str], rng: Random
) -> list[Place]:
    """The places to replace, in order: mostly of content words, none that is written oddly."""
    usable = []
    for place in words:
        piece = sentence[place.start : place.end]
        usual = spelling.get(place.word)
        if usual is None or piece.isupper() or (piece.islower() and not usual.islower()):
            continue
        if usual not in FUNCTION_WORDS or rng.random() < _FUNCTION_WORD:
            usable.append(place)
    most = max(1, round(rng.choice(_SHARES) * len(sentence.split())))
    size = min(len(usable), rng.randint(1, most))
    return sorted(rng.sample(usable, size), key=lambda place: place.start)


def swapped(
    chosen: Sequence[tuple[int, Sequence[Place]]],
    read: Rows,
    model: "BertForMaskedLM",
    spelling: Mapping[int, str],
    seed: int,
) -> Iterator[tuple[int, list[Swap]]]:
    """What the model draws for every row of `chosen`, in batches of rows of like length."""
    device = next(model.parameters()).device
    draw = torch.Generator(device).manual_seed(seed)
    rng = Random(seed)
    pools = _pools(spelling, model.config.vocab_size).to(device)
    batches = packed([read.lengths[place] for place, _ in chosen], _BATCH_TOKENS)
    for number, batch in enumerate(batches, 1):
        asked = _asked([chosen[row] for row in batch], read, spelling, rng)
        drawn, errors = _drawn(model, asked.to(device), pools, draw)
        swaps: list[list[Swap]] = [[] for _ in batch]
        owners = ((at, place) for at, row in enumerate(batch) for place in chosen[row][1])
        for (at, place), *found in zip(owners, drawn.tolist(), errors.tolist(), strict=True):
            swaps[at].append(Swap(place, *map(tuple, found)))
        yield from zip(batch, swaps, strict=True)
        if number % _LINE_EVERY == 0 or number == len(batches):
            print(f"replaced: batch {number} of {len(batches)}", file=sys.stderr, flush=True)


class _Asked(NamedTuple):
    """A batch (rows, columns) and, one per masked place: its number in the flattened batch, the
    word that stood there, the kind of that word, and the temperature to draw at."""

    ids: Tensor
    mask: Tensor
    places: Tensor
    old: Tensor
    kind: Tensor
    heat: Tensor

    def to(self, device: torch.device) -> "_Asked":
        return _Asked(*(part.to(device) for part in self))


def _asked(
    batch: Sequence[tuple[int, Sequence[Place]]],
    read: Rows,
    spelling: Mapping[int, str],
    rng: Random,
) -> _Asked:
    ids = read.cut([place for place, _ in batch])
    mask = (ids != PAD).long()
    heats = [rng.choice(_TEMPERATURES) for _ in batch]
    asked = [(at, place) for at, (_, places) in enumerate(batch) for place in places]
    flat = torch.tensor([at * ids.shape[1] + place.column for at, place in asked])
    ids.view(-1)[flat] = MASK
    return _Asked(
        ids,
        mask,
        flat,
        old=torch.tensor([place.word for _, place in asked]),
        kind=torch.tensor([_kind(spelling[place.word]) for _, place in asked]),
        heat=torch.tensor([heats[at] for at, _ in asked]),
    )


def _kind(usual: str) -> int:
    """Words stand for words of their kind: names 0, content words 1, function words 2."""
    return 2 if usual in FUNCTION_WORDS else int(usual.islower())


def _pools(spelling: Mapping[int, str], vocabulary: int) -> Tensor:
    """(kinds, vocabulary): which words are of which kind."""
    pools = torch.zeros(3, vocabulary, dtype=torch.bool)
    for word, usual in spelling.items():
        pools[_kind(usual), word] = True
    return pools


@torch.inference_mode()
def _drawn(
    model: "BertForMaskedLM", asked: _Asked, pools: Tensor, draw: torch.Generator
) -> tuple[Tensor, Tensor]:
    """Draw words for each place without replacement, by the Gumbel trick.

    How wrong one is: the share of the old word in the chances of the two, or of `_UNLIKELY` of the
    likeliest word, if that is more: beside a rare name, all looks likely. A word outside the pool
    has error nan.
    """
    with torch.autocast(asked.ids.device.type, torch.bfloat16):
        logits = word_logits(model, asked.ids, asked.mask, asked.places).float()
    old = asked.old.unsqueeze(1)
    own = logits.gather(1, old)
    allowed = logits.masked_fill(~pools[asked.kind], -torch.inf).scatter(1, old, -torch.inf)
    expected = own.maximum(allowed.amax(1, keepdim=True) + math.log(_UNLIKELY))
    noise = -torch.empty_like(allowed).exponential_(generator=draw).clamp(min=1e-30).log()
    best, drawn = (allowed / asked.heat.unsqueeze(1) + noise).topk(_DRAWN)
    errors = (expected - logits.gather(1, drawn)).sigmoid()
    return drawn, errors.masked_fill(best.isinf(), torch.nan)
