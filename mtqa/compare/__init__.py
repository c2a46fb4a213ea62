"""What changed between two runs: which articles are the same, and what got better or worse. Pure.

Articles are paired by `mtqa.compare.articles`, their sentences by `mtqa.compare.sentences`, and
score differences get a paired bootstrap interval in `mtqa.compare.difference`. A difference is
always new minus old, so above 0 is better. It says something of the articles only if both runs
were judged in the same way: see `Comparison.signature`.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from mtqa.compare.articles import ArticlePair, Match, pair_articles
from mtqa.compare.difference import Difference, Unit, difference
from mtqa.compare.sentences import pair_sentences
from mtqa.text.weight import segment_weight
from mtqa.types import DocumentReport, Report, SegmentReport, Verdict

__all__ = [
    "ArticleChange",
    "Comparison",
    "Difference",
    "Match",
    "SentenceChange",
    "SignatureChange",
    "Trend",
    "compare",
]

_VERDICTS = (Verdict.FINE, Verdict.DOUBTFUL, Verdict.GARBLED)  # best first; unscored is no verdict
NOTICEABLE = 0.1
"""Scores (0..100) that differ by less are the same: they are shown with one decimal, and those of
one text differ in their last digits with what else stood in its batch."""

_LEAST_PENALTY = 0.05  # half the mildest: sums of penalties are not exact either

_BY_ARTICLE = 10
"""From this many articles on, whole articles are drawn for the interval of a run: their sentences
are not independent. Fewer cannot be resampled, and sentences are drawn (Koehn 2004)."""


class Trend(StrEnum):
    """Which way something went; `UNKNOWN` says that one of the two could not be judged."""

    WORSE = "worse"
    BETTER = "better"
    SAME = "same"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of the old article and the one that stands for it in the new one, by their index;
    None where there is none. `changed` says that its text is not the same, `trend` which way its
    verdict went or, where that is the same, its score."""

    old: int | None
    new: int | None
    changed: bool
    trend: Trend


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article in both runs. `likeness` (0..1) is how much of the text is shared where `match`
    is LIKENESS, else 1. `difference` is None if either has no score; the trend then rests on the
    garbled sentences and on what the checks found."""

    old: DocumentReport
    new: DocumentReport
    match: Match
    likeness: float
    sentences: tuple[SentenceChange, ...]
    difference: Difference | None
    trend: Trend


@dataclass(frozen=True, slots=True)
class SignatureChange:
    """A part of the signature in which two runs differ; None where a run has no such part."""

    part: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs, article by article.

    `articles` come from the greatest loss to the greatest gain; `removed` and `added` are those in
    one run only, in its order. `difference` is that of the mean score over the articles that have
    one in both runs, weighted by words; None if there is none. `signature` names all that would
    change a score though no article did: scores are comparable only if it is empty.
    """

    old: Report
    new: Report
    signature: tuple[SignatureChange, ...]
    articles: tuple[ArticleChange, ...]
    removed: tuple[DocumentReport, ...]
    added: tuple[DocumentReport, ...]
    difference: Difference | None


def compare(old: Report, new: Report) -> Comparison:
    """Hold a run against an older one of the same articles."""
    pairs = pair_articles(old.documents, new.documents)
    judged = [_article(old.documents[pair.old], new.documents[pair.new], pair) for pair in pairs]
    paired_old, paired_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    return Comparison(
        old=old,
        new=new,
        signature=tuple(signature_changes(old.signature, new.signature)),
        articles=tuple(sorted((change for change, _ in judged), key=_order)),
        removed=tuple(d for i, d in enumerate(old.documents) if i not in paired_old),
        added=tuple(d for i, d in enumerate(new.documents) if i not in paired_new),
        difference=overall([units for change, units in judged if change.difference is not None]),
    )


def signature_changes(old: str, new: str) -> Iterator[SignatureChange]:
    """The parts in which two signatures differ, in the order of the old one.

    >>> [(c.part, c.old, c.new) for c in signature_changes("mtqa:1|model:a", "mtqa:1|model:b|x:c")]
    [('model', 'a', 'b'), ('x', None, 'c')]
    """
    before, after = _parts(old), _parts(new)
    for part in dict.fromkeys([*before, *after]):
        if before.get(part) != after.get(part):
            yield SignatureChange(part, before.get(part), after.get(part))


def garbled_sentences(document: DocumentReport) -> int:
    """How many sentences of an article are garbled."""
    return sum(segment.verdict is Verdict.GARBLED for segment in document.segments)


def _parts(signature: str) -> dict[str, str]:
    pieces = (piece.partition(":") for piece in signature.split("|") if piece)
    return {name: value for name, _, value in pieces}


def _article(
    old: DocumentReport, new: DocumentReport, pair: ArticlePair
) -> tuple[ArticleChange, list[Unit]]:
    places = pair_sentences(old.document.segments, new.document.segments)
    sentences = tuple(_sentence(old.segments, new.segments, *place) for place in places)
    units = [_unit(old.segments, new.segments, *place) for place in places]
    known = _known(old.score) is not None and _known(new.score) is not None
    gap = difference(units) if known else None
    trend = _article_trend(old, new, gap)
    return ArticleChange(old, new, pair.match, pair.likeness, sentences, gap, trend), units


def _sentence(
    old: Sequence[SegmentReport],
    new: Sequence[SegmentReport],
    before: int | None,
    after: int | None,
) -> SentenceChange:
    if before is None or after is None:
        return SentenceChange(before, after, changed=True, trend=Trend.UNKNOWN)
    was, now = old[before], new[after]
    changed = was.segment.target != now.segment.target
    return SentenceChange(before, after, changed, _sentence_trend(was, now))


def _sentence_trend(old: SegmentReport, new: SegmentReport) -> Trend:
    if old.verdict not in _VERDICTS or new.verdict not in _VERDICTS:
        return Trend.SAME if old.verdict is new.verdict else Trend.UNKNOWN
    step = _VERDICTS.index(old.verdict) - _VERDICTS.index(new.verdict)
    if step:
        return _trend(step)
    before, after = _known(old.score), _known(new.score)
    if before is None or after is None:
        return _trend(old.penalty - new.penalty, _LEAST_PENALTY)
    return _trend(after - before)


def _article_trend(old: DocumentReport, new: DocumentReport, gap: Difference | None) -> Trend:
    if gap is not None:
        return _trend(gap.value)
    if (old.score is None) is not (new.score is None):
        return Trend.UNKNOWN
    step = garbled_sentences(old) - garbled_sentences(new)
    return _trend(step or _penalty(old) - _penalty(new), _LEAST_PENALTY)


def _trend(gain: float, least: float = NOTICEABLE) -> Trend:
    if abs(gain) < least:
        return Trend.SAME
    return Trend.BETTER if gain > 0 else Trend.WORSE


def overall(articles: Sequence[Sequence[Unit]]) -> Difference | None:
    """The difference over articles with a score in both runs, each given by its sentences."""
    if len(articles) >= _BY_ARTICLE:
        return difference([sum(units, Unit()) for units in articles])
    return difference([unit for units in articles for unit in units])


def _unit(
    old: Sequence[SegmentReport],
    new: Sequence[SegmentReport],
    before: int | None,
    after: int | None,
) -> Unit:
    was = None if before is None else old[before]
    now = None if after is None else new[after]
    words = 0 if was is None else segment_weight(was)
    # Counting is most of the work, and most sentences are as they were.
    same = was is not None and now is not None and _text(was) == _text(now)
    new_words = words if same or now is None else segment_weight(now)
    return Unit(*_weighted(was, words), *_weighted(now, new_words))


def _text(report: SegmentReport) -> tuple[str, str | None]:
    return report.segment.target, report.segment.source


def _weighted(report: SegmentReport | None, words: int) -> tuple[float, int]:
    score = None if report is None else _known(report.score)
    return (0.0, 0) if score is None else (score * words, words)


def _order(change: ArticleChange) -> tuple[float, int, str]:
    """Greatest loss first. Without scores a garbled sentence more weighs first."""
    step = garbled_sentences(change.old) - garbled_sentences(change.new)
    gain = change.difference.value if change.difference is not None else 0.0
    return (gain, step, change.new.document.id)


def _penalty(document: DocumentReport) -> float:
    return sum(segment.penalty for segment in document.segments)


def _known(score: float | None) -> float | None:
    return score if score is not None and math.isfinite(score) else None
