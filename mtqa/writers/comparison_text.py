"""Two runs side by side as plain text: what got worse, what got better, and whether it is sure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from mtqa.compare import NOTICEABLE, ArticleChange, Comparison, Difference, SentenceChange, Trend
from mtqa.summary import totals
from mtqa.text.visible import one_line, visible
from mtqa.types import DocumentReport, SegmentReport, Verdict
from mtqa.wording import count_text, label, score_text

HEADING = "change    95 % interval         score     garbled  article"
"""Heading of the columns of an article."""

_SENTENCES = 3  # of each article: those that changed most
_WORTH_SHOWING = (0, 1.0)  # verdicts apart, points apart: below it a change is not shown
_EXCERPT = 160
_NAMED = 10  # articles in one run only
_RANK = tuple(Verdict)

_Pair = tuple[SegmentReport, SegmentReport, SentenceChange]


def chunks(comparison: Comparison, limit: int = 10) -> Iterator[str]:
    """The comparison; `limit` articles that got worse and as many that got better."""
    yield from _unlike(comparison)
    yield from _whole(comparison)
    for title, trend in (("Worse", Trend.WORSE), ("Better", Trend.BETTER)):
        changes = [change for change in comparison.articles if change.trend is trend]
        if trend is Trend.BETTER:
            changes.reverse()  # greatest gain first
        if changes:
            yield f"\n{title}\n\n{HEADING}\n"
            yield from map(_article, changes[:limit])
            yield _left_out(len(changes) - limit)
    for title, only in (("old", comparison.removed), ("new", comparison.added)):
        if only:
            yield f"\nOnly in the {title} run\n\n"
            yield "".join(f"    {_named(report)}\n" for report in only[:_NAMED])
            yield _left_out(len(only) - _NAMED)


def signed(value: float) -> str:
    """A difference with its sign and one decimal; what rounds to nothing has none.

    >>> signed(1.26), signed(-0.04), signed(-3.0)
    ('+1.3', '0.0', '-3.0')
    """
    shown = f"{value:+.1f}"
    return "0.0" if shown in ("+0.0", "-0.0") else shown


def sureness(difference: Difference) -> str:
    """What may be said of a difference, in a few words."""
    if abs(difference.value) < NOTICEABLE:
        return "the same"
    if difference.is_sure:
        return "better" if difference.value > 0 else "worse"
    return "may be chance"


def _unlike(comparison: Comparison) -> Iterator[str]:
    if not comparison.signature:
        return
    yield "The runs were judged in different ways: differences of score may come from that.\n"
    for change in comparison.signature:
        old, new = (visible(value or "none") for value in (change.old, change.new))
        yield f"    {visible(change.part)}: {old} -> {new}\n"
    yield "Score the old articles again for a fair comparison.\n\n"


def _whole(comparison: Comparison) -> Iterator[str]:
    articles, difference = comparison.articles, comparison.difference
    matches = Counter(change.match for change in articles)
    how = ", ".join(f"{count:,} by {match.value}" for match, count in matches.items())
    yield (
        f"{count_text(len(articles), 'article')} in both runs{f' ({how})' if how else ''}, "
        f"{len(comparison.removed):,} only in the old, {len(comparison.added):,} only in the new\n"
    )
    if difference is not None:
        yield (
            f"score of these {score_text(difference.old)} -> {score_text(difference.new)}: "
            f"{signed(difference.value)}{_interval(difference, ' (95 % interval {})')}, "
            f"{sureness(difference)}\n"
        )
    trends = Counter(change.trend for change in articles)
    if articles:
        yield ", ".join(f"{trends[trend]:,} {trend.value}" for trend in Trend if trends[trend])
        yield "\n"
    old, new = totals(comparison.old), totals(comparison.new)
    garbled = [run.verdicts[Verdict.GARBLED] for run in (old, new)]
    yield f"garbled sentences in the whole runs {garbled[0]:,} -> {garbled[1]:,}\n"


def _article(change: ArticleChange) -> str:
    gap = change.difference
    score = f"{score_text(change.old.score)} -> {score_text(change.new.score)}"
    garbled = " -> ".join(str(len(report.passages)) for report in (change.old, change.new))
    line = (
        f"{'n/a' if gap is None else signed(gap.value):>6}  "
        f"{'' if gap is None else _interval(gap, '{}'):^15}  {score:>14}  {garbled:>10}  "
        f"{_named(change.new)}"
    )
    if _file(change.old) != _file(change.new):
        line += f" (was {_named(change.old)})"
    return line + "\n" + "".join(_sentence(*pair) for pair in _most_changed(change))


def _most_changed(change: ArticleChange) -> Sequence[_Pair]:
    """The sentences that took the article where it went, in reading order."""
    moved = [
        (change.old.segments[pair.old], change.new.segments[pair.new], pair)
        for pair in change.sentences
        if pair.trend is change.trend and pair.old is not None and pair.new is not None
    ]
    grave = [pair for pair in moved if _size(pair) >= _WORTH_SHOWING]
    most = sorted(grave, key=_size, reverse=True)[:_SENTENCES]
    return sorted(most, key=lambda pair: pair[2].new or 0)


def _size(pair: _Pair) -> tuple[int, float]:
    old, new, _ = pair
    step = abs(_RANK.index(old.verdict) - _RANK.index(new.verdict))
    return step, abs((new.score or 0.0) - (old.score or 0.0))


def _sentence(old: SegmentReport, new: SegmentReport, pair: SentenceChange) -> str:
    verdict = new.verdict.value
    if old.verdict is not new.verdict:
        verdict = f"{old.verdict.value} -> {verdict}"
    number = (pair.new or 0) + 1
    head = f"    sentence {number}: {score_text(old.score)} -> {score_text(new.score)}, {verdict}\n"
    if not pair.changed:
        return f"{head}        {one_line(new.segment.target, _EXCERPT)}\n"
    return (
        f"{head}      - {one_line(old.segment.target, _EXCERPT)}\n"
        f"      + {one_line(new.segment.target, _EXCERPT)}\n"
    )


def _interval(difference: Difference, form: str) -> str:
    if difference.interval is None:
        return ""
    low, high = difference.interval
    return form.format(f"{signed(low)} to {signed(high)}")


def _file(report: DocumentReport) -> str:
    return PurePath(report.document.path or report.document.id).name


def _named(report: DocumentReport) -> str:
    return label(report.document)


def _left_out(count: int) -> str:
    return f"    … and {count_text(count, 'more article')}\n" if count > 0 else ""
