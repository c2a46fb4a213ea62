"""A masked language model: which words would fit in the place of another, and how well.

The start encoder came without a head that says words, so one is trained here (BERT, Devlin et al.
2019). Masks are whole words, and the mask stands in every place that is asked for: that is how the
model is used, too.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from transformers import BertConfig, BertForMaskedLM, get_cosine_schedule_with_warmup

from mtqa.scorers.bert import Encoder, EncoderConfig
from mtqa.scorers.encode import CLS, SEP

MASK = 103  # of the uncased BERT vocabulary
LONGEST = 126  # tokens of a text that are read, beside the two special ones
PAD = 0
_LENGTHS_MIXED = 4.0  # tokens by which texts of one batch may differ, or they would always be one
_LINE_EVERY = 100


@dataclass(frozen=True, slots=True)
class Masking:
    """How the model is trained. `masked` is the share of the words (ELECTRA, Clark et al. 2020,
    takes 15 % of the tokens)."""

    steps: int = 1800
    batch_tokens: int = 20_000
    rate: float = 5e-4
    warmup: float = 0.06
    masked: float = 0.17
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Rows:
    """Texts as token numbers, special ones included, padded: ids (texts, LONGEST + 2)."""

    ids: Tensor
    lengths: list[int]

    def cut(self, places: Sequence[int]) -> Tensor:
        """Some of the texts, no wider than the longest of them."""
        width = max(self.lengths[place] for place in places)
        return self.ids[torch.tensor(places), :width].long()


def rows(ids: Sequence[Sequence[int]]) -> Rows:
    """The first `LONGEST` tokens of every text."""
    lengths = [min(len(one), LONGEST) + 2 for one in ids]
    padded = torch.full((len(ids), max(lengths, default=2)), PAD, dtype=torch.int32)
    for place, one in enumerate(ids):
        row = [CLS, *one[:LONGEST], SEP]
        padded[place, : len(row)] = torch.tensor(row, dtype=torch.int32)
    return Rows(padded, lengths)


def published(shape: EncoderConfig) -> BertConfig:
    """The shape of an encoder in the words of transformers."""
    return BertConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.feed_forward,
        max_position_embeddings=shape.positions,
        hidden_dropout_prob=shape.dropout,
        attention_probs_dropout_prob=shape.dropout,
        tie_word_embeddings=True,
    )


def masked_model(encoder: Encoder, seed: int = 7) -> BertForMaskedLM:
    """A copy of the encoder with a fresh head, which shares the word embeddings."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = BertForMaskedLM(published(encoder.config))
    model.bert.load_state_dict(encoder.state_dict())
    return model


def train(
    model: BertForMaskedLM, texts: Sequence[str], tokenizer: Tokenizer, masking: Masking
) -> list[float]:
    """Teach the model to say the masked words of `texts`, where it lies, and set it to evaluation.
    Returns the mean loss of every hundred steps.

    The random numbers of the caller stay as they were.
    """
    device = next(model.parameters()).device
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=masking.rate, weight_decay=0.01, fused=True
    )
    schedule = get_cosine_schedule_with_warmup(
        optimizer, int(masking.warmup * masking.steps), masking.steps
    )
    stream = _masked_batches(texts, tokenizer, masking)
    curve: list[float] = []
    with torch.random.fork_rng():
        torch.manual_seed(masking.seed)
        model.train()
        total, since = torch.zeros((), device=device), 0
        for step in range(1, masking.steps + 1):
            total, since = total + _update(model, optimizer, next(stream)), since + 1
            schedule.step()
            if step % _LINE_EVERY == 0 or step == masking.steps:
                curve.append(float(total) / since)
                print(f"generator: step {step}  loss {curve[-1]:.3f}", file=sys.stderr, flush=True)
                total, since = torch.zeros_like(total), 0
    model.eval()
    return curve


@dataclass(frozen=True, slots=True)
class _Batch:
    """`places` number the masked tokens in the flattened batch, `words` are what stood there."""

    ids: Tensor
    mask: Tensor
    places: Tensor
    words: Tensor


def _masked_batches(
    texts: Sequence[str], tokenizer: Tokenizer, masking: Masking
) -> Iterator[_Batch]:
    """Batches without end of texts of like length, masked anew each time."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    read = rows([one.ids for one in encodings if one.ids])
    words = tokenizer.get_vocab()
    continues = torch.zeros(max(words.values()) + 1, dtype=torch.bool)
    continues[[number for word, number in words.items() if word.startswith("##")]] = True
    rng = Random(masking.seed)
    draw = torch.Generator().manual_seed(masking.seed)
    while read.lengths:
        batches = packed(
            [length + rng.random() * _LENGTHS_MIXED for length in read.lengths],
            masking.batch_tokens,
        )
        rng.shuffle(batches)
        for batch in batches:
            ids = read.cut(batch)
            chosen = whole_words(ids, continues, masking.masked, draw)
            places = chosen.flatten().nonzero().squeeze(1)
            if len(places):
                hidden = ids.masked_fill(chosen, MASK)
                yield _Batch(hidden, (ids != PAD).long(), places, ids.flatten()[places])


def packed(lengths: Sequence[float], tokens: int) -> list[list[int]]:
    """Places of texts of like length, so many together that they have about `tokens` tokens.

    >>> packed([5, 2, 4, 3], tokens=8)
    [[1, 3], [2], [0]]
    """
    batches: list[list[int]] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not batches or (len(batches[-1]) + 1) * lengths[place] > tokens:
            batches.append([])
        batches[-1].append(place)
    return batches


def whole_words(ids: Tensor, continues: Tensor, share: float, draw: torch.Generator) -> Tensor:
    """Which tokens to mask: those of about `share` of the words, never the special ones."""
    number = (~continues[ids]).long().cumsum(1)  # of the word a token belongs to
    dice = torch.rand(ids.shape[0], ids.shape[1] + 1, generator=draw).gather(1, number)
    return (dice < share) & (ids != PAD) & (ids != CLS) & (ids != SEP)


def _update(model: BertForMaskedLM, optimizer: torch.optim.Optimizer, item: _Batch) -> Tensor:
    device = next(model.parameters()).device
    words = _sent(item.words, device)
    with torch.autocast(device.type, torch.bfloat16):
        logits = word_logits(model, *(_sent(t, device) for t in (item.ids, item.mask, item.places)))
        loss = functional.cross_entropy(logits.float(), words)
    loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it without types
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return loss.detach()


def _sent(values: Tensor, device: torch.device) -> Tensor:
    """The tensor on the device, without waiting for what that is at."""
    if device.type == "cuda":
        values = values.pin_memory()
    return values.to(device, non_blocking=True)


def word_logits(model: BertForMaskedLM, ids: Tensor, mask: Tensor, places: Tensor) -> Tensor:
    """Logits (places, vocabulary) at the places of the flattened batch, and nowhere else: the
    vocabulary is what costs."""
    states = model.bert(input_ids=ids, attention_mask=mask).last_hidden_state
    logits: Tensor = model.cls(states.flatten(0, 1)[places])
    return logits
