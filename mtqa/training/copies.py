"""The public MQM files as they were before somebody marked them.

A row holds the text that one rater marked. Where two marks overlapped, the files have the words
under both of them twice ("the capital airportcapital airport"), some raters typed what was missing,
and so a third of the outputs of 2020 stand there in more than one copy.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pandas import DataFrame

Span = list[int | str]
"""Start, end, severity, category; half-open."""

_SHARED = 4  # characters that two marks must share to have overlapped, if neither holds the other


def mended(rows: "DataFrame") -> "DataFrame":
    """The same rows with one target for each output, and the spans where the words stand in it.

    Columns: dataset, document, segment, system, target and spans (JSON). What most raters saw
    counts, then the shortest.
    """
    marked = zip(rows.target, rows.spans, strict=True)
    once = [undoubled(text, json.loads(spans or "[]")) for text, spans in marked]
    keys = [rows[key].astype(str) for key in ("dataset", "document", "segment", "system")]
    seen = rows.assign(target=[text for text, _ in once]).groupby(keys).target.transform(text_seen)
    both = zip(once, seen, strict=True)
    spans = [json.dumps(moved(marks, text, new)) for (text, marks), new in both]
    return rows.assign(target=seen, spans=spans)


def text_seen(copies: Iterable[str]) -> str:
    """Of the copies of one output what most raters saw, then the shortest."""
    counts = Counter(copies)
    return min(counts, key=lambda text: (-counts[text], len(text), text))


def undoubled(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """The text without what two marks repeat, and the marks in it.

    >>> undoubled("at the airportairport.", [[3, 14, "major", ""], [14, 21, "minor", ""]])
    ('at the airport.', [[3, 14, 'major', ''], [7, 14, 'minor', '']])
    """
    marks = sorted((list(span) for span in spans), key=lambda span: (int(span[0]), int(span[1])))
    for place, (before, after) in enumerate(pairwise(marks), 1):
        start, middle, end = int(before[0]), int(before[1]), int(after[1])
        if middle != after[0] or not start < middle < end <= len(text):
            continue
        again = _again(text[start:middle], text[middle:end])
        if again:
            text = text[:middle] + text[middle + again :]
            for mark in marks[place:]:
                mark[:2] = [int(mark[0]) - again, int(mark[1]) - again]
    return text, marks


def _again(first: str, second: str) -> int:
    """Characters at the start of the second mark that are the end of the first one."""
    shared = next(
        (n for n in range(min(len(first), len(second)), 0, -1) if first.endswith(second[:n])), 0
    )
    return shared if shared in (len(first), len(second)) or shared >= _SHARED else 0


def moved(spans: Iterable[Span], old: str, new: str) -> list[Span]:
    """The spans in another copy of the text: the same words, where they stand nearest, or what
    stands in their place. What is not there at all is left out."""
    if old == new:
        return list(spans)
    places = [(_place(int(span[0]), int(span[1]), old, new), span) for span in spans]
    return [[start, end, *span[2:]] for (start, end), span in places if start < end]


def _place(start: int, end: int, old: str, new: str) -> tuple[int, int]:
    words = old[start:end]
    found = [at for at in range(len(new)) if new.startswith(words, at)] if words else []
    if not found:
        return _stand_in(start, end, old, new)
    nearest = min(found, key=lambda at: abs(at - start))
    return nearest, nearest + len(words)


def _stand_in(start: int, end: int, old: str, new: str) -> tuple[int, int]:
    """What stands between the characters of `new` that answer to those around the span."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    before = max((b.b + min(start - b.a, b.size) for b in blocks if b.a <= start), default=0)
    behind = min((b.b + max(0, end - b.a) for b in blocks if b.a + b.size >= end), default=len(new))
    return before, behind
