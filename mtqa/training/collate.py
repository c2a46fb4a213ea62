"""Groups of examples to batches: cut to windows, packed by length, padded, labelled."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor

from mtqa.scorers.encode import SEP, Inputs, Window, batch, windows
from mtqa.training.config import TrainConfig
from mtqa.training.examples import Example, Group
from mtqa.training.mixture import Mixture

_STRIDE = 64  # of the windows of a text too long for one; its first is the one that trains
_CLEARLY_BETTER = 0.5
_BESIDE = 254  # tokens of a text and of its reference: with what parts them, all that can be read
_SPECIAL = 0  # case of [CLS] and [SEP]; of a reference too, so that it is told from the text


@dataclass(frozen=True, slots=True)
class Cut:
    """A group and the first window of each of its examples, all that the network sees of it."""

    group: Group
    windows: list[Window]

    @property
    def width(self) -> int:
        """Tokens of its longest example, the two special ones included."""
        return 2 + max(len(window.ids) for window in self.windows)


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and labels; nan is "not known". Shapes: (batch,), `error`, `major` and `odd` (batch,
    tokens); `better` and `worse` are rows of the batch whose order within their group is known."""

    inputs: Inputs
    garbled: Tensor
    penalty: Tensor
    chrf: Tensor
    adequacy: Tensor
    weight: Tensor
    error: Tensor
    major: Tensor
    odd: Tensor
    better: Tensor
    worse: Tensor


def batches(
    mixture: Mixture, tokenizer: Tokenizer, config: TrainConfig, *, skip: int = 0
) -> Iterator[Batch]:
    """Batches without end, the same ones for the same seed: groups stay whole, groups of like
    length go together. `skip` passes over the first ones, as if they had been trained on."""
    for items in islice(_packed(mixture, tokenizer, config), skip, None):
        yield collate(items)


def _packed(mixture: Mixture, tokenizer: Tokenizer, config: TrainConfig) -> Iterator[list[Cut]]:
    rng = Random(config.seed)
    groups = mixture.groups(rng)
    while True:
        pool: list[Cut] = []
        tokens = 0
        while tokens < config.pool * config.batch_tokens:
            pool.append(cut(next(groups), tokenizer, config.max_tokens))
            tokens += len(pool[-1].group) * pool[-1].width
        pool.sort(key=lambda item: item.width)
        packed = _pack(pool, config.batch_tokens)
        rng.shuffle(packed)
        yield from packed


def cut(group: Group, tokenizer: Tokenizer, max_tokens: int) -> Cut:
    """Tokenise a group; what is longer than `max_tokens` loses its end, be it text or reference."""
    paired = any(example.reference is not None for example in group)
    size = min(max_tokens, _BESIDE) if paired else max_tokens
    found = windows([example.text for example in group], tokenizer, size, _STRIDE)
    return Cut(
        group,
        [
            window
            if example.reference is None
            else _beside(
                window, tokenizer.encode(example.reference, add_special_tokens=False).ids[:size]
            )
            for example, (window, *_) in zip(group, found, strict=True)
        ],
    )


def _beside(window: Window, reference: Sequence[int]) -> Window:
    """The window with the tokens of a reference behind its own; offsets and side features stay
    those of the text."""
    ids = (*window.ids, SEP, *reference)
    unread = (_SPECIAL,) * (1 + len(reference))
    return replace(window, ids=ids, cases=(*window.cases, *unread))


def _pack(pool: Sequence[Cut], budget: int) -> list[list[Cut]]:
    packed: list[list[Cut]] = [[]]
    rows = 0
    for item in pool:  # sorted: the newest is the longest
        if rows and (rows + len(item.group)) * item.width > budget:
            packed.append([])
            rows = 0
        packed[-1].append(item)
        rows += len(item.group)
    return packed


def collate(items: Sequence[Cut]) -> Batch:
    """One padded batch of whole groups."""
    examples = [example for item in items for example in item.group]
    cuts = [window for item in items for window in item.windows]
    inputs = batch(cuts)
    error, major = _token_labels(examples, cuts, inputs.ids.shape[1])
    better, worse = _ordered_pairs([item.group for item in items])

    def label(values: Sequence[float | None], scale: float = 1.0) -> Tensor:
        return torch.tensor([math.nan if v is None else v / scale for v in values])

    return Batch(
        inputs,
        garbled=label([e.garbled for e in examples]),
        penalty=label([e.penalty for e in examples], 25),
        chrf=label([e.chrf for e in examples], 100),
        adequacy=label([e.adequacy for e in examples]),
        weight=torch.tensor([e.weight for e in examples]),
        error=error,
        major=major,
        odd=torch.full_like(error, math.nan),
        better=better,
        worse=worse,
    )


def _token_labels(
    examples: Sequence[Example], cuts: Sequence[Window], width: int
) -> tuple[Tensor, Tensor]:
    error = torch.full((len(cuts), width), math.nan)
    major = torch.full((len(cuts), width), math.nan)
    for row, (example, window) in enumerate(zip(examples, cuts, strict=True)):
        if example.marks is None:
            continue
        hits = [
            [mark for mark in example.marks if mark.start < end and start < mark.end]
            for start, end in window.offsets
        ]
        tokens = slice(1, 1 + len(hits))
        error[row, tokens] = torch.tensor([min(1.0, sum(m.error for m in hit)) for hit in hits])
        major[row, tokens] = torch.tensor([min(1.0, sum(m.major for m in hit)) for hit in hits])
    return error, major


def _ordered_pairs(groups: Sequence[Group]) -> tuple[Tensor, Tensor]:
    """Rows of the batch, better and worse, for all pairs of one group that differ clearly."""
    better, worse, first = [], [], 0
    for group in groups:
        for i, left in enumerate(group):
            for j, right in enumerate(group):
                if left.quality is None or right.quality is None:
                    continue
                if left.quality - right.quality >= _CLEARLY_BETTER:
                    better.append(first + i)
                    worse.append(first + j)
        first += len(group)
    return torch.tensor(better, dtype=torch.long), torch.tensor(worse, dtype=torch.long)
