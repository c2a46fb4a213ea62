"""Batches: sorted by length, within the budget, order restored."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.scorers.base import Prediction
from mtqa.scorers.batching import predict
from mtqa.types import Score, Segment, Side


@dataclass
class Recorder:
    """A model that notes its batches and gives each segment its length as score."""

    batches: list[list[int]] = field(default_factory=list)
    name: str = "recorder"
    needs: frozenset[Side] = frozenset()
    languages: frozenset[str] | None = None
    drop: int = 0

    def signature(self) -> str:
        return self.name

    def lengths(self, segments: Sequence[Segment]) -> list[int]:
        return [len(segment.target) for segment in segments]

    def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
        self.batches.append([len(segment.target) for segment in batch])
        scores = [Prediction(Score(self.name, float(len(s.target)))) for s in batch]
        return scores[self.drop :]


def of(*lengths: int) -> list[Segment]:
    return [Segment("x" * length) for length in lengths]


def test_batches_hold_like_lengths_and_keep_to_the_budget():
    scorer = Recorder()
    predict(scorer, of(2, 9, 3, 10, 1, 8), budget=20)
    assert scorer.batches == [[10, 9], [8, 3], [2, 1]]


def test_a_segment_beyond_the_budget_is_a_batch_of_its_own():
    scorer = Recorder()
    predict(scorer, of(50, 2, 60), budget=20)
    assert scorer.batches == [[60], [50], [2]]


@given(st.lists(st.integers(0, 40), max_size=60), st.integers(1, 90))
def test_predictions_come_in_the_order_of_the_segments(lengths, budget):
    scorer = Recorder()
    done: list[int] = []
    predictions = predict(scorer, of(*lengths), done.append, budget=budget)
    assert [p.score.value for p in predictions] == lengths
    assert sum(done) == len(lengths)
    assert all(len(b) == 1 or len(b) * max(b) <= budget for b in scorer.batches)


def test_a_model_that_loses_a_segment_is_an_error():
    with pytest.raises(RuntimeError, match="gave 1 predictions for 2"):
        predict(Recorder(drop=1), of(3, 3))
