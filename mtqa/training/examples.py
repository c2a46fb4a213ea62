"""What the network learns from: sentences with the labels that are known, in groups."""

from dataclasses import dataclass

from mtqa.training.damage import Mark


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with the labels that are known.

    `garbled` is 0..1, `penalty` an MQM sum 0..25, `chrf` 0..100, `adequacy` a DA z score,
    `quality` any number, higher is better, comparable within the group only. `marks` None: spans
    are not known; (): there is no error. `weight` scales all its losses. `reference` is what a
    referee (`mtqa.training.referee`) reads beside the text.
    """

    text: str
    garbled: float | None = None
    penalty: float | None = None
    chrf: float | None = None
    adequacy: float | None = None
    quality: float | None = None
    marks: tuple[Mark, ...] | None = None
    weight: float = 1.0
    reference: str | None = None

    @property
    def rate(self) -> float | None:
        """Penalty per 100 words, at most 100: where length alone earns nothing."""
        if self.penalty is None:
            return None
        return min(100.0, 100 * self.penalty / max(1, len(self.text.split())))


Group = list[Example]
"""Translations of one source, or a clean sentence and its damaged twins."""
