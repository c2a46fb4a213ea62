"""What a metric says of a list of texts, in arrays: the form in which metrics are compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from mtqa.errors import ModelError
from mtqa.mqm import MAX_PENALTY, Severity
from mtqa.scorers.base import Prediction, Scorer
from mtqa.training.metrics import Bools, Floats
from mtqa.types import Segment

_MAJOR = frozenset({Severity.MAJOR, Severity.CRITICAL})


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text marked as an error; `confidence` is the probability (0..1) that it is."""

    start: int
    end: int
    major: bool
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """One entry per text.

    `score` is 0..100, 100 best, with 100 - 4 x MQM penalty as its scale; `garbled` grows with the
    damage and is a probability if `calibrated`. `flagged` is what passes the metric's own operating
    point and `marks` the spans it shows; None where a metric has no such thing.
    """

    score: Floats
    garbled: Floats
    flagged: Bools | None = None
    marks: tuple[tuple[Mark, ...], ...] | None = None
    calibrated: bool = False

    @property
    def penalty(self) -> Floats:
        """The MQM penalty of each text, 0 best."""
        return (100.0 - self.score) * (MAX_PENALTY / 100.0)


Judge = Callable[[Sequence[str]], Judgements]
"""Anything that can be evaluated: it reads texts and nothing else."""


def from_badness(badness: Sequence[float]) -> Judgements:
    """Judgements of a metric that has but one number, higher worse, on a scale of its own."""
    values = np.asarray(badness, dtype=np.float64)
    return Judgements(100.0 - values * (100.0 / MAX_PENALTY), values)


def from_predictions(predictions: Sequence[Prediction]) -> Judgements:
    """Judgements of a scorer.

    Raises:
        ModelError: a text has no score; a made-up number would count as the model's own.
    """
    values = [prediction.score.value for prediction in predictions]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        raise ModelError(
            f"the model gave no score for {len(values) - len(known)} of {len(values)} segments; "
            "it can be evaluated only on texts in its own languages"
        )
    score = np.array(known, dtype=np.float64)
    garbled = [prediction.garbled for prediction in predictions]
    calibrated = all(value is not None for value in garbled)
    return Judgements(
        score=score,
        garbled=np.array(garbled, dtype=np.float64) if calibrated else 100.0 - score,
        flagged=np.array([prediction.is_garbled for prediction in predictions], dtype=np.bool_),
        marks=tuple(_marks(prediction) for prediction in predictions),
        calibrated=calibrated,
    )


def judge_of(scorer: Scorer) -> Judge:
    """A scorer as a judge of texts alone, batched as in a run."""
    from mtqa.scorers import batching

    def judge(texts: Sequence[str]) -> Judgements:
        return from_predictions(batching.predict(scorer, [Segment(text) for text in texts]))

    return judge


def _marks(prediction: Prediction) -> tuple[Mark, ...]:
    return tuple(
        Mark(
            issue.span.start,
            issue.span.end,
            issue.severity in _MAJOR,
            1.0 if issue.confidence is None else issue.confidence,
        )
        for issue in prediction.issues
    )
