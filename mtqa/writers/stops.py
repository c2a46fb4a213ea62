"""The places of an article to look at: its garbled passages and the other sentences in doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mtqa.mqm import Severity
from mtqa.summary import damage
from mtqa.types import DocumentReport, Passage, SegmentReport, Side, Verdict
from mtqa.wording import NO_TRANSLATION, count_text, score_text
from mtqa.writers.fitness import NOTED
from mtqa.writers.marks import Mark, Piece, excerpt

_EXCERPT = 160  # characters: enough to recognise a place by


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to look at, by its number: a garbled passage, or a doubtful sentence outside of one;
    `first` is the number of its first sentence, `pieces` are its text or the broken part of it."""

    number: int
    verdict: Verdict
    first: int
    line: int
    size: str
    pieces: tuple[Piece, ...]
    reasons: tuple[str, ...]


def stops(report: DocumentReport) -> tuple[Stop, ...]:
    """All of them in reading order."""
    places = enumerate(_places(report), start=1)
    return tuple(_stop(report, number, place) for number, place in places)


def worst_stop(report: DocumentReport) -> Stop | None:
    """The one that costs the article most, a garbled one before any other; None if there is none.

    A long sentence costs more than a short one of the same score, as in the score of the article.
    """
    places = enumerate(_places(report), start=1)
    worst = max(places, key=lambda item: _gravity(report, item[1]), default=None)
    return None if worst is None else _stop(report, *worst)


def _places(report: DocumentReport) -> list[Passage]:
    garbled = {index for p in report.passages for index in range(p.first, p.last + 1)}
    doubtful = (
        Passage(index, index, _reasons(segment))
        for index, segment in enumerate(report.segments)
        if segment.verdict in NOTED and index not in garbled
    )
    return sorted([*report.passages, *doubtful], key=lambda passage: passage.first)


def _gravity(report: DocumentReport, place: Passage) -> tuple[bool, float]:
    segments = report.segments[place.first : place.last + 1]
    length = sum(len(segment.segment.target) for segment in segments)
    return segments[0].verdict is Verdict.GARBLED, damage(report, place) * length


def _stop(report: DocumentReport, number: int, place: Passage) -> Stop:
    segments = report.segments[place.first : place.last + 1]
    return Stop(
        number=number,
        verdict=segments[0].verdict,
        first=place.first + 1,
        line=segments[0].segment.line,
        size=count_text(len(segments), "sentence"),
        pieces=_pieces(segments),
        reasons=place.reasons,
    )


def _pieces(segments: Sequence[SegmentReport]) -> tuple[Piece, ...]:
    text = " ".join(segment.segment.target for segment in segments)
    if not text.strip():
        return (Piece(NO_TRANSLATION),)
    return excerpt(text, list(_marks(segments)), _EXCERPT)


def _marks(segments: Sequence[SegmentReport]) -> Iterator[Mark]:
    """What is marked in sentences that stand one after another, a space between them."""
    offset = number = 0
    for segment in segments:
        for issue in segment.issues:
            if issue.span.side is Side.TARGET:
                start, end = offset + issue.span.start, offset + issue.span.end
                yield Mark(start, end, number, issue.severity, "")
                number += 1
        offset += len(segment.segment.target) + 1


def _reasons(report: SegmentReport) -> tuple[str, ...]:
    order = tuple(Severity)
    gravest = sorted(report.issues, key=lambda issue: -order.index(issue.severity))
    found = tuple(dict.fromkeys(issue.message for issue in gravest))
    score = () if report.score is None else (f"score {score_text(report.score)}",)
    return (*score, *found)[:3]
