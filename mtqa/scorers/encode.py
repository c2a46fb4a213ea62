"""Text to the arrays the network reads, the same in training and in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor

from mtqa.scorers.features import side_features

_SPECIAL, _LOWER, _CAPITALISED, _CAPITALS, _MIXED, _OTHER = range(6)
CLS, SEP = 101, 102  # of the uncased BERT vocabulary


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one text that fits the network, special tokens not included.

    `offsets` are half-open code-point ranges in the whole text, one per token.
    """

    text: str
    ids: tuple[int, ...]
    cases: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    side: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """A padded batch; shapes as in `Network.forward`. Column 0 is [CLS]."""

    ids: Tensor
    case: Tensor
    mask: Tensor
    side: Tensor


def load_tokenizer(path: Path) -> Tokenizer:
    """Read tokenizer.json without the truncation and padding that published files bake in."""
    tokenizer = Tokenizer.from_str(path.read_text("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def cases_of(text: str, encoding: Encoding) -> list[int]:
    """How each token is written in the text it is of."""
    return [_case_of(text[start:end]) for start, end in encoding.offsets]


def _case_of(piece: str) -> int:
    if not any(c.isalpha() for c in piece):
        return _OTHER
    if piece.islower():
        return _LOWER
    if piece.isupper():
        return _CAPITALS if len(piece) > 1 else _CAPITALISED
    return _CAPITALISED if piece[0].isupper() and piece[1:].islower() else _MIXED


def _readable(text: str) -> str:
    # Lone surrogates and NUL would be refused or dropped: replace one for one, offsets stay.
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= c <= "\udfff" else c for c in text)


def windows(
    texts: Sequence[str], tokenizer: Tokenizer, size: int, stride: int
) -> list[list[Window]]:
    """Cut every text into windows of at most `size` tokens that start `stride` tokens apart.

    A text that fits is one window; so is a text without any token. Nothing is left out.
    """
    encodings = tokenizer.encode_batch([_readable(t) for t in texts], add_special_tokens=False)
    return [
        _windows_of(text, encoding, size, stride)
        for text, encoding in zip(texts, encodings, strict=True)
    ]


def _windows_of(text: str, encoding: Encoding, size: int, stride: int) -> list[Window]:
    ids, offsets, cases = encoding.ids, encoding.offsets, cases_of(text, encoding)
    starts = [0] if len(ids) <= size else [*range(0, len(ids) - size, stride), len(ids) - size]
    side = tuple(side_features(text)) if len(starts) == 1 else None
    found = []
    for start in starts:
        cut = slice(start, start + size)
        features = side or tuple(side_features(text[offsets[start][0] : offsets[cut][-1][1]]))
        found.append(
            Window(text, tuple(ids[cut]), tuple(cases[cut]), tuple(offsets[cut]), features)
        )
    return found


def batch(items: Sequence[Window]) -> Inputs:
    """Pad windows to the longest of them."""
    width = max(len(item.ids) for item in items) + 2
    ids = torch.zeros(len(items), width, dtype=torch.long)
    case = torch.zeros(len(items), width, dtype=torch.long)
    mask = torch.zeros(len(items), width, dtype=torch.long)
    for row, item in enumerate(items):
        used = len(item.ids) + 2
        ids[row, :used] = torch.tensor([CLS, *item.ids, SEP])
        case[row, 1 : used - 1] = torch.tensor(item.cases, dtype=torch.long)
        mask[row, :used] = 1
    return Inputs(ids, case, mask, torch.tensor([item.side for item in items]))
