"""What nobody sets: whether a run is a basis for a verdict at all, and what was lost of it."""

import math
from collections.abc import Iterable, Iterator, Sequence

from mtqa.decision import Offender, Rule
from mtqa.gate.judged import Judged
from mtqa.gate.limits import Limits, Policy
from mtqa.gate.rules import Bound
from mtqa.text.visible import visible
from mtqa.types import DocumentReport, Report, is_model
from mtqa.wording import count_text, failure_text, label


def in_order(documents: Iterable[DocumentReport]) -> list[DocumentReport]:
    """The articles in an order that does not depend on how the files were given."""
    return sorted(documents, key=lambda report: (report.document.path or "", report.document.id))


def rules(report: Report, limits: Limits) -> Iterator[Rule]:
    """Whether the run is complete, holds articles, has numbers for scores, and lost no input."""
    yield _fact(
        "complete",
        "The run was not interrupted.",
        ()
        if report.complete
        else ("The run was interrupted, so not every article was judged; score again.",),
    )
    empty = ("The run holds no article, so there is nothing that could pass.",)
    # A run of what changed may be empty: that it was not mistyped was seen when it was made.
    held = bool(report.documents or (report.selection and not report.failures))
    yield _fact(
        "articles",
        "The run holds at least one article.",
        () if held else empty,
        len(report.documents),
        count_text(len(report.documents), "article"),
    )
    strange = [d for d in in_order(report.documents) if _is_no_number(d)]
    yield _fact(
        "numbers",
        "Every score is a number.",
        tuple(f"{label(d.document)}: its score is not a number (nan)." for d in strange),
        articles=tuple(_article(d) for d in strange),
    )
    yield _failures(report, limits)


def unscored(
    judged: Sequence[Judged], policy: Policy, limits: Sequence[Bound], *, with_baseline: bool
) -> Iterator[Rule]:
    """Whether all articles have a score, if any limit needs one; what a baseline demands does, of
    every article."""
    needed = [bound for bound in limits if bound.measure.needs_score]
    if not (needed or with_baseline):
        return
    found = [
        one.whole
        for one in judged
        if one.whole.score is None
        and not one.is_known
        and not policy.allows_unscored(one.whole.document)
        and (with_baseline or any(bound.holds(one.whole.document, policy) for bound in needed))
    ]
    yield _fact(
        "unscored",
        unscored_allowed(policy),
        tuple(f"{label(d.document)}: could not be judged ({_why_unscored(d)})." for d in found),
        len(found),
        count_text(len(found), "article"),
        tuple(_article(d) for d in found),
    )


def failures_allowed(limits: Limits) -> str:
    """What is demanded of inputs that could not be read, as a sentence."""
    if limits.allow_failures:
        return "Inputs that could not be read are passed over."
    if not limits.max_failures:
        return "Every input could be read."
    return f"At most {count_text(limits.max_failures, 'input')} could not be read."


def unscored_allowed(policy: Policy) -> str:
    """What is demanded of articles without a score, as a sentence."""
    if policy.limits.allow_unscored:
        return "Articles that no model could judge are passed over."
    names = [visible(scope.name) for scope in policy.scopes if scope.limits.allow_unscored]
    if names:
        return f"Every article could be judged, but for {', '.join(names)}."
    return "Every article could be judged."


def _failures(report: Report, limits: Limits) -> Rule:
    lost = sorted(f"not judged: {failure_text(failure)}" for failure in report.failures)
    most = math.inf if limits.allow_failures else limits.max_failures or 0
    return Rule(
        name="max_failures",
        scope="",
        requirement=failures_allowed(limits),
        value=len(lost),
        limit=None if limits.allow_failures else most,
        shown_value=count_text(len(lost), "input"),
        shown_limit="any number" if limits.allow_failures else str(most),
        passed=len(lost) <= most,
        reasons=tuple(lost) if len(lost) > most else (),
    )


def _fact(
    name: str,
    requirement: str,
    reasons: tuple[str, ...],
    value: float | None = None,
    shown: str = "",
    articles: tuple[Offender, ...] = (),
) -> Rule:
    shown = shown or ("no" if reasons else "yes")
    return Rule(name, "", requirement, value, None, shown, "", not reasons, reasons, articles)


def _article(report: DocumentReport) -> Offender:
    path = report.document.path or report.document.id
    return Offender(label(report.document), path, report.score, passed=False)


def _is_no_number(report: DocumentReport) -> bool:
    numbers = (report.garbled_share, 0.0 if report.score is None else report.score)
    return any(math.isnan(number) for number in numbers)


def _why_unscored(document: DocumentReport) -> str:
    """The reason a model gave for not judging the article, else its language."""
    for skip in document.skipped:
        if is_model(skip.check):
            return visible(skip.reason)
    return f"no model judged it; language {visible(document.document.target_lang or 'not known')}"
