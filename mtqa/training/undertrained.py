"""Translations by a small translator stopped far too early: what garbled news is made of.

One encoder-decoder for all languages of the parallel sets (Marian's shape, Junczys-Dowmunt et al.
2018), trained here on one core in half an hour. At each stop it translates the same sources, by
sampling: loops, sentences that hold together and say nothing, names of somebody else. (Greedy and
beam search give the same line for every source, so early.) The MSLC23 challenge set (Lo et al.
2023) grades metrics with systems of this kind.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from mtqa.training.groups import MAX_CHARACTERS, attach_marks

if TYPE_CHECKING:
    from pandas import DataFrame
    from transformers import MarianMTModel

_SPECIAL = ["<pad>", "</s>"]
_PAD_ID, _END_ID = 0, 1
_VOCABULARY = 10_000
_LONGEST = 72  # tokens; longer pairs are left out
_TRANSLATED_TOGETHER = 64
_TRANSLATED = 4_000  # sources, at each stop


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and one English translation of it."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Stops:
    """When training pauses to translate, in steps, counted from the start; the last one ends it."""

    steps: tuple[int, ...] = (250, 500, 850, 1300)
    batch_tokens: int = 3000
    rate: float = 1.5e-3
    warmup: int = 150
    seed: int = 5


@dataclass(frozen=True, slots=True)
class Rendering:
    """What the translator made of the source with this place in the list, after so many steps."""

    place: int
    steps: int
    text: str


def outputs(systems: "DataFrame", mlqe: "DataFrame", stops: Stops | None = None) -> "DataFrame":
    """Translations of some of the sources it learns from, with their references.

    It learns from each source of `systems` twice, with its reference and with one output, and from
    the post-edits of `mlqe`.
    """
    import pandas as pd

    columns = ["language_pair", "source", "reference"]
    systems = systems[systems.target.str.len().between(1, MAX_CHARACTERS)]
    human = systems.drop_duplicates(columns[:2])[columns]
    machine = systems.sample(frac=1, random_state=0).drop_duplicates(columns[:2])
    edited = mlqe[mlqe.pe.notna()]
    edited = edited.assign(reference=edited.pe.map(attach_marks))[columns]
    taught = pd.concat([human, machine.assign(reference=machine.target)[columns], edited])
    pairs = [Pair(*row) for row in zip(taught.source, taught.reference, strict=True)]
    asked = pd.concat([human, edited])
    asked = asked.sample(min(_TRANSLATED, len(asked)), random_state=1).reset_index(drop=True)
    found = pd.DataFrame(list(renderings(pairs, list(asked.source), stops)))
    return (
        asked.iloc[found.place].reset_index(drop=True).assign(target=found.text, steps=found.steps)
    )


def renderings(
    pairs: Sequence[Pair], sources: Sequence[str], stops: Stops | None = None
) -> Iterator[Rendering]:
    """Train on `pairs`, and translate all `sources` at every stop."""
    stops = stops or Stops()
    torch.manual_seed(stops.seed)
    rng = Random(stops.seed)
    tokenizer = _tokenizer(pairs)
    model = _translator(tokenizer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=stops.rate, fused=True)
    stream = _batches(_encoded(pairs, tokenizer), stops.batch_tokens, rng)
    for step in range(1, stops.steps[-1] + 1):
        for group in optimizer.param_groups:
            group["lr"] = stops.rate * min(1.0, step / stops.warmup)
        loss = _update(model, optimizer, next(stream))
        if step % 50 == 0:
            print(f"translator: step {step}  loss {loss:.3f}", file=sys.stderr, flush=True)
        if step in stops.steps:
            yield from _translated(model, tokenizer, sources, step)


def _tokenizer(pairs: Sequence[Pair]) -> Tokenizer:
    from tokenizers import decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=_VOCABULARY, special_tokens=_SPECIAL, show_progress=False
    )
    texts = (text for pair in pairs for text in (pair.source, pair.target))
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _translator(tokenizer: Tokenizer) -> "MarianMTModel":
    from transformers import MarianConfig, MarianMTModel

    shape = MarianConfig(
        vocab_size=tokenizer.get_vocab_size(),
        d_model=256,
        encoder_layers=2,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=768,
        decoder_ffn_dim=768,
        max_position_embeddings=2 * _LONGEST,
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


def _encoded(pairs: Sequence[Pair], tokenizer: Tokenizer) -> list[tuple[list[int], list[int]]]:
    sources = _ids([pair.source for pair in pairs], tokenizer)
    targets = _ids([pair.target for pair in pairs], tokenizer)
    both = zip(sources, targets, strict=True)
    return [pair for pair in both if max(map(len, pair)) <= _LONGEST]


def _batches(
    rows: Sequence[tuple[list[int], list[int]]], tokens: int, rng: Random
) -> Iterator[tuple[Tensor, Tensor]]:
    """Batches without end of pairs of like length, padded."""
    while True:
        order = sorted(rows, key=lambda row: (len(row[1]) + rng.random() * 4, len(row[0])))
        cuts: list[list[tuple[list[int], list[int]]]] = [[]]
        for row in order:
            if (len(cuts[-1]) + 1) * max(len(row[0]), len(row[1])) > tokens:
                cuts.append([])
            cuts[-1].append(row)
        rng.shuffle(cuts)
        for cut in cuts:
            yield _padded([row[0] for row in cut]), _padded([row[1] for row in cut])


def _padded(rows: Sequence[list[int]]) -> Tensor:
    return pad_sequence([torch.tensor(row) for row in rows], True, _PAD_ID)


def _update(
    model: "MarianMTModel", optimizer: torch.optim.Optimizer, item: tuple[Tensor, Tensor]
) -> float:
    model.train()
    source, target = item
    with torch.autocast("cpu", torch.bfloat16):
        loss = model(
            input_ids=source,
            attention_mask=(source != _PAD_ID).long(),
            labels=target.masked_fill(target == _PAD_ID, -100),
        ).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return float(loss.item())


def _translated(
    model: "MarianMTModel", tokenizer: Tokenizer, sources: Sequence[str], step: int
) -> Iterator[Rendering]:
    model.eval()
    rows = _ids(sources, tokenizer)
    ids = [row[: _LONGEST - 1] + row[-1:] if len(row) > _LONGEST else row for row in rows]
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    for first in range(0, len(order), _TRANSLATED_TOGETHER):
        places = order[first : first + _TRANSLATED_TOGETHER]
        texts = _generated(model, tokenizer, [ids[place] for place in places])
        for place, text in zip(places, texts, strict=True):
            yield Rendering(place, step, text)


def _generated(
    model: "MarianMTModel", tokenizer: Tokenizer, rows: Sequence[list[int]]
) -> list[str]:
    source = _padded(rows)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        found = model.generate(
            input_ids=source,
            attention_mask=(source != _PAD_ID).long(),
            max_new_tokens=min(2 * _LONGEST - 2, int(1.3 * source.shape[1]) + 8),
            do_sample=True,
            top_k=50,
            temperature=0.8,
        )
    return [text.strip() for text in tokenizer.decode_batch(found.tolist())]
