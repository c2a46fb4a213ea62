"""What a sentence costs: from the heads of the network to MQM points on the scale of news.

The order of sentences comes from raters, the zero and the unit of the scale from people's news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mtqa import mqm
from mtqa.mqm import MAX_PENALTY, Severity
from mtqa.scorers.calibration import Scaling
from mtqa.scorers.embedded import Raw
from mtqa.training.groups import HUMAN_PENALTY
from mtqa.training.metrics import Floats

DOUBTFUL_ALARMS = 0.05
"""Share of human news sentences that may cost as much as one major error."""

SHRINKAGE = 1.0
"""Of the slopes, for each rated text, heads being measured in their standard deviations: heads that
say nearly the same share a price, where least squares alone gives it to the one that happens to fit
these documents best. Of 0, 0.1, 0.3, 1 and 3 tried: Pearson with MQM on these documents .577, .577,
.577, .576 and .576, within a source .087, .092, .094, .095 and .095, Spearman on the WMT 2022
development set .228, .231, .234, .235 and .235 (no command prints these)."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a sentence that is not garbled costs: the base and the slopes of `Calibration`."""

    base: float
    penalty: float
    chrf: float
    majors: float
    oddities: float

    def of(self, raws: Sequence[Raw]) -> Floats:
        """Penalties, which may be below 0 here."""
        slopes: Floats = np.array([self.base, self.penalty, self.chrf, self.majors, self.oddities])
        return np.asarray(heads(raws) @ slopes)

    def anchored(self, human: Sequence[Raw]) -> "Price":
        """The same order of sentences on a scale that people's news sets: the middle sentence costs
        `HUMAN_PENALTY`, and `DOUBTFUL_ALARMS` of them as much as a major error or more.

        Raters set another zero in every campaign: in these documents they took 4.8 points from the
        mean translation by people, which would give every sound article a C.
        """
        middle, high = np.quantile(self.of(human), [0.5, 1 - DOUBTFUL_ALARMS])
        scale = (mqm.penalty("Other", Severity.MAJOR) - HUMAN_PENALTY) / max(high - middle, 1e-6)
        return Price(
            base=float(HUMAN_PENALTY + scale * (self.base - middle)),
            penalty=float(scale * self.penalty),
            chrf=float(scale * self.chrf),
            majors=float(scale * self.majors),
            oddities=float(scale * self.oddities),
        )


def heads(raws: Sequence[Raw]) -> Floats:
    """What prices rest on, shape (texts, 5)."""
    return np.array([[1.0, raw.penalty, 100 - raw.chrf, raw.majors, raw.oddities] for raw in raws])


def fitted(rated: Sequence[Raw], gold: Floats, garbled: Scaling, *, detected: bool = True) -> Price:
    """Ridge regression (Hoerl and Kennard 1970) of the human penalty on the heads, with slopes that
    may not be negative: what a head says may count for nothing, never against itself.

    Args:
        rated: what the network says of the rated texts.
        gold: their scores, negative MQM penalties.
        garbled: from the logit to the probability of garbled; that part costs 25.
        detected: whether the network learned what is odd; if not, that costs nothing.
    """
    from scipy.optimize import lsq_linear

    g = np.array([garbled.probability(raw.garbled_logit) for raw in rated])
    said = heads(rated)[:, : 5 if detected else 4]
    sound = said * (1 - g)[:, None]
    wanted = np.minimum(MAX_PENALTY, -gold) - MAX_PENALTY * g
    lowest = [-np.inf, *[0.0] * (sound.shape[1] - 1)]
    # A row for each slope, which draws it to 0; the base, whose deviation is 0, is free.
    drawn = np.diag(said.std(axis=0) * np.sqrt(SHRINKAGE * len(rated)))
    rows, values = np.vstack([sound, drawn]), np.concatenate([wanted, np.zeros(len(drawn))])
    base, penalty, chrf, majors, *oddities = lsq_linear(rows, values, bounds=(lowest, np.inf)).x
    return Price(float(base), float(penalty), float(chrf), float(majors), float(sum(oddities)))
