"""The tables of a configuration that hold limits of their own for some articles:
`[gate.paths."opinion/**"]` and `[gate.languages.de]`."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import get_type_hints

from mtqa import layers
from mtqa.errors import ConfigError
from mtqa.gate.limits import ISSUES, Limits, Scope
from mtqa.layers import Given, Key

_TABLES = ("languages", "paths")
_KEYS = tuple(member.name for member in fields(Limits))


def is_scope(key: Key) -> bool:
    """Whether a key is a limit of some articles only."""
    return len(key) == 4 and key[0] == "gate" and key[1] in _TABLES


def scopes(values: Mapping[Key, Given], faults: list[str]) -> tuple[Scope, ...]:
    """The scopes that are set, languages first, each kind in its order in the file. What is wrong
    in them is added to `faults`."""
    found: dict[tuple[str, str], dict[str, object]] = {}
    folders: dict[tuple[str, str], str] = {}
    for key, given in values.items():
        if is_scope(key):
            where = (key[1], key[2])
            folders[where] = str(given.folder)
            limits = found.setdefault(where, {})
            try:
                limits[key[3]] = _limit(key[3], given)
            except ConfigError as error:
                faults.append(f"{given.origin}: {'.'.join(key[:3])}: {error}")
    order = sorted(found, key=lambda where: _TABLES.index(where[0]))
    return tuple(_scope(*where, found[where], folders[where]) for where in order)


def named_checks(
    values: Mapping[Key, Given],
) -> Iterator[tuple[Key, Given, tuple[str, ...]]]:
    """The checks and themes that each limit on issues names, for who knows which there are."""
    for key, given in values.items():
        if key[0] == "gate" and key[-1] in ISSUES:
            try:
                limits = _built({key[-1]: _limit(key[-1], given)})
            except ConfigError:
                continue  # told where the limit is taken
            yield key, given, tuple(limits.names())


def _scope(table: str, name: str, limits: Mapping[str, object], folder: str) -> Scope:
    accepted = _built(limits)
    if table == "languages":
        return Scope(accepted, language=name)
    return Scope(accepted, glob=name, folder=folder)


def _limit(name: str, given: Given) -> object:
    hint = get_type_hints(Limits).get(name)
    if hint is None:
        near = difflib.get_close_matches(name, _KEYS, n=1)
        cure = f"the nearest is {near[0]}" if near else f"the keys are {', '.join(_KEYS)}"
        raise ConfigError(f"unknown key {name}; {cure}")
    value = layers.typed(name, given, hint)
    Scope(_built({name: value}), language="")  # refuses what no scope, and no limit, can be
    return value


def _built(limits: Mapping[str, object]) -> Limits:
    return Limits(**limits)  # type: ignore[arg-type]  # each value was checked against its type
