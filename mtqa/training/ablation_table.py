"""The result of an ablation: JSON that the next start goes on from, Markdown for people."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from mtqa.errors import ConfigError
from mtqa.records import decoder, encode
from mtqa.training.folds import Found
from mtqa.training.quick_figures import COLUMNS, Figure

FORMAT = 1
"""Number of the JSON layout; one that is read must have it."""

WHOLE, AGAIN, KINDS = "all", "all, another seed", "kinds "
"""Names that the table looks for: the whole, the whole again, and what the folds begin with."""


@dataclass(frozen=True, slots=True)
class Result:
    """One finished variant: the columns of `quick_figures`, and the kinds of damage that it was
    measured on."""

    name: str
    figures: tuple[Figure, ...]
    kinds: tuple[Found, ...]
    seconds: int

    def figure(self, column: str) -> float | None:
        """Value of a column; None where it is not defined."""
        return next((f.value for f in self.figures if f.column == column), None)

    def kind(self, name: str) -> Found | None:
        """What was found for a kind of damage; None where it was not measured."""
        return next((found for found in self.kinds if found.kind == name), None)


@dataclass(frozen=True, slots=True)
class Results:
    """What is finished under one signature."""

    signature: str
    results: tuple[Result, ...] = ()
    format: int = FORMAT

    @property
    def names(self) -> frozenset[str]:
        """Names of the finished variants."""
        return frozenset(result.name for result in self.results)

    def get(self, name: str) -> Result | None:
        """A finished variant by its name."""
        return next((result for result in self.results if result.name == name), None)


_decode = decoder(Results)


def read(out: Path, signature: str) -> Results:
    """What an earlier start left at `out`; nothing, if there was none.

    Raises:
        ConfigError: it is damaged, or of another configuration or data.
    """
    path = _named(out, ".json")
    if not path.exists():
        return Results(signature)
    try:
        kept = _decode(json.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: no ablation ({error}); name another file with --out") from None
    if (kept.signature, kept.format) != (signature, FORMAT):
        raise ConfigError(
            f"{path}: made with {kept.signature}, not {signature}; name another file with --out"
        )
    return kept


def write(results: Results, out: Path) -> None:
    """Write .md and .json at `out`; an interruption leaves the ones before."""
    out.parent.mkdir(parents=True, exist_ok=True)
    plain = json.dumps(json.loads(encode(results)), indent=1)
    for ending, text in ((".json", plain + "\n"), (".md", markdown(results))):
        path = _named(out, ending)
        beside = path.with_name(path.name + ".part")
        beside.write_text(text, "utf-8")
        beside.replace(path)


def _named(out: Path, ending: str) -> Path:
    return out.with_name(out.name.removesuffix(".md").removesuffix(".json") + ending)


def markdown(results: Results) -> str:
    """One table of the variants, one of the kinds of damage left out."""
    return "\n".join([*_lines(results), ""])


def _lines(results: Results) -> Iterator[str]:
    yield f"# Ablation\n\nSignature: `{results.signature}`\n"
    yield (
        "Each row is a training of the same number of steps without one thing. In brackets: the "
        "difference to the whole. The row with another seed differs from the whole by noise alone, "
        "so a smaller difference says nothing. Samples of the development sets, raw heads with "
        "repetitions and scripture (`mtqa.training.quick_figures`): compare the rows with each "
        "other, not with the figures of the shipped model. Higher is better in every column.\n"
    )
    names = [column.name for column in COLUMNS]
    yield _row(["without", *names])
    yield _row(["---", *["--:"] * len(names)])
    whole = results.get(WHOLE)
    for result in results.results:
        cells = [_cell(result, name, whole) for name in names]
        yield _row([_label(result.name), *cells])
    yield from _kinds(results)


def _kinds(results: Results) -> Iterator[str]:
    left_out = [result for result in results.results if result.name.startswith(KINDS)]
    whole = results.get(WHOLE)
    if not left_out or whole is None:
        return
    yield (
        "\n## Kinds of damage left out of training\n\n"
        "AUC of damaged against clean human news of the development set; 0.5 is chance. Trained "
        "without: no training saw any kind of the fold.\n"
    )
    heads = [f"{head}, trained {how}" for head in ("penalty", "garbled") for how in _HOW]
    yield _row(["fold", "kind", "sentences", *heads])
    yield _row(["---", "---", *["--:"] * 5])
    pairs = []
    for result in left_out:
        for without in result.kinds:
            trained = whole.kind(without.kind)
            if trained is None:
                continue
            pairs.append(_four(trained, without))
            first = [result.name.removeprefix(KINDS), without.kind, str(without.damaged)]
            yield _row([*first, *(f"{value:.3f}" for value in pairs[-1])])
    means = [fmean(column) for column in zip(*pairs, strict=True)]
    yield _row(["**mean**", "", "", *(f"**{value:.3f}**" for value in means)])


_HOW = ("with", "without")


def _four(trained: Found, without: Found) -> tuple[float, float, float, float]:
    return trained.penalty, without.penalty, trained.garbled, without.garbled


def _label(name: str) -> str:
    """What the row is without.

    >>> _label("all"), _label("loss chrf")
    ('nothing', 'loss chrf')
    """
    return {WHOLE: "nothing", AGAIN: "nothing, another seed"}.get(name, name)


def _cell(result: Result, name: str, whole: Result | None) -> str:
    value = result.figure(name)
    if value is None:
        return "n/a"
    beside = whole.figure(name) if whole and whole is not result else None
    return f"{value:.3f}" if beside is None else f"{value:.3f} ({value - beside:+.3f})"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
