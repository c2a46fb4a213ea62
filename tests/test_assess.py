"""Documents in, reports out: order, windows, what is skipped and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest

from mtqa.assess import assess, richest_side, signature
from mtqa.checks import Suppression, configure
from mtqa.errors import ModelError
from mtqa.mqm import Severity
from mtqa.scorers.base import Prediction
from mtqa.types import (
    Document,
    DocumentReport,
    Failure,
    Ignore,
    Issue,
    Score,
    Segment,
    Side,
    Skipped,
    Span,
    Suppressed,
    UnusedIgnore,
    Verdict,
)


@dataclass
class Lengths:
    """A model for which a segment is worth its number of characters."""

    name: str = "lengths"
    needs: frozenset[Side] = frozenset()
    languages: frozenset[str] | None = frozenset({"en"})
    seen: list[str] = field(default_factory=list)

    def signature(self) -> str:
        return self.name

    def lengths(self, segments: Sequence[Segment]) -> list[int]:
        return [len(segment.target) for segment in segments]

    def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
        self.seen += [segment.target for segment in batch]
        return [Prediction(Score(self.name, float(len(segment.target))), 0.25) for segment in batch]


def document(name: str, *texts: str, lang: str | None = "en", **sides: str) -> Document:
    return Document(name, tuple(Segment(text, **sides) for text in texts), target_lang=lang)


def scores(report: DocumentReport) -> list[float | None]:
    return [segment.score for segment in report.segments]


@pytest.mark.parametrize("window", [1, 2, 3, 7, 1000])
def test_results_come_in_the_order_of_the_input(window):
    items = [
        document("a", "long enough", "ab"),
        Failure("b", "empty"),
        document("c"),
        document("d", "abcd", "a", "abcdefg"),
        Failure("e", "binary"),
        document("f", "abc"),
    ]
    results = list(assess(items, (), (Lengths(),), window=window))
    assert [getattr(r, "path", None) or r.document.id for r in results] == list("abcdef")
    assert scores(results[0]) == [11.0, 2.0]
    assert scores(results[3]) == [4.0, 1.0, 7.0]
    assert results[1] == items[1]
    assert results[2].segments == ()


def test_a_window_is_scored_before_the_next_is_read():
    read = []

    def stream():
        for name in "abcdef":
            read.append(name)
            yield document(name, "one", "two")

    results = assess(stream(), (), (Lengths(),), window=4)
    next(results)
    assert read == ["a", "b"]
    next(results)
    next(results)
    assert read == ["a", "b", "c", "d"]


def test_windows_start_small_and_double():
    read = []

    def stream():
        while True:
            read.append(len(read))
            yield document(str(len(read)), "one")

    results = assess(stream(), (), (Lengths(),), window=500)
    judged_after = []
    for _ in range(1_500):
        next(results)
        judged_after.append(len(read))
    assert sorted(set(judged_after)) == [128, 128 + 256, 384 + 500, 884 + 500, 1_384 + 500]


def test_an_interrupted_run_has_lost_no_more_than_it_has_done():
    class Interrupted(Lengths):
        def predict(self, batch):
            if len(self.seen) + len(batch) > 600:
                raise KeyboardInterrupt
            return super().predict(batch)

    done = []
    reports = assess((document(str(i), "one") for i in range(900)), (), (Interrupted(),))
    with pytest.raises(KeyboardInterrupt):
        done.extend(report.document.id for report in reports)
    assert done == [str(i) for i in range(128 + 256)]


def test_failures_do_not_wait_for_a_window_that_never_fills():
    results = assess((Failure(str(i), "") for i in range(10**9)), (), (), window=8)
    assert next(results) == Failure("0", "")


def test_one_pass_of_the_model_covers_many_documents():
    model = Lengths()
    list(assess([document(str(i), "x" * i) for i in (3, 1, 2)], (), (model,)))
    assert sorted(model.seen) == ["x", "xx", "xxx"]


def test_progress_counts_every_scored_segment():
    done: list[int] = []
    items = [document("a", "one", "", "two"), document("b", "vier", lang="de")]
    list(assess(items, (), (Lengths(),), on_progress=done.append))
    assert sum(done) == 2


def test_progress_without_a_model_counts_every_segment():
    done: list[int] = []
    items = [document("a", "one", ""), Failure("b", ""), document("c", "two")]
    list(assess(items, (), (), on_progress=done.append))
    assert done == [2, 1]


@pytest.mark.parametrize(
    ("lang", "reason"),
    [
        ("km", "km: the model judges English only"),
        ("de-AT", "de-AT: the model judges English only"),
        (None, "language not known (set --target-lang): the model judges English only"),
    ],
)
def test_another_language_has_no_score_and_says_why(lang, reason):
    model = Lengths()
    (report,) = assess([document("a", "one", "two", lang=lang)], (), (model,))
    assert (report.score, report.grade, scores(report), model.seen) == (None, None, [None] * 2, [])
    assert report.skipped == (Skipped("qe.lengths", reason),)
    assert [segment.skipped for segment in report.segments] == [(), ()]
    assert {segment.verdict for segment in report.segments} == {Verdict.UNSCORED}


@pytest.mark.parametrize("lang", ["en", "en-GB", "EN"])
def test_a_region_does_not_matter(lang):
    (report,) = assess([document("a", "one", lang=lang)], (), (Lengths(),))
    assert scores(report) == [3.0]


def test_a_model_of_any_language_judges_an_unknown_one():
    (report,) = assess([document("a", "one", lang=None)], (), (Lengths(languages=None),))
    assert scores(report) == [3.0]


def test_an_empty_segment_is_skipped_and_the_others_keep_their_scores():
    (report,) = assess([document("a", "one", " \n", "three")], (), (Lengths(),))
    assert scores(report) == [3.0, None, 5.0]
    assert [segment.skipped for segment in report.segments] == [
        (),
        (Skipped("qe.lengths", "the segment is empty"),),
        (),
    ]
    assert report.skipped == ()


def test_a_missing_source_is_told_once_for_the_whole_article():
    model = Lengths(needs=frozenset({Side.SOURCE}))
    (report,) = assess([document("a", "one", "two")], (), (model,))
    assert report.skipped == (
        Skipped("qe.lengths", "the segment has no source, which the model needs"),
    )
    (report,) = assess([document("a", "one", source="eins")], (), (model,))
    assert scores(report) == [3.0]


def test_checks_and_model_meet_in_the_segment():
    checks = configure()
    loop = "The minister said that said that said that said that said that said that it was late."
    (report,) = assess([document("a", loop)], checks, (Lengths(),))
    (segment,) = report.segments
    assert any(issue.category == "Non-translation" for issue in segment.issues)
    assert (segment.verdict, segment.score, segment.garbled) == (Verdict.GARBLED, 0.0, 0.25)
    assert report.passages[0].first == report.passages[0].last == 0


def test_checks_run_where_the_model_cannot():
    (report,) = assess(
        [document("a", "Das ist ein Zei\ufffd\ufffdchen.", lang="de")], configure(), (Lengths(),)
    )
    assert report.score is None
    assert any(issue.check.startswith("encoding.") for issue in report.segments[0].issues)


def test_issues_of_the_model_are_kept():
    span = Issue("qe.spans", "Other", Severity.MAJOR, Span(0, 1), "marked")

    class Spans(Lengths):
        def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
            return [Prediction(Score("spans", 99.0), issues=(span,)) for _ in batch]

    (report,) = assess([document("a", "one")], (), (Spans(),))
    assert report.segments[0].issues == (span,)
    assert report.segments[0].verdict is Verdict.DOUBTFUL


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_score_that_is_no_number_is_a_broken_model(value):
    class Broken(Lengths):
        def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
            return [Prediction(Score("broken", value)) for _ in batch]

    with pytest.raises(ModelError, match="weights are damaged"):
        list(assess([document("a", "one")], (), (Broken(),)))


def test_the_signature_names_all_that_changes_a_number():
    checks = configure()
    base = signature(checks, (Lengths(),), segmented=False)
    assert base.startswith("mtqa:")
    assert "|model:lengths|" in base
    assert base.endswith("|weights:wmt-mqm|segments:sentences")
    assert "|model:none|" in signature(checks, (), segmented=False)
    assert signature(checks, (Lengths(),), segmented=True) != base
    assert signature(checks[1:], (Lengths(),), segmented=False) != base


def test_the_mode_is_the_richest_side():
    source, both = frozenset({Side.SOURCE}), frozenset({Side.SOURCE, Side.REFERENCE})
    assert richest_side(()) is Side.TARGET
    assert richest_side((Lengths(), Lengths(needs=source))) is Side.SOURCE
    assert richest_side((Lengths(needs=source), Lengths(needs=both))) is Side.REFERENCE


def test_what_is_silenced_is_in_the_report_and_in_the_signature():
    checks = configure(enabled=["repetition.doubled_word"])
    silent = Suppression(allowed=("the the",))
    text = document("a", "They saw the the band in London.")
    (report,) = assess([text], checks, (), suppression=silent)
    assert report.segments[0].issues == ()
    assert report.segments[0].penalty == 0
    assert report.suppressed == (Suppressed("repetition.doubled_word", "allowed words", 1),)
    (report,) = assess([text], checks, ())
    assert len(report.segments[0].issues) == 1
    usual = signature(checks, (), segmented=False)
    assert "suppression" not in usual
    assert signature(checks, (), segmented=False, suppression=silent) == (
        f"{usual}|suppression:{silent.signature()}"
    )


def test_marks_of_no_use_are_in_the_report():
    mark = Ignore("ignore markup", 3, ("markup",), 0, 9)
    text = replace(document("a", "Nothing here."), ignores=(mark,))
    (report,) = assess([text], configure(), ())
    assert report.unused_ignores == (
        UnusedIgnore(3, "ignore markup", "it silences nothing of markup"),
    )
