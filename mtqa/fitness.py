"""The one question a reader of a report has of an article: may it be published?"""

from enum import StrEnum

from mtqa.mqm import Severity
from mtqa.types import DocumentReport, Verdict


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
        issue.severity in (Severity.MAJOR, Severity.CRITICAL) and not issue.from_model
        for segment in report.segments
        for issue in segment.issues
    )
