"""Which files to read: those named, and those found in the folders named."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from mtqa.readers.own import BASELINE, KINDS, is_baseline, is_run, kind_of
from mtqa.text.globs import matches
from mtqa.types import Failure
from mtqa.wording import count_text

STDIN = "-"

PassedOver = Callable[[str, str], None]
"""Called with the path of what mtqa wrote itself and is not read, and its kind: "run", "report
page" or "file", found in a folder, or "baseline", named or found."""


def discover(
    paths: Sequence[str],
    suffixes: Iterable[str],
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    on_passed_over: PassedOver | None = None,
) -> Iterator[str | Failure]:
    """Paths of files to read, each once: as named, folders in the order of their sorted paths.

    In a folder only visible files of the known suffixes count, without those of run folders and
    reports of mtqa. `include` and `exclude` are globs on the path within the folder; one without a
    slash may match any part of it. A baseline is never read, since it is named by accident: it lies
    beside articles in a repository, where globs and hooks name all files.
    """
    wanted = _Wanted(frozenset(suffixes), include, exclude)
    read: set[str] = set()
    failed = False
    for path in paths:
        for item in _at(path, wanted, on_passed_over):
            if isinstance(item, Failure):
                failed = True
                yield item
            elif (real := _real(item)) not in read:
                read.add(real)
                yield item
    if not read and not failed:  # baselines, all of them
        yield from (Failure(path, f"{path}: a baseline of mtqa, and no article") for path in paths)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which files of a folder to read."""

    suffixes: frozenset[str]
    include: Sequence[str]
    exclude: Sequence[str]

    def has(self, path: PurePosixPath) -> bool:
        return (not self.include or _matches(path, self.include)) and not _matches(
            path, self.exclude
        )


@dataclass(slots=True)
class _Found:
    """What a walk through a folder came by; paths are within the folder."""

    files: list[PurePosixPath] = field(default_factory=list)
    runs: list[PurePosixPath] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def _at(path: str, wanted: _Wanted, on_passed_over: PassedOver | None) -> Iterator[str | Failure]:
    """What is to be read of a path that was named."""
    if path in ("", STDIN):
        yield path
    elif _is_folder(path):
        yield from _in_folder(path, wanted, on_passed_over)
    elif not is_baseline(Path(path)):
        yield path
    elif on_passed_over is not None:
        on_passed_over(path, BASELINE)


def _in_folder(
    folder: str, wanted: _Wanted, on_passed_over: PassedOver | None
) -> Iterator[str | Failure]:
    found = _walk(folder)
    candidates = sorted(found.files, key=lambda path: path.parts)
    known = [path for path in candidates if path.suffix.lower() in wanted.suffixes]
    chosen = [path for path in known if wanted.has(path)]
    own = {path: kind for path in chosen if (kind := kind_of(Path(folder) / path))}
    runs = [path for path in sorted(found.runs) if not _matches(path, wanted.exclude)]
    if on_passed_over is not None:
        by_kind = sorted(own.items(), key=lambda item: KINDS.index(item[1]))
        for path, kind in (*((run, "run") for run in runs), *by_kind):
            on_passed_over((Path(folder) / path).as_posix(), kind)
    yield from found.failures
    for path in chosen:
        if path not in own:
            yield (Path(folder) / path).as_posix()
    if len(chosen) == len(own) and not found.failures:
        if runs or set(own.values()) - {BASELINE}:
            why = _OWN
        else:
            why = _BASELINES if own else _why(candidates, known, wanted.suffixes)
        yield Failure(folder, f"{folder}: no article in it: {why}")


_BASELINES = "only baselines of mtqa"
_OWN = "only runs or reports of mtqa; name a file to read it all the same"


def _why(
    candidates: Sequence[PurePosixPath], known: Sequence[PurePosixPath], suffixes: Iterable[str]
) -> str:
    if known:
        return f"--include and --exclude leave none of {count_text(len(known), 'file')}"
    readable = ", ".join(sorted(suffixes))
    if candidates:
        return f"none of {count_text(len(candidates), 'file')} ends in one of {readable}"
    return f"it is empty; mtqa reads files that end in one of {readable}"


def _walk(folder: str) -> _Found:
    """Visible files below a folder but for those of runs; links to folders are followed once."""
    found = _Found()
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
            found.failures.append(Failure(str(path), f"{path}: cannot be read: {error.strerror}"))
            continue
        if is_run(names):
            found.runs.append(inside)
            continue
        for name in names:
            if name.startswith("."):
                continue
            if _is_folder(str(path / name)):
                waiting.append(inside / name)
            else:
                found.files.append(inside / name)
    return found


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
    return any(matches(path, glob) for glob in globs)
