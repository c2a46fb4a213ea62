"""How numbers, places and modes are spelt for people.

Shown numbers are rounded towards the failing side, so a score of 99.99 never reads 100.
"""

import math
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import PurePath

from mtqa.text.visible import visible
from mtqa.types import Document, Failure, Report, Side

_MODES: Mapping[Side, str] = {
    Side.TARGET: (
        "Judged from the translation alone: says where a text is broken; "
        "it cannot see a fluent wrong translation."
    ),
    Side.SOURCE: (
        "Judged with the source text: says where a translation is broken and where it strays from "
        "its source."
    ),
    Side.REFERENCE: (
        "Judged with a reference translation: says where a translation is broken and how far it is "
        "from the reference."
    ),
}
"""What each mode can and cannot see, in one sentence."""

NO_TRANSLATION = "(no translation)"
"""Stands where the text of an empty sentence would."""


def mode_text(mode: Side, compared: int = 0) -> str:
    """What a run can and cannot see, in one sentence. `compared` articles have a source, which the
    checks look at even where the model does not.

    >>> mode_text(Side.TARGET, 2).partition(": ")[0]
    'Judged from the translation alone, but for checks against the source in 2 articles'
    """
    if mode is not Side.TARGET or not compared:
        return _MODES[mode]
    return (
        "Judged from the translation alone, but for checks against the source in "
        f"{count_text(compared, 'article')}: says where a text is broken; "
        "it cannot see most fluent wrong translations."
    )


def label(document: Document) -> str:
    """Name of an article for a line of text: its path, and its id where the path alone is not
    enough (several articles in one file).

    >>> label(Document("a.txt", (), path="in/a.txt")), label(Document("7", (), path="in/rows.csv"))
    ('in/a.txt', 'in/rows.csv [7]')
    >>> label(Document("in/rows.csv:7", (), path="in/rows.csv"))
    'in/rows.csv:7'
    """
    if document.path is None:
        return visible(document.id)
    if _is_named_by_path(document):
        return visible(document.path)
    if document.id.startswith(f"{document.path}:"):
        return visible(document.id)
    return visible(f"{document.path} [{document.id}]")


def heading(document: Document) -> str:
    """What to call an article at the head of a page: its title, else the name of its file, else
    its id.

    >>> heading(Document("in/a.txt", (), path="in/a.txt")), heading(Document("7", (), path="r.csv"))
    ('a.txt', '7')
    """
    if document.title:
        return document.title
    if document.path is not None and _is_named_by_path(document):
        return PurePath(document.path).name
    return document.id


def _is_named_by_path(document: Document) -> bool:
    path = document.path or ""
    names = (path, PurePath(path).name, PurePath(path).stem)
    return document.id in names or path.endswith("/" + document.id)


def location(document: Document, segment: int) -> str:
    """`path:line` of a segment."""
    return visible(f"{document.path or document.id}:{document.segments[segment].line}")


def failure_text(failure: Failure) -> str:
    """One line that names the path once, whether or not the error does.

    >>> failure_text(Failure("a.csv", "a.csv:3: no column")), failure_text(Failure("b", "empty"))
    ('a.csv:3: no column', 'b: empty')
    """
    named = failure.error.startswith(f"{failure.path}:")
    return visible(failure.error if named else f"{failure.path}: {failure.error}")


def selection_text(report: Report) -> str:
    """What a run is limited to, as a sentence; empty if it holds all that was named.

    >>> selection_text(Report((), config={"score.selection": "changed since main"}))
    'The run is limited to articles changed since main, and there were none.'
    """
    if not report.selection:
        return ""
    held = "" if report.documents else ", and there were none"
    return f"The run is limited to articles {visible(report.selection)}{held}."


def score_text(value: float | None) -> str:
    """A score with one decimal, rounded down; "n/a" if it is not known.

    >>> score_text(99.99), score_text(None), score_text(float("nan"))
    ('99.9', 'n/a', 'nan')
    """
    return "n/a" if value is None else _rounded(value, ROUND_FLOOR)


def share_text(value: float) -> str:
    """A share (0..1) in per cent with one decimal, rounded up.

    >>> share_text(0.0501), share_text(0.0)
    ('5.1 %', '0.0 %')
    """
    return f"{_rounded(value, ROUND_CEILING, scale=100)} %"


def rate_text(value: float) -> str:
    """A rate with one decimal, rounded up.

    >>> rate_text(4.01)
    '4.1'
    """
    return _rounded(value, ROUND_CEILING)


def count_text(count: int, noun: str) -> str:
    """A number and its noun.

    >>> count_text(1, "garbled passage"), count_text(1200, "word")
    ('1 garbled passage', '1,200 words')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _rounded(value: float, rounding: str, scale: int = 1) -> str:
    if not math.isfinite(value):
        return str(value)
    return str((Decimal(repr(float(value))) * scale).quantize(Decimal("0.1"), rounding))
