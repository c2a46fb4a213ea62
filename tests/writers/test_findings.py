import pytest

from mtqa.mqm import Severity
from mtqa.summary import totals
from mtqa.types import Issue, Report, Span
from mtqa.writers.findings import check_pages, worst_hits
from tests.writers.conftest import document, segment


def report(check: str, *scores: float | None) -> Report:
    found = (Issue(check, "Other", Severity.MINOR, Span(0, 3), "x"),)
    segments = tuple(segment(f"Sentence {n}.", score=s, issues=found) for n, s in enumerate(scores))
    return Report((document("a", segments, 50.0, "D"),))


@pytest.mark.parametrize(
    "rate",
    [
        "It fires on 3 of 41,434 sentences of human English news.",
        "Fires on none of 255,616 sentences by people (NTREX-128); the limit is a choice.",
        "The share was set on these sets. Fires on 1 of 41,434 sentences of human English news.",
        "Fires on nothing without a glossary.",
    ],
)
def test_the_rate_is_told_from_the_rest_of_the_manual(rate: str) -> None:
    manual = f"A fault.\n\nFires when three words\nare the same.\n\n{rate}\n\n>>> 'fires on 1'"
    page = check_pages(totals(report("a.b", 50.0)), {"a.b": manual})["a.b"]
    assert page.measured == (rate,)
    assert [block.text for block in page.manual][:2] == [
        "A fault.",
        "Fires when three words are the same.",
    ]
    assert page.manual[2].is_example


def test_a_check_without_a_manual_page_has_no_rate() -> None:
    page = check_pages(totals(report("gone.b", 50.0)), {})["gone.b"]
    assert (page.manual, page.measured) == ((), ())


def test_the_page_of_the_model_says_what_its_thresholds_allow() -> None:
    from mtqa.training.release import GARBLED_ALARMS, MAJOR_ALARMS, SPAN_ALARMS

    (rate,) = check_pages(totals(report("qe.embedded", 50.0)), {})["qe.embedded"].measured
    assert f"at most {1000 * GARBLED_ALARMS:.0f} of 1,000 sentences may be called garbled" in rate
    assert f"{1000 * MAJOR_ALARMS:.0f} bear a major mark" in rate
    assert f"and {1000 * SPAN_ALARMS:.0f} any mark" in rate


def test_hits_in_the_worst_sentences_come_first_those_without_a_score_last() -> None:
    made = report("a.b", 70.0, None, 20.0)
    hits = worst_hits(enumerate(made.documents))["a.b"]
    assert [hit.segment for hit in hits] == [2, 0, 1]
    assert [piece.text for piece in hits[0].pieces if piece.severity] == ["Sen"]
