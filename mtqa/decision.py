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
    `line` and `column` count from 1, columns in code points; `column` is None where it is not
    known. `check` is the id of the check whose issue it is, None for a whole sentence. The
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
    "new_garbled", "worse_score" and "worse_mean_score" for what nobody sets. `scope` says for which
    articles it holds ("" for all, else "opinion/**" or "language de"). `requirement` is a sentence.
    `value` is that of the run, or of the worst article where the limit holds for each; None is not
    known. `shown_value` and `shown_limit` spell them for people. `reasons` say why it failed, worst
    first; `articles` are the worst ones, worst first, kept or not.
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
    def places(self) -> tuple[Place, ...]:
        """Where to look, worst article first; each place once."""
        return tuple(dict.fromkeys(place for one in self.articles for place in one.places))


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a run passed, and every rule it was held against, worst kind first.

    `notes` are things to know that decide nothing, such as articles of the baseline that are not in
    the run.
    """

    passed: bool
    rules: tuple[Rule, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it failed, a sentence each, worst first; nothing if it passed."""
        return tuple(reason for rule in self.rules for reason in rule.reasons)
