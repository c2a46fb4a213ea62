"""Globs on paths, the same wherever a user writes one."""

from fnmatch import fnmatchcase
from pathlib import PurePosixPath


def matches(path: PurePosixPath, glob: str) -> bool:
    """Whether a glob means a path: the whole of it, or a folder above it.

    A glob without a slash may match any part of the path; `**/` at its start is any folder or none.

    >>> path = PurePosixPath("news/drafts/a.html")
    >>> [matches(path, glob) for glob in ("*.html", "drafts", "news/*", "**/drafts/*", "drafts/*")]
    [True, True, True, True, False]
    """
    glob = glob.removeprefix("./").rstrip("/")
    if "/" not in glob:
        return any(fnmatchcase(part, glob) for part in path.parts)
    whole = str(path)
    return (
        fnmatchcase(whole, glob)
        or fnmatchcase(whole, f"{glob}/*")
        or (glob.startswith("**/") and matches(path, glob.removeprefix("**/")))
    )
