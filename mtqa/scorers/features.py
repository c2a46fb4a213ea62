"""Surface features of one sentence that the network reads beside its tokens.

The encoder is uncased and sees no counts: that a sentence repeats itself, is made of words nobody
uses, or lost its capitals is cheap to measure here and hard to learn there. The first two functions
are also baselines of `mtqa evaluate` (Guerreiro et al. 2023, "Looking for a Needle in a Haystack",
detect looping translations by their top n-gram count).
"""

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log1p
from statistics import fmean, pstdev

import regex

from mtqa.scorers.looping import tokens_of

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'\N{RIGHT SINGLE QUOTATION MARK}]*")
_POSSESSIVE = regex.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s?$")


def words_of(text: str) -> list[str]:
    """The words of a text, digits and marks left out.

    >>> words_of("Rab's 3 aims, he said.")
    ["Rab's", 'aims', 'he', 'said']
    """
    return list(_WORD.findall(text))


@lru_cache(maxsize=1 << 17)
def _zipf(word: str) -> float:
    from wordfreq import zipf_frequency  # 60 MB of tables: only who scores loads them

    return float(zipf_frequency(_POSSESSIVE.sub("", word.casefold()), "en"))


def repeated_share(text: str, size: int = 2) -> float:
    """Share (0..1) of the word n-grams of `size` that stood earlier in the same text.

    >>> round(repeated_share("the end of the end of the end"), 2)
    0.57
    """
    tokens = tokens_of(text)
    grams = list(zip(*(tokens[i:] for i in range(size)), strict=False))
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def compressibility(text: str) -> float:
    """How much smaller zlib makes a text: 0 (not at all) to nearly 1 (one thing over and over).

    >>> compressibility("no no no no " * 20) > 0.9, compressibility("An ordinary line.")
    (True, 0.0)
    """
    raw = text.encode("utf-8", "surrogatepass")
    return max(0.0, 1 - len(zlib.compress(raw, 9)) / len(raw)) if raw else 0.0


def unknown_share(words: Sequence[str]) -> float:
    """Share (0..1) of words that wordfreq has never seen in English.

    >>> unknown_share(["borderlessness", "at", "the", "border"])
    0.25
    """
    return fmean(_zipf(word) == 0 for word in words) if words else 0.0


def _longest_run(tokens: Sequence[str]) -> int:
    longest = run = 1
    for before, after in pairwise(tokens):
        run = run + 1 if before == after else 1
        longest = max(longest, run)
    return longest


def _letter_shares(text: str) -> tuple[float, ...]:
    size = max(1, len(text))
    return (
        sum(c.isdigit() for c in text) / size,
        sum(c.isupper() for c in text) / size,
        sum(not c.isalnum() and not c.isspace() for c in text) / size,
        sum(c.isalpha() and not c.isascii() for c in text) / size,
    )


def side_features(text: str) -> list[float]:
    """The vector the network gets beside the tokens, each entry within about -2..2."""
    words = words_of(text)
    lower = [word for word in words if word.islower()]
    zipfs = [_zipf(word) for word in words] or [0.0]
    tokens = tokens_of(text)
    stripped = text.strip()
    return [
        log1p(len(words)) / 4,
        repeated_share(text, 1),
        repeated_share(text, 2),
        repeated_share(text, 4),
        compressibility(text),
        log1p(_longest_run(tokens)) - log1p(1),
        unknown_share(words),
        unknown_share(lower),
        fmean(zipfs) / 4,
        pstdev(zipfs) / 2,
        min(zipfs) / 4,
        fmean(z >= 5.5 for z in zipfs),  # function words and the like: few in salad, many in loops
        fmean(0 < z < 2.5 for z in zipfs),
        *_letter_shares(text),
        float(stripped[:1].islower()),
        float(
            stripped[-1:] in ".!?\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})"
        ),
    ]


SIDE_FEATURES = len(side_features(""))
