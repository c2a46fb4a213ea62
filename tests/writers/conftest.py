"""One run with everything a writer has to get right."""

import pytest

from mtqa.mqm import Severity
from mtqa.types import (
    Document,
    DocumentReport,
    Failure,
    Issue,
    Passage,
    Report,
    Score,
    Segment,
    SegmentReport,
    Side,
    Skipped,
    Span,
    Verdict,
)

SCRIPT = "<script>alert('mtqa')</script> & &lt;b&gt; stays."
IMAGE = '"><img src=x onerror=alert(1)> said the minister.'
FORMULA = "=cmd|' /C calc'!A0"
ESCAPES = "Red \x1b[31malert\x1b[0m and \x1b]0;owned\x07 a bell."
BROKEN = "A lone \ud800 surrogate, a NUL \x00 and a \u202egnirts desrever\u202c."
ONLY_ENGLISH = "km: the model judges English only"


def segment(
    target: str,
    verdict: Verdict = Verdict.FINE,
    score: float | None = 96.0,
    *,
    line: int = 1,
    start: int = 0,
    paragraph: int = 0,
    source: str | None = None,
    garbled: float | None = 0.01,
    penalty: float = 0.0,
    issues: tuple[Issue, ...] = (),
    skipped: tuple[Skipped, ...] = (),
) -> SegmentReport:
    scores = () if score is None else (Score("mtqa-en", score, raw=(100 - score) / 4),)
    return SegmentReport(
        segment=Segment(
            target, start=start, end=start + len(target), line=line, paragraph=paragraph,
            source=source,
        ),
        verdict=verdict,
        score=score,
        scores=scores,
        penalty=penalty,
        garbled=None if score is None else garbled,
        issues=issues,
        skipped=skipped,
    )  # fmt: skip


def document(
    name: str,
    segments: tuple[SegmentReport, ...],
    score: float | None,
    grade: str | None,
    *,
    words: int = 100,
    garbled_share: float = 0.0,
    passages: tuple[Passage, ...] = (),
    interval: tuple[float, float] | None = None,
    penalty_per_100_words: float | None = None,
    skipped: tuple[Skipped, ...] = (),
    **noun: str | float | tuple[str, ...],
) -> DocumentReport:
    return DocumentReport(
        document=Document(
            name, tuple(report.segment for report in segments), **{"path": name, **noun}
        ),
        segments=segments,
        words=words,
        score=score,
        interval=interval,
        penalty_per_100_words=penalty_per_100_words,
        garbled_share=garbled_share,
        grade=grade,
        passages=passages,
        skipped=skipped,
    )


def issue(
    check: str,
    category: str,
    severity: Severity,
    span: Span,
    message: str,
    confidence: float | None = None,
) -> Issue:
    return Issue(check, category, severity, span, message, confidence)


G7 = (
    "Raab said London and Washington couldn't take their eyes off the challenge.",
    "It is not the United States. As long as a country acts alone, satisfied in a country country.",
    ", I want to debate not only our citizens, but also people all over the world.",
    "He hesitated the opportunity to shout that Britain has cut its aid budget. Russia.",
    "The talks on Tuesday and Wednesday are likely to address a crisis.",
)


def g7_report() -> DocumentReport:
    """Two paragraphs, one garbled passage of two sentences, issues that overlap and nest."""
    loop = "repetition.doubled_word"
    return document(
        "news/g7-london.txt",
        (
            segment(G7[0], score=92.5, line=1, start=0),
            segment(
                G7[1], Verdict.GARBLED, 8.25, line=1, start=76, garbled=0.97, penalty=6.0,
                issues=(
                    issue("qe.mtqa-en", "Other", Severity.MAJOR, Span(10, 60),
                          "the model expects a reader to mark this as a major error", 0.875),
                    issue("qe.mtqa-en", "Fluency/Grammar", Severity.MINOR, Span(43, 69),
                          "the model expects a reader to mark this", 0.5),
                    issue(loop, "Fluency/Grammar", Severity.MAJOR, Span(78, 93),
                          'the word "country" is doubled'),
                ),
            ),
            segment(
                G7[2], Verdict.GARBLED, 20.0, line=1, start=170, garbled=0.9, penalty=0.1,
                issues=(
                    issue("punctuation.leading_mark", "Fluency/Punctuation", Severity.MINOR,
                          Span(0, 1), "a comma cannot open a sentence"),
                ),
            ),
            segment(
                G7[3], Verdict.DOUBTFUL, 71.0, line=3, start=250, paragraph=1, garbled=0.2,
                penalty=5.0,
                issues=(
                    issue("qe.mtqa-en", "Other", Severity.CRITICAL, Span(3, 41),
                          "the model expects a reader to mark this as a critical error", 0.61),
                    issue("syntax.fragment", "Fluency/Grammar", Severity.MAJOR, Span(75, 82),
                          "one word stands alone after a full stop"),
                ),
            ),
            segment(G7[4], score=99.99, line=3, start=333, paragraph=1),
        ),
        score=57.8125,
        grade="D",
        interval=(31.4, 88.06),
        words=64,
        garbled_share=0.5,
        penalty_per_100_words=38.2,
        passages=(
            Passage(1, 2, ('the word "country" is doubled',
                           "the model gives 97 % probability of garbled")),
        ),
        target_lang="en",
        lang_confidence=0.9991,
        notes=("the encoding was guessed: windows-1252",),
    )  # fmt: skip


def hostile_report() -> DocumentReport:
    """Text that would run, hide or break something where it is not escaped."""
    return document(
        "news/<b>evil\x1b[2J.txt",
        (
            segment(
                SCRIPT, Verdict.DOUBTFUL, 60.0, line=1,
                issues=(
                    issue("markup.leaked_tag", "Other", Severity.MAJOR, Span(0, 8),
                          "the tag <script> leaked \" onmouseover='x'"),
                    issue("markup.entity", "Other", Severity.MINOR, Span(33, 37), "an entity"),
                ),
            ),
            segment(IMAGE, line=2, start=60),
            segment(FORMULA, line=3, start=120, skipped=(Skipped("qe.mtqa-en", "too\x1b[1m odd"),)),
            segment(ESCAPES, line=4, start=140),
            segment(BROKEN, line=5, start=190),
        ),
        score=91.0,
        grade="B",
        words=41,
        interval=(90.0, 92.0),
        target_lang='en" onload="x',
        title='<img src=x onerror="alert(1)">',
        system="=1+1",
    )  # fmt: skip


def khmer_report() -> DocumentReport:
    """No model judges the language, yet a check finds something."""
    text = "សេចក្តីថ្លែងការណ៍ \ufffd នេះ។"
    place = text.index("\ufffd")
    return document(
        "news/khmer.txt",
        (
            segment(
                text, Verdict.DOUBTFUL, None, penalty=5.0,
                issues=(
                    issue("encoding.replacement", "Fluency/Character encoding", Severity.MAJOR,
                          Span(place, place + 1), "a character was lost"),
                ),
            ),
            segment("ពិភពលោក។", Verdict.UNSCORED, None, start=len(text)),
        ),
        score=None,
        grade=None,
        words=6,
        target_lang="km",
        skipped=(Skipped("qe.mtqa-en", ONLY_ENGLISH),),
    )  # fmt: skip


def bilingual_report() -> DocumentReport:
    """Right to left, with a source beside it and an issue that lies in the source."""
    return document(
        "row-7",
        (
            segment(
                "قال الوزير إن 5 دول وقعت الاتفاق.", Verdict.DOUBTFUL, 77.0, line=7,
                source="The minister said that 6 countries had signed the deal.",
                issues=(
                    issue("numbers.missing", "Accuracy/Omission", Severity.MAJOR,
                          Span(23, 24, Side.SOURCE), "the number 6 is missing"),
                    issue("numbers.added", "Accuracy/Addition", Severity.MINOR,
                          Span(14, 15), "the number 5 is not in the source"),
                ),
            ),
            segment("👩‍👩‍👧 وشكرا.", line=8, start=40, source="And thanks. 👩‍👩‍👧"),
        ),
        score=80.5,
        grade="C",
        words=9,
        interval=(77.0, 96.0),
        path="rows.csv",
        source_lang="en",
        target_lang="ar",
        system="system-a",
    )  # fmt: skip


def full_report() -> Report:
    return Report(
        documents=(
            hostile_report(),
            g7_report(),
            khmer_report(),
            bilingual_report(),
            document("news/empty.txt", (), None, None, words=0),
        ),
        failures=(
            Failure("news/broken.jsonl", "line 17: not JSON: <b>\x1b[31m; mend the line"),
            Failure("news/gone.txt", "no such file"),
        ),
        signature="mtqa:0.1.0|model:mtqa-en@1a2b3c|checks:all|weights:wmt-mqm",
        mode=Side.TARGET,
        config={"model": "mtqa-en", "include": "<*.txt>"},
    )


@pytest.fixture
def report() -> Report:
    return full_report()
