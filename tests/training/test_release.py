"""Calibration: scalings, the joined penalty and the operating points, on made-up judgements."""

import numpy as np
import pytest

from mtqa.scorers.embedded import Raw
from mtqa.training.items import Rated, Rating
from mtqa.training.release import _best_cut, _Judged, _platt, _quantile, calibrate


def raw(
    garbled: float,
    penalty: float = 0.0,
    token: float = -3.0,
    repeated: float = 0.0,
    scripture: int = 0,
) -> Raw:
    return Raw(garbled, penalty, 50.0, repeated, scripture, ((0, 3, token, token - 1, token),))


def judged(seed: int = 0) -> _Judged:
    """Garbled texts have logits about +2, human ones about -2; people give half of what the
    network's penalty says, plus one, and mark the tokens with a high logit."""
    rng = np.random.default_rng(seed)
    penalties = rng.uniform(0, 10, 200)
    bad = rng.random(200) < 0.3
    rated = [raw(-9.0, p, 2.0 if b else -2.0) for p, b in zip(penalties.tolist(), bad, strict=True)]
    gold = Rated(
        "made-up",
        "made up",
        texts=("abc",) * 200,
        gold=-(1 + penalties / 2),
        source=np.arange(200),
        ratings=tuple(
            Rating(i, ((0, 3, bool(i % 2)),) if b else ()) for i, b in enumerate(bad.tolist())
        ),
    )
    return _Judged(
        human=[
            raw(g, repeated=r, scripture=2 * (place % 50 == 0))
            for place, (g, r) in enumerate(
                zip(rng.normal(-2, 1, 1000), np.linspace(0, 0.2, 1000), strict=True)
            )
        ],
        garbled=[raw(g) for g in rng.normal(2, 1, 300)],
        rated=rated,
        gold=gold,
    )


def test_platt_scaling_finds_the_line_behind_the_labels():
    logits = np.linspace(-4, 4, 400)
    scaling = _platt(list(logits), list(1 / (1 + np.exp(-(1.5 * logits - 0.7)))))
    assert scaling.slope == pytest.approx(1.5, abs=1e-4)
    assert scaling.shift == pytest.approx(-0.7, abs=1e-4)


def test_quantile_is_a_value_that_just_the_share_reaches():
    values = list(range(1000))
    cut = _quantile(values, 0.005)
    assert sum(v >= cut for v in values) == 5


def test_the_cut_separates_what_can_be_separated():
    assert 0.2 < _best_cut([0.1] * 90 + [0.8] * 10, [0.0] * 90 + [1.0] * 10) <= 0.8


def test_half_a_percent_of_human_sentences_are_called_garbled():
    made_up = judged()
    calibration = calibrate(made_up)
    called = [
        calibration.garbled_probability(r.garbled_logit, r.repeated, r.scripture)
        >= calibration.garbled_at
        for r in made_up.human
    ]
    assert sum(called) / len(called) == pytest.approx(0.005, abs=0.001)


def test_marked_tokens_are_those_people_mark():
    calibration = calibrate(judged())
    assert calibration.error.probability(-2.0) < calibration.span_at
    assert calibration.error.probability(2.0) >= calibration.span_at
