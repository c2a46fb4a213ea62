"""One limit held against the articles it is for."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.decision import Offender, Rule
from mtqa.gate.judged import Judged
from mtqa.gate.limits import Policy, Scope
from mtqa.gate.measures import UNFIT, Measure
from mtqa.gate.measures import bounds as of_limits
from mtqa.gate.places import first
from mtqa.summary import worst_first
from mtqa.text.visible import visible
from mtqa.types import Document, DocumentReport

WORST = 3
"""Articles named where a limit is kept."""

_MOST = 10
"""Articles named where a mean over all of them is too low: each one has a part in it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit in force and the articles it is for, all if `scope` is None."""

    measure: Measure
    limit: float
    scope: Scope | None = None

    @property
    def requirement(self) -> str:
        """What it demands, as a sentence."""
        text = self.measure.requirement.format(
            limit=self.measure.plain(self.limit), most=self.measure.shown(self.limit)
        )
        if self.scope is None:
            return f"{text[0].upper()}{text[1:]}."
        return f"In {visible(self.scope.name)}: {text}."

    def overridden_by(self, policy: Policy) -> Iterator[Scope]:
        """The scopes whose articles have a limit of their own in place of this one."""
        if self.measure.per_article:
            at = -1 if self.scope is None else policy.scopes.index(self.scope)
            for scope in policy.scopes[at + 1 :]:
                if any(self.measure.key == measure.key for measure, _ in of_limits(scope.limits)):
                    yield scope

    def holds(self, document: Document, policy: Policy) -> bool:
        """Whether the limit is for an article."""
        if self.scope is not None and not self.scope.holds(document):
            return False
        return not any(scope.holds(document) for scope in self.overridden_by(policy))


def bounds(policy: Policy) -> Iterator[Bound]:
    """All limits in force: those of the whole run, then those of each scope."""
    for scope in (None, *policy.scopes):
        limits = policy.limits if scope is None else scope.limits
        for measure, limit in of_limits(limits):
            yield Bound(measure, limit, scope)


def rule(bound: Bound, judged: Sequence[Judged], policy: Policy) -> Rule:
    """Hold a limit against those articles it is for."""
    mine = [
        one
        for one in judged
        if bound.holds(one.whole.document, policy) and not _is_no_news(one, bound.measure)
    ]
    found = [
        _Found(one, value)
        for one in mine
        if (value := bound.measure.value([_seen(one, bound.measure)])) is not None
    ]
    found.sort(key=lambda one: (*_badness(bound.measure, one), one.judged.name))
    return _of_each(bound, found) if bound.measure.per_article else _of_all(bound, mine, found)


@dataclass(frozen=True, slots=True)
class _Found:
    judged: Judged
    value: float


def _is_of_quality(measure: Measure) -> bool:
    """Whether it is about how good a whole article is, and not about what was found in it."""
    return measure.key.startswith("min_")


def _is_no_news(one: Judged, measure: Measure) -> bool:
    return one.was_unfit if measure is UNFIT else _is_of_quality(measure) and one.is_known


def _seen(one: Judged, measure: Measure) -> DocumentReport:
    return one.whole if measure is UNFIT or _is_of_quality(measure) else one.new


def _badness(measure: Measure, one: _Found) -> tuple[float, ...]:
    if math.isnan(one.value):
        return (-math.inf,)
    if measure is UNFIT:  # articles count alike, so the worst is told by its score
        whole = one.judged.whole
        return (-one.value, *worst_first(whole.score, whole.garbled_share))
    return (one.value if measure.is_floor else -one.value,)


def _of_each(bound: Bound, found: Sequence[_Found]) -> Rule:
    measure = bound.measure
    failed = [one for one in found if not measure.keeps(one.value, bound.limit)]
    named = failed if failed else _with_any(measure, found)[:WORST]
    worst = (failed or found)[0].value if found else None
    articles = tuple(_offender(one, measure, passed=not failed) for one in named)
    reasons = tuple(
        f"{article.article}: {_failure(bound, one.value)}{_where(article, measure)}."
        for article, one in zip(articles, failed, strict=False)
    )
    return _made(bound, worst, reasons, articles)


def _of_all(bound: Bound, mine: Sequence[Judged], found: Sequence[_Found]) -> Rule:
    measure = bound.measure
    value = measure.value([_seen(one, measure) for one in mine]) if mine else None
    passed = not mine or (value is not None and measure.keeps(value, bound.limit))
    most = WORST if passed else _MOST if measure.is_floor else None
    named = _with_any(measure, found)[:most]
    articles = tuple(_offender(one, measure, passed=True) for one in named)
    if passed:
        return _made(bound, value, (), articles)
    if value is None:
        text = f"it is not known whether {measure.requirement}"
        reason = text.format(limit=measure.plain(bound.limit), most=measure.shown(bound.limit))
    else:
        reason = _failure(bound, value)
        if articles:
            worst = "" if measure is UNFIT else f" ({measure.shown(named[0].value)})"
            reason += f"; worst in {articles[0].article}{worst}{_where(articles[0], measure)}"
    if bound.scope is not None:
        reason = f"in {visible(bound.scope.name)}: {reason}"
    return _made(bound, value, (f"{reason[0].upper()}{reason[1:]}.",), articles)


def _with_any(measure: Measure, found: Sequence[_Found]) -> Sequence[_Found]:
    """The articles that have any of what a limit allows; of a floor, all of them."""
    return found if measure.is_floor else [one for one in found if one.value]


def _made(
    bound: Bound, value: float | None, reasons: tuple[str, ...], articles: tuple[Offender, ...]
) -> Rule:
    return Rule(
        name=bound.measure.key,
        scope="" if bound.scope is None else bound.scope.name,
        requirement=bound.requirement,
        value=value,
        limit=bound.limit,
        shown_value="nothing to judge" if value is None else bound.measure.shown(value),
        shown_limit=bound.measure.plain(bound.limit),
        passed=not reasons,
        reasons=reasons,
        articles=articles,
    )


def _offender(one: _Found, measure: Measure, *, passed: bool) -> Offender:
    places = measure.places(_seen(one.judged, measure))
    return Offender(one.judged.name, one.judged.path, one.value, passed, places)


def _failure(bound: Bound, value: float) -> str:
    return bound.measure.failure.format(
        value=bound.measure.shown(value), limit=bound.measure.plain(bound.limit)
    )


def _where(article: Offender, measure: Measure) -> str:
    where = visible(first(article.places))
    if not where:
        return ""
    return f", weakest at {where}" if _is_of_quality(measure) else f", first at {where}"
