"""`mtqa report`: a run as a page, a table or a text."""

from dataclasses import replace
from pathlib import Path

import click

from mtqa.cli.options import manual

FORMATS = ("html", "json", "jsonl", "csv", "md", "text")
"""The keys of `mtqa.writers.WRITERS` (a test compares), spelt out so that `--help` need not import
the writers."""


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
@click.option(
    "--against",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="An older run: html shows what got better and worse since.",
)
@click.option("--article", metavar="ARTICLE", help="One article alone, named as for `mtqa show`.")
@click.option("--single-file", is_flag=True, help="One html file, to be mailed, for small runs.")
def report(
    run: Path,
    form: str,
    out: Path | None,
    against: Path | None,
    article: str | None,
    single_file: bool,
) -> None:
    """Write a report of a RUN: for reading (html, md, text) or for programs (json, jsonl, csv)."""
    from mtqa.cli.folders import ensure_report_folder
    from mtqa.cli.show import find
    from mtqa.run import load
    from mtqa.writers import HtmlOptions, write

    if form != "html" and (against is not None or single_file):
        raise click.UsageError("--against and --single-file need --format html")
    if article is not None and against is not None:
        raise click.UsageError("--article and --against do not go together")
    if form == "html" and out is not None and not single_file:
        ensure_report_folder(out)
    options = None
    if form == "html":
        older = None if against is None else load(against)
        options = HtmlOptions(manual(), older, single_file)
    loaded = load(run)
    if article is not None:
        loaded = replace(loaded, documents=(find(loaded, article),), failures=())
    write(loaded, form, out, options)
    if out is not None:
        is_folder = form == "html" and not single_file
        click.echo(f"written: {out / 'index.html' if is_folder else out}", err=True)
