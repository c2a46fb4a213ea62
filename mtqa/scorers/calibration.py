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

    That a segment is garbled is said by the network's logit, by its repetitions and by words of
    scripture: `garbled` scales logit + `loop_weight` x the root of `looping.looping` +
    `scripture_weight` x `scripture.points`. `garbled_at` is the probability from which a
    segment is called garbled: 0.5 % of human news sentences pass it. `span_at` is the probability
    of an error from which a word is marked, `major_at` that of a major error; a major span stands
    in 1 % of human news sentences.

    The expected penalty of a segment that is not garbled is `penalty_base` + `penalty_slope` x the
    network's penalty + `chrf_slope` x (100 - its chrF) + `major_slope` x the number of tokens that
    it expects in major errors + `odd_slope` x the tokens it finds odd, at least 0. Its zero is that
    of people's news: the middle human sentence costs as much as raters take from one
    (`HUMAN_PENALTY` of `mtqa.training.groups`), and one in twenty as much as a major error.
    """

    garbled: Scaling = Scaling()
    loop_weight: float = 0.0
    scripture_weight: float = 0.0
    error: Scaling = Scaling()
    major: Scaling = Scaling()
    garbled_at: float = 0.5
    span_at: float = 0.5
    major_at: float = 0.5
    penalty_base: float = 0.0
    penalty_slope: float = 1.0
    chrf_slope: float = 0.0
    major_slope: float = 0.0
    odd_slope: float = 0.0

    def sign(self, logit: float, repeated: float, scripture: int) -> float:
        """What says that a segment is garbled, as a logit before scaling.

        Args:
            logit: the network's.
            repeated: how much it repeats itself, by `looping.looping`.
            scripture: how much it sounds like scripture, by `scripture.points`.
        """
        # The root: a list of shares or institutions repeats as much as a loop, and is none.
        return logit + (self.loop_weight * sqrt(repeated) + self.scripture_weight * scripture)

    def garbled_probability(self, logit: float, repeated: float, scripture: int) -> float:
        """Probability that a segment is garbled, 0..1, of what `sign` takes."""
        return self.garbled.probability(self.sign(logit, repeated, scripture))

    def penalty(
        self, penalty: float, chrf: float, majors: float, oddities: float, garbled: float
    ) -> float:
        """Expected MQM penalty, 0..25: that of a garbled segment is 25.

        Args:
            penalty: the network's expected penalty, 0..25.
            chrf: the chrF++ it expects against a reference, 0..100.
            majors: tokens that it expects in major errors.
            oddities: tokens that it finds odd.
            garbled: probability that the segment is garbled.
        """
        sound = self.penalty_base + self.penalty_slope * penalty + self.chrf_slope * (100 - chrf)
        sound += self.major_slope * majors + self.odd_slope * oddities
        return garbled * 25.0 + (1 - garbled) * min(25.0, max(0.0, sound))
