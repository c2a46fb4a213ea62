"""What an article lost since the baseline that no score can see: another story in its place, and
text that is gone."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.decision import LOST_KEYWORDS, LOST_LENGTH, Offender, Place, Rule
from mtqa.gate import noise
from mtqa.gate.changes import Change
from mtqa.gate.fingerprint import of_article
from mtqa.gate.keywords import LEAST
from mtqa.gate.limits import Policy
from mtqa.gate.measures import percent
from mtqa.mqm import Severity
from mtqa.text.language import bare
from mtqa.text.visible import visible
from mtqa.text.weight import segment_weight
from mtqa.text.wordtable import SPACELESS
from mtqa.types import Document
from mtqa.wording import count_text, label, share_text

_NAMED = 8  # keywords named in a reason
_SHORT = 50  # words: a sentence more or less is much of a shorter article


@dataclass(frozen=True, slots=True)
class _Loss:
    """What an article lost, as a share (0..1) of what it had and in words; `limit` is the share
    that it may lose, `at` the index of the sentence to look at."""

    share: float
    limit: float
    said: str
    named: str = ""
    at: int = 0

    @property
    def is_allowed(self) -> bool:
        """Whether the article may lose as much."""
        return self.share <= self.limit


@dataclass(frozen=True, slots=True)
class _Kind:
    """Something that an article may lose: the key of the limit, the limit where none is set, how to
    take it, what is demanded, and the kind of its places."""

    key: str
    usual: float
    loss: Callable[[Change, float], _Loss | None]
    requirement: str
    place: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What one article lost of one kind."""

    kind: _Kind
    loss: _Loss
    change: Change

    @property
    def name(self) -> str:
        """What people call the article."""
        return label(self.change.now.document)


def rules(changes: Sequence[Change], policy: Policy) -> Iterator[Rule]:
    """Whether any article lost more than it may; one failure of each is enough."""
    kinds = tuple(_in_force(policy))
    known = (one for one in changes if one.was is not None)
    found = [each for one in known for each in _losses(one, kinds, policy)]
    return (_rule(kind, [each for each in found if each.kind is kind], policy) for kind in kinds)


def requirements(policy: Policy) -> Iterator[str]:
    """What is demanded, as sentences."""
    return (_requirement(kind, policy) for kind in _in_force(policy))


def notes(changes: Sequence[Change]) -> Iterator[str]:
    """That the baseline is too old to tell what articles were about, or which words stayed."""
    if any(one.was is not None and one.was.keywords is None for one in changes):
        yield (
            "The baseline holds no keywords for some articles, since an older mtqa wrote it: that "
            "one now tells another story goes unseen until you renew it with --update-baseline."
        )
    elif any(map(_is_without_words, changes)):
        yield (
            "The baseline does not tell how much of a changed sentence stayed, since an older mtqa "
            f"wrote it: only one that lost {noise.LOST:.0f} points of score is seen ("
            f"{percent(noise.FEW[0])} of that, if changed alone, {percent(noise.FEW[1])}, if one "
            "of two), none that is about something else, nor another garbled one in the place of "
            "a garbled one, until you renew it with --update-baseline."
        )


def _is_without_words(change: Change) -> bool:
    """Whether sentences were changed of which no word is known, as it would be today."""
    if change.was is None or not change.rewritten:
        return False
    has_words = bare(change.now.document.target_lang) not in SPACELESS
    return has_words and all(one.sketch is None for one in change.was.sentences)


def _keywords(change: Change, limit: float) -> _Loss | None:
    known = (change.was.keywords if change.was else None) or ()
    if change.is_same or len(known) < LEAST:
        return None
    gone = change.lost
    more = f" and {len(gone) - _NAMED:,} more" if len(gone) > _NAMED else ""
    return _Loss(
        len(gone) / len(known),
        limit,
        f"{len(gone)} of {len(known)} keywords",
        f": {visible(', '.join(gone[:_NAMED]))}{more}",
    )


def _length(change: Change, limit: float) -> _Loss | None:
    """The words that are gone; what was written anew may be shorter by more. What was garbled is no
    loss, nor what stands for it a gain."""
    sound = [pair for pair in change.pairs if not pair.was_garbled]
    was = sum(pair.words for pair in sound)
    if change.is_same or was < _SHORT:
        return None
    kept = (change.now.segments[i] for pair in sound for i in pair.new)
    gone = max(0, was - sum(map(segment_weight, kept)))
    anew = sum(pair.words for pair in sound if pair.new and not pair.is_same)
    usual = noise.LENGTHS * anew / was
    said = f"{gone:,} of {count_text(was, 'word')}"
    return _Loss(gone / was, max(limit, usual), said, at=_most_lost(change))


def _most_lost(change: Change) -> int:
    """The index of the sentence that lost most words, those that stood before it and are gone
    included."""
    lost = Counter[int]()
    behind = 0
    for pair in change.pairs:
        place = pair.new[0] if pair.new else behind
        left = sum(segment_weight(change.now.segments[i]) for i in pair.new)
        lost[place] += pair.words - left
        behind = pair.new[-1] + 1 if pair.new else behind
    return min(lost.most_common(1)[0][0], len(change.now.segments) - 1)


_KINDS = (
    _Kind(
        "max_lost_keywords",
        noise.LOST_KEYWORDS,
        _keywords,
        "No article lost more than {most} of the long words and figures that the baseline holds of "
        f"it, if these are {LEAST} or more: else it tells another story, or was cut.",
        LOST_KEYWORDS,
    ),
    _Kind(
        "max_lost_length",
        noise.LOST_LENGTH,
        _length,
        f"No article of {_SHORT} words or more lost more than {{most}} of them, or "
        f"{percent(noise.LENGTHS)} of those in sentences that were written anew, if that is more; "
        "one that fails for its keywords is not counted again.",
        LOST_LENGTH,
    ),
)


def _in_force(policy: Policy) -> Iterator[_Kind]:
    """The kinds that are not switched off for all articles."""
    for kind in _KINDS:
        scoped = (scope.limits.numbers().get(kind.key, 1.0) for scope in policy.scopes)
        if min(_limit(kind, policy), *scoped, 1.0) < 1:
            yield kind


def _losses(change: Change, kinds: Sequence[_Kind], policy: Policy) -> Iterator[_Found]:
    """What an article lost, up to the first loss that is too much: another story in its place is
    shorter or not as it happens."""
    for kind in kinds:
        loss = kind.loss(change, _limit(kind, policy, change.now.document))
        if loss is not None:
            yield _Found(kind, loss, change)
            if not loss.is_allowed:
                return


def _rule(kind: _Kind, found: Sequence[_Found], policy: Policy) -> Rule:
    worst_first = sorted(found, key=lambda one: (one.loss.limit - one.loss.share, one.name))
    failed = [one for one in worst_first if not one.loss.is_allowed]
    limit = _limit(kind, policy)
    return Rule(
        kind.key,
        "",
        _requirement(kind, policy),
        worst_first[0].loss.share if found else None,
        limit,
        worst_first[0].loss.said if found else "nothing to judge",
        percent(limit),
        not failed,
        tuple(f"{one.name}: {_said(one.loss)}." for one in failed),
        tuple(map(_offender, failed)),
    )


def _requirement(kind: _Kind, policy: Policy) -> str:
    own = [
        f"{percent(scope.limits.numbers()[kind.key])} in {visible(scope.name)}"
        for scope in policy.scopes
        if kind.key in scope.limits.numbers()
    ]
    others = f" ({', '.join(own)})" if own else ""
    return kind.requirement.format(most=f"{percent(_limit(kind, policy))}{others}")


def _limit(kind: _Kind, policy: Policy, document: Document | None = None) -> float:
    """The share that an article may lose; without one, any that no scope holds."""
    given = policy.in_force(kind.key, document)
    return kind.usual if given is None else given


def _said(loss: _Loss) -> str:
    share = share_text(loss.share)
    return f"lost {loss.said} ({share}), above {percent(round(loss.limit, 3))}{loss.named}"


def _offender(found: _Found) -> Offender:
    document, loss = found.change.now.document, found.loss
    segment = document.segments[loss.at] if document.segments else None
    place = Place(
        path=document.path or document.id,
        line=segment.line if segment else 1,
        column=segment.column if segment else None,
        message=f"the article {_said(loss)}",
        severity=Severity.MAJOR,
        check=found.kind.place,
        fingerprint=of_article(document.segments),
    )
    return Offender(found.name, place.path, loss.share, passed=False, places=(place,))
