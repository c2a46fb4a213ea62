"""The encoder that reads a sentence: BERT (Devlin et al. 2019) in the shape of MiniLM (Wang et al.
2020), in torch alone.

Importing that of transformers takes longer than judging an article, and three times as long as
torch. Its weights have the same names there, and its states are the same bit by bit (a test looks).
"""

from dataclasses import dataclass

from torch import Tensor, nn
from torch.nn import functional

_NORM_EPSILON = 1e-12  # as published
_PAD = 0


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """Shape of the encoder."""

    vocabulary: int = 30522
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    feed_forward: int = 1536
    positions: int = 512
    dropout: float = 0.1


class Encoder(nn.Module):
    """Embeddings and layers."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        self.embeddings = _Embeddings(config)
        self.encoder = _Layers(config)

    def forward(self, words: Tensor, mask: Tensor | None = None) -> Tensor:
        """The states of the last layer, (batch, tokens, hidden).

        Args:
            words: what stands for each token, (batch, tokens, hidden); mostly its embedding.
            mask: (batch, tokens), 0 where a text has ended; attention sees nothing there. None:
                all texts are of one length.
        """
        # Without padding attention takes a quicker way.
        seen = None if mask is None or mask.all() else mask.bool()[:, None, None, :]
        states: Tensor = self.embeddings(words)
        for layer in self.encoder.layer:
            states = layer(states, seen)
        return states


class _Embeddings(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocabulary, config.hidden, padding_idx=_PAD)
        self.position_embeddings = nn.Embedding(config.positions, config.hidden)
        self.token_type_embeddings = nn.Embedding(2, config.hidden)  # the first is for all tokens
        self.LayerNorm = nn.LayerNorm(config.hidden, eps=_NORM_EPSILON)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, words: Tensor) -> Tensor:
        places = self.position_embeddings.weight[: words.shape[1]]
        states = self.LayerNorm(words + self.token_type_embeddings.weight[0] + places)
        result: Tensor = self.dropout(states)
        return result


class _Layers(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.layer = nn.ModuleList(_Layer(config) for _ in range(config.layers))


class _Layer(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.attention = _Attention(config)
        self.intermediate = _Intermediate(config)
        self.output = _Output(config.feed_forward, config)

    def forward(self, states: Tensor, seen: Tensor | None) -> Tensor:
        attended = self.attention(states, seen)
        result: Tensor = self.output(self.intermediate(attended), attended)
        return result


class _Attention(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.self = _SelfAttention(config)
        self.output = _Output(config.hidden, config)

    def forward(self, states: Tensor, seen: Tensor | None) -> Tensor:
        result: Tensor = self.output(self.self(states, seen), states)
        return result


class _SelfAttention(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.heads, self.rate = config.heads, config.dropout
        self.query = nn.Linear(config.hidden, config.hidden)
        self.key = nn.Linear(config.hidden, config.hidden)
        self.value = nn.Linear(config.hidden, config.hidden)

    def forward(self, states: Tensor, seen: Tensor | None) -> Tensor:
        query, key, value = (
            linear(states).unflatten(-1, (self.heads, -1)).transpose(1, 2)
            for linear in (self.query, self.key, self.value)
        )  # (batch, heads, tokens, hidden / heads)
        attended = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=seen, dropout_p=self.rate if self.training else 0.0
        )
        return attended.transpose(1, 2).flatten(2)


class _Intermediate(nn.Module):
    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(config.hidden, config.feed_forward)

    def forward(self, states: Tensor) -> Tensor:
        return functional.gelu(self.dense(states))


class _Output(nn.Module):
    """Back to the width of the states, and onto what they were."""

    def __init__(self, width: int, config: EncoderConfig) -> None:
        super().__init__()
        self.dense = nn.Linear(width, config.hidden)
        self.LayerNorm = nn.LayerNorm(config.hidden, eps=_NORM_EPSILON)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, states: Tensor, before: Tensor) -> Tensor:
        result: Tensor = self.LayerNorm(self.dropout(self.dense(states)) + before)
        return result
