"""One article for a terminal: its text in reading order, marked, with the reasons below.

In colour, marks are underlined and coloured; without it a second line underlines them with signs,
as compilers do. Every reason names its severity and quotes what it marks, so that neither colour
nor position carries a meaning alone. Nothing in an article reaches the terminal as a control
sequence.
"""

from collections.abc import Iterator

from mtqa.mqm import MAX_PENALTY, Severity, penalty
from mtqa.text.visible import one_line, visible
from mtqa.types import DocumentReport, Issue, SegmentReport, Side, Verdict
from mtqa.wording import count_text, heading, label, location, score_text, share_text
from mtqa.writers.fitness import NOTED
from mtqa.writers.marks import Mark
from mtqa.writers.skips import skipped_in_one
from mtqa.writers.wrapped import SIGNS, Style, lines, painted

_VERDICTS = {Verdict.GARBLED: "X", Verdict.DOUBTFUL: "?", Verdict.UNSCORED: "-"}
_LOOKS = {Verdict.GARBLED: "bold red", Verdict.DOUBTFUL: "bold yellow"}
_QUOTE = 40  # characters of a marked text that are quoted again
_SHORT = 3  # characters: a comma stands in many a message that does not tell of it
_EVEN = 0.5  # probability from which the model agrees that a sentence is garbled
_MARGIN = " " * len("  12 X 100.0  ")


def article_lines(report: DocumentReport, style: Style, *, every: bool = False) -> Iterator[str]:
    """The whole article, with the reasons below each marked sentence. With `every`, its source and
    reference stand below every sentence; else the source below those with a finding."""
    yield from _head(report, style)
    paragraph = None
    for index, segment in enumerate(report.segments):
        if segment.segment.paragraph != paragraph:
            yield ""
        paragraph = segment.segment.paragraph
        yield from _sentence(index, segment, style)
        yield from _reasons(segment, style)
        if every or segment.issues or segment.verdict in NOTED:
            yield from _sides(segment, style, reference=every)
    yield ""
    yield from _foot(report)


def segment_lines(report: DocumentReport, index: int, style: Style) -> Iterator[str]:
    """One sentence with all that is known of it."""
    segment = report.segments[index]
    yield f"{location(report.document, index)}: sentence {index + 1}, {segment.verdict.value}"
    yield ""
    yield from _sentence(index, segment, style)
    yield from _reasons(segment, style)
    yield from _sides(segment, style, reference=True)
    yield ""
    for score in segment.scores:
        raw = "" if score.raw is None else f" (its own number {score.raw:.4g})"
        cut_off = ", not all of the text was seen" if score.truncated else ""
        yield f"{visible(score.metric)}: {score_text(score.value)}{raw}{cut_off}"
    yield f"checks: penalty {segment.penalty:.4g} of 25"
    for skip in segment.skipped:
        yield f"skipped: {visible(skip.check)}: {visible(skip.reason)}"


def issue_lines(report: DocumentReport) -> Iterator[str]:
    """One line an issue, in reading order: where, what, why and the text it marks."""
    for index, segment in enumerate(report.segments):
        where = location(report.document, index)
        for issue in segment.issues:
            yield (
                f"{where}: {issue.severity.value}: {said(segment, issue)} [{visible(issue.check)}]"
            )


def _head(report: DocumentReport, style: Style) -> Iterator[str]:
    document = report.document
    yield painted(visible(heading(document)), "bold", style)
    yield label(document)
    interval = ""
    if report.interval is not None:
        interval = f" ({score_text(report.interval[0])} to {score_text(report.interval[1])})"
    garbled = f"{count_text(len(report.passages), 'garbled passage')}"
    if report.passages:
        garbled += f" ({share_text(report.garbled_share)} of the words)"
    yield (
        f"grade {visible(report.grade or '-')}, score {score_text(report.score)}{interval}, "
        f"{garbled}, {count_text(len(report.segments), 'sentence')}"
    )
    yield from (f"note: {one_line(note)}" for note in document.notes)
    for group in skipped_in_one(report.skipped):
        yield f"skipped: {', '.join(map(visible, group.checks))}: {visible(group.reason)}"


def _foot(report: DocumentReport) -> Iterator[str]:
    used = {issue.severity for segment in report.segments for issue in segment.issues}
    signs = [f"{SIGNS[severity]} {severity.value}" for severity in Severity if severity in used]
    found = {segment.verdict for segment in report.segments}
    verdicts = [
        f"{sign} {verdict.value}" for verdict, sign in _VERDICTS.items() if verdict in found
    ]
    yield "   ".join(["columns: sentence, verdict, score", *verdicts, *signs])


def _sentence(index: int, report: SegmentReport, style: Style) -> Iterator[str]:
    """The text in lines, with number, verdict and score before the first of them."""
    head = f"{index + 1:>4} {_VERDICTS.get(report.verdict, ' ')} {score_text(report.score):>5}  "
    look = _LOOKS.get(report.verdict, "dim")
    return lines(report.segment.target, style, _marks(report, Side.TARGET), head, look)


def _reasons(report: SegmentReport, style: Style) -> Iterator[str]:
    for issue in report.issues:
        text = f"{said(report, issue)} [{visible(issue.check)}]"
        yield from lines(text, style, head=f"{_MARGIN}{issue.severity.value}: ")
    if report.verdict is Verdict.DOUBTFUL and not report.issues:
        yield from lines("for its score; no word stands out", style, head=f"{_MARGIN}doubtful: ")
    if report.verdict is Verdict.GARBLED and report.garbled is not None and _is_ground(report):
        percent = min(99, int(100 * report.garbled))
        text = f"{percent} % probability by the model"
        yield from lines(text, style, head=f"{_MARGIN}garbled: ")


def _is_ground(report: SegmentReport) -> bool:
    """Whether the model's probability is a reason for the verdict: a low one below what a check
    called garbled would read as a denial."""
    by_check = any(penalty(one.category, one.severity) >= MAX_PENALTY for one in report.issues)
    return not by_check or (report.garbled or 0.0) >= _EVEN


def _sides(report: SegmentReport, style: Style, *, reference: bool) -> Iterator[str]:
    sides = (Side.SOURCE, Side.REFERENCE) if reference else (Side.SOURCE,)
    for side in sides:
        if text := _text(report, side):
            yield from lines(text, style, _marks(report, side), f"{_MARGIN}{side.value}: ")


def said(report: SegmentReport, issue: Issue) -> str:
    """What an issue says and, unless it says that itself, which text it marks."""
    message, side = one_line(issue.message), issue.span.side
    marked = one_line(_text(report, side)[issue.span.start : issue.span.end], _QUOTE)
    if side is not Side.TARGET:
        return f"{message}: “{marked}” in the {side.value}"
    is_told = f'"{marked}"' in message or (len(marked) > _SHORT and marked in message)
    return message if is_told or not marked else f"{message}: “{marked}”"


def _marks(report: SegmentReport, side: Side) -> list[Mark]:
    return [
        Mark(issue.span.start, issue.span.end, number, issue.severity, "")
        for number, issue in enumerate(report.issues)
        if issue.span.side is side
    ]


def _text(report: SegmentReport, side: Side) -> str:
    text: str | None = getattr(report.segment, side.value)
    return text or ""
