"""All that there is to see in a run, for those formats that list it: issues, garbled sentences, and
the places of failed rules."""

from collections.abc import Iterator, Sequence

from mtqa.decision import Finding, Place, Rule
from mtqa.gate import places
from mtqa.gate.judged import Judged
from mtqa.mqm import Severity

_everything = places.issues(lambda issue: True)
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


def findings(
    judged: Sequence[Judged], rules: Sequence[Rule], *, with_baseline: bool
) -> tuple[Finding, ...]:
    """Every place once: those of failed rules first, what is known last, the gravest before others,
    and then by path and line."""
    failing = {place for rule in rules if not rule.passed for place in rule.places}
    found: dict[Place, Finding] = {}
    for one in judged:
        new = {*places.garbled(one.new), *_everything(one.new)}
        for place in (*places.garbled(one.whole), *_everything(one.whole)):
            known = place not in new if with_baseline else None
            found[place] = Finding(place, place in failing, known)
    for place in failing - found.keys():  # sentences that are weak and no more
        found[place] = Finding(place, fails=True, is_known=False if with_baseline else None)
    return tuple(sorted(found.values(), key=lambda one: tuple(_order(one))))


def _order(one: Finding) -> Iterator[object]:
    place = one.place
    yield from (not one.fails, bool(one.is_known), -_RANK[place.severity])
    yield from (place.path, place.line, place.column or 0, place.kind, place.message)
