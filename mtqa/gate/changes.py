"""Which article of a run is which of the baseline, and what of its text and score changed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from mtqa.compare import NOTICEABLE
from mtqa.compare.articles import Match, pair_articles
from mtqa.compare.difference import Difference, Unit, difference
from mtqa.gate.baseline import KnownArticle, KnownSentence, outline
from mtqa.gate.keywords import lost, said
from mtqa.gate.noise import KEPT
from mtqa.gate.pairing import Pair, pairs
from mtqa.gate.recognition import counts_rows, recognised
from mtqa.types import Document, DocumentReport, Segment

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True, slots=True)
class Change:
    """An article of the run, and what it was; `is_same` says that its text is as it was. `pairs`
    are its sentences then and now, `lost` the keywords that it no longer holds, `gap` the
    difference of its score (None if either is not known)."""

    now: DocumentReport
    was: KnownArticle | None
    match: Match
    is_same: bool = False
    pairs: tuple[Pair, ...] = ()
    lost: tuple[str, ...] = ()
    gap: Difference | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """What is drawn to tell the noise."""
        return tuple(pair.unit for pair in self.pairs)

    @property
    def changed(self) -> tuple[int, ...]:
        """The indices of those sentences whose text is not as it was."""
        return tuple(i for pair in self.pairs if not pair.is_same for i in pair.new)

    @property
    def has_gaps(self) -> bool:
        """Whether nothing stands in the place of some sentence."""
        return any(not pair.new for pair in self.pairs)

    @property
    def excused(self) -> frozenset[int]:
        """The indices of sentences that may be garbled, since they are edits of what was. Another
        sentence in the place of a garbled one is news."""
        edits = (one for one in self.pairs if one.likeness is None or one.likeness >= KEPT)
        return frozenset(i for pair in edits if pair.was_garbled for i in pair.new)

    @property
    def rewritten(self) -> tuple[Pair, ...]:
        """The pairs that say something else than they did, and were judged both times."""
        return tuple(pair for pair in self.pairs if pair.lost is not None)

    @property
    def is_known(self) -> bool:
        """Whether it was there and is no worse. Of one sentence nothing can be told, so it is
        known only unchanged; nor of an article that can no longer be judged."""
        if self.was is None:
            return False
        if self.gap is None:
            return self.now.score is None and not any(unit.old_words for unit in self.units)
        if not self.changed and not self.has_gaps:
            return True
        return self.gap.interval is not None and not is_worse(self.gap)

    @property
    def was_unfit(self) -> bool:
        """Whether it was not fit to publish, or says what it did: then it is no news if it is
        not."""
        return self.is_same or (self.was is not None and self.was.is_unfit)


def changes(
    documents: Sequence[DocumentReport], articles: Sequence[KnownArticle]
) -> tuple[list[Change], list[KnownArticle]]:
    """The articles of the run, and those of the baseline that are not in it: paired by their whole
    text, and what is left as the articles of two runs are."""
    now = [outline(document) for document in documents]
    same = _same_texts(articles, now)
    left = [i for i in range(len(now)) if i not in same]
    taken = set(same.values())
    old = [i for i in range(len(articles)) if i not in taken]
    again = pair_articles([_shadow(articles[i]) for i in old], [_shadow(now[i]) for i in left])
    held = {i: said(documents[i].document) for i in left}
    found = recognised(
        {left[pair.new]: (old[pair.old], pair.match) for pair in again},
        {i: articles[i] for i in old},
        held,
    )
    judged = []
    for i, document in enumerate(documents):
        if i in same:
            judged.append(_unchanged(document, articles[same[i]]))
        elif i in found:
            place, match = found[i]
            judged.append(_change(document, now[i], articles[place], match, held[i]))
        else:
            judged.append(Change(document, None, Match.ID))
    taken |= {place for place, _ in found.values()}
    return judged, [one for i, one in enumerate(articles) if i not in taken]


def _same_texts(old: Sequence[KnownArticle], new: Sequence[KnownArticle]) -> dict[int, int]:
    """Index of the old article by that of the new one that says the same; where several do, the one
    of the same id, else the first. An article whose id is in both is that one whatever it says,
    unless its id counts rows."""
    both = {a.id for a in old if not counts_rows(a)} & {a.id for a in new}
    waiting: dict[tuple[str, str] | str, list[int]] = {}
    for i, article in enumerate(old):
        waiting.setdefault((article.fingerprint, article.id), []).append(i)
        if article.id not in both:
            waiting.setdefault(article.fingerprint, []).append(i)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for by_id in (True, False):
        for j, article in enumerate(new):
            if article.id in both and not by_id:
                continue
            key = (article.fingerprint, article.id) if by_id else article.fingerprint
            free = next((i for i in waiting.get(key, ()) if i not in taken), None)
            if j not in found and free is not None:
                found[j] = free
                taken.add(free)
    return found


def _unchanged(document: DocumentReport, was: KnownArticle) -> Change:
    """An article whose text is as it was: so are its scores, although it may be cut into other
    sentences, and those move a little with line breaks and with what stands beside them."""
    match = Match.ID if document.document.id == was.id else Match.TEXT
    return _paired(Change(document, was, match, is_same=True), was.sentences)


def _change(
    document: DocumentReport,
    now: KnownArticle,
    was: KnownArticle,
    match: Match,
    held: frozenset[str],
) -> Change:
    gone = lost(was.keywords or (), held)
    return _paired(Change(document, was, match, lost=gone), now.sentences)


def _paired(change: Change, now: Sequence[KnownSentence]) -> Change:
    found = tuple(pairs(change.was.sentences if change.was else (), now))
    return replace(change, pairs=found, gap=difference([pair.unit for pair in found]))


def _shadow(article: KnownArticle) -> DocumentReport:
    """The article with a fingerprint for every sentence, as one word of letters, so that articles
    and sentences pair as those of two runs do."""
    segments = tuple(Segment(one.fingerprint.translate(_LETTERS)) for one in article.sentences)
    document = Document(article.id, segments, article.path)
    return DocumentReport(document, (), 0, None, None, None, 0.0, None)


def is_worse(gap: Difference | None, among: int = 1) -> bool:
    """Whether a score is lower by more than the noise, as one of so many that were looked at.

    For one it is the 95 % interval of the bootstrap; for several its width is that of a normal
    distribution, with the level shared among them (Bonferroni).
    """
    if gap is None or gap.interval is None or not gap.is_sure or gap.value > -NOTICEABLE:
        return False
    tails = NormalDist().inv_cdf(1 - 0.025 / among) / NormalDist().inv_cdf(1 - 0.025)
    return -gap.value > (gap.interval[1] - gap.interval[0]) / 2 * tails or among == 1
