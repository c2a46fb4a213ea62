"""Names as words: where they stand, what stands beside them, which spellings may be one name."""

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from mtqa.text.words import letter_runs
from mtqa.types import Segment, Span

_WORD = re.compile(r"[^\W\d_]+")
_SURE_LENGTH = 7  # shorter names that differ in a letter are often two: Hubei and Hebei
_TOO_MANY = 50  # spellings that are all near one another are no misspellings, but a list
_LONGEST = 30
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i", "þ": "th", "ð": "d"}  # noqa: RUF001
)
_ROMANISED = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"tsch|tch", "ch"),
        (r"sch", "sh"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"[ck]k|q|c(?=[aoulr])", "k"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"(?<=[aou])e", ""),
        (r"[iyj]+(?:[iyj]|e(?![rl]))*|e[iy]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
"""What one sound is spelt with by those who write Russian, Ukrainian, Arabic, German or Turkish
names in Latin letters: Zelensky, Zelenskiy, Zelenskyy; Kiev, Kyiv; Müller, Mueller."""
_FIRM = str.maketrans("wyjop", "viiuf", "ehtsckq")
"""What is left of letters when those are dropped that one of these patterns can take away, and
those made one that it can take for one another."""


@dataclass(slots=True)
class Name:
    """A word of the article: its places and the words next to it."""

    word: str
    places: list[tuple[int, Span]] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)


def capitalised(words: Iterable[str]) -> list[str]:
    """Those of three letters or more of which the first one alone is a capital."""
    return [word for word in words if len(word) > 2 and word.istitle() and word[1:].islower()]


def occurrences(segments: Sequence[Segment], wanted: Collection[str]) -> dict[str, Name]:
    """Those of the wanted words that the article has, with their places and neighbours."""
    names: dict[str, Name] = {}
    for index, segment in enumerate(segments):
        if letter_runs(segment.target).isdisjoint(wanted):
            continue
        words = list(_WORD.finditer(segment.target))
        for position, match in enumerate(words):
            if match[0] not in wanted:
                continue
            name = names.setdefault(match[0], Name(match[0]))
            name.places.append((index, Span(*match.span())))
            name.before.update(word[0] for word in words[max(0, position - 1) : position])
            name.after.update(word[0] for word in words[position + 1 : position + 2])
    return names


def folded(word: str) -> str:
    """A word in small letters without accents.

    >>> folded("Erdoğan"), folded("Łódź")
    ('erdogan', 'lodz')
    """
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFD", word.lower().translate(_PLAIN))
    return "".join(part for part in parts if not unicodedata.combining(part))


@functools.lru_cache(maxsize=1 << 13)
def sound(word: str) -> str:
    """What is left of a name when it does not matter how it was put into Latin letters.

    >>> sound("Zelenskyy") == sound("Zelenskiy") == sound("Zelensky"), sound("Kyiv"), sound("Kiev")
    (True, 'kiv', 'kiv')
    """
    plain = folded(word)
    for pattern, instead in _ROMANISED:
        plain = pattern.sub(instead, plain)
    return plain


def _skeleton(word: str) -> str:
    """The letters of a name that no other way to spell its sound can add or drop, each where it
    first stands: names of one sound agree in them, and it costs far less.

    >>> _skeleton("Zelenskyy"), _skeleton("Wladimir") == _skeleton("Vladimirr")
    ('zlni', True)
    """
    return "".join(dict.fromkeys(folded(word).translate(_FIRM)))


def _ends(word: str) -> tuple[str, str]:
    """The first and the last letter of a word; i and y count as one."""
    return word[0], word[-1].replace("y", "i")


def alike(words: Iterable[str], ending: int) -> Iterator[tuple[str, str]]:
    """Pairs of words that are one edit apart (found as SymSpell does, by the words that come of
    dropping one letter), or one name with and without accents or, where only one letter at the end
    must agree since names are not declined, in two transliterations."""
    by_ends = sorted((_ends(word), word) for word in words if len(word) <= _LONGEST)
    skeletons = {word: _skeleton(word) for _, word in by_ends}
    with_ends, with_skeleton = Counter(ends for ends, _ in by_ends), Counter(skeletons.values())
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for ends, word in by_ends:
        # The ends are never dropped, so a word that is alone with its own has no pair.
        if with_ends[ends] > 1:
            groups[word].append(word)
            for i in range(1, len(word)):
                groups[word[:i] + word[i + 1 :]].append(word)
        if with_skeleton[skeletons[word]] > 1:
            groups["=" + (sound(word) if ending == 1 else folded(word))].append(word)
    seen = set()
    for key, group in groups.items():
        if 1 < len(group) <= _TOO_MANY:
            for pair in combinations(dict.fromkeys(group), 2):
                if pair not in seen and (key[0] == "=" or _differ_inside(*pair, ending)):
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
