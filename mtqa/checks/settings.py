"""From what a user wrote about checks to the checks in force, and back to one line of text."""

import difflib
import hashlib
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from mtqa.checks.base import CHECKS, Check, Option
from mtqa.errors import ConfigError
from mtqa.mqm import Severity


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a user says about one check; what is left out keeps its default."""

    enabled: bool = True
    severity: Severity | None = None
    options: Mapping[str, Option] = field(default_factory=dict)


def configure(
    settings: Mapping[str, CheckSettings] | None = None, *, disabled: Collection[str] = ()
) -> tuple[Check, ...]:
    """The checks in force, in their fixed order, with options and severities bound.

    Args:
        settings: by id of the check.
        disabled: ids of checks, or whole themes ("punctuation"), to switch off.

    Raises:
        ConfigError: an unknown check, theme or option (the nearest name is given), or an option of
            the wrong type or below zero. All faults are named in one message, one per line.
    """
    settings = settings or {}
    themes = {check.theme for check in CHECKS.values()}
    faults = [_unknown("check", name, CHECKS) for name in settings if name not in CHECKS]
    faults += [
        _unknown("check", name, [*CHECKS, *themes])
        for name in disabled
        if name not in CHECKS and name not in themes
    ]
    for name, wanted in settings.items():
        if name in CHECKS:
            faults += _option_faults(CHECKS[name], wanted.options)
    if faults:
        raise ConfigError("\n".join(faults))
    return tuple(
        _bind(check, settings.get(check.id, CheckSettings()))
        for check in CHECKS.values()
        if not {check.id, check.theme} & set(disabled)
        and settings.get(check.id, CheckSettings()).enabled
    )


def signature(checks: Collection[Check]) -> str:
    """The checks in force in one line; two runs flag alike if it and the version are equal.

    It names what is off and what differs from the defaults, and ends with a hash over all ids,
    severities and options.

    >>> signature(configure(disabled=["markup"]))[:43]
    'off:markup.leaked_entity,markup.leaked_tag,'
    """
    on = {check.id for check in checks}
    parts = []
    if off := sorted(CHECKS.keys() - on):
        parts.append("off:" + ",".join(off))
    for check in checks:
        default = CHECKS[check.id]
        if check.severity is not default.severity:
            parts.append(f"{check.id}={check.severity}")
        parts += [
            f"{check.id}.{name}={value}"
            for name, value in check.options.items()
            if value != default.options[name]
        ]
    full = repr([(c.id, str(c.severity), sorted(c.options.items())) for c in checks])
    return "|".join([*parts, "hash:" + hashlib.sha256(full.encode()).hexdigest()[:8]])


def _bind(check: Check, wanted: CheckSettings) -> Check:
    options = {**check.options, **wanted.options}
    return replace(check, severity=wanted.severity or check.severity, options=options)


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)
    return f"there is no {kind} {name!r}" + (f"; the nearest is {near[0]!r}" if near else "")


def _option_faults(check: Check, options: Mapping[str, Option]) -> list[str]:
    faults = []
    for name, value in options.items():
        default = check.options.get(name)
        if default is None:
            faults.append(_unknown(f"option of {check.id}", name, check.options))
        elif not _fits(value, default):
            faults.append(f"{check.id}: {name} must be {_wanted(default)}, not {value!r}")
    return faults


def _fits(value: Option, default: Option) -> bool:
    if isinstance(value, bool) or isinstance(default, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(value, int | float):
        kinds = int | float if isinstance(default, float) else int
        return (
            isinstance(default, int | float)
            and isinstance(value, kinds)
            and (math.isfinite(value) and value >= 0)
        )
    return type(value) is type(default)


def _wanted(default: Option) -> str:
    if isinstance(default, bool):
        return "true or false"
    if isinstance(default, int):
        return "a whole number, 0 or more"
    if isinstance(default, float):
        return "a number, 0 or more"
    return "a text" if isinstance(default, str) else "a list of texts"
