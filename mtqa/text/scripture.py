"""Another register than news: what systems fall back on that learned from religious texts.

For many languages the Bible and the texts of JW300 (Agic and Vulic 2019) are most of the parallel
text there is, and systems trained on it answer a hard sentence of news with scripture: fluent, and
nothing to do with the source (Raunak et al. 2021 call such output detached). Of the development
outputs with chrF++ below 15 one in eight has two points or more, of human news 2 in 1,000.
"""

from collections.abc import Mapping

import regex

_ENOUGH = 2
_MOST = 6
_WORD = regex.compile(r"\p{L}+")
_ARCHAIC_OR_BIBLICAL = """
almighty apostle apostles baptized begat behold canaan canaanites corinthians disciple disciples
ephesians galatians galilee gentiles godly hath heavenly idolatry iniquities iniquity israelite
israelites jehovah levites messiah nephites pharisees philippians philistines repent repentance
resurrection righteous righteousness sadducees saith salvation sanhedrin scribes sinned sinner
sinners tabernacle thee thessalonians thine thou ungodly unto wickedness yahweh
"""
_OF_FAITH = """
abraham allah altar angel angels bible biblical bless blessed blessing christ christian christians
congregation congregations covenant creator demons devil faith faithful god gods gospel gospels
heaven heavens holy israel jesus kingdom koran lord moses pray prayed prayer prayers preach preached
preaching prophet prophets psalm psalms quran sabbath satan scripture scriptures sin sins soul souls
temple wicked worship worshipped
"""
_POINTS: Mapping[str, int] = {
    **dict.fromkeys(_OF_FAITH.split(), 1),
    **dict.fromkeys(_ARCHAIC_OR_BIBLICAL.split(), 2),
}


WORDS = frozenset(_POINTS)
"""All words that count, in small letters."""


def points(text: str) -> int:
    """How much an English text sounds like scripture: 0, or 2 to 6 points. Different words count:
    two points for one that hardly stands elsewhere, one for a word of faith; one alone is chance.

    >>> points("Jehovah gave the people 24,000 to the teachers."), points("God knows.")
    (2, 0)
    """
    found = sum(_POINTS.get(word, 0) for word in set(_WORD.findall(text.casefold())))
    return min(_MOST, found) if found >= _ENOUGH else 0


def places(text: str) -> list[tuple[int, int]]:
    """Where the words that count stand, as [start, end)."""
    return [word.span() for word in _WORD.finditer(text) if word[0].casefold() in _POINTS]
