"""From the raw numbers of the network to probabilities, penalties and operating points.

All values are fitted on development data by `mtqa.training.release` and stored with the weights.
"""

from dataclasses import dataclass
from math import exp, sqrt


@dataclass(frozen=True, slots=True)
class Scaling:
    """Platt scaling (Platt 1999): probability = sigmoid(slope x logit + shift)."""

    slope: float = 1.0
    shift: float = 0.0

    def probability(self, logit: float) -> float:
        """Calibrated probability, 0..1.

        >>> Scaling().probability(0.0)
        0.5
        """
        value = self.slope * logit + self.shift
        return 1 / (1 + exp(-value)) if value >= 0 else 1 - 1 / (1 + exp(value))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Scalings and thresholds of the embedded model.

    A segment is garbled if the network says so or if it repeats itself: `repeat_at` is what
    `features.looping` says of one in two hundred human news sentences, `repeat_slope` how fast
    doubt grows around it. `garbled_at` is the probability from which a segment is called garbled:
    0.5 % of human news sentences pass it. `span_at` is the probability of an error from which a
    word is marked, `major_at` that of a major error; a major span stands in 1 % of human news
    sentences. The expected penalty of a segment that is not garbled is `penalty_base` +
    `penalty_slope` x the network's penalty + `chrf_slope` x (100 - its chrF) + `length_slope` x the
    square root of its words, at least 0: raters find more in a longer sentence, and not in
    proportion to its length. Its zero is that of people's news: the middle human sentence costs as
    much as raters take from one (`HUMAN_PENALTY` of `mtqa.training.groups`), and one in twenty as
    much as a major error.
    """

    garbled: Scaling = Scaling()
    repeat_slope: float = 0.0
    repeat_at: float = 1.0
    error: Scaling = Scaling()
    major: Scaling = Scaling()
    garbled_at: float = 0.5
    span_at: float = 0.5
    major_at: float = 0.5
    penalty_base: float = 0.0
    penalty_slope: float = 1.0
    chrf_slope: float = 0.0
    length_slope: float = 0.0

    def garbled_probability(self, logit: float, repeated: float) -> float:
        """Probability that a segment is garbled, 0..1: the network's and the loop's joined as
        independent causes (noisy or, Pearl 1988).

        Args:
            logit: the network's.
            repeated: how much it repeats itself, by `features.looping`.
        """
        by_network = self.garbled.probability(logit)
        if not self.repeat_slope:
            return by_network
        loop = Scaling(self.repeat_slope, -self.repeat_slope * self.repeat_at)
        return 1 - (1 - by_network) * (1 - loop.probability(repeated))

    def penalty(self, penalty: float, chrf: float, words: int, garbled: float) -> float:
        """Expected MQM penalty, 0..25: that of a garbled segment is 25.

        Args:
            penalty: the network's expected penalty, 0..25.
            chrf: the chrF++ it expects against a reference, 0..100.
            words: how many it has.
            garbled: probability that the segment is garbled.
        """
        sound = self.penalty_base + self.penalty_slope * penalty + self.chrf_slope * (100 - chrf)
        sound += self.length_slope * sqrt(words)
        return garbled * 25.0 + (1 - garbled) * min(25.0, max(0.0, sound))
