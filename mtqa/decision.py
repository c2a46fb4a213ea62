"""What the gate says of a run: the nouns that the gate makes and every format of it shows.

All text in them is raw: what comes from articles or paths is hostile to a terminal, to XML and to
the commands of a CI service, and is made safe by who writes it.
"""

from dataclasses import dataclass

from mtqa.mqm import Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look, and what is there.

    `path` is that of the file as it was given to the run (the id of the article where it has none);
    `line` and `column` count from 1, columns in code points; `end_line` and `end_column` are those
    behind its last character. All but `line` are None where they are not known. `check` is the id
    of the check whose issue it is, None for a whole sentence, or what a whole article lost. The
    `fingerprint` stays the same when lines shift, paragraphs are reflowed or the file is moved.
    """

    path: str
    line: int
    column: int | None
    message: str
    severity: Severity
    check: str | None = None
    category: str | None = None
    fingerprint: str = ""
    end_line: int | None = None
    end_column: int | None = None

    @property
    def where(self) -> str:
        """`path:line:column`, as editors and terminals read it.

        >>> Place("a.txt", 3, 7, "", Severity.MINOR).where
        'a.txt:3:7'
        """
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)

    @property
    def kind(self) -> str:
        """The id of the check, or what is wrong with the whole sentence (GARBLED, WEAK or DETACHED)
        or with the article (LOST_KEYWORDS or LOST_LENGTH)."""
        return self.check or (GARBLED if self.severity is Severity.MAJOR else WEAK)


GARBLED, WEAK = "sentence.garbled", "sentence.weak"
"""Kinds of a place that is a whole sentence: a garbled one, and one of the lowest scores."""

DETACHED = "sentence.detached"
"""Kind of a place that is a new sentence about something else than its article."""

LOST_KEYWORDS, LOST_LENGTH = "article.lost_keywords", "article.lost_length"
"""Kinds of a place that stands for a whole article: one that tells another story than that of the
baseline, and one that is shorter."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in the run, whether or not a rule looked at it. `fails` says that a failed rule is
    about it, `is_known` that the baseline holds it (None without one)."""

    place: Place
    fails: bool = False
    is_known: bool | None = None


@dataclass(frozen=True, slots=True)
class Offender:
    """An article in a rule: its name for people, its path, its own value and the worst places in
    it. `passed` says whether it keeps the limit; it always does where the limit is one of the whole
    run."""

    article: str
    path: str
    value: float | None
    passed: bool
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One limit held against a run.

    `name` is the key of the limit ("min_score"), or "complete", "articles", "numbers", "unscored",
    "new_garbled", "much_worse_sentences", "detached_sentences", "worse_mean_score" and
    "worse_score" for what nobody sets. `scope` says for which articles it holds ("" for all, else
    "opinion/**" or "language de"). `requirement` is a sentence. `value` is that of the run, or of
    the worst article where the limit holds for each; None is not known. `shown_value` and
    `shown_limit` spell them for people. `reasons` say why it failed, worst first; `articles` are
    the worst ones, worst first, kept or not.
    """

    name: str
    scope: str
    requirement: str
    value: float | None
    limit: float | None
    shown_value: str
    shown_limit: str
    passed: bool
    reasons: tuple[str, ...] = ()
    articles: tuple[Offender, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Whether it is kept and not worth a line: nobody set it, and it had nothing to do."""
        return self.passed and (
            self.limit is None or (self.name == "max_failures" and not self.value)
        )

    @property
    def places(self) -> tuple[Place, ...]:
        """Where to look, worst article first; each place once."""
        return tuple(dict.fromkeys(place for one in self.articles for place in one.places))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a run passed, and every rule it was held against, worst kind first.

    `notes` are things to know that decide nothing, such as articles of the baseline that are not in
    the run. `findings` are all issues and garbled sentences of the run and all places of its failed
    rules, those that fail it first. `signature` is that of the run.
    """

    passed: bool
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    signature: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it failed, a sentence each, worst first; nothing if it passed."""
        return tuple(reason for rule in self.rules for reason in rule.reasons)
