"""Which double quotation marks of an article have no partner."""

import re
from collections.abc import Iterator, Sequence

from mtqa.text import chardata

_QUOTE = re.compile(f"[{chardata.DOUBLE_QUOTES}]")

Place = tuple[int, int]
"""Index of a text and offset in it."""

Mark = tuple[int, int, str]
"""The same with what the mark does there: "open", "close" or "" (cannot tell)."""


def unpaired(texts: Sequence[str], paragraphs: Sequence[Sequence[int]]) -> tuple[int, list[Place]]:
    """How many marks there are, and where those without a partner stand.

    `paragraphs` are the indices of the texts of each paragraph. A mark that is left open at the end
    of a paragraph waits for a later one to close it or to open again with its first character.

    >>> unpaired(['He said "no.', "Rain.", 'It was "wet".'], [[0], [1], [2]])
    (3, [(0, 8)])
    """
    pending: list[Place] = []  # marks left open by earlier paragraphs
    alone: list[Place] = []
    total = 0
    quoted_before = quoted_since = False
    for paragraph in paragraphs:
        marks = list(_quotes(texts, paragraph))
        if not marks:
            continue
        total += len(marks)
        if pending and marks[0][0] == paragraph[0] and _opens(texts, marks[0]):
            pending = []  # the quotation goes on
        marks = _without_opened_anew(texts, marks)
        if len(marks) % 2 == 0:
            quoted_before = quoted_since = True
            continue
        opened, closed = _unmatched(marks)
        if closed and (pending or not quoted_before):
            pending, closed = [], closed[1:]
        alone += pending + closed
        pending, quoted_before, quoted_since = opened[-1:], True, False
    return total, alone + (pending if quoted_since else [])


def _opens(texts: Sequence[str], mark: Mark) -> bool:
    """Whether a mark is the first character of its text."""
    return not texts[mark[0]][: mark[1]].strip()


def _without_opened_anew(texts: Sequence[str], marks: Sequence[Mark]) -> list[Mark]:
    """The marks but for those that open a text where a quotation is open, as each of its sentences
    may in input of one sentence per row."""
    kept: list[Mark] = []
    open_ = 0
    for mark in marks:
        if open_ and _opens(texts, mark):
            continue
        closes = mark[2] == "close" or (mark[2] == "" and open_)
        open_ = max(0, open_ - 1) if closes else open_ + 1
        kept.append(mark)
    return kept


def _quotes(texts: Sequence[str], paragraph: Sequence[int]) -> Iterator[Mark]:
    """Every double quotation mark with what it does there: "open", "close" or "" (cannot tell)."""
    seen = 0
    for index in paragraph:
        text = texts[index]
        if text.isascii() and '"' not in text:
            continue
        for match in _QUOTE.finditer(text):
            at = match.start()
            if seen % 2 == 0 and at > 0 and text[at - 1].isdigit():
                continue  # nothing is open: inches or seconds
            if (
                text[at] == '"'
                and text[max(0, at - 1)].isalpha()
                and text[at + 1 : at + 2].isalpha()
            ):
                continue  # part of a word, as in Hebrew abbreviations
            seen += 1
            yield index, at, _direction(text, at)


def _direction(text: str, at: int) -> str:
    before = text[at - 1 : at] or " "
    after = text[at + 1 : at + 2] or " "
    free_before = before.isspace() or before in chardata.BEFORE_OPENING
    free_after = after.isspace() or after in chardata.AFTER_CLOSING
    if free_before != free_after:
        return "open" if free_before else "close"
    if text[at] in chardata.OPENING_QUOTES:
        return "open"
    return "close" if text[at] in chardata.CLOSING_QUOTES else ""


def _unmatched(marks: Sequence[Mark]) -> tuple[list[Place], list[Place]]:
    """The marks that open and never close, and those that close what was never opened."""
    opened: list[Place] = []
    closed: list[Place] = []
    for index, at, direction in marks:
        if direction == "open" or (direction == "" and not opened):
            opened.append((index, at))
        elif opened:
            opened.pop()
        else:
            closed.append((index, at))
    return opened, closed
