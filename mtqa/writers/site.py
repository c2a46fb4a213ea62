"""Where every page of the HTML report is, and how one names a place on another.

A report is a folder of pages or, in a single file, the same pages one after another. Templates ask
a layout for ids and links and so need not know which of the two they are in.
"""

import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from mtqa.types import Report


@dataclass(frozen=True, slots=True)
class HtmlOptions:
    """What a report is made of beside the run: the manual page of each check by its id, and an
    older run to compare with; `single_file` asks for one file in place of a folder."""

    manual: Mapping[str, str] = field(default_factory=dict)
    against: Report | None = None
    single_file: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its place below the folder of the report, and a short name no other page has."""

    path: str
    key: str


class Layout(Protocol):
    """How places are named. `name` is an id that is unique on its page, "" the page itself."""

    @property
    def single(self) -> bool:
        """Whether all pages stand in one file."""
        ...

    def at(self, page: Page, name: str) -> str:
        """The id of a place."""
        ...

    def to(self, here: Page, there: Page, name: str = "") -> str:
        """A link to a place."""
        ...


class FolderLayout:
    """A file per page.

    >>> here, there = Page("index.html", "index"), Page("documents/0001.html", "a1")
    >>> FolderLayout().to(here, there, "s-3"), FolderLayout().to(there, here)
    ('documents/0001.html#s-3', '../index.html')
    """

    single = False

    def at(self, page: Page, name: str) -> str:
        """The id of a place: ids need to be unique within a file only."""
        return name

    def to(self, here: Page, there: Page, name: str = "") -> str:
        """A relative link."""
        if here == there and name:
            return f"#{name}"
        path = _relative(there.path, posixpath.dirname(here.path) or ".")
        return f"{path}#{name}" if name else path


class SingleLayout:
    """All pages in one file.

    >>> there = Page("documents/0001.html", "a1")
    >>> SingleLayout().at(there, "s-3"), SingleLayout().to(there, there, "s-3")
    ('a1.s-3', '#a1.s-3')
    """

    single = True

    def at(self, page: Page, name: str) -> str:
        """The id of a place, with the name of its page before it."""
        return f"{page.key}.{name}" if name else page.key

    def to(self, here: Page, there: Page, name: str = "") -> str:
        """A link within the file."""
        return f"#{self.at(there, name)}"


def index_page(number: int = 1) -> Page:
    """A page of the list of articles, counted from 1."""
    return _list_page("index", number)


def article_page(number: int, width: int, heading: str) -> Page:
    """The page of an article, by its place in the run, counted from 1."""
    return Page(f"documents/{_numbered(number, width, heading)}.html", f"a{number}")


def check_page(number: int, check: str) -> Page:
    """The page of a check; the number keeps apart those whose ids differ in odd characters only."""
    safe = re.sub(r"[^a-z0-9._]+", "-", check.lower()).strip("-.")[:60]
    plain = re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_-]+)+", check) is not None
    name = check if plain and len(check) <= 60 else f"{safe}-{number}"
    return Page(f"checks/{name}.html", f"c{number}")


def comparison_page(number: int = 1) -> Page:
    """A page of the list of changes, counted from 1."""
    return _list_page("comparison", number)


def change_page(number: int, width: int, heading: str) -> Page:
    """The page of what changed in an article, by its place in the comparison, counted from 1."""
    return Page(f"changes/{_numbered(number, width, heading)}.html", f"d{number}")


def _list_page(name: str, number: int) -> Page:
    whole = name if number == 1 else f"{name}-{number}"
    return Page(f"{whole}.html", whole)


def _numbered(number: int, width: int, heading: str) -> str:
    slug = slugged(heading)
    return f"{number:0{width}}-{slug}" if slug else f"{number:0{width}}"


OURS = re.compile(
    r"(index|comparison)(-\d+)?\.html"
    r"|(documents|changes)/\d{4,}(-[a-z0-9-]+)?\.html"
    r"|checks/[a-z0-9._-]+\.html"
    r"|assets/(style|report|rows)-[0-9a-f]{12}\.(css|js)"
)
"""What a report may consist of, relative to its folder."""


def slugged(name: str) -> str:
    """Up to 48 letters, digits and hyphens: safe in a file name, a link and a shell.

    >>> slugged("../Élysée <b>"), slugged("文章"), slugged("word " * 20)
    ('elysee-b', '', 'word-word-word-word-word-word-word-word-word')
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    whole = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")
    return whole if len(whole) <= 48 else re.sub(r"-[a-z0-9]*$", "", whole[:49])[:48]


@lru_cache(maxsize=4096)
def _relative(path: str, folder: str) -> str:
    return posixpath.relpath(path, folder)
