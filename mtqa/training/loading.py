"""Batches made by other processes while the network learns: a GPU asks for more than one can make.

One process makes 50,000 tokens a second, a small GPU reads ten times as many.
"""

from collections.abc import Iterator
from dataclasses import fields, replace

import torch
from tokenizers import Tokenizer
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from mtqa.scorers.encode import Inputs
from mtqa.training.collate import Batch, batches
from mtqa.training.config import TrainConfig
from mtqa.training.mixture import Mixture

_SEEDS_APART = 1_000_003  # no two processes of two trainings with near seeds draw the same


def loaded(
    mixture: Mixture, tokenizer: Tokenizer, config: TrainConfig, *, skip: int = 0
) -> Iterator[Batch]:
    """Batches without end, the same ones for the same seed and number of processes
    (`config.workers`, by turns; 0: this process makes them). The first `skip` are passed over."""
    if not config.workers:
        return batches(mixture, tokenizer, config, skip=skip)
    return iter(
        DataLoader(
            _Stream(mixture, tokenizer, config, skip),
            batch_size=None,
            num_workers=config.workers,
            generator=torch.Generator(),  # or it would draw from the one that dropout draws from
            multiprocessing_context="fork",  # what they read from is large, and stays where it is
        )
    )


class _Stream(IterableDataset[Batch]):
    """The batches of one process: each draws groups by a seed of its own."""

    def __init__(
        self, mixture: Mixture, tokenizer: Tokenizer, config: TrainConfig, skip: int
    ) -> None:
        self._made_from = (mixture, tokenizer)
        self._config = config
        self._skip = skip

    def __iter__(self) -> Iterator[Batch]:
        worker = get_worker_info()
        count = worker.num_workers if worker else 1
        place = (self._skip + (worker.id if worker else 0)) % count  # the turns go on where it was
        own = replace(self._config, seed=self._config.seed + _SEEDS_APART * place)
        passed = len(range(place, self._skip, count))
        return batches(*self._made_from, own, skip=passed)


def moved(item: Batch, device: torch.device) -> Batch:
    """The same batch where the network lies."""
    inputs = item.inputs
    there = Inputs(*(getattr(inputs, part.name).to(device) for part in fields(inputs)))
    labels = {
        part.name: getattr(item, part.name).to(device)
        for part in fields(item)
        if part.name != "inputs"
    }
    return Batch(inputs=there, **labels)
