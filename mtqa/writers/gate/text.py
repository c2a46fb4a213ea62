"""Plain text: every reason, what was kept and by how much, and the verdict on the last line."""

from collections.abc import Iterator, Mapping

from mtqa.decision import Decision, Rule
from mtqa.text.visible import visible


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """The lines of a decision."""
    return (f"gate: {line}\n" for line in _lines(decision))


def _lines(decision: Decision) -> Iterator[str]:
    yield from map(visible, decision.reasons)
    for rule in decision.rules:
        if rule.passed and not rule.is_quiet:
            yield f"kept: {visible(rule.requirement)} {_found(rule)}"
    yield from (f"note: {visible(note)}" for note in decision.notes)
    yield "passed" if decision.passed else f"FAILED ({len(decision.reasons)})"


def _found(rule: Rule) -> str:
    where = next((f", at {visible(place.where)}" for place in rule.places), "")
    return f"Found: {rule.shown_value}{where}."
