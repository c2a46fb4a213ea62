"""Figures that are cheap enough to hold many short trainings against each other.

They are figures of `mtqa evaluate`, on samples of the development sets that stay the same, and read
from the raw heads: a short training has no calibration. Garbled is the logit of its head with what
else says so (`mtqa.training.signs`), which is not learned, and the score is the penalty head alone
(the shipped calibration gives the chrF head no weight).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mtqa.mqm import MAX_PENALTY
from mtqa.scorers.embedded import EmbeddedScorer
from mtqa.training import devsets
from mtqa.training.evaluate import sample_of
from mtqa.training.figures import measures
from mtqa.training.items import DevSet
from mtqa.training.judgements import Judgements
from mtqa.training.signs import signs

_BATCH = 48


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of `mtqa evaluate`: its short name, its set, and its name there. Higher is better
    in all of them."""

    name: str
    devset: str
    figure: str


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of one column."""

    column: str
    value: float


COLUMNS = (
    Column("garbled AUC, chrF++ < 15", "garble_gradient", "AUROC of garbled, chrF++ < 15"),
    Column("garbled AUC, 15-30", "garble_gradient", "AUROC of garbled, chrF++ 15-30"),
    Column("caught, < 15", "garble_gradient", "recall at 0.5% false alarms, chrF++ < 15"),
    Column("caught, 15-30", "garble_gradient", "recall at 0.5% false alarms, chrF++ 15-30"),
    Column("repetitions AUC", "hallucinations_de_en", "AUROC of garbled, repetitions"),
    Column("MQM 2022 Spearman", "dev_mqm2022_zh_en", "Spearman"),
    Column("MQM dev Pearson", "mqm_into_english", "Pearson"),
    Column("MQM dev tau", "mqm_into_english", "Kendall within a source"),
    Column("critical AUC", "critical_errors_pt_en", "AUROC of score, critical"),
    Column("twin lower", "garbled-news", "damaged twin scored lower"),
    Column("garbled-news AUC", "garbled-news", "AUROC of score, garbled twin"),
)
"""The columns of the table, in its order."""

SIZES: Mapping[str, int] = {
    "garble_gradient": 1800,
    "hallucinations_de_en": 500,
    "dev_mqm2022_zh_en": 500,
    "mqm_into_english": 500,
    "critical_errors_pt_en": 400,
    "garbled-news": 400,
}
"""Texts of each set: together about a minute on two cores; 3 false alarms are allowed."""


def load(data: Path, cache: Path) -> dict[str, DevSet]:
    """The samples, by the name of their set.

    Raises:
        InputError: a set is missing.
    """
    return {
        name: sample_of(devset, size)
        for (name, size), devset in zip(
            SIZES.items(), devsets.load(list(SIZES), data, cache), strict=True
        )
    }


def judge(scorer: EmbeddedScorer, texts: Sequence[str]) -> Judgements:
    """What the raw heads say of texts, in batches of like length."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    garbled, penalty = np.empty(len(texts)), np.empty(len(texts))
    for start in range(0, len(order), _BATCH):
        places = order[start : start + _BATCH]
        raws = scorer.raw([texts[place] for place in places])
        garbled[places] = signs(raws)
        penalty[places] = [raw.penalty for raw in raws]
    return Judgements(100.0 - penalty * (100.0 / MAX_PENALTY), garbled)


def figures(scorer: EmbeddedScorer, samples: Mapping[str, DevSet]) -> tuple[Figure, ...]:
    """Every column that is defined on the samples."""
    wanted = {(column.devset, column.figure): column.name for column in COLUMNS}
    found: list[Figure] = []
    for name, devset in samples.items():
        for measure in measures(devset, judge(scorer, devset.texts)):
            if column := wanted.get((name, measure.name)):
                value = float(measure.statistic(np.arange(len(measure.groups))))
                found += [] if math.isnan(value) else [Figure(column, value)]
    return tuple(found)
