"""Does a run pass? Pure: a report and limits in, a decision with its reasons out.

A run passes only if it is complete, holds at least one article, lost no input, and keeps within
every limit given. What is not known never passes.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import IntEnum

from mtqa.errors import ConfigError
from mtqa.mqm import Severity
from mtqa.summary import Tally, Totals, weakest
from mtqa.text.visible import visible
from mtqa.types import DocumentReport, Report, SegmentReport, Verdict
from mtqa.wording import count_text, failure_text, label, location, score_text, share_text

GRADES = "ABCDF"
"""Grades of an article, best first."""

_NEEDS_SCORE = ("min_score", "min_mean_score", "min_grade")
_NEEDS_VERDICT = ("max_garbled", "max_garbled_share", "max_document_garbled_share")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run must keep to; None sets no limit, and a value that equals its limit passes.

    `min_score` (0..100) and `min_grade` (A..D, F) hold for every article, `min_mean_score` for the
    mean over the run weighted by words. `max_garbled` counts garbled segments over the run,
    `max_major` issues that are major or worse, `max_critical` critical ones. The shares (0..1) are
    of words in garbled segments, over the run and in any one article.

    An article without a score fails every limit on scores, grades and garbled text unless
    `allow_unscored`; an input that could not be read fails the run unless `allow_failures`.

    Raises:
        ConfigError: a limit that no number could be held against.
    """

    min_score: float | None = None
    min_mean_score: float | None = None
    min_grade: str | None = None
    max_garbled: int | None = None
    max_garbled_share: float | None = None
    max_document_garbled_share: float | None = None
    max_major: int | None = None
    max_critical: int | None = None
    allow_failures: bool = False
    allow_unscored: bool = False

    def __post_init__(self) -> None:
        for name in ("min_score", "min_mean_score"):
            self._require(name, 0, 100, "a score is 0 to 100")
        for name in ("max_garbled_share", "max_document_garbled_share"):
            self._require(name, 0, 1, "a share is 0 to 1, so 5 % is 0.05")
        for name in ("max_garbled", "max_major", "max_critical"):
            self._require(name, 0, math.inf, "a count is 0 or more")
        if self.min_grade is not None and self.min_grade not in tuple(GRADES):
            raise ConfigError(f"min_grade: {self.min_grade!r} is no grade; give A, B, C, D or F")

    def _require(self, name: str, low: float, high: float, cure: str) -> None:
        value = getattr(self, name)
        if value is not None and not low <= value <= high:
            raise ConfigError(f"{name}: {value} cannot be a limit; {cure}")

    def need_judgement(self) -> bool:
        """Whether a limit is set that an article without a score cannot be held against."""
        return any(
            getattr(self, field.name) is not None
            for field in fields(self)
            if field.name in _NEEDS_SCORE + _NEEDS_VERDICT
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether the run passed and, if not, every reason as a sentence, worst first."""

    passed: bool
    reasons: tuple[str, ...] = ()


def decide(report: Report, limits: Limits) -> Decision:
    """Hold a run against limits, in one pass over its articles.

    Reasons come in this order: what makes the run no basis for a verdict, what was lost, what
    could not be judged, too many issues, too much garbled text, grades and scores too low; within
    each kind the worst article first.
    """
    tally, counts = Tally(), _counts(limits)
    findings = [
        _Finding(_Kind.FAILURE, 0, f"not judged: {failure_text(failure)}")
        for failure in report.failures
        if not limits.allow_failures
    ]
    for document in report.documents:
        tally.add(document)
        for count in counts:
            count.add(document)
        findings += _judge_document(document, limits)
    findings += [finding for count in counts for finding in count.finding()]
    findings += _judge_run(tally.totals(), report.complete, limits)
    findings.sort(key=lambda finding: (finding.kind, -finding.badness))
    return Decision(not findings, tuple(finding.reason for finding in findings))


class _Kind(IntEnum):
    """Kinds of reasons, worst first."""

    INVALID = 0
    FAILURE = 1
    UNJUDGED = 2
    ISSUES = 3
    GARBLED = 4
    GRADE = 5
    SCORE = 6


@dataclass(frozen=True, slots=True)
class _Finding:
    """A reason to fail; within its kind, the largest `badness` comes first."""

    kind: _Kind
    badness: float
    reason: str


class _Count:
    """How often something stands in a run, against the number allowed."""

    def __init__(
        self, kind: _Kind, noun: str, limit: int, count: Callable[[SegmentReport], int]
    ) -> None:
        self.kind, self.noun, self.limit, self.count = kind, noun, limit, count
        self.total, self.most, self.where = 0, 0, ""

    def add(self, document: DocumentReport) -> None:
        found = [self.count(segment) for segment in document.segments]
        self.total += sum(found)
        if sum(found) > self.most:
            self.most = sum(found)
            first = next(index for index, number in enumerate(found) if number)
            self.where = location(document.document, first)

    def finding(self) -> Iterator[_Finding]:
        if self.total > self.limit:
            reason = (
                f"{count_text(self.total, self.noun)}, above {self.limit:,}; "
                f"most in one article: {self.most:,}, the first at {self.where}."
            )
            yield _Finding(self.kind, math.inf, reason)  # ahead of what one article has too much of


def _counts(limits: Limits) -> list[_Count]:
    table = (
        (_Kind.ISSUES, "critical issue", limits.max_critical, _critical),
        (_Kind.ISSUES, "major or critical issue", limits.max_major, _major),
        (_Kind.GARBLED, "garbled sentence", limits.max_garbled, _garbled),
    )
    return [
        _Count(kind, noun, limit, count) for kind, noun, limit, count in table if limit is not None
    ]


def _critical(segment: SegmentReport) -> int:
    return sum(issue.severity is Severity.CRITICAL for issue in segment.issues)


def _major(segment: SegmentReport) -> int:
    return sum(issue.severity in (Severity.MAJOR, Severity.CRITICAL) for issue in segment.issues)


def _garbled(segment: SegmentReport) -> int:
    return segment.verdict is Verdict.GARBLED


def _judge_run(run: Totals, complete: bool, limits: Limits) -> Iterator[_Finding]:
    if not complete:
        yield _Finding(
            _Kind.INVALID, 2, "The run was interrupted, so not every article was judged."
        )
    if not run.documents:
        yield _Finding(
            _Kind.INVALID, 1, "The run holds no article, so there is nothing that could pass."
        )
        return
    limit = limits.max_garbled_share
    if limit is not None and not run.garbled_share <= limit:
        share = share_text(run.garbled_share)
        reason = f"{share} of all words are garbled, above {_percent(limit)}."
        yield _Finding(_Kind.GARBLED, math.inf, reason)
    limit = limits.min_mean_score
    if limit is not None and (run.score is None or not run.score >= limit):
        reason = f"The mean score {score_text(run.score)} is below {_plain(limit)}."
        if run.score is None:
            reason = f"The mean score is not known, so it is not at least {_plain(limit)}."
        yield _Finding(_Kind.SCORE, math.inf, reason)


def _judge_document(document: DocumentReport, limits: Limits) -> Iterator[_Finding]:
    name, score, share = label(document.document), document.score, document.garbled_share
    if math.isnan(share) or (score is not None and math.isnan(score)):
        yield _Finding(_Kind.INVALID, 0, f"{name}: its score is not a number (nan).")
    if score is None and limits.need_judgement() and not limits.allow_unscored:
        reason = f"{name}: could not be judged ({_why_unscored(document)})."
        yield _Finding(_Kind.UNJUDGED, 0, reason)
    limit = limits.max_document_garbled_share
    if limit is not None and share > limit:
        reason = f"{share_text(share)} of the words are garbled, above {_percent(limit)}"
        yield _Finding(_Kind.GARBLED, share, f"{name}: {reason}{_first_garbled(document)}.")
    grade, lowest = document.grade, limits.min_grade
    if lowest is not None and grade is not None and grade > lowest:
        reason = f"grade {grade} is below {lowest}"
        yield _Finding(_Kind.GRADE, ord(grade), f"{name}: {reason}{_weakest(document)}.")
    limit = limits.min_score
    if limit is not None and score is not None and score < limit:
        reason = f"score {score_text(score)} is below {_plain(limit)}"
        yield _Finding(_Kind.SCORE, -score, f"{name}: {reason}{_weakest(document)}.")


def _first_garbled(document: DocumentReport) -> str:
    for index, segment in enumerate(document.segments):
        if _garbled(segment):
            return f"; the first at {location(document.document, index)}"
    return ""


def _weakest(document: DocumentReport) -> str:
    index = weakest(document)
    if index is None:
        return ""
    where = location(document.document, index)
    return f"; weakest sentence ({score_text(document.segments[index].score)}) at {where}"


def _why_unscored(document: DocumentReport) -> str:
    """The reason a model gave for not judging the article, else its language."""
    for skip in document.skipped:
        if skip.check.startswith("qe."):
            return visible(skip.reason)
    return f"no model judged it; language {visible(document.document.target_lang or 'not known')}"


def _percent(limit: float) -> str:
    return f"{_plain(Decimal(repr(limit)) * 100)} %"


def _plain(limit: float | Decimal) -> str:
    """A limit as the user gave it, without an exponent or trailing zeros."""
    return format(Decimal(str(limit)).normalize(), "f")
