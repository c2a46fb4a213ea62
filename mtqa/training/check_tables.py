"""The rates of the checks, as Markdown for people and JSON for programs."""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from mtqa.text.visible import visible
from mtqa.training.tables import Cell, DataFile, plain

FORMAT = 1
"""Number of the JSON layout."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One issue in its text, and the set and document it is from."""

    check: str
    where: str
    before: str
    marked: str
    after: str
    message: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check: how often it fires per 1,000 units of each set (NaN where a set has none), how
    many injected damages it caught of how many (None without a generator), and its hits that are
    most likely false alarms. `off` says why it is off by default."""

    check: str
    severity: str
    off: str | None
    per: str
    rates: Mapping[str, float]
    caught: int | None
    trials: int | None
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class SetRates:
    """A set of texts, and how much of each unit it has."""

    name: str
    title: str
    sentences: int
    in_whole_articles: int
    pairs: int


@dataclass(frozen=True, slots=True)
class Budget:
    """What all checks of a kind and severity together raise per 1,000 on a set of texts by people,
    with its bootstrap 95 % interval, and the most they may."""

    texts: str
    checks: str
    severity: str
    most: float
    rate: Cell


@dataclass(frozen=True, slots=True)
class CheckRates:
    """All rates, and what they rest on. `lines` is the size of the sample, None is all."""

    signature: str
    sets: tuple[SetRates, ...]
    rows: tuple[CheckRow, ...]
    budgets: tuple[Budget, ...]
    files: tuple[DataFile, ...]
    lines: int | None
    resamples: int


def markdown(rates: CheckRates, *, hits: bool = True) -> str:
    """The tables, with the doubtful hits of each check below them if `hits`."""
    return "\n".join(_lines(rates, hits))


def write(rates: CheckRates, path: Path) -> None:
    """Write `path` with .md and with .json at its end, whichever it has; the hits, which are to be
    read, stand in the .md alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = path.name.removesuffix(".md").removesuffix(".json")
    bare = replace(rates, rows=tuple(replace(row, hits=()) for row in rates.rows))
    content = plain({"format": FORMAT, **asdict(bare)})
    text = json.dumps(content, indent=1, ensure_ascii=True, allow_nan=False)
    (path.parent / f"{name}.md").write_text(markdown(rates), encoding="utf-8")
    (path.parent / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def _lines(rates: CheckRates, hits: bool) -> Iterator[str]:
    yield "# Rates of the checks\n"
    yield f"Signature: `{rates.signature}`\n"
    yield (
        "How often each check fires per 1,000 sentences, before one issue hides another. A check "
        "of whole articles is measured on whole articles alone, one that needs the source on pairs "
        "of lines that have one (*). On human text what fires is a false alarm, or a slip of the "
        "writer. Recall is on damage injected for that check into human text; - means that there "
        "is no generator."
    )
    if rates.lines is not None:
        yield f"\n**Only about {rates.lines:,} lines of each set: a quick look.**"
    yield "\n| set | sentences | in whole articles | pairs | what |\n|---|--:|--:|--:|---|"
    for each in rates.sets:
        counts = f"{each.sentences:,} | {each.in_whole_articles:,} | {each.pairs:,}"
        yield f"| {each.name} | {counts} | {each.title} |"
    yield from _budget(rates)
    yield from _table(rates)
    if hits:
        yield from _doubtful(rates)
    yield "\n## Data\n\n| file | rows | sha256 |\n|---|--:|---|"
    yield from (f"| {file.name} | {file.rows:,} | `{file.sha256}` |" for file in rates.files)
    yield ""


def _budget(rates: CheckRates) -> Iterator[str]:
    yield "\n## All checks together, on human text\n"
    yield (
        "Issues as a report shows them, per 1,000 sentences; in brackets the 95 % "
        f"interval of {rates.resamples:,} bootstrap resamples of articles.\n"
    )
    yield "| set | checks | severity | per 1,000 | budget | |\n|---|---|---|--:|--:|---|"
    for line in rates.budgets:
        kept = "kept" if line.rate.value <= line.most else "**broken**"
        shown = f"{line.rate.value:.2f} [{line.rate.low:.2f}, {line.rate.high:.2f}]"
        named = f"{line.texts} | {line.checks} | {line.severity}"
        yield f"| {named} | {shown} | {line.most:g} | {kept} |"


def _table(rates: CheckRates) -> Iterator[str]:
    names = [each.name for each in rates.sets]
    yield "\n## Each check\n"
    yield f"| check | severity | {' | '.join(names)} | recall |"
    yield f"|---|---|{'--:|' * (len(names) + 1)}"
    for row in rates.rows:
        severity = row.severity if row.off is None else f"{row.severity}, off"
        star = "*" if row.per == "pair" else ""
        cells = [_rate(row.rates[name]) for name in names]
        yield f"| `{row.check}`{star} | {severity} | {' | '.join([*cells, _recall(row)])} |"


def _rate(value: float) -> str:
    return "n/a" if math.isnan(value) else f"{value:.2f}"


def _recall(row: CheckRow) -> str:
    if row.caught is None or row.trials is None:
        return "-"
    return f"{100 * row.caught / row.trials:.0f} % of {row.trials}" if row.trials else "n/a"


def _doubtful(rates: CheckRates) -> Iterator[str]:
    yield "\n## Hits most likely to be false alarms\n"
    yield (
        "On text by people first, then on lines of machine translation in which people who rated "
        "them found no error. The hit stands in brackets ⟦ ⟧."
    )
    for row in rates.rows:
        if row.hits:
            yield f"\n### {row.check}\n"
            yield from map(_hit, row.hits)


def _hit(hit: Hit) -> str:
    text = _code(f"{hit.before}⟦{hit.marked}⟧{hit.after}")
    return f"- {text} {_code(hit.message)} ({hit.where})"


def _code(text: str) -> str:
    """Text as Markdown code, in a fence that nothing in it can end."""
    shown = visible(text)
    fence = "`" * (1 + max((len(run) for run in _runs(shown)), default=0))
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown}{space}{fence}"


def _runs(text: str) -> Iterator[str]:
    return (part for part in "".join(c if c == "`" else " " for c in text).split() if part)
