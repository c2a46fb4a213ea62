"""The network, and only that: one encoder, sentence heads and a token head.

The encoder has the shape of MiniLM-L6 (Wang et al. 2020): 6 layers of 384. It is uncased, so a
small embedding tells it the case of each token; it cannot count, so a few surface features of the
sentence join the pooled states.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from mtqa.errors import ModelError
from mtqa.scorers.bert import Encoder, EncoderConfig
from mtqa.scorers.features import SIDE_FEATURES

CASES = 6
"""How a token is written: special, lower, Capitalised, CAPITALS, Mixed, without letters."""

TOKEN_HEADS = 3
"""Error, major error, odd."""


@dataclass(frozen=True, slots=True)
class NetworkConfig(EncoderConfig):
    """Shape of the network."""

    side: int = SIDE_FEATURES
    trunk: int = 256

    def to_json(self) -> dict[str, int | float]:
        """For the file beside the weights."""
        return asdict(self)


class Outputs(NamedTuple):
    """Logits. `garbled`, `penalty` (of penalty / 25), `chrf` (of chrF / 100) and `adequacy` (a z
    score) are (batch,); `error`, `major` and `odd` (that another word stood there) are (batch,
    tokens)."""

    garbled: Tensor
    penalty: Tensor
    chrf: Tensor
    adequacy: Tensor
    error: Tensor
    major: Tensor
    odd: Tensor


def filled(network: "Network", state: Mapping[str, Tensor], weights: Path) -> "Network":
    """The network with the weights in `state`, which were read from the file `weights`.

    Raises:
        ModelError: they are those of another shape.
    """
    try:
        network.load_state_dict({name: weight.float() for name, weight in state.items()})
    except RuntimeError:
        raise ModelError(
            f"{weights}: weights of another shape, made by another version of mtqa; install mtqa, "
            "or train the model, anew"
        ) from None
    return network


class Network(nn.Module):
    """Encoder, case embedding, side features, heads."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.encoder = Encoder(config)
        self.case = nn.Embedding(CASES, config.hidden)
        nn.init.zeros_(self.case.weight)
        self.side = nn.Sequential(nn.Linear(config.side, 64), nn.GELU())
        self.token_head = nn.Linear(config.hidden, TOKEN_HEADS)
        self.trunk = nn.Sequential(
            nn.Linear(2 * config.hidden + 64 + 2 * TOKEN_HEADS, config.trunk),
            nn.GELU(),
            nn.Dropout(config.dropout),
        )
        self.sentence_heads = nn.Linear(config.trunk, 4)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, side: Tensor) -> Outputs:
        """Judge a batch.

        Shapes: ids, case, mask (batch, tokens); side (batch, side features).
        """
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(case)
        states = self.encoder(embedded, mask)
        tokens = self.token_head(states)  # (B, T, 3)
        weight = mask.unsqueeze(-1).to(states.dtype)  # (B, T, 1)
        mean = (states * weight).sum(1) / weight.sum(1)
        token_mean = (tokens * weight).sum(1) / weight.sum(1)
        token_max = tokens.masked_fill(weight == 0, -1e4).amax(1)
        pooled = torch.cat([states[:, 0], mean, self.side(side), token_mean, token_max], -1)
        sentence = self.sentence_heads(self.trunk(pooled))  # (B, 4)
        return Outputs(*sentence.unbind(-1), *tokens.unbind(-1))
