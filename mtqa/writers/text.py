"""Plain text for a terminal: a line per article, the worst passages, the total.

Whatever an article holds, nothing in it reaches the terminal as a control sequence.
"""

from collections.abc import Iterator

from mtqa.summary import Totals, WorstPassage, totals, worst_first, worst_passages
from mtqa.text.visible import one_line, visible
from mtqa.types import DocumentReport, Report, Verdict
from mtqa.wording import MODES, count_text, failure_text, label, location, score_text, share_text

ARTICLE_HEADING = "grade  score  95 % interval  garbled  article"
"""Heading of the columns of `article_line`."""

_EXCERPT = 200  # characters: two or three lines of a terminal are enough to recognise a passage
_PASSAGES = 10


def chunks(report: Report) -> Iterator[str]:
    """The report: articles worst first, worst passages, what was lost, and the total."""
    documents = sorted(
        report.documents, key=lambda document: worst_first(document.score, document.garbled_share)
    )
    if documents:
        yield ARTICLE_HEADING + "\n"
    for document in documents:
        yield article_line(document) + "\n"
    passages = passages_text(report, _PASSAGES)
    if passages:
        yield f"\nWorst passages\n\n{passages}"
    yield "\n" + totals_text(report, totals(report))


def article_line(report: DocumentReport) -> str:
    """One line: grade, score, interval, number of garbled passages, and where the article is."""
    interval = ""
    if report.interval is not None:
        interval = f"{score_text(report.interval[0])}-{score_text(report.interval[1])}"
    line = (
        f"{visible(report.grade or '-'):^5}  {score_text(report.score):>5}  {interval:^13}  "
        f"{len(report.passages):>7}  {label(report.document)}"
    )
    if report.score is None and report.skipped:
        line += f" ({visible(report.skipped[0].reason)})"
    return line


def passages_text(report: Report, limit: int) -> str:
    """The worst garbled passages, each with its place, its text and its reasons."""
    return "\n".join(map(_passage, worst_passages(report.documents, limit)))


def totals_text(report: Report, run: Totals) -> str:
    """What was lost, what the mode cannot see, and the run in numbers."""
    lines = [f"not judged: {failure_text(failure)}" for failure in report.failures]
    lines += [
        f"skipped in {count_text(skip.documents, 'article')}: "
        f"{visible(skip.check)}: {visible(skip.reason)}"
        for skip in run.skipped
    ]
    if not report.complete:
        lines.append("The run was interrupted: only the articles above were judged.")
    lines.append(
        f"{count_text(run.documents, 'article')}, {count_text(run.segments, 'sentence')}, "
        f"{count_text(run.words, 'word')}: score {score_text(run.score)}, "
        f"{count_text(run.verdicts[Verdict.GARBLED], 'garbled sentence')} in "
        f"{count_text(run.passages, 'passage')} ({share_text(run.garbled_share)} of the words), "
        f"{count_text(len(report.failures), 'failure')}"
    )
    lines.append(MODES[report.mode])
    return "\n".join(lines) + "\n"


def _passage(worst: WorstPassage) -> str:
    document, passage = worst.report, worst.passage
    segments = document.segments[passage.first : passage.last + 1]
    size = count_text(len(segments), "sentence")
    text = one_line(" ".join(segment.segment.target for segment in segments), _EXCERPT)
    reasons = "".join(f"    - {one_line(reason)}\n" for reason in passage.reasons)
    return f"{location(document.document, passage.first)}: {size}\n    {text}\n{reasons}"
