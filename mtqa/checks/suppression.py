"""Issues that a user wants silenced: by allowed words, by globs on files, by marks in the file.

What is silenced is counted, check by check, and a mark that silences nothing is named.
"""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath, PurePosixPath

import regex

from mtqa.checks.base import Check
from mtqa.checks.settings import unknown_names
from mtqa.text.globs import matches
from mtqa.types import Document, Ignore, Issue, Segment, Side, Suppressed, UnusedIgnore

BY_WORD, BY_FILE, BY_MARK = "allowed words", "per-file-ignores", "marks in the file"

_SPACE = re.compile(r"\s")
_LETTER = r"[\w--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"
_INSIDE_WORD = regex.compile(rf"{_LETTER}{{2}}", regex.V1)
"""Two characters of one word; scripts without spaces do not tell where one ends."""


@dataclass(frozen=True, slots=True)
class Suppression:
    """What a user silences in every article.

    `allowed` are words and names: an issue within one of them is silenced. One in lower case stands
    for all spellings of its case, any other for itself. `per_file` are globs with the ids or themes
    of checks that are silent in the files they mean; they are relative to `folder`, and one without
    a slash may match any part of a path.
    """

    allowed: tuple[str, ...] = ()
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folder: str = ""

    def signature(self) -> str:
        """All that changes what is found, in one word; empty if nothing does."""
        if not self.allowed and not self.per_file:
            return ""
        full = repr((sorted(self.allowed), sorted(self.per_file)))
        return hashlib.sha256(full.encode("utf-8", "backslashreplace")).hexdigest()[:8]


NOTHING = Suppression()


class Sieve:
    """Parts the issues of one document into those to show and those that are silenced."""

    def __init__(self, document: Document, suppression: Suppression) -> None:
        self._segments = document.segments
        self._allowed = suppression.allowed
        self._off = _of_file(document.path, suppression)
        self._ignores = [ignore for ignore in document.ignores if ignore.fault is None]
        self._faulty = [ignore for ignore in document.ignores if ignore.fault is not None]
        self._used: set[tuple[int, str]] = set()
        self._here: dict[int, list[int]] = {}

    def reason(self, index: int, issue: Issue) -> str | None:
        """What silences an issue of the segment at `index`; None if nothing does."""
        names = {issue.check, issue.check.partition(".")[0]}
        if self._ignores and self._marked(index, names):
            return BY_MARK
        if self._off & names:
            return BY_FILE
        if self._allowed and _is_allowed(self._segments[index], issue, self._allowed):
            return BY_WORD
        return None

    def unused(self, ran: Iterable[Check]) -> Iterator[UnusedIgnore]:
        """Marks that silenced nothing, by their line, as far as the checks that ran can tell."""
        if not self._ignores and not self._faulty:
            return
        judged = {name for check in ran for name in (check.id, check.theme)} | {""}
        found = [(ignore, str(ignore.fault)) for ignore in self._faulty]
        for number, ignore in enumerate(self._ignores):
            for name in ignore.checks or ("",):
                if name and (why := unknown_names([name])):
                    found.append((ignore, why[0]))
                elif (number, name) not in self._used and name in judged:
                    found.append((ignore, f"it silences nothing{f' of {name}' if name else ''}"))
        for ignore, reason in sorted(found, key=lambda pair: pair[0].line):
            yield UnusedIgnore(ignore.line, ignore.text, reason)

    def _marked(self, index: int, names: set[str]) -> bool:
        found = False
        for number in self._over(index):
            for name in names.intersection(self._ignores[number].checks):
                self._used.add((number, name))
                found = True
            if not self._ignores[number].checks:
                self._used.add((number, ""))
                found = True
        return found

    def _over(self, index: int) -> list[int]:
        """The marks that reach over a segment, by their number."""
        if index not in self._here:
            segment = self._segments[index]
            self._here[index] = [
                number for number, ignore in enumerate(self._ignores) if _reaches(ignore, segment)
            ]
        return self._here[index]


def counted(silenced: Iterable[tuple[str, Issue]]) -> tuple[Suppressed, ...]:
    """How many issues of each check were silenced by what, in a fixed order."""
    counts = Counter((issue.check, reason) for reason, issue in silenced)
    return tuple(Suppressed(check, reason, n) for (check, reason), n in sorted(counts.items()))


def _reaches(ignore: Ignore, segment: Segment) -> bool:
    return ignore.start < max(segment.end, segment.start + 1) and segment.start < ignore.end


def _of_file(path: str | None, suppression: Suppression) -> frozenset[str]:
    """Ids and themes that are silent in a file."""
    if path is None or not suppression.per_file:
        return frozenset()
    whole = path
    if suppression.folder:
        whole = os.path.abspath(path)  # noqa: PTH100  # of a path that may not exist, without links
        inside = os.path.relpath(whole, suppression.folder)
        whole = whole if inside.startswith("..") else inside
    parts = PurePosixPath(PurePath(whole).as_posix())
    return frozenset(
        name for glob, names in suppression.per_file if matches(parts, glob) for name in names
    )


def _is_allowed(segment: Segment, issue: Issue, allowed: tuple[str, ...]) -> bool:
    """Whether an issue lies within a whole allowed word, which may begin before it."""
    span = issue.span
    text = {Side.TARGET: segment.target, Side.SOURCE: segment.source}.get(span.side) or ""
    words = _words(allowed)
    for start in range(max(0, span.end - words.longest), span.start + 1):
        for end in range(span.end, min(start + words.longest, len(text)) + 1):
            if not _cuts_a_word(text, start) and not _cuts_a_word(text, end):
                shown = _plain(text[start:end])
                if shown in words.exact or shown.lower() in words.any_case:
                    return True
    return False


@dataclass(frozen=True, slots=True)
class _Words:
    exact: frozenset[str]
    any_case: frozenset[str]
    longest: int


@cache
def _words(allowed: tuple[str, ...]) -> _Words:
    words = frozenset(_plain(" ".join(word.split())) for word in allowed) - {""}
    any_case = frozenset(word for word in words if word == word.lower())
    return _Words(words - any_case, any_case, max(map(len, words), default=0))


def _plain(text: str) -> str:
    """Text with one kind of space and of apostrophe; nothing moves."""
    return _SPACE.sub(" ", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and _INSIDE_WORD.match(text, at - 1) is not None
