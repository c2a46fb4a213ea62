"""Glossaries: a table (CSV, TSV) or TBX, the exchange format of terminology (ISO 30042)."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.errors import ConfigError, InputError
from mtqa.readers.base import RawFile
from mtqa.readers.encoding import decode
from mtqa.text.language import bare
from mtqa.types import Glossary, Term

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMES: Mapping[str, tuple[str, ...]] = {
    "source": ("source", "source_term", "term", "src"),
    "target": ("target", "target_term", "translation", "tgt"),
    "forbidden": ("forbidden", "forbidden_forms", "forbidden_terms", "do_not_use", "deprecated"),
}
"""Columns of a table by the names they may have, whatever their case."""

_BETWEEN_FORMS = "|"
_DELIMITERS = ",;\t"
_REJECTED = frozenset(
    {"deprecatedTerm-admn-sts", "supersededTerm-admn-sts", "deprecatedTerm", "supersededTerm",
     "forbidden"}
)  # fmt: skip
"""Values of TBX's administrativeStatus that say a term is not to be used."""
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_glossary(path: Path) -> Glossary:
    """The terms of a glossary.

    A table has columns for the source term, the target term and the forbidden forms (`NAMES`), the
    forms of one cell parted by a bar. An entry with neither target nor forbidden form stays as it
    is. In TBX every language may be source or target; terms whose status is deprecated or
    superseded are forbidden.

    Raises:
        ConfigError: the file cannot be read or holds no term; with file, line and cure.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        why = error.strerror or str(error)
        raise ConfigError(f"{path}: the glossary cannot be read ({why}); check its path") from None
    terms = tuple(
        _tbx(path, data) if path.suffix.lower() in (".tbx", ".xml") else _table(path, data)
    )
    if not terms:
        raise ConfigError(f"{path}: the glossary holds no term; add some or leave it out")
    return Glossary(terms)


def _table(path: Path, data: bytes) -> Iterator[Term]:
    try:
        text = decode(RawFile(str(path), data), None).text
    except InputError as error:
        raise ConfigError(str(error)) from None
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next(rows, [])
        columns = _columns(path, header)
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _term(path, rows.line_num, row, columns, len(header))
    except csv.Error as error:
        raise ConfigError(f"{path}:{rows.line_num}: not a table ({error}); mend the line") from None


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    found = [name.strip().lower().replace(" ", "_").replace("-", "_") for name in header]
    columns = {
        field: next(found.index(name) for name in names if name in found)
        for field, names in NAMES.items()
        if set(names) & set(found)
    }
    if "source" not in columns and "forbidden" not in columns:
        shown = ", ".join(repr(name[:40]) for name in header[:10]) or "none"
        raise ConfigError(
            f"{path}:1: no column with the source term: the columns are {shown}; name them "
            "source, target and forbidden"
        )
    return columns


def _term(
    path: Path, line: int, row: Sequence[str], columns: Mapping[str, int], width: int
) -> Term:
    cells = {field: row[column].strip() for field, column in columns.items() if column < len(row)}
    source = cells.get("source", "")
    targets, forbidden = _forms(cells.get("target", "")), _forms(cells.get("forbidden", ""))
    if any(row[width:]):
        raise ConfigError(
            f"{path}:{line}: {len(row)} fields where the header has {width}: put fields that hold "
            "the delimiter in double quotes"
        )
    if not source and not forbidden:
        raise ConfigError(
            f"{path}:{line}: neither a source term nor a forbidden form; give one of them"
        )
    return Term(source, targets, forbidden, keep=not targets and not forbidden)


def _forms(cell: str) -> tuple[str, ...]:
    """Forms of one cell.

    >>> _forms("e-mail | email"), _forms("")
    (('e-mail', 'email'), ())
    """
    return tuple(form.strip() for form in cell.split(_BETWEEN_FORMS) if form.strip())


def _tbx(path: Path, data: bytes) -> Iterator[Term]:
    from lxml import etree  # only who has such a glossary pays

    # Nothing outside the file is fetched, no entity is expanded, and no tree grows without limit.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ConfigError(
            f"{path}:{error.lineno}: the glossary is not well-formed XML ({error.msg}); mend it"
        ) from None
    entries = [e for e in root.iter() if _tag(e) in ("termEntry", "conceptEntry")]
    if not entries:
        raise ConfigError(f"{path}:{root.sourceline}: no termEntry or conceptEntry: not TBX")
    for entry in entries:
        yield from _concept(path, entry)


def _concept(path: Path, entry: "_Element") -> Iterator[Term]:
    """The terms of one concept, for each pair of its languages."""
    wanted: dict[str, list[str]] = {}
    rejected: dict[str, list[str]] = {}
    for section in entry:
        if _tag(section) not in ("langSet", "langSec"):
            continue
        lang = bare(section.get(_XML_LANG))
        if lang is None:
            raise ConfigError(
                f"{path}:{section.sourceline}: no language: give this {_tag(section)} an xml:lang"
            )
        wanted.setdefault(lang, [])
        for group in section:
            for term in (e for e in group.iter() if _tag(e) == "term"):
                text = " ".join("".join(term.itertext()).split())
                table = rejected if _is_rejected(group) else wanted
                if text:
                    table.setdefault(lang, []).append(text)
    for source, target in permutations(wanted, 2):
        for word in wanted[source]:
            yield Term(
                word,
                tuple(wanted[target]),
                tuple(rejected.get(target, ())),
                source_lang=source,
                target_lang=target,
            )


def _is_rejected(group: "_Element") -> bool:
    """Whether a note on this term says not to use it: `<termNote type="administrativeStatus">`, or
    `<administrativeStatus>` in the newer dialect."""
    return any(
        "administrativeStatus" in (_tag(note), note.get("type"))
        and (note.text or "").strip() in _REJECTED
        for note in group.iter()
    )


def _tag(element: "_Element") -> str:
    """Name of an element without its namespace; nothing for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
