"""Repetition in a row of words: where it runs, how much of it there is, whether two rows agree."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, repeat
from operator import eq

from mtqa.checks.tokens import pairs_again, place, tokens
from mtqa.text import chardata
from mtqa.types import Span

MAX_PERIOD = 30
"""Longest phrase in words that is looked for; what it costs grows with it."""
_LONG_WORD = 9  # letters; a ninth of the words of English news
_SPACELESS_LETTER = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""A pattern of one letter of a script without spaces between words."""
SPACELESS = re.compile(f"{_SPACELESS_LETTER}{{8}}")
"""A run of them."""
_SPACELESS_LOOP = re.compile(rf"((?={_SPACELESS_LETTER})\S{{2,20}}?)\1{{3,}}")
SYLLABLES = re.compile(r"((?:[^\W\d_]|-){2,20}?)\1{3,}")
"""Two to twenty letters or hyphens, four times in a row."""
_IN_LAUGHTER = 4  # different letters
_AROUND = 12  # code points of the word before and behind a loop that are looked at


@functools.lru_cache(maxsize=1024)
def is_spaceless(text: str) -> bool:
    """Whether a text holds runs of a script without spaces between words."""
    return not text.isascii() and SPACELESS.search(text) is not None


def units(text: str) -> tuple[tuple[str, ...], int]:
    """What a text is compared by, and how many of these make a phrase.

    Three tokens, or, in a script without spaces, six characters.

    >>> units("One two")
    (('one', 'two'), 3)
    """
    if is_spaceless(text):
        return tuple("".join(text.split())), 6
    return tokens(text), 3


def grams(pieces: Sequence[str], length: int) -> list[tuple[str, ...]]:
    """All runs of `length` pieces, in order.

    >>> grams(("a", "b", "c"), 2)
    [('a', 'b'), ('b', 'c')]
    """
    return list(zip(*(pieces[start:] for start in range(length)), strict=False))


def same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sentences differ in at most one word in eight, and in no number.

    Place by place after what they begin and end with alike, so it is linear.
    """
    if one == other:
        return True
    if one[0] != other[0] and one[-1] != other[-1]:
        return False
    shorter, longer = sorted((one, other), key=len)
    head = 0
    while head < len(shorter) and shorter[head] == longer[head]:
        head += 1
    tail = 0
    while tail < len(shorter) - head and shorter[-1 - tail] == longer[-1 - tail]:
        tail += 1
    if 8 * (len(longer) - head - tail) > len(longer):
        return False
    changed = longer[head : len(longer) - tail] + shorter[head : len(shorter) - tail]
    return not any(any(map(str.isdigit, word)) for word in changed)


def anchors_of(words: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    """Runs of words by which a paragraph is known again: a few of them, but the same ones."""
    if length != 3:
        return [words[index : index + length] for index in range(len(words))]
    return [words[i : i + length] for i, word in enumerate(words) if len(word) >= _LONG_WORD]


def agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two texts share nineteen of twenty words, in any order, and differ in no number."""
    here, there = Counter(one), Counter(other)
    changed = (here - there) + (there - here)
    if changed.total() > 0.05 * (len(one) + len(other)):
        return False
    return not any(any(map(str.isdigit, word)) for word in changed)


def runs(
    words: Sequence[str], copies: int, shortest: int, longest: int = MAX_PERIOD
) -> Iterator[tuple[int, int, int]]:
    """Stretches that repeat themselves: first word, last word, words in one copy.

    A stretch is yielded for its shortest period only.
    """
    covered: set[int] = set()
    periods = sorted(_distances(words)) if longest > 1 else (1,)
    for period in periods:
        if not shortest <= period <= longest:
            continue
        if sum(map(eq, words, words[period:])) < (copies - 1) * period:
            continue
        length = 0
        for index in range(period, len(words) + 1):
            if index < len(words) and words[index] == words[index - period]:
                length += 1
                continue
            first, last = index - period - length, index - 1
            if length >= (copies - 1) * period and first not in covered:
                covered.update(range(first, last + 1))
                yield first, last, period
            length = 0


def stretches(text: str, min_repeats: int, min_word_repeats: int) -> Iterator[tuple[Span, str]]:
    """Phrases that are said over and over, with what to say of them."""
    raw = tokens(text)
    words = [*map(str.strip, raw, repeat(chardata.EDGE))]
    again = pairs_again(words)
    if again < min(2 * min_repeats - 3, min_word_repeats - 2) or not pairs_again(raw):
        return
    found = [*runs(raw, min_word_repeats, shortest=1, longest=1)]
    if again >= 2 * min_repeats - 3:
        found += runs(words, min_repeats, shortest=2)
    done = 0
    for first, last, period in sorted(found):
        phrase = words[first : first + period]
        if first < done or not all(any(map(str.isalpha, word)) for word in phrase):
            continue
        times = (last + 1 - first) // period
        spoken = raw[first] != phrase[0] and times < 2 * min_word_repeats
        if len(set(phrase)) == 1 and (period > 1 or spoken):
            continue  # "no, no, no, no, no, no"
        done = last + 1
        message = f'"{" ".join(phrase)}" stands {times} times in a row'
        yield Span(*place(text, first, last)), message


def spaceless_stretches(text: str) -> Iterator[tuple[Span, str]]:
    """Strings of a script without spaces that are said over and over, with what to say of them."""
    for match in _SPACELESS_LOOP.finditer(text):
        unit = match[1]
        if len(set(unit)) == 1 or not set(unit).isdisjoint(chardata.EDGE):
            continue
        times = (match.end() - match.start()) // len(unit)
        yield Span(*match.span()), f'"{unit}" stands {times} times in a row'


def syllable_stretches(text: str) -> Iterator[tuple[Span, str]]:
    """Parts of words that are said over and over, and no laughter, with what to say of them."""
    for match in SYLLABLES.finditer(text):
        unit = match[1].replace("-", "").lower()
        if len(set(unit)) < 2 or re.search(_SPACELESS_LETTER, unit):
            continue
        around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
        word = next(piece for piece in around.split() if match[1] * 4 in piece).lower()
        if len(unit) > 2 or len(set(filter(str.isalpha, word))) > _IN_LAUGHTER:
            times = (match.end() - match.start()) // len(match[1])
            yield Span(*match.span()), f'"{match[1]}" stands {times} times in a row in a word'


def _distances(words: Sequence[str]) -> set[int]:
    """How far apart a pair of words and its next occurrence stand."""
    seen: dict[tuple[str, str], int] = {}
    distances = set()
    for index, pair in enumerate(pairwise(words)):
        if pair in seen:
            distances.add(index - seen[pair])
        seen[pair] = index
    return distances
