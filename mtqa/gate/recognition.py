"""Articles that changed both text and place: an id that counts rows shifts with every row."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from mtqa.compare.articles import Match
from mtqa.gate import noise
from mtqa.gate.baseline import KnownArticle
from mtqa.gate.keywords import LEAST, lost, name

Found = Mapping[int, tuple[int, Match]]
"""The index of an old article by that of the new one, and by what it was found."""


_RAREST = 10
"""Keywords by which candidates are found: the common ones are held by most of a large run, and to
ask for them takes quadratic time."""

_CANDIDATES = 5
"""So many articles that hold most of these are looked at closely."""


def counts_rows(article: KnownArticle) -> bool:
    """Whether its id says only in which row of a file it stands."""
    return article.path is not None and article.id.startswith(f"{article.path}:")


def recognised(
    found: Found, old: Mapping[int, KnownArticle], held: Mapping[int, frozenset[str]]
) -> dict[int, tuple[int, Match]]:
    """What was found, but for old articles in whose row another story stands now: each of these is
    the new one that tells its story, if one does, else the one in its row.

    `held` are the names of all keywords of each new article.
    """
    strays = {
        new: place
        for new, (place, match) in found.items()
        if match is Match.ID
        and counts_rows(old[place])
        and _lacks(old[place], held[new]) > noise.LOST_KEYWORDS
    }
    settled = {new: pair for new, pair in found.items() if new not in strays}
    free = {new: names for new, names in held.items() if new not in settled}
    for place, new in _retold({place: old[place] for place in strays.values()}, free):
        settled[new] = (place, Match.LIKENESS)
    taken = {place for place, _ in settled.values()}
    for new, place in strays.items():
        if new not in settled and place not in taken:
            settled[new] = found[new]
    return settled


def _retold(
    old: Mapping[int, KnownArticle], new: Mapping[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Old articles and the new ones that hold their keywords, the likeliest two first."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for i, names in new.items():
        for one in names:
            holders[one].append(i)
    likely = []
    for place, article in old.items():
        known = (holders[name(one)] for one in article.keywords or () if name(one) in holders)
        rarest = sorted(known, key=len)[:_RAREST]
        shared = Counter(i for some in rarest for i in some)
        for i, _ in shared.most_common(_CANDIDATES):
            likely.append((_lacks(article, new[i]), place, i))
    done: set[tuple[str, int]] = set()
    for lack, place, i in sorted(likely):
        if lack <= noise.SAME_STORY and not done & {("old", place), ("new", i)}:
            done |= {("old", place), ("new", i)}
            yield place, i


def _lacks(article: KnownArticle, names: frozenset[str]) -> float:
    """The share of its keywords that are not among the names; 0 where it has too few."""
    known = article.keywords or ()
    return len(lost(known, names)) / len(known) if len(known) >= LEAST else 0.0
