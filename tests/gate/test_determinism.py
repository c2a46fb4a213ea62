"""The same articles give the same verdict, however they came through the model."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from mtqa.assess import assess, signature
from mtqa.checks import configure
from mtqa.gate import Baseline, Decision, Limits, Policy, decide
from mtqa.readers import read
from mtqa.scorers import batching, load
from mtqa.types import DocumentReport, Failure, Report

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
FILES = sorted(str(path) for path in SAMPLE.iterdir() if path.name != "README.md")
LIMITS = Limits(
    min_score=70,
    min_score_lower=55,
    min_mean_score=75,
    min_grade="C",
    max_garbled=1,
    max_document_garbled_share=0.02,
    max_major_per_1000_words=2,
)


@pytest.fixture(scope="module")
def score():
    """Score files with so many threads, sentences in a batch, and in a window."""
    import torch

    threads_before = torch.get_num_threads()

    def call(
        files: Sequence[str], *, threads: int = 1, batch: int | None = None, window: int = 1_024
    ) -> Report:
        scorer = load("embedded", threads=threads)
        with pytest.MonkeyPatch.context() as patch:
            if batch is not None:
                patch.setattr(batching, "predict", partial(in_batches, batch))
            found = list(assess(read(files), configure(), [scorer], window=window))
        assert not any(isinstance(item, Failure) for item in found)
        documents = [item for item in found if isinstance(item, DocumentReport)]
        return Report(documents, signature=signature(configure(), [scorer], segmented=False))

    yield call
    torch.set_num_threads(threads_before)


def in_batches(size, scorer, segments, on_progress=None):
    """So many segments at once, as they come."""
    parts = [segments[i : i + size] for i in range(0, len(segments), size)]
    return [prediction for part in parts for prediction in scorer.predict(part)]


def said(decision: Decision) -> list[object]:
    """All of a decision but the last digits of its numbers."""
    rules = [
        (rule.name, rule.passed, rule.shown_value, rule.reasons, rule.places)
        for rule in decision.rules
    ]
    return [decision.passed, rules, decision.notes, decision.findings]


@pytest.fixture(scope="module")
def first(score) -> Report:
    return score(FILES)


@pytest.mark.parametrize(
    ("files", "how"),
    [
        (FILES[::-1], {}),
        (FILES, {"threads": 2, "batch": 64}),
        (FILES[::-1], {"batch": 1, "window": 1}),
    ],
    ids=["other order", "two cores and 64 at once", "one by one"],
)
def test_the_verdict_does_not_hang_on_how_it_was_reached(score, first, files, how) -> None:
    again = score(files, **how)
    policy = Policy(LIMITS)
    assert said(decide(first, policy)) == said(decide(again, policy))
    assert not decide(first, policy).passed
    known = Baseline.of(first)
    assert decide(again, policy, known).passed
    assert said(decide(first, policy, known)) == said(decide(again, policy, Baseline.of(again)))
