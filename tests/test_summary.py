from dataclasses import replace

import pytest

from mtqa.mqm import NON_TRANSLATION, Severity
from mtqa.summary import SuppressedTotal, top_reasons, totals, weakest, worst_first, worst_passages
from mtqa.types import (
    Document,
    DocumentReport,
    Issue,
    Passage,
    Report,
    Segment,
    SegmentReport,
    Skipped,
    Span,
    Suppressed,
    UnusedIgnore,
    Verdict,
)


def issue(check: str, severity: Severity, message: str, category: str = "Other") -> Issue:
    return Issue(check, category, severity, Span(0, 1), message)


def segment(
    score: float | None,
    verdict: Verdict = Verdict.FINE,
    penalty: float = 0.0,
    issues: tuple[Issue, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> SegmentReport:
    return SegmentReport(
        Segment("A text."), verdict, score, penalty=penalty, issues=issues, skipped=skipped
    )


def document(
    name: str,
    segments: tuple[SegmentReport, ...] = (),
    score: float | None = None,
    words: int = 0,
    garbled_share: float = 0.0,
    passages: tuple[Passage, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> DocumentReport:
    return DocumentReport(
        Document(name, ()), segments, words, score, None, None, garbled_share, None,
        passages, skipped,
    )  # fmt: skip


SKIPPED = Skipped("qe.m", "too long")
LOOP = issue("r.loop", Severity.MAJOR, "a loop", NON_TRANSLATION)
COMMA = issue("p.comma", Severity.MINOR, "a comma", "Fluency/Punctuation")
LONG = document(
    "long",
    (
        segment(100.0),
        segment(0.0, Verdict.GARBLED, issues=(COMMA, LOOP)),
        segment(39.9, Verdict.GARBLED, issues=(LOOP,), skipped=(SKIPPED, SKIPPED)),
        segment(40.0, Verdict.DOUBTFUL, skipped=(SKIPPED,)),
    ),
    score=45.0,
    words=30,
    garbled_share=0.5,
    passages=(Passage(1, 2, ("a loop", "the model judges it garbled")),),
)
SHORT = document("short", (segment(90.0, issues=(COMMA,)),), score=90.0, words=10)
UNKNOWN = document(
    "unknown",
    (segment(None, Verdict.GARBLED, penalty=25.0),),
    words=20,
    garbled_share=1.0,
    passages=(Passage(0, 0, ()),),
    skipped=(SKIPPED,),
)


def test_totals() -> None:
    run = totals(Report((LONG, SHORT, UNKNOWN)))
    assert (run.documents, run.scored, run.segments, run.words) == (3, 2, 6, 60)
    assert run.score == (45.0 * 30 + 90.0 * 10) / 40
    assert run.garbled_share == (15 + 20) / 60
    assert (run.passages, run.documents_with_passages) == (2, 2)
    assert run.verdicts == {
        Verdict.FINE: 2,
        Verdict.DOUBTFUL: 1,
        Verdict.GARBLED: 3,
        Verdict.UNSCORED: 0,
    }
    assert run.severities == {
        Severity.NEUTRAL: 0,
        Severity.MINOR: 2,
        Severity.MAJOR: 2,
        Severity.CRITICAL: 0,
    }
    assert [(c.check, c.issues, c.documents, c.penalty) for c in run.checks] == [
        ("r.loop", 2, 1, 50.0),
        ("p.comma", 2, 2, 0.2),
    ]
    assert [(s.check, s.reason, s.documents) for s in run.skipped] == [("qe.m", "too long", 2)]
    assert run.document_bins == (0, 0, 0, 0, 1, 0, 0, 0, 0, 1)
    assert run.segment_bins == (1, 0, 0, 1, 1, 0, 0, 0, 0, 2)


def test_totals_of_nothing() -> None:
    run = totals(Report(()))
    assert (run.documents, run.words, run.score, run.garbled_share) == (0, 0, None, 0.0)
    assert run.checks == ()
    assert sum(run.segment_bins) == 0


def test_a_text_without_words_still_counts() -> None:
    run = totals(Report((document("?!", (segment(0.0),), score=0.0), SHORT)))
    assert run.score == pytest.approx(90.0 * 10 / 11)


def test_order_is_worst_first_and_unknown_last() -> None:
    scores = [(50.0, 0.0), (None, 1.0), (float("nan"), 0.0), (20.0, 0.1), (20.0, 0.9), (None, 0.0)]
    ordered = sorted(scores, key=lambda pair: worst_first(*pair))
    assert str(ordered) == str(
        [(float("nan"), 0.0), (20.0, 0.9), (20.0, 0.1), (50.0, 0.0), (None, 1.0), (None, 0.0)]
    )


def test_worst_passages_by_lost_score() -> None:
    worst = worst_passages([UNKNOWN, SHORT, LONG], 5)
    assert [(w.report.document.id, w.damage) for w in worst] == [("long", 160.1), ("unknown", 100)]
    assert worst_passages([UNKNOWN, LONG], 1) == worst[:1]
    assert worst_passages([], 5) == []


def test_equal_passages_keep_their_order() -> None:
    twin = document("twin", UNKNOWN.segments, passages=UNKNOWN.passages)
    names = [w.report.document.id for w in worst_passages([UNKNOWN, twin], 2)]
    assert names == ["unknown", "twin"]


def test_weakest() -> None:
    assert weakest(LONG) == 1
    assert weakest(document("twice", (segment(5.0), segment(5.0)))) == 0
    assert weakest(UNKNOWN) is None


def test_top_reasons() -> None:
    assert top_reasons(LONG) == ("a loop", "the model judges it garbled", "a comma")
    assert top_reasons(LONG, 1) == ("a loop",)
    assert top_reasons(SHORT) == ("a comma",)
    model = issue("qe.m", Severity.MAJOR, "a model's word", NON_TRANSLATION)
    fragment = issue("s.fragment", Severity.MAJOR, "a fragment")
    passage = Passage(0, 0, ("a model's word",))
    both = document("both", (segment(1.0, issues=(model, COMMA, fragment)),), passages=(passage,))
    assert top_reasons(both) == ("a fragment", "a comma")
    doubted = document("doubted", (segment(60.0, issues=(model,)),), passages=(passage,))
    assert top_reasons(doubted) == ("a model's word",)
    assert top_reasons(UNKNOWN) == ()
    harmless = issue("n.n", Severity.NEUTRAL, "nothing")
    assert top_reasons(document("n", (segment(99.0, issues=(harmless,)),))) == ()


def test_what_is_silenced_is_summed_by_check_and_reason():
    some = (Suppressed("a.b", "allowed words", 2), Suppressed("c.d", "per-file-ignores", 9))
    unused = tuple(UnusedIgnore(n, "off", "it silences nothing") for n in range(7))
    run = totals(
        Report(
            tuple(
                replace(document(name), suppressed=silenced, unused_ignores=unused)
                for name, silenced in (("x", some), ("y", some[:1]), ("z", ()))
            )
        )
    )
    assert run.suppressed == (
        SuppressedTotal("c.d", "per-file-ignores", 9, 1),
        SuppressedTotal("a.b", "allowed words", 4, 2),
    )
    assert run.unused_ignores == 21
    assert [(place.path, place.ignore.line) for place in run.unused_places] == [
        *(("x", n) for n in range(7)),
        *(("y", n) for n in range(3)),
    ]
