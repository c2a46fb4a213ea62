"""One thing, two renderings, within an article."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from mtqa.checks.base import DocumentHits, document_check
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon
from mtqa.text.language import bare
from mtqa.types import Document, Span

_CAPITALISED = re.compile(r"\b[A-Z\u00c0-\u00de\u0100-\u0545][^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+")
_SURE_LENGTH = 7  # shorter names that differ in a letter are often two: Hubei and Hebei
_TOO_MANY = 50  # spellings that are all near one another are no misspellings, but a list


@dataclass(slots=True)
class _Name:
    """A word of the article: its places and the words next to it."""

    word: str
    places: list[tuple[int, Span]] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)


@document_check("Fluency/Inconsistency", Severity.MINOR)
def name_spelling(document: Document, *, max_zipf: float = 4.0) -> DocumentHits:
    """A name is spelt in two ways within an article: "Rab" and "Raab".

    Two capitalised words that differ in one letter inside (not in an ending, as "Ivanov" and
    "Ivanova" do), neither of them a common word (zipf frequency under `max_zipf`; 4 is ten in a
    million) nor ever in lower case, that stand next to the same word ("Rab said", "Raab said") but
    not behind two different first names, and of which one is used twice or more. The rarer
    spelling is marked; which of them is right is not known here. In languages that decline names
    the last three letters must agree.

    Fires on 0.6 of 1,000 sentences of human English news (most are slips: "Zhuahai", "Zhuhai").

    >>> from mtqa.types import Segment
    >>> text = "Dominic Rab said no.", "Rab said why.", "And then Raab said yes."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in name_spelling(document)]
    [(2, '"Raab" is spelt "Rab" elsewhere in the article (2 times)')]
    """
    lang = bare(document.target_lang) or ""
    ending = chardata.NAME_ENDING.get(lang, 3)
    pairs = list(_alike(_candidates(document, lang, max_zipf), ending))
    names = _names(document) if pairs else {}
    for one, other in pairs:
        rarer, usual = sorted(
            (names[one], names[other]), key=lambda name: (len(name.places), name.places[0][0] * -1)
        )
        if {one.lower(), other.lower()} & names.keys() or len(usual.places) < 2:
            continue
        if not _one_person(rarer, usual):
            continue
        message = (
            f'"{rarer.word}" is spelt "{usual.word}" elsewhere in the article'
            f" ({len(usual.places)} times)"
        )
        for index, span in rarer.places:
            yield index, span, message


def _candidates(document: Document, lang: str, max_zipf: float) -> list[str]:
    """Words with a capital first letter only that are not common."""
    found = {word for segment in document.segments for word in _CAPITALISED.findall(segment.target)}
    return [
        word
        for word in sorted(found)
        if word[0].isupper() and word[1:].islower()
        if lang not in lexicon.LANGUAGES or lexicon.zipf(word, lang) < max_zipf
    ]


def _names(document: Document) -> dict[str, _Name]:
    """Every word of the article with its places and neighbours."""
    names: dict[str, _Name] = {}
    for index, segment in enumerate(document.segments):
        words = list(_WORD.finditer(segment.target))
        for position, match in enumerate(words):
            name = names.setdefault(match[0], _Name(match[0]))
            name.places.append((index, Span(*match.span())))
            name.before.update(word[0] for word in words[max(0, position - 1) : position])
            name.after.update(word[0] for word in words[position + 1 : position + 2])
    return names


def _alike(words: Iterable[str], ending: int) -> Iterator[tuple[str, str]]:
    """Pairs of words one edit apart, by the words that come of dropping one letter (SymSpell)."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        if len(word) <= 30:
            for i in range(1, len(word)):
                groups[word[:i] + word[i + 1 :]].append(word)
            groups[word].append(word)
    seen = set()
    for group in groups.values():
        if 1 < len(group) <= _TOO_MANY:
            for pair in combinations(dict.fromkeys(group), 2):
                if pair not in seen and _differ_inside(*pair, ending):
                    seen.add(pair)
                    yield pair


def _differ_inside(one: str, other: str, ending: int) -> bool:
    """Whether two words one edit apart agree in their `ending` letters, or end in i and y.

    A letter more or less tells more than a letter for another, which takes a longer word.
    """
    if len(one) == len(other):
        if one[:-1] == other[:-1]:
            return {one[-1], other[-1]} == {"i", "y"}
        return len(one) >= _SURE_LENGTH and one[-ending:] == other[-ending:]
    shorter, longer = sorted((one, other), key=len)
    return not longer.startswith(shorter) and one[-ending:] == other[-ending:]


def _one_person(one: _Name, other: _Name) -> bool:
    first_names = [{word for word in name.before if word[0].isupper()} for name in (one, other)]
    if all(first_names) and not first_names[0] & first_names[1]:
        return False
    return bool(one.before & other.before or one.after & other.after)
