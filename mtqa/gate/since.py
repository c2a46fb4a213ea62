"""What got worse since a baseline, and what of a run was known already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.compare import overall, signature_changes
from mtqa.compare.articles import Match
from mtqa.compare.difference import Difference
from mtqa.decision import Offender, Rule
from mtqa.errors import ConfigError
from mtqa.gate import basis, places
from mtqa.gate.baseline import Baseline, KnownArticle, known
from mtqa.gate.changes import Change, changes, is_worse
from mtqa.gate.judged import Judged, only_new
from mtqa.text.visible import visible
from mtqa.types import Report
from mtqa.wording import count_text, label, score_text

_NOISE = "by more than the noise (paired bootstrap, 95 % interval)"
_GARBLED = "No sentence is garbled that is new since the baseline."
_WORSE = f"No article scores lower than in the baseline {_NOISE}."
_MEAN = f"The mean score of the articles in both is not lower than in the baseline {_NOISE}."
_NAMED = 5  # articles named in a note


@dataclass(frozen=True, slots=True)
class Since:
    """The articles of a run with what is new in them, rules on what got worse, and notes."""

    judged: tuple[Judged, ...] = ()
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()

    @staticmethod
    def requirements() -> tuple[str, ...]:
        """What a baseline demands, as sentences."""
        return (_GARBLED, _MEAN, _WORSE)


def since(report: Report, baseline: Baseline) -> Since:
    """Hold a run against a baseline.

    Raises:
        ConfigError: the two were not judged in the same way.
    """
    _ensure_comparable(report, baseline)
    documents = basis.in_order(report.documents)
    found, missing = changes(documents, baseline.articles)
    judged = tuple(
        Judged(one.now, only_new(one.now, one.was, is_same=one.is_same), one.is_known)
        for one in found
    )
    rules = (_new_garbled(judged), _worse_mean(found), _worse_scores(found))
    # That articles are missing is no news of a run that was limited to what changed.
    return Since(judged, rules, tuple(_notes(found, [] if report.selection else missing)))


def updated(baseline: Baseline, report: Report) -> Baseline:
    """The baseline with the articles of a run that was limited to what changed: others stay.

    Raises:
        ConfigError: the two were not judged in the same way.
    """
    _ensure_comparable(report, baseline)
    _, missing = changes(basis.in_order(report.documents), baseline.articles)
    return Baseline.holding(report.signature, [*missing, *map(known, report.documents)])


def _ensure_comparable(report: Report, baseline: Baseline) -> None:
    changes = list(signature_changes(baseline.signature, report.signature))
    if changes:
        parts = "; ".join(f"{c.part}: {c.old or 'none'} -> {c.new or 'none'}" for c in changes)
        raise ConfigError(
            f"the baseline and the run were judged in different ways ({parts}), so that they do "
            "not compare; look at the run without the baseline, then make a new one with "
            "`mtqa baseline RUN`"
        )


def _new_garbled(judged: Sequence[Judged]) -> Rule:
    found = [
        Offender(one.name, one.path, len(where), passed=False, places=where)
        for one in judged
        if (where := places.garbled(one.new))
    ]
    found.sort(key=lambda one: (-(one.value or 0), one.article))
    reasons = tuple(
        f"{one.article}: {count_text(len(one.places), 'garbled sentence')} new since the baseline, "
        f"first at {visible(places.first(one.places))}."
        for one in found
    )
    total = sum(len(one.places) for one in found)
    shown = count_text(total, "garbled sentence")
    return _made("new_garbled", _GARBLED, total, shown, reasons, found)


def _worse_scores(changes: Sequence[Change]) -> Rule:
    gaps = [(gap.value, label(one.now.document), one, gap) for one in changes if (gap := one.gap)]
    gaps.sort(key=lambda found: found[:2])
    worse = [(one, gap) for _, _, one, gap in gaps if is_worse(gap)]
    reasons = tuple(f"{label(one.now.document)}: score {_lower(gap)}." for one, gap in worse)
    articles = [
        Offender(
            label(one.now.document),
            one.now.document.path or one.now.document.id,
            gap.value,
            passed=False,
            places=places.weakest(
                replace(one.now, segments=tuple(one.now.segments[i] for i in one.changed))
            ),
        )
        for one, gap in worse
    ]
    value = gaps[0][0] if gaps else None
    return _made("worse_score", _WORSE, value, _shown(value), reasons, articles)


def _worse_mean(changes: Sequence[Change]) -> Rule:
    gap = overall([one.units for one in changes if one.gap is not None])
    reasons = (f"Mean score {_lower(gap)}.",) if gap is not None and is_worse(gap) else ()
    value = None if gap is None else gap.value
    return _made("worse_mean_score", _MEAN, value, _shown(value), reasons, ())


def _lower(gap: Difference) -> str:
    low, high = gap.interval or (gap.value, gap.value)
    return (
        f"{score_text(gap.new)} is lower than {score_text(gap.old)} in the baseline by "
        f"{-gap.value:.1f} (95 % interval {-high:.1f} to {-low:.1f})"
    )


def _shown(value: float | None) -> str:
    return "nothing in both" if value is None else f"{value:+.1f}"


def _made(
    name: str,
    requirement: str,
    value: float | None,
    shown: str,
    reasons: tuple[str, ...],
    articles: Sequence[Offender],
) -> Rule:
    return Rule(
        name, "", requirement, value, 0.0, shown, "0", not reasons, reasons, tuple(articles)
    )


def _notes(changes: Sequence[Change], missing: Sequence[KnownArticle]) -> Iterator[str]:
    for one in changes:
        if one.was is not None and one.match is not Match.ID:
            old = one.was.path or one.was.id
            yield f"{label(one.now.document)} is {visible(old)} of the baseline (by {one.match})."
    if missing:
        names = ", ".join(visible(one.path or one.id) for one in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        count = count_text(len(missing), "article")
        yield f"{count} of the baseline not in the run: {names}{more}."
