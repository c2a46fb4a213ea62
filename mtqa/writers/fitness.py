"""Why an article is fit or not, in the words of a report, and which are the worst."""

from collections import Counter
from collections.abc import Iterable

from mtqa.fitness import NOTED, RULE, Fitness, fitness
from mtqa.summary import worst_first
from mtqa.types import DocumentReport, is_model
from mtqa.wording import rate_text

__all__ = [
    "NOTED",
    "RULE",
    "Fitness",
    "fitness",
    "fitness_counts",
    "refusal",
    "spread_thin",
    "why_unscored",
    "worst_of",
]

_RANK = {fitness: rank for rank, fitness in enumerate(Fitness)}


def refusal(report: DocumentReport) -> str:
    """Why a model left an article without a score; empty if none did."""
    if report.score is not None:
        return ""
    return next((skip.reason for skip in report.skipped if is_model(skip.check)), "")


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
