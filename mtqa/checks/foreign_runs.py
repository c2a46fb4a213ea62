"""Runs of foreign words within a sentence, and where an article may hold any."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import dropwhile, groupby
from typing import NamedTuple

import regex

from mtqa.checks.needs import Whole
from mtqa.text import lexicon
from mtqa.text.foreign import small_words, telling_words
from mtqa.text.words import letter_runs

_WORD = regex.compile(
    r"[\p{Latin}\p{M}]++(?:['\u2019]\p{Latin}++)*+|[\p{L}--\p{Latin}]++", regex.VERSION1
)
_LATIN = regex.compile(r"\p{Latin}")
_OPENED = regex.compile(
    r"[\"“„«『「(\[][^\"”»』」)\]]*+$|[\"“„«『「(\[]\p{L}|-\p{L}+-|[@/]|\.\p{Ll}"
)
_PARTED = regex.compile(r"[^\p{L}\p{M}\p{N}\s'\u2019.-]|\.\s")
_NEAR = 30  # code points: a quotation of which the first words are capitalised or English
_WELL_KNOWN = 4.0  # zipf: ten in a million
_LISTED = lexicon.LANGUAGES - lexicon.GAPPY
_FEW_SCARCE = 3


class Run(NamedTuple):
    """Foreign words, from `start` to `end`; `language` is theirs, if small words give it away."""

    start: int
    end: int
    language: str | None


def has_strange(article: Whole) -> Sequence[int]:
    """A word that the language does not have, or hardly."""
    lang = article.lang or ""
    strange = _strange(article.unlisted_words, lang)
    return article.holding(strange.union(_scarce(article.rare_words, frozenset(), lang)))


def has_telling(article: Whole) -> Sequence[int]:
    """A small word of another language."""
    return article.holding(small_words(article.lang or ""))


def foreign_runs(text: str, lang: str, min_words: int, min_telling: int) -> Iterator[Run]:
    """The runs of a text that are foreign, in order, and neither quoted nor in brackets.

    >>> list(foreign_runs("He said dass er nicht kommen will today.", "en", 4, 2))
    [Run(start=8, end=28, language='de')]
    """
    words = letter_runs(text)
    telling = telling_words(lang)
    small = words & telling.keys()
    rare = lexicon.without_commonest(words, lang)
    strange = _strange(lexicon.unlisted(rare, lang), lang)
    scarce = _scarce(rare, small, lang)
    if len(small) < min_telling and len(strange) < min_words and len(scarce) < _FEW_SCARCE:
        return
    reached = 0
    found = [
        *_small_written(text, lang, small, strange, min_words, min_telling),
        *_of_scarce(text, scarce, small),
    ]
    for run in sorted(found, key=lambda run: (run[0].start(), -run[-1].end())):
        start, end = run[0].start(), run[-1].end()
        if start >= reached and _OPENED.search(text[max(0, start - _NEAR) : end + 2]) is None:
            yield Run(start, end, _language({match[0] for match in run}, lang, min_telling))
            reached = end


def _strange(unlisted: frozenset[str], lang: str) -> set[str]:
    """Unlisted words in small letters, of a language whose list has nearly all of them."""
    return set(filter(str.islower, unlisted)) if lang in _LISTED else set()


def _scarce(rare: frozenset[str], telling: frozenset[str], lang: str) -> set[str]:
    """Of the rare words those in small Latin letters that a language hardly has, and of the small
    words of other languages those that it does not know well. Other scripts have their check."""
    if lang not in lexicon.SCARCE:
        return set()
    small = [word for word in rare if word.islower() and _LATIN.match(word)]
    return {
        *lexicon.rarer(small, lang, lexicon.SCARCE[lang]),
        *lexicon.rarer(telling, lang, _WELL_KNOWN),
    }


def _counts(words: Set[str], lang: str) -> Counter[str]:
    """How many of the words are small words of each other language."""
    telling = telling_words(lang)
    return Counter(other for word in words for other in telling.get(word, ()))


def _language(words: Set[str], lang: str, min_telling: int) -> str | None:
    """The one language that most of the small words are of, if they are enough to tell."""
    counts = _counts(words, lang)
    most = max(counts.values(), default=0)
    likely = [other for other, count in counts.items() if count == most]
    return likely[0] if most >= min_telling and len(likely) == 1 else None


def _small_written(
    text: str,
    lang: str,
    small: Set[str],
    strange: Set[str],
    min_words: int,
    min_telling: int,
) -> Iterator[list["regex.Match[str]"]]:
    """Runs of words in small letters that are not usual in a language, its own at their ends left
    out, with enough small words of another one, or with enough that it does not have at all."""
    own = lexicon.commonest(lang)
    for is_run, group in groupby(_WORD.finditer(text), lambda match: _may_be_foreign(match, own)):
        run = list(dropwhile(lambda match: _is_own(match[0], lang), group)) if is_run else []
        while run and _is_own(run[-1][0], lang):
            del run[-1]
        if len(run) < min_words:
            continue
        words = {match[0] for match in run}
        tells = max(_counts(words & small, lang).values(), default=0) >= min_telling
        if tells or (
            len(words & strange) >= min_words
            and not _PARTED.search(text, run[0].end(), run[-1].start())
        ):
            yield run


def _may_be_foreign(match: "regex.Match[str]", own: frozenset[str]) -> bool:
    return match[0].islower() and match[0] not in own and _LATIN.match(match[0]) is not None


def _is_own(word: str, lang: str) -> bool:
    """Whether a word is well known in a language and no small word of another one."""
    known = lang in lexicon.LANGUAGES and lexicon.zipf(word, lang) >= _WELL_KNOWN
    return known and word not in telling_words(lang)


def _of_scarce(text: str, scarce: Set[str], small: Set[str]) -> Iterator[list["regex.Match[str]"]]:
    """Runs of `_FEW_SCARCE` such words or more, with names and figures between them but no mark;
    not those in the middle of a name ("Karl-Theodor von und zu Guttenberg")."""
    words = list(_WORD.finditer(text))
    of_run = scarce | small
    start = 0
    while start < len(words):
        end = start + 1
        if words[start][0] in scarce:
            while end < len(words) and _goes_on(text, words[end - 1], words[end], of_run):
                end += 1
            run = words[start:end]
            is_plain = all(word[0] in small for word in run if word[0] in scarce)
            if not (is_plain and _is_in_name(text, words[max(0, start - 1) : end])):
                yield from _enough(run, scarce)
        start = end


def _goes_on(
    text: str, last: "regex.Match[str]", word: "regex.Match[str]", of_run: Set[str]
) -> bool:
    is_foreign = word[0] in of_run or not word[0].islower()
    return is_foreign and not _PARTED.search(text, last.end(), word.start())


def _is_in_name(text: str, words: list["regex.Match[str]"]) -> bool:
    """Whether a run of small words, of which the word before it is the first of these, goes on a
    name that began with that word, and has more of it."""
    before, first, *_ = [*words, words[-1]]
    return (
        before[0][0].isupper()
        and before.start() > 0
        and text[before.end() : first.start()] == " "
        and not all(word[0].islower() for word in words[1:])
    )


def _enough(run: list["regex.Match[str]"], scarce: Set[str]) -> Iterator[list["regex.Match[str]"]]:
    """The run, if it has enough such words, without the names behind the last one."""
    while run and run[-1][0] not in scarce:
        del run[-1]
    if len({match[0] for match in run} & scarce) >= _FEW_SCARCE:
        yield run
