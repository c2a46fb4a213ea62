"""The nouns: what readers make, checks and scorers judge, and writers show.

All are frozen. Offsets count Unicode code points. Scores run from 0 to 100 and 100 is best; `None`
is "not known" and never the same as 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from mtqa.mqm import Severity

if TYPE_CHECKING:
    from mtqa.frames import Frames


class Side(StrEnum):
    """The text of a segment that a span points into, or that a scorer needs."""

    TARGET = "target"
    SOURCE = "source"
    REFERENCE = "reference"


class Verdict(StrEnum):
    """What mtqa says of one segment, best first; `UNSCORED` says it could not judge."""

    FINE = "fine"
    DOUBTFUL = "doubtful"
    GARBLED = "garbled"
    UNSCORED = "unscored"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of code points, never empty, in one side of a segment."""

    start: int
    end: int
    side: Side = Side.TARGET

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must have 0 <= start < end, not {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence (or one row, with `--segmented`), its text exactly as read.

    `start` and `end` are offsets into the decoded text of the file, `line` and `column` count from
    1, columns in code points (None: not known). Where the file spells the text as it is,
    `text[start:end] == target`; where it escapes it (an entity in HTML, a doubled quote in CSV),
    `end - start` differs from `len(target)`. `paragraph` counts from 0 within the document.
    """

    target: str
    start: int = 0
    end: int = 0
    line: int = 1
    paragraph: int = 0
    source: str | None = None
    reference: str | None = None
    column: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ignore:
    """A mark in a file that silences checks in a part of it.

    `checks` are ids or themes, none of them stands for all; `start` and `end` are offsets into the
    decoded text of the file; `line` and `text` are those of the mark itself. `fault` says what is
    wrong with a mark that silences nothing.
    """

    text: str
    line: int
    checks: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One article. `id` is unique in a run; languages are BCP 47 tags.

    `target_lang` is None when it was not given and could not be told; `lang_confidence` (0..1) is
    None when the language was given. `notes` are things a reader of the report should know, such as
    a guessed encoding. `ignores` are the marks in the file that silence checks.
    """

    id: str
    segments: tuple[Segment, ...]
    path: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    lang_confidence: float | None = None
    system: str | None = None
    title: str | None = None
    notes: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a glossary: how a term of the source is to be translated, and how not.

    Without `source` only the forbidden forms count. Without `targets` any translation will do that
    is not forbidden. `keep` says that the term is left as it is in the source, letter by letter.
    Languages are bare BCP 47 tags; None is any.
    """

    source: str
    targets: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    keep: bool = False
    source_lang: str | None = None
    target_lang: str | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms that a translation must keep to; two with the same terms are equal.

    As text it is their number and a hash of them, which is what a signature needs.
    """

    terms: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __str__(self) -> str:
        if not self.terms:
            return "none"
        return f"{len(self.terms)} terms {sha256(repr(self.terms).encode()).hexdigest()[:8]}"


def is_model(check: str) -> bool:
    """Whether what bears this name comes from a model: "qe." and its name."""
    return check.startswith("qe.")


@dataclass(frozen=True, slots=True)
class Issue:
    """One potential error: where, of what kind, and the evidence in one sentence.

    `check` is the id of a heuristic ("repetition.phrase_loop") or "qe." and the name of a model.
    `confidence` is the probability (0..1) that a reader would mark it; None where it is not known.
    """

    check: str
    category: str
    severity: Severity
    span: Span
    message: str
    confidence: float | None = None

    @property
    def from_model(self) -> bool:
        """Whether a model says so, not a heuristic."""
        return is_model(self.check)


@dataclass(frozen=True, slots=True)
class Score:
    """A number for a segment. `value` is 0..100, 100 best, None if not known; `raw` is the
    metric's own number; `truncated` says that not all of the text was seen."""

    metric: str
    value: float | None
    raw: float | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A check or model that could not judge a segment or document, and why."""

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Issues of one check in one article that the user silenced: how many, and by what ("allowed
    words", "per-file-ignores", "marks in the file")."""

    check: str
    reason: str
    issues: int


@dataclass(frozen=True, slots=True)
class UnusedIgnore:
    """A mark in a file that silences nothing, as it stands there, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class SegmentReport:
    """What was found in one segment.

    `score` is the number that decides (None if not known); `scores` are the numbers of the models
    behind it; `penalty` is the MQM penalty of the issues of the heuristics alone (0..25); `garbled`
    is the model's probability (0..1) that the segment is garbled.
    """

    segment: Segment
    verdict: Verdict
    score: float | None = None
    scores: tuple[Score, ...] = ()
    penalty: float = 0.0
    garbled: float | None = None
    issues: tuple[Issue, ...] = ()
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of neighbouring garbled segments, first and last by their index, both included."""

    first: int
    last: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """What was found in one article.

    `score` is the mean of the segment scores weighted by words, `interval` its bootstrap 95 %
    interval, `penalty_per_100_words` the MQM penalty (a text of fewer than 50 words counts as one
    of 50), `garbled_share` the share (0..1) of words that stand in garbled segments, `grade` A
    (best) to F. None is "not known". `skipped` holds what could not be judged anywhere in the
    article, `suppressed` what the user silenced.
    """

    document: Document
    segments: tuple[SegmentReport, ...]
    words: int
    score: float | None
    interval: tuple[float, float] | None
    penalty_per_100_words: float | None
    garbled_share: float
    grade: str | None
    passages: tuple[Passage, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    unused_ignores: tuple[UnusedIgnore, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that gave no document, or not all of it. Shown in every report, fails the gate."""

    path: str
    error: str


SELECTION = "score.selection"
"""The key of a run's configuration that says to which articles it was limited."""


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run.

    `signature` names all that changes a number: two scores are comparable only if their signatures
    are equal. `mode` is the richest side used ("target", "source", "reference"). `config` is the
    configuration in force, flat, as text. `complete` is False for an interrupted run.
    """

    documents: Sequence[DocumentReport]
    failures: Sequence[Failure] = ()
    signature: str = ""
    mode: Side = Side.TARGET
    config: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True

    @property
    def selection(self) -> str:
        """What the run was limited to, such as "changed since main"; empty if it holds all that was
        named."""
        return self.config.get(SELECTION, "")

    def to_frame(self) -> "Frames":
        """Segments, issues and documents as pandas DataFrames."""
        from mtqa.frames import frames  # pandas is slow to import: only who asks pays

        return frames(self)
