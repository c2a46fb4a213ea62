"""The heuristics: each finds one kind of fault in the target alone and says where and why.

Importing this package fills `CHECKS`, in the order of the themes below: what makes a text
unreadable first, matters of taste last.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mtqa.checks import (  # isort: skip  # their order is the order of the manual
    encoding as encoding,
    markup as markup,
    repetition as repetition,
    language as language,
    structure as structure,
    numbers as numbers,
    lexical as lexical,
    consistency as consistency,
    punctuation as punctuation,
)
from mtqa.checks.base import CHECKS, Check
from mtqa.checks.settings import CheckSettings, configure, signature
from mtqa.mqm import penalty
from mtqa.text.language import bare
from mtqa.types import Document, Issue, Skipped, Span

__all__ = ["CHECKS", "Check", "CheckSettings", "Findings", "configure", "run", "signature"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found in one document.

    `issues` has one tuple per segment, sorted by start; `skipped` names the checks that cannot
    judge this document.
    """

    issues: tuple[tuple[Issue, ...], ...]
    skipped: tuple[Skipped, ...] = ()


def run(document: Document, checks: Collection[Check]) -> Findings:
    """Run the checks over one document.

    Where one issue lies inside another that weighs as much or more, only the outer one is kept: a
    looping phrase is reported once, not as ten doubled words as well. A check that raises is a bug
    and is let through.
    """
    lang = bare(document.target_lang) if document.target_lang else None
    found: defaultdict[int, list[Issue]] = defaultdict(list)
    skipped = []
    for check in checks:
        if check.languages is not None and lang not in check.languages:
            skipped.append(Skipped(check.id, _why_skipped(lang)))
            continue
        for index, span, message in _hits(check, document, lang):
            found[index].append(Issue(check.id, check.category, check.severity, span, message))
    issues = tuple(_without_covered(found[i]) for i in range(len(document.segments)))
    return Findings(issues, tuple(skipped))


def _hits(check: Check, document: Document, lang: str | None) -> Sequence[tuple[int, Span, str]]:
    if check.on_document is not None:
        return list(check.on_document(document, **check.options))
    judge, options = check.on_segment, check.options
    assert judge is not None  # a check judges either segments or documents
    return [
        (index, span, message)
        for index, segment in enumerate(document.segments)
        for span, message in judge(segment, lang, **options)
    ]


def _why_skipped(lang: str | None) -> str:
    if lang is None:
        return "the language of the article is not known"
    return f"it does not know the language of the article ({lang})"


def _without_covered(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Drop what lies inside an issue of the same weight or more; sort by start.

    One pass over the issues by start, widest and heaviest first, with the furthest end seen so far
    for each weight: linear, since there are only a handful of weights.
    """
    if len(issues) < 2:
        return tuple(issues)
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
