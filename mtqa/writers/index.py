"""What the HTML index shows, made ready for its template."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from mtqa.summary import CheckTotal, all_issues, top_reasons, worst_first
from mtqa.text.visible import one_line
from mtqa.types import DocumentReport
from mtqa.wording import heading, label
from mtqa.writers.charts import Strip, strip
from mtqa.writers.fitness import Fitness, fitness, fitness_counts, spread_thin, why_unscored
from mtqa.writers.site import Page, article_page
from mtqa.writers.stops import Stop, worst_stop

PAGE_SIZE = 100
"""Articles per page of the index: what is drawn at once."""

LISTED = 10_000
"""Articles that are listed and have a page of their own, the worst ones of a larger run. Ten
thousand pages are some 200 MB; what lies beyond is counted, and stands in the other formats."""

_FOLDERS = 40  # folders that are told apart; of more, the deepest ones are put together
_EXCERPT = 140  # characters of an article of one sentence, which is shorter than what names it


@dataclass(frozen=True, slots=True)
class Entry:
    """One article in the index; `unscored` says why it has no score, `stop` is the worst place in
    it, and `excerpt` the text of an article so short that it can stand here."""

    page: Page
    fitness: Fitness
    title: str
    label: str
    excerpt: str
    score: float | None
    unscored: str
    interval: tuple[float, float] | None
    grade: str | None
    garbled_share: float
    passages: int
    words: int
    stop: Stop | None
    reasons: tuple[str, ...]
    strip: Strip
    checks: tuple[str, ...]
    categories: tuple[str, ...]
    language: str
    folder: str


@dataclass(frozen=True, slots=True)
class FolderTotal:
    """The articles below one folder; `score` is their mean weighted by words (None: not known)."""

    folder: str
    articles: int
    fitness: Mapping[Fitness, int]
    score: float | None
    garbled_share: float


@dataclass(frozen=True, slots=True)
class KindTotal:
    """The issues of one MQM category: how many, their penalty and its share (0..1) of all."""

    category: str
    issues: int
    penalty: float
    share: float


@dataclass(frozen=True, slots=True)
class Choices:
    """What articles can be filtered by, each in a fixed order."""

    fitness: tuple[str, ...]
    grades: tuple[str, ...]
    checks: tuple[str, ...]
    categories: tuple[str, ...]
    languages: tuple[str, ...]
    folders: tuple[str, ...]


def entries(
    worst: Sequence[tuple[int, DocumentReport]], folders: Mapping[str, str], size: int
) -> list[Entry]:
    """The listed articles of a run of `size`, in the order given; the number is the place in it."""
    width = max(4, len(str(size)))
    return [_entry(report, number + 1, width, folders) for number, report in worst]


def folder_groups(documents: Iterable[DocumentReport]) -> dict[str, str]:
    """For the folder of each article the one it is counted under: itself, unless there are too
    many; then one further up, the same depth for all.

    >>> folder_groups(())
    {}
    """
    paths = {_folder(report): PurePosixPath(_folder(report)).parts for report in documents}
    depth = max((len(parts) for parts in paths.values()), default=0)
    while depth > 1 and len({parts[:depth] for parts in paths.values()}) > _FOLDERS:
        depth -= 1
    return {folder: str(PurePosixPath(*parts[:depth])) for folder, parts in paths.items()}


def folder_totals(
    documents: Iterable[DocumentReport], folders: Mapping[str, str]
) -> tuple[FolderTotal, ...]:
    """Every folder with articles, worst first."""
    members: defaultdict[str, list[DocumentReport]] = defaultdict(list)
    for report in documents:
        members[folders[_folder(report)]].append(report)
    found = [_folder_total(folder, reports) for folder, reports in members.items()]
    return tuple(sorted(found, key=lambda t: (*worst_first(t.score, t.garbled_share), t.folder)))


def kind_totals(checks: Iterable[CheckTotal]) -> tuple[KindTotal, ...]:
    """What the issues cost, by category, dearest first."""
    issues: Counter[str] = Counter()
    penalties: defaultdict[str, float] = defaultdict(float)
    for total in checks:
        issues[total.category] += total.issues
        penalties[total.category] += total.penalty
    whole = sum(penalties.values()) or 1.0
    found = (
        KindTotal(category, size, penalties[category], penalties[category] / whole)
        for category, size in issues.items()
    )
    return tuple(sorted(found, key=lambda kind: (-kind.penalty, -kind.issues, kind.category)))


def choices(listed: Iterable[Entry]) -> Choices:
    """All that occurs among the listed articles."""
    rows = list(listed)
    fitnesses = {row.fitness for row in rows}
    return Choices(
        fitness=tuple(kind.value for kind in Fitness if kind in fitnesses),
        grades=tuple(sorted({row.grade for row in rows if row.grade})),
        checks=tuple(sorted({check for row in rows for check in row.checks})),
        categories=tuple(sorted({category for row in rows for category in row.categories})),
        languages=tuple(sorted({row.language for row in rows if row.language})),
        folders=tuple(sorted({row.folder for row in rows})),
    )


def _entry(report: DocumentReport, number: int, width: int, folders: Mapping[str, str]) -> Entry:
    document = report.document
    issues = {(issue.check, issue.category) for issue in all_issues(report)}
    stop = worst_stop(report)
    is_short = len(document.segments) == 1 and stop is None and not document.title
    return Entry(
        page=article_page(number, width, heading(document)),
        fitness=fitness(report),
        title=heading(document),
        label=label(document),
        excerpt=one_line(document.segments[0].target, _EXCERPT) if is_short else "",
        score=report.score,
        unscored=why_unscored(report),
        interval=report.interval,
        grade=report.grade,
        garbled_share=report.garbled_share,
        passages=len(report.passages),
        words=report.words,
        stop=stop,
        reasons=tuple(filter(None, (spread_thin(report), *top_reasons(report)))),
        strip=strip(report),
        checks=tuple(sorted({check for check, _ in issues})),
        categories=tuple(sorted({category for _, category in issues})),
        language=document.target_lang or "",
        folder=folders[_folder(report)],
    )


def _folder(report: DocumentReport) -> str:
    path = (report.document.path or "").replace("\\", "/")
    return str(PurePosixPath(path).parent)


def _folder_total(folder: str, reports: Sequence[DocumentReport]) -> FolderTotal:
    weights = [max(report.words, 1) for report in reports if report.score is not None]
    scores = [report.score for report in reports if report.score is not None]
    words = sum(report.words for report in reports)
    garbled = sum(report.garbled_share * report.words for report in reports)
    pairs = zip(scores, weights, strict=True)
    return FolderTotal(
        folder=folder,
        articles=len(reports),
        fitness=fitness_counts(reports),
        score=sum(score * weight for score, weight in pairs) / sum(weights) if weights else None,
        garbled_share=garbled / words if words else 0.0,
    )
