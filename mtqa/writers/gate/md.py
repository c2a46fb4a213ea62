"""Markdown for the summary of a step or a comment: the verdict, every rule, where to look."""

from collections.abc import Iterator, Mapping, Sequence

from mtqa.decision import Decision, Finding, Rule
from mtqa.text.visible import one_line
from mtqa.wording import count_text
from mtqa.writers.md import escaped

_PLACES = 20
_REASONS = 20
_MESSAGE = 160  # characters: a cell of a table stays readable


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """The summary, a section at a time."""
    yield f"## mtqa gate: {'passed' if decision.passed else 'FAILED'}\n"
    if decision.reasons:
        shown = "".join(f"- {_line(reason)}\n" for reason in decision.reasons[:_REASONS])
        yield f"\n{shown}{_left_out(len(decision.reasons) - _REASONS, 'reason')}"
    if rows := "".join(_row(rule) for rule in decision.rules if not rule.is_quiet):
        yield f"\n| | rule | found | worst |\n| --- | --- | --: | --- |\n{rows}"
    if failing := [finding for finding in decision.findings if finding.fails]:
        yield from _places(failing)
    if decision.notes:
        yield "\n" + "".join(f"- {_line(note)}\n" for note in decision.notes)
    if decision.signature:
        yield f"\nSignature: {_line(decision.signature)}\n"


def _row(rule: Rule) -> str:
    cells = (
        "kept" if rule.passed else "**broken**",
        _line(rule.requirement),
        _line(rule.shown_value),
        _line(rule.articles[0].article) if rule.articles else "",
    )
    return f"| {' | '.join(cells)} |\n"


def _places(findings: Sequence[Finding]) -> Iterator[str]:
    yield "\n### Where to look\n\n| place | severity | what |\n| --- | --- | --- |\n"
    for place in (finding.place for finding in findings[:_PLACES]):
        message = escaped(one_line(place.message, _MESSAGE))
        check = f" (`{place.check}`)" if place.check else ""
        yield f"| {_line(place.where)} | {place.severity} | {message}{check} |\n"
    yield _left_out(len(findings) - _PLACES, "place")


def _line(text: str) -> str:
    return escaped(one_line(text))


def _left_out(count: int, noun: str) -> str:
    return f"\n… and {count_text(count, f'more {noun}')}.\n" if count > 0 else ""
