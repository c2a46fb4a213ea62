"""Markdown for a pull request or a chat: verdict, worst articles, garbled passages with reasons.

Short on purpose (a comment on a pull request may hold 65,536 characters); the other formats have
everything. Text from articles is shown as it is: it can neither format, link, load nor call anyone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from mtqa.summary import Totals, WorstPassage, top_reasons, totals, worst_passages
from mtqa.text.visible import one_line
from mtqa.types import DocumentReport, Failure, Report, Verdict
from mtqa.wording import (
    count_text,
    failure_text,
    label,
    location,
    mode_text,
    score_text,
    selection_text,
    share_text,
)
from mtqa.writers.fitness import (
    RULE,
    Fitness,
    fitness,
    fitness_counts,
    spread_thin,
    why_unscored,
    worst_of,
)
from mtqa.writers.stops import worst_stop

_ARTICLES = 20
_PASSAGES = 10
_FAILURES = 20
_REASON = 120  # characters: a cell of a table stays readable
_EXCERPT = 300

_ACTIVE = re.compile(
    r"[\\`*_\[\]<>~|&$]"
    r"|:(?=//|[\w+-]+:)"  # a bare link, an :emoji:
    r"|(?<=www)\.",
    re.IGNORECASE,
)
_OPENING = re.compile(r"\A([-+=#]|\d+(?=[.)]))")  # would start a list, a heading or a rule
_CALLS = re.compile(r"([@#!])(?=\w)")
_APART = "\u200b"
"""Zero-width space: forges look for @names and #numbers after Markdown is done, where no backslash
helps."""


def chunks(report: Report) -> Iterator[str]:
    """The report, a section at a time."""
    run = totals(report)
    yield _verdict(report, run)
    if report.documents:
        yield _articles(report.documents)
    if passages := worst_passages(report.documents, _PASSAGES):
        yield f"\n### Garbled passages\n{''.join(map(_passage, passages))}"
        yield _left_out(run.passages - len(passages), "garbled passage")
    if report.failures:
        yield _failures(report.failures)
    yield f"\n{escaped(mode_text(report.mode, run.compared))} {RULE}\n"
    if report.signature:
        yield f"\nSignature: {escaped(one_line(report.signature))}\n"


def escaped(text: str) -> str:
    r"""One line of text as Markdown that shows it and does nothing else.

    >>> print(escaped("1. <b>[a](x)</b> costs 5 * 3 | 2"))
    1\. \<b\>\[a\](x)\</b\> costs 5 \* 3 \| 2
    """
    inert = _ACTIVE.sub(r"\\\g<0>", text)
    inert = _CALLS.sub(rf"\1{_APART}", inert)
    return _OPENING.sub(lambda hit: _held(hit[0]), inert)


def _held(opening: str) -> str:
    return f"{opening}\\" if opening.isdigit() else f"\\{opening}"


def _verdict(report: Report, run: Totals) -> str:
    counts = fitness_counts(report.documents)
    unfit = counts[Fitness.UNFIT]
    head = f"{unfit:,} of {count_text(run.documents, 'article')} not fit to publish"
    rest = [
        f"{counts[kind]:,} {kind.value}"
        for kind in (Fitness.DOUBTFUL, Fitness.FIT, Fitness.UNJUDGED)
        if counts[kind]
    ]
    lines = [f"## mtqa: {head if run.documents else 'no article was judged'}\n"]
    if rest:
        lines.append(f"{', '.join(rest)}.")
    if limited := selection_text(report):
        lines.append(escaped(limited))
    if not report.complete:
        lines.append("**The run was interrupted: only some of the articles were judged.**")
    lines.append(
        f"Score {score_text(run.score)}; {count_text(run.verdicts[Verdict.GARBLED], 'sentence')} "
        f"garbled in {count_text(run.passages, 'passage')}, {share_text(run.garbled_share)} of "
        f"{count_text(run.words, 'word')}; {count_text(len(report.failures), 'failure')}."
    )
    return "\n".join(lines) + "\n"


def _articles(documents: Sequence[DocumentReport]) -> str:
    worst = worst_of(documents, _ARTICLES)
    rows = "".join(_row(document) for _, document in worst)
    return (
        "\n| verdict | grade | score | 95 % interval | garbled | article | reasons |\n"
        f"| --- | :-: | --: | :-: | --: | --- | --- |\n{rows}"
        f"{_left_out(len(documents) - len(worst), 'article')}"
    )


def _row(report: DocumentReport) -> str:
    interval = "" if report.interval is None else "-".join(map(score_text, report.interval))
    reasons = "; ".join(one_line(reason, _REASON) for reason in top_reasons(report, 2))
    reasons = reasons or why_unscored(report)
    if not reasons and (stop := worst_stop(report)):
        text = "".join(piece.text for piece in stop.pieces)
        reasons = f"line {stop.line}: “{one_line(text, _REASON)}”"
    reasons = reasons or spread_thin(report)
    cells = (
        fitness(report).value,
        report.grade or "",
        score_text(report.score),
        interval,
        str(len(report.passages)),
        escaped(label(report.document)),
        escaped(one_line(reasons)),
    )
    return f"| {' | '.join(cells)} |\n"


def _passage(worst: WorstPassage) -> str:
    passage, segments = worst.passage, worst.report.segments
    where = escaped(location(worst.report.document, passage.first))
    text = " ".join(s.segment.target for s in segments[passage.first : passage.last + 1])
    reasons = "".join(f"- {escaped(one_line(reason))}\n" for reason in passage.reasons)
    return f"\n**{where}**\n\n> {escaped(one_line(text, _EXCERPT))}\n\n{reasons}"


def _failures(failures: Sequence[Failure]) -> str:
    shown = "".join(f"- {escaped(failure_text(f))}\n" for f in islice(failures, _FAILURES))
    return f"\n### Not judged\n\n{shown}{_left_out(len(failures) - _FAILURES, 'failure')}"


def _left_out(count: int, noun: str) -> str:
    return f"\n… and {count_text(count, f'more {noun}')}.\n" if count > 0 else ""
