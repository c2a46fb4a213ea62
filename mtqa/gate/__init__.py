"""Does a run pass? Pure: a report, a policy and maybe a baseline in, a decision with its rules out.

A run passes only if it is complete, holds at least one article, lost no input, and keeps within
every limit given. What is not known never passes, and a gate that limits nothing is refused. With a
baseline the limits hold for what is new or got worse since.
"""

from collections.abc import Iterator

from mtqa.decision import Decision, Offender, Place, Rule
from mtqa.errors import ConfigError
from mtqa.gate import basis
from mtqa.gate.baseline import Baseline
from mtqa.gate.findings import findings
from mtqa.gate.judged import Judged
from mtqa.gate.limits import IssueLimit, Limits, Policy, Scope
from mtqa.gate.rules import Bound, bounds, rule
from mtqa.gate.since import Since, since
from mtqa.text.visible import visible
from mtqa.types import Report
from mtqa.wording import selection_text

__all__ = [
    "Baseline",
    "Decision",
    "IssueLimit",
    "Limits",
    "Offender",
    "Place",
    "Policy",
    "Rule",
    "Scope",
    "decide",
    "explain",
]


def decide(report: Report, policy: Policy, baseline: Baseline | None = None) -> Decision:
    """Hold a run against a policy.

    A run that was limited to what changed may be empty, and then passes.

    Rules come in this order: what makes the run no basis for a verdict, what was lost, what could
    not be judged, what got worse since the baseline, too many issues, too much garbled text, grades
    and scores too low; within each the worst article first. The order of the articles in the run
    changes nothing.

    Raises:
        ConfigError: nothing is limited, or the baseline was judged in another way than the run.
    """
    ensure_limits(policy, baseline)
    changes = Since() if baseline is None else since(report, baseline, policy)
    judged = changes.judged or tuple(Judged(d, d) for d in basis.in_order(report.documents))
    limits = tuple(bounds(policy))
    with_baseline = baseline is not None
    rules = (
        *basis.rules(report, policy.limits),
        *basis.unscored(judged, policy, limits, with_baseline=with_baseline),
        *changes.rules,
        *(rule(bound, judged, policy) for bound in limits),
    )
    in_vain = () if with_baseline else _in_vain(policy)
    notes = (selection_text(report), *changes.notes, *in_vain, *_empty_scopes(policy, judged))
    return Decision(
        passed=all(one.passed for one in rules),
        rules=rules,
        notes=tuple(filter(None, notes)),
        findings=findings(judged, rules, with_baseline=with_baseline),
        signature=report.signature,
    )


def ensure_limits(policy: Policy, baseline: Baseline | None) -> None:
    """Refuse a gate that any run would pass.

    Raises:
        ConfigError: no limit is set and there is no baseline.
    """
    if baseline is None and policy.is_empty():
        keys = ", ".join(policy.need_baseline())
        against = f", the only thing {keys} can be held against" if keys else ""
        raise ConfigError(
            "the gate has no limit to hold the run against; give one, such as --max-unfit 0 or "
            f"--max-garbled 0, set some in [tool.mtqa.gate], or name a --baseline{against}"
        )


def explain(policy: Policy, *, with_baseline: bool = False) -> Iterator[str]:
    """The policy as sentences, in the order in which its rules are reported."""
    yield "The run was not interrupted, and holds at least one article."
    yield basis.failures_allowed(policy.limits)
    limits = tuple(bounds(policy))
    if with_baseline or any(bound.measure.needs_score for bound in limits):
        yield basis.unscored_allowed(policy)
    if with_baseline:
        yield from Since.requirements(policy)
    if with_baseline and limits:
        yield "Of what follows, only what is new or got worse since the baseline counts."
    yield from (_sentence(bound, policy) for bound in limits)


def _sentence(bound: Bound, policy: Policy) -> str:
    others = ", ".join(visible(scope.name) for scope in bound.overridden_by(policy))
    return f"{bound.requirement[:-1]}, but for {others}." if others else bound.requirement


def _in_vain(policy: Policy) -> Iterator[str]:
    for key in policy.need_baseline():
        yield f"{key}: holds with a --baseline only, so it judged nothing."


def _empty_scopes(policy: Policy, judged: tuple[Judged, ...]) -> Iterator[str]:
    for scope in policy.scopes:
        if not any(scope.holds(one.whole.document) for one in judged):
            yield f"{scope.name}: the run holds no such article, so its limits judged nothing."
