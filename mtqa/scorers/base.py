"""What a quality-estimation model is to the rest of mtqa."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mtqa.types import Issue, Score, Segment, Side


@dataclass(frozen=True, slots=True)
class Prediction:
    """A model's judgement of one segment: its score, the probability (0..1) that the segment is
    garbled, whether that passes the model's operating point, and the spans it marks."""

    score: Score
    garbled: float | None = None
    is_garbled: bool = False
    issues: tuple[Issue, ...] = ()


class Scorer(Protocol):
    """A model behind one interface. It sees one batch; sorting, budget and progress are not its job
    (`mtqa.scorers.batching`)."""

    name: str
    needs: frozenset[Side]
    languages: frozenset[str] | None
    """Bare BCP 47 languages of the target that it can judge; None: any."""

    def signature(self) -> str:
        """Name, version, hash of the weights and precision: all that changes its numbers."""

    def lengths(self, segments: Sequence[Segment]) -> list[int]:
        """Cost of each segment in tokens, for batching."""

    def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
        """Judge a batch; one prediction per segment, in order."""
