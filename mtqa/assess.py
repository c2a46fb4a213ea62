"""The one verb: documents, checks and models in, reports out, as a stream.

Documents are judged in windows of up to about a thousand segments: wide enough that a model can
batch segments of equal length across articles, narrow enough that memory does not grow with their
number. The windows start small and double, so that first results come soon and an interrupted run
has lost no more than it has done.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from mtqa import __version__
from mtqa import checks as heuristics
from mtqa.checks.base import Check
from mtqa.checks.suppression import NOTHING, Suppression
from mtqa.errors import ModelError
from mtqa.grading import judge, summarise
from mtqa.scorers.base import Prediction, Scorer
from mtqa.text.language import bare
from mtqa.types import Document, DocumentReport, Failure, Segment, Side, Skipped

WINDOW = 1_024
"""Segments judged together, at most: some twenty batches of 2,048 tokens, where 9 % of the tokens
are padding; in a window of 128 it is 45 % (news, 8,192 sentences)."""
FIRST_WINDOW = 128
"""Segments in the first window; each one after it has twice as many, up to the widest."""

Progress = Callable[[int], None]
"""Called with the number of segments done since the last call: by a model if there is one, else by
the checks."""

_LANGUAGE_NAMES = {"en": "English"}  # the languages a model of ours names; others go by their tag


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a scorer does with one document: the segments it judges by their index, what it says of
    them, the ones it cannot judge, and the reason when that is all of them."""

    chosen: tuple[int, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    unfit: Mapping[int, Skipped] = field(default_factory=dict)
    refusal: Skipped | None = None


def assess(
    documents: Iterable[Document | Failure | DocumentReport],
    checks: Sequence[Check],
    scorers: Sequence[Scorer],
    *,
    suppression: Suppression = NOTHING,
    window: int = WINDOW,
    on_progress: Progress | None = None,
) -> Iterator[DocumentReport | Failure]:
    """Judge documents in the order in which they come; failures, and what is judged already, pass
    through in their place.

    What a scorer cannot judge (another language, a missing source, an empty segment) is listed as
    skipped with the reason, at the document if nothing of it could be judged.

    Raises:
        ModelError: a model gave a score that is not a number.
    """
    waiting: list[Document | Failure | DocumentReport] = []
    size, wide = 0, min(FIRST_WINDOW, window)
    for item in documents:
        waiting.append(item)
        # At least one each, so that failures and empty articles do not wait for ever.
        size += max(1, len(item.segments)) if isinstance(item, Document) else 1
        if size >= wide:
            yield from _judge_window(waiting, checks, scorers, suppression, on_progress)
            waiting, size, wide = [], 0, min(2 * wide, window)
    yield from _judge_window(waiting, checks, scorers, suppression, on_progress)


def signature(
    checks: Sequence[Check],
    scorers: Sequence[Scorer],
    *,
    segmented: bool,
    suppression: Suppression = NOTHING,
) -> str:
    """All that changes a number, as `key:value` joined by `|`, in the manner of sacreBLEU."""
    models = "+".join(scorer.signature() for scorer in scorers) or "none"
    parts = {
        "mtqa": __version__,
        "model": models,
        "checks": heuristics.signature(checks),
        "weights": "wmt-mqm",
        "segments": "rows" if segmented else "sentences",
    }
    if silenced := suppression.signature():
        parts["suppression"] = silenced
    return "|".join(f"{key}:{value}" for key, value in parts.items())


def richest_side(scorers: Sequence[Scorer]) -> Side:
    """The richest side a model uses: the reference, else the source, else the target alone."""
    needs = {side for scorer in scorers for side in scorer.needs}
    return next((side for side in (Side.REFERENCE, Side.SOURCE) if side in needs), Side.TARGET)


def _judge_window(
    items: Sequence[Document | Failure | DocumentReport],
    checks: Sequence[Check],
    scorers: Sequence[Scorer],
    suppression: Suppression,
    on_progress: Progress | None,
) -> Iterator[DocumentReport | Failure]:
    documents = [item for item in items if isinstance(item, Document)]
    columns = [_predict(scorer, documents, on_progress) for scorer in scorers]
    judged = iter(range(len(documents)))
    for item in items:
        if not isinstance(item, Document):
            yield item
        else:
            index = next(judged)
            findings = heuristics.run(item, checks, suppression)
            yield _report(item, [column[index] for column in columns], findings)
            if on_progress is not None and not scorers:
                on_progress(len(item.segments))


def _predict(
    scorer: Scorer, documents: Sequence[Document], on_progress: Progress | None
) -> list[_Outcome]:
    """One outcome per document; all their segments go through the model in one sorted pass."""
    from mtqa.scorers import batching  # the checks alone need nothing of the models

    plans = [_plan(scorer, document) for document in documents]
    segments = [
        document.segments[index]
        for document, plan in zip(documents, plans, strict=True)
        for index in plan.chosen
    ]
    predictions = batching.predict(scorer, segments, on_progress) if segments else []
    for prediction in predictions:
        _require_number(scorer, prediction)
    rest = iter(predictions)
    return [replace(plan, predictions=tuple(islice(rest, len(plan.chosen)))) for plan in plans]


def _plan(scorer: Scorer, document: Document) -> _Outcome:
    check = f"qe.{scorer.name}"
    reason = _wrong_language(scorer, document.target_lang)
    if reason is not None:
        return _Outcome(refusal=Skipped(check, reason))
    reasons = [_unfit(scorer, segment) for segment in document.segments]
    unfit = {i: Skipped(check, reason) for i, reason in enumerate(reasons) if reason is not None}
    chosen = tuple(i for i, reason in enumerate(reasons) if reason is None)
    if unfit and not chosen:
        return _Outcome(refusal=next(iter(unfit.values())))
    return _Outcome(chosen=chosen, unfit=unfit)


def _wrong_language(scorer: Scorer, language: str | None) -> str | None:
    if scorer.languages is None or (language and bare(language) in scorer.languages):
        return None
    known = ", ".join(_LANGUAGE_NAMES.get(tag, tag) for tag in sorted(scorer.languages))
    if language is None:
        return f"language not known (set --target-lang): the model judges {known} only"
    return f"{language}: the model judges {known} only"


def _unfit(scorer: Scorer, segment: Segment) -> str | None:
    if not segment.target.strip():
        return "the segment is empty"
    for side in sorted(scorer.needs - {Side.TARGET}):
        if not (segment.source if side is Side.SOURCE else segment.reference):
            return f"the segment has no {side}, which the model needs"
    return None


def _require_number(scorer: Scorer, prediction: Prediction) -> None:
    value = prediction.score.value
    if value is not None and not math.isfinite(value):
        raise ModelError(
            f"the model {scorer.name} gave {value} as a score: its weights are damaged or do not "
            "fit this version; install mtqa anew"
        )


def _report(
    document: Document, outcomes: Sequence[_Outcome], findings: heuristics.Findings
) -> DocumentReport:
    predictions: list[list[Prediction]] = [[] for _ in document.segments]
    skipped: list[list[Skipped]] = [[] for _ in document.segments]
    for outcome in outcomes:
        for index, prediction in zip(outcome.chosen, outcome.predictions, strict=True):
            predictions[index].append(prediction)
        for index, reason in outcome.unfit.items():
            skipped[index].append(reason)
    segments = tuple(
        judge(*column[:3], tuple(column[3]), with_model=bool(outcomes))
        for column in zip(document.segments, predictions, findings.issues, skipped, strict=True)
    )
    refusals = tuple(outcome.refusal for outcome in outcomes if outcome.refusal is not None)
    report = summarise(document, segments, refusals + findings.skipped)
    return replace(report, suppressed=findings.suppressed, unused_ignores=findings.unused_ignores)
