"""Rows of a table or a JSON Lines file to documents.

Fields are matched by the names that the field of machine translation uses, whatever their case.
Rows with the same document and system form one document; a row without a document is one of its
own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from types import MappingProxyType

from mtqa.readers.base import (
    UNKNOWN,
    Language,
    ReadOptions,
    TextFile,
    sample,
    source_language,
    target_language,
)
from mtqa.readers.sides import Text, others, sentences
from mtqa.text.blocks import Block
from mtqa.text.language import bare, detect
from mtqa.text.split import segment
from mtqa.types import Document, Failure, Segment

# First name wins where a file has several: WMT's MQM files have the name of the document in `doc`
# and the number of the segment within it in `doc_id`.
NAMES = {
    "target": ("target", "mt", "translation", "hypothesis", "hyp", "target_text", "tgt", "text"),
    "source": ("source", "src", "source_text"),
    "reference": ("reference", "ref", "reference_text"),
    "document": ("document", "doc", "doc_id", "docid", "document_id", "id"),
    "segment": ("segment", "seg_id", "segid", "segment_id"),
    "system": ("system", "sys", "system_id", "sysid"),
    "source_lang": ("source_lang", "src_lang", "source_language"),
    "target_lang": ("target_lang", "tgt_lang", "target_language", "lang", "language"),
    "language_pair": ("language_pair", "lp", "langpair", "lang_pair"),
    "title": ("title", "headline"),
}
MAX_FAILURES = 20
"""Failures that one file may give; the last one counts the rest."""
_PRIOR_SAMPLE = 20_000
_PAIR_MARK = re.compile(r"[-=]*[>|/\u2192]|-")
_NUMBER = re.compile(r"\s*([+-]?\d{1,18})(?:\.0+)?\s*", re.ASCII)  # pandas writes 7.0
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:_\w+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its target where it stands in the file, the other fields as text."""

    line: int
    target: Block
    source: str | None = None
    reference: str | None = None
    document: str | None = None
    segment: str | None = None
    system: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None
    language_pair: str | None = None
    title: str | None = None


@dataclass(slots=True)
class _Group:
    """The rows of one document, by the line each segment number was first seen in."""

    rows: list[Row] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)


@lru_cache(maxsize=16)  # every line of a JSON Lines file asks, mostly the same
def fields_of(names: tuple[str, ...]) -> Mapping[str, str]:
    """Field of a row -> the name it has in the file, for the names that are known.

    >>> dict(fields_of(("Doc ID", "MT", "Source", "score")))
    {'target': 'MT', 'source': 'Source', 'document': 'Doc ID'}
    """
    spelled: dict[str, str] = {}
    for name in names:
        spelled.setdefault(name.strip().lower().replace(" ", "_").replace("-", "_"), name)
    found = {
        wanted: next((spelled[name] for name in usual if name in spelled), None)
        for wanted, usual in NAMES.items()
    }
    return MappingProxyType({field: name for field, name in found.items() if name is not None})


def listed(names: Iterable[str]) -> str:
    """Names found in a file, for a message: not too many, and none too long."""
    known = list(names)
    shown = ", ".join(repr(name[:40]) for name in known[:10]) or "none"
    return f"{shown} and {len(known) - 10} more" if len(known) > 10 else shown


def documents(
    file: TextFile, rows: Iterable[Row | Failure], options: ReadOptions
) -> Iterator[Document | Failure]:
    """The documents of a file's rows, in the order of their first rows, and the failures.

    Rows that are documents of their own are passed on as they come.
    """
    return _limited(file.path, _documents(file, rows, options))


def _documents(
    file: TextFile, rows: Iterable[Row | Failure], options: ReadOptions
) -> Iterator[Document | Failure]:
    stream = iter(rows)
    head, prior = _prior(stream, options)
    groups: dict[tuple[str, str | None], _Group] = {}
    for row in chain(head, stream):
        if isinstance(row, Failure):
            yield row
        elif row.document is None:
            yield _document(file, f"{file.path}:{row.line}", [row], options, prior)
        elif (failure := _add(file.path, groups, row)) is not None:
            yield failure
    systems = Counter(name for name, _ in groups)
    for (name, _), group in groups.items():
        if systems[name] > 1:
            yield _document_of_system(file, name, group, options, prior)
        else:
            yield _document(file, name, group.rows, options, prior)


def _limited(path: str, items: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
    """Stop telling failures one by one when a file has too many of them."""
    failures = 0
    for item in items:
        if isinstance(item, Failure):
            failures += 1
            if failures > MAX_FAILURES:
                continue
        yield item
    if failures > MAX_FAILURES:
        more = failures - MAX_FAILURES
        yield Failure(path, f"{path}: {more} more rows could not be used, for reasons like these")


def _prior(
    rows: Iterator[Row | Failure], options: ReadOptions
) -> tuple[list[Row | Failure], Language]:
    """The first rows, and the language of most of their text: that of rows which cannot tell it."""
    head: list[Row | Failure] = []
    texts: list[str] = []
    size, named = 0, True
    for row in rows:
        head.append(row)
        if isinstance(row, Row):
            texts.append(row.target.text[:_PRIOR_SAMPLE])
            size += len(texts[-1])
            named = named and bool(row.target_lang or row.language_pair)
        if size >= _PRIOR_SAMPLE:
            break
    if named or options.target_lang is not None:
        return head, UNKNOWN
    return head, _most(texts)


def _most(texts: Sequence[str]) -> Language:
    """The language of most of some texts; its confidence is its share of what can be told."""
    sizes: Counter[str] = Counter()
    words: defaultdict[str, set[str]] = defaultdict(set)
    for text in texts:
        tag, _ = detect(text)
        if tag is not None:
            sizes[tag] += len(text)
            words[tag].update(text.lower().split())
    if not sizes:
        return UNKNOWN
    ((tag, size),) = sizes.most_common(1)
    return Language(tag, size / sizes.total(), words=frozenset(words[tag]))


def _add(path: str, groups: dict[tuple[str, str | None], _Group], row: Row) -> Failure | None:
    assert row.document is not None
    group = groups.setdefault((row.document, row.system), _Group())
    if row.segment is not None:
        first = group.lines.setdefault(row.segment, row.line)
        if first != row.line:
            system = f" of system {row.system}" if row.system else ""
            return Failure(
                path,
                f"{path}:{row.line}: left out: segment {row.segment} of document {row.document}"
                f"{system} stands in line {first} already: number segments within their document",
            )
    group.rows.append(row)
    return None


def _document_of_system(
    file: TextFile, name: str, group: _Group, options: ReadOptions, prior: Language
) -> Document:
    """One of several documents of the same name."""
    system = group.rows[0].system
    if system is None:
        return _document(file, name, group.rows, options, prior)
    identifier = f"{name}@{system}"
    document = _document(file, identifier, group.rows, options, prior)
    note = f"document {name} is there for several systems: this one is {identifier}"
    return replace(document, notes=(*document.notes, note))


def _document(
    file: TextFile, identifier: str, rows: Sequence[Row], options: ReadOptions, prior: Language
) -> Document:
    rows, notes = _in_order(rows)
    first = rows[0]
    source_tag, target_tag = _pair(first.language_pair) if first.language_pair else (None, None)
    language = target_language(
        sample(row.target.text for row in rows),
        [
            ("target_lang", first.target_lang),
            ("language_pair", target_tag),
            ("--target-lang", options.target_lang),
        ],
        prior,
    )
    source_lang = source_language(first.source_lang, source_tag, options.source_lang)
    parts = list(_segments(rows, source_lang, language.tag, segmented=options.segmented))
    notes += tuple(_uncompared(rows, parts))
    return Document(
        id=identifier,
        segments=tuple(chain.from_iterable(parts)),
        path=file.path,
        source_lang=source_lang,
        target_lang=language.tag,
        lang_confidence=language.confidence,
        system=first.system,
        title=next((row.title for row in rows if row.title), None),
        notes=file.notes + notes + language.notes,
    )


def _in_order(rows: Sequence[Row]) -> tuple[Sequence[Row], tuple[str, ...]]:
    """The rows of a document by the number of their segment if each has one, else as in the file;
    and a note if that moved any."""
    numbers = [_NUMBER.fullmatch(row.segment or "") for row in rows]
    known = [int(number[1]) for number in numbers if number is not None]
    if len(known) < len(rows) or known == sorted(known):
        return rows, ()
    by_number = sorted(zip(known, rows, strict=True), key=lambda pair: pair[0])
    note = "the segments stand in the order of their numbers, which is not that of the file"
    return [row for _, row in by_number], (note,)


def _segments(
    rows: Sequence[Row], source_lang: str | None, target_lang: str | None, *, segmented: bool
) -> Iterator[list[Segment]]:
    """The segments of each row; an empty row is an empty segment, so that none vanishes."""
    paragraph = 0
    for row in rows:
        block = replace(row.target, paragraph=paragraph) if paragraph else row.target
        segments: list[Segment] = []
        if not segmented:
            segments = sentences(
                Text(block, target_lang), others(row.source, source_lang, row.reference)
            )
        if not segments:
            whole = segment(block, 0, len(block.text))
            segments = [replace(whole, source=row.source or None, reference=row.reference or None)]
        paragraph = segments[-1].paragraph + 1
        yield segments


def _uncompared(rows: Sequence[Row], parts: Sequence[Sequence[Segment]]) -> Iterator[str]:
    """A note for each row that was cut without its source."""
    for row, segments in zip(rows, parts, strict=True):
        if row.source and not any(one.source for one in segments):
            yield (
                f"line {row.line}: not compared with its source, which has other sentences: "
                "have one sentence or paragraph a row"
            )


def _pair(tag: str) -> tuple[str | None, str | None]:
    """Source and target of a language pair; (None, None) if it is none.

    >>> _pair("zh-en"), _pair("eng_Latn-deu_Latn"), _pair("zh-CN-en-US"), _pair("en_de")
    (('zh', 'en'), ('eng_Latn', 'deu_Latn'), ('zh-CN', 'en-US'), ('en', 'de'))
    >>> _pair("English")
    (None, None)
    """
    parts = [part.strip() for part in _PAIR_MARK.split(tag)]
    if len(parts) == 1:
        parts = tag.split("_")
    starts = [place for place in range(1, len(parts)) if _LANGUAGE.fullmatch(parts[place])]
    middle = starts[-1] if starts else 1
    source, target = "-".join(parts[:middle]), "-".join(parts[middle:])
    return (source, target) if bare(source) and bare(target) else (None, None)
