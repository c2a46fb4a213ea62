"""Words of any script, with their offsets.

Words follow the default word boundaries of Unicode (UAX 29) where those mean what a reader means,
with three exceptions: a full stop joins only single letters ("U.S", not "end.The"), each character
of Chinese and Japanese is a word of its own (as CAT tools count), and the scripts of South-East
Asia that have no spaces give one span per run, since only a dictionary could cut it.
"""

import functools
import re
from collections.abc import Iterator

import regex

from mtqa.types import Span

_IDEOGRAPHS = r"\p{Script=Han}\p{Script=Hiragana}"
_SPACELESS = r"\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}"
_INNER = r"\u00AD\u200C\u200D"  # soft hyphen and joiners stand inside words
_WORD = rf"[[\p{{L}}\p{{M}}\p{{N}}\p{{Pc}}{_INNER}]--[{_IDEOGRAPHS}{_SPACELESS}]]"
_JOINT = r"(?:['\u2019\u00B7](?=\p{L})|(?<=\p{Nd})[.,'\u066B\u066C](?=\p{Nd}))"
_WORDS = regex.compile(
    rf"""
    [{_IDEOGRAPHS}]
    | [{_SPACELESS}]++
    | (?<![\p{{L}}\p{{N}}])\p{{L}}(?:\.\p{{L}})++(?!\p{{L}})
    | {_WORD}++(?:{_JOINT}{_WORD}++)*+
    """,
    regex.VERBOSE | regex.VERSION1,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGE = "cp1252"
"""A code page that has nearly all of Western text: what a table does to its bytes costs a third of
what a pattern does."""
_OF_PAGE = {code: bytes((code,)).decode(_PAGE, "replace") for code in range(256)}
_LETTER_CODES = bytes(code for code, char in _OF_PAGE.items() if _LETTERS.fullmatch(char))
_OTHER_CODES = bytes(set(range(256)) - set(_LETTER_CODES))
_NO_LETTERS = bytes.maketrans(_OTHER_CODES, b" " * len(_OTHER_CODES))
_WHITE = b" \t\n\r\v\f"
_SET_ASIDE = _LETTER_CODES[: len(_WHITE)]
UNUSUAL = re.compile(
    "[^\n\x20-\x7e\xa0\xc0-\xff\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u20ac\u00a3]"
)
"""A character that is neither printable ASCII, a letter of Latin-1 nor a usual typographic mark."""
_USUAL_CODES = bytes(code for code, char in _OF_PAGE.items() if not UNUSUAL.match(char))
_ONLY_LETTERS_WHITE = bytes.maketrans(
    _LETTER_CODES + _WHITE, b" " * len(_LETTER_CODES) + _SET_ASIDE
)
_WHITE_AGAIN = bytes.maketrans(_SET_ASIDE + b" ", _WHITE + b"a")
_HAS_LETTER = regex.compile(r"[\p{L}\p{N}]", regex.VERSION1)
_RUN = regex.compile(rf"[{_SPACELESS}]", regex.VERSION1)
_BASE = regex.compile(r"\p{L}", regex.VERSION1)
LETTERS_PER_WORD = 4
"""Letters without vowel signs in a mean word of Thai, Lao, Khmer or Burmese, for counting only:
NTREX-128 has 4.3, 4.2, 4.0 and 3.2 of them for each word of its English original."""


def words(text: str) -> Iterator[Span]:
    """Every word, in order; marks and symbols are no words.

    >>> text = "The U.S. couldn’t pay $3.5 million."
    >>> [text[word.start : word.end] for word in words(text)]
    ['The', 'U.S', 'couldn’t', 'pay', '3.5', 'million']
    """
    for match in _WORDS.finditer(text):
        if _HAS_LETTER.search(match[0]):
            yield Span(*match.span())


def letter_runs(text: str) -> frozenset[str]:
    """The different runs of letters in a text, as they are spelt: a quick look at what a text may
    hold, in which "couldn't" is two and a word of a script with vowel signs many.

    >>> sorted(letter_runs("The U.S. couldn't; the 2nd"))
    ['S', 'The', 'U', 'couldn', 'nd', 't', 'the']
    """
    page = _on_page(text)
    if page is None:
        return frozenset(_LETTERS.findall(text))
    return frozenset(page.translate(_NO_LETTERS).decode(_PAGE).split())


def gaps(text: str) -> str:
    """What stands between the runs of letters of a text, everything that differs once, in any
    order, with "a" for the letters around it.

    >>> sorted(gaps("Well, he said, well, no.").split("a"))
    ['', '', ' ', ', ', '.']
    """
    page = _on_page(text)
    if page is None:
        return "a".join(("", *frozenset(_LETTERS.split(text)), ""))
    pieces = frozenset(page.translate(_ONLY_LETTERS_WHITE).split())
    return b" ".join((b"", *pieces, b"")).translate(_WHITE_AGAIN).decode(_PAGE)


def is_usual(text: str) -> bool:
    """Whether a text surely has no unusual character.

    >>> is_usual("It’s a café."), is_usual("2\N{SUPERSCRIPT TWO}")
    (True, False)
    """
    page = _on_page(text)
    return page is not None and not page.translate(None, _USUAL_CODES)


@functools.lru_cache(maxsize=4)
def _on_page(text: str) -> bytes | None:
    """A text in the code page; None if it has characters that this lacks."""
    try:
        return text.encode(_PAGE)
    except UnicodeEncodeError:
        return None


def count_words(text: str) -> int:
    """Number of words, estimated from letters where a script has no spaces; at least 1 if the text
    holds a letter or digit.

    >>> count_words("Hello, world"), count_words("你好世界"), count_words(" ... ")
    (2, 4, 0)
    """
    if text.isascii() or not _RUN.search(text):
        return sum(1 for _ in words(text))
    return sum(_weight(text[word.start : word.end]) for word in words(text))


def word_weight(text: str) -> int:
    """How much a text weighs in a mean over words: its words, at least 1 unless it is blank.

    >>> word_weight("Hello, world"), word_weight("***"), word_weight(" ")
    (2, 1, 0)
    """
    return max(1, count_words(text)) if text.strip() else 0


def _weight(word: str) -> int:
    if not _RUN.match(word):
        return 1
    return max(1, round(len(_BASE.findall(word)) / LETTERS_PER_WORD))
