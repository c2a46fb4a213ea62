"""Names as words: where they stand, what stands beside them, which spellings may be one name."""

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

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
    """A word of the article: its places and the words next to it. `first` are those in front of it
    that are capitalised, such as first names and titles, and `last` those behind it."""

    word: str
    places: list[tuple[int, Span]] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    first: set[str] = field(default_factory=set)
    last: set[str] = field(default_factory=set)


class Alike(NamedTuple):
    """Two words that may be one name. `sure`: they differ as two spellings of a name do, and not
    only as a slip of the pen does from a word."""

    one: str
    other: str
    sure: bool


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
            if position > 0:
                _next_to(
                    words[position - 1], match, words[position - 1][0], name.before, name.first
                )
            if position + 1 < len(words):
                _next_to(match, words[position + 1], words[position + 1][0], name.after, name.last)
    return names


def _next_to(
    one: re.Match[str], other: re.Match[str], word: str, near: set[str], capitalised: set[str]
) -> None:
    """File a word next to a name, and as a capitalised one if there is but a space between them."""
    near.add(word)
    if word[0].isupper() and one.string[one.end() : other.start()] == " ":
        capitalised.add(word)


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


def _tail(word: str) -> tuple[str, int, frozenset[str]]:
    """What a word and one whose last two letters changed places have in common."""
    return word[0], len(word), frozenset(word[-2:])


def alike(words: Iterable[str], ending: int, strange: Collection[str] = ()) -> Iterator[Alike]:
    """Pairs of words that are one edit apart (found as SymSpell does, by the words that come of
    dropping one letter), or one name with and without accents inside or, where only one letter at
    the end must agree since names are not declined, in two transliterations. There a word that is
    `strange` may also be a slip of the pen for another one.

    >>> [list(alike(("Raab", other), 1, [other])) for other in ("Rab", "Raub")]
    [[Alike(one='Raab', other='Rab', sure=True)], [Alike(one='Raab', other='Raub', sure=False)]]
    >>> list(alike(("Raab", "Raub"), 1))
    []
    """
    by_ends = sorted((_ends(word), word) for word in words if len(word) <= _LONGEST)
    skeletons = {word: _skeleton(word) for _, word in by_ends}
    with_ends, with_skeleton = Counter(ends for ends, _ in by_ends), Counter(skeletons.values())
    slips = set(strange) if ending == 1 else set[str]()
    with_tail = Counter(_tail(word) for _, word in by_ends) if slips else Counter()
    sounds: defaultdict[str, list[str]] = defaultdict(list)
    edits: defaultdict[str, list[str]] = defaultdict(list)
    for ends, word in by_ends:
        if with_skeleton[skeletons[word]] > 1:
            sounds[sound(word) if ending == 1 else folded(word) + word[-1]].append(word)
        # The ends are never dropped, but two letters there may change places: a word that is alone
        # with its own has no pair.
        if with_ends[ends] > 1 or with_tail[_tail(word)] > 1:
            edits[word].append(word)
            for i in range(1, len(word)):
                edits[word[:i] + word[i + 1 :]].append(word)
    seen = set()
    for pair in _pairs(sounds.values()):
        seen.add(pair)
        yield Alike(*pair, sure=True)
    for pair in _pairs(edits.values()):
        sure = _differ_inside(*pair, ending)
        if pair not in seen and (sure or (not slips.isdisjoint(pair) and _may_slip(*pair))):
            seen.add(pair)
            yield Alike(*pair, sure or _swapped(*pair))


def _pairs(groups: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    for group in groups:
        if 1 < len(group) <= _TOO_MANY:
            yield from combinations(dict.fromkeys(group), 2)


def _may_slip(one: str, other: str) -> bool:
    """Whether a slip of the pen may make one of two words of the other that share what is left when
    one letter is dropped: another letter inside, one more or less, or one that its neighbour took
    the place of, but not another ending."""
    if len(one) == len(other):
        return one[:-1] != other[:-1] and (_swapped(one, other) or _differing(one, other) == 1)
    shorter, longer = sorted((one, other), key=len)
    return not longer.startswith(shorter) or longer[-1] == longer[-2]


def _swapped(one: str, other: str) -> bool:
    """Whether two words differ in the order of two letters side by side."""
    return sorted(one) == sorted(other) and _differing(one, other) == 2


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False))


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
