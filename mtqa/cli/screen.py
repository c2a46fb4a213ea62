"""What `mtqa score` shows while it works: a line per article, then the worst and the total.

Only counts and the articles with the worst passages are kept, so memory does not grow with the run.
"""

import os
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from mtqa import mqm
from mtqa.cli.folders import beside
from mtqa.summary import Tally, worst_passages
from mtqa.text.visible import visible
from mtqa.types import DocumentReport, Failure, Passage, Report, SegmentReport, Side, Verdict
from mtqa.wording import failure_text, score_text
from mtqa.writers.fitness import Fitness, fitness
from mtqa.writers.terminal import said
from mtqa.writers.text import ARTICLE_HEADING, article_line, passages_text, totals_text
from mtqa.writers.wrapped import Style, terminal_width

PASSAGES = 10
"""Garbled passages shown at the end; a report shows all."""

SENTENCES = 5
"""Doubtful sentences shown after them."""


class Screen:
    """Shows results as they come. `out` is where they are stored: then a reader that goes away
    (`| head`) ends the showing and not the work. `scored` is whether a model judges."""

    def __init__(self, mode: Side, out: Path | None, *, quiet: bool, scored: bool = True) -> None:
        self._mode, self._out, self._quiet, self._scored = mode, out, quiet, scored
        self._tally = Tally()
        self._garbled: list[DocumentReport] = []
        self._doubtful: list[DocumentReport] = []
        self._failures: list[Failure] = []
        self._fitness: Counter[Fitness] = Counter()
        self._deaf = quiet

    def show(self, item: DocumentReport | Failure) -> None:
        """Show one finished article; a failure is kept for the end."""
        if isinstance(item, Failure):
            self._failures.append(item)
            return
        if not self._tally.counts["documents"]:
            self._say(ARTICLE_HEADING)
        self._tally.add(item)
        self._fitness[fitness(item)] += 1
        self._say(article_line(item))
        self._garbled = _worst([*self._garbled, item], PASSAGES)
        self._doubtful = _worst([*self._doubtful, _doubtful(item)], SENTENCES)

    def close(self, *, complete: bool) -> None:
        """Show the worst passages, what was lost, the total, and what to do next."""
        if self._quiet:
            for failure in self._failures:
                click.echo(f"mtqa: not judged: {failure_text(failure)}", err=True)
        style = Style(terminal_width()) if sys.stdout.isatty() else None
        for title, documents, limit in (
            ("Worst passages", self._garbled, PASSAGES),
            ("Most doubtful sentences", self._doubtful, SENTENCES),
        ):
            if documents:
                self._say(f"\n{title}\n\n{passages_text(Report(documents), limit, style)}".rstrip())
        run = Report((), self._failures, mode=self._mode, complete=complete)
        self._say("\n" + totals_text(run, self._tally.totals(), self._fitness).rstrip())
        if not self._scored and self._tally.counts["documents"]:
            self._say("No model judged (--model none): the checks alone find faults but no score.")
        self._say("\n".join(self._next_steps()))

    def _next_steps(self) -> Iterator[str]:
        if self._failures:
            yield "`mtqa gate` fails on inputs that could not be judged, unless --allow-failures."
        if self._out is None:
            yield "Nothing was stored: add --out RUN to make reports of it and to gate on it."
            return
        run, report = (visible(shlex.quote(str(path))) for path in (self._out, beside(self._out)))
        yield f"\nStored in {run}. What to do next:"
        if self._tally.counts["documents"]:
            yield f"    mtqa show {run} 1"
        yield f"    mtqa report {run} --format html --out {report}"
        if self._tally.counts["scored"]:
            yield f"    mtqa gate {run} --max-unfit 0"
        else:
            yield f"    mtqa gate {run} --max-garbled 0 --max-major 0 --allow-unscored"

    def _say(self, text: str) -> None:
        if self._deaf:
            return
        try:
            click.echo(text)
        except BrokenPipeError:
            if self._out is None:
                raise
            self._deaf = True
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _worst(reports: list[DocumentReport], limit: int) -> list[DocumentReport]:
    """Those that hold the worst passages, in the order in which they came."""
    named = {id(worst.report) for worst in worst_passages(reports, limit)}
    return [report for report in reports if id(report) in named]


def _doubtful(report: DocumentReport) -> DocumentReport:
    """The article with its doubtful sentences in the place of its garbled passages."""
    return replace(
        report,
        passages=tuple(
            Passage(index, index, _reasons(segment))
            for index, segment in enumerate(report.segments)
            if segment.verdict is Verdict.DOUBTFUL
        ),
    )


def _reasons(segment: SegmentReport) -> tuple[str, ...]:
    gravest = sorted(segment.issues, key=lambda i: -mqm.penalty(i.category, i.severity))
    found = tuple(dict.fromkeys(f"{issue.severity}: {said(segment, issue)}" for issue in gravest))
    return found if segment.score is None else (f"score {score_text(segment.score)}", *found)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[int], None]]:
    """One progress bar on standard error, if that is a terminal; takes segments done since."""
    if quiet or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("sentences"), TimeElapsedColumn())
    # Lines of a piped standard output must not be drawn into over the bar but reach the pipe.
    with Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=False,
    ) as bar:
        task = bar.add_task("", total=None)  # how many will come is not known while they stream
        yield lambda done: bar.advance(task, done)
