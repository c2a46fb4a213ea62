"""Workflow commands of GitHub Actions: each makes a note beside a line of a changed file.

An error for every reason, warnings for the places behind them. GitHub shows ten of each per step.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from mtqa.decision import Decision, Offender, Place, Rule
from mtqa.text.visible import visible
from mtqa.wording import count_text
from mtqa.writers.gate.paths import in_repository

SHOWN = 10
"""Notes of one kind that GitHub shows for a step; it drops those beyond (docs.github.com, workflow
commands and their limits)."""

_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """The commands, errors first; the last line is for people."""
    errors = [error for rule in decision.rules for error in _errors(rule)]
    places = [finding.place for finding in decision.findings if finding.fails]
    yield from errors[:SHOWN]
    for place in islice(places, SHOWN):
        yield _command("warning", place.message, f"mtqa {place.kind}", place)
    left_out = (max(0, len(errors) - SHOWN), "reason"), (max(0, len(places) - SHOWN), "place")
    if more := " and ".join(count_text(count, f"more {noun}") for count, noun in left_out if count):
        yield _command("notice", f"{more} not shown here; see the summary of the job", "mtqa gate")
    if decision.passed:
        yield "mtqa gate: passed\n"


def _errors(rule: Rule) -> Iterator[str]:
    """One for each reason: where the limit is one of each article, reasons and articles that break
    it stand in the same order."""
    offenders: Sequence[Offender | None] = [one for one in rule.articles if not one.passed]
    if len(offenders) != len(rule.reasons):
        offenders = [*rule.articles[:1], *[None] * len(rule.reasons)][: len(rule.reasons)]
    for reason, offender in zip(rule.reasons, offenders, strict=False):
        place = next(iter(offender.places), None) if offender else None
        path = offender.path if offender else ""
        yield _command("error", reason, "mtqa gate", place, path)


def _command(
    name: str, message: str, title: str, place: Place | None = None, path: str = ""
) -> str:
    path = place.path if place else path
    properties: dict[str, object] = {"file": in_repository(path)} if path else {}
    if place is not None:
        properties["line"] = place.line
        if place.column is not None:
            properties["col"] = place.column
        if place.end_line is not None and place.end_column is not None:
            properties["endLine"] = place.end_line
            properties["endColumn"] = place.end_column
    properties["title"] = title
    listed = ",".join(
        f"{key}={_escaped(visible(str(value)), _PROPERTY)}" for key, value in properties.items()
    )
    return f"::{name} {listed}::{_escaped(visible(message), _DATA)}\n"


def _escaped(text: str, marks: Sequence[tuple[str, str]]) -> str:
    """As @actions/core does it (command.ts), the percent sign first."""
    for mark, escape in marks:
        text = text.replace(mark, escape)
    return text
