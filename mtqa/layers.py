"""Where values of the configuration come from: a file, the environment, the command line.

Each layer becomes a flat table of values by key, each with its origin. Which keys there are and
what they want is the affair of others.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_origin

from mtqa.errors import ConfigError

PREFIX = "MTQA_"
"""Of the environment variables that set a key."""

Key = tuple[str, ...]
"""("model",), ("score", "threads") or ("checks", "repetition.phrase_loop", "min_repeats")."""


@dataclass(frozen=True, slots=True)
class Given:
    """A value somebody set, and where. `text` says that it is text whatever its key wants; paths
    in it are relative to `folder`. `names_key` says that the origin tells the key as well."""

    value: object
    origin: str
    text: bool = False
    folder: Path = Path()
    names_key: bool = False

    def fault(self, key: Key, why: object) -> str:
        """What is wrong with the value of a key, in one line that names the key once.

        >>> Given(-1, "a.toml").fault(("gate", "max_garbled"), "max_garbled: -1 is too few")
        'a.toml: gate.max_garbled: -1 is too few'
        >>> option = Given(-1, "--max-garbled", names_key=True)
        >>> option.fault(("gate", "max_garbled"), "max_garbled: -1 is too few")
        '--max-garbled: -1 is too few'
        """
        where = self.origin if self.names_key else f"{self.origin}: {'.'.join(key)}"
        return f"{where}: {str(why).removeprefix(f'{key[-1]}: ')}"

    def lines(self) -> Iterator[str]:
        """The lines of the text file that the value names, without blank ones and those that begin
        with `#`.

        Raises:
            ConfigError: it cannot be read, or is not UTF-8.
        """
        path = self.folder / str(self.value)
        try:
            text = path.read_text("utf-8-sig")
        except OSError as error:
            raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
        except ValueError:
            raise ConfigError(f"{path}: is not UTF-8; save it as that") from None
        stripped = (line.strip() for line in text.splitlines())
        return (line for line in stripped if line and not line.startswith("#"))


def from_file(start: Path) -> dict[Key, Given]:
    """Values of the nearest `mtqa.toml`, or `pyproject.toml` with a `[tool.mtqa]` table, in the
    folder `start` or above it. In one folder `mtqa.toml` comes first.

    Raises:
        ConfigError: the file cannot be read or is not TOML.
    """
    for folder in (start, *start.parents):
        for path, tables in (
            (folder / "mtqa.toml", ()),
            (folder / "pyproject.toml", ("tool", "mtqa")),
        ):
            if path.is_file() and (found := _descend(_parsed(path), tables)) is not None:
                return {key: Given(value, str(path), folder=folder) for key, value in _flat(found)}
    return {}


def from_environment(environment: Mapping[str, str], known: Mapping[str, Key]) -> dict[Key, Given]:
    """Values of the variables that begin with `PREFIX`, empty ones passed over. `known` gives the
    key of a variable; a variable that is not there keeps its name as key."""
    return {
        known.get(name, (name,)): Given(value, f"environment {name}", text=True, names_key=True)
        for name, value in environment.items()
        if name.startswith(PREFIX) and value
    }


def from_options(options: Mapping[str, object]) -> dict[Key, Given]:
    """Values of the command line by dotted key; None and () are options that were not given."""
    return {
        tuple(key.split(".")): Given(
            value, "--" + key.rpartition(".")[2].replace("_", "-"), names_key=True
        )
        for key, value in options.items()
        if value is not None and value != ()
    }


def typed(name: str, given: Given, hint: object) -> object:
    """The value as its key wants it: an annotation such as `int | None`.

    Raises:
        ConfigError: it is of another type.
    """
    from pydantic import TypeAdapter, ValidationError  # slow to import: not for --help

    value = given.value
    if given.text and isinstance(value, str) and get_origin(hint) is tuple:
        value = tuple(part.strip() for part in value.split(","))
    try:
        return TypeAdapter(cast(type[object], hint)).validate_python(value, strict=not given.text)
    except ValidationError as error:
        why = error.errors(include_url=False)[0]["msg"].replace("valid tuple", "list")
        raise ConfigError(f"{name}: {value!r} will not do: {why[0].lower()}{why[1:]}") from None


def shown(value: object) -> str:
    """A value as text, for people.

    >>> shown(None), shown(True), shown(("a", "b"))
    ('', 'true', 'a, b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _parsed(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML ({error}); mend the file") from None


def _descend(document: object, tables: Sequence[str]) -> dict[str, object] | None:
    for name in tables:
        document = document.get(name) if isinstance(document, dict) else None
    return document if isinstance(document, dict) else None


def _flat(tables: Mapping[str, object], above: Key = ()) -> Iterator[tuple[Key, object]]:
    """Leaves by their key. `[checks.repetition.phrase_loop]` without quotes is three tables to
    TOML; it is taken as the one table `[checks."repetition.phrase_loop"]` that was meant."""
    for name, value in tables.items():
        key = (*above, name)
        if isinstance(value, dict):
            yield from _flat(value, key)
        else:
            if key[0] == "checks" and len(key) > 3:
                key = ("checks", ".".join(key[1:-1]), key[-1])
            yield key, tuple(value) if isinstance(value, list) else value
