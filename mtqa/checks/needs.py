"""What an article must hold for a check to find anything, looked for in all of its text at once.

Most of what checks look for is rare, and most articles have none of it: one look over the whole
text costs a small part of asking every check about every sentence. A check says what it `needs`
where it is registered, and is called for the segments that have it.

A need is a promise: in a segment that it does not name the check would find nothing. It may name
more segments than that. `tests/checks/test_needs.py` holds every check to it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from operator import sub

from mtqa.checks.tokens import tokens
from mtqa.text import lexicon
from mtqa.text.language import bare
from mtqa.text.words import UNUSUAL, gaps, is_usual, letter_runs
from mtqa.types import Document

Needs = Callable[["Whole"], Sequence[int]]
"""The segments of an article, by their index, in which a check may find something."""


_FEW = 32  # strings that are looked for one by one; more would take quadratic time


class Whole:
    """The targets of an article as one text, and what was looked for in it so far.

    `text` has a line end before each target and after the last one, so a pattern may use it for
    the start or the end of a sentence; `lang` is the bare language of the article.
    """

    def __init__(self, texts: tuple[str, ...], lang: str | None) -> None:
        self.texts = texts
        self.lang = lang
        self.text = "\n".join(("", *texts, ""))
        self._found: dict[Needs, Sequence[int]] = {}

    def where(self, need: Needs) -> Sequence[int]:
        """What a need names; checks that share one look once."""
        found = self._found.get(need)
        if found is None:
            found = self._found[need] = need(self)
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """The different runs of letters, as they are spelt."""
        return letter_runs(self.text)

    @cached_property
    def gaps(self) -> str:
        """What stands between runs of letters, everything that differs once, with "a" for letters:
        a thirtieth of English news, and all there is to see for who looks for marks."""
        return gaps(self.text)

    @cached_property
    def tokens(self) -> tuple[tuple[str, ...], ...]:
        """The pieces between white space of each segment, in lower case."""
        return tuple(map(tokens, self.texts))

    @cached_property
    def new_tokens(self) -> tuple[int, ...]:
        """How many different tokens each segment has that no segment before it has."""
        seen = set[str]()
        sizes = [0]
        for words in self.tokens:
            seen.update(words)
            sizes.append(len(seen))
        return tuple(map(sub, sizes[1:], sizes))

    @cached_property
    def rare_words(self) -> frozenset[str]:
        """The words but for the commonest of the language in small letters: names, mostly."""
        return lexicon.without_commonest(self.words, self.lang or "")

    @cached_property
    def unlisted_words(self) -> frozenset[str]:
        """The words that the frequency list of the language, if there is one, does not have."""
        return lexicon.unlisted(self.rare_words, self.lang or "")

    @cached_property
    def _starts(self) -> list[int]:
        """Where in the text the line ends before the targets stand, and the last one."""
        return list(accumulate((len(text) + 1 for text in self.texts), initial=0))

    def holding(self, words: Collection[str]) -> Sequence[int]:
        """The segments that have any of these runs of letters."""
        found = self.words.intersection(words)
        if len(found) > _FEW:
            runs = map(letter_runs, self.texts)
            return [index for index, own in enumerate(runs) if not found.isdisjoint(own)]
        return _together(map(self._standing, found)) if found else ()

    def _standing(self, word: str) -> Iterator[int]:
        """The segments in which a string has no letter beside it."""
        at = self.text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (self.text[at - 1].isalpha() or self.text[end].isalpha()):
                index = self.segment_at(at)
                yield index
                end = self._starts[index + 1]
            at = self.text.find(word, end)

    def containing(self, piece: str) -> Iterator[int]:
        """The segments that have a string."""
        at = self.text.find(piece)
        while at >= 0:
            index = self.segment_at(at)
            yield index
            at = self.text.find(piece, self._starts[index + 1])

    def matching(self, pattern: re.Pattern[str]) -> Sequence[int]:
        """The segments that any part of a match lies in."""
        match = pattern.search(self.text)
        if not match:
            return ()
        found: list[int] = []
        last = -1
        while match and last < len(self.texts) - 1:
            first = max(last + 1, self.segment_at(match.start()))
            last = max(first, self.segment_at(match.end() - 1))
            found += range(first, last + 1)
            match = pattern.search(self.text, self._starts[last + 1])
        return found

    def segment_at(self, at: int) -> int:
        """The segment in which a place of the text lies."""
        return min(bisect_right(self._starts, at), len(self.texts)) - 1


def _together(looks: Iterable[Iterable[int]]) -> Sequence[int]:
    """All segments that some looks name, in order."""
    return sorted(set(chain.from_iterable(looks)))


def whole(document: Document) -> Whole:
    """The text of a document; the checks of one document share it."""
    return _whole(tuple([segment.target for segment in document.segments]), document.target_lang)


@lru_cache(maxsize=1)
def _whole(texts: tuple[str, ...], tag: str | None) -> Whole:
    return Whole(texts, bare(tag))


def any_of(*pieces: str) -> Needs:
    """Any of these strings.

    >>> any_of("<", ">>")(Whole(("a <b>", "c >> d", "e > f"), "en"))
    [0, 1]
    """
    marks = [piece for piece in pieces if not any(map(str.isalpha, piece))]
    words = [piece for piece in pieces if piece not in marks]

    def need(article: Whole) -> Sequence[int]:
        found = [piece for piece in marks if piece in article.gaps]
        found += [piece for piece in words if piece in article.text]
        return _together(map(article.containing, found)) if found else ()

    return need


def matching(*patterns: str | re.Pattern[str]) -> Needs:
    r"""A match of any of these patterns; one that begins with a certain character is quickest.

    No pattern may look at what stands before or behind its match. "\n" is the start or the end of a
    sentence.

    >>> matching(r",\s?,", r"\n\.")(Whole(("a,, b", ".c", "d, e"), "en"))
    [0, 1]
    """
    compiled = [re.compile(pattern) for pattern in patterns]

    def need(article: Whole) -> Sequence[int]:
        return _together(map(article.matching, compiled))

    return need


def between_words(*patterns: str | re.Pattern[str]) -> Needs:
    r"""A match of any of these patterns, if it cannot reach over a word: at most one letter, any
    one, on either side of what stands between two words. Most articles have so few different things
    there that one look at these is enough.

    >>> between_words(r"\?[\w?]", r" [,.]")(Whole(("Why?No", "a , b", "Why? No, a."), "en"))
    [0, 1]
    """
    compiled = [re.compile(pattern) for pattern in patterns]

    def need(article: Whole) -> Sequence[int]:
        found = [each for each in compiled if each.search(article.gaps)]
        return _together(map(article.matching, found)) if found else ()

    return need


def within(outer: Needs, pattern: str | re.Pattern[str]) -> Needs:
    """A match of a pattern in a segment that has what is needed as well."""
    search = re.compile(pattern).search
    return lambda article: [i for i in article.where(outer) if search(article.texts[i])]


def opening(marks: str) -> Needs:
    """One of these characters in front, white space apart.

    >>> opening(",;")(Whole((" , and so on", "So, on", ""), "en"))
    [0]
    """
    wanted = frozenset(marks)
    return lambda article: [
        i for i, text in enumerate(article.texts) if text.lstrip()[:1] in wanted
    ]


def each(may: Callable[[str], bool]) -> Needs:
    """What a question about a text alone is answered with yes."""
    return lambda article: [i for i, text in enumerate(article.texts) if may(text)]


def holding(words: Collection[str]) -> Needs:
    """Any of these runs of letters, spelt just so."""
    return lambda article: article.holding(words)


def either(*needs: Needs) -> Needs:
    """What any of these needs names."""
    return lambda article: _together(map(article.where, needs))


def by_language(needs: Mapping[str, Needs]) -> Needs:
    """What the need of the article's language names; nothing in a language that has none."""

    def need(article: Whole) -> Sequence[int]:
        own = needs.get(article.lang or "")
        return () if own is None else article.where(own)

    return need


def not_ascii(article: Whole) -> Sequence[int]:
    """A character outside ASCII."""
    return [i for i, text in enumerate(article.texts) if not text.isascii()]


def unusual(article: Whole) -> Sequence[int]:
    """A character that is neither printable ASCII, a letter of Latin-1 nor a usual typographic
    mark."""
    if is_usual(article.text):
        return ()
    return [i for i, text in enumerate(article.texts) if UNUSUAL.search(text)]


DIGIT = either(matching("[0-9]"), between_words(r"(?![0-9])\d"))
"""A decimal digit, of any script."""
