"""Every page of the HTML report, one after another, as the inside of a page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from mtqa.compare import Comparison, Trend, compare
from mtqa.summary import Totals, totals
from mtqa.types import DocumentReport, Report
from mtqa.writers.article import article
from mtqa.writers.changes import (
    ChangeEntry,
    change_entries,
    changed_articles,
    sentence_pairs,
    trends,
)
from mtqa.writers.charts import grade_bands
from mtqa.writers.findings import CheckPage, Hit, check_pages, worst_hits
from mtqa.writers.fitness import fitness_counts, worst_of
from mtqa.writers.index import (
    LISTED,
    PAGE_SIZE,
    Entry,
    choices,
    entries,
    folder_groups,
    folder_totals,
    kind_totals,
)
from mtqa.writers.rendering import environment
from mtqa.writers.site import HtmlOptions, Layout, Page, comparison_page, index_page
from mtqa.writers.skips import skipped_groups


@dataclass(frozen=True, slots=True)
class Rendered:
    """The inside of a page, and what stands around it."""

    page: Page
    kind: str
    title: str
    body: Markup


@dataclass(frozen=True, slots=True)
class Site:
    """A report on its way to becoming pages. `worst` are the listed articles with their place in
    the run, `entries` what the index says of them, `by_place` the same by that place; `changes` are
    the listed ones of the `changed` articles."""

    report: Report
    options: HtmlOptions
    layout: Layout
    run: Totals
    folders: Mapping[str, str]
    worst: Sequence[tuple[int, DocumentReport]]
    entries: Sequence[Entry]
    by_place: Mapping[int, Entry]
    checks: Mapping[str, CheckPage]
    hits: Mapping[str, tuple[Hit, ...]]
    comparison: Comparison | None
    changes: Sequence[ChangeEntry]
    changed: int
    trends: Mapping[Trend, int]

    @property
    def page_size(self) -> int:
        """Articles on a page of the index: all of them where there is only one file."""
        return max(len(self.entries), 1) if self.layout.single else PAGE_SIZE

    @property
    def index_pages(self) -> int:
        """How many pages the index has."""
        return max(1, -(-len(self.entries) // self.page_size))

    @property
    def comparison_pages(self) -> int:
        """How many pages the list of changes has."""
        if self.comparison is None:
            return 0
        size = max(len(self.changes), 1) if self.layout.single else PAGE_SIZE
        return max(1, -(-len(self.changes) // size))

    def places(self) -> Iterator[Page]:
        """Every page, in no special order."""
        yield from map(index_page, range(1, self.index_pages + 1))
        yield from map(comparison_page, range(1, self.comparison_pages + 1))
        yield from (change.page for change in self.changes if change.page is not None)
        yield from (check.page for check in self.checks.values())
        yield from (entry.page for entry in self.entries)

    def pages(self, rows: Sequence[Markup], *, index_last: bool = False) -> Iterator[Rendered]:
        """Every page, from the index down to the articles, or the other way round."""
        kinds: list[Callable[[], Iterator[Rendered]]] = [
            partial(_index_pages, self, rows),
            partial(_comparison_pages, self),
            partial(_change_pages, self),
            partial(_check_pages, self),
            partial(_article_pages, self),
        ]
        for kind in reversed(kinds) if index_last else kinds:
            yield from kind()

    def article_of(self, place: int) -> Page | None:
        """The page of an article by its place in the run; None if it has none."""
        entry = self.by_place.get(place)
        return None if entry is None else entry.page


def site(report: Report, options: HtmlOptions, layout: Layout) -> Site:
    """Gather what the pages share."""
    worst = worst_of(report.documents, LISTED)
    folders = folder_groups(report.documents)
    listed = entries(worst, folders, len(report.documents))
    run = totals(report)
    places = (place for place, _ in worst)
    comparison = None if options.against is None else compare(options.against, report)
    changed = [] if comparison is None else changed_articles(comparison)
    return Site(
        report=report,
        options=options,
        layout=layout,
        run=run,
        folders=folders,
        worst=worst,
        entries=listed,
        by_place=dict(zip(places, listed, strict=True)),
        checks=check_pages(run, options.manual),
        hits=worst_hits(worst),
        comparison=comparison,
        changes=change_entries(changed[:LISTED], report.documents),
        changed=len(changed),
        trends=trends(() if comparison is None else comparison.articles),
    )


def rows(made: Site) -> list[Markup]:
    """The row of every listed article in the index."""
    template = environment().get_template("row.html")
    to = partial(made.layout.to, index_page())
    return [Markup(template.render(e=entry, to=to)) for entry in made.entries]


def _body(made: Site, template: str, here: Page, **values: object) -> Markup:
    rendered = (
        environment()
        .get_template(template)
        .render(
            report=made.report,
            run=made.run,
            checks=made.checks,
            here=here,
            at=partial(made.layout.at, here),
            to=partial(made.layout.to, here),
            comparison_page=None if made.comparison is None else comparison_page(),
            **{"index": index_page(), **values},
        )
    )
    return Markup(rendered)


def _index_pages(made: Site, rows: Sequence[Markup]) -> Iterator[Rendered]:
    shared = {
        "fitness": fitness_counts(made.report.documents),
        "bands": grade_bands(made.report.documents),
        "kinds": kind_totals(made.run.checks),
        "trends": made.trends,
        "skipped": skipped_groups(made.run.skipped),
        "folders": folder_totals(made.report.documents, made.folders),
        "choices": choices(made.entries),
        "listed": len(made.entries),
        "pages": made.index_pages,
        "index_name": index_page,
    }
    for number in range(made.index_pages, 0, -1):  # the first page comes last
        first = (number - 1) * made.page_size
        here = index_page(number)
        shown = rows[first : first + made.page_size]
        title = f", page {number}" if number > 1 else ""
        body = _body(made, "index.html", here, number=number, rows=shown, **shared)
        yield Rendered(here, "index", f"Translation quality{title}", body)


def _article_pages(made: Site) -> Iterator[Rendered]:
    changes = {change.place: change.page for change in made.changes}
    for rank, (entry, (place, report)) in enumerate(zip(made.entries, made.worst, strict=True)):
        body = _body(
            made,
            "article.html",
            entry.page,
            entry=entry,
            article=article(report),
            worse=made.entries[rank - 1] if rank else None,
            better=made.entries[rank + 1] if rank + 1 < len(made.entries) else None,
            change=changes.get(place),
            index=index_page(rank // made.page_size + 1),
        )
        yield Rendered(entry.page, "article", entry.title, body)


def _check_pages(made: Site) -> Iterator[Rendered]:
    for check in made.checks.values():
        body = _body(
            made,
            "check.html",
            check.page,
            c=check,
            hits=made.hits.get(check.check, ()),
            by_place=made.by_place,
        )
        yield Rendered(check.page, "check", check.check, body)


def _comparison_pages(made: Site) -> Iterator[Rendered]:
    if made.comparison is None:
        return
    pages = made.comparison_pages
    size = -(-len(made.changes) // pages)
    for number in range(1, pages + 1):
        here = comparison_page(number)
        body = _body(
            made,
            "comparison.html",
            here,
            comparison=made.comparison,
            trends=made.trends,
            entries=made.changes[(number - 1) * size : number * size],
            number=number,
            pages=pages,
            listed=len(made.changes),
            changed=made.changed,
            comparison_name=comparison_page,
            article_of=made.article_of,
        )
        yield Rendered(here, "comparison", "What changed", body)


def _change_pages(made: Site) -> Iterator[Rendered]:
    for entry in made.changes:
        if entry.page is None:
            continue
        body = _body(
            made,
            "changes.html",
            entry.page,
            e=entry,
            pairs=sentence_pairs(entry.change),
            article_page=made.article_of(entry.place),
        )
        yield Rendered(entry.page, "change", f"{entry.title}: what changed", body)
