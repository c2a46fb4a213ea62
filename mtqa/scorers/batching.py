"""Batching, once for all models: segments of like length together, a budget of tokens per batch.

Sorting by length keeps padding small, which on a CPU is worth a factor of two over batches in the
order of the text (`benchmarks/speed.py`); batches larger than the budget are slower, not faster.
"""

from collections.abc import Callable, Iterator, Sequence

from mtqa.scorers.base import Prediction, Scorer
from mtqa.types import Segment

BUDGET = 2_048
"""Tokens per batch, padding included: the fastest on a CPU of those tried (512 to 8,192)."""


def predict(
    scorer: Scorer,
    segments: Sequence[Segment],
    on_progress: Callable[[int], None] | None = None,
    *,
    budget: int = BUDGET,
) -> list[Prediction]:
    """Judge segments in batches; predictions come back in the order of the segments.

    Args:
        scorer: the model.
        segments: any number, in any order.
        on_progress: called after each batch with the number of segments in it.
        budget: tokens per batch, padding included. A longer segment is a batch of its own.

    Raises:
        RuntimeError: the model did not give one prediction per segment.
    """
    lengths = scorer.lengths(segments)
    order = sorted(range(len(segments)), key=lambda i: lengths[i], reverse=True)
    predictions: list[Prediction | None] = [None] * len(segments)
    for places in _batches(order, lengths, budget):
        judged = scorer.predict([segments[i] for i in places])
        if len(judged) != len(places):
            raise RuntimeError(f"{scorer.name} gave {len(judged)} predictions for {len(places)}")
        for place, prediction in zip(places, judged, strict=True):
            predictions[place] = prediction
        if on_progress is not None:
            on_progress(len(places))
    return [prediction for prediction in predictions if prediction is not None]


def _batches(order: Sequence[int], lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Longest first, so that the first of a batch is as wide as the batch."""
    places: list[int] = []
    for place in order:
        if places and (len(places) + 1) * lengths[places[0]] > budget:
            yield places
            places = []
        places.append(place)
    if places:
        yield places
