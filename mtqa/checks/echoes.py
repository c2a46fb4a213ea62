"""Where an article may say the same thing again: what the checks of repetition need."""

import functools
import re
from collections.abc import Iterable, Sequence

from mtqa.checks.loops import SPACELESS, SYLLABLES
from mtqa.checks.needs import Whole, either, matching, unusual, within
from mtqa.checks.tokens import pairs_again
from mtqa.text import lexicon
from mtqa.text.joined import said_on_both_sides

_SPARE = 6  # letters that it has more than different ones, if those of a copy are not all alike
_NEW = 7
_FOUR = re.compile(r"(.)\1\1\1")


def repeated_pair(article: Whole) -> Sequence[int]:
    """Two words in a row that come twice."""
    return [i for i, words in enumerate(article.tokens) if pairs_again(words)]


def doubled_pair(article: Whole) -> Sequence[int]:
    """A word that the next one begins with."""
    return [
        i for i, words in enumerate(article.tokens) if any(map(str.startswith, words[1:], words))
    ]


def word_on_both_sides(article: Whole) -> Sequence[int]:
    """A conjunction with the same word before and behind it."""
    return sorted({article.segment_at(at) for at, _ in said_on_both_sides(article.text)})


def _looping_word(article: Whole) -> Sequence[int]:
    """A word in which letters are said over and over."""
    return article.holding(_usual_loops(article.lang or "") | _loops(article.rare_words))


def run_of_letters(article: Whole) -> Sequence[int]:
    """A letter four times in a row."""
    return article.holding(_usual_runs(article.lang or "") | _runs(article.rare_words))


def _said_before(article: Whole) -> Sequence[int]:
    """The segments of which at most one word in `_NEW` is new to the article.

    Where one word in eight was changed, of two sentences or paragraphs, no more of the second can
    be new, though it be the shorter one; nor of each of its sentences, if it is a paragraph.
    """
    sizes = zip(article.new_tokens, map(len, article.tokens), strict=True)
    return [i for i, (new, all_) in enumerate(sizes) if all_ and _NEW * new <= all_]


@functools.cache
def _usual_loops(lang: str) -> frozenset[str]:
    return _loops(lexicon.commonest(lang, lexicon.COMMON))


@functools.cache
def _usual_runs(lang: str) -> frozenset[str]:
    return _runs(lexicon.commonest(lang, lexicon.COMMON))


def _loops(words: Iterable[str]) -> frozenset[str]:
    """Words in which letters are said over and over."""
    return frozenset(
        [word for word in words if len(word) - len(set(word)) >= _SPARE and SYLLABLES.search(word)]
    )


def _runs(words: Iterable[str]) -> frozenset[str]:
    """Words with a letter four times in a row."""
    if not _FOUR.search(" ".join(words)):
        return frozenset()
    return frozenset(filter(_FOUR.search, words))


_SPACELESS = within(unusual, SPACELESS)
LOOPS = either(repeated_pair, _SPACELESS)
"""A pair of words that comes twice, or text that has no words to compare."""
SAID_BEFORE = either(_said_before, _SPACELESS)
"""Hardly a word that the article did not have before, or text that has no words to compare."""
SYLLABLE_LOOP = either(_looping_word, matching(r"-(?:[^\W\d_]{0,19}-){3}"))
"""A word in which letters are said over and over, or hyphens that may part them."""
