"""From predictions and issues to scores, verdicts, passages and grades. Pure functions.

Segment: the penalty of the model (from its score) and the penalty of the checks (the sum of the MQM
weights of their issues, at most 25) are two layers; the larger decides. Document: the mean of the
segment scores weighted by words, its bootstrap interval, and the MQM penalty per 100 words.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from mtqa import mqm
from mtqa.mqm import GRADES, NON_TRANSLATION, Severity
from mtqa.scorers.base import Prediction
from mtqa.text.weight import is_untranslated, segment_weight
from mtqa.types import (
    Document,
    DocumentReport,
    Issue,
    Passage,
    Segment,
    SegmentReport,
    Skipped,
    Verdict,
)

DOUBTFUL_PENALTY = mqm.penalty("Other", Severity.MAJOR)
"""A segment whose issues cost as much as one major error is doubtful."""

DOUBTFUL_SCORE = mqm.score(DOUBTFUL_PENALTY)
"""So is one that scores no higher than a major error would leave it. The embedded model is
calibrated so that one human news sentence in twenty does (`mtqa.training.pricing`)."""

FEW_WORDS = 50
"""A rate of so few words is no rate: the half point that a model takes from any sentence would be
an F for a headline. About two sentences; the articles of WMT have 10 and more."""

DRAWS = 1_000
"""Bootstrap samples behind an interval, as sacreBLEU draws by default."""

_GRAVE = (Severity.MAJOR, Severity.CRITICAL)
_CELLS = 1_000_000  # sentences drawn at once, so that a very long document stays small in memory


def judge(
    segment: Segment,
    predictions: Sequence[Prediction] = (),
    check_issues: Sequence[Issue] = (),
    skipped: tuple[Skipped, ...] = (),
    *,
    with_model: bool = True,
) -> SegmentReport:
    """One segment's score and verdict from what the models and the checks say of it.

    The strictest layer decides the score. Without a model's score there is none (the checks alone
    cannot tell that a segment is good), and the verdict rests on the issues. Where nothing of the
    source was translated the score is 0 in a run `with_model`, although that model saw no text.
    """
    missing = is_untranslated(segment, check_issues)
    weights = [mqm.penalty(issue.category, issue.severity) for issue in check_issues]
    penalty = mqm.MAX_PENALTY if missing else min(mqm.MAX_PENALTY, sum(weights))
    model_issues = [issue for prediction in predictions for issue in prediction.issues]
    issues = tuple(sorted([*check_issues, *model_issues], key=_position))
    values = [p.score.value for p in predictions if p.score.value is not None]
    score = min([*values, mqm.score(penalty)]) if values or (missing and with_model) else None
    is_garbled = missing or any(p.is_garbled for p in predictions)
    is_garbled = is_garbled or any(map(_is_garble, check_issues))
    return SegmentReport(
        segment=segment,
        verdict=_verdict(score, penalty, is_garbled, issues),
        score=score,
        scores=tuple(p.score for p in predictions),
        penalty=penalty,
        garbled=max((p.garbled for p in predictions if p.garbled is not None), default=None),
        issues=issues,
        skipped=skipped,
    )


def summarise(
    document: Document, segments: tuple[SegmentReport, ...], skipped: tuple[Skipped, ...] = ()
) -> DocumentReport:
    """One article's numbers from its judged segments.

    Score, interval, penalty and grade are None when no model scored a segment, unless nothing at
    all was translated. A segment without a word ("***") weighs as one word, an empty one nothing, a
    missing translation as the words of its source.
    """
    missing = [is_untranslated(report.segment, report.issues) for report in segments]
    words = [segment_weight(report) for report in segments]
    scored = [
        (report.score, weight)
        for report, weight in zip(segments, words, strict=True)
        if report.score is not None and weight
    ]
    if len(scored) <= sum(missing) < sum(map(bool, words)):
        scored = []  # gaps alone are no basis for a mean
    values, weights = [value for value, _ in scored], [weight for _, weight in scored]
    penalty = _penalty_per_100_words(values, weights)
    total = sum(words)
    garbled = sum(
        weight
        for report, weight in zip(segments, words, strict=True)
        if report.verdict is Verdict.GARBLED
    )
    return DocumentReport(
        document=document,
        segments=segments,
        words=total,
        score=_mean(values, weights),
        interval=interval(values, weights),
        penalty_per_100_words=penalty,
        garbled_share=garbled / total if total else 0.0,
        grade=None if penalty is None else grade(penalty),
        passages=tuple(_passages(segments)),
        skipped=skipped,
    )


def grade(penalty_per_100_words: float) -> str:
    """A (best), B, C, D or F by the limits in `GRADES`, each of which still earns its grade.

    >>> grade(0.0), grade(4.1), grade(4.2), grade(54.5)
    ('A', 'A', 'B', 'F')
    """
    return next((name for name, limit in GRADES if penalty_per_100_words <= limit), "F")


def interval(values: Sequence[float], weights: Sequence[int]) -> tuple[float, float] | None:
    """Bootstrap 95 % interval of the weighted mean: percentiles over resampled segments.

    None with fewer than two segments, from which no spread can be told. The draws are seeded by
    the number of segments, so equal scores give equal intervals. With few segments (under about
    ten) a percentile interval is too narrow: read it as the least doubt there is.
    """
    if len(values) < 2:
        return None
    if min(values) == max(values):
        return (values[0], values[0])
    import numpy as np

    weight = np.asarray(weights, dtype=np.float64)
    weighted = weight * np.asarray(values, dtype=np.float64)
    generator = np.random.default_rng(len(values))
    rows = max(1, _CELLS // len(values))
    means = []
    for done in range(0, DRAWS, rows):
        drawn = generator.integers(0, len(values), size=(min(rows, DRAWS - done), len(values)))
        means.append(weighted[drawn].sum(axis=1) / weight[drawn].sum(axis=1))
    low, high = np.percentile(np.concatenate(means), (2.5, 97.5))
    return (float(low), float(high))


def _position(issue: Issue) -> tuple[int, int, str]:
    return (issue.span.start, issue.span.end, issue.check)


def _is_garble(issue: Issue) -> bool:
    return issue.category == NON_TRANSLATION and issue.severity in _GRAVE


def _verdict(
    score: float | None, penalty: float, is_garbled: bool, issues: Sequence[Issue]
) -> Verdict:
    if is_garbled:
        return Verdict.GARBLED
    if penalty >= DOUBTFUL_PENALTY and score is not None:
        return Verdict.DOUBTFUL
    if any(issue.severity in _GRAVE for issue in issues):
        return Verdict.DOUBTFUL
    if score is None:
        return Verdict.UNSCORED
    return Verdict.DOUBTFUL if score <= DOUBTFUL_SCORE else Verdict.FINE


def _mean(values: Sequence[float], weights: Sequence[int]) -> float | None:
    if not values:
        return None
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)


def _penalty_per_100_words(values: Sequence[float], weights: Sequence[int]) -> float | None:
    """Of a text of fewer than `FEW_WORDS` words as if it had so many."""
    if not values:
        return None
    lost = sum(100.0 - value for value in values) / (100.0 / mqm.MAX_PENALTY)
    return 100.0 * lost / max(FEW_WORDS, sum(weights))


def _passages(segments: Sequence[SegmentReport]) -> Iterator[Passage]:
    indexed = enumerate(segments)
    for verdict, run in groupby(indexed, key=lambda pair: pair[1].verdict):
        if verdict is Verdict.GARBLED:
            members = list(run)
            reports = [report for _, report in members]
            yield Passage(members[0][0], members[-1][0], tuple(_reasons(reports)))


def _reasons(reports: Sequence[SegmentReport]) -> Iterator[str]:
    """What the grave issues say, gravest first and each once, then the model's probability. Of the
    stretches that a model marks only the surest is a reason."""
    grave = [issue for report in reports for issue in report.issues if issue.severity in _GRAVE]
    marks = [issue for issue in grave if issue.confidence is not None]
    surest = max(marks, key=lambda issue: issue.confidence or 0.0, default=None)
    issues = [issue for issue in grave if issue.confidence is None or issue is surest]
    issues.sort(key=lambda issue: -mqm.penalty(issue.category, issue.severity))
    yield from dict.fromkeys(issue.message for issue in issues)
    known = [report.garbled for report in reports if report.garbled is not None]
    decided = [report.garbled for report in reports if _decided(report)]
    if known and max(known) >= 0.5:
        yield f"the model gives {_percent(max(known))} % probability of garbled"
    elif chances := [chance for chance in decided if chance is not None]:
        # The operating point: how few human sentences are as doubtful, not which chance is even.
        yield f"the model doubts few human sentences as much ({_percent(max(chances))} % garbled)"
    elif decided:
        yield "the model judges it garbled"


def _percent(chance: float) -> int:
    """Rounded down: certainty is not for a model to claim."""
    return min(99, int(100 * chance))


def _decided(report: SegmentReport) -> bool:
    """Whether the model, and no check, calls it garbled."""
    return bool(report.scores) and not any(map(_is_garble, report.issues))
