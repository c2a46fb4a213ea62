"""The embedded model: a small network that reads the translation alone and comes with mtqa."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from mtqa import mqm
from mtqa.errors import ModelError
from mtqa.mqm import Severity
from mtqa.scorers.base import Prediction
from mtqa.scorers.calibration import Calibration, Scaling
from mtqa.scorers.encode import Window, batch, load_tokenizer, windows
from mtqa.scorers.features import words_of
from mtqa.scorers.looping import looping
from mtqa.scorers.network import Network, NetworkConfig, Outputs, filled
from mtqa.text import scripture
from mtqa.text.chardata import SENTENCE_ENDS
from mtqa.text.words import words
from mtqa.types import Issue, Score, Segment, Side, Span

WINDOW, STRIDE = 126, 96
"""Tokens that the network sees at once (with the two special ones 128, a little more than in
training) and how far apart windows of a longer text begin."""

NAME = "embedded"
CATEGORY = "Other"
"""The network knows that a word is wrong, not in which way."""


_AS_IT_IS = Scaling()

_ENOUGH_WORDS = 4
"""A sentence of fewer is a fragment, a caption or an answer, and never called garbled: the damage
the network learned from leaves such sentences alone."""

_HEADLINE_WORDS = 9
"""Without an end mark a sentence of fewer is a headline ("Snow shuts pass, strands wedding"), which
people make as odd as garble: of 200 clean hand-written sentences 6 are called garbled, with this
limit 3. Of outputs with chrF++ below 15 it lets 1 in 100 pass."""


@dataclass(frozen=True, slots=True)
class Raw:
    """What the network says of one text, windows joined, before calibration.

    `penalty` is 0..25, `chrf` 0..100, `repeated` what `looping` says, `scripture` what
    `scripture.points` says; `tokens` are (start, end, error logit, major logit, odd logit).
    """

    garbled_logit: float
    penalty: float
    chrf: float
    repeated: float
    scripture: int
    tokens: tuple[tuple[int, int, float, float, float], ...]

    @property
    def majors(self) -> float:
        """Tokens that the network expects in major errors."""
        return sum(_AS_IT_IS.probability(major) for *_, major, _ in self.tokens)

    @property
    def oddities(self) -> float:
        """Tokens that the network finds odd: that it expects to stand in the place of others."""
        return sum(_AS_IT_IS.probability(odd) for *_, odd in self.tokens)


class EmbeddedScorer:
    """The embedded model as a `Scorer`."""

    name = NAME
    needs: frozenset[Side] = frozenset()
    languages: frozenset[str] | None = frozenset({"en"})

    def __init__(
        self, network: Network, tokenizer: Tokenizer, calibration: Calibration, revision: str
    ) -> None:
        self._network = network.eval()
        self._tokenizer = tokenizer
        self._calibration = calibration
        self._revision = revision
        # A text is asked for twice, for its length and for its judgement; a run's window fits.
        self._windows = lru_cache(maxsize=4_096)(self._cut)

    @classmethod
    def load(cls, folder: Path) -> "EmbeddedScorer":
        """Read weights, shape, tokenizer and calibration of one model folder.

        Raises:
            ModelError: a file is missing or damaged, or does not belong to the others.
        """
        try:
            settings = (folder / "config.json").read_bytes()
            config = json.loads(settings)
            weights = (folder / "model.safetensors").read_bytes()
            tokenizer = load_tokenizer(folder / "tokenizer.json")
        except OSError as error:
            raise ModelError(f"{error.filename}: model file missing; install mtqa anew") from None
        digest = hashlib.sha256(weights).hexdigest()
        if digest != config["sha256"]:
            raise ModelError(
                f"{folder / 'model.safetensors'}: checksum {digest[:12]} is not the "
                f"{config['sha256'][:12]} of config.json; the file is damaged, install mtqa anew"
            )
        network = Network(NetworkConfig(**config["network"]))
        state = load_file(folder / "model.safetensors")
        filled(network, state, folder / "model.safetensors")
        # config.json names the checksum of the weights: one hash stands for both.
        revision = hashlib.sha256(settings).hexdigest()[:8]
        return cls(network, tokenizer, read_calibration(config["calibration"]), revision)

    def signature(self) -> str:
        """Name, hash of weights and calibration, precision."""
        return f"{NAME}-{self._revision}-fp32"

    def lengths(self, segments: Sequence[Segment]) -> list[int]:
        """Tokens of each segment, special tokens of every window included."""
        return [
            sum(len(window.ids) + 2 for window in self._windows(segment.target))
            for segment in segments
        ]

    def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
        """Judge a batch. Segments longer than the window are judged window by window."""
        raws = self.raw([segment.target for segment in batch])
        return [
            self._prediction(segment.target, raw) for segment, raw in zip(batch, raws, strict=True)
        ]

    def raw(self, texts: Sequence[str]) -> list[Raw]:
        """The network's own numbers, for calibration."""
        cut = [self._windows(text) for text in texts]
        flat = [window for part in cut for window in part]
        if not flat:
            return []
        inputs = batch(flat)
        with torch.inference_mode():
            outputs = self._network(inputs.ids, inputs.case, inputs.mask, inputs.side)
        rows = iter(_rows(outputs, flat))
        return [_join([next(rows) for _ in part], part) for part in cut]

    def _cut(self, text: str) -> tuple[Window, ...]:
        return tuple(windows([text], self._tokenizer, WINDOW, STRIDE)[0])

    def _prediction(self, text: str, raw: Raw) -> Prediction:
        calibration = self._calibration
        garbled = calibration.garbled_probability(raw.garbled_logit, raw.repeated, raw.scripture)
        is_garbled = garbled >= calibration.garbled_at and _can_be_garbled(text)
        # Priced in every sentence, loops would make each long one pay for the pairs of words it
        # repeats (Pearson with MQM on dev .41 instead of .52): only what is called garbled does.
        by_network = calibration.garbled.probability(raw.garbled_logit)
        penalty = calibration.penalty(raw.penalty, raw.chrf, raw.majors, raw.oddities, by_network)
        if is_garbled:
            penalty = max(penalty, mqm.MAX_PENALTY * garbled)
        return Prediction(
            score=Score(NAME, mqm.score(penalty), raw=penalty),
            garbled=garbled,
            is_garbled=is_garbled,
            issues=tuple(spans(text, raw, calibration)),
        )


def _can_be_garbled(text: str) -> bool:
    closed = text.rstrip().endswith(SENTENCE_ENDS)
    return len(words_of(text)) >= (_ENOUGH_WORDS if closed else _HEADLINE_WORDS)


def read_calibration(values: dict[str, object]) -> Calibration:
    """Calibration from its JSON form."""
    fields = {k: Scaling(**v) if isinstance(v, dict) else v for k, v in values.items()}
    return Calibration(**fields)  # type: ignore[arg-type]  # JSON at the file edge


def spans(text: str, raw: Raw, calibration: Calibration) -> Iterator[Issue]:
    """Marked stretches: whole words, neighbours joined (also over one unmarked word between two
    marked ones), major where one of the words is."""
    marked = list(_marked_words(text, raw, calibration))
    at = 0
    while at < len(marked):
        if marked[at].level is None:
            at += 1
            continue
        end = at + 1
        while end < len(marked) and (
            marked[end].level is not None
            or (end + 1 < len(marked) and marked[end + 1].level is not None)
        ):
            end += 1
        run = marked[at:end]
        severity = Severity.MAJOR if any(w.level is Severity.MAJOR for w in run) else Severity.MINOR
        confidence = max(word.probability for word in run if word.level is not None)
        yield Issue(
            check=f"qe.{NAME}",
            category=CATEGORY,
            severity=severity,
            span=Span(run[0].start, run[-1].end),
            message=f"the model doubts this ({confidence:.0%} likely an error)",
            confidence=confidence,
        )
        at = end


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    probability: float
    level: Severity | None


def _marked_words(text: str, raw: Raw, calibration: Calibration) -> Iterator[_Word]:
    tokens = iter([*raw.tokens, (len(text) + 1, len(text) + 1, 0.0, 0.0, 0.0)])
    token = next(tokens)
    for span in words(text):
        hit: list[tuple[float, float]] = []
        while token[0] < span.end:
            if token[1] > span.start:
                hit.append((token[2], token[3]))
            if token[1] > span.end:
                break
            token = next(tokens)
        error = max((calibration.error.probability(e) for e, _ in hit), default=0.0)
        major = max((calibration.major.probability(m) for _, m in hit), default=0.0)
        yield _Word(span.start, span.end, max(error, major), _level(error, major, calibration))


def _level(error: float, major: float, calibration: Calibration) -> Severity | None:
    if major >= calibration.major_at:
        return Severity.MAJOR
    return Severity.MINOR if error >= calibration.span_at else None


def _rows(outputs: Outputs, cut: Sequence[Window]) -> Iterator[Raw]:
    """One Raw per window; offsets are in the whole text."""
    garbled = outputs.garbled.tolist()
    penalty = (25 * torch.sigmoid(outputs.penalty)).tolist()
    chrf = (100 * torch.sigmoid(outputs.chrf)).tolist()
    error, major, odd = (part.tolist() for part in (outputs.error, outputs.major, outputs.odd))
    for row, window in enumerate(cut):
        tokens = tuple(
            (start, end, error[row][column], major[row][column], odd[row][column])
            for column, (start, end) in enumerate(window.offsets, 1)
        )
        seen = window.offsets[:1] and slice(window.offsets[0][0], window.offsets[-1][1])
        text = window.text[seen] if seen else ""
        yield Raw(
            garbled[row], penalty[row], chrf[row], looping(text), scripture.points(text), tokens
        )


def _join(raws: Sequence[Raw], cut: Sequence[Window]) -> Raw:
    """A text in several windows: as garbled as its worst window, its penalty the windows' mean
    per token over all its tokens; a token in two windows counts by the first."""
    if len(raws) == 1:
        return raws[0]
    sizes = [len(window.ids) for window in cut]
    tokens: list[tuple[int, int, float, float, float]] = []
    for raw in raws:
        reached = tokens[-1][0] if tokens else -1
        tokens += [token for token in raw.tokens if token[0] > reached]
    density = sum(raw.penalty for raw in raws) / sum(sizes)
    chrf = sum(raw.chrf * size for raw, size in zip(raws, sizes, strict=True)) / sum(sizes)
    return Raw(
        garbled_logit=max(raw.garbled_logit for raw in raws),
        penalty=min(mqm.MAX_PENALTY, density * len(tokens)),
        chrf=chrf,
        repeated=max(raw.repeated for raw in raws),
        scripture=max(raw.scripture for raw in raws),
        tokens=tuple(tokens),
    )
