"""One name, two spellings within an article, or none where the headline promises it."""

import re

from mtqa.checks.base import DocumentHits, document_check
from mtqa.checks.needs import whole
from mtqa.mqm import Severity
from mtqa.text import calendar, chardata, lexicon, names
from mtqa.text.language import bare
from mtqa.text.names import Name
from mtqa.text.scripts import CASED_LANGUAGES
from mtqa.text.verbs import may_have_verb
from mtqa.text.words import letter_runs
from mtqa.types import Document, Segment, Span
from mtqa.wording import count_text

_CAPITAL = r"[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{3,}(?![\w@-]|\.\w)"
_FULL_NAME = re.compile(rf"(?<![\w.@#'\u2019-]){_CAPITAL}(?: {_CAPITAL})*")
_SITE = re.compile(r"\s?(?:[|\u2014]| [-\u2013] ).{0,40}$")  # what a page adds: " - Xinhua Net"
_WORD = re.compile(r"[^\W\d_]{3,}")
_LONG = 6  # letters: of shorter names two often sound alike
_OFTEN = 3
_STRANGE = 2.5  # zipf: of a slip at most, and by which it is rarer than a word that is well known
_VERB = 2.5  # zipf of the rarest verb whose "-ing" may open a headline: "grieve" has 3.0
_STEM = 4  # first letters that agree between a name and its adjective: Spain, Spanish


@document_check("Fluency/Inconsistency", Severity.MINOR, languages=CASED_LANGUAGES)
def name_spelling(document: Document, *, max_zipf: float = 4.0) -> DocumentHits:
    """A name is spelt in two ways within an article: "Rab" and "Raab", "Erdogan" and "Erdoğan".

    Two capitalised words, neither of them common (zipf frequency under `max_zipf`; 4 is ten in a
    million) nor ever in lower case, that differ in one letter inside (not in an ending, as "Ivanov"
    and "Ivanova" do), in accents, or as two transliterations do ("Zelensky", "Zelenskiy"). They
    stand next to the same word ("Rab said", "Raab said") but not behind two different first names;
    or the rarer one has none at all, while the other has. One must be used twice, unless they
    differ in accents or transliteration alone.

    In languages that decline no names also a slip of the pen ("Marcon", "Chnia"), if no list knows
    the rarer spelling and the other one is used three times or more, and twice as often; or twice,
    however common the word is, if that is 300 times (a zipf of 2.5) as frequent in the language.
    The rarer spelling is marked; which of them is right is not known here. In languages that
    decline names the last two or three letters must agree.

    Fires on 1.5 of 1,000 sentences of human English news, on 1.4 by machines, and on 27 of 33,817
    in 16 other languages (NTREX-128). Of 73 more hits, on 41,703 sentences of which neighbours make
    an article, 61 were slips. Of slips put into names it sees 74 %; the others mostly make another
    word or name ("Chia", "Landon").

    >>> from mtqa.types import Segment
    >>> text = "Dominic Rab said no.", "Rab said why.", "And then Raab said yes."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in name_spelling(document)]
    [(2, '"Raab" is spelt "Rab" elsewhere in the article (2 times)')]
    """
    lang = bare(document.target_lang) or ""
    ending = chardata.NAME_ENDING.get(lang, 3)
    capitalised = names.capitalised(whole(document).rare_words)
    rare = lexicon.rarer(capitalised, lang, than=max_zipf)
    strange = [word for word in rare if ending == 1 and lexicon.zipf(word, lang) < _STRANGE]
    near = {(word[0], word[-1]) for word in strange}
    common = {word for word in set(capitalised).difference(rare) if (word[0], word[-1]) in near}
    pairs = list(names.alike([*rare, *common], ending, strange))
    wanted = {form for pair in pairs for word in pair[:2] for form in (word, word.lower())}
    found = names.occurrences(document.segments, wanted) if pairs else {}
    for one, other, sure in pairs:
        if {one.lower(), other.lower()} & found.keys():
            continue
        rarer, usual = sorted((found[one], found[other]), key=_use)
        if (sure and _are_two(rarer, usual, lang)) or _are_land_and_people(one, other, lang):
            continue
        told = sure and common.isdisjoint((one, other)) and _is_one(rarer, usual, document)
        if told or _is_slip(rarer, usual, lang):
            times = count_text(len(usual.places), "time")
            message = f'"{rarer.word}" is spelt "{usual.word}" elsewhere in the article ({times})'
            for index, span in rarer.places:
                yield index, span, message


@document_check("Fluency/Inconsistency", Severity.MINOR, languages=("en",))
def headline_name(
    document: Document, *, min_sentences: int = 6, max_zipf: float = 3.5
) -> DocumentHits:
    """The headline names what the text below it never does.

    Capitalised words of four letters or more in the first paragraph, if that is one line without
    an end mark above `min_sentences` sentences or more; only such that are rare (zipf frequency
    under `max_zipf`) and no form of a verb, so that words capitalised for the headline's sake stay
    silent. They are named if any word of the text has the first four letters or the sound of one of
    them. What follows a dash or bar at the end is the name of the site and left alone.

    Fires on 0.2 of 1,000 sentences of human English news, where articles were put together from
    unconnected ones, on 2 of 412 articles translated by people (WMT 2020 and 2021) and on 28 of
    1,903 by systems.

    >>> body = [Segment(f"The minister said {word}.", paragraph=1) for word in "abcdef"]
    >>> article = Document("a", (Segment("Navalny flown to Berlin"), *body), target_lang="en")
    >>> [message for _, _, message in headline_name(article)]
    ['the headline names Navalny, the text never does']
    """
    if len(document.segments) <= min_sentences:
        return
    headline, *body = document.segments
    closed = headline.target.rstrip().endswith(chardata.SENTENCE_ENDS)
    if closed or body[0].paragraph == headline.paragraph:
        return
    known: set[str] = set()
    for match in _FULL_NAME.finditer(_SITE.sub("", headline.target)):
        parts = match[0].split()
        if not all(_is_name(part, bare(document.target_lang) or "", max_zipf) for part in parts):
            continue
        known = known or _openings(body)
        if any(names.folded(part)[:_STEM] in known for part in parts):
            continue
        words = names.capitalised(letter_runs("\n".join(segment.target for segment in body)))
        if {*map(names.sound, parts)} & {*map(names.sound, words)}:
            continue
        yield 0, Span(*match.span()), f"the headline names {match[0]}, the text never does"


def _use(name: Name) -> tuple[int, int]:
    """How often a name is used; of two that are used as often the later one is less so."""
    return len(name.places), -name.places[0][0]


def _is_slip(rarer: Name, usual: Name, lang: str) -> bool:
    """Whether a name that is hardly known is far rarer than one that is spelt nearly so."""
    if chardata.NAME_ENDING.get(lang, 3) > 1:
        return False
    own, other = lexicon.zipf(rarer.word, lang), lexicon.zipf(usual.word, lang)
    known = other - own >= _STRANGE
    often = len(usual.places) >= max(2 if known else _OFTEN, 2 * len(rarer.places))
    return often and (own == 0 or known)


def _is_name(word: str, lang: str, max_zipf: float) -> bool:
    stem = word.lower().removesuffix("ing")
    if stem != word.lower() and any(lexicon.zipf(s, lang) >= _VERB for s in (stem, stem + "e")):
        return False
    return lexicon.zipf(word, lang) < max_zipf and not may_have_verb(word.lower())


def _openings(segments: list[Segment]) -> set[str]:
    """The first letters of all words of a text."""
    words = {word for segment in segments for word in _WORD.findall(segment.target)}
    return {names.folded(word)[:_STEM] for word in words}


def _is_one(rarer: Name, usual: Name, document: Document) -> bool:
    """Whether two spellings stand beside the same word, or but one of them is ever introduced: news
    names a person in full before it does so by surname. What a comma always follows is a place
    ("Xining, July 25")."""
    sounds_alike = len(rarer.word) >= _LONG and names.sound(rarer.word) == names.sound(usual.word)
    if len(usual.places) < 2 and not sounds_alike:
        return False
    lang = bare(document.target_lang) or ""
    if not (rarer.last or _introduced(rarer, lang)) and _introduced(usual, lang):
        texts = [(document.segments[index].target, span.end) for index, span in rarer.places]
        return not all(text.startswith(",", end) for text, end in texts)
    return bool(rarer.before & usual.before or rarer.after & usual.after)


def _are_two(one: Name, other: Name, lang: str) -> bool:
    """Whether two names have different first names."""
    first, second = _introduced(one, lang), _introduced(other, lang)
    return bool(first and second) and first.isdisjoint(second)


def _are_land_and_people(one: str, other: str, lang: str) -> bool:
    people, land = sorted((one, other), key=len)
    of_land, of_people = chardata.LAND_AND_PEOPLE.get(lang, ("", ""))
    return bool(of_land) and land == people.removesuffix(of_people) + of_land


def _introduced(name: Name, lang: str) -> set[str]:
    """The first names and titles of a name: not what opens a sentence, nor a day."""
    tables = [table for table in (calendar.days(lang), calendar.months(lang)) if table is not None]
    return {
        word
        for word in name.first
        if word.lower() not in lexicon.commonest(lang)
        and not any(table.of_word(word.lower()) for table in tables)
    }
