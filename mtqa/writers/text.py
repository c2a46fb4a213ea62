"""Plain text for a terminal: a line per article, the worst passages, the total.

Whatever an article holds, nothing in it reaches the terminal as a control sequence.
"""

from collections.abc import Iterator, Mapping, Sequence

from mtqa.summary import SkippedTotal, Totals, WorstPassage, totals, worst_passages
from mtqa.text.visible import one_line, visible
from mtqa.types import DocumentReport, Report, Verdict
from mtqa.wording import (
    NO_TRANSLATION,
    count_text,
    failure_text,
    label,
    location,
    mode_text,
    score_text,
    selection_text,
    share_text,
)
from mtqa.writers.fitness import Fitness, fitness, fitness_counts, refusal, worst_of
from mtqa.writers.skips import skipped_groups
from mtqa.writers.wrapped import Style, lines

ARTICLE_HEADING = "verdict     grade  score  95 % interval  garbled  article"
"""Heading of the columns of `article_line`."""

_EXCERPT = 200  # characters: two or three lines of a terminal are enough to recognise a passage
_PASSAGES = 10
_REASONS = 3  # of a passage
_NAMED = 3  # checks that were skipped for the same reason


def chunks(report: Report) -> Iterator[str]:
    """The report: articles worst first, worst passages, what was lost, and the total."""
    if report.documents:
        yield ARTICLE_HEADING + "\n"
    for _, document in worst_of(report.documents, len(report.documents)):
        yield article_line(document) + "\n"
    passages = passages_text(report, _PASSAGES)
    if passages:
        yield f"\nWorst passages\n\n{passages}"
    yield "\n" + totals_text(report, totals(report), fitness_counts(report.documents))


def article_line(report: DocumentReport) -> str:
    """One line: may it be published, grade, score, interval, number of garbled passages, place."""
    interval = ""
    if report.interval is not None:
        interval = f"{score_text(report.interval[0])}-{score_text(report.interval[1])}"
    line = (
        f"{fitness(report).value:<10}  {visible(report.grade or '-'):^5}  "
        f"{score_text(report.score):>5}  {interval:^13}  "
        f"{len(report.passages):>7}  {label(report.document)}"
    )
    why = refusal(report)
    return f"{line} ({visible(why)})" if why else line


def passages_text(report: Report, limit: int, style: Style | None = None) -> str:
    """The worst garbled passages, each with its place, its text and its reasons; with a style in
    lines of its width."""
    worst = worst_passages(report.documents, limit)
    return "\n".join("\n".join(_passage(one, style)) + "\n" for one in worst)


def totals_text(report: Report, run: Totals, counts: Mapping[Fitness, int]) -> str:
    """What was lost, the run in numbers and its verdict, and what the mode cannot see."""
    lines = [f"not judged: {failure_text(failure)}" for failure in report.failures]
    lines += _skipped(run.skipped)
    lines += _suppressed(run)
    if limited := selection_text(report):
        lines.append(limited)
    if not report.complete:
        lines.append("The run was interrupted: only the articles above were judged.")
    lines.append(
        f"{count_text(run.documents, 'article')}, {count_text(run.segments, 'sentence')}, "
        f"{count_text(run.words, 'word')}, {count_text(len(report.failures), 'failure')}: "
        f"score {score_text(run.score)}"
    )
    lines.append(
        f"{count_text(run.verdicts[Verdict.GARBLED], 'garbled sentence')} in "
        f"{count_text(run.passages, 'passage')} ({share_text(run.garbled_share)} of the words)"
    )
    if run.documents:
        found = [f"{counts[kind]:,} {kind.value}" for kind in Fitness if counts.get(kind)]
        lines.append(f"to publish: {', '.join(found)}")
    lines.append(mode_text(report.mode, run.compared))
    return "\n".join(lines) + "\n"


def _skipped(skipped: Sequence[SkippedTotal]) -> Iterator[str]:
    """One line for all that was skipped for the same reason in as many articles."""
    for group in skipped_groups(skipped):
        named = ", ".join(map(visible, group.checks[:_NAMED]))
        if len(group.checks) > _NAMED:
            named += f" and {len(group.checks) - _NAMED} more"
        where = count_text(group.documents, "article")
        yield f"skipped in {where}: {named}: {visible(group.reason)}"


def _suppressed(run: Totals) -> Iterator[str]:
    """What the user silenced, and the marks that silence nothing."""
    for silenced in run.suppressed:
        yield (
            f"silenced by {silenced.reason}: {count_text(silenced.issues, 'issue')} of "
            f"{visible(silenced.check)} in {count_text(silenced.documents, 'article')}"
        )
    for place in run.unused_places:
        mark = place.ignore
        yield visible(
            f"{place.path}:{mark.line}: the mark {mark.text!r} is of no use: {mark.reason}"
        )
    if (more := run.unused_ignores - len(run.unused_places)) > 0:
        yield f"and {count_text(more, 'more mark')} of no use"


def _passage(worst: WorstPassage, style: Style | None) -> Iterator[str]:
    document, passage = worst.report, worst.passage
    segments = document.segments[passage.first : passage.last + 1]
    size = count_text(len(segments), "sentence")
    text = one_line(" ".join(segment.segment.target for segment in segments), _EXCERPT)
    text = text or NO_TRANSLATION
    yield f"{location(document.document, passage.first)}: {size}"
    yield from _indented("    ", text, style)
    for reason in passage.reasons[:_REASONS]:
        yield from _indented("    - ", one_line(reason), style)
    if len(passage.reasons) > _REASONS:
        yield f"    - and {count_text(len(passage.reasons) - _REASONS, 'more reason')}"


def _indented(head: str, text: str, style: Style | None) -> Iterator[str]:
    return iter([head + text]) if style is None else lines(text, style, head=head)
