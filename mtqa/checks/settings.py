"""From what a user wrote about checks to the checks in force, and back to one line of text."""

import difflib
import hashlib
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from mtqa.checks.base import CHECKS, Check, Option
from mtqa.errors import ConfigError
from mtqa.mqm import Severity


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """What a user says about one check; what is None or left out keeps its default."""

    enabled: bool | None = None
    severity: Severity | None = None
    options: Mapping[str, Option] = field(default_factory=dict)


def configure(
    settings: Mapping[str, CheckSettings] | None = None,
    *,
    enabled: Collection[str] = (),
    disabled: Collection[str] = (),
) -> tuple[Check, ...]:
    """The checks in force, in their fixed order, with options and severities bound.

    Args:
        settings: by id of the check.
        enabled: ids of checks, or whole themes ("punctuation"), that alone are to run; all if
            empty. A check that is off by default runs if its id stands here.
        disabled: ids or themes to switch off, whatever else is said.

    Raises:
        ConfigError: an unknown check, theme or option (the nearest name is given), or an option of
            the wrong type or below zero. All faults are named in one message, one per line.
    """
    settings = settings or {}
    faults = [unknown("check", name, CHECKS) for name in settings if name not in CHECKS]
    faults += unknown_names([*enabled, *disabled])
    for name, wanted in settings.items():
        if name in CHECKS:
            faults += _option_faults(CHECKS[name], wanted.options)
    if faults:
        raise ConfigError("\n".join(faults))
    return tuple(
        _bind(check, settings.get(check.id, CheckSettings()))
        for check in CHECKS.values()
        if _is_on(check, settings.get(check.id, CheckSettings()).enabled, enabled)
        and not {check.id, check.theme} & set(disabled)
    )


def unknown_names(names: Iterable[str]) -> list[str]:
    """What to say of every name that is neither a check nor a theme."""
    known = dict.fromkeys([*CHECKS, *(check.theme for check in CHECKS.values())])
    return [unknown("check", name, known) for name in names if name not in known]


def _is_on(check: Check, wanted: bool | None, enabled: Collection[str]) -> bool:
    if enabled and not {check.id, check.theme} & set(enabled):
        return False
    if wanted is not None:
        return wanted
    return check.off is None or check.id in enabled


def signature(checks: Collection[Check]) -> str:
    """The checks in force in one line; two runs flag alike if it and the version are equal.

    It names what is off and what differs from the defaults, and ends with a hash over all ids,
    severities and options.

    >>> signature(configure(disabled=["repetition.doubled_word"]))[:29]
    'off:repetition.doubled_word|h'
    """
    on = {check.id for check in checks}
    parts = []
    if off := sorted(c.id for c in CHECKS.values() if c.off is None and c.id not in on):
        parts.append("off:" + ",".join(off))
    if extra := [check.id for check in checks if check.off is not None]:
        parts.append("on:" + ",".join(extra))
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


def unknown(kind: str, name: str, known: Collection[str]) -> str:
    """What to say of a name that is none of the known ones.

    >>> unknown("check", "markup.leaked_tags", ["markup.leaked_tag", "markup"])
    "there is no check 'markup.leaked_tags'; the nearest is 'markup.leaked_tag'"
    >>> unknown("option of markup.leaked_tag", "size", [])
    "there is no option of markup.leaked_tag 'size'; it has none"
    """
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        cure = f"the nearest is {near[0]!r}"
    elif kind == "check":
        cure = "`mtqa checks` lists all"
    else:
        cure = f"there is {', '.join(known)}" if known else "it has none"
    return f"there is no {kind} {name!r}; {cure}"


def _option_faults(check: Check, options: Mapping[str, Option]) -> list[str]:
    faults = []
    for name, value in options.items():
        default = check.options.get(name)
        if default is None:
            faults.append(unknown(f"option of {check.id}", name, check.options))
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
