"""What mtqa itself has written: run folders and pages of reports, which are no articles."""

from collections.abc import Collection
from pathlib import Path

RUN_FILES = frozenset({"run.json", "documents.jsonl"})
"""The files of a run folder."""

GENERATOR = b'<meta name="generator" content="mtqa'
"""Stands in the head of every page of a report."""

_HEAD = 4_096  # bytes: the mark stands among the first tags


def is_run(names: Collection[str]) -> bool:
    """Whether a folder with files of these names is a run.

    >>> is_run(["documents.jsonl", "notes.txt", "run.json"]), is_run(["run.json"])
    (True, False)
    """
    return set(names) >= RUN_FILES


def is_page(path: Path) -> bool:
    """Whether a file is a page of a report; a file that cannot be read is none."""
    if path.suffix.lower() != ".html":
        return False
    try:
        with path.open("rb") as file:
            return GENERATOR in file.read(_HEAD)
    except (OSError, ValueError):
        return False


def holds_report(folder: Path) -> bool:
    """Whether a report fills a folder, be it one that was never finished and has no index."""
    return any(is_page(p) for glob in ("*.html", "documents/*.html") for p in folder.glob(glob))
