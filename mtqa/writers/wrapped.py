"""Text in lines of a terminal's width, with marks: underlined in colour, or by signs without it.

Width counts columns: a Chinese character takes two, a combining accent none. Nothing in a text
reaches the terminal as a control sequence.
"""

import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from mtqa.mqm import Severity
from mtqa.text.visible import visible
from mtqa.writers.marks import Mark, cut

if TYPE_CHECKING:
    from rich.text import Text

SIGNS = {
    Severity.NEUTRAL: ".",
    Severity.MINOR: "~",
    Severity.MAJOR: "^",
    Severity.CRITICAL: "#",
}
"""What a mark is underlined with where there is no colour."""

_LOOKS = {
    Severity.NEUTRAL: "underline",
    Severity.MINOR: "underline yellow",
    Severity.MAJOR: "underline bold red",
    Severity.CRITICAL: "underline bold reverse red",
}
_NARROWEST = 20

WIDEST = 100
"""Columns beyond which a line of text is tiring to read."""


@dataclass(frozen=True, slots=True)
class Style:
    """How to print: in so many columns, and whether in colour."""

    width: int = 80
    colour: bool = False


def terminal_width() -> int:
    """Columns of the terminal (80 if there is none), but no more than can be read with ease."""
    return min(WIDEST, shutil.get_terminal_size().columns)


def lines(
    text: str, style: Style, marks: Sequence[Mark] = (), head: str = "", look: str = "bold"
) -> Iterator[str]:
    r"""A text on as many lines as it needs. `head` stands before the first, in its own look, and as
    much space before the others.

    >>> marks = [Mark(4, 19, 0, Severity.MAJOR, "")]
    >>> print("\n".join(lines("the country country fell", Style(24), marks, "> ")))
    > the country country
          ^^^^^^^^^^^^^^^
      fell
    """
    space = " " * len(head)
    start = painted(head, look, style)
    for line in _wrapped(text, marks, style.width - len(head)):
        runs = _runs(line)
        yield start + "".join(_marked(part, severity, style) for part, severity in runs)
        start = space
        if not style.colour and any(severity for _, severity in runs):
            yield (space + "".join(map(_underline, runs))).rstrip()


def painted(text: str, look: str, style: Style) -> str:
    """A text in a look of rich ("bold red"), or as it is where there is no colour."""
    if not style.colour:
        return text
    from rich.style import Style as Look

    return Look.parse(look).render(text)


def _wrapped(text: str, marks: Sequence[Mark], width: int) -> Iterable["Text"]:
    from rich.console import Console
    from rich.text import Text

    whole = Text()
    for piece in cut(text, marks):
        shown = visible(re.sub(r"\s+", " ", piece.text))
        whole.append(shown, None if piece.severity is None else piece.severity.value)
    width = max(_NARROWEST, width)
    wrapped = whole.wrap(Console(width=width), width)
    for line in wrapped:
        line.rstrip()
    return wrapped


def _runs(line: "Text") -> list[tuple[str, Severity | None]]:
    """Parts of a line under the same mark."""
    severities: list[Severity | None] = [None] * len(line.plain)
    for span in line.spans:
        for place in range(span.start, min(span.end, len(severities))):
            severities[place] = Severity(str(span.style))
    pairs = zip(line.plain, severities, strict=True)
    return [
        ("".join(character for character, _ in group), severity)
        for severity, group in groupby(pairs, key=lambda pair: pair[1])
    ]


def _marked(part: str, severity: Severity | None, style: Style) -> str:
    return part if severity is None else painted(part, _LOOKS[severity], style)


def _underline(run: tuple[str, Severity | None]) -> str:
    from rich.cells import cell_len

    part, severity = run
    return (" " if severity is None else SIGNS[severity]) * cell_len(part)
