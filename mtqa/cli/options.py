"""From options of the command line to the configuration in force."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.config import Config


def configuration(options: Mapping[str, object] | None = None) -> "Config":
    """The configuration of a command started here; `options` by dotted key, None is not given.

    Raises:
        ConfigError: with every fault of every layer.
    """
    from mtqa.config import load  # imports every check

    return load(Path.cwd(), os.environ, options)


def under(table: str, options: Mapping[str, object]) -> dict[str, object]:
    """Options by the key they have in a table.

    >>> under("gate", {"min_score": 70.0})
    {'gate.min_score': 70.0}
    """
    return {f"{table}.{name}": value for name, value in options.items()}


def manual() -> dict[str, str]:
    """The manual page of every check by its id, which writers cannot ask the checks for."""
    from mtqa.checks import CHECKS

    return {check.id: check.manual for check in CHECKS.values()}
