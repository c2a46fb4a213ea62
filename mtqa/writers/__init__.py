"""One module per output format: a finished report in, a file, a folder or standard output out.

Each module of a file format has `chunks(report)`, which yields its text piece by piece; HTML has
`write_folder(report, folder, options)` and, for one file, `chunks(report, options)`. A module is
imported when its format is asked for.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mtqa.errors import ConfigError
from mtqa.types import Report
from mtqa.writers.files import replacing, writing
from mtqa.writers.site import HtmlOptions

__all__ = ["WRITERS", "HtmlOptions", "Writer", "write", "write_chunks"]


@dataclass(frozen=True, slots=True)
class Writer:
    """Where a format is made, and whether it fills a folder instead of one file."""

    module: str
    fills_folder: bool = False


WRITERS: Mapping[str, Writer] = {
    "html": Writer("mtqa.writers.html", fills_folder=True),
    "json": Writer("mtqa.writers.json"),
    "jsonl": Writer("mtqa.writers.jsonl"),
    "csv": Writer("mtqa.writers.csv"),
    "md": Writer("mtqa.writers.md"),
    "text": Writer("mtqa.writers.text"),
}


def write(
    report: Report, format: str, out: Path | None = None, html: HtmlOptions | None = None
) -> None:
    """Write a report to a file or, for HTML, into a folder; without `out`, to standard output.

    What stood there is replaced only by a whole new file. The same report gives the same bytes.

    Raises:
        ConfigError: no such format, or a place that cannot be written to.
    """
    writer = WRITERS.get(format)
    if writer is None:
        raise ConfigError(f"unknown format {format!r}; choose one of {', '.join(WRITERS)}")
    module = import_module(writer.module)
    html = html or HtmlOptions()
    if writer.fills_folder and not html.single_file:
        if out is None:
            raise ConfigError(f"{format} fills a folder; name it with --out")
        with writing(out):
            module.write_folder(report, out, html)
        return
    chunks = module.chunks(report, html) if writer.fills_folder else module.chunks(report)
    write_chunks(chunks, format, out)


def write_chunks(chunks: Iterator[str], format: str, out: Path | None = None) -> None:
    """Write the pieces of a text to a file, whole or not at all, or to standard output.

    Raises:
        ConfigError: a place that cannot be written to.
    """
    if out is None:
        _to_stdout(chunks)
    elif out.is_dir():
        raise ConfigError(f"{out} is a folder; {format} is one file, name it with --out")
    else:
        with writing(out), replacing(out) as stream:
            stream.writelines(_encoded(chunks))


def _to_stdout(chunks: Iterator[str]) -> None:
    # Bytes, so that neither the terminal's encoding nor line-end translation changes the data.
    sys.stdout.flush()
    sys.stdout.buffer.writelines(_encoded(chunks))
    sys.stdout.buffer.flush()


def _encoded(chunks: Iterator[str]) -> Iterator[bytes]:
    return (chunk.encode("utf-8") for chunk in chunks)
