"""Folders that mtqa fills: which a report may go into, and what a replaced run leaves behind."""

import os
from pathlib import Path

from mtqa.errors import ConfigError
from mtqa.readers.own import RUN_FILES, holds_report, is_page


def beside(folder: Path) -> Path:
    """Where to put a report: not into a folder that holds a run or anything else.

    >>> beside(Path("runs/today")).as_posix()
    'runs/today-report'
    """
    name = f"{folder.resolve().name or 'mtqa'}-report"
    return folder / ".." / name if folder.name in ("", "..") else folder.with_name(name)


def ensure_report_folder(folder: Path) -> None:
    """Refuse a folder that holds anything but a report; hidden files do not count.

    Raises:
        ConfigError: with the cure.
    """
    if not folder.is_dir() or holds_report(folder):
        return
    if any(not path.name.startswith(".") for path in folder.iterdir()):
        raise ConfigError(
            f"{folder} is not empty and holds no report of mtqa; name a new folder, such as "
            f"{beside(folder)}"
        )


def clear_reports(run: Path) -> tuple[list[str], list[str]]:
    """Remove reports that stand in the folder of a run that is to be replaced, or in a folder of
    it: they would be out of date.

    Returns:
        The names of what was removed, and of what else stands beside the run itself.
    """
    removed = []
    for path in sorted(run.iterdir()):
        if path.is_dir() and not path.is_symlink() and holds_report(path):
            _clear_report(path)
            removed.append(path.name)
        elif is_page(path):
            path.unlink()
            removed.append(path.name)
    names = sorted(path.name for path in run.iterdir())
    return removed, [n for n in names if n not in RUN_FILES and not n.startswith(".")]


def _clear_report(folder: Path) -> None:
    """Remove the files of a report, and the folders that are empty then."""
    from mtqa.writers.site import OURS

    for below, _, names in os.walk(folder, topdown=False):
        for path in (Path(below) / name for name in names):
            inside = path.relative_to(folder).as_posix()
            if is_page(path) or (path.suffix != ".html" and OURS.fullmatch(inside)):
                path.unlink()
        if not any(Path(below).iterdir()):
            Path(below).rmdir()
