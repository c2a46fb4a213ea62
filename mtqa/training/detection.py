"""What the network may learn before the mixture: which words of a sentence stand there by mistake.

Replaced-token detection (ELECTRA, Clark et al. 2020), as broad as the text allows: a masked
language model, which learns beside the network, chooses words for the masks, and the network tells
them from the others. Some sentences have two words exchanged instead, some go on as another one
does, and some are left as they are: their share is what teaches where sound begins.

Only words of one piece are replaced: a name in pieces would come out as no word at all, and names
are not to look wrong because they are rare.
"""

import math
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.attention import SDPBackend, sdpa_kernel
from transformers import get_cosine_schedule_with_warmup

from mtqa.errors import InputError, ModelError
from mtqa.scorers.encode import CLS, SEP
from mtqa.scorers.network import Network
from mtqa.training.masked import Masked, Sentences, Words, of_one_piece, proposed

_LINE_EVERY = 100
_AT_ONCE = 8_000  # tokens


@dataclass(frozen=True, slots=True)
class Detection:
    """How it is learned, in bfloat16. Shares are of sentences; `masked` are the lowest and the
    highest share of the words of one. Values as usual for a small model (ELECTRA masks 15 % of the
    tokens, at a rate of 5e-4); no others were tried."""

    steps: int
    batch_tokens: int = 32_000
    rate: float = 4e-4
    warmup: float = 0.05
    masked: tuple[float, float] = (0.03, 0.3)
    replaced: float = 0.52
    swapped: float = 0.09
    spliced: float = 0.09
    sentence_weight: float = 0.2
    seed: int = 6


class Detector(nn.Module):
    """The network's encoder, case embedding and odd head, and a head for the whole sentence that
    serves nothing else. It reads sentences of one length: nothing is masked off."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.whole = nn.Linear(2 * network.encoder.config.hidden, 1)

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, Tensor]:
        """Logits that a token is wrong (batch, tokens), and that anything is (batch,)."""
        words = self.network.encoder.embeddings.word_embeddings(ids) + self.network.case(cases)
        states = self.network.encoder(words)
        pooled = torch.cat([states[:, 0], states.mean(1)], -1)
        return self.network.token_head(states)[..., -1], self.whole(pooled)[:, 0]


class Damaged(NamedTuple):
    """A batch with its errors: `wrong` and `known` (batch, tokens) are the labels of the tokens and
    where they count; `loss` is that of the masked language model."""

    ids: Tensor
    cases: Tensor
    wrong: Tensor
    known: Tensor
    loss: Tensor


def learn(
    network: Network, sentences: Sequence[Sentences], words: Words, detection: Detection
) -> None:
    """Teach the network, where it lies, to tell words that stand wrong, and set it to evaluation.
    An interruption loses all of it.

    The random numbers of the caller stay as they were.

    Raises:
        InputError: no sentence.
        ModelError: the losses ran away.
    """
    if not sentences:
        raise InputError("no sentence to learn detection from is long enough")
    place = next(network.parameters()).device
    with torch.random.fork_rng():
        torch.manual_seed(detection.seed)
        masked = Masked(network.encoder).to(place)
        detector = Detector(network).to(place)
        learners = [_Learner(model, detection) for model in (masked, detector)]
        sums = torch.zeros(3, device=place)
        stream = _batches(sentences, place, detection)
        words = Words(*(flags.to(place) for flags in words))
        for step in range(1, detection.steps + 1):
            sums += _update(masked, detector, learners, next(stream), words, detection)
            if step % _LINE_EVERY == 0 or step == detection.steps:
                _tell(step, (sums / ((step - 1) % _LINE_EVERY + 1)).tolist())
                sums = torch.zeros_like(sums)
    network.eval()


def learned(network: Network) -> dict[str, Tensor]:
    """The weights that detection teaches: not the heads for sentences."""
    taught = ("encoder.", "case.", "token_head.")
    return {name: w for name, w in network.state_dict().items() if name.startswith(taught)}


def _tell(step: int, means: Sequence[float]) -> None:
    """A line of the progress: what masks, tokens and sentences cost."""
    if not all(map(math.isfinite, means)):
        raise ModelError(f"detection, step {step}: the loss is not a number")
    figures = "  ".join(map("{} {:.3f}".format, ("masks", "tokens", "sentences"), means))
    print(f"detection: step {step}  {figures}", file=sys.stderr, flush=True)


class _Learner:
    """A model and what moves its weights.

    Nothing is dropped out: to draw what is dropped takes a fifth of the time on a CPU.
    """

    def __init__(self, model: nn.Module, detection: Detection) -> None:
        self.model = model.eval()
        self.optimizer = torch.optim.AdamW(
            model.parameters(), lr=detection.rate, weight_decay=0.01, fused=True
        )
        self.schedule = get_cosine_schedule_with_warmup(
            self.optimizer, int(detection.warmup * detection.steps), detection.steps
        )

    def step(self) -> None:
        """Once down the gradient that was gathered."""
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.schedule.step()


def _batches(
    sentences: Sequence[Sentences], place: torch.device, detection: Detection
) -> Iterator[Sentences]:
    """Batches without end, each of one length, in another order every time round."""
    draw = torch.Generator().manual_seed(detection.seed)
    there = [Sentences(one.ids.to(place), one.cases.to(place)) for one in sentences]
    while True:
        chosen = [
            (one, rows)
            for one in there
            for rows in torch.split(
                torch.randperm(len(one.ids), generator=draw),
                max(1, detection.batch_tokens // one.ids.shape[1]),
            )
        ]
        for number in torch.randperm(len(chosen), generator=draw).tolist():
            one, rows = chosen[number]
            rows = rows.to(place)
            yield Sentences(one.ids[rows].long(), one.cases[rows].long())


def _update(
    masked: Masked,
    detector: Detector,
    learners: Sequence[_Learner],
    batch: Sentences,
    words: Words,
    detection: Detection,
) -> Tensor:
    """One step of both; returns the losses of masks, tokens and sentences."""
    place = batch.ids.device
    sums = torch.zeros(3, device=place)
    for part in _parts(batch):
        with torch.autocast(place.type, torch.bfloat16), _attention(place):
            damaged = damage(part, masked, words, detection)
            tokens, whole = detector(damaged.ids, damaged.cases)
        found = torch.stack([damaged.loss, *losses(tokens, whole, damaged)])
        found = found * (len(part.ids) / len(batch.ids))
        masks, token, sentence = found
        total = masks + token + detection.sentence_weight * sentence
        total.backward()
        sums += found.detach()
    for learner in learners:
        learner.step()
    return sums


def _parts(batch: Sentences) -> Iterator[Sentences]:
    """What of a batch is read at once: on a CPU so much that the states stay near it, which takes
    little more than half of the time. Each counts by its sentences, and splices only its own."""
    rows, length = batch.ids.shape
    many = rows if batch.ids.device.type != "cpu" else max(1, _AT_ONCE // length)
    yield from map(Sentences, torch.split(batch.ids, many), torch.split(batch.cases, many))


def _attention(place: torch.device) -> AbstractContextManager[None]:
    """On a CPU attention step by step: the way in one piece, made for long texts, takes several
    times as long to learn from sentences in half the bits."""
    return sdpa_kernel(SDPBackend.MATH) if place.type == "cpu" else nullcontext()


def losses(tokens: Tensor, whole: Tensor, damaged: Damaged) -> tuple[Tensor, Tensor]:
    """Of the tokens that count, and of the sentences."""
    each = functional.binary_cross_entropy_with_logits(
        tokens.float(), damaged.wrong.float(), reduction="none"
    )
    known = damaged.known.float()
    touched = damaged.wrong.any(1).float()
    return (each * known).sum() / known.sum(), functional.binary_cross_entropy_with_logits(
        whole.float(), touched
    )


def damage(batch: Sentences, masked: Masked, words: Words, detection: Detection) -> Damaged:
    """Words replaced, exchanged, or another sentence's from some place on."""
    ids, cases = batch.ids, batch.cases
    kind = torch.rand(len(ids), 1, device=ids.device)
    shares = (detection.replaced, detection.swapped, detection.spliced)
    replaced, swapped, spliced = accumulate(shares)
    single = of_one_piece(ids, words)
    drawn, loss = proposed(batch, single, masked, words, detection.masked)
    new = torch.where(kind < replaced, drawn, ids)
    new = torch.where((kind >= replaced) & (kind < swapped), _exchanged(ids, single), new)
    wrong = new != ids
    joint, behind = _joints(ids, words, (kind >= swapped) & (kind < spliced))
    new = torch.where(behind, ids.roll(1, 0), new)
    cases = torch.where(behind, cases.roll(1, 0), cases)
    known = (ids != CLS) & (ids != SEP) & (~behind | joint)
    return Damaged(new, cases, wrong | joint, known, loss)


def _exchanged(ids: Tensor, single: Tensor) -> Tensor:
    """Two words of every sentence in each other's place."""
    dice = torch.rand(ids.shape, device=ids.device) * single
    pair = dice.topk(2, dim=1).indices
    exchanged = ids.scatter(1, pair, ids.gather(1, pair.flip(1)))
    return torch.where(single.sum(1, keepdim=True) >= 2, exchanged, ids)


def _joints(ids: Tensor, words: Words, wanted: Tensor) -> tuple[Tensor, Tensor]:
    """Where a sentence goes over into the one before it in the batch, and all from there on: at the
    beginning of a word of both, which is another one in each, or not at all."""
    length = ids.shape[1]
    at = torch.randint(2, length - 2, (len(ids), 1), device=ids.device)
    other = ids.roll(1, 0)
    possible = ~words.continues[ids] & ~words.continues[other] & (ids != other)
    wanted = wanted & possible.gather(1, at)
    places = torch.arange(length, device=ids.device)
    return wanted & (places == at), wanted & (places >= at)
