"""What English joins to itself: "moving and moving", "the beach and the beach".

Weak systems do that where they lost what the second word was; people do it with a few words only.
"""

import re
import string
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

_WORD = regex.compile(r"[\p{L}\p{M}'\N{RIGHT SINGLE QUOTATION MARK}]+|\p{N}+")
_CONJUNCTION = re.compile(r"\b(?:and|or|but)\b", re.IGNORECASE)
_SPACED = re.compile(r" (?:and|or|but) ")
_ARTICLES_AND_PREPOSITIONS = """
a also an at by for from her his in its my of on our that the their these this those to with your
"""
_JOINED_TO_ITSELF = """
again around better bigger centuries closer cried cry days deeper down dozens faster few fewer
fiercer forth fought further generations greater grew half harder he higher him hours hundreds i
it johnson knocked larger laughed less longer lots lower many may me miles millions months more
neck older one out over prayed ran really round searched she should smaller so stronger such
talked them there they thousands through time times tried try up us very wait waited walked we
weaker weeks wider worked worse would years you younger
"""
"""What is joined to itself on purpose ("more and more", "tried and tried"), and words that begin
two clauses alike ("for you, but you")."""
_MAY_FOLLOW = """
about after against although among and are as at be because been before between but by can during
for from had has have he her his if in into is it its may not of off on or out over per she since so
than that the their these they this through to under until up was we were when where which while
will within without would you
"""
"""No "with" or "who": "old people and people with" an illness are not the same people."""
_FUNCTION_WORDS = frozenset(_MAY_FOLLOW.split())
_POINTING = frozenset(("that", "these", "this", "those"))  # begin a new clause or a new thing
_BETWEEN = frozenset(_ARTICLES_AND_PREPOSITIONS.split())
_NO_CONTENT = _BETWEEN.union(("and", "or", "but"), _JOINED_TO_ITSELF.split())
_LONGEST = 3  # words
_REACH = 2 + _LONGEST + 1  # an article and a preposition, what is said again, and one word more
_NEAR = 120  # characters of the text on either side that are looked at
_QUOTES = " \n\"'\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
_MARKS = string.punctuation + _QUOTES


class _Twins(NamedTuple):
    """What stands on both sides of a conjunction: the words of both sides, `size` of which are the
    same, in the second side behind an article and a preposition perhaps, `skipped` together."""

    before: Sequence["regex.Match[str]"]
    after: Sequence["regex.Match[str]"]
    size: int
    skipped: int

    @property
    def span(self) -> tuple[int, int]:
        """Both sides and all between them."""
        return self.before[-self.size].start(), self.after[self.skipped + self.size - 1].end()


def joined(text: str) -> Iterator[tuple[int, int]]:
    """Everything that an English text joins to itself, in order: where one to three words on both
    sides of a conjunction stand, with their articles and prepositions, as [start, end).

    >>> text = "Serving hot and hot near the beach and the beach."
    >>> [text[start:end] for start, end in joined(text)]
    ['hot and hot', 'the beach and the beach']
    >>> list(joined("It took years and years, said the prime minister and minister of finance."))
    []
    """
    for conjunction in _CONJUNCTION.finditer(text):
        twins = _twins(text, *conjunction.span())
        if twins:
            yield twins.span


def plainly_joined(text: str) -> Iterator[tuple[int, int]]:
    """What `joined` finds where nothing says that the two sides begin different things.

    The second side ends the sentence, or a mark or a function word stands behind it; no comma
    stands before the conjunction; neither side is a part of a name or of a word with a hyphen.

    >>> text = "They were killed and killed. An artist or artist collective came, and came late."
    >>> [text[start:end] for start, end in plainly_joined(text)]
    ['killed and killed']
    """
    reached = 0
    for start, end in said_on_both_sides(text):
        twins = _twins(text, start, end)
        if twins and twins.span[0] >= reached and _is_plain(text, twins, start):
            yield twins.span
            reached = twins.span[1]


def said_on_both_sides(text: str) -> Iterator[tuple[int, int]]:
    """The conjunctions that may join something plainly to itself: no others do. A quick look."""
    for spaced in _SPACED.finditer(text):
        start, end = spaced.start() + 1, spaced.end() - 1
        if _comes_again(text, start, end):
            yield start, end


def _comes_again(text: str, start: int, end: int) -> bool:
    """Whether the word before a conjunction comes again: most do not, and need not be cut out to
    know it."""
    last = text[max(0, start - _NEAR) : start].rsplit(None, 1)[-1:]
    return bool(last) and last[0].strip(_MARKS).lower() in text[end : end + _NEAR].lower()


def _twins(text: str, start: int, end: int) -> _Twins | None:
    if not _comes_again(text, start, end):
        return None
    before = list(_WORD.finditer(text, max(0, start - _NEAR), start))[-_LONGEST - 1 :]
    after = list(_WORD.finditer(text, end, end + _NEAR))[:_REACH]
    size, skipped = _shared(_lower(before[-_LONGEST:]), _lower(after))
    return _Twins(before, after, size, skipped) if size else None


def _is_plain(text: str, twins: _Twins, conjunction: int) -> bool:
    before, after, size, skipped = twins
    return (
        _POINTING.isdisjoint(_lower(after[:skipped]))
        and not text[before[-1].end() : conjunction].strip(_QUOTES)
        and _ends(text, after[skipped + size - 1 : skipped + size + 1])
        and not _is_part_of_name(text, before[-size - 1 : len(before) - size + 1])
    )


def _lower(matches: Sequence["regex.Match[str]"]) -> list[str]:
    return [match[0].lower() for match in matches]


def _shared(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words stand on both sides, and how many in between; none, if what is shared has no
    content, or is that of something else ("and minister of")."""
    for skipped in range(len(after)):
        for size in range(1, len(before) + 1):
            end = skipped + size
            if before[-size:] == after[skipped:end] and after[end : end + 1] != ["of"]:
                return (0, 0) if _NO_CONTENT.issuperset(before[-size:]) else (size, skipped)
        if skipped == 2 or after[skipped] not in _BETWEEN:
            break
    return 0, 0


def _ends(text: str, last_and_next: Sequence["regex.Match[str]"]) -> bool:
    """Whether no noun follows at once, of which the last word is a part."""
    last, *following = last_and_next
    if not following:
        return True
    between = text[last.end() : following[0].start()]
    if not between or between[0] == "-":
        return False
    return bool(between.strip()) or following[0][0].lower() in _FUNCTION_WORDS


def _is_part_of_name(text: str, before_and_first: Sequence["regex.Match[str]"]) -> bool:
    """Whether the first word is the end of a longer name ("Northern Ireland and Ireland")."""
    if len(before_and_first) < 2:
        return False
    before, first = before_and_first
    if text[before.end() : first.start()] == "-":
        return True
    is_next = before.end() + 1 == first.start()
    return is_next and bool(before[0][:1].isupper() and first[0][:1].isupper())
