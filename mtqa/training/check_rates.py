"""`mtqa evaluate --checks`: how often each check fires where it should not, and where it should.

Text by people is the judge: what fires there is a false alarm, or a slip of the writer. A check of
whole articles is measured on whole articles, a check of sentences on all lines, and one that needs
the source on lines that have one.
"""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from zlib import crc32

import numpy as np

from mtqa import __version__, checks
from mtqa.checks.base import CHECKS, Check
from mtqa.checks.settings import unknown
from mtqa.errors import InputError
from mtqa.mqm import Severity
from mtqa.training import check_tables, check_texts
from mtqa.training.bootstrap import RESAMPLES, estimate
from mtqa.training.check_damage import Generator, generators
from mtqa.training.check_tables import Budget, CheckRates, CheckRow, Hit, SetRates
from mtqa.training.check_texts import Article, TextSet
from mtqa.training.evaluate import described
from mtqa.training.metrics import Ints
from mtqa.training.tables import Cell
from mtqa.types import Document, Issue, Side

SETS: tuple[Callable[[Path], TextSet], ...] = (
    check_texts.human,
    check_texts.machine,
    check_texts.weak,
    *(partial(check_texts.translated, lang=lang) for lang in check_texts.LANGUAGES),
)
"""The first is the one that damage is injected into."""
SENTENCE, WHOLE, PAIR = "sentence", "sentence of a whole article", "pair"
_PAIRED = "sentence of a pair"
_ALONE = ((SENTENCE, SENTENCE), (WHOLE, WHOLE))
_ALL = (*_ALONE, (PAIR, _PAIRED))
"""Units of checks, and what all of them together are counted per: sentences, here as there."""
BUDGET = {Severity.MAJOR: 5.0, Severity.MINOR: 30.0}
"""Most issues per 1,000 human sentences that all checks together may raise; critical ones count as
major."""
TRIALS = 200
"""Injected damages per check, or as many as the texts have room for; a quarter on a sample."""
DOUBTFUL = 10
_AROUND = 60  # characters shown on either side of a hit, and of either end of a long one


@dataclass(slots=True)
class _Tally:
    """Counts of one article: what it has of each unit, and what fired on it."""

    units: Counter[str] = field(default_factory=Counter)
    fired: Counter[str] = field(default_factory=Counter)
    shown: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    hits: list[Hit] = field(default_factory=list)


def main(data: Path, out: Path | None, *, lines: int | None = None, show: str | None = None) -> str:
    """Measure all checks; the Markdown that is returned is also written if `out` is given.

    Args:
        data: folder of the Parquet files.
        out: path of the two files to write, which end in .md and .json.
        lines: measure on about so many lines of each set, for a quick look.
        show: id of the one check to measure; all its hits are in the result.

    Raises:
        InputError: data that is missing, or no such check.
    """
    if show is not None and show not in CHECKS:
        raise InputError(unknown("check", show, CHECKS))
    in_force = [check for check in CHECKS.values() if show in (None, check.id) and not check.idle]
    rates = measure(data, in_force, lines=lines, most=None if show else DOUBTFUL)
    if out:
        check_tables.write(rates, out)
    return check_tables.markdown(rates, hits=show is not None)


def measure(
    data: Path, in_force: Sequence[Check], *, lines: int | None = None, most: int | None = DOUBTFUL
) -> CheckRates:
    """Rates of checks on every set, their recall on injected damage, and their doubtful hits."""
    sets = [load(data) for load in SETS]
    files = dict.fromkeys(path for texts in sets for path in texts.files)
    chosen = [texts if lines is None else check_texts.sample(texts, lines) for texts in sets]
    tallies = {}
    for texts in chosen:
        print(f"{texts.name}: {len(texts.articles):,} articles", file=sys.stderr)
        tallies[texts.name] = [_tally(texts, article, in_force) for article in texts.articles]
    found = generators(in_force)
    trials = TRIALS if lines is None else TRIALS // 4
    rows = [
        _row(check, tallies, _recall(check, found.get(check.id), sets[0].articles, trials), most)
        for check in in_force
    ]
    return CheckRates(
        signature=f"mtqa:{__version__}|checks:{checks.signature(CHECKS.values())}",
        sets=tuple(_set_rates(texts, tallies[texts.name]) for texts in chosen),
        rows=tuple(rows),
        budgets=tuple(
            budget
            for texts in chosen
            if texts.by_people
            for budget in _budgets(texts.name, tallies[texts.name], in_force)
        ),
        files=tuple(described(path) for path in files),
        lines=lines,
        resamples=RESAMPLES,
    )


def unit_of(check: Check) -> str:
    """What a check is counted per: a sentence, a sentence of a whole article, or a pair of lines.

    >>> unit_of(CHECKS["repetition.doubled_word"]), unit_of(CHECKS["repetition.repeated_sentence"])
    ('sentence', 'sentence of a whole article')
    """
    if check.on_source is not None:
        return PAIR
    return WHOLE if check.on_document is not None else SENTENCE


def _tally(texts: TextSet, article: Article, in_force: Sequence[Check]) -> _Tally:
    tally = _Tally()
    units = {SENTENCE, WHOLE} if article.whole else {SENTENCE}
    document, pairs = article.in_sentences(), article.in_pairs()
    tally.units.update(dict.fromkeys(units, len(document.segments)))
    tally.units[PAIR] = len(pairs.segments)
    paired = {segment.paragraph for segment in pairs.segments}
    tally.units[_PAIRED] = sum(segment.paragraph in paired for segment in document.segments)
    _count(tally, texts, article, document, [c for c in in_force if unit_of(c) in units])
    _count(tally, texts, article, pairs, [c for c in in_force if unit_of(c) == PAIR])
    return tally


def _count(
    tally: _Tally, texts: TextSet, article: Article, document: Document, used: Sequence[Check]
) -> None:
    """Run the checks one by one, since one issue may hide another, and count both with and without
    what is hidden. Checks that are off by default do not count for what is shown."""
    if not document.segments:
        return
    together: list[list[Issue]] = [[] for _ in document.segments]
    for check in used:
        for index, issues in enumerate(checks.run(document, [check]).issues):
            row = article.rows[document.segments[index].paragraph]
            tally.fired[check.id] += len(issues)
            if check.off is None:
                together[index] += issues
            if texts.by_people or row.faultless:
                tally.hits += (_hit(texts, document, index, issue) for issue in issues)
    for raised in together:
        tally.shown.update((i.check, i.severity) for i in checks.outermost(raised))


def _hit(texts: TextSet, document: Document, index: int, issue: Issue) -> Hit:
    segment, span = document.segments[index], issue.span
    text = segment.target if span.side is Side.TARGET else segment.source or ""
    return Hit(
        check=issue.check,
        where=f"{texts.name}, {document.id}",
        before=text[max(0, span.start - _AROUND) : span.start],
        marked=_shortened(text[span.start : span.end]),
        after=text[span.end : span.end + _AROUND],
        message=issue.message,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * _AROUND else f"{text[:_AROUND]}…{text[-_AROUND:]}"


def _row(
    check: Check, tallies: dict[str, list[_Tally]], recall: tuple[int, int] | None, most: int | None
) -> CheckRow:
    unit = unit_of(check)
    hits = [hit for each in tallies.values() for t in each for hit in t.hits]
    own = sorted((hit for hit in hits if hit.check == check.id), key=_doubt)
    return CheckRow(
        check=check.id,
        severity=check.severity.value,
        off=check.off,
        per=unit,
        rates={name: _per_thousand(each, check.id, unit) for name, each in tallies.items()},
        caught=recall[0] if recall else None,
        trials=recall[1] if recall else None,
        hits=tuple(own if most is None else own[:most]),
    )


def _doubt(hit: Hit) -> tuple[bool, int]:
    """On text by people first, then on machine output without a fault; spread over each."""
    return (not hit.where.startswith("human"), crc32(repr(hit).encode("utf-8", "backslashreplace")))


def _per_thousand(tallies: Sequence[_Tally], check: str, unit: str) -> float:
    units = sum(tally.units[unit] for tally in tallies)
    fired = sum(tally.fired[check] for tally in tallies)
    return 1000 * fired / units if units else float("nan")


def _set_rates(texts: TextSet, tallies: Sequence[_Tally]) -> SetRates:
    units = sum((tally.units for tally in tallies), Counter[str]())
    return SetRates(texts.name, texts.title, units[SENTENCE], units[WHOLE], units[PAIR])


def _budgets(
    texts: str, tallies: Sequence[_Tally], in_force: Collection[Check]
) -> Iterator[Budget]:
    """What all checks together raise on text by people, against what they may."""
    by_id = {check.id: unit_of(check) for check in in_force}
    for name, units in (("of the target alone", _ALONE), ("and those with a source", _ALL)):
        for severity, most in BUDGET.items():
            wanted = {severity, Severity.CRITICAL} if severity is Severity.MAJOR else {severity}
            counts = np.array(
                [
                    [(tally.units[per], _shown(tally, by_id, u, wanted)) for u, per in units]
                    for tally in tallies
                ],
                dtype=np.float64,
            )
            found = estimate(_rate_of(counts), np.arange(len(tallies), dtype=np.intp))
            yield Budget(texts, name, severity.value, most, Cell(found.value, *found.interval()))


def _shown(
    tally: _Tally, units: dict[str, str], unit: str, severities: Collection[Severity]
) -> int:
    return sum(
        count
        for (check, severity), count in tally.shown.items()
        if units[check] == unit and severity in severities
    )


def _rate_of(counts: np.ndarray) -> Callable[[Ints], float]:
    """Issues per 1,000, summed over the units, of the articles at some indices."""

    def rate(articles: Ints) -> float:
        units, issues = counts[articles].sum(axis=0).T
        known = units > 0
        return float((1000 * issues[known] / units[known]).sum()) if known.any() else float("nan")

    return rate


def _recall(
    check: Check, generator: Generator | None, articles: Sequence[Article], most: int
) -> tuple[int, int] | None:
    """How many damages of those injected a check sees, and how many were injected, at most `most`;
    None without a generator. Seen is what raises more issues of the check than there were."""
    if generator is None:
        return None
    pairs = list(islice(_damaged(check, generator, articles), most))
    caught = sum(_issues(check, after) > _issues(check, before) for before, after in pairs)
    return caught, len(pairs)


def _damaged(
    check: Check, generator: Generator, articles: Sequence[Article]
) -> Iterator[tuple[Document, Document]]:
    """Documents before and after a damage, in an order that is always the same."""
    order = list(range(len(articles)))
    Random(0).shuffle(order)
    for number in order:
        article = articles[number]
        if unit_of(check) == WHOLE and not article.whole:
            continue
        if pair := generator(article, Random(f"{check.id} {article.id}")):
            yield pair


def _issues(check: Check, document: Document) -> int:
    return sum(map(len, checks.run(document, [check]).issues))
