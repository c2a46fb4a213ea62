"""Style and script of the HTML report, and the policy that lets nothing else load or run.

In a folder both are files named after their content, which may be kept by a browser for ever. A
page lets them in by a nonce made from every text that the report shows: no article can foretell it,
and the same run still gives the same bytes. (A hash cannot stand for a file next to a page opened
from disk: browsers check that for pages from a server only.) In a single file both stand inside
the page and are let in by their hash.
"""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mtqa.types import Report

_POLICY = (
    "default-src 'none'; style-src {style}; script-src {script}; "
    "base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file beside the pages: its place below the folder of the report, and its text."""

    path: str
    text: str


def style() -> Asset:
    """The one style sheet."""
    return named("style", "css", _template("style.css"))


def script() -> Asset:
    """The one script: filter, keys and the card that says why."""
    return named("report", "js", _template("report.js"))


def named(stem: str, suffix: str, text: str) -> Asset:
    """A file named after its content.

    >>> named("rows", "js", "x").path
    'assets/rows-2d711642b726.js'
    """
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
    return Asset(f"assets/{stem}-{digest}.{suffix}", text)


def folder_policy(nonce: str) -> str:
    """Content policy of a page of a folder: what carries the nonce, and nothing else."""
    allowed = f"'nonce-{nonce}'"
    return _POLICY.format(style=allowed, script=allowed)


def single_policy() -> str:
    """Content policy of a single file: these very bytes, and nothing else."""
    return _POLICY.format(style=_hash(style().text), script=_hash(script().text))


def nonce(*reports: Report | None) -> str:
    """22 characters that depend on every text from outside that the reports hold."""
    digest = hashlib.sha256()
    for report in reports:
        for text in _texts(report) if report is not None else ():
            encoded = text.encode("utf-8", "surrogatepass")
            digest.update(b"%d:" % len(encoded) + encoded)
    return base64.urlsafe_b64encode(digest.digest()[:16]).decode("ascii").rstrip("=")


def _texts(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield failure.path
        yield failure.error
    for judged in report.documents:
        document = judged.document
        yield document.id
        yield from filter(None, (document.path, document.title, document.system))
        for segment in document.segments:
            yield segment.target
            yield from filter(None, (segment.source, segment.reference))


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


@cache
def _template(name: str) -> str:
    return (resources.files("mtqa.writers") / "templates" / name).read_text("utf-8")
