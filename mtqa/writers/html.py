"""HTML: a folder with an index, a page per article, check and change; or all of it in one file.

Pages are static and ask nothing of any network: their content policy lets in the style and the
script of mtqa and nothing else (see `assets`). All text is escaped by the template engine.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from markupsafe import Markup

from mtqa.errors import ConfigError
from mtqa.types import Report
from mtqa.wording import count_text
from mtqa.writers import assets
from mtqa.writers.files import replacing
from mtqa.writers.pages import Rendered, Site, rows, site
from mtqa.writers.rendering import environment
from mtqa.writers.site import OURS, FolderLayout, HtmlOptions, SingleLayout

SINGLE_LIMIT = 10_000
"""Sentences of the largest run that fits one file: some 13 MB, what mail and browsers can take."""

_MARK = b'<meta name="generator" content="mtqa'
_FOLDERS = ("", "documents", "checks", "changes", "assets")


def write_folder(report: Report, folder: Path, options: HtmlOptions) -> None:
    """Write all pages; pages of a former report go, whatever else is in the folder stays.

    Raises:
        ConfigError: the folder is a file, or a file that is not ours stands in the way of a page.
    """
    made = site(report, options, FolderLayout())
    listed_rows = rows(made)
    data = _rows_asset(listed_rows) if made.index_pages > 1 else None
    files = [assets.style(), assets.script(), *([data] if data else [])]
    names = {*(asset.path for asset in files), *(page.path for page in made.places())}
    former = _former(folder)
    _refuse_foreign(folder, names - former)
    for asset in files:
        _save(folder / asset.path, asset.text)
    nonce = assets.nonce(report, options.against)
    # The index comes last: as long as it is not there, the report is not finished.
    for page in made.pages(listed_rows, index_last=True):
        data_path = data.path if data and page.kind == "index" else ""
        _save(folder / page.page.path, _folder_page(made, page, nonce, data_path))
    for name in former - names:
        (folder / name).unlink()


def chunks(report: Report, options: HtmlOptions) -> Iterator[str]:
    """The whole report as one file.

    Raises:
        ConfigError: the run is too large for that.
    """
    sentences = sum(len(document.segments) for document in report.documents)
    if sentences > SINGLE_LIMIT:
        raise ConfigError(
            f"the run has {count_text(sentences, 'sentence')}; one file holds up to "
            f"{SINGLE_LIMIT:,}: leave out --single-file"
        )
    made = site(report, options, SingleLayout())
    return (
        environment()
        .get_template("shell.html")
        .generate(
            report=report,
            run=made.run,
            title="Translation quality",
            policy=assets.single_policy(),
            nonce="",
            rows="",
            style=Markup(assets.style().text),
            script=Markup(assets.script().text),
            bodies=(page.body for page in made.pages(rows(made))),
        )
    )


def _folder_page(made: Site, page: Rendered, nonce: str, data: str) -> str:
    up = "../" * page.page.path.count("/")
    return (
        environment()
        .get_template("shell.html")
        .render(
            report=made.report,
            run=made.run,
            title=page.title,
            policy=assets.folder_policy(nonce),
            nonce=nonce,
            rows=data,
            style=up + assets.style().path,
            script=up + assets.script().path,
            bodies=[page.body],
        )
    )


def _rows_asset(listed_rows: list[Markup]) -> assets.Asset:
    """Every row of the index, for the filter: a page holds only some of them."""
    text = f"mtqaRows({json.dumps(listed_rows)});\n"
    return assets.named("rows", "js", text)


def _former(folder: Path) -> set[str]:
    """What a former report left, relative to the folder: told by its name and what it holds."""
    if folder.exists() and not folder.is_dir():
        raise ConfigError(
            f"{folder} is a file; html fills a folder, name one with --out, or add --single-file"
        )
    found = (path for below in _FOLDERS for path in (folder / below).glob("*.*"))
    names = ((path, path.relative_to(folder).as_posix()) for path in found if path.is_file())
    return {name for path, name in names if OURS.fullmatch(name) and _is_ours(path)}


def _is_ours(path: Path) -> bool:
    """A page says who made it; an asset has a name made from its content, as no other file has."""
    if path.suffix != ".html":
        return True
    with path.open("rb") as stream:
        return _MARK in stream.read(500)


def _refuse_foreign(folder: Path, names: set[str]) -> None:
    for name in sorted(names):
        if (folder / name).exists():
            raise ConfigError(
                f"{folder / name} is not a page of mtqa and is left alone; choose another folder"
            )


def _save(path: Path, page: str) -> None:
    with replacing(path) as stream:
        stream.write(page.encode("utf-8"))
