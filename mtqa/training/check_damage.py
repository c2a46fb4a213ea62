"""Damage for one check each: what it is there to find, put into text by people.

A generator takes an article and gives the part of it that it damaged, before and after, or None
where the text has no room for the damage. Checks of one theme stand together; a check without a
generator is one whose fault the English of the sets cannot show.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from random import Random

from mtqa.checks.base import Check
from mtqa.training.check_texts import Article, Row
from mtqa.training.damage_articles import ARTICLES
from mtqa.training.damage_lines import LINES
from mtqa.training.damage_pairs import PAIRS
from mtqa.types import Document

Generator = Callable[[Article, Random], tuple[Document, Document] | None]

LEAST_WORDS = 8
"""Of a line that is damaged: a shorter one is a headline or a caption."""


def generators(checks: Collection[Check]) -> Mapping[str, Generator]:
    """The generators there are for these checks, by id."""
    found: dict[str, Generator] = {}
    for check in checks:
        if check.id in LINES:
            found[check.id] = _of_line(LINES[check.id])
        elif check.id in ARTICLES:
            found[check.id] = _of_article(ARTICLES[check.id])
        elif check.id in PAIRS:
            found[check.id] = _of_pair(PAIRS[check.id])
    return found


def _of_line(damage: Callable[[Row, Random], str | None]) -> Generator:
    """Damage to one line, shown with its neighbours."""

    def generate(article: Article, rng: Random) -> tuple[Document, Document] | None:
        for number in _order(article.rows, rng):
            target = damage(article.rows[number], rng)
            if target is not None and target != article.rows[number].target:
                near = slice(max(0, number - 1), number + 2)
                after = _with(article, {number: target}).rows[near]
                return _sentences(article, article.rows[near]), _sentences(article, after)
        return None

    return generate


def _of_article(damage: Callable[[list[str], Random], list[str] | None]) -> Generator:
    def generate(article: Article, rng: Random) -> tuple[Document, Document] | None:
        targets = damage([row.target for row in article.rows], rng) if article.whole else None
        if targets is None:
            return None
        return article.in_sentences(), _sentences(article, list(map(Row, targets)))

    return generate


def _of_pair(damage: Callable[[Row, Random], tuple[Row, Row] | None]) -> Generator:
    """Damage to one line that has a source."""

    def generate(article: Article, rng: Random) -> tuple[Document, Document] | None:
        for number in _order(article.rows, rng):
            if article.rows[number].source and (rows := damage(article.rows[number], rng)):
                before, after = (replace(article, rows=(row,)).in_pairs() for row in rows)
                return before, after
        return None

    return generate


def _order(rows: Sequence[Row], rng: Random) -> list[int]:
    """The lines long enough to damage, in a random order."""
    long = [n for n, row in enumerate(rows) if len(row.target.split()) >= LEAST_WORDS]
    rng.shuffle(long)
    return long


def _with(article: Article, targets: Mapping[int, str]) -> Article:
    rows = [
        replace(row, target=targets.get(number, row.target))
        for number, row in enumerate(article.rows)
    ]
    return replace(article, rows=tuple(rows))


def _sentences(article: Article, rows: Sequence[Row]) -> Document:
    return replace(article, rows=tuple(rows)).in_sentences()
