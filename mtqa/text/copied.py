"""Words of a source that stand in its translation as they are, and should have been translated."""

import re
from collections.abc import Iterator, Sequence

import regex

from mtqa.text import lexicon
from mtqa.text.foreign import telling_words
from mtqa.text.words import letter_runs

_SINGLE = r"\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}"
_WORDS = regex.compile(
    rf"[{_SINGLE}]|[[\p{{L}}\p{{M}}\p{{N}}]--[{_SINGLE}]]+(?:['\u2019-][\p{{L}}\p{{N}}]+)*",
    regex.VERSION1,
)
_MAYBE_SINGLE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00016fe0-\U0003ffff]")
"""Any of these scripts and a few more: quick to rule out."""
_IN_ADDRESS = regex.compile(r"[/:@._#](?: |\w|//)")
_EXPLAINED = regex.compile(r"[\"'\u2019\u201d\u00bb]?\s?\(")
_OPENED = regex.compile(r"[\p{Pi}\p{Ps}\"']")
_CLOSED = regex.compile(r"[.,!?]{0,3}[\p{Pf}\p{Pi}\p{Pe}\"']")
_FOREIGN = 2
"""Small words of another language that tell a run from the source's, as in checks.language."""
_LONGEST_SLOGAN = 12
"""Words of a title, slogan or placard that people quote as it was; longer quotations are
translated. The longest that was kept in English news translated into German (WMT 2020)."""


def left_over(
    source: str, target: str, lang: str, other: str, min_words: int
) -> Iterator[tuple[int, int]]:
    """Places of the target, in the bare language `other`, with `min_words` words or more in a row
    that the source, in `lang`, has as well, and that are neither names nor quoted nor explained.

    >>> source = "Ihr Chef will das neue Gesetz bald wieder ändern."
    >>> list(left_over(source, "It is said: das neue Gesetz bald wieder.", "de", "en", 5))
    [(12, 39)]
    """
    if not _may_share(source, target):
        return
    theirs = _WORDS.findall(source)
    if len(set(theirs) & set(_WORDS.findall(target))) < min_words:
        return
    ours = list(_WORDS.finditer(target))
    known = {tuple(theirs[i : i + min_words]) for i in range(len(theirs) - min_words + 1)}
    start = 0
    while start + min_words <= len(ours):
        end = start
        while tuple(m[0] for m in ours[end : end + min_words]) in known:
            end += 1
        if end == start:
            start += 1
            continue
        run = ours[start : end + min_words - 1]
        if _is_untranslated(target, run, lang, other):
            yield run[0].start(), run[-1].end()
        start = end + min_words - 1


def _may_share(source: str, target: str) -> bool:
    """Whether the target may have a word of the source that no capital opens: quick to tell, and
    mostly no."""
    if _MAYBE_SINGLE.search(target):
        return True
    ours = {run for run in letter_runs(target) if not run[0].isupper()}
    if _MAYBE_SINGLE.search(source):
        return any(run in source for run in ours)
    return not ours.isdisjoint(letter_runs(source))


def _is_untranslated(text: str, run: Sequence["regex.Match[str]"], lang: str, other: str) -> bool:
    """Whether words are mostly plain ones, of the source's language, and not explained."""
    plain = [match[0] for match in run if _is_plain(text, match)]
    start, end = run[0].start(), run[-1].end()
    if 2 * len(plain) <= len(run) or _EXPLAINED.match(text, end):
        return False
    if len(run) <= _LONGEST_SLOGAN and _is_set_apart(text, start, end):
        return False
    if lang in lexicon.LANGUAGES and len(telling_words(lang).keys() & set(plain)) >= _FOREIGN:
        return False
    if not {lang, other} <= lexicon.LANGUAGES:
        return True
    here, there = (sum(lexicon.zipf(word, each) for word in plain) for each in (lang, other))
    return here >= there


def _is_set_apart(text: str, start: int, end: int) -> bool:
    """Whether a place is all that stands between quotation marks or brackets."""
    return bool(_OPENED.search(text, max(0, start - 1), start) and _CLOSED.match(text, end))


def _is_plain(text: str, match: "regex.Match[str]") -> bool:
    """Whether a word is neither a name nor a number by its look, nor part of an address."""
    if not match[0][0].isalpha() or match[0][0].isupper():
        return False
    start, end = match.span()
    return not _IN_ADDRESS.search(f"{text[max(0, start - 1) : start]} {text[end : end + 2]}")
