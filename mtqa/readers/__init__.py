"""Files to documents: one function per format, chosen by the suffix.

To add a format, write its function (`RawFile` and `ReadOptions` to documents and failures) and name
it in `READERS`.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from mtqa.errors import ConfigError, InputError
from mtqa.readers import html, jsonl, markdown, plain, tables
from mtqa.readers.base import RawFile, Reader, ReadOptions
from mtqa.readers.discovery import STDIN, PassedOver, discover
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
_NOT_TEXT = frozenset({".json", ".xml", ".xlf", ".xliff", ".tmx", ".po", ".yaml", ".yml"})
"""Of files that are text and no article: read as plain text, their syntax would be judged."""
_CONVERT = "write its articles as .txt, or its rows as .csv or .jsonl (one object per line)"
_OF_ROWS = (jsonl.read, tables.read_csv, tables.read_tsv)
"""Readers of files that name their documents themselves."""


def read(
    paths: Sequence[str],
    options: ReadOptions | None = None,
    *,
    on_passed_over: PassedOver | None = None,
) -> Iterator[Document | Failure]:
    """The documents of files, folders and "-" (standard input), one file in memory at a time.

    Whatever cannot be read is a Failure among them. A file named with a suffix that is not known is
    read as plain text. What mtqa itself wrote into a folder is passed over, and so is a baseline,
    even if it is named.

    Raises:
        ConfigError: the encoding or a language in the options is none, at once.
    """
    options = options or ReadOptions()
    check_encoding(options.encoding)
    for option, tag in (("source", options.source_lang), ("target", options.target_lang)):
        if tag is not None and standard(tag) is None:
            raise ConfigError(f"--{option}-lang {tag!r} is no language tag: name one such as en-GB")
    return _read(paths, options, on_passed_over)


def _read(
    paths: Sequence[str], options: ReadOptions, on_passed_over: PassedOver | None
) -> Iterator[Document | Failure]:
    found = list(discover(paths, READERS, options.include, options.exclude, on_passed_over))
    holders = _holders([path for path in found if isinstance(path, str)], options)
    used: set[str] = set()
    for path in found:
        if isinstance(path, Failure):
            yield path
            continue
        for item in _read_file(path, options):
            yield _with_own_id(item, holders, used) if isinstance(item, Document) else item


def _holders(paths: Sequence[str], options: ReadOptions) -> Counter[str]:
    """In how many files of rows each id stands; nothing for a single one. They are read for their
    ids alone, so that an id does not depend on which file is read first."""
    files = [p for p in paths if p != STDIN and _reader(p, options) in _OF_ROWS]
    holders: Counter[str] = Counter()
    if len(files) + (STDIN in paths) < 2:
        return holders
    # Nothing to split and no language to tell: the ids are the same.
    quick = replace(options, segmented=True, target_lang="en")
    for path in files:
        items = _read_file(path, quick)
        holders.update({item.id for item in items if isinstance(item, Document)})
    return holders


def _reader(path: str, options: ReadOptions) -> Reader:
    suffix = options.stdin_suffix if path == STDIN else Path(path).suffix
    return READERS.get(suffix.lower(), plain.read)


def _read_file(path: str, options: ReadOptions) -> Iterator[Document | Failure]:
    found = False
    try:
        if Path(path).suffix.lower() in _NOT_TEXT:
            raise InputError(f"{path}: cannot be read as text: {_CONVERT}")
        for item in _reader(path, options)(RawFile(path, _data(path)), options):
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


def _with_own_id(document: Document, holders: Counter[str], used: set[str]) -> Document:
    """The document, under an id of its own: if other files name one like it, its path is part of
    the id."""
    others = holders[document.id] - (document.path != STDIN)
    wanted = f"{document.path}:{document.id}" if others > 0 else document.id
    free, number = wanted, 2
    while free in used:
        free, number = f"{wanted}#{number}", number + 1
    used.add(free)
    if free == document.id:
        return document
    note = f"the id {document.id} is there more than once: this one is {free}"
    return replace(document, id=free, notes=(*document.notes, note))
