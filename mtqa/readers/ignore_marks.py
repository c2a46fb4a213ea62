"""Marks in comments of HTML and Markdown that silence checks.

    <!-- mtqa: ignore repetition.doubled_word -- a band -->    in the paragraph around or beside it
    <!-- mtqa: ignore-next punctuation -->                     in the next paragraph
    <!-- mtqa: off --> ... <!-- mtqa: on -->                   in between, or to the end of the file

Checks are named by id or theme; without a name all are meant. What stands behind ` -- ` is for
people.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mtqa.text.blocks import Block, Lines
from mtqa.types import Ignore

MOST = 1_000
"""Marks of one file that are looked at: no page of a person has more."""

_MARK = re.compile(r"<!--\s*+mtqa\s*+:\s*+(.*?)\s*-->", re.DOTALL)
_LONGEST_MARK = 300  # code points; what is longer is no mark but prose in a comment
_BESIDE = 1_000
"""Code points of the file between a mark and a paragraph that it can still stand beside."""
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class _Mark:
    """A comment that is a mark: what it says, and where it stands in the file."""

    verb: str
    checks: tuple[str, ...]
    text: str
    line: int
    start: int
    end: int

    def silencing(self, start: int, end: int, checks: tuple[str, ...] | None = None) -> Ignore:
        return Ignore(self.text, self.line, self.checks if checks is None else checks, start, end)

    def failing(self, fault: str) -> Ignore:
        return Ignore(self.text, self.line, self.checks, fault=fault)


@dataclass(slots=True)
class _Page:
    """What marks are resolved against. `open` holds what is off, by the name of the check ("" is
    all), and the mark that switched it off."""

    text: str
    blocks: Sequence[tuple[int, int]]
    parting: re.Pattern[str]
    open: dict[str, _Mark] = field(default_factory=dict)


def ignores(
    text: str,
    comments: Iterable[tuple[int, int]],
    blocks: Iterable[Block],
    parting: re.Pattern[str],
) -> tuple[Ignore, ...]:
    """The marks of a file, each with the part of it that it silences.

    Args:
        text: the decoded file.
        comments: where its comments stand, in order.
        blocks: its paragraphs, in order.
        parting: what parts two paragraphs in this format; a mark is beside a paragraph if nothing
            of that kind stands between them.
    """
    if "mtqa" not in text:
        return ()
    spans = [(b.file_start(0), b.file_end(len(b.text))) for b in blocks if b.text]
    page = _Page(text, spans, parting)
    found: list[Ignore] = []
    marks = list(_marks(text, comments))
    for mark in marks[:MOST]:
        found += _resolved(page, mark)
    found += (mark.silencing(mark.end, len(text), _names(name)) for name, mark in page.open.items())
    found += (mark.failing(f"only the first {MOST} marks are read") for mark in marks[MOST:])
    return tuple(sorted(found, key=lambda ignore: ignore.line))


def _marks(text: str, comments: Iterable[tuple[int, int]]) -> Iterator[_Mark]:
    lines: Lines | None = None
    for start, end in comments:
        if end - start > _LONGEST_MARK or not (match := _MARK.match(text, start, end)):
            continue
        lines = lines or Lines.of(text)
        said = " ".join(match[1].split())
        verb, *names = re.split(r"[\s,]+", said.partition(" --")[0].strip())
        shown = said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"
        names = list(dict.fromkeys(filter(None, names)))
        yield _Mark(verb.lower(), tuple(names), shown, lines.number(start), start, end)


def _resolved(page: _Page, mark: _Mark) -> Iterator[Ignore]:
    if mark.verb == "ignore":
        yield _here(page, mark)
    elif mark.verb == "ignore-next":
        yield _next(page, mark)
    elif mark.verb == "off":
        for name in mark.checks or ("",):
            page.open.setdefault(name, mark)
    elif mark.verb == "on":
        yield from _on(page, mark)
    else:
        yield mark.failing("not one of ignore, ignore-next, off and on")


def _here(page: _Page, mark: _Mark) -> Ignore:
    """The paragraph that a mark stands in, else the one beside it: in the same line if there is
    one, and before it rather than behind it."""
    index = bisect_right(page.blocks, mark.start, key=lambda span: span[0])
    before = page.blocks[index - 1] if index else None
    behind = page.blocks[index] if index < len(page.blocks) else None
    if before and before[1] > mark.start:
        return mark.silencing(*before)
    gaps = [(before, before[1], mark.start)] if before else []
    gaps += [(behind, mark.end, behind[0])] if behind else []
    near = [(span, page.text[start:end]) for span, start, end in gaps if _beside(page, start, end)]
    near.sort(key=lambda beside: "\n" in beside[1])
    if near:
        return mark.silencing(*near[0][0])
    return mark.failing("it stands in no paragraph; ignore-next would mean the next one")


def _next(page: _Page, mark: _Mark) -> Ignore:
    index = bisect_right(page.blocks, mark.end - 1, key=lambda span: span[0])
    if index == len(page.blocks):
        return mark.failing("no paragraph comes after it")
    return mark.silencing(*page.blocks[index])


def _on(page: _Page, mark: _Mark) -> Iterator[Ignore]:
    names = mark.checks or tuple(page.open) or ("",)
    for name in names:
        began = page.open.pop(name, None)
        if began is None:
            yield mark.failing(f"{name or 'nothing'} was not switched off before it")
        else:
            yield began.silencing(began.end, mark.start, _names(name))


def _beside(page: _Page, start: int, end: int) -> bool:
    return end - start <= _BESIDE and not page.parting.search(page.text, start, end)


def _names(name: str) -> tuple[str, ...]:
    return (name,) if name else ()
