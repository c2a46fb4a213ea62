"""The one question a reader of the report has of an article: may it be published?"""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from mtqa.mqm import Severity
from mtqa.summary import worst_first
from mtqa.types import DocumentReport, Verdict
from mtqa.wording import rate_text


class Fitness(StrEnum):
    """The answer, worst first."""

    UNFIT = "not fit"
    DOUBTFUL = "doubtful"
    UNJUDGED = "not judged"
    FIT = "fit"


NOTED = (Verdict.GARBLED, Verdict.DOUBTFUL)
"""Verdicts on a sentence that ask for a reader."""

RULE = (
    "Not fit: a garbled passage, or grade F. Doubtful: an issue of a check that is major or worse, "
    "or grade C or D, worse than most articles of the systems at WMT 2021. Fit: grade A or B, and "
    "none of these."
)
"""How the answer is found, for a reader."""

_RANK = {fitness: rank for rank, fitness in enumerate(Fitness)}
_BY_GRADE = {"A": Fitness.FIT, "B": Fitness.FIT, "C": Fitness.DOUBTFUL, "D": Fitness.DOUBTFUL}


def fitness(report: DocumentReport) -> Fitness:
    """Whether an article may be published, by its garbled passages, its grade, and what the checks
    found: they raise a major issue in one human news sentence of a thousand, so each is worth a
    look (reports/evaluation/checks.md)."""
    if report.passages:
        return Fitness.UNFIT
    if report.grade is None:
        return Fitness.UNJUDGED
    by_grade = _BY_GRADE.get(report.grade, Fitness.UNFIT)
    return Fitness.DOUBTFUL if by_grade is Fitness.FIT and _has_grave(report) else by_grade


def _has_grave(report: DocumentReport) -> bool:
    return any(
        issue.severity in (Severity.MAJOR, Severity.CRITICAL) and not issue.check.startswith("qe.")
        for segment in report.segments
        for issue in segment.issues
    )


def refusal(report: DocumentReport) -> str:
    """Why a model left an article without a score; empty if none did."""
    if report.score is not None:
        return ""
    return next((skip.reason for skip in report.skipped if skip.check.startswith("qe.")), "")


def why_unscored(report: DocumentReport) -> str:
    """Why an article has no score, whoever is to blame; empty if it has one."""
    if report.score is not None:
        return ""
    return refusal(report) or ("no model judged it" if report.segments else "it holds no text")


def spread_thin(report: DocumentReport) -> str:
    """Why an article is not fit or doubtful although no sentence of it is; else empty."""
    if fitness(report) not in (Fitness.UNFIT, Fitness.DOUBTFUL) or any(
        segment.verdict in NOTED for segment in report.segments
    ):
        return ""
    penalty = report.penalty_per_100_words
    sum_of = "" if penalty is None else f": {rate_text(penalty)} per 100 words"
    return f"no sentence stands out; the sum of small penalties decides{sum_of}"


def worst_of(reports: Iterable[DocumentReport], limit: int) -> list[tuple[int, DocumentReport]]:
    """The worst articles with their place in the run, worst first: those not fit, each group by
    score; equal ones in the order of the run."""
    ordered = sorted(enumerate(reports), key=lambda item: (_key(item[1]), item[0]))
    return ordered[:limit]


def fitness_counts(reports: Iterable[DocumentReport]) -> dict[Fitness, int]:
    """How many articles are fit, doubtful, not fit and not judged."""
    found = Counter(map(fitness, reports))
    return {kind: found[kind] for kind in Fitness}


def _key(report: DocumentReport) -> tuple[int, tuple[bool, float, float]]:
    return _RANK[fitness(report)], worst_first(report.score, report.garbled_share)
