"""A small translator, stopped now and then to translate: Marian's shape (Junczys-Dowmunt et al.
2018), all source languages in one network, trained here from nothing.

Early on it draws words (greedy and beam search give the same line for every source, so early); from
the third stop on half of the sources are searched for, as real systems do.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from mtqa.training.start import device

if TYPE_CHECKING:
    from transformers import MarianMTModel

_SPECIAL = ["<pad>", "</s>"]
_PAD_ID, _END_ID = 0, 1
_LONGEST = 96  # tokens; what is longer is neither learned nor translated
_TOKENIZER_PAIRS = 30_000
_HEAD = 64
_TOLD_EVERY = 100  # steps; each time costs a wait for the device


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and one English translation of it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Stops:
    """When training pauses to translate, in steps, counted from the start; the last one ends it.

    At each stop it translates `translated` sources, other ones each time.
    """

    steps: tuple[int, ...] = (250, 500, 850, 1300)
    batch_tokens: int = 3000
    rate: float = 1.5e-3
    warmup: int = 150
    width: int = 256
    layers: int = 2
    vocabulary: int = 10_000
    translated: int = 2_000
    together: int = 64
    seed: int = 5


ON_CPU = Stops()
"""Half an hour on one core, for each fold."""

ON_GPU = Stops(
    steps=(300, 700, 1050),
    batch_tokens=10_000,
    rate=8e-4,
    warmup=500,
    width=384,
    layers=3,
    vocabulary=16_000,
    translated=4_000,
    together=512,
)
"""A minute and a half on a GPU: to launch its kernels is most of a step."""


def fitting_stops() -> Stops:
    """The stops that this machine has the time for."""
    return ON_GPU if device().type == "cuda" else ON_CPU


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the translator made of the source with this place in the list, after so many steps."""

    place: int
    steps: int
    text: str


@dataclass(frozen=True, slots=True)
class _Search:
    """How a line is found: drawn at a temperature, or searched for with so many beams."""

    temperature: float | None = None
    beams: int = 1


_DRAWN = (_Search(0.7), _Search(0.9))
_LATE = (*_DRAWN, *_DRAWN, _Search(), _Search(), _Search(), _Search(beams=4))
_LATE_FROM = 2  # places in the list of stops, from 0


def renderings(
    pairs: Sequence[Pair], sources: Sequence[str], stops: Stops | None = None
) -> Iterator[Rendering]:
    """Train on `pairs`; each stop translates its share of `sources`, every n-th of them."""
    stops = stops or fitting_stops()
    where = device()
    torch.manual_seed(stops.seed)
    rng = Random(stops.seed)
    tokenizer = _tokenizer(pairs, stops.vocabulary, rng)
    asked = _short(sources, tokenizer)
    model = _translator(tokenizer, stops).to(where)
    optimizer = torch.optim.AdamW(model.parameters(), lr=stops.rate, betas=(0.9, 0.98), fused=True)
    stream = _batches(pairs, tokenizer, stops.batch_tokens, where)
    for step in range(1, stops.steps[-1] + 1):
        for group in optimizer.param_groups:
            group["lr"] = _rate(step, stops)
        loss = _update(model, optimizer, next(stream))
        if step % _TOLD_EVERY == 0:
            print(f"translator: step {step}  loss {loss.item():.3f}", file=sys.stderr, flush=True)
        if step in stops.steps:
            number = stops.steps.index(step)
            share = {p: row for p, row in asked.items() if p % len(stops.steps) == number}
            searches = _LATE if number >= _LATE_FROM else _DRAWN
            for place, text in _translated(model, tokenizer, share, searches, stops.together):
                yield Rendering(place, step, text)


def _rate(step: int, stops: Stops) -> float:
    """Up in a line, then down with the root of the steps (Vaswani et al. 2017)."""
    return stops.rate * min(step / stops.warmup, sqrt(stops.warmup / step))


def _tokenizer(pairs: Sequence[Pair], vocabulary: int, rng: Random) -> Tokenizer:
    from tokenizers import decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary, special_tokens=_SPECIAL, show_progress=False
    )
    read = rng.sample(pairs, min(_TOKENIZER_PAIRS, len(pairs)))
    tokenizer.train_from_iterator((t for pair in read for t in (pair.source, pair.target)), trainer)
    return tokenizer


def _translator(tokenizer: Tokenizer, stops: Stops) -> "MarianMTModel":
    from transformers import MarianConfig, MarianMTModel

    heads = max(1, stops.width // _HEAD)
    shape = MarianConfig(
        vocab_size=tokenizer.get_vocab_size(),
        d_model=stops.width,
        encoder_layers=stops.layers,
        decoder_layers=stops.layers,
        encoder_attention_heads=heads,
        decoder_attention_heads=heads,
        encoder_ffn_dim=3 * stops.width,
        decoder_ffn_dim=3 * stops.width,
        max_position_embeddings=2 * _LONGEST,
        init_std=stops.width**-0.5,  # words weigh as much as their positions
        scale_embedding=True,
        pad_token_id=_PAD_ID,
        decoder_start_token_id=_PAD_ID,
        eos_token_id=_END_ID,
        forced_eos_token_id=None,
    )
    return MarianMTModel(shape)


def _ids(texts: Sequence[str], tokenizer: Tokenizer) -> list[list[int]]:
    """Token numbers of each text, with the end mark."""
    return [[*one.ids, _END_ID] for one in tokenizer.encode_batch(list(texts))]


def _short(sources: Sequence[str], tokenizer: Tokenizer) -> dict[int, list[int]]:
    """Token numbers of the sources that are not too long, by their place."""
    rows = enumerate(_ids(sources, tokenizer))
    return {place: row for place, row in rows if len(row) <= _LONGEST}


def _batches(
    pairs: Sequence[Pair], tokenizer: Tokenizer, tokens: int, device: torch.device
) -> Iterator[tuple[Tensor, Tensor]]:
    """Batches without end of pairs of like length, padded."""
    both = zip(*(_ids(t, tokenizer) for t in _columns(pairs)), strict=True)
    rows = [row for row in both if max(map(len, row)) <= _LONGEST]
    sources, targets = (_padded(column).to(device) for column in zip(*rows, strict=True))
    lengths = torch.tensor([[len(source), len(target)] for source, target in rows])
    while True:
        # Neighbours change from one round to the next.
        longer = lengths.max(dim=1).values
        order = (longer + 4 * torch.rand(len(longer))).argsort()
        cuts = _cuts(longer[order].tolist(), tokens)
        for number in torch.randperm(len(cuts)).tolist():
            places = order[slice(*cuts[number])]
            width, height = lengths[places].max(dim=0).values.tolist()
            places = places.to(device)
            yield sources[places, :width], targets[places, :height]


def _columns(pairs: Sequence[Pair]) -> tuple[list[str], list[str]]:
    return [pair.source for pair in pairs], [pair.target for pair in pairs]


def _cuts(lengths: Sequence[int], tokens: int) -> list[tuple[int, int]]:
    """Start and end of runs that hold at most so many tokens when padded."""
    cuts: list[tuple[int, int]] = []
    first = longest = 0
    for place, length in enumerate(lengths):
        longest = max(longest, length)
        if place > first and (place + 1 - first) * longest > tokens:
            cuts.append((first, place))
            first, longest = place, length
    return [*cuts, (first, len(lengths))]


def _padded(rows: Sequence[list[int]]) -> Tensor:
    return pad_sequence([torch.tensor(row) for row in rows], True, _PAD_ID)


def _update(
    model: "MarianMTModel", optimizer: torch.optim.Optimizer, item: tuple[Tensor, Tensor]
) -> Tensor:
    model.train()
    source, target = item
    with torch.autocast(source.device.type, torch.bfloat16):
        loss = model(
            input_ids=source,
            attention_mask=(source != _PAD_ID).long(),
            labels=target.masked_fill(target == _PAD_ID, -100),
        ).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    reached: Tensor = loss.detach()
    return reached


def _translated(
    model: "MarianMTModel",
    tokenizer: Tokenizer,
    rows: Mapping[int, list[int]],
    searches: Sequence[_Search],
    together: int,
) -> Iterator[tuple[int, str]]:
    """The places and what was found for them, the searches dealt out in turn."""
    model.eval()
    dealt: dict[_Search, list[int]] = {}
    for number, place in enumerate(rows):
        dealt.setdefault(searches[number % len(searches)], []).append(place)
    for search, places in dealt.items():
        places.sort(key=lambda place: len(rows[place]))
        for first in range(0, len(places), together):
            batch = places[first : first + together]
            texts = _found(model, tokenizer, _padded([rows[place] for place in batch]), search)
            yield from zip(batch, texts, strict=True)


def _found(
    model: "MarianMTModel", tokenizer: Tokenizer, source: Tensor, search: _Search
) -> list[str]:
    source = source.to(model.device)
    drawn = {"top_k": 50, "temperature": search.temperature} if search.temperature else {}
    with torch.inference_mode():
        found = model.generate(
            input_ids=source,
            attention_mask=(source != _PAD_ID).long(),
            max_new_tokens=min(2 * _LONGEST - 2, int(1.3 * source.shape[1]) + 8),
            do_sample=bool(drawn),
            num_beams=search.beams,
            **drawn,
        )
    return [text.strip() for text in tokenizer.decode_batch(found.tolist())]
