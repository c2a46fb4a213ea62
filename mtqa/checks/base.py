"""What a check is: a function with a category, a severity and an id that is its place.

Keyword-only parameters of the function are the options of the check; its docstring is its manual
page. A segment check takes a Segment and its language and yields `(Span, message)`; a document
check takes a Document and yields `(segment index, Span, message)`. A source check takes a Segment
that has a source, and both languages; its spans may lie in the source. The runner stamps id,
category and severity, so a check cannot mislabel itself.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Concatenate, NamedTuple

from mtqa.checks.needs import Needs
from mtqa.mqm import CATEGORIES, Severity
from mtqa.types import Document, Glossary, Segment, Span

Option = int | float | str | bool | tuple[str, ...] | Glossary


class Pair(NamedTuple):
    """The bare languages of a segment's source and target; None where one is not known."""

    source: str | None
    target: str | None


Hits = Iterator[tuple[Span, str]]
DocumentHits = Iterator[tuple[int, Span, str]]
SegmentFunction = Callable[Concatenate[Segment, str | None, ...], Hits]
SourceFunction = Callable[Concatenate[Segment, Pair, ...], Hits]
DocumentFunction = Callable[Concatenate[Document, ...], DocumentHits]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """A heuristic and its labels. Exactly one of `on_segment`, `on_source`, `on_document` is set.
    A check is equal to itself alone, which makes it quick to remember.

    `languages` are the bare BCP 47 languages it can judge (None: any), `source_languages` those of
    the source; in a document of another language it is listed as skipped. `off` says why it does
    not run unless it is asked for, None if it does. `needs` names the segments of an article in
    which it may find something (None: any); a document check is called if there is one. It may ask
    for options of the check by their names.
    """

    id: str
    category: str
    severity: Severity
    manual: str
    options: Mapping[str, Option] = field(default_factory=dict)
    languages: frozenset[str] | None = None
    source_languages: frozenset[str] | None = None
    off: str | None = None
    needs: Callable[..., Sequence[int]] | None = None
    on_segment: SegmentFunction | None = None
    on_source: SourceFunction | None = None
    on_document: DocumentFunction | None = None

    @property
    def theme(self) -> str:
        """The module it lives in, the first half of its id."""
        return self.id.partition(".")[0]

    @property
    def idle(self) -> bool:
        """Whether it has nothing to look for: a check of terms without a glossary."""
        glossary = self.options.get("glossary")
        return isinstance(glossary, Glossary) and not glossary

    @property
    def bound_needs(self) -> Needs | None:
        """What it needs, with the options that this asks for."""
        if self.needs is None:
            return None
        asked = inspect.signature(self.needs).parameters.keys() & self.options.keys()
        bound = {name: self.options[name] for name in asked}
        return partial(self.needs, **bound) if bound else self.needs

    @property
    def summary(self) -> str:
        """The first sentence of the manual page, on one line."""
        return " ".join(self.manual.partition("\n\n")[0].split())


CHECKS: dict[str, Check] = {}
"""Every check by its id, in the order in which the theme modules are imported."""


def _register(
    function: Callable[..., object],
    category: str,
    severity: Severity,
    languages: Iterable[str],
    off: str | None,
) -> Check:
    if category not in CATEGORIES:
        raise ValueError(f"{function.__name__}: {category!r} is no MQM category")
    return Check(
        id=f"{function.__module__.rpartition('.')[2]}.{function.__name__}",
        category=category,
        severity=severity,
        manual=inspect.getdoc(function) or "",
        options={
            name: parameter.default
            for name, parameter in inspect.signature(function).parameters.items()
            if parameter.kind is parameter.KEYWORD_ONLY
        },
        languages=frozenset(languages) or None,
        off=off,
    )


def segment_check(
    category: str,
    severity: Severity,
    *,
    languages: Iterable[str] = (),
    off: str | None = None,
    needs: Callable[..., Sequence[int]] | None = None,
) -> Callable[[SegmentFunction], SegmentFunction]:
    """Register a check that needs one segment and its language (None if it is not known).

    It is not called for segments without what it `needs`.
    """

    def decorate(function: SegmentFunction) -> SegmentFunction:
        check = _register(function, category, severity, languages, off)
        CHECKS[check.id] = replace(check, needs=needs, on_segment=function)
        return function

    return decorate


def source_check(
    category: str,
    severity: Severity,
    *,
    languages: Iterable[str] = (),
    source_languages: Iterable[str] = (),
    off: str | None = None,
) -> Callable[[SourceFunction], SourceFunction]:
    """Register a check that needs one segment, its source and the languages of both. It is not
    called where the source or the target is blank."""

    def decorate(function: SourceFunction) -> SourceFunction:
        check = _register(function, category, severity, languages, off)
        CHECKS[check.id] = replace(
            check, on_source=function, source_languages=frozenset(source_languages) or None
        )
        return function

    return decorate


def document_check(
    category: str,
    severity: Severity,
    *,
    languages: Iterable[str] = (),
    off: str | None = None,
    needs: Callable[..., Sequence[int]] | None = None,
) -> Callable[[DocumentFunction], DocumentFunction]:
    """Register a check that needs the whole article.

    It is not called where no segment has what it `needs`.
    """

    def decorate(function: DocumentFunction) -> DocumentFunction:
        check = _register(function, category, severity, languages, off)
        CHECKS[check.id] = replace(check, needs=needs, on_document=function)
        return function

    return decorate
