"""What English joins to itself: "moving and moving", "the beach and the beach".

Weak systems do that where they lost what the second word was; people do it with a few words only.
"""

import re
import string
from collections.abc import Iterator, Sequence

import regex

_WORD = regex.compile(r"[\p{L}\p{M}'\N{RIGHT SINGLE QUOTATION MARK}]+|\p{N}+")
_CONJUNCTION = re.compile(r"\b(?:and|or|but)\b", re.IGNORECASE)
_ARTICLES_AND_PREPOSITIONS = """
a also an at by for from her his in its my of on our that the their these this those to with your
"""
_JOINED_TO_ITSELF = """
again around better bigger centuries closer days deeper dozens down faster few fewer fiercer forth
further generations greater half harder he higher him hours hundreds i it johnson larger less longer
lots lower many may me miles millions months more neck older one out over really round she should
smaller so stronger such them there they thousands through time times up us very we weaker weeks
wider worse would years you younger
"""
"""What is joined to itself on purpose ("more and more", "years and years"), and words that begin
two clauses alike ("for you, but you")."""
_BETWEEN = frozenset(_ARTICLES_AND_PREPOSITIONS.split())
_NO_CONTENT = _BETWEEN.union(("and", "or", "but"), _JOINED_TO_ITSELF.split())
_LONGEST = 3  # words
_REACH = 2 + _LONGEST + 1  # an article and a preposition, what is said again, and one word more
_NEAR = 120  # characters of the text on either side that are looked at
_MARKS = f"{string.punctuation}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"


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
        start, end = conjunction.span()
        near = text[max(0, start - _NEAR) : start].split()
        # Most words do not come again, and need not be cut out to know it.
        if not near or near[-1].strip(_MARKS).lower() not in text[end : end + _NEAR].lower():
            continue
        before = list(_WORD.finditer(text, max(0, start - _NEAR), start))[-_LONGEST:]
        after = list(_WORD.finditer(text, end, end + _NEAR))[:_REACH]
        size, skipped = _shared(_lower(before), _lower(after))
        if size:
            yield before[-size].start(), after[skipped + size - 1].end()


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
