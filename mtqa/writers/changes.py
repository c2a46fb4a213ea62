"""What the HTML report shows of a comparison with an older run, made ready for its templates."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from mtqa.compare import ArticleChange, Comparison, SentenceChange, Trend
from mtqa.text.words import words
from mtqa.types import DocumentReport, SegmentReport
from mtqa.wording import heading, label
from mtqa.writers.charts import Strip, strip
from mtqa.writers.site import Page, change_page

_SHOWN = 0.05  # points; a smaller difference reads 0.0
_WORDS = 1_500  # of a sentence; a longer one is shown without its changes marked


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that the other version lacks, or has as well."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence as it was and as it is, None where there is none, with the words that differ."""

    old: SegmentReport | None
    new: SegmentReport | None
    old_number: int
    new_number: int
    old_parts: tuple[Part, ...]
    new_parts: tuple[Part, ...]
    trend: Trend


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """An article of both runs. `page` shows its changed sentences, None if there are none;
    `place` is its place in the new run; `value` is new minus old score."""

    change: ArticleChange
    page: Page | None
    place: int
    title: str
    label: str
    trend: Trend
    value: float | None
    interval: tuple[float, float] | None
    is_sure: bool
    changed: int
    old_strip: Strip
    new_strip: Strip


def changed_articles(comparison: Comparison) -> list[ArticleChange]:
    """Every article of both runs that is not just as it was, worst loss first, gains last."""
    return [
        change
        for change in comparison.articles
        if _trend(change) is not Trend.SAME or any(_shown(change))
    ]


def change_entries(
    changed: Sequence[ArticleChange], documents: Sequence[DocumentReport]
) -> list[ChangeEntry]:
    """What the list of changes says of articles; `documents` are those of the new run."""
    places = {id(report): place for place, report in enumerate(documents)}
    width = max(4, len(str(len(changed))))
    return [
        _entry(change, places[id(change.new)], number, width)
        for number, change in enumerate(changed, start=1)
    ]


def sentence_pairs(change: ArticleChange) -> tuple[SentencePair, ...]:
    """The sentences of an article that are worth a look: another text, or another verdict."""
    return tuple(_pair(change, sentence) for sentence in _shown(change))


def trends(articles: Iterable[ArticleChange]) -> dict[Trend, int]:
    """How many articles went which way."""
    counts = dict.fromkeys(Trend, 0)
    for change in articles:
        counts[_trend(change)] += 1
    return counts


def _entry(change: ArticleChange, place: int, number: int, width: int) -> ChangeEntry:
    title = heading(change.new.document)
    changed = sum(1 for _ in _shown(change))
    gap = change.difference
    return ChangeEntry(
        change=change,
        page=change_page(number, width, title) if changed else None,
        place=place,
        title=title,
        label=label(change.new.document),
        trend=_trend(change),
        value=None if gap is None else gap.value,
        interval=None if gap is None else gap.interval,
        is_sure=gap is not None and gap.is_sure,
        changed=changed,
        old_strip=strip(change.old),
        new_strip=strip(change.new),
    )


def _trend(change: ArticleChange) -> Trend:
    """Which way an article went, as far as the shown number tells."""
    if change.difference is not None and abs(change.difference.value) < _SHOWN:
        return Trend.SAME
    return change.trend


def _shown(change: ArticleChange) -> Iterator[SentenceChange]:
    """Sentences that have another text or another verdict."""
    for sentence in change.sentences:
        old, new = _at(change.old, sentence.old), _at(change.new, sentence.new)
        if sentence.changed or old is None or new is None or old.verdict is not new.verdict:
            yield sentence


def _pair(change: ArticleChange, sentence: SentenceChange) -> SentencePair:
    old, new = _at(change.old, sentence.old), _at(change.new, sentence.new)
    before = "" if old is None else old.segment.target
    after = "" if new is None else new.segment.target
    both = old is not None and new is not None
    old_parts, new_parts = (
        word_changes(before, after)
        if both
        else ((Part(before, changed=False),), (Part(after, changed=False),))
    )
    return SentencePair(
        old=old,
        new=new,
        old_number=0 if sentence.old is None else sentence.old + 1,
        new_number=0 if sentence.new is None else sentence.new + 1,
        old_parts=old_parts,
        new_parts=new_parts,
        trend=sentence.trend,
    )


def word_changes(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts cut where they differ, by whole words; joined again, the parts are the texts.

    >>> old, new = word_changes("He ran home.", "He went home.")
    >>> [part.text for part in old if part.changed], [part.text for part in new if part.changed]
    (['ran'], ['went'])
    """
    before, after = list(_tokens(old)), list(_tokens(new))
    if max(len(before), len(after)) > 2 * _WORDS:
        return (Part(old, changed=False),), (Part(new, changed=False),)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    left: list[Part] = []
    right: list[Part] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        _add(left, before[i:i_end], changed=tag != "equal")
        _add(right, after[j:j_end], changed=tag != "equal")
    return tuple(left), tuple(right)


def _add(parts: list[Part], tokens: Sequence[str], *, changed: bool) -> None:
    if tokens:
        parts.append(Part("".join(tokens), changed))


def _tokens(text: str) -> Iterator[str]:
    """Words and what stands between them: put together, the text."""
    bounds = [0, *(edge for word in words(text) for edge in (word.start, word.end)), len(text)]
    return (text[start:end] for start, end in pairwise(bounds) if start < end)


def _at(report: DocumentReport, index: int | None) -> SegmentReport | None:
    return None if index is None else report.segments[index]
