import pytest

from mtqa.mqm import Severity
from mtqa.types import Issue, Skipped, Span, Verdict
from mtqa.writers.fitness import Fitness, fitness, spread_thin, why_unscored
from tests.writers.conftest import document, g7_report, khmer_report, segment


def test_a_doubtful_article_without_a_doubtful_sentence_says_why() -> None:
    thin = document("x", (segment("All is so so."),), 81.0, "D", penalty_per_100_words=30.01)
    assert spread_thin(thin) == (
        "no sentence stands out; the sum of small penalties decides: 30.1 per 100 words"
    )
    assert spread_thin(g7_report()) == ""
    assert spread_thin(document("x", thin.segments, 99.0, "A", penalty_per_100_words=1.0)) == ""


def test_why_there_is_no_score() -> None:
    text = (segment("All is well.", Verdict.UNSCORED, None),)
    assert why_unscored(document("x", text, None, None)) == "no model judged it"
    assert why_unscored(document("x", (), None, None)) == "it holds no text"
    assert why_unscored(khmer_report()) == "km: the model judges English only"
    unasked = document("x", text, None, None, skipped=(Skipped("amounts.a", "no source"),))
    assert why_unscored(unasked) == "no model judged it"
    assert why_unscored(g7_report()) == ""


@pytest.mark.parametrize(
    ("check", "severity", "grade", "expected"),
    [
        ("punctuation.stray_mark", Severity.MAJOR, "B", Fitness.DOUBTFUL),
        ("punctuation.stray_mark", Severity.MINOR, "B", Fitness.FIT),
        ("qe.embedded", Severity.MAJOR, "B", Fitness.FIT),
        ("punctuation.stray_mark", Severity.CRITICAL, "F", Fitness.UNFIT),
    ],
)
def test_what_a_check_finds_grave_makes_an_article_doubtful(
    check: str, severity: Severity, grade: str, expected: Fitness
) -> None:
    issue = Issue(check, "Fluency/Punctuation", severity, Span(0, 1), "odd")
    text = (segment(", All is well.", Verdict.DOUBTFUL, 80.0, issues=(issue,)),)
    assert fitness(document("x", text, 93.0, grade)) is expected
