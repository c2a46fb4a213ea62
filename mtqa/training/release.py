"""From a trained network to the files in `mtqa/models/`: calibration, thresholds, float16 weights.

Everything here is fitted on development data and stored with the weights: how logits become
probabilities, how the heads combine to an expected penalty, and the operating points.
"""

import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from mtqa.mqm import MAX_PENALTY
from mtqa.scorers.calibration import Calibration, Scaling
from mtqa.scorers.embedded import EmbeddedScorer, Raw
from mtqa.scorers.encode import load_tokenizer
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training.data import dev_clean
from mtqa.training.devsets import garble_gradient, human_news, mqm_documents
from mtqa.training.items import Rated, Rating
from mtqa.training.metrics import mcc

Floats = NDArray[np.float64]

GARBLED_ALARMS = 0.005
"""Share of human news sentences that may be called garbled."""

MAJOR_ALARMS = 0.01
"""Share of human news sentences that may bear a major span."""

_BATCH = 48
_OTHER_HUMAN = 3_000


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the network says of the development texts."""

    human: list[Raw]
    garbled: list[Raw]
    rated: list[Raw]
    gold: Rated


def release(trained: Path, tokenizer: Path, data: Path, out: Path) -> Calibration:
    """Calibrate the network in `trained` and write the model folder `out`.

    Args:
        trained: folder with `model.safetensors` as `mtqa.training.train` leaves it.
        tokenizer: the `tokenizer.json` it was trained with.
        data: folder of the development sets.
        out: folder for `model.safetensors` (float16), `tokenizer.json` and `config.json`.
    """
    network = Network(NetworkConfig())
    state = {k: v.half() for k, v in load_file(trained / "model.safetensors").items()}
    network.load_state_dict({k: v.float() for k, v in state.items()})
    calibration = calibrate(_judge(network, tokenizer, data, trained))
    out.mkdir(parents=True, exist_ok=True)
    save_file(state, out / "model.safetensors")
    (out / "model.safetensors").chmod(0o644)  # safetensors writes for the owner alone
    if tokenizer.resolve() != (out / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer, out / "tokenizer.json")
    config = {
        "network": NetworkConfig().to_json(),
        "calibration": asdict(calibration),
        "sha256": hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest(),
    }
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", "utf-8")
    return calibration


def _judge(network: Network, tokenizer: Path, data: Path, cache: Path) -> _Judged:
    scorer = EmbeddedScorer(network, load_tokenizer(tokenizer), Calibration(), "untested")
    weak = garble_gradient(data, cache)
    garbled = [text for text, kind in zip(weak.texts, weak.kind, strict=True) if kind == 1]
    # The evaluation measures false alarms on `human_news`: thresholds come from the others.
    seen = set(human_news(data))
    human = [text for text in dict.fromkeys(dev_clean(data)) if text not in seen]
    rated = mqm_documents(data)
    step = max(1, len(human) // _OTHER_HUMAN)
    return _Judged(
        human=_raws(scorer, human[::step]),
        garbled=_raws(scorer, garbled),
        rated=_raws(scorer, rated.texts),
        gold=rated,
    )


def _raws(scorer: EmbeddedScorer, texts: Sequence[str]) -> list[Raw]:
    print(f"judging {len(texts):,} development texts ...", file=sys.stderr)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    found: list[Raw | None] = [None] * len(texts)
    for start in range(0, len(order), _BATCH):
        places = order[start : start + _BATCH]
        for place, raw in zip(places, scorer.raw([texts[i] for i in places]), strict=True):
            found[place] = raw
    return [raw for raw in found if raw is not None]


def calibrate(judged: _Judged) -> Calibration:
    """All scalings and operating points; each is fitted on what the ones before it left."""
    garbled = _platt(
        _logits(judged.garbled) + _logits(judged.human) + _logits(judged.rated),
        [1.0] * len(judged.garbled)
        + [0.0] * len(judged.human)
        + [float(gold <= -MAX_PENALTY) for gold in judged.gold.gold],
    )
    error_tokens, major_tokens = _tokens(judged.rated, judged.gold)
    error = _platt(error_tokens.logits, error_tokens.labels)
    major = _platt(major_tokens.logits, major_tokens.labels)
    base, slope, chrf_slope = _penalty(judged, garbled)
    return Calibration(
        garbled=garbled,
        error=error,
        major=major,
        penalty_base=base,
        penalty_slope=slope,
        chrf_slope=chrf_slope,
        garbled_at=_quantile(
            [garbled.probability(raw.garbled_logit) for raw in judged.human], GARBLED_ALARMS
        ),
        major_at=_quantile(
            [
                max((major.probability(token[3]) for token in raw.tokens), default=0.0)
                for raw in judged.human
            ],
            MAJOR_ALARMS,
        ),
        span_at=_best_cut(
            [error.probability(logit) for logit in error_tokens.logits], error_tokens.labels
        ),
    )


def _logits(raws: Sequence[Raw]) -> list[float]:
    return [raw.garbled_logit for raw in raws]


def _platt(logits: Sequence[float], labels: Sequence[float]) -> Scaling:
    """Logistic regression of soft labels on one number, by Newton's method."""
    x = np.stack([np.asarray(logits), np.ones(len(logits))], 1)  # (N, 2)
    y = np.asarray(labels)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (y - p)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        weights = weights + step
        if np.abs(step).max() < 1e-9:
            break
    return Scaling(float(weights[0]), float(weights[1]))


def _penalty(judged: _Judged, garbled: Scaling) -> tuple[float, float, float]:
    """Least squares of the human penalty on the heads, with slopes that may not be negative:
    what a head says may count for nothing, never against itself."""
    from scipy.optimize import lsq_linear

    g = np.array([garbled.probability(raw.garbled_logit) for raw in judged.rated])
    heads = np.stack(
        [
            np.ones(len(g)),
            np.array([raw.penalty for raw in judged.rated]),
            100 - np.array([raw.chrf for raw in judged.rated]),
        ],
        1,
    )
    gold = np.minimum(MAX_PENALTY, -judged.gold.gold)
    bounds = ([-np.inf, 0, 0], np.inf)
    found = lsq_linear(heads * (1 - g)[:, None], gold - MAX_PENALTY * g, bounds=bounds).x
    return float(found[0]), float(found[1]), float(found[2])


@dataclass(frozen=True, slots=True)
class _Labelled:
    """Logits of one token head with the share (0..1) of raters who marked the token."""

    logits: list[float]
    labels: list[float]


def _tokens(raws: Sequence[Raw], gold: Rated) -> tuple[_Labelled, _Labelled]:
    """All tokens of the rated texts for the error head and for the major head."""
    raters: dict[int, list[Rating]] = {}
    for rating in gold.ratings or ():
        raters.setdefault(rating.item, []).append(rating)
    error, major = _Labelled([], []), _Labelled([], [])
    for item, ratings in raters.items():
        for start, end, error_logit, major_logit in raws[item].tokens:
            hits = [_hit(rating, start, end) for rating in ratings]
            error.logits.append(error_logit)
            error.labels.append(fmean(hit is not None for hit in hits))
            major.logits.append(major_logit)
            major.labels.append(fmean(hit is True for hit in hits))
    return error, major


def _hit(rating: Rating, start: int, end: int) -> bool | None:
    """Whether a rater marked the token: None if not, else whether as a major error."""
    found = [is_major for s, e, is_major in rating.spans if s < end and start < e]
    return any(found) if found else None


def _quantile(values: Sequence[float], share: float) -> float:
    """The value that `share` of `values` reach or pass."""
    return float(np.quantile(np.asarray(values), 1 - share, method="higher"))


def _best_cut(probabilities: Sequence[float], labels: Sequence[float]) -> float:
    """The cut with the best Matthews correlation of tokens that half of the raters marked."""
    values, bad = np.asarray(probabilities), np.asarray(labels) >= 0.5
    cuts = np.unique(np.quantile(values, np.linspace(0.5, 0.999, 100)))

    def agreement(cut: float) -> float:
        marked = values >= cut
        return mcc(
            float((bad & marked).sum()),
            float((~bad & marked).sum()),
            float((bad & ~marked).sum()),
            float((~bad & ~marked).sum()),
        )

    return float(max(cuts, key=agreement))
