from dataclasses import replace

import pytest

from mtqa.compare import NOTICEABLE, Match, Trend, compare, signature_changes
from mtqa.grading import summarise
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


def segment(
    text: str,
    score: float | None = 90.0,
    verdict: Verdict = Verdict.FINE,
    penalty: float = 0.0,
) -> SegmentReport:
    issues = (Issue("x.y", "Other", Severity.MAJOR, Span(0, 1), "odd"),) if penalty else ()
    return SegmentReport(Segment(text), verdict, score, penalty=penalty, issues=issues)


def article(name: str, *segments: SegmentReport) -> DocumentReport:
    return summarise(Document(name, tuple(s.segment for s in segments), path=name), segments)


def run(*documents: DocumentReport, signature: str = "mtqa:1|model:a") -> Report:
    return Report(documents, signature=signature)


FINE = segment("The council met on Monday.")
BROKEN = segment("The council met met met on Monday.", 8.0, Verdict.GARBLED)


def test_the_same_run_twice() -> None:
    old = run(article("a", FINE, segment("Work begins.", 70.0)), article("b", BROKEN))
    same = compare(old, old)
    assert [(c.new.document.id, c.trend, c.match) for c in same.articles] == [
        ("a", Trend.SAME, Match.ID),
        ("b", Trend.SAME, Match.ID),
    ]
    assert same.difference is not None
    assert (same.difference.value, same.difference.interval) == (0.0, (0.0, 0.0))
    assert (same.removed, same.added, same.signature) == ((), (), ())
    assert [s.trend for c in same.articles for s in c.sentences] == [Trend.SAME] * 3


def test_from_the_greatest_loss_to_the_greatest_gain() -> None:
    old = run(article("a", FINE), article("b", FINE), article("c", BROKEN))
    new = run(article("c", FINE), article("b", replace(FINE, score=60.0)), article("a", FINE))
    changes = compare(old, new).articles
    assert [(c.new.document.id, c.trend) for c in changes] == [
        ("b", Trend.WORSE),
        ("a", Trend.SAME),
        ("c", Trend.BETTER),
    ]
    gaps = [change.difference.value for change in changes if change.difference]
    assert gaps == [-30.0, 0.0, 82.0]


def test_the_difference_of_an_article_is_that_of_its_scores() -> None:
    old = article("a", FINE, segment("Nobody spoke against the plan of the mayor.", 40.0))
    new = article("a", FINE, segment("No one spoke against the plan of the mayor.", 80.0), BROKEN)
    (change,) = compare(run(old), run(new)).articles
    assert change.difference is not None
    assert change.difference.old == pytest.approx(old.score)
    assert change.difference.new == pytest.approx(new.score)
    assert [(s.old, s.new, s.changed, s.trend) for s in change.sentences] == [
        (0, 0, False, Trend.SAME),
        (1, 1, True, Trend.BETTER),
        (None, 2, True, Trend.UNKNOWN),
    ]


def test_articles_in_one_run_only() -> None:
    both = compare(
        run(article("a", FINE), article("gone", segment("Rain fell all day in the valley."))),
        run(article("new", segment("Four lines stood still.", 10.0)), article("a", FINE)),
    )
    assert [report.document.id for report in both.removed] == ["gone"]
    assert [report.document.id for report in both.added] == ["new"]
    assert both.difference is not None
    assert both.difference.value == 0.0  # of the articles in both runs alone


def test_noise_in_the_last_digits_is_no_change() -> None:
    near = replace(FINE, score=90.0 - NOTICEABLE / 2)
    (change,) = compare(run(article("a", FINE)), run(article("a", near))).articles
    assert (change.trend, change.sentences[0].trend) == (Trend.SAME, Trend.SAME)


def test_a_verdict_goes_before_a_score() -> None:
    doubtful = replace(FINE, score=95.0, verdict=Verdict.DOUBTFUL)
    (change,) = compare(run(article("a", FINE)), run(article("a", doubtful))).articles
    assert change.sentences[0].trend is Trend.WORSE
    assert change.trend is Trend.BETTER


def test_without_scores_garbled_sentences_and_issues_decide() -> None:
    def unscored(verdict: Verdict, penalty: float) -> Report:
        return run(article("a", segment("A sentence.", None, verdict, penalty)))

    clean = unscored(Verdict.UNSCORED, 0.0)
    flagged = unscored(Verdict.UNSCORED, 0.1)
    garbled = unscored(Verdict.GARBLED, 5.0)

    def trend(old: Report, new: Report) -> Trend:
        (change,) = compare(old, new).articles
        assert change.difference is None
        return change.trend

    assert trend(clean, clean) is Trend.SAME
    assert trend(clean, flagged) is Trend.WORSE
    assert trend(garbled, flagged) is Trend.BETTER
    assert compare(clean, garbled).difference is None


def test_a_score_that_one_run_lacks_is_no_difference() -> None:
    unjudged = replace(FINE, score=None, verdict=Verdict.UNSCORED)
    (change,) = compare(run(article("a", FINE)), run(article("a", unjudged))).articles
    assert (change.difference, change.trend) == (None, Trend.UNKNOWN)
    assert change.sentences[0].trend is Trend.UNKNOWN


def test_a_score_that_is_not_a_number_is_not_known() -> None:
    odd = replace(article("a", FINE), score=float("nan"))
    (change,) = compare(run(article("a", FINE)), run(odd)).articles
    assert change.difference is None


def test_from_ten_articles_on_they_are_drawn_whole() -> None:
    """Sentences of one article move together, so drawing them singly would claim too much."""
    words = [f"word{i} other{i} third{i}" for i in range(12)]

    def moved(count: int, by: float) -> Report:
        return run(
            *(
                article(f"a{i}", *(segment(f"{words[i]} {n}", 50 + by * i) for n in range(30)))
                for i in range(count)
            )
        )

    whole = compare(moved(12, 0.0), moved(12, 1.0)).difference
    single = compare(moved(9, 0.0), moved(9, 1.0)).difference
    assert whole is not None
    assert single is not None
    assert whole.interval is not None
    assert single.interval is not None
    assert whole.interval[1] - whole.interval[0] > 2 * (single.interval[1] - single.interval[0])


def test_signatures_that_differ_are_named_by_their_parts() -> None:
    old, new = "mtqa:1|model:a|checks:hash:12", "mtqa:1|model:b|checks:hash:34"
    changes = compare(run(signature=old), run(signature=new)).signature
    assert [(c.part, c.old, c.new) for c in changes] == [
        ("model", "a", "b"),
        ("checks", "hash:12", "hash:34"),
    ]
    assert list(signature_changes("", "")) == []


def test_empty_runs() -> None:
    nothing = compare(run(), run())
    assert (nothing.articles, nothing.removed, nothing.added) == ((), (), ())
    assert nothing.difference is None
