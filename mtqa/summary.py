"""What a whole run adds up to: the numbers shared by the gate and all writers, counted once."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from mtqa import mqm
from mtqa.mqm import Severity
from mtqa.types import (
    DocumentReport,
    Issue,
    Passage,
    Report,
    SegmentReport,
    Skipped,
    UnusedIgnore,
    Verdict,
)

BINS = 10
"""Bars of a score distribution, each 100 / BINS points wide; the last one holds 100 too."""


PLACES = 10
"""Marks that silence nothing which a summary names."""

_GRAVE = (Severity.MAJOR, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class CheckTotal:
    """All issues of one check: how many, in how many articles, and their summed MQM penalty."""

    check: str
    category: str
    issues: int
    documents: int
    penalty: float


@dataclass(frozen=True, slots=True)
class SkippedTotal:
    """What could not judge, why, and in how many articles."""

    check: str
    reason: str
    documents: int


@dataclass(frozen=True, slots=True)
class SuppressedTotal:
    """Issues of one check that the user silenced, by what, and in how many articles."""

    check: str
    reason: str
    issues: int
    documents: int


@dataclass(frozen=True, slots=True)
class UnusedPlace:
    """A mark that silences nothing, and the path or id of its article."""

    path: str
    ignore: UnusedIgnore


@dataclass(frozen=True, slots=True)
class Totals:
    """A run in numbers.

    `score` is the mean of the article scores weighted by words (0..100, None if no article has a
    score), `garbled_share` the share (0..1) of all words that stand in garbled sentences. `checks`
    come most harmful first. The bins count scored articles and sentences from 0 to 100.
    `compared` counts articles with a source that the checks could hold a translation against,
    `unused_ignores` marks that silence nothing, of which `unused_places` names the first.
    """

    documents: int
    scored: int
    segments: int
    words: int
    score: float | None
    garbled_share: float
    passages: int
    documents_with_passages: int
    verdicts: Mapping[Verdict, int]
    severities: Mapping[Severity, int]
    checks: tuple[CheckTotal, ...]
    skipped: tuple[SkippedTotal, ...]
    document_bins: tuple[int, ...]
    segment_bins: tuple[int, ...]
    suppressed: tuple[SuppressedTotal, ...] = ()
    compared: int = 0
    unused_ignores: int = 0
    unused_places: tuple[UnusedPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class WorstPassage:
    """A garbled passage and its article; `damage` is the score its sentences lost together."""

    report: DocumentReport
    passage: Passage
    damage: float


def totals(report: Report) -> Totals:
    """Count a run, in one pass over its articles."""
    tally = Tally()
    for document in report.documents:
        tally.add(document)
    return tally.totals()


def worst_first(score: float | None, garbled_share: float) -> tuple[bool, float, float]:
    """Sort key that puts the worst article first and those without a score last.

    A score that is not a number is the worst of all.
    """
    if score is None:
        return (True, 0.0, -garbled_share)
    return (False, -math.inf if math.isnan(score) else score, -garbled_share)


def worst_passages(documents: Iterable[DocumentReport], limit: int) -> list[WorstPassage]:
    """The garbled passages that lost most score, worst first; equal ones in reading order."""
    candidates = (
        WorstPassage(document, passage, damage(document, passage))
        for document in documents
        for passage in document.passages
    )
    return heapq.nlargest(limit, candidates, key=lambda worst: worst.damage)


def damage(document: DocumentReport, passage: Passage) -> float:
    """The score (0..100 a sentence) that the sentences of a passage lost together."""
    return sum(
        100.0 - _score(segment) for segment in document.segments[passage.first : passage.last + 1]
    )


def weakest(document: DocumentReport) -> int | None:
    """Index of the segment with the lowest score, the first of equals; None without any score."""
    scored = [
        (segment.score, index)
        for index, segment in enumerate(document.segments)
        if segment.score is not None
    ]
    return min(scored)[1] if scored else None


def top_reasons(document: DocumentReport, limit: int = 3) -> tuple[str, ...]:
    """What is wrong with an article in a few words: what the checks found that is grave, the
    reasons of its garbled passages, then all other issues, worst first. What a model says of single
    words gives no evidence, so it stands only where there is nothing else."""
    issues = [issue for issue in all_issues(document) if _harm(issue) > 0]
    issues.sort(key=_harm, reverse=True)
    doubts = {issue.message for issue in issues if issue.from_model}
    rules = [issue for issue in issues if not issue.from_model]
    grave = (issue.message for issue in rules if issue.severity in _GRAVE)
    passages = (reason for p in document.passages for reason in p.reasons if reason not in doubts)
    rest = (issue.message for issue in rules)
    found = tuple(islice(dict.fromkeys(chain(grave, passages, rest)), limit))
    return found or tuple(issue.message for issue in issues[:1])


def all_issues(document: DocumentReport) -> Iterator[Issue]:
    """Every issue of an article in reading order."""
    return (issue for segment in document.segments for issue in segment.issues)


class Tally:
    """Running counts over the articles of a run, for who sees them one by one."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.verdicts: Counter[Verdict] = Counter()
        self.severities: Counter[Severity] = Counter()
        self.skipped: Counter[tuple[str, str]] = Counter()
        self.suppressed: Counter[tuple[str, str]] = Counter()
        self.suppressed_documents: Counter[tuple[str, str]] = Counter()
        self.unused_places: list[UnusedPlace] = []
        self.issues: Counter[tuple[str, str]] = Counter()
        self.issue_documents: Counter[tuple[str, str]] = Counter()
        self.penalties: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.document_bins = [0] * BINS
        self.segment_bins = [0] * BINS
        self.weighted, self.weight, self.garbled = 0.0, 0, 0.0

    def add(self, document: DocumentReport) -> None:
        """Count one more article."""
        self.counts.update(documents=1, segments=len(document.segments), words=document.words)
        self.counts.update(compared=any(map(_has_both, document.segments)))
        self.counts.update(passages=len(document.passages), with_passages=bool(document.passages))
        self.garbled += document.garbled_share * document.words
        if document.score is not None:
            # A text without a single word ("?!") weighs as one word, or its score would be lost.
            weight = max(document.words, 1)
            self.counts.update(scored=1)
            self.weight += weight
            self.weighted += document.score * weight
            _put(self.document_bins, document.score)
        for segment in document.segments:
            self.verdicts[segment.verdict] += 1
            if segment.score is not None:
                _put(self.segment_bins, segment.score)
        self._add_issues(document)
        self.skipped.update((skip.check, skip.reason) for skip in all_skipped(document))
        self._add_suppressed(document)

    def _add_suppressed(self, document: DocumentReport) -> None:
        for silenced in document.suppressed:
            self.suppressed[silenced.check, silenced.reason] += silenced.issues
            self.suppressed_documents[silenced.check, silenced.reason] += 1
        self.counts.update(unused=len(document.unused_ignores))
        path = document.document.path or document.document.id
        free = PLACES - len(self.unused_places)
        self.unused_places += [UnusedPlace(path, i) for i in document.unused_ignores[:free]]

    def _add_issues(self, document: DocumentReport) -> None:
        seen = set()
        for issue in all_issues(document):
            key = (issue.check, issue.category)
            seen.add(key)
            self.severities[issue.severity] += 1
            self.issues[key] += 1
            self.penalties[key] += _harm(issue)
        self.issue_documents.update(seen)

    def totals(self) -> Totals:
        """What has been counted so far."""
        words = self.counts["words"]
        return Totals(
            documents=self.counts["documents"],
            scored=self.counts["scored"],
            segments=self.counts["segments"],
            words=words,
            score=self.weighted / self.weight if self.weight else None,
            garbled_share=self.garbled / words if words else 0.0,
            passages=self.counts["passages"],
            documents_with_passages=self.counts["with_passages"],
            verdicts={verdict: self.verdicts[verdict] for verdict in Verdict},
            severities={severity: self.severities[severity] for severity in Severity},
            checks=self._check_totals(),
            skipped=tuple(
                SkippedTotal(check, reason, documents)
                for (check, reason), documents in sorted(
                    self.skipped.items(), key=lambda item: (-item[1], item[0])
                )
            ),
            document_bins=tuple(self.document_bins),
            segment_bins=tuple(self.segment_bins),
            suppressed=tuple(
                SuppressedTotal(*key, issues, self.suppressed_documents[key])
                for key, issues in sorted(
                    self.suppressed.items(), key=lambda item: (-item[1], item[0])
                )
            ),
            compared=self.counts["compared"],
            unused_ignores=self.counts["unused"],
            unused_places=tuple(self.unused_places),
        )

    def _check_totals(self) -> tuple[CheckTotal, ...]:
        found = (
            CheckTotal(*key, issues, self.issue_documents[key], self.penalties[key])
            for key, issues in self.issues.items()
        )
        return tuple(sorted(found, key=lambda t: (-t.penalty, -t.issues, t.check, t.category)))


def all_skipped(document: DocumentReport) -> tuple[Skipped, ...]:
    """What could not judge all of an article or some of its segments, each once."""
    parts = (document.skipped, *(segment.skipped for segment in document.segments))
    return tuple(dict.fromkeys(skip for part in parts for skip in part))


def _has_both(report: SegmentReport) -> bool:
    segment = report.segment
    return bool((segment.source or "").strip() and segment.target.strip())


def _harm(issue: Issue) -> float:
    return mqm.penalty(issue.category, issue.severity)


def _score(segment: SegmentReport) -> float:
    """Score of a segment or, where no model could judge it, of the heuristics alone."""
    return mqm.score(segment.penalty) if segment.score is None else segment.score


def _put(bins: list[int], score: float) -> None:
    if math.isfinite(score):
        bins[max(0, min(int(score * BINS / 100), BINS - 1))] += 1
