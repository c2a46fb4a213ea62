"""What the HTML page of one check shows: its manual, how often it fired, its worst hits."""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mtqa.summary import CheckTotal, Totals
from mtqa.types import DocumentReport, Issue, SegmentReport, Side, is_model
from mtqa.writers.manual import Block, blocks
from mtqa.writers.marks import Mark, Piece, excerpt
from mtqa.writers.site import Page, check_page

HITS = 40
"""Hits shown on the page of a check, the worst of the run."""

MODEL_MANUAL = """A model, not a rule: a network that reads one sentence at a time.

It gives the MQM penalty that a person would be expected to give the sentence, the probability that
the sentence is garbled, and for every word the probability that a reader would mark it. It knows
that a word is wrong, not in which way, and gives no other evidence. It cannot see a fluent wrong
translation."""
"""Stands in for a manual page where a model found the issues."""

_MODEL_MEASURED = (
    "Its thresholds are set on human English news outside its training: at most 5 of 1,000 "
    "sentences may be called garbled, 10 bear a major mark and 50 any mark. How well it agrees "
    "with people is in its model card, `mtqa/models/MODEL_CARD.md`."
)
"""The alarms that `mtqa.training.release` allows when it sets the thresholds."""

_Order = tuple[float, float, int, int, int]
_Found = tuple[_Order, DocumentReport, Issue]
_EXCERPT = 240  # characters of the sentence of a hit
_MEASURED = re.compile(r"(^|[.;:] )(It )?fires on (none|nothing|one|about|[\d.]+)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """An issue in its sentence: `segment` is the index in the article with the place `document` in
    the run."""

    document: int
    segment: int
    report: DocumentReport
    judged: SegmentReport
    issue: Issue
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """All that the page of a check shows. `measured` are the paragraphs of the manual that say how
    often the check fires on text by people; `per_thousand` is issues per 1,000 sentences here."""

    page: Page
    check: str
    categories: tuple[str, ...]
    issues: int
    documents: int
    penalty: float
    per_thousand: float
    manual: tuple[Block, ...]
    measured: tuple[str, ...]


def check_pages(run: Totals, manual: Mapping[str, str]) -> dict[str, CheckPage]:
    """What the page of every check that fired says beside its hits, most harmful first."""
    totals: defaultdict[str, list[CheckTotal]] = defaultdict(list)
    for total in run.checks:
        totals[total.check].append(total)
    pages = {}
    for number, (check, found) in enumerate(totals.items(), start=1):
        issues = sum(total.issues for total in found)
        page = tuple(blocks(manual.get(check, MODEL_MANUAL if is_model(check) else "")))
        pages[check] = CheckPage(
            page=check_page(number, check),
            check=check,
            categories=tuple(dict.fromkeys(total.category for total in found)),
            issues=issues,
            documents=max(total.documents for total in found),
            penalty=sum(total.penalty for total in found),
            per_thousand=1000 * issues / run.segments if run.segments else 0.0,
            manual=tuple(block for block in page if not _is_measured(block)),
            measured=(_MODEL_MEASURED,)
            if is_model(check)
            else tuple(block.text for block in page if _is_measured(block)),
        )
    return pages


def worst_hits(documents: Iterable[tuple[int, DocumentReport]]) -> dict[str, tuple[Hit, ...]]:
    """By check, its hits in the sentences with the lowest scores, surest first among equals.

    `documents` come with their place in the run.
    """
    found: defaultdict[str, list[_Found]] = defaultdict(list)
    for place, report in documents:
        for index, judged in enumerate(report.segments):
            for issue in judged.issues:
                found[issue.check].append((_order(judged, issue, place, index), report, issue))
    return {
        check: tuple(_hit(*one) for one in heapq.nsmallest(HITS, hits, key=_first))
        for check, hits in found.items()
    }


def _first(found: _Found) -> _Order:
    return found[0]


def _order(judged: SegmentReport, issue: Issue, place: int, index: int) -> _Order:
    score = 101.0 if judged.score is None else judged.score
    return (score, -(issue.confidence or 0.0), place, index, issue.span.start)


def _hit(order: _Order, report: DocumentReport, issue: Issue) -> Hit:
    _, _, place, index, _ = order
    judged = report.segments[index]
    return Hit(place, index, report, judged, issue, _excerpt(judged, issue))


def _excerpt(judged: SegmentReport, issue: Issue) -> tuple[Piece, ...]:
    """The marked text and what stands around it."""
    side = issue.span.side
    text = judged.segment.target if side is Side.TARGET else judged.segment.source or ""
    mark = Mark(issue.span.start, issue.span.end, 1, issue.severity, "")
    return excerpt(text, [mark], _EXCERPT)


def _is_measured(block: Block) -> bool:
    return not block.is_example and _MEASURED.search(block.text) is not None
