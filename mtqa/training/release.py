"""From a trained network to the files in `mtqa/models/`: calibration, thresholds, float16 weights.

Everything here is fitted on development data and stored with the weights: how logits become
probabilities, how the heads combine to an expected penalty, and the operating points.
"""

import hashlib
import json
import math
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from mtqa.scorers.calibration import Calibration, Scaling
from mtqa.scorers.embedded import EmbeddedScorer, Raw
from mtqa.scorers.encode import load_tokenizer
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training.checkpoint import CONFIG
from mtqa.training.devsets import human_news, mqm_documents, other_garbled, unseen_human_news
from mtqa.training.items import Rated, Rating
from mtqa.training.metrics import mcc
from mtqa.training.pricing import fitted
from mtqa.training.signs import WEIGHTS, signs

Floats = NDArray[np.float64]

GARBLED_ALARMS = 0.005
"""Share of human news sentences that may be called garbled."""

MAJOR_ALARMS = 0.01
"""Share of human news sentences that may bear a major span."""

SPAN_ALARMS = 0.05
"""Share of human news sentences that may bear any span. The cut that agrees best with raters alone
would mark a word in every other sentence, and readers stop looking; of 50 minor marks at a share
of .1, a reader agreed with 9."""

GARBLED_PRIOR = 0.02
"""Share of garbled sentences that a probability of garbled assumes. News of the MT systems of WMT
has 0.4-2 % (an MQM penalty of 25); more would cost correlation with people."""

_BATCH = 48
_OTHER_HUMAN = 3_000


@dataclass(frozen=True, slots=True)
class _Judged:
    """What the network says of the development texts."""

    human: list[Raw]
    garbled: list[Raw]
    rated: list[Raw]
    gold: Rated
    detected: bool = True


def release(trained: Path, tokenizer: Path, data: Path, out: Path) -> Calibration:
    """Calibrate the network in `trained` and write the model folder `out`.

    Args:
        trained: folder with `model.safetensors` and `config.json` as `mtqa.training.train` leaves
            them.
        tokenizer: the `tokenizer.json` it was trained with.
        data: folder of the development sets.
        out: folder for `model.safetensors` (float16), `tokenizer.json` and `config.json`.
    """
    network = Network(NetworkConfig())
    state = {k: v.half() for k, v in load_file(trained / "model.safetensors").items()}
    network.load_state_dict({k: v.float() for k, v in state.items()})
    detected = json.loads((trained / CONFIG).read_bytes()).get("detection_steps", 0) > 0
    judged = replace(_judge(network, tokenizer, data, trained), detected=detected)
    calibration = calibrate(judged)
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
    # The evaluation measures false alarms on `human_news`: thresholds come from the others.
    measured = set(human_news(data))
    human = [text for text in dict.fromkeys(unseen_human_news(data)) if text not in measured]
    # With the people's translations, or sound prose is as dear as machines' prose of its length.
    rated = mqm_documents(data, human=True)
    step = max(1, len(human) // _OTHER_HUMAN)
    return _Judged(
        human=_raws(scorer, human[::step]),
        garbled=_raws(scorer, other_garbled(data, cache)),
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
    garbled = _with_prior(signs(judged.garbled), signs(judged.human) + signs(judged.rated))
    error_tokens, major_tokens = _tokens(judged.rated, judged.gold)
    error = _platt(error_tokens.logits, error_tokens.labels)
    major = _platt(major_tokens.logits, major_tokens.labels)
    price = fitted(judged.rated, judged.gold.gold, garbled, detected=judged.detected)
    price = price.anchored(judged.human)
    return replace(
        WEIGHTS,
        garbled=garbled,
        error=error,
        major=major,
        penalty_base=price.base,
        penalty_slope=price.penalty,
        chrf_slope=price.chrf,
        major_slope=price.majors,
        odd_slope=price.oddities,
        garbled_at=_quantile(
            [garbled.probability(sign) for sign in signs(judged.human)], GARBLED_ALARMS
        ),
        major_at=_quantile(
            [major.probability(_highest(raw, 3)) for raw in judged.human], MAJOR_ALARMS
        ),
        span_at=max(
            _quantile([error.probability(_highest(raw, 2)) for raw in judged.human], SPAN_ALARMS),
            _best_cut(
                [error.probability(logit) for logit in error_tokens.logits], error_tokens.labels
            ),
        ),
    )


def _highest(raw: Raw, head: int) -> float:
    """The highest logit of a token head (2 error, 3 major) in a text."""
    return max((token[head] for token in raw.tokens), default=-math.inf)


def _with_prior(garbled: Sequence[float], others: Sequence[float]) -> Scaling:
    """Scaling for texts of which `GARBLED_PRIOR` are garbled, whatever their share here."""
    odds = GARBLED_PRIOR / (1 - GARBLED_PRIOR) * len(others) / len(garbled)
    fitted = _platt([*garbled, *others], [1.0] * len(garbled) + [0.0] * len(others))
    # Another prior moves the log odds of every text by the same amount (Saerens et al. 2002).
    return Scaling(fitted.slope, fitted.shift + math.log(odds))


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
        for start, end, error_logit, major_logit, _ in raws[item].tokens:
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
