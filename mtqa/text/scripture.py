"""Another register than news: what systems fall back on that learned from religious texts.

For many languages the Bible and the texts of JW300 (Agic and Vulic 2019) are most of the parallel
text there is, and systems trained on it answer a hard sentence of news with scripture or with a
tract: fluent, and nothing to do with the source (Raunak et al. 2021 call such output detached). Of
the development outputs with chrF++ below 15 one in six has two points or more, of human news 2 in
1,000.
"""

from collections.abc import Mapping

import regex

_ENOUGH = 2
_MOST = 8
_TRACT = 4  # points of what hardly stands anywhere else
_WORD = regex.compile(r"\p{L}+")
_OF_TRACTS = """
disfellowshipped jehobah jehova jehovah watchtower yahweh yehova
"""
_ARCHAIC_OR_BIBLICAL = """
almighty anointed apostle apostles baptized begat behold canaan canaanites corinthians disbelieve
disbelieved disbelievers disciple disciples ephesians galatians galilee gentiles godly hath
heavenly herod idolatry iniquities iniquity israelite israelites levites messiah nebuchadnezzar
nephites overseer overseers pharaoh pharisees philippians philistines pilate repent repentance
resurrection righteous righteousness sadducees saith salvation sanhedrin satan scribes sinned
sinner sinners tabernacle thee thessalonians thine thou ungodly unto wickedness worshiper
worshipers worshippers
"""
_OF_FAITH = """
abraham allah altar angel angels armageddon babylon baptised baptism believer believers bethel
bible biblical bless blessed blessing blessings brothers christ christian christians commandment
commandments congregation congregations covenant creator demons devil elder elders elijah faith
faithful god gods gospel gospels heaven heavens holy isaac isaiah israel jacob jeremiah jesus
joshua kingdom koran lord loyal moses noah obey obeyed pioneer pioneers pray prayed prayer prayers
preach preached preaching prophecies prophecy prophet prophets proverbs psalm psalms publisher
publishers quran sabbath scripture scriptures shepherd shepherds sin sinful sins sister sisters
solomon soul souls spirit spiritual spiritually temple temptation wicked worship worshipped
"""
_POINTS: Mapping[str, int] = {
    **dict.fromkeys(_OF_FAITH.split(), 1),
    **dict.fromkeys(_ARCHAIC_OR_BIBLICAL.split(), 2),
    **dict.fromkeys(_OF_TRACTS.split(), _TRACT),
}
_BOOKS = """
acts amos chron chronicles col colossians cor corinthians dan daniel deut deuteronomy eccl
ecclesiastes eph ephesians esther ex exodus ezek ezekiel ezra gal galatians gen genesis habakkuk
haggai heb hebrews hos hosea isa isaiah james jas jer jeremiah job joel john jonah josh joshua jude
judg judges kings lam lamentations lev leviticus luke mal malachi mark matt matthew mic micah nahum
neh nehemiah num numbers obadiah pet peter phil philemon philippians prov proverbs ps psalm psalms
rev revelation rom romans ruth sam samuel song thess thessalonians tim timothy titus zech zechariah
zeph zephaniah
"""
VERSE = regex.compile(
    rf"\b(?:{'|'.join(_BOOKS.split())})\.? ?[0-9]{{1,3}} ?: ?[0-9]{{1,3}}(?![0-9])",
    regex.IGNORECASE,
)
"""A verse by its book and number."""
_WITNESSES = regex.compile(r"\bJehovah['\u2019]s\s+Witness", regex.IGNORECASE)

WORDS = frozenset(_POINTS)
"""All words that count, in small letters."""


def points(text: str) -> int:
    """How much an English text sounds like scripture: 0, or 2 to 8 points. Different words count:
    four points for a verse that is named and for a word of tracts, two for one that hardly stands
    elsewhere, one for a word of faith; one alone is chance. Jehovah's Witnesses are in the news.

    >>> points("Jehovah gave the people 24,000 to the teachers."), points("God knows.")
    (4, 0)
    """
    words = set(_WORD.findall(text.casefold()))
    found = sum(_POINTS.get(word, 0) for word in words)
    found += _TRACT * bool(VERSE.search(text)) - _TRACT * bool(_WITNESSES.search(text))
    return min(_MOST, found) if found >= _ENOUGH else 0


def places(text: str) -> list[tuple[int, int]]:
    """Where the verses and the words that count stand, as [start, end), in order."""
    verses = [verse.span() for verse in VERSE.finditer(text)]
    words = [word.span() for word in _WORD.finditer(text) if word[0].casefold() in _POINTS]
    return sorted(verses + words)
