"""What a user sets: limits, and scopes of articles that have limits of their own."""

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from pathlib import PurePath, PurePosixPath

from mtqa.errors import ConfigError
from mtqa.mqm import CATEGORIES
from mtqa.text.globs import matches
from mtqa.types import Document

GRADES = "ABCDF"
"""Grades of an article, best first."""

ISSUES = ("max_issues", "max_document_issues")
"""The limits on issues by check or category."""

_ALLOWANCES = ("allow_failures", "allow_unscored")
_SINCE_BASELINE = ("max_lost_keywords", "max_lost_length")
_OF_THE_RUN = ("max_failures", "allow_failures")


@dataclass(frozen=True, slots=True)
class IssueLimit:
    """The most issues of one `name`: the id of a check ("repetition.phrase_loop"), its theme
    ("repetition"), a category ("Fluency/Grammar") or the first part of one ("Fluency")."""

    name: str
    most: int

    @property
    def is_category(self) -> bool:
        """Whether the name is of a category; those of checks are in lower case."""
        return self.name[:1].isupper()


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run must keep to; None sets no limit, and a value that equals its limit passes.

    `min_score` (0..100) and `min_grade` (A..D, F) hold for every article, `min_score_lower` and
    `min_score_upper` for the ends of its 95 % interval (an article of one sentence has none: its
    score stands in). `min_mean_score` is for the mean over the run weighted by words.

    `max_unfit` counts the articles that a report calls not fit to publish (`mtqa.fitness`),
    `max_garbled` garbled sentences, `max_passages` runs of neighbouring ones, `max_major`
    issues that are major or worse, `max_critical` critical ones. Shares (0..1) are of words in
    garbled sentences, rates are issues per 1,000 words. `max_issues` holds "NAME=COUNT", where the
    name is a check, its theme, or an MQM category. All these are over the run; with `document` in
    the name they hold for every article on its own.

    `max_lost_keywords` and `max_lost_length` are shares (0..1) of what a baseline holds of each
    article, and are in force with a baseline only; 1 switches them off.

    An article without a score fails every limit on scores, grades and garbled text unless
    `allow_unscored`; more inputs than `max_failures` (0) that could not be read fail the run unless
    `allow_failures`.

    Raises:
        ConfigError: a limit that no number could be held against.
    """

    min_score: float | None = None
    min_score_lower: float | None = None
    min_score_upper: float | None = None
    min_mean_score: float | None = None
    min_grade: str | None = None
    max_unfit: int | None = None
    max_garbled: int | None = None
    max_passages: int | None = None
    max_garbled_share: float | None = None
    max_document_garbled: int | None = None
    max_document_passages: int | None = None
    max_document_garbled_share: float | None = None
    max_major: int | None = None
    max_critical: int | None = None
    max_major_per_1000_words: float | None = None
    max_document_major: int | None = None
    max_document_critical: int | None = None
    max_document_major_per_1000_words: float | None = None
    max_issues: tuple[str, ...] = ()
    max_document_issues: tuple[str, ...] = ()
    max_lost_keywords: float | None = None
    max_lost_length: float | None = None
    max_failures: int | None = None
    allow_failures: bool = False
    allow_unscored: bool = False

    def __post_init__(self) -> None:
        for name, value in self._numbers():
            if "score" in name:
                low, high, cure = 0.0, 100.0, "a score is 0 to 100"
            elif name.endswith("share") or name in _SINCE_BASELINE:
                low, high, cure = 0.0, 1.0, "a share is 0 to 1, so 5 % is 0.05"
            elif name.endswith("words"):
                low, high, cure = 0.0, 1000.0, "a rate is 0 to 1,000"
            else:
                low, high, cure = 0.0, math.inf, "a count is 0 or more"
            if not low <= value <= high:
                raise ConfigError(f"{name}: {value} cannot be a limit; {cure}")
        if self.min_grade is not None and self.min_grade not in tuple(GRADES):
            raise ConfigError(f"min_grade: {self.min_grade!r} is no grade; give A, B, C, D or F")
        for name in ISSUES:
            list(_issue_limits(name, getattr(self, name)))

    def _numbers(self) -> Iterator[tuple[str, float]]:
        for member in fields(self):
            value = getattr(self, member.name)
            if isinstance(value, int | float) and not isinstance(value, bool):
                yield member.name, value

    def numbers(self) -> dict[str, float]:
        """Every limit that is set by its key; a grade by its place in `GRADES`. `max_issues` are
        not among them."""
        found = dict(self._numbers())
        return found if self.min_grade is None else found | {"min_grade": _place(self.min_grade)}

    def issue_limits(self, *, per_article: bool) -> tuple[IssueLimit, ...]:
        """The limits on issues by check or category."""
        key = "max_document_issues" if per_article else "max_issues"
        return tuple(_issue_limits(key, getattr(self, key)))

    def names(self) -> Iterator[str]:
        """Checks and themes that are named, for who knows which there are; not models ("qe.")."""
        for per_article in (False, True):
            for limit in self.issue_limits(per_article=per_article):
                if not limit.is_category and limit.name.partition(".")[0] != "qe":
                    yield limit.name


def _place(grade: str) -> int:
    return GRADES.index(grade)


def _issue_limits(key: str, texts: tuple[str, ...]) -> Iterator[IssueLimit]:
    for text in texts:
        name, equals, most = (part.strip() for part in text.partition("="))
        if not (name and equals and most.isascii() and most.isdigit()):
            raise ConfigError(
                f"{key}: {text!r} is no limit; give NAME=COUNT, such as repetition.phrase_loop=0 "
                "or Fluency/Grammar=5"
            )
        limit = IssueLimit(name, int(most))
        if limit.is_category and name not in CATEGORIES | {c.partition("/")[0] for c in CATEGORIES}:
            known = ", ".join(sorted({c.partition("/")[0] for c in CATEGORIES}))
            raise ConfigError(f"{key}: there is no category {name!r}; they begin with {known}")
        yield limit


@dataclass(frozen=True, slots=True)
class Scope:
    """Some articles and the limits they have: those whose path matches `glob`, relative to
    `folder`, or those in a language ("pt" means "pt-BR" too).

    Raises:
        ConfigError: a limit that only a whole run can keep to.
    """

    limits: Limits
    glob: str | None = None
    language: str | None = None
    folder: str = ""

    def __post_init__(self) -> None:
        for name in _OF_THE_RUN:
            if getattr(self.limits, name) not in (None, False):
                raise ConfigError(f"{name}: holds for the whole run only; set it in [gate]")

    @property
    def name(self) -> str:
        """The scope in a few words."""
        return self.glob if self.glob is not None else f"language {self.language}"

    def holds(self, document: Document) -> bool:
        """Whether an article is in the scope."""
        if self.glob is None:
            tag, wanted = (document.target_lang or "").lower(), (self.language or "").lower()
            return tag == wanted or tag.startswith(f"{wanted}-")
        path = document.path or document.id
        if self.folder:
            whole = os.path.abspath(path)  # noqa: PTH100  # of a path that may not exist, without links
            inside = os.path.relpath(whole, self.folder)
            path = whole if inside.startswith("..") else inside
        return matches(PurePosixPath(PurePath(path).as_posix()), self.glob)


@dataclass(frozen=True, slots=True)
class Policy:
    """All limits in force. A limit for each article is taken from the last scope that sets it and
    holds the article, languages before paths, else from `limits`; a limit over the run that a scope
    sets holds for the articles of that scope together, beside that of the whole run."""

    limits: Limits = field(default_factory=Limits)
    scopes: tuple[Scope, ...] = ()

    def is_empty(self) -> bool:
        """Whether nothing is set that a run could fail without a baseline; allowances are no
        limits."""
        return not any(
            getattr(limits, member.name) not in (None, ())
            for limits in (self.limits, *(scope.limits for scope in self.scopes))
            for member in fields(limits)
            if member.name not in (*_ALLOWANCES, *_SINCE_BASELINE)
        )

    def need_baseline(self) -> tuple[str, ...]:
        """The limits that are set and judge nothing without a baseline."""
        given = (self.limits, *(scope.limits for scope in self.scopes))
        return tuple(key for key in _SINCE_BASELINE if any(key in one.numbers() for one in given))

    def in_force(self, key: str, document: Document | None = None) -> float | None:
        """The number that a limit of each article has for one, or for any that no scope holds."""
        for scope in reversed(self.scopes):
            if document is not None and key in scope.limits.numbers() and scope.holds(document):
                return scope.limits.numbers()[key]
        return self.limits.numbers().get(key)

    def allows_unscored(self, document: Document) -> bool:
        """Whether an article may pass without a score."""
        return self.limits.allow_unscored or any(
            scope.limits.allow_unscored for scope in self.scopes if scope.holds(document)
        )
