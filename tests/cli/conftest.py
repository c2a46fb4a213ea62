"""Runs on the disk, made without a model."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.grading import judge, summarise
from mtqa.mqm import Severity
from mtqa.run import RunWriter
from mtqa.scorers.base import Prediction
from mtqa.types import Document, DocumentReport, Issue, Score, Segment, Side, Span

StoreRun = Callable[..., Path]


def article(path: str, text: str, score: float, *, name: str | None = None) -> DocumentReport:
    """An article of one sentence, whose first four letters carry an issue if it scores badly."""
    issue = Issue("qe.test", "Other", Severity.MAJOR, Span(0, 4), "odd", 0.75)
    prediction = Prediction(Score("test", score), issues=(issue,) if score < 60 else ())
    segment = Segment(text, source=f"{text} (source)")
    judged = judge(segment, (prediction,))
    return summarise(Document(name or path, (segment,), path=path), (judged,))


@pytest.fixture
def stored(tmp_path: Path) -> StoreRun:
    """Store a run of these articles."""

    def store(*articles: DocumentReport, name: str = "run", signature: str = "mtqa:1") -> Path:
        folder = tmp_path / name
        with RunWriter(folder, signature=signature, mode=Side.TARGET, config={}) as writer:
            for report in articles:
                writer.add(report)
        return folder

    return store


@pytest.fixture
def three(stored: StoreRun) -> Path:
    """Three articles, two of them from one file."""
    return stored(
        article("in/good.txt", "Nobody spoke against it.", 95.0),
        article("in/rows.csv", "Then the mayor spoke.", 20.0, name="row-1"),
        article("in/rows.csv", "Work begins in spring.", 70.0, name="row-2"),
    )
