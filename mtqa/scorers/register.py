"""Another register than news: what systems fall back on that learned from religious texts.

For many languages the Bible and the texts of JW300 (Agic and Vulic 2019) are most of the parallel
text there is, and systems trained on it answer a hard sentence of news with scripture: fluent, and
nothing to do with the source (Raunak et al. 2021 call such output detached). Of the development
outputs with chrF++ below 15 one in eight has two points or more, of human news 2 in 1,000.
"""

import regex

_ENOUGH = 2
_MOST = 6
_WORD = regex.compile(r"\p{L}+")
_ARCHAIC_OR_BIBLICAL = """
almighty apostle apostles baptized begat behold canaan canaanites corinthians disciple disciples
ephesians galatians galilee gentiles godly hath heavenly idolatry iniquities iniquity israelite
israelites jehovah levites messiah nephites pharisees philippians philistines repent repentance
resurrection righteous righteousness sadducees saith salvation sanhedrin scribes sinned sinner
sinners tabernacle thee thessalonians thine thou thy ungodly unto wickedness yahweh ye
"""
_OF_FAITH = """
abraham allah altar angel angels bible biblical bless blessed blessing christ christian christians
congregation congregations covenant creator demons devil faith faithful god gods gospel gospels
heaven heavens holy israel jesus kingdom koran lord moses pray prayed prayer prayers preach preached
preaching prophet prophets psalm psalms quran sabbath satan scripture scriptures sin sins soul souls
temple wicked worship worshipped
"""
_POINTS = {
    **dict.fromkeys(_OF_FAITH.split(), 1),
    **dict.fromkeys(_ARCHAIC_OR_BIBLICAL.split(), 2),
}


def scripture(text: str) -> int:
    """How much a text sounds like scripture: 0, or 2 to 6 points. Different words count: two points
    for one that hardly stands elsewhere, one for a word of faith; one point alone is chance.

    >>> scripture("Jehovah gave the people 24,000 to the teachers."), scripture("God knows.")
    (2, 0)
    """
    points = sum(_POINTS.get(word, 0) for word in set(_WORD.findall(text.casefold())))
    return min(_MOST, points) if points >= _ENOUGH else 0
