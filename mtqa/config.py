"""The configuration in force, and where each value of it came from.

Four layers, the later one wins: defaults, the nearest `mtqa.toml` or `pyproject.toml` with a
`[tool.mtqa]` table, environment variables (`MTQA_SCORE_THREADS` is `score.threads`), options of the
command line. Whatever is wrong in any of them is reported at once, one line each.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal, TypeVar, cast, get_type_hints

from mtqa import layers
from mtqa.checks import CheckSettings, Suppression, configure
from mtqa.checks.base import Check, Option
from mtqa.checks.settings import unknown_names
from mtqa.checks.terms import with_glossary
from mtqa.errors import ConfigError
from mtqa.gate import Limits, Scope
from mtqa.gate.tables import is_scope, named_checks, scopes
from mtqa.layers import Given, Key
from mtqa.mqm import Severity
from mtqa.readers.glossary import read_glossary
from mtqa.types import Glossary, Term


@dataclass(frozen=True, slots=True)
class General:
    """Keys outside any table. `model` is the one that scores; "none" leaves it to the checks.

    `allow` are words and names that no check may complain of, `allow_file` is a file with more of
    them, one a line. `glossary` is a file of terms (CSV, TSV or TBX), `do_not_translate` are names
    that stay as they are in the source.
    """

    model: Literal["embedded", "none"] = "embedded"
    allow: tuple[str, ...] = ()
    allow_file: str | None = None
    glossary: str | None = None
    do_not_translate: tuple[str, ...] = ()


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
    suppression: Suppression = field(default_factory=Suppression)
    settings: tuple[Setting, ...] = ()
    gate_scopes: tuple[Scope, ...] = ()

    def of_run(self) -> dict[str, str]:
        """What shaped a run, by key: all but the limits of the gate, which judge it later."""
        return {s.key: s.value for s in self.settings if not s.key.startswith("gate.")}


_TABLES: Mapping[str, type] = {"": General, "score": Scoring, "checks": Selection, "gate": Limits}
_PER_FILE = "per-file-ignores"
_LIKENESS = 0.6
"""Least likeness (0..1, difflib's ratio) of a name worth suggesting: difflib's own default."""
_SEVERITY = Literal["neutral", "minor", "major", "critical"]
Table = TypeVar("Table", General, Scoring, Limits, Selection)


def load(
    start: Path, environment: Mapping[str, str], options: Mapping[str, object] | None = None
) -> Config:
    """The configuration for a command started in the folder `start`.

    Args:
        start: where the search for a configuration file begins; it goes up to the root.
        environment: of which only the variables that begin with `MTQA_` are looked at.
        options: of the command line by dotted key ("score.threads"); None and () are not given.

    Raises:
        ConfigError: with one line for every fault.
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
    gate_scopes = scopes(values, faults)
    for key, given, names in named_checks(values):
        faults += [given.fault(key, fault) for fault in unknown_names(names)]
    selection = _table(Selection, "checks", values, faults)
    checks = with_glossary(_checks(selection, values, faults), _glossary(general, values, faults))
    suppression = _suppression(general, values, faults)
    if faults:
        raise ConfigError("\n".join(faults))
    tables = {"": general, "score": scoring, "checks": selection, "gate": gate}
    settings = tuple(_settings(tables, values))
    return Config(general, scoring, gate, checks, suppression, settings, gate_scopes)


def _known() -> Iterator[Key]:
    for table, kind in _TABLES.items():
        for member in fields(kind):
            yield (table, member.name) if table else (member.name,)


def _variable(path: Key) -> str:
    return layers.PREFIX + "_".join(path).upper()


def _unknown_keys(values: Mapping[Key, Given]) -> Iterator[str]:
    known = set(_known())
    for path, given in values.items():
        if path in known or _is_free(path):
            continue
        if given.origin.startswith("environment"):
            near = _nearest(_split(path[0]))
            cure = f"the nearest is {_variable(near)}" if near else "`mtqa config` lists all"
            yield f"{given.origin}: there is no such setting; {cure}"
        else:
            near = _nearest(path)
            cure = f"the nearest is {'.'.join(near)}" if near else _choice(path)
            yield f"{given.origin}: unknown key {'.'.join(path)}; {cure}"


def _is_free(path: Key) -> bool:
    """Whether a key has a name that the user chose: an option of a check, a glob, a language."""
    of_check, of_file = path[0] == "checks" and len(path) == 3, path[0] == _PER_FILE
    return of_check or (of_file and len(path) == 2) or is_scope(path)


def _split(variable: str) -> Key:
    """The key that the name of a variable looks like: its table, if it begins with one, and the
    rest of it."""
    name = variable.removeprefix(layers.PREFIX).lower()
    table = next((table for table in _TABLES if table and name.startswith(f"{table}_")), "")
    return (table, name.removeprefix(f"{table}_")) if table else (name,)


def _nearest(path: Key) -> Key | None:
    """The key most like an unknown one, in its own table or else in another; None if none is."""
    if path[0] in _TABLES and len(path) == 1:
        return None  # a table, written as if it were a key
    own = [key for key in _known() if key[:-1] == path[:-1]]
    for keys in (own, list(_known())):
        names = {key[-1]: key for key in keys}
        near = difflib.get_close_matches(path[-1], sorted(names), n=1, cutoff=_LIKENESS)
        if near:
            return names[near[0]]
    return None


def _choice(path: Key) -> str:
    """What could stand in the place of an unknown key, for a message."""
    tables = ", ".join([*filter(None, _TABLES), _PER_FILE])
    if len(path) > 1 and path[0] not in _TABLES:
        return f"there is no table {path[0]}; the tables are {tables}"
    table = path[0] if path[0] in _TABLES else ""
    keys = ", ".join(member.name for member in fields(_TABLES[table]))
    if table:
        return f"{table} is a table and its keys are {keys}"
    return f"the keys outside a table are {keys}; the tables are {tables}"


def _table(kind: type[Table], name: str, values: Mapping[Key, Given], faults: list[str]) -> Table:
    """One table; each of its keys is checked on its own so that no fault hides another."""
    accepted: dict[str, object] = {}
    build: Callable[..., Table] = kind
    for key, hint in get_type_hints(kind).items():
        path = (name, key) if name else (key,)
        if path in values:
            given = values[path]
            try:
                value = layers.typed(key, given, hint)
                build(**{key: value})  # the range of a number is the table's own affair
            except ConfigError as error:
                faults.append(given.fault(path, error))
            else:
                accepted[key] = value
    return build(**accepted)


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
        for fault in unknown_names(names):
            faults.append(values["checks", key].fault(("checks", key), fault))
    if faults:
        return ()
    return configure(settings, enabled=selection.enable, disabled=selection.disable)


def _glossary(general: General, values: Mapping[Key, Given], faults: list[str]) -> Glossary:
    terms = tuple(Term(name, keep=True) for name in general.do_not_translate)
    if general.glossary:
        given = values["glossary",]
        try:
            terms = (*read_glossary(given.folder / general.glossary).terms, *terms)
        except ConfigError as error:
            faults.append(given.fault(("glossary",), error))
    return Glossary(terms)


def _suppression(general: General, values: Mapping[Key, Given], faults: list[str]) -> Suppression:
    allowed = [*general.allow]
    if general.allow_file:
        given = values["allow_file",]
        try:
            allowed += given.lines()
        except ConfigError as error:
            faults.append(given.fault(("allow_file",), error))
    per_file: list[tuple[str, tuple[str, ...]]] = []
    folder = ""
    for path, given in values.items():
        if path[0] == _PER_FILE and len(path) == 2:
            try:
                names = cast(tuple[str, ...], layers.typed(path[1], given, tuple[str, ...]))
            except ConfigError as error:
                faults.append(f"{given.origin}: {_PER_FILE}: {error}")
                continue
            faults += [
                f"{given.origin}: {_PER_FILE}: {path[1]}: {fault}" for fault in unknown_names(names)
            ]
            per_file.append((path[1], names))
            folder = str(given.folder)
    return Suppression(tuple(allowed), tuple(per_file), folder)


def _setting(before: CheckSettings | None, name: str, given: Given) -> CheckSettings:
    before = before or CheckSettings()
    if name == "enabled":
        return replace(before, enabled=cast(bool, layers.typed(name, given, bool)))
    if name == "severity":
        return replace(before, severity=Severity(cast(str, layers.typed(name, given, _SEVERITY))))
    value = cast(Option, layers.typed(name, given, Option))
    return replace(before, options={**before.options, name: value})


def _settings(tables: Mapping[str, object], values: Mapping[Key, Given]) -> Iterator[Setting]:
    for name, table in tables.items():
        for member in fields(table):  # type: ignore[arg-type]  # a table is a dataclass
            path: Key = (name, member.name) if name else (member.name,)
            origin = values[path].origin if path in values else "default"
            yield Setting(".".join(path), layers.shown(getattr(table, member.name)), origin)
    for path, given in values.items():
        if _is_free(path):
            yield Setting(".".join(path), layers.shown(given.value), given.origin)
