"""Paths as CI services want them: from the root of the repository, with forward slashes."""

import os
from functools import cache
from pathlib import Path, PurePath


def in_repository(path: str) -> str:
    """A path as seen from the root of the repository that the command runs in; one outside of it
    stays absolute."""
    whole = os.path.abspath(path)  # noqa: PTH100  # a link is not followed: it is what git knows
    inside = os.path.relpath(whole, _root())
    return PurePath(whole if inside.startswith("..") else inside).as_posix()


@cache
def _root() -> str:
    """The nearest folder above that holds `.git`, else the folder that the command runs in."""
    here = Path.cwd()
    return str(next((f for f in (here, *here.parents) if (f / ".git").exists()), here))
