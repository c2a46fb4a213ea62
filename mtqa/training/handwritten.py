"""Sentences written by hand for judging: clean ones, garbled twins, whole articles.

The layout is that of corpora/garbled-news, which its README describes.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Required, TypedDict

import numpy as np

from mtqa.errors import InputError
from mtqa.training.items import Kinds, Rating
from mtqa.training.metrics import CharRange

_FOLDER = Path(__file__).parents[2] / "corpora" / "garbled-news"
PAIRS = _FOLDER / "dev.jsonl"
ARTICLES = _FOLDER / "articles-dev.jsonl"


_Span = tuple[int, int, str]


class _Pair(TypedDict, total=False):
    clean: Required[str]
    garbled: str
    kind: str
    spans: list[_Span]


class _Sentence(TypedDict):
    text: str
    garbled: bool
    spans: list[_Span]


class _Article(TypedDict):
    sentences: list[_Sentence]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, its group, the kind of its damage (empty if it is clean) and where it is damaged."""

    text: str
    group: int
    kind: str
    spans: tuple[CharRange, ...]


def read_pairs(path: Path, *, kinds: bool = False) -> Kinds:
    """Clean sentences and their garbled twins; a line without `garbled` is clean only.

    With `kinds` each kind of damage is a kind of its own, against all clean sentences.

    Raises:
        InputError: a line that is no pair, or a file that cannot be read.
    """
    texts = []
    for number, line in _lines(path):
        try:
            row: _Pair = json.loads(line)
            texts.append(_Text(row["clean"], number, "", ()))
            if row.get("garbled"):
                kind = row["kind"] if kinds else "garbled twin"
                spans = _spans(row.get("spans", []))
                texts.append(_Text(row["garbled"], number, kind, spans))
        except (KeyError, TypeError, ValueError, AttributeError):
            raise InputError(
                f"{path}:{number}: no pair; it needs `clean`, and may have `garbled`, `kind` and "
                "`spans` as [start, end, severity]"
            ) from None
    title = "hand-written news sentences, clean and garbled" + (", by kind" if kinds else "")
    return _kinds(path, "-kinds" if kinds else "", title, texts, twins=not kinds)


def read_articles(path: Path) -> Kinds:
    """Sentences of whole articles, each labelled garbled or not.

    Raises:
        InputError: a line that is no article, or a file that cannot be read.
    """
    texts: list[_Text] = []
    for number, line in _lines(path):
        try:
            row: _Article = json.loads(line)
            for sentence in row["sentences"]:
                kind = "garbled sentence" if sentence["garbled"] else ""
                texts.append(_Text(sentence["text"], len(texts), kind, _spans(sentence["spans"])))
        except (KeyError, TypeError, ValueError):
            raise InputError(
                f"{path}:{number}: no article; it needs `sentences`, each with `text`, `garbled` "
                "and `spans`"
            ) from None
    return _kinds(path, "", "sentences of hand-written articles, clean and garbled", texts)


def _kinds(
    path: Path, suffix: str, title: str, texts: Sequence[_Text], *, twins: bool = False
) -> Kinds:
    names = sorted({text.kind for text in texts} - {""})
    places = {"": 0, **{name: place for place, name in enumerate(names, start=1)}}
    groups = np.array([text.group for text in texts])
    return Kinds(
        name=f"{path.parent.name}/{path.stem}{suffix}",
        title=title,
        texts=tuple(text.text for text in texts),
        kind=np.array([places[text.kind] for text in texts], dtype=np.intp),
        names=tuple(names),
        groups=np.unique(groups, return_inverse=True)[1].astype(np.intp),
        ratings=tuple(Rating(item, text.spans) for item, text in enumerate(texts)),
        files=(path,),
        human=True,
        twins=twins,
    )


def _spans(rows: Sequence[_Span]) -> tuple[CharRange, ...]:
    return tuple((start, end, severity != "minor") for start, end, severity in rows)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read as UTF-8 text ({error})") from None
    return ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
