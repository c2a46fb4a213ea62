"""Which files to read: those named, and those found in the folders named."""

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from mtqa.types import Failure

STDIN = "-"


def discover(
    paths: Sequence[str],
    suffixes: Iterable[str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
) -> Iterator[str | Failure]:
    """Paths of files to read, each once: as named, folders in the order of their sorted paths.

    In a folder only visible files of the known suffixes count. `include` and `exclude` are globs on
    the path within the folder; one without a slash may match any part of it.
    """
    known = frozenset(suffixes)
    read: set[str] = set()
    for path in paths:
        found: Iterator[str | Failure] = iter([path])
        if path and path != STDIN and _is_folder(path):
            found = _in_folder(path, known, include, exclude)
        for item in found:
            if isinstance(item, Failure):
                yield item
                continue
            real = _real(item)
            if real not in read:
                read.add(real)
                yield item


def _in_folder(
    folder: str, suffixes: frozenset[str], include: Sequence[str], exclude: Sequence[str]
) -> Iterator[str | Failure]:
    failures: list[Failure] = []
    candidates = sorted(_files(folder, failures), key=lambda path: path.parts)
    known = [path for path in candidates if path.suffix.lower() in suffixes]
    chosen = [
        path
        for path in known
        if (not include or _matches(path, include)) and not _matches(path, exclude)
    ]
    yield from failures
    for path in chosen:
        yield (Path(folder) / path).as_posix()
    if not chosen and not failures:
        yield Failure(folder, f"{folder}: no article in it: {_why(candidates, known, suffixes)}")


def _why(
    candidates: Sequence[PurePosixPath], known: Sequence[PurePosixPath], suffixes: Iterable[str]
) -> str:
    if known:
        return f"--include and --exclude leave none of {len(known)} files"
    readable = ", ".join(sorted(suffixes))
    if candidates:
        return f"none of {len(candidates)} files ends in one of {readable}"
    return f"it is empty; mtqa reads files that end in one of {readable}"


def _files(folder: str, failures: list[Failure]) -> Iterator[PurePosixPath]:
    """Visible files below a folder, as paths within it; links to folders are followed once."""
    seen: set[str] = set()
    waiting = [PurePosixPath()]
    while waiting:
        inside = waiting.pop()
        path = Path(folder) / inside
        real = _real(str(path))
        if real in seen:
            continue
        seen.add(real)
        try:
            names = sorted(entry.name for entry in path.iterdir())
        except OSError as error:
            failures.append(Failure(str(path), f"{path}: cannot be read: {error.strerror}"))
            continue
        for name in names:
            if name.startswith("."):
                continue
            if _is_folder(str(path / name)):
                waiting.append(inside / name)
            else:
                yield inside / name


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except OSError:  # it will be told when the path is read
        return False


def _real(path: str) -> str:
    """The path without links; "-" and what can be no path stand for themselves."""
    if path in ("", STDIN) or "\0" in path:
        return path
    return os.path.realpath(path)


def _matches(path: PurePosixPath, globs: Sequence[str]) -> bool:
    return any(_match(path, glob) for glob in globs)


def _match(path: PurePosixPath, glob: str) -> bool:
    glob = glob.removeprefix("./").rstrip("/")
    if "/" not in glob:
        return any(fnmatchcase(part, glob) for part in path.parts)
    whole = str(path)
    return (
        fnmatchcase(whole, glob)
        or fnmatchcase(whole, f"{glob}/*")
        or (glob.startswith("**/") and _match(path, glob.removeprefix("**/")))
    )
