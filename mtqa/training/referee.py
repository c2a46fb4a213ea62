"""A referee: the same network, but it reads an output beside a reference and says what is wrong.

Ratings by people exist for some 30,000 outputs, references for 280,000. Who sees the reference
judges better from the same ratings than who does not, so the referee learns from the ratings whose
segment a person has translated too, then prices and marks the outputs that nobody rated; the
network that sees the text alone learns from both (privileged information: Vapnik and Vashist 2009;
generalised distillation: Lopez-Paz et al. 2016). The referee itself is not kept.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from mtqa.scorers.encode import Inputs, Window, batch
from mtqa.scorers.network import Network
from mtqa.training.collate import cut
from mtqa.training.config import TrainConfig
from mtqa.training.examples import Example, Group
from mtqa.training.groups import Kept, fours, pair_groups, rated_outputs, rated_segments
from mtqa.training.mixture import Mixture
from mtqa.training.world import World

if TYPE_CHECKING:
    from pandas import DataFrame

REFEREE = TrainConfig(
    seed=21,
    steps=1300,
    batch_tokens=16_000,  # seven passes over the rated outputs
    pool=6,
    encoder_rate=2e-4,
    checkpoint_every=10_000,  # none: it is over in two minutes
    shares={"rated": 0.7, "preferred": 0.3},
    losses={
        "garbled": 0.0,
        "penalty": 1.5,
        "chrf": 0.0,  # its head serves the ranking alone
        "adequacy": 0.0,
        "error": 0.5,
        "major": 0.5,
        "odd": 0.0,
        "rank": 0.4,
    },
)
"""How a referee is trained."""

_HUMAN = "Human|ref"  # how the systems are called that are people
_TOGETHER = 128  # outputs judged in one batch
_PROGRESS_EVERY = 200  # batches


def referee_mixture(
    rated: "DataFrame", preferred: "DataFrame", kept_for_dev: Kept, tokenizer: Tokenizer
) -> Mixture:
    """What a referee learns from: mended MQM ratings, and pairs of which people preferred
    `target` to `worse`, with their `reference`."""
    parts = {
        "rated": rated_groups(rated, kept_for_dev),
        "preferred": preferred_groups(preferred, kept_for_dev),
    }
    nothing = World([], [], np.zeros((0, 1), np.float32), tokenizer)  # no sentence is damaged
    return Mixture(parts, REFEREE.shares, [], nothing)


def rated_groups(frame: "DataFrame", kept_for_dev: Kept) -> list[Group]:
    """Mended MQM ratings of what has a translation by another person, beside this one. Of two human
    translations the one and the other is the reference by turns, and each is that of the other."""
    groups: list[Group] = []
    for turn, rows in enumerate(rated_segments(frame, kept_for_dev)):
        people = rows[rows.system.str.match(_HUMAN)].sort_values("system").target.unique()
        human = [str(text) for text in np.roll(people, turn)]
        group = [
            replace(example, reference=others[0])
            for example in rated_outputs(rows)
            if (others := [text for text in human if text != example.text])
        ]
        groups += fours(group)
    return groups


def preferred_groups(frame: "DataFrame", kept_for_dev: Kept) -> list[Group]:
    """Two outputs of which people preferred one, both beside the reference."""
    columns = frame[["target", "worse", "reference"]]
    frame = frame[~columns.isin(kept_for_dev).any(axis=1)]
    return [
        [replace(example, reference=reference) for example in pair]
        for pair, reference in zip(pair_groups(frame), frame["reference"], strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a referee says of one output: an MQM sum 0..25, and spans in JSON, each of them
    [start, end, error, major], the probabilities in tenths; what has no error is left out."""

    penalty: float
    spans: str


def refereed(
    frame: "DataFrame",
    network: Network,
    tokenizer: Tokenizer,
    *,
    max_tokens: int = REFEREE.max_tokens,
    workers: int = 0,
) -> "DataFrame":
    """The same rows (columns target and reference) with the columns of `Judged`. `workers` are
    processes that tokenise; 0: this one does."""
    lengths = frame.target.str.len() + frame.reference.str.len()
    order = np.argsort(lengths.to_numpy(), kind="stable")[::-1]  # what is too much fails at once
    pairs = [Example(t, reference=r) for t, r in zip(frame.target, frame.reference, strict=True)]
    together = [
        [pairs[place] for place in order[start : start + _TOGETHER]]
        for start in range(0, len(order), _TOGETHER)
    ]
    said = list(chain.from_iterable(_judged(together, network, tokenizer, max_tokens, workers)))
    back = np.argsort(order)
    return frame.assign(
        penalty=[said[place].penalty for place in back], spans=[said[place].spans for place in back]
    )


@dataclass(frozen=True, slots=True)
class _Page:
    """Outputs to judge at once. Shapes: `places` (batch, tokens, 2), where in its text each token
    stands; 0, 0 for what is no token of the text."""

    inputs: Inputs
    places: Tensor


class _Pages(Dataset[_Page]):
    def __init__(self, groups: Sequence[Group], tokenizer: Tokenizer, max_tokens: int) -> None:
        self._groups = groups
        self._tokenizer = tokenizer
        self._max_tokens = max_tokens

    def __len__(self) -> int:
        return len(self._groups)

    def __getitem__(self, place: int) -> _Page:
        cuts = cut(self._groups[place], self._tokenizer, self._max_tokens).windows
        inputs = batch(cuts)
        return _Page(inputs, _places(cuts, inputs.ids.shape[1]))


def _places(cuts: Sequence[Window], width: int) -> Tensor:
    places = torch.zeros(len(cuts), width, 2, dtype=torch.int32)
    for row, window in enumerate(cuts):
        if window.offsets:
            places[row, 1 : 1 + len(window.offsets)] = torch.tensor(
                window.offsets, dtype=torch.int32
            )
    return places


@torch.inference_mode()
def _judged(
    groups: Sequence[Group], network: Network, tokenizer: Tokenizer, max_tokens: int, workers: int
) -> Iterator[list[Judged]]:
    device = next(network.parameters()).device
    inside = _inside(tokenizer)
    network.eval()
    pages = DataLoader(
        _Pages(groups, tokenizer, max_tokens),
        batch_size=None,
        num_workers=workers,
        multiprocessing_context="fork" if workers else None,
    )
    for count, page in enumerate(pages, 1):
        inputs = page.inputs
        read = (inputs.ids, inputs.case, inputs.mask, inputs.side)
        with torch.autocast(device.type, torch.bfloat16):
            outputs = network(*(part.to(device) for part in read))
        penalties = 25 * outputs.penalty.float().sigmoid()
        chances = torch.stack([outputs.error, outputs.major], -1).float().sigmoid()  # (B, T, 2)
        begins = ~inside[inputs.ids.numpy()]
        spans = _spans(page.places.numpy(), begins, chances.cpu().numpy())
        if count % _PROGRESS_EVERY == 0:
            print(f"refereed {count * _TOGETHER} outputs", file=sys.stderr, flush=True)
        yield [Judged(round(p, 2), s) for p, s in zip(penalties.tolist(), spans, strict=True)]


def _inside(tokenizer: Tokenizer) -> NDArray[np.bool_]:
    """By token: whether it goes on with a word."""
    known = tokenizer.get_vocab()
    inside = np.zeros(1 + max(known.values()), bool)
    inside[[number for token, number in known.items() if token.startswith("##")]] = True
    return inside


def _spans(
    places: NDArray[np.int32], begins: NDArray[np.bool_], chances: NDArray[np.float32]
) -> list[str]:
    """The words of each row that may be wrong, in JSON: the probabilities are means over the pieces
    of a word, and neighbours of the same probabilities are one span.

    Shapes: places (batch, tokens, 2), begins (batch, tokens), chances (batch, tokens, 2).
    """
    row, column = (places[..., 1] > places[..., 0]).nonzero()
    first = np.flatnonzero(begins[row, column] | (np.diff(row, prepend=-1) > 0))  # (words,)
    pieces = np.diff(first, append=len(row))
    sums = np.add.reduceat(chances[row, column], first) if len(first) else np.zeros((0, 2))
    tenths = np.rint(10 * np.minimum.accumulate(sums / pieces[:, None], axis=1)).astype(int)
    changed = np.diff(np.column_stack([row[first], tenths]), axis=0, prepend=-1).any(axis=1)
    run = first[changed]  # the token each run of like words begins with
    ends = places[row, column, 1][np.append(run[1:], len(row))[: len(run)] - 1]
    found = np.column_stack([row[run], places[row, column, 0][run], ends, tenths[changed]])
    spans: list[list[tuple[int, int, float, float]]] = [[] for _ in places]
    for of, start, end, error, major in found[found[:, 3] > 0].tolist():
        spans[of].append((start, end, error / 10, major / 10))
    return [json.dumps(of_text) for of_text in spans]
