"""Which article of one run is which article of another.

By id; then by equal text, by equal source, by the place below the folder of the run, and last by
likeness. Each step looks only at what the steps before it left over.
"""

import hashlib
import os.path
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import PurePath

from mtqa.text.words import words
from mtqa.types import Document, DocumentReport

_Key = Callable[[Document], Hashable]
Pair = tuple[str, str]
"""Two neighbouring words."""


class Match(StrEnum):
    """By what an article was found again, strongest first."""

    ID = "id"
    TEXT = "text"
    SOURCE = "source"
    PATH = "path"
    LIKENESS = "likeness"


MIN_LIKENESS = 0.2
"""Two texts that share fewer of their word pairs are two articles. In WMT MQM news the outputs of
two systems for one article share fewer in none (zh-en), 0.3 % (en-ru) or 8 % (en-de) of the cases;
of 3,000 random pairs of different articles in each of these, none shared so many."""

_RARE = 50
"""A pair of words in more articles than this does not make two of them candidates."""

_CANDIDATES = 5
"""So many articles with most rare word pairs in common are looked at closely."""


@dataclass(frozen=True, slots=True)
class ArticlePair:
    """Indices of one article in the old and in the new run; likeness is 0..1."""

    old: int
    new: int
    match: Match
    likeness: float = 1.0


def pair_articles(
    old: Sequence[DocumentReport], new: Sequence[DocumentReport]
) -> tuple[ArticlePair, ...]:
    """The articles that stand in both runs, each at most once, in the order of the new run."""
    before = dict(enumerate(report.document for report in old))
    after = dict(enumerate(report.document for report in new))
    old_root, new_root = _root(before.values()), _root(after.values())
    steps: tuple[tuple[Match, _Key, _Key], ...] = (
        (Match.ID, _identifier, _identifier),
        (Match.TEXT, _text, _text),
        (Match.SOURCE, _source, _source),
        (Match.PATH, lambda d: _place(d, old_root), lambda d: _place(d, new_root)),
    )
    pairs = []
    for match, old_key, new_key in steps:
        for i, j in _equal(before, after, old_key, new_key):
            del before[i], after[j]
            pairs.append(ArticlePair(i, j, match))
    pairs += _alike(before, after)
    return tuple(sorted(pairs, key=lambda pair: pair.new))


def likeness(old: Counter[Pair], new: Counter[Pair]) -> float:
    """Share (0..1) of word pairs that two texts have in common: twice the shared over all (Dice).

    >>> likeness(word_pairs("the old bridge fell"), word_pairs("The old bridge, fell!"))
    1.0
    >>> round(likeness(word_pairs("the old bridge fell"), word_pairs("the old bridge stands")), 2)
    0.67
    """
    total = old.total() + new.total()
    return 2 * (old & new).total() / total if total else 0.0


def word_pairs(text: str) -> Counter[Pair]:
    """Neighbouring words of a text, in lower case."""
    lower = text.lower()
    return Counter(pairwise(lower[word.start : word.end] for word in words(lower)))


def _equal(
    old: Mapping[int, Document], new: Mapping[int, Document], old_key: _Key, new_key: _Key
) -> list[tuple[int, int]]:
    """Articles of the same key; several of one key in their order."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for i, document in old.items():
        if (key := old_key(document)) is not None:
            waiting[key].append(i)
    found = ((waiting.get(new_key(document)), j) for j, document in new.items())
    return [(queue.popleft(), j) for queue, j in found if queue]


def _alike(old: Mapping[int, Document], new: Mapping[int, Document]) -> Iterator[ArticlePair]:
    """Articles that share most of their word pairs, the likeliest two first."""
    if not old or not new:
        return
    before = {i: word_pairs(" ".join(_targets(document))) for i, document in old.items()}
    after = {j: word_pairs(" ".join(_targets(document))) for j, document in new.items()}
    places: defaultdict[Pair, list[int]] = defaultdict(list)
    for i, pairs in before.items():
        for pair in pairs:
            places[pair].append(i)
    found = [
        (likeness(before[i], pairs), i, j)
        for j, pairs in after.items()
        for i in _candidates(pairs, places)
    ]
    for value, i, j in sorted(found, key=lambda hit: (-hit[0], hit[1], hit[2])):
        if value >= MIN_LIKENESS and i in before and j in after:
            del before[i], after[j]
            yield ArticlePair(i, j, Match.LIKENESS, value)


def _candidates(pairs: Counter[Pair], places: Mapping[Pair, list[int]]) -> list[int]:
    shared: Counter[int] = Counter()
    for pair in pairs:
        if len(holders := places.get(pair, ())) <= _RARE:
            shared.update(holders)
    return [i for i, _ in shared.most_common(_CANDIDATES)]


def _identifier(document: Document) -> Hashable:
    return document.id


def _text(document: Document) -> Hashable:
    return _hashed(_targets(document))


def _source(document: Document) -> Hashable:
    sources = [segment.source for segment in document.segments]
    return None if None in sources else _hashed([source or "" for source in sources])


def _targets(document: Document) -> list[str]:
    return [segment.target for segment in document.segments]


def _hashed(texts: Sequence[str]) -> Hashable:
    """White space apart, so that a text cut into sentences in another way stays the same."""
    joined = "".join("".join(texts).split())
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).digest() if joined else None


def _root(documents: Iterable[Document]) -> str:
    """The folder that holds all files of a run; "" if there is none."""
    folders = {str(PurePath(document.path).parent) for document in documents if document.path}
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # absolute and relative paths, or two drives
        return ""


def _place(document: Document, root: str) -> Hashable:
    """Path below the folder of the run, and the id where that is more than the path."""
    if not document.path:
        return None
    below = os.path.relpath(document.path, root) if root else document.path
    return below, None if document.id == document.path else document.id
