"""What got worse since a baseline, and what of a run was known already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.compare import overall, signature_changes
from mtqa.compare.articles import Match
from mtqa.compare.difference import Difference
from mtqa.decision import Offender, Rule
from mtqa.errors import ConfigError
from mtqa.gate import basis, chance, detached, losses, places
from mtqa.gate.baseline import Baseline, KnownArticle, known
from mtqa.gate.changes import Change, changes, is_worse
from mtqa.gate.judged import Judged, only_new
from mtqa.gate.limits import Policy
from mtqa.gate.measures import percent
from mtqa.gate.noise import ANEW, FEW, KEPT, LEAST, LOST, USUAL, much
from mtqa.gate.pairing import Pair
from mtqa.gate.recognition import counts_rows
from mtqa.text.visible import visible
from mtqa.types import DocumentReport, Report
from mtqa.wording import count_text, label, score_text, share_text

_NOISE = "by more than the noise (paired bootstrap, 95 % interval)"
_GARBLED = (
    "No sentence that is new since the baseline is garbled, unless it is one that was garbled "
    f"then, with {percent(KEPT)} of the words of both or more."
)
_DROPS = (
    "Of the changed sentences no more are much worse than by chance between two equally good "
    f"translations ({100 * USUAL:.1f} % of them; one run in ten has too many). Much worse is by "
    f"{LOST:.0f} points of score where a quarter of the words was changed, by less where fewer "
    f"were, down to {LEAST:.0f}; where one sentence alone was changed {percent(FEW[0])} of it is "
    f"enough, where two were {percent(FEW[1])}. {ANEW:.0f} are much for one that keeps less than "
    f"{percent(KEPT)} of its words, which is rare."
)
_WORSE = (
    "No article scores lower than in the baseline by more than the noise (paired bootstrap, 95 % "
    "interval for all changed articles together)."
)
_MEAN = f"The mean score of the articles in both is not lower than in the baseline {_NOISE}."
_NAMED = 5  # articles named in a note


@dataclass(frozen=True, slots=True)
class Since:
    """The articles of a run with what is new in them, rules on what got worse, and notes."""

    judged: tuple[Judged, ...] = ()
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()

    @staticmethod
    def requirements(policy: Policy) -> tuple[str, ...]:
        """What a baseline demands, as sentences."""
        return (*losses.requirements(policy), _GARBLED, _DROPS, detached.REQUIREMENT, _MEAN, _WORSE)


def since(report: Report, baseline: Baseline, policy: Policy) -> Since:
    """Hold a run against a baseline.

    Raises:
        ConfigError: the two were not judged in the same way.
    """
    _ensure_comparable(report, baseline)
    documents = basis.in_order(report.documents)
    found, missing = changes(documents, baseline.articles)
    judged = tuple(
        Judged(
            one.now,
            only_new(one.now, one.was, is_same=one.is_same, excused=one.excused),
            one.is_known,
            one.was_unfit,
        )
        for one in found
    )
    rules = (
        *losses.rules(found, policy),
        _new_garbled(judged),
        _drops(found),
        detached.rule(found),
        _worse_mean(found),
        _worse_scores(found),
    )
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


def _drops(changes: Sequence[Change]) -> Rule:
    """Single sentences that are much worse than what they stand for: an article hides them in its
    mean. A few are usual where many are written anew."""
    changed = sum(len(one.rewritten) for one in changes)
    found = [(one, drops) for one in changes if (drops := _much_worse(one, changed))]
    found.sort(key=lambda each: (-len(each[1]), label(each[0].now.document)))
    return chance.rule(
        "much_worse_sentences",
        _DROPS,
        [_dropped(*each) for each in found],
        among=changed,
        usual=USUAL,
        noun="changed sentence",
        fault="much worse",
        worst=f" ({_points(found[0][1], changed)})" if found else "",
    )


def _points(drops: Sequence[Pair], changed: int) -> str:
    """What the worst of them lost, and what would have been too much."""
    worst = max(drops, key=lambda pair: pair.lost or 0.0)
    limit = much(worst.likeness, changed)
    kept = "" if worst.likeness is None else f" with {share_text(worst.likeness)} of its words kept"
    return f"up to {worst.lost or 0.0:.1f} points of score lost, {limit:.1f} are much{kept}"


def _much_worse(change: Change, changed: int) -> list[Pair]:
    return [
        pair
        for pair in change.rewritten
        if pair.lost is not None and pair.lost >= much(pair.likeness, changed)
    ]


def _dropped(change: Change, drops: Sequence[Pair]) -> Offender:
    document = change.now.document
    where = places.weakest(_part(change, [i for pair in drops for i in pair.new]))
    return Offender(
        label(document), document.path or document.id, len(drops), passed=True, places=where
    )


def _part(change: Change, chosen: Sequence[int]) -> DocumentReport:
    return replace(change.now, segments=tuple(change.now.segments[i] for i in chosen))


def _worse_scores(changes: Sequence[Change]) -> Rule:
    gaps = [(gap.value, label(one.now.document), one, gap) for one in changes if (gap := one.gap)]
    gaps.sort(key=lambda found: found[:2])
    among = sum(bool(one.changed) for one in changes)
    worse = [(one, gap) for _, _, one, gap in gaps if is_worse(gap, max(1, among))]
    reasons = tuple(f"{label(one.now.document)}: score {_lower(gap)}." for one, gap in worse)
    articles = [
        Offender(
            label(one.now.document),
            one.now.document.path or one.now.document.id,
            gap.value,
            passed=False,
            places=places.weakest(_part(one, one.changed)),
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
    return "nothing in both" if value is None else f"{value:+.1f} points"


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
            old = one.was.id if counts_rows(one.was) else one.was.path or one.was.id
            yield f"{label(one.now.document)} is {visible(old)} of the baseline (by {one.match})."
    yield from losses.notes(changes)
    if missing:
        names = ", ".join(visible(one.path or one.id) for one in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        count = count_text(len(missing), "article")
        yield f"{count} of the baseline not in the run: {names}{more}."
