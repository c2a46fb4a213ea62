import pytest

from mtqa.mqm import Severity
from mtqa.types import (
    Document,
    DocumentReport,
    Issue,
    Report,
    Segment,
    SegmentReport,
    Span,
    Verdict,
)


def judged(text, flag, *, garbled=0.1, score=80.0):
    severity = {"minor": Severity.MINOR, "major": Severity.MAJOR}.get(flag)
    issue = Issue("qe.x", "Other", severity or Severity.MINOR, Span(0, 2), "doubted")
    verdict = Verdict.GARBLED if flag == "garbled" else Verdict.FINE
    issues = (issue,) if flag != "fine" else ()
    return SegmentReport(Segment(text), verdict, score, garbled=garbled, issues=issues)


@pytest.fixture
def article():
    def make(name, *flags):
        segments = tuple(judged(f"{name} says {n} {flag}.", flag) for n, flag in enumerate(flags))
        document = Document(name, tuple(s.segment for s in segments), path=f"{name}.txt")
        return DocumentReport(document, segments, 9, 80.0, None, None, 0.0, "A")

    return make


@pytest.fixture
def report(article):
    def make(*documents):
        return Report(documents, signature="mtqa:1|model:x")

    return make
