"""A masked language model that sees how words are written, and the sentences it learns from.

The start encoder came without a head that says words, so one is trained (BERT, Devlin et al. 2019),
beside the network that learns to tell its words from others (`mtqa.training.detection`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from mtqa.scorers.bert import Encoder
from mtqa.scorers.embedded import WINDOW
from mtqa.scorers.encode import CLS, SEP, cases_of
from mtqa.scorers.network import CASES

MASK = 103  # of the uncased BERT vocabulary
_SHORTEST = 5  # tokens of a sentence that is learned from; the longest fill a window
_WORDS_FROM = 999  # of the vocabulary; before it stand special and unused tokens. Marks are words.


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences of one length: ids and cases (sentences, length), [CLS] and [SEP] included."""

    ids: Tensor
    cases: Tensor


class Words(NamedTuple):
    """What is known of the vocabulary, (vocabulary,): whether a piece continues a word, and whether
    it may be chosen for one."""

    continues: Tensor
    allowed: Tensor


class Masked(nn.Module):
    """A masked language model: an encoder, the case of every token, and a head that shares the
    word embeddings."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        shape = encoder.config
        self.encoder = Encoder(shape)
        self.encoder.load_state_dict(encoder.state_dict())
        self.case = nn.Embedding(CASES, shape.hidden)
        nn.init.zeros_(self.case.weight)
        self.head = nn.Sequential(
            nn.Linear(shape.hidden, shape.hidden), nn.GELU(), nn.LayerNorm(shape.hidden)
        )
        self.bias = nn.Parameter(torch.zeros(shape.vocabulary))

    def forward(self, ids: Tensor, cases: Tensor, places: Tensor) -> Tensor:
        """Logits (places, vocabulary) at places of the flattened batch."""
        words = self.encoder.embeddings.word_embeddings
        states = self.encoder(words(ids) + self.case(cases)).flatten(0, 1)[places]
        return functional.linear(self.head(states), words.weight, self.bias)


def words_of(tokenizer: Tokenizer) -> Words:
    """The vocabulary of a tokenizer."""
    vocabulary = tokenizer.get_vocab()
    continues = torch.zeros(max(vocabulary.values()) + 1, dtype=torch.bool)
    continues[[number for word, number in vocabulary.items() if word.startswith("##")]] = True
    allowed = ~continues
    allowed[:_WORDS_FROM] = False
    return Words(continues, allowed)


def by_length(texts: Sequence[str], tokenizer: Tokenizer) -> list[Sentences]:
    """The texts that are neither too short nor too long, those of one length together: nothing is
    padded, which saves a fifth of the work."""
    found: dict[int, list[tuple[list[int], list[int]]]] = {}
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    for text, encoding in zip(texts, encodings, strict=True):
        if _SHORTEST <= len(encoding.ids) <= WINDOW:
            row = ([CLS, *encoding.ids, SEP], [0, *cases_of(text, encoding), 0])
            found.setdefault(len(encoding.ids), []).append(row)
    return [
        Sentences(*(torch.tensor(column, dtype=torch.int32) for column in zip(*rows, strict=True)))
        for _, rows in sorted(found.items())
    ]


def of_one_piece(ids: Tensor, words: Words) -> Tensor:
    """Tokens that are a word, (batch, tokens)."""
    return words.allowed[ids] & ~words.continues[ids.roll(-1, 1)]


def proposed(
    item: Sentences, single: Tensor, masked: Masked, words: Words, masks: tuple[float, float]
) -> tuple[Tensor, Tensor]:
    """The sentences with a drawn word at each mask, and the loss of what draws them.

    `masks` are the lowest and highest share of the words of a sentence that are masked.
    """
    ids = item.ids
    lowest, highest = masks
    share = lowest + (highest - lowest) * torch.rand(len(ids), 1, device=ids.device)
    chosen = single & (torch.rand(ids.shape, device=ids.device) < share)
    places = chosen.flatten().nonzero().squeeze(1)
    logits = masked(ids.masked_fill(chosen, MASK), item.cases, places).float()
    logits = logits.masked_fill(~words.allowed, -1e4)
    known = ids.flatten()[places]
    loss = functional.cross_entropy(logits, known, reduction="sum") / max(1, len(known))
    return ids.flatten().scatter(0, places, _drawn(logits.detach())).view_as(ids), loss


def _drawn(logits: Tensor) -> Tensor:
    """A word of each row by its probability. One random number a row: one for each word, as
    `torch.multinomial` draws, takes longer than the network."""
    reached = logits.softmax(-1).cumsum(-1)
    # Above 0 and up to the last sum, so that no word without probability is drawn.
    dice = (1 - torch.rand(len(logits), 1, device=logits.device)) * reached[:, -1:]
    # Losses that ran away draw some word all the same: whoever learns looks at them.
    return torch.searchsorted(reached, dice).squeeze(1).clamp(max=logits.shape[1] - 1)
