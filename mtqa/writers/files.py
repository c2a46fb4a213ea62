"""Files that are either whole or not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from mtqa.errors import ConfigError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of `path` once all is written, and leaves no trace if not.

    A link is followed, and what is not an ordinary file (a pipe, /dev/null) is written to directly.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            yield stream
        return
    beside = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        with beside.open("wb") as stream:
            yield stream
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Turn what the system says of a file that cannot be written into one clear line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        where = error.filename or out
        raise ConfigError(
            f"{where}: cannot be written ({error.strerror}); choose another place with --out"
        ) from None
