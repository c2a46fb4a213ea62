"""`mtqa show`: one article of a run in the terminal."""

import difflib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.types import Document, DocumentReport, Report
    from mtqa.writers.wrapped import Style

_NAMED = 5  # articles named in an error


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.argument("article", required=False)
@click.option("--all", "every", is_flag=True, help="Source and reference below every sentence.")
@click.option("--issues", is_flag=True, help="One line an issue and nothing else.")
@click.option(
    "--segment", type=click.IntRange(min=1), metavar="N", help="Only sentence N, from 1, in full."
)
@click.option(
    "--width", type=click.IntRange(min=40), metavar="COLUMNS", help="Else the terminal's."
)
@click.option("--color/--no-color", default=None, help="Else in a terminal without NO_COLOR.")
def show(
    run: Path,
    article: str | None,
    every: bool,
    issues: bool,
    segment: int | None,
    width: int | None,
    color: bool | None,
) -> None:
    """Print an ARTICLE of a RUN with its errors marked and explained.

    ARTICLE is an id, a path or file name, the unique start of one, or its rank: 1 is the worst.
    Without it the articles are listed by rank.
    """
    from mtqa.run import load
    from mtqa.writers import terminal

    report = load(run)
    style = _style(width, color)
    if article is None:
        lines = _ranking(report)
    else:
        chosen = find(report, article)
        if issues:
            lines = terminal.issue_lines(chosen)
        elif segment is not None:
            lines = terminal.segment_lines(chosen, _index(chosen, segment), style)
        else:
            lines = terminal.article_lines(chosen, style, every=every)
    for line in lines:
        click.echo(line, color=style.colour)


def find(report: "Report", name: str) -> "DocumentReport":
    """The article of a run that a user means by a name.

    An id comes first, then a path or file name, then a rank (`#3` or `3`), then the start of an id,
    path or file name that no other article has.

    Raises:
        ConfigError: no article or several; names the nearest, or those.
    """
    documents = report.documents
    for wanted in (_is_id, _is_path):
        found = [d for d in documents if wanted(d.document, name)]
        if found:
            return _only(found, name)
    rank = name.removeprefix("#")
    if rank.isdecimal():
        return _ranked(report, int(rank))
    found = [d for d in documents if any(n.startswith(name) for n in _names(d.document))]
    if not found:
        raise ConfigError(_unknown(report, name))
    return _only(found, name)


def _style(width: int | None, colour: bool | None) -> "Style":
    from mtqa.writers.wrapped import Style, terminal_width

    if colour is None:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        colour = colour and os.environ.get("TERM") != "dumb"
    return Style(width or terminal_width(), colour)


def _names(document: "Document") -> Iterator[str]:
    yield document.id
    if document.path is not None:
        yield document.path
        yield PurePath(document.path).name


def _is_id(document: "Document", name: str) -> bool:
    return document.id == name


def _is_path(document: "Document", name: str) -> bool:
    path = PurePath(document.path or document.id)
    return name in (str(path), path.name, path.stem)


def _only(found: "Sequence[DocumentReport]", name: str) -> "DocumentReport":
    if len(found) == 1:
        return found[0]
    some = ", ".join(repr(report.document.id) for report in found[:_NAMED])
    more = f" and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    raise ConfigError(f"{name!r} names {len(found):,} articles: {some}{more}; give the whole id")


def _ranked(report: "Report", rank: int) -> "DocumentReport":
    from mtqa.writers.fitness import worst_of

    count = len(report.documents)
    if not 1 <= rank <= count:
        raise ConfigError(f"there is no article of rank {rank}; give a rank from 1 to {count:,}")
    return worst_of(report.documents, rank)[-1][1]


def _unknown(report: "Report", name: str) -> str:
    known = dict.fromkeys(n for d in report.documents for n in _names(d.document))
    # By their starts too, since the start of a name would do.
    starts = {n[: len(name)]: n for n in reversed(known)} | {n: n for n in known}
    near = difflib.get_close_matches(name, starts, n=1, cutoff=0.0)
    nearest = f"the nearest is {starts[near[0]]!r}; " if near else "the run holds none; "
    return f"there is no article {name!r} in the run; {nearest}`mtqa show RUN` lists all"


def _ranking(report: "Report") -> Iterator[str]:
    from mtqa.writers.fitness import worst_of
    from mtqa.writers.text import ARTICLE_HEADING, article_line

    yield f"rank  {ARTICLE_HEADING}"
    worst = worst_of(report.documents, len(report.documents))
    for rank, (_, document) in enumerate(worst, start=1):
        yield f"{rank:>4}  {article_line(document)}"


def _index(report: "DocumentReport", number: int) -> int:
    count = len(report.segments)
    if number > count:
        last = f"the last is {count}" if count else "it has none"
        raise ConfigError(f"{report.document.id} has no sentence {number}; {last}")
    return number - 1
