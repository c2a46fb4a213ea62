"""The heuristics: each finds one kind of fault, in the target alone or held against its source,
and says where and why.

Importing this package fills `CHECKS`, in the order of the themes below: what makes a text
unreadable first, matters of taste last.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from mtqa.checks import (  # isort: skip  # their order is the order of the manual
    encoding as encoding,
    markup as markup,
    repetition as repetition,
    language as language,
    structure as structure,
    article as article,
    grammar as grammar,
    numbers as numbers,
    dates as dates,
    lexical as lexical,
    letters as letters,
    register as register,
    consistency as consistency,
    agreement as agreement,
    punctuation as punctuation,
    spacing as spacing,
    coverage as coverage,
    omission as omission,
    amounts as amounts,
    carried as carried,
    terms as terms,
)
from mtqa.checks.base import CHECKS, Check, Pair
from mtqa.checks.needs import Needs, whole
from mtqa.checks.settings import CheckSettings, configure, signature
from mtqa.checks.suppression import NOTHING, Sieve, Suppression, counted
from mtqa.mqm import penalty
from mtqa.text.language import bare, detect
from mtqa.types import Document, Issue, Segment, Side, Skipped, Span, Suppressed, UnusedIgnore

__all__ = [
    "CHECKS",
    "Check",
    "CheckSettings",
    "Findings",
    "Suppression",
    "configure",
    "outermost",
    "run",
    "signature",
]

NO_SOURCE = "the article has no source"
NO_TARGET = "there is no translation to compare with the source"
"""Why the checks of a theme that need both are skipped."""

_SURE = 0.8
"""Probability from which a detected language of the source is believed, as the readers do."""
_SAMPLED_SOURCES = 20  # segments whose source is looked at to tell its language


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found in one document.

    `issues` has one tuple per segment, sorted by start; `skipped` names the checks that cannot
    judge this document (by their theme, if it is the source or the translation that is missing),
    `suppressed` counts what the user silenced.
    """

    issues: tuple[tuple[Issue, ...], ...]
    skipped: tuple[Skipped, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    unused_ignores: tuple[UnusedIgnore, ...] = ()


def run(
    document: Document, checks: Collection[Check], suppression: Suppression = NOTHING
) -> Findings:
    """Run the checks over one document.

    Where one issue lies inside another that weighs as much or more, only the outer one is kept: a
    looping phrase is reported once, not as ten doubled words as well. A check that raises is a bug
    and is let through.
    """
    checks = tuple(checks)
    pair = _pair(document, checks)
    plan = _plan(checks, pair, _incomparable(document))
    sieve = Sieve(document, suppression)
    shown: defaultdict[int, list[Issue]] = defaultdict(list)
    silenced: defaultdict[tuple[str, int], list[Issue]] = defaultdict(list)
    article = whole(document)
    everywhere = range(len(document.segments))
    compared = _compared(document, [check for check, _ in plan.looks if check.on_source], pair)
    for check, needs in plan.looks:
        places = everywhere if needs is None else article.where(needs)
        if not places:
            continue
        hits = compared[check.id] if check.on_source else _hits(check, document, places, pair)
        for index, span, message in hits:
            issue = Issue(check.id, check.category, check.severity, span, message)
            reason = sieve.reason(index, issue)
            (shown[index] if reason is None else silenced[reason, index]).append(issue)
    return Findings(
        issues=tuple([outermost(shown[i]) if i in shown else () for i in everywhere]),
        skipped=plan.skipped + (plan.themes if document.segments else ()),
        suppressed=counted(
            (reason, issue)
            for (reason, _), issues in silenced.items()
            for issue in outermost(issues)
        ),
        unused_ignores=tuple(sieve.unused(check for check, _ in plan.looks)),
    )


def outermost(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """The issues of one segment without those that lie inside another of the same weight or more,
    sorted by start; those of the source come last."""
    if len(issues) < 2:
        return tuple(issues)
    return (
        *_without_covered([issue for issue in issues if issue.span.side is not Side.SOURCE]),
        *_without_covered([issue for issue in issues if issue.span.side is Side.SOURCE]),
    )


def _hits(
    check: Check, document: Document, places: Sequence[int], pair: Pair
) -> Sequence[tuple[int, Span, str]]:
    if check.on_document is not None:
        return list(check.on_document(document, **check.options))
    judge = check.on_segment
    assert judge is not None  # a check judges segments, their sources or documents
    return [
        (index, span, message)
        for index in places
        for span, message in judge(document.segments[index], pair.target, **check.options)
    ]


def _compared(
    document: Document, checks: Sequence[Check], pair: Pair
) -> dict[str, list[tuple[int, Span, str]]]:
    """What each check finds that needs the source. Segment by segment, since the checks share what
    they read of one."""
    found: dict[str, list[tuple[int, Span, str]]] = {check.id: [] for check in checks}
    for index, segment in enumerate(document.segments) if checks else ():
        if _has_both(segment):
            for check in checks:
                assert check.on_source is not None
                for span, message in check.on_source(segment, pair, **check.options):
                    found[check.id].append((index, span, message))
    return found


def _pair(document: Document, checks: Collection[Check]) -> Pair:
    """The languages of a document. That of the source is told from its text if it was not given and
    some check needs it."""
    source, target = bare(document.source_lang), bare(document.target_lang)
    if source is None:
        texts = [segment.source for segment in document.segments if segment.source]
        if texts and any(check.on_source for check in checks):
            told, confidence = detect(" ".join(texts[:_SAMPLED_SOURCES]))
            source = told if confidence >= _SURE else None
    return Pair(source, target)


def _incomparable(document: Document) -> str:
    """Why no segment can be held against its source; empty if one can."""
    if any(map(_has_both, document.segments)):
        return ""
    sourced = any(segment.source and segment.source.strip() for segment in document.segments)
    return NO_TARGET if sourced else NO_SOURCE


def _has_both(segment: Segment) -> bool:
    return bool(segment.source and segment.source.strip() and segment.target.strip())


class _Plan(NamedTuple):
    """The checks that can judge an article with what they need, and what is said of those that
    cannot: one by one, or of a theme that has no source or nothing to hold against it."""

    looks: tuple[tuple[Check, Needs | None], ...]
    skipped: tuple[Skipped, ...]
    themes: tuple[Skipped, ...]


@lru_cache(maxsize=64)
def _plan(checks: tuple[Check, ...], pair: Pair, incomparable: str) -> _Plan:
    able, skipped = [], []
    themes: dict[str, None] = {}
    for check in checks:
        if check.idle:
            continue
        if check.on_source is not None and incomparable:
            themes[check.theme] = None
        elif (why := _why_skipped(check, pair)) is not None:
            skipped.append(Skipped(check.id, why))
        else:
            able.append((check, check.bound_needs))
    silent = (Skipped(theme, incomparable) for theme in themes)
    return _Plan(tuple(able), tuple(skipped), tuple(silent))


def _why_skipped(check: Check, pair: Pair) -> str | None:
    if check.languages is not None and pair.target not in check.languages:
        return _unknown("article", pair.target)
    if check.source_languages is not None and pair.source not in check.source_languages:
        return _unknown("source", pair.source)
    return None


def _unknown(text: str, lang: str | None) -> str:
    if lang is None:
        return f"the language of the {text} is not known"
    return f"it has no rules for the language of the {text} ({lang})"


def _without_covered(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Drop what lies inside an issue of the same weight or more; sort by start.

    One pass over the issues by start, widest and heaviest first, with the furthest end seen so far
    for each weight: linear, since there are only a handful of weights.
    """
    kept = []
    reach: dict[float, int] = {}
    weigh = [penalty(issue.category, issue.severity) for issue in issues]
    order = sorted(
        range(len(issues)),
        key=lambda i: (issues[i].span.start, -issues[i].span.end, -weigh[i], i),
    )
    for i in order:
        end, weight = issues[i].span.end, weigh[i]
        if any(far >= end for other, far in reach.items() if other >= weight):
            continue
        reach[weight] = max(end, reach.get(weight, 0))
        kept.append(issues[i])
    return tuple(kept)
