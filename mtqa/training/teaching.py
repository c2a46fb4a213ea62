"""Labels from models that were trained apart: what their mean says of a batch.

The mean of several trainings judges better than each, but is as many times as large; one network
learns most of it back (distillation: Bucila et al. 2006; Hinton, Vinyals and Dean 2015).
"""

from collections.abc import Sequence
from dataclasses import replace

import torch
from torch import Tensor

from mtqa.scorers.encode import CLS, SEP
from mtqa.scorers.network import Outputs
from mtqa.training.collate import Batch


def taught(item: Batch, said: Sequence[Outputs]) -> Batch:
    """The batch with the mean of what teachers said of it for labels, for every text and token;
    which text is better is left to people, and what is odd to the detector."""
    mean = Outputs(*(torch.stack(parts).mean(0) for parts in zip(*said, strict=True)))
    is_token = item.inputs.mask.bool()
    none = item.better[:0]
    return replace(
        item,
        garbled=mean.garbled.sigmoid(),
        penalty=mean.penalty.sigmoid(),
        chrf=mean.chrf.sigmoid(),
        adequacy=mean.adequacy,
        error=_known(mean.error.sigmoid(), is_token),
        major=_known(mean.major.sigmoid(), is_token),
        better=none,
        worse=none,
    )


def detected(item: Batch, said: Outputs) -> Batch:
    """The batch with what a network that learned detection alone said of its words, special tokens
    left out: what it knows of English, a training on fewer texts would forget."""
    is_token = item.inputs.mask.bool() & (item.inputs.ids != CLS) & (item.inputs.ids != SEP)
    return replace(item, odd=_known(said.odd.sigmoid(), is_token))


def _known(labels: Tensor, is_token: Tensor) -> Tensor:
    return labels.masked_fill(~is_token, float("nan"))
