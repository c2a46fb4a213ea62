"""`mtqa gate` and `mtqa baseline`: does a run pass, and what counts as known."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.cli.options import configuration, manual, under
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.decision import Decision
    from mtqa.gate.baseline import Baseline
    from mtqa.types import Report

GATE_FAILED = 3

FORMATS = ("text", "json", "md", "github", "sarif", "junit", "gitlab")
"""The keys of `mtqa.writers.gate.FORMATS` (a test compares), spelt out so that `--help` need not
import the writers."""


@click.command()
@click.argument("run", type=click.Path(path_type=Path), required=False)
@click.option("--min-score", type=float, help="Lowest score of any article, 0 to 100.")
@click.option("--min-score-lower", type=float, help="The same, of the lower end of its interval.")
@click.option("--min-score-upper", type=float, help="The same, of the upper end of its interval.")
@click.option("--min-mean-score", type=float, help="Lowest mean score of the run, 0 to 100.")
@click.option("--min-grade", help="Worst grade of any article, A to F.")
@click.option(
    "--max-unfit", type=int, help="Most articles that the report calls not fit to publish."
)
@click.option("--max-garbled", type=int, help="Most garbled sentences in the run.")
@click.option("--max-passages", type=int, help="Most garbled passages in the run.")
@click.option("--max-garbled-share", type=float, help="Highest share of garbled words, 0 to 1.")
@click.option("--max-document-garbled", type=int, help="Most garbled sentences in any article.")
@click.option("--max-document-passages", type=int, help="Most garbled passages in any article.")
@click.option(
    "--max-document-garbled-share", type=float, help="Highest share in any one article, 0 to 1."
)
@click.option("--max-major", type=int, help="Most issues that are major or worse in the run.")
@click.option("--max-critical", type=int, help="Most critical issues in the run.")
@click.option(
    "--max-major-per-1000-words", type=float, help="Most issues, major or worse, in 1,000 words."
)
@click.option("--max-document-major", type=int, help="Most in any article, major or worse.")
@click.option("--max-document-critical", type=int, help="Most critical issues in any article.")
@click.option(
    "--max-document-major-per-1000-words", type=float, help="The rate of any one article."
)
@click.option(
    "--max-issues",
    multiple=True,
    metavar="NAME=COUNT",
    help="Most issues of a check, theme or category in the run; may be given several times.",
)
@click.option(
    "--max-document-issues", multiple=True, metavar="NAME=COUNT", help="The same in any article."
)
@click.option(
    "--max-lost-keywords",
    type=float,
    help="Highest share of its long words and figures that any article may lose, 0 to 1; with a "
    "baseline only.  [default: 0.5]",
)
@click.option(
    "--max-lost-length",
    type=float,
    help="Highest share of its words, likewise.  [default: 0.1]",
)
@click.option("--max-failures", type=int, help="Most inputs that could not be read.")
@click.option(
    "--allow-failures/--no-allow-failures",
    default=None,
    help="Pass although inputs could not be read.",
)
@click.option(
    "--allow-unscored/--no-allow-unscored",
    default=None,
    help="Pass articles that could not be judged, such as those in another language.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Fail only on what is new or got worse since; `mtqa baseline` makes the file.",
)
@click.option(
    "--update-baseline", is_flag=True, help="Write the run into the baseline after the verdict."
)
@click.option(
    "--format",
    "-f",
    "forms",
    multiple=True,
    type=click.Choice(FORMATS),
    help="How to write the verdict; may be given several times.  [default: text]",
)
@click.option(
    "--out",
    "-o",
    "outs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File for the --format in the same place; - is standard output.",
)
@click.option("--explain", is_flag=True, help="Print the limits in force as sentences, and end.")
def gate(
    run: Path | None,
    baseline: Path | None,
    update_baseline: bool,
    forms: tuple[str, ...],
    outs: tuple[Path, ...],
    explain: bool,
    **limits: float | str | bool | tuple[str, ...] | None,
) -> None:
    """Hold a RUN against limits: exit code 0 if it keeps them all, 3 with every reason if not.

    Limits not given here are taken from the configuration ([tool.mtqa.gate], and for some articles
    [tool.mtqa.gate.paths."GLOB"] or [tool.mtqa.gate.languages.TAG]). Without any limit it ends with
    2: a gate that everything passes is none.

    With a baseline, limits hold for what is new or got worse since, and more is demanded: no new
    garbled sentence, no score lower by more than the noise, no article that was cut or tells
    another story (--explain says it all).

    The verdict is printed as text, and written in any other --format: github (workflow commands),
    md (a step summary), sarif, junit, gitlab (code quality) or json. The exit code is the same
    whatever is written.
    """
    from mtqa.gate import Policy, decide
    from mtqa.gate import explain as explained
    from mtqa.gate.baseline import read
    from mtqa.run import load

    config = configuration(under("gate", limits))
    policy = Policy(config.gate, config.gate_scopes)
    if explain:
        click.echo("\n".join(explained(policy, with_baseline=baseline is not None)))
        return
    if run is None:
        raise click.UsageError("name a RUN, or ask for the limits with --explain")
    if update_baseline and baseline is None:
        raise click.UsageError("--update-baseline needs the --baseline to update")
    written = tuple(_pairs(forms, outs))
    report = load(run)
    known = None if baseline is None else read(baseline)
    decision = decide(report, policy, known)
    _write(decision, written)
    if update_baseline and baseline is not None:
        _store(report, run, baseline, known)
    if not decision.passed:
        raise click.exceptions.Exit(GATE_FAILED)


def _pairs(forms: Sequence[str], outs: Sequence[Path]) -> "Iterator[tuple[str, Path | None]]":
    """Each format with its file, None for standard output, which has the text if nothing else."""
    if outs and len(forms) != len(outs):
        raise click.UsageError(
            f"{len(forms)} --format but {len(outs)} --out: give each format its file, or - for "
            "standard output"
        )
    files = [None if str(out) == "-" else out for out in outs] or [None] * len(forms)
    if sum(file is None for file in files) > 1:
        raise click.UsageError("only one --format can go to standard output; give --out to others")
    if None not in files:
        yield "text", None
    yield from zip(forms, files, strict=True)


def _write(decision: "Decision", written: "Sequence[tuple[str, Path | None]]") -> None:
    from mtqa.writers.gate import write

    for form, out in written:
        write(decision, form, out, manual())


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    default=Path("mtqa-baseline.txt"),
    show_default=True,
    help="File to write; a baseline that is there is replaced.",
)
def baseline(run: Path, out: Path) -> None:
    """Write what is known of a RUN into a small text file, to be committed.

    `mtqa gate RUN --baseline FILE` then fails only on what is new or got worse.
    """
    from mtqa.run import load

    _store(load(run), run, out)


def _store(report: "Report", run: Path, out: Path, old: "Baseline | None" = None) -> None:
    """Write the baseline of a run; of one that was limited to what changed, the old with it."""
    from mtqa.gate.baseline import Baseline, write
    from mtqa.gate.since import updated

    if not report.complete:
        raise ConfigError(f"{run} was interrupted and makes no baseline; score again")
    if report.selection and old is None:
        raise ConfigError(
            f"{run} holds only articles {report.selection}; score all of them, or add to "
            f"a baseline with `mtqa gate {run} --baseline FILE --update-baseline`"
        )
    if not report.documents and not report.selection:
        raise ConfigError(f"{run} holds no article and makes no baseline")
    write(updated(old, report) if report.selection and old else Baseline.of(report), out)
    click.echo(f"written: {out}", err=True)
