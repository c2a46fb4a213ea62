"""Terms that were not translated as a glossary wants.

The glossary is given with `--glossary FILE` or the key `glossary`, names that stay as they are also
with the key `do_not_translate`. Without any these checks have nothing to look for.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from mtqa.checks.base import Check, Hits, Pair, segment_check, source_check
from mtqa.mqm import Severity
from mtqa.text.wordtable import SPACELESS
from mtqa.types import Glossary, Segment, Side, Span, Term

NO_TERMS = Glossary()
_LOOSE, _STRICT = (2, 4), (0, 2)
"""Letters of a word that may be cut off, and that may follow instead."""
_INFLECTED = 5
"""Letters from which a word may be inflected by more than one letter."""


@source_check("Terminology/Inappropriate for context", Severity.MAJOR)
def missed_term(segment: Segment, pair: Pair, *, glossary: Glossary = NO_TERMS) -> Hits:
    """A term of the source has none of the translations that the glossary wants.

    In the target a word of five letters or more may have another ending (up to two letters gone and
    four new ones), in the source it may have two letters more; shorter words may have one more.
    Words in capitals ("US") must be as they are, others may be in either case. In languages without
    spaces the term is looked for as it is. The words of a term must follow each other. Compounds
    and vowels that change inside a word are not known: list such forms in the glossary.

    Fires on nothing without a glossary. With one that has one English name for each of 30 countries
    it fires on 20 of their 216 occurrences in the German of WMT 2018-19 (human translations), all
    of them other forms ("UK", "Swiss") that the glossary should have listed, or names left out.

    >>> from mtqa.types import Glossary, Term
    >>> glossary = Glossary((Term("Bundestag", ("federal parliament",)),))
    >>> segment = Segment("The parliament of Germany met.", source="Der Bundestag tagte.")
    >>> [m for _, m in missed_term(segment, Pair("de", "en"), glossary=glossary)]
    ['the glossary has "federal parliament" for this']
    """
    source = segment.source or ""
    for term in _of_pair(glossary, pair):
        if not term.targets or not term.source:
            continue
        places = list(_places(source, term.source, pair.source, _STRICT))
        if not places or any(_has(segment.target, form, pair.target) for form in term.targets):
            continue
        wanted = " or ".join(f'"{form}"' for form in term.targets)
        for start, end in places:
            yield Span(start, end, Side.SOURCE), f"the glossary has {wanted} for this"


@segment_check("Terminology/Inappropriate for context", Severity.MAJOR)
def forbidden_term(segment: Segment, lang: str | None, *, glossary: Glossary = NO_TERMS) -> Hits:
    """A form that the glossary forbids stands in the target.

    Where the segment has a source and the entry a source term, it counts only if that term is
    there: "bank" may be wrong for "Ufer" and right for "Bank". A forbidden form within one that the
    glossary wants ("mail" in "e-mail") is let pass. Endings as in `missed_term`, two letters more.

    Fires on nothing without a glossary.

    >>> from mtqa.types import Glossary, Term
    >>> glossary = Glossary((Term("", ("email",), ("electronic mail",)),))
    >>> [m for _, m in forbidden_term(Segment("Send electronic mail."), "en", glossary=glossary)]
    ['the glossary forbids this; it has "email"']
    """
    for term in _of_pair(glossary, Pair(None, lang)):
        if term.source and segment.source and not _has(segment.source, term.source, None):
            continue
        wanted = [
            place for form in term.targets for place in _places(segment.target, form, lang, _STRICT)
        ]
        cure = "; it has " + " or ".join(f'"{form}"' for form in term.targets)
        for form in term.forbidden:
            for start, end in _places(segment.target, form, lang, _STRICT):
                if not any(first <= start and end <= last for first, last in wanted):
                    yield (
                        Span(start, end),
                        "the glossary forbids this" + (cure if term.targets else ""),
                    )


@source_check("Accuracy/Mistranslation", Severity.MAJOR)
def translated_name(segment: Segment, pair: Pair, *, glossary: Glossary = NO_TERMS) -> Hits:
    """A name that must stay as it is was translated or left out.

    Names of `do_not_translate`, and entries of the glossary with neither a target nor a forbidden
    form. Letters must agree in case; an ending glued to the name does no harm.

    Fires on nothing without such names.

    >>> from mtqa.types import Glossary, Term
    >>> names = Glossary((Term("Die Zeit", keep=True),))
    >>> segment = Segment("The Time wrote so.", source="So schrieb Die Zeit.")
    >>> [m for _, m in translated_name(segment, Pair("de", "en"), glossary=names)]
    ['"Die Zeit" must stay as it is']
    """
    source = segment.source or ""
    for term in _of_pair(glossary, pair):
        if not term.keep or term.source not in source or term.source in segment.target:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(term.source)}(?!\w)", source):
            yield Span(*match.span(), Side.SOURCE), f'"{term.source}" must stay as it is'


def with_glossary(checks: Iterable[Check], glossary: Glossary) -> tuple[Check, ...]:
    """The same checks, those of terms bound to this glossary."""
    return tuple(
        replace(
            check,
            options={
                name: glossary if isinstance(value, Glossary) else value
                for name, value in check.options.items()
            },
        )
        for check in checks
    )


def _of_pair(glossary: Glossary, pair: Pair) -> Iterator[Term]:
    """Entries for these languages; one that names none, or a pair that is not known, will do."""
    for term in glossary.terms:
        if term.source_lang not in (None, pair.source) and pair.source is not None:
            continue
        if term.target_lang not in (None, pair.target) and pair.target is not None:
            continue
        yield term


def _has(text: str, form: str, lang: str | None) -> bool:
    return next(_places(text, form, lang, _LOOSE), None) is not None


def _places(
    text: str, form: str, lang: str | None, endings: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    pattern = _pattern(form, endings, spaced=lang not in SPACELESS)
    return (match.span() for match in pattern.finditer(text))


@lru_cache(maxsize=1 << 14)
def _pattern(form: str, endings: tuple[int, int], *, spaced: bool) -> re.Pattern[str]:
    """A form of the glossary, its words with the endings they may have."""
    if not spaced:
        return re.compile(re.escape(form), re.IGNORECASE)
    words = [_inflected(word, *endings) for word in form.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)")


def _inflected(word: str, cut: int, more: int) -> str:
    r"""A word with its endings; what is written in capitals has none.

    >>> _inflected("US", 2, 4), _inflected("bank", 2, 4), _inflected("banking", 0, 2)
    ('US', '(?i:bank)\\w{0,1}', '(?i:banking)\\w{0,2}')
    """
    if word.isupper() or not word[-1].isalpha():
        return re.escape(word)
    if len(word) < _INFLECTED:
        return rf"(?i:{re.escape(word)})\w{{0,1}}"
    stem = word[: max(_INFLECTED - 1, len(word) - cut)] if cut else word
    return rf"(?i:{re.escape(stem)})\w{{0,{more}}}"
