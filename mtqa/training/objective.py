"""What the training brings down: the losses of a batch, against its labels and against teachers."""

from collections.abc import Mapping

import torch
from torch import Tensor
from torch.nn import functional

from mtqa.scorers.network import Outputs
from mtqa.training.collate import Batch

LOSSES = ("garbled", "penalty", "chrf", "adequacy", "error", "major", "odd", "rank")
"""The names of the losses; a configuration weighs each."""


def losses(outputs: Outputs, item: Batch) -> dict[str, Tensor]:
    """Mean loss per head over the labels that are known, and the ranking loss.

    Ranking: softplus of the wrong-way difference, on the chrF logit and on minus the penalty
    logit (RankNet, Burges et al. 2005).
    """
    token_weight = item.weight.unsqueeze(-1).expand_as(item.error)
    quality = outputs.chrf - outputs.penalty
    rank = functional.softplus(quality[item.worse] - quality[item.better])
    return {
        "garbled": _soft(outputs.garbled, item.garbled, item.weight),
        "penalty": _soft(outputs.penalty, item.penalty, item.weight),
        "chrf": _soft(outputs.chrf, item.chrf, item.weight),
        "adequacy": _huber(outputs.adequacy, item.adequacy, item.weight),
        "error": _soft(outputs.error, item.error, token_weight),
        "major": _soft(outputs.major, item.major, token_weight),
        "odd": _soft(outputs.odd, item.odd, torch.ones_like(item.odd)),
        "rank": rank.mean() if len(rank) else rank.sum(),
    }


def weighed(parts: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """The sum of the losses by their weights."""
    return torch.stack([weights[name] * loss for name, loss in parts.items()]).sum()


def _soft(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = ~labels.isnan()
    loss = functional.binary_cross_entropy_with_logits(
        logits, labels.nan_to_num(0.0), weight=weight * known, reduction="sum"
    )
    return loss / known.sum().clamp(min=1)


def _huber(values: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = ~labels.isnan()
    loss = functional.smooth_l1_loss(values, labels.nan_to_num(0.0), reduction="none")
    return (loss * weight * known).sum() / known.sum().clamp(min=1)
