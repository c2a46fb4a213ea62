"""Files to documents: one function per format, chosen by the suffix.

To add a format, write its function (`RawFile` and `ReadOptions` to documents and failures) and name
it in `READERS`.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mtqa.errors import ConfigError, InputError
from mtqa.readers import html, jsonl, markdown, plain, tables
from mtqa.readers.base import RawFile, Reader, ReadOptions
from mtqa.readers.discovery import STDIN, discover
from mtqa.readers.encoding import check_encoding
from mtqa.text.language import standard
from mtqa.types import Document, Failure

__all__ = ["READERS", "ReadOptions", "read"]

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".jsonl": jsonl.read,
    ".ndjson": jsonl.read,
    ".csv": tables.read_csv,
    ".tsv": tables.read_tsv,
}


def read(paths: Sequence[str], options: ReadOptions | None = None) -> Iterator[Document | Failure]:
    """The documents of files, folders and "-" (standard input), one file in memory at a time.

    Whatever cannot be read is a Failure among them. A file named with a suffix that is not known is
    read as plain text.

    Raises:
        ConfigError: the encoding or a language in the options is none, at once.
    """
    options = options or ReadOptions()
    check_encoding(options.encoding)
    for option, tag in (("source", options.source_lang), ("target", options.target_lang)):
        if tag is not None and standard(tag) is None:
            raise ConfigError(f"--{option}-lang {tag!r} is no language tag: name one such as en-GB")
    return _read(paths, options)


def _read(paths: Sequence[str], options: ReadOptions) -> Iterator[Document | Failure]:
    used: set[str] = set()
    for path in discover(paths, READERS, options.include, options.exclude):
        if isinstance(path, Failure):
            yield path
            continue
        for item in _read_file(path, options):
            yield _with_own_id(item, used) if isinstance(item, Document) else item


def _read_file(path: str, options: ReadOptions) -> Iterator[Document | Failure]:
    found = False
    try:
        suffix = options.stdin_suffix if path == STDIN else Path(path).suffix
        reader = READERS.get(suffix.lower(), plain.read)
        for item in reader(RawFile(path, _data(path)), options):
            if isinstance(item, Failure) or item.segments:
                found = True
                yield item
    except InputError as error:
        yield Failure(path, str(error))
    else:
        if not found:
            yield Failure(path, f"{path}: empty: there is no text in it")


def _data(path: str) -> bytes:
    if not path:
        raise InputError("'' is no path: an empty variable in the command?")
    try:
        return sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise InputError(f"{path!r} is no path") from None


def _with_own_id(document: Document, used: set[str]) -> Document:
    """The document, under an id that no earlier one has."""
    wanted = [document.id, f"{document.path}:{document.id}"]
    if document.system:
        wanted.insert(1, f"{document.id}@{document.system}")
    free = next((identifier for identifier in wanted if identifier not in used), None)
    number = 2
    while free is None or free in used:
        free, number = f"{wanted[-1]}#{number}", number + 1
    used.add(free)
    if free == document.id:
        return document
    note = f"the id {document.id} is taken by an earlier document: this one is {free}"
    return replace(document, id=free, notes=(*document.notes, note))
