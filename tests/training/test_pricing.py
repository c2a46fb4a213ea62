"""What a sentence costs, on made-up judgements whose rule is known."""

import numpy as np
import pytest

from mtqa.scorers.calibration import Calibration, Scaling
from mtqa.scorers.embedded import Raw
from mtqa.training.groups import HUMAN_PENALTY
from mtqa.training.pricing import SHRINKAGE, Price, fitted

NEVER = Scaling(1.0, -20.0)
"""Nothing is garbled."""


def raws(seed: int, size: int = 400) -> list[Raw]:
    rng = np.random.default_rng(seed)
    draw = rng.uniform
    return [
        Raw(
            -3.0,
            draw(0, 10),
            draw(30, 60),
            0.0,
            0,
            tuple((0, 3, 0.0, draw(-4, 4), draw(-4, 4)) for _ in range(4)),
        )
        for _ in range(size)
    ]


def gold(rated: list[Raw], **slopes: float) -> np.ndarray:
    """Scores by people who follow a rule exactly."""
    rule = Price(
        **{"base": 1.0, "penalty": 0.0, "chrf": 0.0, "majors": 0.0, "oddities": 0.0, **slopes}
    )
    return -rule.of(rated)


def test_the_rule_behind_the_ratings_is_found():
    rated = raws(0, 4000)
    price = fitted(rated, gold(rated, penalty=0.5, majors=0.8, oddities=0.3), NEVER)
    # Heads that have nothing to do with each other are all drawn to 0 by the same share.
    assert price.majors / price.penalty == pytest.approx(0.8 / 0.5, rel=0.05)
    assert price.oddities / price.penalty == pytest.approx(0.3 / 0.5, rel=0.05)
    assert price.penalty == pytest.approx(0.5 / (1 + SHRINKAGE), rel=0.05)
    assert price.chrf == pytest.approx(0.0, abs=0.01)
    # What the slopes lose of the mean penalty, the base takes: it is not drawn to 0.
    paid = gold(rated, penalty=0.5, majors=0.8, oddities=0.3)
    assert price.of(rated).mean() == pytest.approx(-paid.mean(), rel=0.01)


def test_heads_that_say_the_same_share_the_price():
    rng = np.random.default_rng(7)
    rated = [
        Raw(-3.0, 2.0, 50.0, 0.0, 0, ((0, 3, 0.0, logit, logit + noise),))
        for logit, noise in zip(rng.uniform(-4, 4, 400), rng.normal(0, 0.1, 400), strict=True)
    ]
    price = fitted(rated, gold(rated, majors=1.0), NEVER)
    assert price.oddities == pytest.approx(price.majors, rel=0.05)


def test_a_head_that_speaks_against_itself_counts_for_nothing():
    rated = raws(1)
    price = fitted(rated, gold(rated, penalty=0.5, majors=-0.2), NEVER)
    assert price.majors == pytest.approx(0, abs=1e-9)


def test_what_detection_never_taught_costs_nothing():
    rated = raws(5)
    price = fitted(rated, gold(rated, penalty=0.5, oddities=0.3), NEVER, detected=False)
    assert price.oddities == 0
    assert price.penalty > 0


def test_garble_is_paid_by_its_probability():
    sound = raws(2)
    scores = gold(sound, penalty=0.5)
    with_garble = [Raw(20.0, 0.0, 50.0, 0.0, 0, ())] * 20 + sound
    paid = np.concatenate([[-25.0] * 20, scores])
    certain = Scaling(1.0, 0.0)
    alone = fitted(sound, scores, NEVER).penalty
    assert fitted(with_garble, paid, certain).penalty == pytest.approx(alone, rel=0.1)
    assert fitted(with_garble, paid, NEVER).penalty < 0.8 * alone


def test_news_by_people_sets_zero_and_unit():
    human = raws(3)
    price = Price(base=4.0, penalty=0.3, chrf=0.1, majors=0.5, oddities=0.2).anchored(human)
    costs = price.of(human)
    assert np.quantile(costs, 0.5) == pytest.approx(HUMAN_PENALTY)
    assert np.quantile(costs, 0.95) == pytest.approx(5.0)
    assert price.penalty / price.majors == pytest.approx(0.3 / 0.5)
    assert price.oddities / price.majors == pytest.approx(0.2 / 0.5)


def test_the_calibration_charges_the_same_price():
    price = Price(base=0.5, penalty=0.3, chrf=0.05, majors=0.4, oddities=0.2)
    calibration = Calibration(
        penalty_base=0.5, penalty_slope=0.3, chrf_slope=0.05, major_slope=0.4, odd_slope=0.2
    )
    (one,) = raws(4, 1)
    heads = (one.penalty, one.chrf, one.majors, one.oddities)
    charged = calibration.penalty(*heads, garbled=0.0)
    assert charged == pytest.approx(price.of([one])[0])
    assert calibration.penalty(*heads, garbled=1.0) == 25
