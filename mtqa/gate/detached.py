"""New sentences of which the rest of the article does not speak: what a system made up, however
fluently, and no score can see."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.decision import Offender, Rule
from mtqa.gate import chance, places
from mtqa.gate.changes import Change
from mtqa.gate.fingerprint import of_sentence
from mtqa.gate.keywords import name
from mtqa.gate.measures import percent
from mtqa.gate.noise import BELONGING, DETACHED, KEPT, STRANGE, UNHEARD_OF
from mtqa.text.names import folded
from mtqa.text.words import words
from mtqa.types import Segment
from mtqa.wording import label

Group = tuple[int, ...]
"""The indices of sentences that stand in one place together."""

_LETTERS = 5  # of a long word: shorter ones are mostly those of any text
_STEM = 5  # first letters that two forms of a word have in common
_LEAST = 4  # long words and figures of a sentence of which anything can be said
_OTHERS = 3  # sentences that an article must have besides
_MOST_STAY = 2  # times as many sentences as are new: else the whole article is another one
_FIGURE = re.compile(r"\d")

REQUIREMENT = (
    "Of the sentences that are new in a known article (with less than "
    f"{percent(KEPT)} of the words that stood in their place) no more than by chance "
    f"({percent(DETACHED)} of good ones; one run in ten has too many) are about something else: "
    f"{percent(BELONGING)} of their long words and figures, or fewer, stand elsewhere in the "
    "article or are among the keywords that the baseline holds of it. With "
    f"{percent(STRANGE)} or fewer they are counted apart ({percent(UNHEARD_OF)} of good ones)."
)


def rule(changes: Sequence[Change]) -> Rule:
    """Whether more sentences than by chance are new and do not belong to their article, or more of
    those that have hardly a word in common with it."""
    asked = [(change, list(_judged(change))) for change in changes]
    held = [_rule(asked, *each) for each in ((BELONGING, DETACHED), (STRANGE, UNHEARD_OF))]
    return next((one for one in held if not one.passed), held[0])


def _rule(
    asked: Sequence[tuple[Change, Sequence[tuple[Group, float]]]], most: float, usual: float
) -> Rule:
    found = [
        (change, new)
        for change, judged in asked
        if (new := [group for group, share in judged if share <= most])
    ]
    found.sort(key=lambda each: (-len(each[1]), label(each[0].now.document)))
    return chance.rule(
        "detached_sentences",
        REQUIREMENT,
        [_offender(*each) for each in found],
        among=sum(len(judged) for _, judged in asked),
        usual=usual,
        noun="new sentence",
        fault="about something else than the article",
    )


def belonging(
    segments: Sequence[Segment], chosen: Sequence[Group], known: Sequence[str] = ()
) -> list[float | None]:
    """For each of some groups of sentences the share (0..1) of their long words and figures that
    stand in other sentences of the article too, or are among its `known` keywords; None where there
    are too few of either.

    >>> text = ["The bank raised rates.", "Rates of banks rose.", "It rained.", "No.", "A bank?"]
    >>> made_up = "A girl from Belgium rates dinosaurs highest in 2019."
    >>> belonging([*map(Segment, text), Segment(made_up)], [(5,), (2,)])
    [0.2, None]
    """
    held = [_content(segment.target) for segment in segments]
    times = Counter(word for words in held for word in words)
    names = frozenset(map(_named, known))
    shares: list[float | None] = []
    for group in chosen:
        own = Counter(word for index in group for word in held[index])
        enough = len(own) >= _LEAST and len(segments) - len(group) >= _OTHERS
        shared = sum(times[word] > count or _named(word) in names for word, count in own.items())
        shares.append(shared / len(own) if enough else None)
    return shares


def _named(word: str) -> str:
    """What a word or a figure and the keyword for it have in common."""
    return "".join(_FIGURE.findall(word)) or name(word)


def _judged(change: Change) -> Iterator[tuple[Group, float]]:
    """The sentences that are new, and how far each belongs to its article: to one that most of its
    sentences still tell. What stands for a garbled one is a cure, whatever it says, and one that
    was moved is not new."""
    segments = change.now.document.segments
    old = {one.fingerprint for one in change.was.sentences} if change.was else set()
    new = [
        pair
        for pair in change.pairs
        if pair.new
        and pair.likeness is not None
        and pair.likeness < KEPT
        and not all(of_sentence(segments[i]) in old for i in pair.new)
    ]
    if _MOST_STAY * len(new) > len(segments):
        return
    asked = [pair.new for pair in new if not pair.was_garbled]
    known = (change.was.keywords if change.was else None) or ()
    for group, share in zip(asked, belonging(segments, asked, known), strict=True):
        if share is not None:
            yield group, share


def _content(text: str) -> frozenset[str]:
    """The beginnings of the long words of a text, and its figures."""
    found = (folded(text[word.start : word.end]) for word in words(text))
    return frozenset(
        word if _FIGURE.search(word) else word[:_STEM]
        for word in found
        if len(word) >= _LETTERS or _FIGURE.search(word)
    )


def _offender(change: Change, new: Sequence[Group]) -> Offender:
    document = change.now.document
    found = tuple(places.detached(document, document.segments[i]) for group in new for i in group)
    return Offender(
        label(document), document.path or document.id, len(new), passed=True, places=found
    )
