"""An article as the gate sees it, and what in it is new."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from mtqa.gate.baseline import KnownArticle, issue_names
from mtqa.gate.fingerprint import of_sentence
from mtqa.text.weight import segment_weight
from mtqa.types import DocumentReport, SegmentReport, Verdict
from mtqa.wording import label


@dataclass(frozen=True, slots=True)
class Judged:
    """An article: `whole`, and `new` with only those issues and garbled sentences that count, which
    is all of them without a baseline. `is_known` says that the baseline holds it and that its score
    is no worse since, so that limits on scores and grades pass it over, `was_unfit` that it was not
    fit to publish, or says what it did, so that `max_unfit` does."""

    whole: DocumentReport
    new: DocumentReport
    is_known: bool = False
    was_unfit: bool = False

    @property
    def name(self) -> str:
        """What people call it."""
        return label(self.whole.document)

    @property
    def path(self) -> str:
        """The path of its file, or its id."""
        return self.whole.document.path or self.whole.document.id


def only_new(
    report: DocumentReport,
    was: KnownArticle | None,
    *,
    is_same: bool,
    excused: Collection[int] = (),
) -> DocumentReport:
    """The article without the issues and garbled sentences that the baseline holds. A sentence
    whose text and source are as they were is never new, whatever the model says of it now;
    `is_same` says that this holds for the whole article, however it is cut into sentences,
    `excused` are the indices of sentences that are edits of garbled ones."""
    if was is None:
        return report
    if is_same:
        old = tuple(replace(one, verdict=_old(one.verdict), issues=()) for one in report.segments)
        return replace(report, segments=old, passages=(), garbled_share=0.0)
    issues = Counter(name for one in was.sentences for name in one.issues)
    sentences = Counter(one.fingerprint for one in was.sentences)
    parts = (_new_part(segment, sentences, issues) for segment in report.segments)
    segments = tuple(
        replace(part, verdict=_old(part.verdict)) if i in excused else part
        for i, part in enumerate(parts)
    )
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
        verdict = _old(verdict)
    fresh = []
    for name, issue in zip(issue_names(report), report.issues, strict=True):
        if issues[name]:
            issues[name] -= 1
        else:
            fresh.append(issue)
    return replace(report, verdict=verdict, issues=tuple(fresh))


def _garbled_words(segments: Sequence[SegmentReport]) -> int:
    garbled = (one for one in segments if one.verdict is Verdict.GARBLED)
    return sum(segment_weight(one) for one in garbled)


def _old(verdict: Verdict) -> Verdict:
    return Verdict.DOUBTFUL if verdict is Verdict.GARBLED else verdict
