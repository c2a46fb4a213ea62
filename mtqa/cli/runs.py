"""Commands that read a run and load no model: report and gate."""

from pathlib import Path

import click

from mtqa.cli.options import configuration, under

FORMATS = ("html", "json", "jsonl", "csv", "text")
"""The keys of `mtqa.writers.WRITERS` (a test compares), spelt out so that `--help` need not import
the writers."""

GATE_FAILED = 3


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help="File to write, or folder for html. Without it the report goes to standard output.",
)
def report(run: Path, form: str, out: Path | None) -> None:
    """Write a report of a RUN: for reading (html, text) or for programs (json, jsonl, csv)."""
    from mtqa.run import load
    from mtqa.writers import write

    write(load(run), form, out)
    if out is not None:
        click.echo(f"written: {out / 'index.html' if form == 'html' else out}", err=True)


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--min-score", type=float, help="Lowest score of any article, 0 to 100.")
@click.option("--min-mean-score", type=float, help="Lowest mean score of the run, 0 to 100.")
@click.option("--min-grade", help="Worst grade of any article, A to F.")
@click.option("--max-garbled", type=int, help="Most garbled sentences in the run.")
@click.option("--max-garbled-share", type=float, help="Highest share of garbled words, 0 to 1.")
@click.option(
    "--max-document-garbled-share", type=float, help="The same in any one article, 0 to 1."
)
@click.option("--max-major", type=int, help="Most issues that are major or worse in the run.")
@click.option("--max-critical", type=int, help="Most critical issues in the run.")
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
def gate(run: Path, **limits: float | str | bool | None) -> None:
    """Hold a RUN against limits: exit code 0 if it keeps them all, 3 with every reason if not.

    Limits not given here are taken from the configuration ([tool.mtqa.gate]).
    """
    from mtqa.gate import decide
    from mtqa.run import load
    from mtqa.text.visible import visible

    decision = decide(load(run), configuration(under("gate", limits)).gate)
    if decision.passed:
        click.echo("gate: passed")
        return
    for reason in decision.reasons:
        click.echo(f"gate: {visible(reason)}")
    click.echo(f"gate: FAILED ({len(decision.reasons)})")
    raise click.exceptions.Exit(GATE_FAILED)
