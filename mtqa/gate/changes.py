"""Which article of a run is which of the baseline, and what of its text and score changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from mtqa.compare import NOTICEABLE
from mtqa.compare.articles import Match, pair_articles
from mtqa.compare.difference import Difference, Unit, difference
from mtqa.compare.sentences import pair_sentences
from mtqa.gate.baseline import KnownArticle, KnownSentence, known
from mtqa.types import Document, DocumentReport, Segment

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True, slots=True)
class Change:
    """An article of the run, and what it was; `is_same` says that its text is as it was. `units`
    are its sentences then and now, `gap` the difference of its score (None if either is not known),
    `changed` the indices of those sentences whose text is not as it was."""

    now: DocumentReport
    was: KnownArticle | None
    match: Match
    is_same: bool = False
    units: tuple[Unit, ...] = ()
    gap: Difference | None = None
    changed: tuple[int, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it was there and is no worse. Of one sentence nothing can be told, so it is
        known only unchanged; nor of an article that can no longer be judged."""
        if self.was is None:
            return False
        if self.gap is None:
            return self.now.score is None and not any(unit.old_words for unit in self.units)
        return not self.changed or (self.gap.interval is not None and not is_worse(self.gap))


def changes(
    documents: Sequence[DocumentReport], articles: Sequence[KnownArticle]
) -> tuple[list[Change], list[KnownArticle]]:
    """The articles of the run, and those of the baseline that are not in it: paired by their whole
    text, and what is left as the articles of two runs are."""
    now = [known(document) for document in documents]
    same = _same_texts(articles, now)
    left = [i for i in range(len(now)) if i not in same]
    taken = set(same.values())
    old = [i for i in range(len(articles)) if i not in taken]
    pairs = pair_articles([_shadow(articles[i]) for i in old], [_shadow(now[i]) for i in left])
    found = {left[pair.new]: (old[pair.old], pair.match) for pair in pairs}
    judged = []
    for i, document in enumerate(documents):
        if i in same:
            judged.append(_unchanged(document, articles[same[i]]))
        elif i in found:
            place, match = found[i]
            judged.append(_change(document, now[i], articles[place], match))
        else:
            judged.append(Change(document, None, Match.ID))
    taken |= {place for place, _ in found.values()}
    return judged, [one for i, one in enumerate(articles) if i not in taken]


def _same_texts(old: Sequence[KnownArticle], new: Sequence[KnownArticle]) -> dict[int, int]:
    """Index of the old article by that of the new one that says the same; where several do, the one
    of the same id, else the first."""
    waiting: dict[tuple[str, str] | str, list[int]] = {}
    for i, article in enumerate(old):
        for key in ((article.fingerprint, article.id), article.fingerprint):
            waiting.setdefault(key, []).append(i)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for by_id in (True, False):
        for j, article in enumerate(new):
            key = (article.fingerprint, article.id) if by_id else article.fingerprint
            free = next((i for i in waiting.get(key, ()) if i not in taken), None)
            if j not in found and free is not None:
                found[j] = free
                taken.add(free)
    return found


def _unchanged(document: DocumentReport, was: KnownArticle) -> Change:
    """An article whose text is as it was: so are its scores, although it may be cut into other
    sentences, and those move a little with line breaks and with what stands beside them."""
    units = tuple(Unit(*_weighted(one), *_weighted(one)) for one in was.sentences)
    match = Match.ID if document.document.id == was.id else Match.TEXT
    return Change(document, was, match, is_same=True, units=units, gap=difference(units))


def _change(document: DocumentReport, now: KnownArticle, was: KnownArticle, match: Match) -> Change:
    units, changed = [], []
    for i, j in pair_sentences(_shadow(was).document.segments, _shadow(now).document.segments):
        before = None if i is None else was.sentences[i]
        after = None if j is None else now.sentences[j]
        if before and after and before.fingerprint == after.fingerprint:
            after = before
        elif j is not None:
            changed.append(j)
        units.append(Unit(*_weighted(before), *_weighted(after)))
    return Change(
        document,
        was,
        match,
        units=tuple(units),
        gap=difference(units),
        changed=tuple(changed),
    )


def _shadow(article: KnownArticle) -> DocumentReport:
    """The article with a fingerprint for every sentence, as one word of letters, so that articles
    and sentences pair as those of two runs do."""
    segments = tuple(Segment(one.fingerprint.translate(_LETTERS)) for one in article.sentences)
    document = Document(article.id, segments, article.path)
    return DocumentReport(document, (), 0, None, None, None, 0.0, None)


def _weighted(one: KnownSentence | None) -> tuple[float, int]:
    if one is None or one.score is None:
        return 0.0, 0
    return one.score * one.words, one.words


def is_worse(gap: Difference | None) -> bool:
    """Whether a score is lower by more than the noise."""
    return gap is not None and gap.is_sure and gap.value <= -NOTICEABLE
