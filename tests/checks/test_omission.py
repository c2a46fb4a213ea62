"""A translation that is not there, from the check to the verdict."""

import pytest

from mtqa.checks import CHECKS, CheckSettings, configure, run
from mtqa.grading import judge, summarise
from mtqa.mqm import Severity
from mtqa.scorers.base import Prediction
from mtqa.types import Document, DocumentReport, Score, Segment, SegmentReport, Side, Span, Verdict

CHECK = CHECKS["omission.empty_translation"]
SOURCE = " Er kam am Montag nicht. "


def found(target: str, source: str | None, lang: str = "en") -> list[tuple[Span, str]]:
    document = Document("d", (Segment(target, source=source),), target_lang=lang)
    (issues,) = run(document, [CHECK]).issues
    assert all(issue.category == "Accuracy/Omission" for issue in issues)
    assert all(issue.severity is Severity.CRITICAL for issue in issues)
    return [(issue.span, issue.message) for issue in issues]


@pytest.mark.parametrize(
    "target", ["", " \n", "...", "-", "\u2026", "* * *", "?!", "\u200b", "\u3002"]
)
def test_no_word_for_a_source_of_words(target: str) -> None:
    assert found(target, SOURCE) == [
        (Span(1, 24, Side.SOURCE), "the source has 5 words, the translation none")
    ]


def test_one_word_is_one_word() -> None:
    assert found("", "Nein.")[0][1] == "the source has 1 word, the translation none"
    assert found("", "你好世界")[0][1] == "the source has 4 words, the translation none"


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("", None),
        ("", ""),
        ("", " "),
        ("", "***"),
        ("...", "\u2026"),
        ("7", "sieben"),
        ("No.", SOURCE),
        ("不", SOURCE),
        ("ไม่", SOURCE),
        ("?", "???"),
    ],
)
def test_what_is_no_omission(target: str, source: str | None) -> None:
    assert found(target, source) == []


def report(
    *targets: str, model: float | None = 90.0, with_model: bool = True, source: str = SOURCE
) -> DocumentReport:
    """A document whose words a model gave one score, or which it refused (None)."""
    segments = tuple(Segment(target, source=source) for target in targets)
    document = Document("d", segments, target_lang="en")
    judged: list[SegmentReport] = []
    for segment, issues in zip(segments, run(document, [CHECK]).issues, strict=True):
        known = model is not None and segment.target.strip()
        layers = [Prediction(Score("m", model))] if known else ()
        judged.append(judge(segment, layers, issues, with_model=with_model))
    return summarise(document, tuple(judged))


def test_a_missing_translation_is_garbled_and_scores_nothing() -> None:
    empty = report("He came.", "").segments[1]
    assert (empty.verdict, empty.score, empty.penalty) == (Verdict.GARBLED, 0.0, 25.0)
    marks = report("He came.", "?!").segments[1]
    assert (marks.verdict, marks.score, marks.penalty) == (Verdict.GARBLED, 0.0, 25.0)


def test_it_weighs_as_much_as_its_source() -> None:
    whole = report("He came on that Monday.", "")
    assert whole.words == 10
    assert whole.score == pytest.approx(45.0)
    assert whole.garbled_share == 0.5
    (passage,) = whole.passages
    assert (passage.first, passage.last) == (1, 1)
    assert passage.reasons == ("the source has 5 words, the translation none",)


def test_gaps_alone_give_an_article_no_score() -> None:
    alone = report("He came on that Monday.", "", model=None)
    assert (alone.score, alone.grade, alone.interval) == (None, None, None)
    assert (alone.garbled_share, alone.segments[1].score) == (0.5, 0.0)


def test_without_a_model_nothing_has_a_score() -> None:
    alone = report("", "", model=None, with_model=False)
    assert (alone.score, alone.segments[0].score, alone.garbled_share) == (None, None, 1.0)
    assert alone.segments[0].verdict is Verdict.GARBLED


@pytest.mark.parametrize("model", [90.0, None])
def test_an_article_without_any_translation_has_the_worst_score(model: float | None) -> None:
    empty = report("", " ", model=model)
    assert (empty.words, empty.score, empty.grade, empty.garbled_share) == (10, 0.0, "F", 1.0)


def test_an_empty_segment_without_a_source_is_not_known() -> None:
    empty = report("", source="")
    assert (empty.segments[0].verdict, empty.score) == (Verdict.UNSCORED, None)


def test_a_severity_of_ones_own_is_kept() -> None:
    (check,) = [
        check
        for check in configure({CHECK.id: CheckSettings(severity=Severity.MINOR)})
        if check.id == CHECK.id
    ]
    document = Document("d", (Segment("", source=SOURCE),), target_lang="en")
    (issues,) = run(document, [check]).issues
    judged = judge(document.segments[0], (), issues)
    assert (judged.verdict, judged.score, judged.penalty) == (Verdict.UNSCORED, None, 1.0)
