"""The configuration in force, and where each value of it came from.

Four layers, the later one wins: defaults, the nearest `mtqa.toml` or `pyproject.toml` with a
`[tool.mtqa]` table, environment variables (`MTQA_SCORE_THREADS` is `score.threads`), options of the
command line. Whatever is wrong in any of them is reported at once, one line each.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal, TypeVar, cast, get_origin, get_type_hints

from mtqa import layers
from mtqa.checks import CHECKS, CheckSettings, configure
from mtqa.checks.base import Check, Option
from mtqa.errors import ConfigError
from mtqa.gate import Limits
from mtqa.layers import Given, Key
from mtqa.mqm import Severity


@dataclass(frozen=True, slots=True)
class General:
    """Keys outside any table. `model` is the one that scores; "none" leaves it to the checks."""

    model: Literal["embedded", "none"] = "embedded"


@dataclass(frozen=True, slots=True)
class Scoring:
    """What `mtqa score` reads and how it works.

    `include` and `exclude` are globs for files in folders; languages are BCP 47 tags, None leaves
    them to be told from the text; `threads` None uses every CPU this process may use.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    segmented: bool = False
    threads: int | None = None

    def __post_init__(self) -> None:
        if self.threads is not None and self.threads < 1:
            raise ConfigError(f"threads: {self.threads} is too few; give 1 or more")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which checks run, by id or theme: `enable` (all, if empty) without `disable`."""

    enable: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One value in force, as text, and where it was set."""

    key: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration; `settings` lists it flat, in the order of the manual."""

    general: General = field(default_factory=General)
    scoring: Scoring = field(default_factory=Scoring)
    gate: Limits = field(default_factory=Limits)
    checks: tuple[Check, ...] = ()
    settings: tuple[Setting, ...] = ()

    def of_run(self) -> dict[str, str]:
        """What shaped a run, by key: all but the limits of the gate, which judge it later."""
        return {s.key: s.value for s in self.settings if not s.key.startswith("gate.")}


_TABLES: Mapping[str, type] = {"": General, "score": Scoring, "checks": Selection, "gate": Limits}
_SEVERITY = Literal["neutral", "minor", "major", "critical"]
Table = TypeVar("Table", General, Scoring, Limits, Selection)


def load(
    start: Path, environment: Mapping[str, str], options: Mapping[str, object] | None = None
) -> Config:
    """The configuration for a command started in the folder `start`.

    Args:
        start: where the search for a configuration file begins; it goes up to the root.
        environment: of which only the variables that begin with `MTQA_` are looked at.
        options: values of the command line by dotted key ("score.threads"); None and empty tuples
            are options that were not given.

    Raises:
        ConfigError: with one line for every fault: an unknown key (naming the nearest one), a value
            of the wrong type, an unknown check, a file that is not TOML.
    """
    faults: list[str] = []
    values: dict[Key, Given] = {}
    try:
        values |= layers.from_file(start)
    except ConfigError as error:
        faults.append(str(error))
    values |= layers.from_environment(environment, {_variable(key): key for key in _known()})
    values |= layers.from_options(options or {})
    faults += _unknown_keys(values)
    general = _table(General, "", values, faults)
    scoring = _table(Scoring, "score", values, faults)
    gate = _table(Limits, "gate", values, faults)
    selection = _table(Selection, "checks", values, faults)
    checks = _checks(selection, values, faults)
    if faults:
        raise ConfigError("\n".join(faults))
    tables = {"": general, "score": scoring, "checks": selection, "gate": gate}
    return Config(general, scoring, gate, checks, tuple(_settings(tables, values)))


def _known() -> Iterator[Key]:
    for table, kind in _TABLES.items():
        for member in fields(kind):
            yield (table, member.name) if table else (member.name,)


def _variable(path: Key) -> str:
    return layers.PREFIX + "_".join(path).upper()


def _unknown_keys(values: Mapping[Key, Given]) -> Iterator[str]:
    known = set(_known())
    for path, given in values.items():
        if path in known or (path[0] == "checks" and len(path) == 3):
            continue
        if given.origin.startswith("environment"):
            near = _nearest(path[0], [_variable(other) for other in known])
            yield f"{given.origin}: there is no such setting; the nearest is {near}"
        else:
            near = _nearest(".".join(path), [".".join(other) for other in known])
            yield f"{given.origin}: unknown key {'.'.join(path)}; the nearest is {near}"


def _nearest(name: str, known: Sequence[str]) -> str:
    return difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)[0]


def _table(kind: type[Table], name: str, values: Mapping[Key, Given], faults: list[str]) -> Table:
    """One table of the configuration, each of its keys checked on its own so that no fault hides
    another."""
    accepted: dict[str, object] = {}
    build: Callable[..., Table] = kind
    for key, hint in get_type_hints(kind).items():
        path = (name, key) if name else (key,)
        if path in values:
            given = values[path]
            try:
                value = _typed(key, given, hint)
                build(**{key: value})  # the range of a number is the table's own affair
            except ConfigError as error:
                faults.append(f"{given.origin}: {name}{'.' if name else ''}{error}")
            else:
                accepted[key] = value
    return build(**accepted)


def _typed(name: str, given: Given, hint: object) -> object:
    from pydantic import TypeAdapter, ValidationError  # slow to import: not for --help

    value = given.value
    if given.text and isinstance(value, str) and get_origin(hint) is tuple:
        value = tuple(part.strip() for part in value.split(","))
    try:
        return TypeAdapter(cast(type[object], hint)).validate_python(value, strict=not given.text)
    except ValidationError as error:
        why = error.errors(include_url=False)[0]["msg"]
        raise ConfigError(f"{name}: {value!r} will not do: {why[0].lower()}{why[1:]}") from None


def _checks(
    selection: Selection, values: Mapping[Key, Given], faults: list[str]
) -> tuple[Check, ...]:
    settings: dict[str, CheckSettings] = {}
    for path, given in values.items():
        if path[0] == "checks" and len(path) == 3:
            try:
                settings[path[1]] = _setting(settings.get(path[1]), path[2], given)
                configure({path[1]: _setting(None, path[2], given)})
            except ConfigError as error:
                faults.append(f"{given.origin}: checks: {error}")
    for key, names in (("enable", selection.enable), ("disable", selection.disable)):
        for name in names:
            try:
                configure(disabled=[name])
            except ConfigError as error:
                faults.append(f"{values['checks', key].origin}: checks.{key}: {error}")
    if faults:
        return ()
    off = {c.id for c in CHECKS.values() if not {c.id, c.theme} & {*selection.enable}}
    return configure(settings, disabled=[*selection.disable, *(off if selection.enable else ())])


def _setting(before: CheckSettings | None, name: str, given: Given) -> CheckSettings:
    before = before or CheckSettings()
    if name == "enabled":
        return replace(before, enabled=cast(bool, _typed(name, given, bool)))
    if name == "severity":
        return replace(before, severity=Severity(cast(str, _typed(name, given, _SEVERITY))))
    value = cast(Option, _typed(name, given, Option))
    return replace(before, options={**before.options, name: value})


def _settings(tables: Mapping[str, object], values: Mapping[Key, Given]) -> Iterator[Setting]:
    for name, table in tables.items():
        for member in fields(table):  # type: ignore[arg-type]  # a table is a dataclass
            path: Key = (name, member.name) if name else (member.name,)
            origin = values[path].origin if path in values else "default"
            yield Setting(".".join(path), _text(getattr(table, member.name)), origin)
    for path, given in values.items():
        if path[0] == "checks" and len(path) == 3:
            yield Setting(".".join(path), _text(given.value), given.origin)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
