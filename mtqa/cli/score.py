"""`mtqa score`: the one command that reads articles and loads a model."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from mtqa.cli.options import configuration, under
from mtqa.errors import InputError

if TYPE_CHECKING:
    from mtqa.cli.screen import Screen
    from mtqa.cli.selection import Say, Selection
    from mtqa.config import Config
    from mtqa.readers.discovery import PassedOver
    from mtqa.run import RunWriter
    from mtqa.scorers.base import Scorer
    from mtqa.types import Document, DocumentReport, Failure


STDIN_FORMATS = ("txt", "md", "html", "jsonl", "csv", "tsv")
"""Suffixes of `mtqa.readers.READERS` (a test compares), one per format, spelt out so that `--help`
need not import the readers."""

_FOLDERS = 3
"""Folders named in the line about what is passed over."""


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    metavar="RUN",
    help="Folder to store the run in, for `mtqa report` and `mtqa gate`.",
)
@click.option("--overwrite", is_flag=True, help="Replace the run that RUN holds.")
@click.option(
    "--files-from",
    metavar="FILE",
    help="Read more PATHs from a list, one a line; - is standard input.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    help="Only files that changed since the branch left this revision of git.",
)
@click.option(
    "--reuse",
    type=click.Path(path_type=Path),
    metavar="OLD",
    help="Take articles that are as they were from this older run.",
)
@click.option("--include", multiple=True, metavar="GLOB", help="Only these files of a folder.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Not these files of a folder.")
@click.option(
    "--stdin-format",
    type=click.Choice(STDIN_FORMATS),
    default="txt",
    show_default=True,
    help="What - holds, named by the suffix it would have as a file.",
)
@click.option("--encoding", help="Of the files, such as windows-1252; else it is told from them.")
@click.option(
    "--segmented/--no-segmented",
    default=None,
    help="One row or line is one segment: split nothing.",
)
@click.option("--source-lang", metavar="TAG", help="Language translated from, such as de.")
@click.option("--target-lang", metavar="TAG", help="Language of the articles; else it is detected.")
@click.option(
    "--glossary", type=click.Path(), metavar="FILE", help="Terms to keep to: CSV, TSV or TBX."
)
@click.option("--model", type=click.Choice(["embedded", "none"]), help="none: run the checks only.")
@click.option("--threads", type=int, help="CPU threads of the model; else all there are.")
@click.option("--quiet", "-q", is_flag=True, help="Show errors only.")
def score(
    paths: tuple[str, ...],
    out: Path | None,
    overwrite: bool,
    files_from: str | None,
    changed_since: str | None,
    reuse: Path | None,
    quiet: bool,
    model: str | None,
    glossary: str | None,
    stdin_format: str,
    **options: object,
) -> None:
    """Score articles: files, folders, or - for standard input.

    Prints a line per article, the worst passages and a total. Reads .txt, .md, .html, .jsonl, .csv
    and .tsv. Exit code 0 although some inputs could not be read (they are listed, and the gate
    fails on them), 2 if none could: then nothing is stored.

    With --changed-since REV the run holds only what changed: the gate of a baseline leaves the rest
    as it was. With --reuse OLD it holds all, and only what changed is judged again.
    """
    from mtqa import run
    from mtqa.assess import assess, richest_side, signature
    from mtqa.cli.screen import Screen, progress
    from mtqa.cli.selection import reused, select

    if not paths and files_from is None:
        raise click.UsageError("name a PATH, or give a list with --files-from")
    config = configuration({"model": model, "glossary": glossary, **under("score", options)})
    if out is not None:
        run.ensure_free(out, overwrite=overwrite)  # before the slow part
    old = None if reuse is None else run.load(reuse)
    say = partial(_say, quiet=quiet)
    own: list[tuple[str, str]] = []

    def passed_over(path: str, kind: str) -> None:
        own.append((path, kind))

    chosen = select(paths, files_from, changed_since, config.scoring, say, passed_over)
    documents, found = _peeked(_read(chosen, config, stdin_format, passed_over))
    if own:
        say(_passed_over(own))
    if not found and not chosen.is_void:
        # Stores nothing: a mistyped path must not cost the run that is there, nor be one.
        _refuse(documents, quiet=quiet)
    scorers = _scorers(config)
    if out is not None and out.exists():
        _clear(out, say)
    stamp = signature(
        config.checks,
        scorers,
        segmented=config.scoring.segmented,
        suppression=config.suppression,
    )
    to_judge = documents if old is None else reused(documents, old, stamp, say)
    store = (
        nullcontext()
        if out is None
        else run.RunWriter(
            out,
            signature=stamp,
            mode=richest_side(scorers),
            config=config.of_run() | chosen.as_config(),
            overwrite=overwrite,
        )
    )
    screen = Screen(richest_side(scorers), out, quiet=quiet, scored=bool(scorers))
    with progress(quiet=quiet) as advance:
        judged = assess(
            to_judge, config.checks, scorers, suppression=config.suppression, on_progress=advance
        )
        _show_and_store(judged, store, screen)


def _refuse(failures: "Iterable[Document | Failure]", *, quiet: bool) -> NoReturn:
    from mtqa.types import Failure
    from mtqa.wording import failure_text

    for failure in failures:
        if isinstance(failure, Failure):
            click.echo(f"{'mtqa: ' * quiet}not judged: {failure_text(failure)}", err=quiet)
    raise InputError("no article could be read; name files or folders that hold some")


def _show_and_store(
    judged: "Iterable[DocumentReport | Failure]",
    store: "AbstractContextManager[RunWriter | None]",
    screen: "Screen",
) -> None:
    try:
        with store as writer:
            for item in judged:
                if writer is not None:
                    writer.add(item)
                screen.show(item)
    except KeyboardInterrupt:
        screen.close(complete=False)
        raise
    screen.close(complete=True)


def _say(text: str, *, quiet: bool) -> None:
    from mtqa.text.visible import visible

    if not quiet:
        click.echo(f"mtqa: {visible(text)}", err=True)


def _read(
    chosen: "Selection", config: "Config", stdin_format: str, passed_over: "PassedOver"
) -> "Iterator[Document | Failure]":
    """The articles; `passed_over` hears of what mtqa wrote itself."""
    from mtqa.readers import read
    from mtqa.readers.base import ReadOptions

    scoring = config.scoring
    options = ReadOptions(
        include=scoring.include,
        exclude=scoring.exclude,
        encoding=scoring.encoding,
        segmented=scoring.segmented,
        source_lang=scoring.source_lang,
        target_lang=scoring.target_lang,
        stdin_suffix=f".{stdin_format}",
    )
    found = read(chosen.paths, options, on_passed_over=passed_over)
    return chain(chosen.failures, found)


def _passed_over(own: Sequence[tuple[str, str]]) -> str:
    """One line that says what was not read since mtqa wrote it itself."""
    from mtqa.wording import count_text

    counts = Counter(kind for _, kind in own)
    folders = {Path(path) if kind == "run" else Path(path).parent for path, kind in own}
    topmost = sorted(str(path) for path in folders if folders.isdisjoint(path.parents))
    shown = ", ".join(topmost[:_FOLDERS])
    more = len(topmost) - _FOLDERS
    rest = f" and {count_text(more, 'more folder')}" if more > 0 else ""
    kinds = " and ".join(count_text(number, kind) for kind, number in counts.items())
    cure = "" if counts.keys() == {"baseline"} else "; name a file to read it"
    return f"passed over {kinds} of mtqa itself, in {shown}{rest}{cure}"


def _clear(run: Path, say: "Say") -> None:
    """Remove the reports of a run that is replaced, and say so."""
    from mtqa.cli.folders import clear_reports

    removed, left = clear_reports(run)
    if removed:
        say(f"removed from {run} with the old run: {', '.join(removed)}")
    if left:
        say(f"left as it is in {run}: {', '.join(left)}")


def _peeked(
    items: "Iterator[Document | Failure]",
) -> "tuple[Iterable[Document | Failure], bool]":
    """The same stream, and whether there is a document in it: without one no model is loaded."""
    from mtqa.types import Document

    first = []
    for item in items:
        first.append(item)
        if isinstance(item, Document):
            return chain(first, items), True
    return first, False


def _scorers(config: "Config") -> "tuple[Scorer, ...]":
    if config.general.model == "none":
        return ()
    from mtqa import scorers

    return (scorers.load(config.general.model, threads=config.scoring.threads),)
