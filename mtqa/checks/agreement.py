"""One person, acronym or figure told in two ways within an article."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mtqa.checks.base import DocumentHits, document_check
from mtqa.checks.needs import DIGIT, by_language, holding, matching, whole, within
from mtqa.mqm import Severity
from mtqa.text import quantities
from mtqa.text.language import bare
from mtqa.text.names import folded
from mtqa.types import Document, Span

_CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u017f][^\W\d_]+(?:-[A-Z][^\W\d_]+)*"
_TITLES = {
    "en": {"Mr": "m", "Mister": "m", "Mrs": "f", "Ms": "f", "Miss": "f"},
    "de": {"Herr": "m", "Herrn": "m", "Frau": "f"},
    "es": {"señor": "m", "Sr": "m", "señora": "f", "Sra": "f"},
    "fr": {"M": "m", "Monsieur": "m", "Mme": "f", "Madame": "f", "Mlle": "f"},
    "it": {"signor": "m", "signora": "f"},
    "nl": {"meneer": "m", "mevrouw": "f"},
    "pt": {"senhor": "m", "senhora": "f", "Sr": "m", "Sra": "f"},
}
_HAS_TITLE = by_language({lang: holding(titles) for lang, titles in _TITLES.items()})
_TITLED = {
    lang: re.compile(rf"(?<!\w)({'|'.join(titles)})\.? ({_CAPITAL}(?: {_CAPITAL})?)")
    for lang, titles in _TITLES.items()
}
_ROLES = {
    "en": re.compile(
        rf"\b(President|Chancellor|Governor|Mayor|Pope|King|Queen|Senator|Ambassador|Commissioner"
        rf"|(?:Prime|Foreign|Defen[cs]e|Finance|Health|Interior|Justice|Education) Minister"
        rf"|(?:Foreign|Home|Health|State|Defen[cs]e|Education|Treasury) Secretary"
        rf"|Secretary of State|Chief Executive) ({_CAPITAL}) ({_CAPITAL})(?! [A-Z])"
    ),
}
_HAS_OFFICE = holding(
    (
        "President", "Chancellor", "Governor", "Mayor", "Pope", "King", "Queen", "Senator",
        "Ambassador", "Commissioner", "Minister", "Secretary", "Executive",
    )
)  # fmt: skip
"""A word of any of these offices: most sentences have none."""
_ACRONYM = re.compile(r"\(\s?([A-Z][A-Za-z]?[A-Z]{1,6})\s?\)")
_HAS_ACRONYM = matching(_ACRONYM)
_WORDS = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_SMALL = frozenset(
    (
        "of", "the", "and", "for", "in", "on", "de", "la", "le", "les", "des", "du", "et", "del",
        "y", "und", "der", "für", "to", "a", "an",
    )
)  # fmt: skip
_TELLS_FIGURE = within(DIGIT, quantities.TOLD)
_MOST = 8  # words of a long form


@document_check("Fluency/Inconsistency", Severity.MINOR, languages=tuple(_TITLES), needs=_HAS_TITLE)
def changing_title(document: Document) -> DocumentHits:
    """A person is a man in one sentence and a woman in another: "Mr Raab", then "Ms Raab".

    By the titles of seven languages. Left alone where two first names, a couple ("Mr and Mrs
    Raab") or a relative of the same name are about. The rarer title is marked, or the later.

    Fires on 1 of 41,434 sentences of human English news and on 1 of 12,920 by weak systems
    (LAFAND-MT).

    >>> from mtqa.types import Segment
    >>> text = "Mr Raab said no.", "Mr Raab left.", "Mrs Raab is a minister."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in changing_title(document)]
    [(2, 'Raab has another title (Mr) elsewhere in the article')]
    """
    lang = bare(document.target_lang) or ""
    found: defaultdict[str, list[tuple[int, re.Match[str]]]] = defaultdict(list)
    for index in whole(document).where(_HAS_TITLE):
        for match in _TITLED[lang].finditer(document.segments[index].target):
            found[match[2].split()[-1]].append((index, match))
    for surname, places in found.items():
        counts = Counter(_TITLES[lang][match[1]] for _, match in places)
        if len(counts) < 2 or _is_family(document, surname, lang):
            continue
        usual = counts.most_common(1)[0][0]
        title = next(match[1] for _, match in places if _TITLES[lang][match[1]] == usual)
        for index, match in places:
            if _TITLES[lang][match[1]] != usual:
                message = f"{surname} has another title ({title}) elsewhere in the article"
                yield index, Span(*match.span()), message


def _is_family(document: Document, surname: str, lang: str) -> bool:
    """Whether more than one person of a name is about: two first names, a couple, a plural."""
    titles = "|".join(_TITLES[lang])
    first = re.compile(
        rf"({_CAPITAL}) {re.escape(surname)}\b|(?:and|und|et|y|e|en|&) (?:{titles})\.? "
        rf"(?:{_CAPITAL} )?{re.escape(surname)}\b|\b{re.escape(surname)}s\b"
    )
    names = set()
    for segment in document.segments:
        for match in first.finditer(segment.target) if surname in segment.target else ():
            if match[1] is None:
                return True
            names.add(match[1])
    return len(names - _TITLES[lang].keys()) > 1


@document_check("Fluency/Inconsistency", Severity.MINOR, languages=tuple(_ROLES), needs=_HAS_OFFICE)
def changing_first_name(document: Document) -> DocumentHits:
    """A person of one office and surname has two first names: "Foreign Secretary Dominic Raab",
    "Foreign Secretary David Raab".

    Left alone are short forms ("Joe" and "Joseph"), initials, and an office held by two of one
    name at the same time ("Senators"). The later one is marked.

    Fires on none of 41,434 sentences of human English news nor of the 412 articles translated by
    people (WMT 2020 and 2021).

    >>> from mtqa.types import Segment
    >>> text = "Foreign Secretary Dominic Raab left.", "Foreign Secretary David Raab said no."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in changing_first_name(document)]
    [(1, 'Raab is called Dominic elsewhere in the article')]
    """
    seen: dict[tuple[str, str], str] = {}
    for index in whole(document).where(_HAS_OFFICE):
        text = document.segments[index].target
        for match in _ROLES[bare(document.target_lang) or ""].finditer(text):
            role, first, surname = match.groups()
            usual = seen.setdefault((role, surname), first)
            if folded(usual)[:2] != folded(first)[:2]:
                message = f"{surname} is called {usual} elsewhere in the article"
                yield index, Span(*match.span(2)), message


@document_check("Terminology/Inconsistent use", Severity.MINOR, needs=_HAS_ACRONYM)
def acronym(document: Document) -> DocumentHits:
    """An acronym is spelt out in two ways, or one name shortened in two.

    "World Health Organization (WHO)" and later "Global Health Organisation (WHO)"; "(WHO)" and
    later "(OMS)". The long form is what stands before the brackets and has the letters of the
    acronym as its initials, or is capitalised and shares a word with the long form given before, so
    that other remarks in brackets stay silent. Two long forms that differ in small words or in an
    ending count as one.

    Fires on none of 41,434 sentences of human English news nor of the 412 articles translated by
    people (WMT 2020 and 2021).

    >>> from mtqa.types import Segment
    >>> text = "The World Health Organization (WHO) met.", "The Whole Home Office (WHO) closed."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in acronym(document)]
    [(1, 'WHO is "World Health Organization" elsewhere in the article')]
    """
    forms: dict[str, str] = {}
    shorts: dict[str, str] = {}
    for index in whole(document).where(_HAS_ACRONYM):
        for start, long, short, end in _expansions(document.segments[index].target, forms):
            other = forms.setdefault(short, long)
            if _key(other) != _key(long):
                yield index, Span(start, end), f'{short} is "{other}" elsewhere in the article'
            usual = shorts.setdefault(_key(long), short)
            if usual != short:
                yield index, Span(start, end), f'"{long}" is {usual} elsewhere in the article'


def _expansions(text: str, known: Mapping[str, str]) -> Iterator[tuple[int, str, str, int]]:
    """Start, long form, acronym and end of "World Health Organization (WHO)"."""
    for match in _ACRONYM.finditer(text):
        words = list(_WORDS.finditer(text, max(0, match.start() - 100), match.start()))[-_MOST:]
        if not words or text[words[-1].end() : match.start()].strip():
            continue
        first = _first_word(words, match[1], known.get(match[1]))
        if first is not None:
            yield first.start(), text[first.start() : words[-1].end()], match[1], match.end()


def _first_word(
    words: Sequence[re.Match[str]], short: str, usual: str | None
) -> re.Match[str] | None:
    """Where the long form starts: its capitals are the acronym, or it shares a word with the usual
    long form and is all capitalised."""
    for first in reversed(range(len(words))):
        initials = [word[0][0].upper() for word in words[first:] if word[0] not in _SMALL]
        if initials == [*short.upper()] and words[first][0][0].isupper():
            return words[first]
    run: list[re.Match[str]] = []
    for word in reversed(words):
        if not word[0][0].isupper() and word[0] not in _SMALL:
            break
        run.insert(0, word)
    while run and run[0][0].lower() in _SMALL:
        del run[0]
    shared = usual and {*_key(usual).split()} & {*_key(" ".join(word[0] for word in run)).split()}
    return run[0] if shared else None


def _key(long: str) -> str:
    """A long form without small words and endings: "Organisation" and "Organizations" are one."""
    return " ".join(word[:5].lower() for word in _WORDS.findall(long) if word not in _SMALL)


@document_check("Accuracy/Mistranslation", Severity.MAJOR, needs=_TELLS_FIGURE)
def figure(document: Document) -> DocumentHits:
    """One figure is told in two currencies or two magnitudes: "$3.47 billion", "€3.47 billion".

    Only figures of three digits or more that no one would meet twice by chance (3.47, 1,283, not
    500 or 2,021), with a sign or name of a currency, or with thousand, million, billion or trillion
    behind them. The later one is marked.

    Fires on none of 41,434 sentences of human English news nor of the 412 articles translated by
    people (WMT 2020 and 2021).

    >>> from mtqa.types import Segment
    >>> text = "It cost $3.47 billion.", "The price of 3.47 million dollars is high."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in figure(document)]
    [(1, 'the figure stands as "$3.47 billion" elsewhere in the article')]
    """
    seen: dict[str, quantities.Amount] = {}
    texts: dict[str, str] = {}
    for index in whole(document).where(_TELLS_FIGURE):
        text = document.segments[index].target
        for amount in quantities.amounts(text):
            other = seen.setdefault(amount.digits, amount)
            usual = texts.setdefault(amount.digits, text[amount.span.start : amount.span.end])
            if not amount.agrees(other):
                message = f'the figure stands as "{usual}" elsewhere in the article'
                yield index, amount.span, message
