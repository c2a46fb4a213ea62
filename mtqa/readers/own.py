"""What mtqa itself has written: runs, reports and baselines, which are no articles."""

import re
from collections.abc import Collection
from pathlib import Path

RUN_FILES = frozenset({"run.json", "documents.jsonl"})
"""The files of a run folder."""

GENERATOR = b'<meta name="generator" content="mtqa'
"""Stands in the head of every page of a report."""

PAGE, BASELINE, FILE = KINDS = ("report page", "baseline", "file")
"""What a file of ours may be; the last is a sheet for readers, or a report that is no page."""

_HEAD = 4_096  # bytes: the mark stands among the first tags


def is_run(names: Collection[str]) -> bool:
    """Whether a folder with files of these names is a run.

    >>> is_run(["documents.jsonl", "notes.txt", "run.json"]), is_run(["run.json"])
    (True, False)
    """
    return set(names) >= RUN_FILES


_BASELINE = re.compile(rb"mtqa-baseline \d+\r?\nsignature ")
"""How a baseline begins."""

_OPENINGS = {
    ".txt": re.compile(rb"mtqa-baseline |gate: |verdict +grade +score  95 % interval "),
    ".md": re.compile(rb"## mtqa(?: gate)?: "),
    ".csv": re.compile(
        rb"\xef\xbb\xbf(?:document,path,system,target_lang,segment,start,end,"
        rb"|item,document,line,system,source,before,target,after,)"
    ),
    ".jsonl": re.compile(
        rb'\{"document": [^\n]*?"system": [^\n]*?"segment": 0, "start": \d+, "end": \d+, "line": '
    ),
}
"""How sheets for readers, and reports begin that are no pages, by suffix; and damaged baselines."""


def kind_of(path: Path) -> str | None:
    """Which of `KINDS` a file is; None if mtqa did not write it, or if it cannot be read."""
    head, suffix = _head(path), path.suffix.lower()
    if _BASELINE.match(head):
        return BASELINE
    if suffix == ".html" and GENERATOR in head:
        return PAGE
    opening = _OPENINGS.get(suffix)
    return FILE if opening is not None and opening.match(head) else None


def is_baseline(path: Path) -> bool:
    """Whether a file is a baseline, whatever it is called; one that cannot be read is none, nor is
    a pipe, which can be read only once."""
    try:
        is_whole = path.is_file()
    except OSError:  # such as a name that is too long
        return False
    return is_whole and kind_of(path) == BASELINE


def is_page(path: Path) -> bool:
    """Whether a file is a page of a report; a file that cannot be read is none."""
    return path.suffix.lower() == ".html" and kind_of(path) == PAGE


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""


def holds_report(folder: Path) -> bool:
    """Whether a report fills a folder, be it one that was never finished and has no index."""
    return any(is_page(p) for glob in ("*.html", "documents/*.html") for p in folder.glob(glob))
