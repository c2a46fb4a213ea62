"""HTML: a folder with an index, worst article first, and a page per article.

Every page stands alone: style inside, no script, nothing asked of the network (its content policy
forbids both), so that one page can be mailed. All text is escaped by the template engine.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from mtqa import __version__
from mtqa.errors import ConfigError
from mtqa.summary import totals
from mtqa.text.visible import carried
from mtqa.types import Report
from mtqa.wording import MODES, count_text, failure_text, score_text, share_text
from mtqa.writers.article import article
from mtqa.writers.files import replacing
from mtqa.writers.index import PAGE_SIZE, Entry, entries, histogram

_PAGES = "documents"
_OURS = b'<meta name="generator" content="mtqa'
_OUR_NAME = re.compile(r"index(-\d+)?\.html|\d{4,}(-[a-z0-9-]+)?\.html")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def write_folder(report: Report, folder: Path) -> None:
    """Write all pages; pages of a former report go, whatever else is in the folder stays.

    Raises:
        ConfigError: the folder is a file, or a file that is not ours stands in the way of a page.
    """
    listed = entries(report)
    names = [_index_name(number) for number in range(1, _page_count(listed) + 1)]
    targets = {*names, *(f"{_PAGES}/{entry.page}" for entry in listed)}
    former = _former_pages(folder)
    _refuse_foreign(folder, targets - former)
    environment = _environment()
    # The index comes last: as long as it is not there, the report is not finished.
    for name, page in _article_pages(report, listed, environment):
        _save(folder / _PAGES / name, page)
    for name, page in zip(names, _index_pages(report, listed, environment), strict=True):
        _save(folder / name, page)
    for name in former - targets:
        (folder / name).unlink()


def _article_pages(
    report: Report, listed: Sequence[Entry], environment: Environment
) -> Iterator[tuple[str, str]]:
    template = environment.get_template("article.html")
    order = {entry.page: place for place, entry in enumerate(listed)}
    in_run_order = sorted(listed, key=lambda entry: entry.page)
    for entry, document in zip(in_run_order, report.documents, strict=True):
        place = order[entry.page]
        yield (
            entry.page,
            template.render(
                report=report,
                entry=entry,
                article=article(document),
                index=f"../{_index_name(place // PAGE_SIZE + 1)}",
                worse=listed[place - 1] if place else None,
                better=listed[place + 1] if place + 1 < len(listed) else None,
            ),
        )


def _index_pages(
    report: Report, listed: Sequence[Entry], environment: Environment
) -> Iterator[str]:
    template = environment.get_template("index.html")
    run = totals(report)
    shown = [histogram(run.segment_bins, "sentence"), histogram(run.document_bins, "article")]
    for number in range(1, _page_count(listed) + 1):
        first = (number - 1) * PAGE_SIZE
        yield template.render(
            report=report,
            run=run,
            histograms=shown,
            entries=listed[first : first + PAGE_SIZE],
            first=first + 1,
            number=number,
            pages=_page_count(listed),
            index_name=_index_name,
        )


def _page_count(listed: Sequence[Entry]) -> int:
    return max(1, -(-len(listed) // PAGE_SIZE))


def _index_name(number: int) -> str:
    return "index.html" if number == 1 else f"index-{number}.html"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("mtqa.writers", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = (resources.files("mtqa.writers") / "templates" / "style.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    environment.globals.update(
        version=__version__,
        style=Markup(style),
        style_hash=f"sha256-{digest}",
        modes=MODES,
        pages_folder=_PAGES,
    )
    environment.filters.update(
        score=score_text,
        share=share_text,
        counted=count_text,
        failure=failure_text,
        language=_language,
    )
    return environment


def _finalize(value: object) -> object:
    """Make any text fit for a page: free of what HTML cannot carry."""
    if isinstance(value, Markup) or not isinstance(value, str) or value.isprintable():
        return value  # the engine escapes it
    # A parser would turn a bare carriage return into a line feed.
    return Markup(str(escape(carried(value))).replace("\r", "&#13;"))


def _language(tag: str | None) -> str:
    """The tag if it is well formed, else empty: HTML's word for "not known"."""
    return tag if tag and _LANGUAGE_TAG.fullmatch(tag) else ""


def _former_pages(folder: Path) -> set[str]:
    """Pages of a former report, relative to the folder: by their name and by what they hold."""
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file; html fills a folder, name one with --out")
    found = [*folder.glob("index*.html"), *(folder / _PAGES).glob("*.html")]
    return {
        path.relative_to(folder).as_posix()
        for path in found
        if _OUR_NAME.fullmatch(path.name) and path.is_file() and _OURS in path.read_bytes()[:500]
    }


def _refuse_foreign(folder: Path, names: set[str]) -> None:
    for name in sorted(names):
        if (folder / name).exists():
            raise ConfigError(
                f"{folder / name} is not a page of mtqa and is left alone; choose another folder"
            )


def _save(path: Path, page: str) -> None:
    with replacing(path) as stream:
        stream.write(page.encode("utf-8"))
