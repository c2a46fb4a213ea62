"""Runs made by hand, graded as real ones are."""

from collections.abc import Callable, Sequence
from itertools import repeat

import pytest

from mtqa.grading import judge, summarise
from mtqa.mqm import Severity
from mtqa.scorers.base import Prediction
from mtqa.types import Document, DocumentReport, Issue, Report, Score, Segment, Span

MakeArticle = Callable[..., DocumentReport]
MakeRun = Callable[..., Report]

SIGNATURE = "mtqa:1|model:test|checks:all"


def issue(start: int, end: int, severity: Severity = Severity.MAJOR, check: str = "a.b") -> Issue:
    return Issue(check, "Fluency/Grammar", severity, Span(start, end), "odd")


def make_article(
    path: str,
    text: str,
    scores: Sequence[float | None],
    *,
    garbled: Sequence[int] = (),
    issues: Sequence[tuple[int, Issue]] = (),
    lang: str = "en",
    source: str | None = None,
) -> DocumentReport:
    """An article of the text, a sentence to each "//", with a model's scores and issues; `source`
    is cut likewise."""
    segments, start, line = [], 0, 1
    sources = source.split("//") if source else repeat(None)
    for target, of in zip(text.split("//"), sources, strict=False):
        end = start + len(target)
        segments.append(Segment(target, start, end, line, source=of, column=1))
        start, line = start + len(target) + 2, line + 1 + target.count("\n")
    found: list[list[Issue]] = [[] for _ in segments]
    for index, one in issues:
        found[index].append(one)
    reports = tuple(
        judge(
            segment,
            (Prediction(Score("test", score), 0.9 if index in garbled else 0.1, index in garbled),),
            found[index],
        )
        for index, (segment, score) in enumerate(zip(segments, scores, strict=True))
    )
    noun = Document(path, tuple(segments), path=path, target_lang=lang)
    return summarise(noun, reports)


@pytest.fixture
def article() -> MakeArticle:
    return make_article


@pytest.fixture
def run() -> MakeRun:
    return lambda *articles, **fields: Report(articles, **{"signature": SIGNATURE, **fields})
