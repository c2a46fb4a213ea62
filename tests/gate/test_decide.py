from dataclasses import replace

import pytest

from mtqa.errors import ConfigError
from mtqa.gate import Limits, Policy, decide
from mtqa.mqm import Severity
from mtqa.types import (
    Document,
    DocumentReport,
    Failure,
    Issue,
    Passage,
    Report,
    Segment,
    SegmentReport,
    Skipped,
    Span,
    Verdict,
)
from tests.gate.conftest import MakeRun, make_article

NAN = float("nan")


def sentence(
    line: int,
    verdict: Verdict = Verdict.FINE,
    score: float | None = 95.0,
    severities: tuple[Severity, ...] = (),
) -> SegmentReport:
    issues = tuple(Issue("a.b", "Other", severity, Span(0, 1), "odd") for severity in severities)
    return SegmentReport(Segment("Text.", line=line), verdict, score, issues=issues)


def document(
    name: str,
    score: float | None,
    grade: str | None,
    *segments: SegmentReport,
    words: int = 100,
    garbled_share: float = 0.0,
    language: str = "en",
    skipped: tuple[Skipped, ...] = (),
) -> DocumentReport:
    noun = Document(name, (), path=name, target_lang=language)
    noun = replace(noun, segments=tuple(segment.segment for segment in segments))
    return DocumentReport(
        noun, segments, words, score, None, None, garbled_share, grade, skipped=skipped
    )


GOOD = document("good.txt", 95.0, "A", sentence(1), sentence(2))
POOR = document(
    "poor.txt",
    61.25,
    "D",
    sentence(1, score=90.0, severities=(Severity.MINOR,)),
    sentence(4, Verdict.GARBLED, 3.5, (Severity.MAJOR, Severity.CRITICAL)),
    sentence(9, Verdict.GARBLED, 20.0, (Severity.MAJOR,)),
    words=300,
    garbled_share=0.4,
)
GRADE_F = document("long.txt", 30.0, "F", sentence(1, score=40.0), sentence(7, score=20.0))
BAD = document(
    "bad.txt",
    20.0,
    "F",
    sentence(2, Verdict.GARBLED, 0.0, (Severity.MAJOR,)),
    words=100,
    garbled_share=1.0,
)
KHMER = document(
    "km.txt",
    None,
    None,
    sentence(1, Verdict.UNSCORED, None),
    language="km",
    skipped=(Skipped("a.b", "another"), Skipped("qe.mtqa-en", "km: the model judges English only")),
)
LOST = Failure("lost\x1b.txt", "not UTF-8; give --encoding")

UNJUDGED = "km.txt: could not be judged (km: the model judges English only)."


def run(*documents: DocumentReport) -> Report:
    return Report(documents)


@pytest.mark.parametrize(
    ("report", "limits", "reasons"),
    [
        # What makes the run no basis for a verdict.
        (run(GOOD, POOR, BAD, KHMER), Limits(max_critical=9), ()),
        (
            run(),
            Limits(max_critical=9),
            ("The run holds no article, so there is nothing that could pass.",),
        ),
        (
            run(),
            Limits(min_score=50, min_mean_score=50, max_garbled=0, max_garbled_share=0),
            ("The run holds no article, so there is nothing that could pass.",),
        ),
        (
            replace(run(GOOD), complete=False),
            Limits(max_critical=9),
            ("The run was interrupted, so not every article was judged; score again.",),
        ),
        (
            Report((), failures=(LOST,), complete=False),
            Limits(max_critical=9),
            (
                "The run was interrupted, so not every article was judged; score again.",
                "The run holds no article, so there is nothing that could pass.",
                "not judged: lost\\x1b.txt: not UTF-8; give --encoding",
            ),
        ),
        (
            Report((GOOD,), failures=(LOST,)),
            Limits(max_critical=9),
            ("not judged: lost\\x1b.txt: not UTF-8; give --encoding",),
        ),
        (Report((GOOD,), failures=(LOST,)), Limits(max_critical=9, allow_failures=True), ()),
        (
            Report((), failures=(LOST,)),
            Limits(max_critical=9, allow_failures=True),
            ("The run holds no article, so there is nothing that could pass.",),
        ),
        (
            run(replace(GOOD, score=NAN)),
            Limits(max_critical=9, allow_unscored=True),
            ("good.txt: its score is not a number (nan).",),
        ),
        (
            run(replace(GOOD, garbled_share=NAN)),
            Limits(max_critical=9),
            ("good.txt: its score is not a number (nan).",),
        ),
        (
            run(replace(GOOD, score=NAN)),
            Limits(min_score=0, min_mean_score=0),
            (
                "good.txt: its score is not a number (nan).",
                "The mean score nan is below 0; worst in good.txt (nan), weakest at good.txt:1.",
                "good.txt: score nan is below 0, weakest at good.txt:1.",
            ),
        ),
        # Scores.
        (run(POOR), Limits(min_score=61.25), ()),
        (
            run(GOOD, POOR, BAD),
            Limits(min_score=70),
            (
                "bad.txt: score 20.0 is below 70, weakest at bad.txt:2.",
                "poor.txt: score 61.2 is below 70, weakest at poor.txt:4.",
            ),
        ),
        (
            run(replace(GOOD, score=99.99)),
            Limits(min_score=100),
            ("good.txt: score 99.9 is below 100, weakest at good.txt:1.",),
        ),
        (
            run(document("empty.txt", 0.0, "F")),
            Limits(min_score=0.5),
            ("empty.txt: score 0.0 is below 0.5.",),
        ),
        (run(GOOD, POOR), Limits(min_mean_score=69.6875), ()),  # (95 * 100 + 61.25 * 300) / 400
        (
            run(GOOD, POOR),
            Limits(min_mean_score=69.69),
            (
                "The mean score 69.6 is below 69.69; worst in poor.txt (61.2), "
                "weakest at poor.txt:4.",
            ),
        ),
        # Grades.
        (run(GOOD, POOR), Limits(min_grade="D"), ()),
        (
            run(GOOD, POOR, BAD),
            Limits(min_grade="C"),
            (
                "bad.txt: grade F is below C, weakest at bad.txt:2.",
                "poor.txt: grade D is below C, weakest at poor.txt:4.",
            ),
        ),
        # What the report calls not fit to publish.
        (run(GOOD, POOR, BAD), Limits(max_unfit=1), ()),
        (
            run(GOOD, POOR, BAD, replace(GRADE_F, score=10.0)),
            Limits(max_unfit=1),
            ("2 articles not fit to publish, above 1; worst in long.txt, first at long.txt:7.",),
        ),
        (
            run(replace(BAD, passages=(Passage(0, 0, ()),), grade="A")),
            Limits(max_unfit=0),
            ("1 article not fit to publish, above 0; worst in bad.txt, first at bad.txt:2.",),
        ),
        (run(GOOD, KHMER), Limits(max_unfit=0), (UNJUDGED,)),
        # Garbled text.
        (run(GOOD, POOR, BAD), Limits(max_garbled=3), ()),
        (
            run(GOOD, POOR, BAD),
            Limits(max_garbled=2),
            (
                "3 garbled sentences, above 2; worst in poor.txt (2 garbled sentences), "
                "first at poor.txt:4.",
            ),
        ),
        (run(GOOD, POOR, BAD), Limits(max_garbled_share=0.44), ()),  # 220 of 500 words
        (
            run(GOOD, POOR, BAD),
            Limits(max_garbled_share=0.4399),
            (
                "44.0 % of all words are garbled, above 43.99 %; worst in bad.txt (100.0 %), "
                "first at bad.txt:2.",
            ),
        ),
        (
            run(replace(GOOD, garbled_share=0.0501)),
            Limits(max_document_garbled_share=0.05),
            ("good.txt: 5.1 % of the words are garbled, above 5 %.",),
        ),
        (
            run(POOR, GOOD, BAD),
            Limits(max_document_garbled_share=0.07),
            (
                "bad.txt: 100.0 % of the words are garbled, above 7 %, first at bad.txt:2.",
                "poor.txt: 40.0 % of the words are garbled, above 7 %, first at poor.txt:4.",
            ),
        ),
        # Issues.
        (run(GOOD, POOR, BAD), Limits(max_major=4, max_critical=1), ()),
        (
            run(GOOD, BAD, POOR),
            Limits(max_major=3, max_critical=0),
            (
                "1 critical issue, above 0; worst in poor.txt (1 critical issue), "
                "first at poor.txt:4.",
                "4 major or critical issues, above 3; worst in poor.txt "
                "(3 major or critical issues), first at poor.txt:4.",
            ),
        ),
        # What could not be judged.
        (run(KHMER), Limits(max_major=0, max_critical=0), ()),
        (run(GOOD, KHMER), Limits(min_score=0), (UNJUDGED,)),
        (run(GOOD, KHMER), Limits(min_mean_score=0), (UNJUDGED,)),
        (run(GOOD, KHMER), Limits(min_grade="F"), (UNJUDGED,)),
        (run(GOOD, KHMER), Limits(max_garbled=9), (UNJUDGED,)),
        (run(GOOD, KHMER), Limits(max_garbled_share=1), (UNJUDGED,)),
        (run(GOOD, KHMER), Limits(max_document_garbled_share=1), (UNJUDGED,)),
        (
            run(document("checks.txt", None, None, language="en")),
            Limits(min_score=0),
            ("checks.txt: could not be judged (no model judged it; language en).",),
        ),
        (
            run(GOOD, KHMER),
            Limits(min_score=70, min_grade="A", min_mean_score=70, allow_unscored=True),
            (),
        ),
        (
            run(KHMER),
            Limits(min_mean_score=1, allow_unscored=True),
            ("It is not known whether the mean score over all words is at least 1.",),
        ),
    ],
)
def test_decide(report: Report, limits: Limits, reasons: tuple[str, ...]) -> None:
    decision = decide(report, Policy(limits))
    assert (decision.passed, decision.reasons) == (not reasons, reasons)


def test_a_limit_that_is_kept_names_only_articles_that_have_any(run: MakeRun) -> None:
    articles = make_article("good.txt", "One.//Two.", [90, 90]), make_article("b.txt", "A.", [80])
    limits = Limits(max_unfit=0, max_garbled=0, max_document_garbled=0, min_score=50)
    rules = {rule.name: rule for rule in decide(run(*articles), Policy(limits)).rules}
    assert rules["max_document_garbled"].shown_value == "0 garbled sentences"
    for name in ("max_unfit", "max_garbled", "max_document_garbled"):
        assert rules[name].articles == ()
    assert [one.article for one in rules["min_score"].articles] == ["b.txt", "good.txt"]


def test_reasons_come_worst_kind_first() -> None:
    report = Report((POOR, KHMER, BAD), failures=(LOST,), complete=False)
    limits = Limits(
        min_score=30,
        min_mean_score=99,
        min_grade="D",
        max_garbled=1,
        max_garbled_share=0,
        max_document_garbled_share=0.5,
        max_major=0,
        max_critical=0,
    )
    starts = [reason.split(maxsplit=3)[:3] for reason in decide(report, Policy(limits)).reasons]
    assert [" ".join(words) for words in starts] == [
        "The run was",
        "not judged: lost\\x1b.txt:",
        "km.txt: could not",
        "1 critical issue,",
        "4 major or",
        "3 garbled sentences,",
        "44.0 % of",
        "bad.txt: 100.0 %",
        "bad.txt: grade F",
        "The mean score",
        "bad.txt: score 20.0",
    ]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("min_score", 101, "min_score: 101 cannot be a limit; a score is 0 to 100"),
        ("min_score", NAN, "min_score: nan cannot be a limit"),
        ("min_mean_score", -1, "min_mean_score: -1 cannot be"),
        ("max_garbled_share", 5, "a share is 0 to 1, so 5 % is 0.05"),
        ("max_document_garbled_share", NAN, "max_document_garbled_share: nan"),
        ("max_garbled", -1, "a count is 0 or more"),
        ("max_major", -1, "max_major: -1"),
        ("max_critical", -1, "max_critical: -1"),
        ("min_grade", "E", "min_grade: 'E' is no grade; give A, B, C, D or F"),
        ("min_grade", "AB", "min_grade: 'AB' is no grade"),
        ("min_grade", "", "min_grade: '' is no grade"),
    ],
)
def test_a_limit_that_nothing_can_be_held_against(
    name: str, value: float | str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        Limits(**{name: value})
