"""Sentences that break off: they end with a word that needs another one."""

import re
from typing import NamedTuple

from mtqa.text import chardata

MARKS = chardata.END_MARKS + chardata.CLOSERS + ":"
"""What may stand behind the last word of a sentence."""
_ORDINAL = re.compile(r"[\dIVXLCM-]+")


class _Grammar(NamedTuple):
    """What tells a preposition that something must follow from one that may end a sentence.

    `pairs`: words that need another one together. `part`: what is a part of something, and this is
    not said. `strands`: what takes the last word along ("all that she was a part of"); `opens`:
    what does not if it begins the sentence.
    """

    last_words: frozenset[str]
    pairs: re.Pattern[str]
    part: re.Pattern[str]
    strands: re.Pattern[str]
    opens: re.Pattern[str]


_GRAMMARS = {
    "en": _Grammar(
        last_words=frozenset(("to", "as", "of")),
        pairs=re.compile(
            r"\b(?:(?:due|according|owing|prior|thanks|(?:in|with)\s+regards?|in\s+(?:order|addition))"
            r"\s+to|(?:such|as\s+well)\s+as|(?:because|instead|regardless|in\s+terms|by\s+means)\s+of)"
            r"\Z",
            re.IGNORECASE,
        ),
        part=re.compile(
            r"\b(?:the|an?|their|his|its|our|these|those|my|your|any|no)\s+"
            r"(?:[\w'\u2019-]+\s+)?(?!\w*ed\s)[\w'\u2019-]+\s+of\Z"
        ),
        strands=re.compile(
            r"\b(?:that|which|whom?|what|whose|where|how|he|she|it|they|we|you|i|to\sbe|not|none|made"
            r"|all|every\w*|each|\w+thing|only)\b|n['\u2019]t\b",
            re.IGNORECASE,
        ),
        opens=re.compile(r"\s*(?:he|she|it|they|we|you|i)\s", re.IGNORECASE),
    )
}
_NEAR = 80  # code points before the end
LAST_WORDS = {
    lang: words | (_GRAMMARS[lang].last_words if lang in _GRAMMARS else frozenset())
    for lang, words in chardata.NEVER_LAST.items()
}
"""The words that may be the last one of a sentence that breaks off, by bare language."""


def breaks_off(text: str, lang: str) -> tuple[int, int] | None:
    """Where the last word of a text stands, or the last two, if they cannot end a sentence.

    >>> breaks_off("He went to the.", "en"), breaks_off("It closed due to.", "en")
    ((11, 14), (10, 16))
    >>> breaks_off("This is all that she was a part of.", "en")
    >>> breaks_off("He lost the support of.", "en")
    (20, 22)
    """
    before, word = ["", "", *text.rsplit(maxsplit=2)][-2:]
    if _is_no_end(before, word):
        return None
    said = text.rstrip().rstrip(MARKS).rstrip()
    last = len(said) - len(said.rsplit(maxsplit=1)[-1]) if said else 0
    if said[last:] in chardata.NEVER_LAST.get(lang, ()):
        return last, len(said)
    if lang not in _GRAMMARS or "?" in text[len(said) :]:
        return None
    grammar = _GRAMMARS[lang]
    near = max(0, len(said) - _NEAR)
    pair, part = grammar.pairs.search(said, near), grammar.part.search(said, near)
    if (found := pair or part) is None:
        return None
    opens = grammar.opens.match(said)
    if grammar.strands.search(said, max(found.start() - _NEAR, opens.end() if opens else 0)):
        return None
    return (pair.start() if pair else last), len(said)


def _is_no_end(before: str, word: str) -> bool:
    """Whether a last word closes no sentence that it is part of: a list, a question tag, or an
    abbreviation behind a number."""
    if before[-1:] in (",", ";"):
        return word[-1:].isalpha() or "?" in word
    return len(word) == 2 and word[1] == "." and _ORDINAL.fullmatch(before) is not None
