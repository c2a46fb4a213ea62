"""Sentences that break off: they end with a word that needs another one."""

import re

from mtqa.text import chardata

MARKS = chardata.END_MARKS + chardata.CLOSERS + ":"
"""What may stand behind the last word of a sentence."""
_ORDINAL = re.compile(r"[\dIVXLCM-]+")
_PAIRS = {
    "en": re.compile(
        r"\b(?:(?:due|according|owing|prior|thanks|(?:in|with)\sregards?|in\s(?:order|addition)) to"
        r"|(?:such|as\swell) as|(?:because|instead|regardless|in\sterms|by\smeans) of)\Z",
        re.IGNORECASE,
    ),
}
"""Words that need another one together."""
_PART_OF = {
    "en": re.compile(
        r"\b(?:the|an?|their|his|its|our|these|those|my|your|any|no)\s(?:[\w'\u2019-]+\s){1,2}of\Z"
    ),
}
"""What is a part of something, and this is not said."""
_STRANDING = {
    "en": re.compile(
        r"\b(?:that|which|whom?|what|whose|where|how|he|she|it|they|we|you|I|to\sbe|not|none|made"
        r"|all)\b|n['\u2019]t\b",
        re.IGNORECASE,
    ),
}
"""What takes the last word along, unless it begins the sentence: "all that she was a part of"."""
_NEAR = 80  # code points before the end
LAST_WORDS = {
    lang: words | (frozenset({"to", "as", "of"}) if lang in _PAIRS else frozenset())
    for lang, words in chardata.NEVER_LAST.items()
}
"""The words that may be the last one of a sentence that breaks off, by bare language."""


def breaks_off(text: str, lang: str) -> tuple[int, int] | None:
    """Where the last word of a text stands, if it cannot end a sentence.

    >>> breaks_off("He went to the.", "en"), breaks_off("It closed due to.", "en")
    ((11, 14), (10, 16))
    >>> breaks_off("This is all that she was a part of.", "en")
    >>> breaks_off("He lost the support of.", "en")
    (20, 22)
    """
    before, word = ["", "", *text.rsplit(maxsplit=2)][-2:]
    if _is_no_end(before, word):
        return None
    said = text.rstrip()
    said = said[: said.rindex(word) + len(word.rstrip(MARKS))]
    last = len(said) - len(word.rstrip(MARKS))
    if said[last:] in chardata.NEVER_LAST.get(lang, ()):
        return last, len(said)
    if lang in _PAIRS and (pair := _PAIRS[lang].search(said, max(0, last - _NEAR))):
        return pair.span()
    return (last, len(said)) if _is_part_of_nothing(said, lang) else None


def _is_part_of_nothing(text: str, lang: str) -> bool:
    if lang not in _PART_OF or not (part := _PART_OF[lang].search(text, max(0, len(text) - _NEAR))):
        return False
    second_word = text.find(" ") + 1
    return not _STRANDING[lang].search(text, max(second_word, part.start() - _NEAR))


def _is_no_end(before: str, word: str) -> bool:
    """Whether a last word closes no sentence that it is part of: a list, a question tag, or an
    abbreviation behind a number."""
    if before[-1:] in (",", ";"):
        return word[-1:].isalpha() or "?" in word
    return len(word) == 2 and word[1] == "." and _ORDINAL.fullmatch(before) is not None
