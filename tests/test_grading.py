"""Scores, verdicts, passages and grades, with numbers worked out by hand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa import mqm
from mtqa.grading import DRAWS, grade, interval, judge, summarise
from mtqa.mqm import GRADES, Severity
from mtqa.scorers.base import Prediction
from mtqa.types import Document, Issue, Passage, Score, Segment, SegmentReport, Span, Verdict

MINOR = ("Fluency/Grammar", Severity.MINOR)
MAJOR = ("Fluency/Grammar", Severity.MAJOR)
CRITICAL = ("Accuracy/Mistranslation", Severity.CRITICAL)
COMMA = ("Fluency/Punctuation", Severity.MINOR)
GARBLE = ("Non-translation", Severity.MAJOR)


def issue(kind: tuple[str, Severity], message: str = "broken", start: int = 0) -> Issue:
    return Issue("theme.check", kind[0], kind[1], Span(start, start + 1), message)


def prediction(
    value: float | None, garbled: float | None = None, is_garbled: bool = False, issues=()
) -> Prediction:
    return Prediction(Score("embedded", value), garbled, is_garbled, tuple(issues))


def judged(text: str, *layers: Prediction, issues=()) -> SegmentReport:
    return judge(Segment(text), layers, issues)


def document(*segments: SegmentReport):
    return summarise(Document("a", tuple(report.segment for report in segments)), segments)


@pytest.mark.parametrize(
    ("value", "kinds", "score", "penalty", "verdict"),
    [
        (100.0, [], 100.0, 0.0, Verdict.FINE),
        (80.1, [], 80.1, 0.0, Verdict.FINE),
        (80.0, [], 80.0, 0.0, Verdict.DOUBTFUL),
        (0.0, [], 0.0, 0.0, Verdict.DOUBTFUL),
        (96.0, [COMMA], 96.0, 0.1, Verdict.FINE),
        (100.0, [MINOR, COMMA], 95.6, 1.1, Verdict.FINE),
        (100.0, [MINOR] * 5, 80.0, 5.0, Verdict.DOUBTFUL),
        (98.0, [MAJOR], 80.0, 5.0, Verdict.DOUBTFUL),
        (40.0, [MAJOR], 40.0, 5.0, Verdict.DOUBTFUL),
        (100.0, [CRITICAL], 60.0, 10.0, Verdict.DOUBTFUL),
        (100.0, [CRITICAL, CRITICAL, CRITICAL], 0.0, 25.0, Verdict.DOUBTFUL),
        (97.0, [GARBLE], 0.0, 25.0, Verdict.GARBLED),
        (None, [], None, 0.0, Verdict.UNSCORED),
        (None, [MINOR], None, 1.0, Verdict.UNSCORED),
        (None, [MAJOR], None, 5.0, Verdict.DOUBTFUL),
        (None, [GARBLE], None, 25.0, Verdict.GARBLED),
    ],
)
def test_the_strictest_layer_decides(value, kinds, score, penalty, verdict):
    report = judged("Some text.", prediction(value), issues=[issue(kind) for kind in kinds])
    assert report.score == pytest.approx(score)
    assert report.penalty == pytest.approx(penalty)
    assert report.verdict is verdict
    assert report.scores == (Score("embedded", value),)


def test_without_a_model_there_is_no_score_but_a_verdict():
    report = judged("Some text.", issues=[issue(GARBLE)])
    assert (report.score, report.scores, report.garbled) == (None, (), None)
    assert report.verdict is Verdict.GARBLED


def test_the_model_alone_can_call_a_segment_garbled():
    report = judged("Some text.", prediction(30.0, garbled=0.4, is_garbled=True))
    assert (report.verdict, report.garbled, report.score) == (Verdict.GARBLED, 0.4, 30.0)


def test_a_high_probability_below_the_operating_point_is_no_verdict():
    assert judged("Some text.", prediction(95.0, garbled=0.9)).verdict is Verdict.FINE


def test_a_major_span_of_the_model_makes_a_segment_doubtful_and_costs_nothing_twice():
    report = judged("Some text.", prediction(90.0, issues=[issue(MAJOR)]))
    assert (report.verdict, report.score, report.penalty) == (Verdict.DOUBTFUL, 90.0, 0.0)


def test_issues_of_both_layers_come_in_reading_order():
    report = judged(
        "Some text.",
        prediction(90.0, issues=[issue(MINOR, "model", 3)]),
        issues=[issue(MINOR, "late", 5), issue(MINOR, "early", 1)],
    )
    assert [found.message for found in report.issues] == ["early", "model", "late"]


def test_of_several_models_the_strictest_decides():
    report = judged("Some text.", prediction(90.0, 0.1), prediction(70.0, 0.3), prediction(None))
    assert (report.score, report.garbled, len(report.scores)) == (70.0, 0.3, 3)


def test_a_document_is_weighted_by_words():
    long, short = "one two three " * 20, "one " * 20
    report = document(judged(long, prediction(100.0)), judged(short, prediction(60.0)))
    assert (report.words, report.score) == (80, 90.0)
    assert report.penalty_per_100_words == pytest.approx(100 * 10 / 80)
    assert report.grade == "B"
    assert report.garbled_share == 0.0


def test_segments_without_a_score_count_for_words_only():
    scored = judged("one two three " * 20, prediction(80.0))
    report = document(scored, judged("four five six"))
    assert (report.words, report.score, report.interval) == (63, 80.0, None)
    assert report.penalty_per_100_words == pytest.approx(100 * 5 / 60)


def test_a_few_words_are_rated_as_fifty():
    report = document(judged("Everyone was affected.", prediction(93.0)))
    assert report.penalty_per_100_words == pytest.approx(100 * 1.75 / 50)
    assert (report.words, report.score, report.grade) == (3, 93.0, "A")


def test_a_document_without_scores_has_no_numbers():
    report = document(judged("one two", issues=[issue(GARBLE)]), judged("three four"))
    assert (report.score, report.interval, report.penalty_per_100_words, report.grade) == (
        None,
    ) * 4
    assert (report.words, report.garbled_share) == (4, 0.5)
    assert report.passages == (Passage(0, 0, ("broken",)),)


@pytest.mark.parametrize("segments", [(), (judged(""),), (judged(" \n"), judged(""))])
def test_a_document_of_nothing(segments):
    report = document(*segments)
    assert (report.words, report.score, report.garbled_share, report.passages) == (0, None, 0, ())


def test_a_segment_without_a_word_weighs_one():
    report = document(judged("***", prediction(0.0)), judged("one", prediction(100.0)))
    assert (report.words, report.score) == (2, 50.0)


def test_a_scored_empty_segment_weighs_nothing():
    assert document(judged("", prediction(10.0))).score is None


def test_passages_are_runs_of_neighbours_with_their_reasons():
    garbled = prediction(10.0, garbled=0.937, is_garbled=True)
    fine = prediction(99.0, garbled=0.01)
    report = document(
        judged("a", garbled),
        judged("b", garbled, issues=[issue(MINOR, "small"), issue(MAJOR, "large")]),
        judged("c", fine),
        judged("d", fine, issues=[issue(MAJOR, "major"), issue(GARBLE, "loop")]),
        judged("e", prediction(20.0, is_garbled=True)),
        judged("f", fine),
        judged("g", prediction(70.0, garbled=0.169, is_garbled=True)),
    )
    assert report.passages == (
        Passage(0, 1, ("large", "the model gives 93 % probability of garbled")),
        Passage(3, 4, ("loop", "major", "the model judges it garbled")),
        Passage(6, 6, ("the model doubts few human sentences as much (16 % garbled)",)),
    )
    assert report.garbled_share == pytest.approx(5 / 7)


def test_of_the_marks_of_a_model_the_surest_is_a_reason():
    marks = [
        Issue("qe.embedded", "Other", Severity.MAJOR, Span(n, n + 1), f"{sure:.0%}", sure)
        for n, sure in enumerate((0.54, 0.8, 0.6))
    ]
    doubted = prediction(10.0, garbled=0.9, is_garbled=True, issues=marks)
    (passage,) = document(judged("abcd", doubted, issues=[issue(MAJOR, "large")])).passages
    assert passage.reasons == ("large", "80%", "the model gives 90 % probability of garbled")


def test_certainty_is_never_claimed():
    (passage,) = document(judged("a", prediction(0.0, 1.0, True))).passages
    assert passage.reasons == ("the model gives 99 % probability of garbled",)


def test_a_model_without_a_probability_still_gives_a_reason():
    (passage,) = document(judged("a", prediction(0.0, None, True))).passages
    assert passage.reasons == ("the model judges it garbled",)


def test_a_repeated_reason_is_given_once():
    loop = issue(GARBLE, "loop")
    (passage,) = document(judged("a", issues=[loop]), judged("b", issues=[loop])).passages
    assert passage == Passage(0, 1, ("loop",))


@pytest.mark.parametrize(
    ("penalty", "name"),
    [(0.0, "A"), (4.1, "A"), (4.11, "B"), (13.8, "B"), (27.2, "C"), (54.4, "D"), (54.5, "F")],
)
def test_grades_at_their_limits(penalty, name):
    assert grade(penalty) == name


def test_grade_limits_rise():
    assert [limit for _, limit in GRADES] == sorted(limit for _, limit in GRADES)


def test_interval_needs_two_segments():
    assert interval([], []) is None
    assert interval([50.0], [7]) is None
    assert interval([50.0, 50.0], [1, 9]) == (50.0, 50.0)


def test_interval_of_two_equal_weights_spans_both():
    # Of four equally likely draws one holds twice the low and one twice the high score.
    assert interval([0.0, 100.0], [1, 1]) == (0.0, 100.0)


def test_interval_agrees_with_the_normal_approximation():
    generator = random.Random(3)
    values = [generator.gauss(70, 10) for _ in range(400)]
    low, high = interval(values, [1] * 400)
    mean = sum(values) / 400
    deviation = (sum((value - mean) ** 2 for value in values) / 400) ** 0.5
    assert low == pytest.approx(mean - 1.96 * deviation / 20, abs=0.15)
    assert high == pytest.approx(mean + 1.96 * deviation / 20, abs=0.15)


def test_heavy_segments_widen_the_interval():
    even = interval([0.0] + [100.0] * 20, [10] * 21)
    uneven = interval([0.0] + [100.0] * 20, [200] + [10] * 20)
    assert uneven[0] < even[0]


def test_a_long_document_is_drawn_in_parts(monkeypatch):
    values, weights = [float(i % 101) for i in range(300)], [1 + i % 7 for i in range(300)]
    whole = interval(values, weights)
    monkeypatch.setattr("mtqa.grading._CELLS", 300 * (DRAWS // 7))
    assert interval(values, weights) == pytest.approx(whole, abs=0.5)


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(1, 200)), min_size=2, max_size=30))
def test_interval_is_repeatable_and_inside_the_scores(scored):
    values, weights = [value for value, _ in scored], [weight for _, weight in scored]
    low, high = interval(values, weights)
    assert min(values) - 1e-6 <= low <= high <= max(values) + 1e-6
    assert interval(values, weights) == (low, high)


@given(
    st.lists(st.tuples(st.text(max_size=30), st.none() | st.floats(0, 100), st.booleans())),
)
def test_numbers_stay_in_range_for_any_document(parts):
    report = document(
        *(judged(text, prediction(value, None, garbled)) for text, value, garbled in parts)
    )
    assert report.words >= 0
    assert 0 <= report.garbled_share <= 1
    assert report.score is None or 0 <= report.score <= 100.0001
    covered = [i for p in report.passages for i in range(p.first, p.last + 1)]
    assert covered == [i for i, s in enumerate(report.segments) if s.verdict is Verdict.GARBLED]


def test_constants_hang_together():
    assert mqm.score(mqm.MAX_PENALTY) == 0.0
