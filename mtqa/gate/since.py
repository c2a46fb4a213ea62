"""What got worse since a baseline, and what of a run was known already."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mtqa.compare import NOTICEABLE, overall, signature_changes
from mtqa.compare.articles import Match, pair_articles
from mtqa.compare.difference import Difference, Unit, difference
from mtqa.compare.sentences import pair_sentences
from mtqa.decision import Offender, Rule
from mtqa.errors import ConfigError
from mtqa.gate import basis, places
from mtqa.gate.baseline import Baseline, KnownArticle, KnownSentence, issue_names, known
from mtqa.gate.fingerprint import of_sentence
from mtqa.gate.judged import Judged
from mtqa.text.visible import visible
from mtqa.text.words import word_weight
from mtqa.types import Document, DocumentReport, Report, Segment, SegmentReport, Verdict
from mtqa.wording import count_text, label, score_text

_NOISE = "by more than the noise (paired bootstrap, 95 % interval)"
_GARBLED = "No sentence is garbled that is new since the baseline."
_WORSE = f"No article scores lower than in the baseline {_NOISE}."
_MEAN = f"The mean score of the articles in both is not lower than in the baseline {_NOISE}."
_NAMED = 5  # articles named in a note
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


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


@dataclass(frozen=True, slots=True)
class _Change:
    """An article of the run, and what it was; `units` are its sentences then and now, `gap` the
    difference of its score (None if either is not known), `changed` the indices of those sentences
    whose text is not as it was."""

    now: DocumentReport
    was: KnownArticle | None
    match: Match
    units: tuple[Unit, ...] = ()
    gap: Difference | None = None
    changed: tuple[int, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it was there and is no worse. Of one sentence nothing can be told, so it is
        known only unchanged; nor of an article that can no longer be judged."""
        if self.was is None:
            return False
        if self.gap is None:
            return self.now.score is None and not any(unit.old_words for unit in self.units)
        return not self.changed or (self.gap.interval is not None and not _is_worse(self.gap))


def since(report: Report, baseline: Baseline) -> Since:
    """Hold a run against a baseline.

    Raises:
        ConfigError: the two were not judged in the same way.
    """
    _ensure_comparable(report, baseline)
    documents = basis.in_order(report.documents)
    changes, missing = _changes(documents, baseline.articles)
    judged = tuple(Judged(one.now, _only_new(one.now, one.was), one.is_known) for one in changes)
    rules = (_new_garbled(judged), _worse_mean(changes), _worse_scores(changes))
    # That articles are missing is no news of a run that was limited to what changed.
    return Since(judged, rules, tuple(_notes(changes, [] if report.selection else missing)))


def updated(baseline: Baseline, report: Report) -> Baseline:
    """The baseline with the articles of a run that was limited to what changed: others stay.

    Raises:
        ConfigError: the two were not judged in the same way.
    """
    _ensure_comparable(report, baseline)
    _, missing = _changes(basis.in_order(report.documents), baseline.articles)
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


def _changes(
    documents: Sequence[DocumentReport], articles: Sequence[KnownArticle]
) -> tuple[list[_Change], list[KnownArticle]]:
    """The articles of the run, and those of the baseline that are not in it."""
    now = [known(document) for document in documents]
    pairs = pair_articles([_shadow(one) for one in articles], [_shadow(one) for one in now])
    found = {pair.new: pair for pair in pairs}
    changes = [
        _change(document, after, articles[found[i].old], found[i].match)
        if i in found
        else _Change(document, None, Match.ID)
        for i, (document, after) in enumerate(zip(documents, now, strict=True))
    ]
    paired = {pair.old for pair in pairs}
    return changes, [one for i, one in enumerate(articles) if i not in paired]


def _change(
    document: DocumentReport, now: KnownArticle, was: KnownArticle, match: Match
) -> _Change:
    units, changed = [], []
    for i, j in pair_sentences(_shadow(was).document.segments, _shadow(now).document.segments):
        before = None if i is None else was.sentences[i]
        after = None if j is None else now.sentences[j]
        if before and after and before.fingerprint == after.fingerprint:
            after = before  # a score moves a little with line breaks and with what stands beside it
        elif j is not None:
            changed.append(j)
        units.append(Unit(*_weighted(before), *_weighted(after)))
    return _Change(document, was, match, tuple(units), difference(units), tuple(changed))


def _shadow(article: KnownArticle) -> DocumentReport:
    """The article with a fingerprint for every sentence, as one word of letters, so that articles
    and sentences pair as those of two runs do."""
    segments = tuple(Segment(one.fingerprint.translate(_LETTERS)) for one in article.sentences)
    document = Document(article.id, segments, article.path)
    return DocumentReport(document, (), 0, None, None, None, 0.0, None)


def _weighted(one: KnownSentence | None) -> tuple[float, int]:
    if one is None or one.score is None:
        return 0.0, 0
    return one.score * one.words, one.words


def _is_worse(gap: Difference | None) -> bool:
    return gap is not None and gap.is_sure and gap.value <= -NOTICEABLE


def _only_new(report: DocumentReport, was: KnownArticle | None) -> DocumentReport:
    """The article without the issues and garbled sentences that the baseline holds. A sentence
    whose text is as it was is never new, whatever the model says of it now."""
    if was is None:
        return report
    issues = Counter(name for one in was.sentences for name in one.issues)
    sentences = Counter(one.fingerprint for one in was.sentences)
    segments = tuple(_new_part(segment, sentences, issues) for segment in report.segments)
    garbled = {i for i, one in enumerate(segments) if one.verdict is Verdict.GARBLED}
    passages = tuple(p for p in report.passages if garbled.intersection(range(p.first, p.last + 1)))
    before, after = _garbled_words(report.segments), _garbled_words(segments)
    share = report.garbled_share * after / before if before else 0.0
    return replace(report, segments=segments, passages=passages, garbled_share=share)


def _new_part(
    report: SegmentReport, sentences: Counter[str], issues: Counter[str]
) -> SegmentReport:
    """A sentence with only what is new in it; takes what it finds known out of the counts."""
    verdict, fingerprint = report.verdict, of_sentence(report.segment)
    if sentences[fingerprint]:
        sentences[fingerprint] -= 1
        verdict = Verdict.DOUBTFUL if verdict is Verdict.GARBLED else verdict
    fresh = []
    for name, issue in zip(issue_names(report), report.issues, strict=True):
        if issues[name]:
            issues[name] -= 1
        else:
            fresh.append(issue)
    return replace(report, verdict=verdict, issues=tuple(fresh))


def _garbled_words(segments: Sequence[SegmentReport]) -> int:
    garbled = (one for one in segments if one.verdict is Verdict.GARBLED)
    return sum(word_weight(one.segment.target) for one in garbled)


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


def _worse_scores(changes: Sequence[_Change]) -> Rule:
    gaps = [(gap.value, label(one.now.document), one, gap) for one in changes if (gap := one.gap)]
    gaps.sort(key=lambda found: found[:2])
    worse = [(one, gap) for _, _, one, gap in gaps if _is_worse(gap)]
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


def _worse_mean(changes: Sequence[_Change]) -> Rule:
    gap = overall([one.units for one in changes if one.gap is not None])
    reasons = (f"Mean score {_lower(gap)}.",) if gap is not None and _is_worse(gap) else ()
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


def _notes(changes: Sequence[_Change], missing: Sequence[KnownArticle]) -> Iterator[str]:
    for one in changes:
        if one.was is not None and one.match is not Match.ID:
            old = one.was.path or one.was.id
            yield f"{label(one.now.document)} is {visible(old)} of the baseline (by {one.match})."
    if missing:
        names = ", ".join(visible(one.path or one.id) for one in missing[:_NAMED])
        more = f" and {len(missing) - _NAMED:,} more" if len(missing) > _NAMED else ""
        count = count_text(len(missing), "article")
        yield f"{count} of the baseline not in the run: {names}{more}."
