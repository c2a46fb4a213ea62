"""Which articles to judge where not all are: those of a list, those changed since a revision of
git, those that are not as they were in an older run."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import ConfigError, InputError
from mtqa.types import SELECTION, Document, DocumentReport, Failure, Report
from mtqa.wording import count_text

if TYPE_CHECKING:
    from mtqa.config import Scoring
    from mtqa.readers.discovery import PassedOver

Say = Callable[[str], None]
"""Tells the user a line, unless it is to be quiet."""

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Selection:
    """Files and folders to read, what failed on the way, and `reason`: to what the run is limited,
    empty if it holds all that was named."""

    paths: Sequence[str]
    failures: Sequence[Failure] = ()
    reason: str = ""

    @property
    def is_void(self) -> bool:
        """Whether there is nothing to judge, and that is no fault."""
        return bool(self.reason) and not self.paths and not self.failures

    def as_config(self) -> dict[str, str]:
        """What a run keeps of it."""
        return {SELECTION: self.reason} if self.reason else {}


def select(
    paths: Sequence[str],
    files_from: str | None,
    changed_since: str | None,
    scoring: "Scoring",
    say: Say,
    passed_over: "PassedOver",
) -> Selection:
    """What to read of the paths named and those in a list.

    Raises:
        ConfigError, InputError: the list, or the revision, cannot be made out.
    """
    named, reason = [*paths], ""
    if files_from is not None:
        found, others = _listed(files_from)
        named += found
        reason = "of a list of files"
        if others:
            say(f"left out {count_text(others, 'file')} of the list that can hold no article")
    if changed_since is None:
        return Selection(named, reason=reason)
    return _changed(named, changed_since, scoring, say, passed_over)


def reused(
    documents: Iterable[Document | Failure], old: Report, signature: str, say: Say
) -> Iterator[Document | Failure | DocumentReport]:
    """The same stream, with the reports of an older run in the place of those articles that are as
    they were; if that run was judged in another way, without."""
    known = {report.document: report for report in old.documents}
    if old.signature != signature:
        known = {}
        say("the older run was judged in another way: nothing is taken from it")
    taken = 0
    for item in documents:
        report = known.get(item) if isinstance(item, Document) else None
        taken += report is not None
        yield report or item
    if known:
        say(f"taken from the older run: {count_text(taken, 'article')}")


def _changed(
    named: Sequence[str], revision: str, scoring: "Scoring", say: Say, passed_over: "PassedOver"
) -> Selection:
    from mtqa.readers import READERS
    from mtqa.readers.discovery import discover

    found = list(discover(named, READERS, scoring.include, scoring.exclude, passed_over))
    failures = [item for item in found if isinstance(item, Failure)]
    files = [item for item in found if isinstance(item, str)]
    same = _unchanged(files, revision)
    if same:
        say(f"left out {count_text(len(same), 'file')} unchanged since {revision}")
    changed = [path for path in files if path not in same]
    return Selection(changed, failures, f"changed since {revision}")


def _listed(source: str) -> tuple[list[str], int]:
    """The paths in a list, one a line or ended by NUL, and how many others it names: what has no
    suffix of an article, as most of what a commit changes, and baselines."""
    from mtqa.readers import READERS
    from mtqa.readers.own import is_baseline

    try:
        data = sys.stdin.buffer.read() if source == _STDIN else Path(source).read_bytes()
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error.strerror or error}") from None
    text = os.fsdecode(data)
    parts = text.split("\0") if "\0" in text else text.splitlines()
    paths = [part for part in parts if part.strip()]
    if not paths:
        raise InputError(
            f"--files-from {source}: the list names no file, which may be the fault of what wrote "
            "it; if nothing changed, do not call mtqa, or let it look with --changed-since"
        )
    known = [path for path in paths if Path(path).suffix.lower() in READERS]
    articles = [path for path in known if not is_baseline(Path(path))]
    return articles, len(paths) - len(articles)


def _unchanged(paths: Sequence[str], revision: str) -> set[str]:
    """Those of the files that are as they were where the branch left the revision; what git does
    not know, or is told to ignore, counts as changed."""
    same: set[str] = set()
    tops: list[str] = []
    for folder in sorted({str(Path(path).parent) for path in paths if path != _STDIN}):
        real = os.path.realpath(folder)
        if not any(real == top or real.startswith(f"{top}{os.sep}") for top in tops):
            top = _git(folder, revision, "rev-parse", "--show-toplevel").rstrip("\n")
            tops.append(os.path.realpath(top))
            same |= _unchanged_in(top, revision)
    return {path for path in paths if path != _STDIN and os.path.realpath(path) in same}


def _unchanged_in(top: str, revision: str) -> set[str]:
    """Real paths of the files of a repository that are as they were."""
    base = _git(top, revision, "merge-base", revision, "HEAD").strip()
    tracked = _names(top, revision, "ls-files", "-z")
    differ = _names(top, revision, "diff", "--name-only", "-z", "--no-renames", base)
    return {os.path.realpath(Path(top, name)) for name in tracked - differ}


def _names(folder: str, revision: str, *arguments: str) -> set[str]:
    return {name for name in _git(folder, revision, *arguments).split("\0") if name}


def _git(folder: str, revision: str, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    except OSError as error:
        raise ConfigError(f"--changed-since needs git: {error.strerror or error}") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().partition("\n")[0]
        raise ConfigError(
            f"--changed-since {revision}: git says of {folder}: {said or 'no common history'}; a "
            "shallow clone lacks older revisions (fetch-depth: 0 fetches them)"
        )
    return os.fsdecode(done.stdout)
