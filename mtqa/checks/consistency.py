"""One name, two spellings within an article, or none where the headline promises it."""

import re

from mtqa.checks.base import DocumentHits, document_check
from mtqa.checks.needs import whole
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon, names
from mtqa.text.language import bare
from mtqa.text.names import Name
from mtqa.text.scripts import CASED_LANGUAGES
from mtqa.text.verbs import may_have_verb
from mtqa.text.words import letter_runs
from mtqa.types import Document, Segment, Span

_CAPITAL = r"[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{3,}(?![\w@-]|\.\w)"
_FULL_NAME = re.compile(rf"(?<![\w.@#'\u2019-]){_CAPITAL}(?: {_CAPITAL})*")
_SITE = re.compile(r"\s?(?:[|\u2014]| [-\u2013] ).{0,40}$")  # what a page adds: " - Xinhua Net"
_WORD = re.compile(r"[^\W\d_]{3,}")
_OFTEN = 3
_VERB = 2.5  # zipf of the rarest verb whose "-ing" may open a headline: "grieve" has 3.0
_STEM = 4  # first letters that agree between a name and its adjective: Spain, Spanish


@document_check("Fluency/Inconsistency", Severity.MINOR, languages=CASED_LANGUAGES)
def name_spelling(document: Document, *, max_zipf: float = 4.0) -> DocumentHits:
    """A name is spelt in two ways within an article: "Rab" and "Raab", "Erdogan" and "Erdoğan".

    Two capitalised words that differ in one letter inside (not in an ending, as "Ivanov" and
    "Ivanova" do), in accents, or as two transliterations do ("Zelensky", "Zelenskiy"); neither of
    them a common word (zipf frequency under `max_zipf`; 4 is ten in a million) nor ever in lower
    case, that stand next to the same word ("Rab said", "Raab said") but not behind two different
    first names, and of which one is used twice or more. In English a spelling that no list knows
    need stand next to no such word if the other one is used three times or more, and twice as
    often. The rarer spelling is marked; which of them is right is not known here. In languages that
    decline names the last three letters must agree.

    Fires on 1 of 1,000 sentences of human English news (nearly all are slips: "Zhuahai", "Zhuhai")
    and on none of most other languages; on 2 of 2,158 German ones (NTREX-128).

    >>> from mtqa.types import Segment
    >>> text = "Dominic Rab said no.", "Rab said why.", "And then Raab said yes."
    >>> document = Document("a", tuple(map(Segment, text)), target_lang="en")
    >>> [(index, message) for index, _, message in name_spelling(document)]
    [(2, '"Raab" is spelt "Rab" elsewhere in the article (2 times)')]
    """
    lang = bare(document.target_lang) or ""
    capitalised = names.capitalised(whole(document).rare_words)
    rare = lexicon.rarer(capitalised, lang, than=max_zipf)
    pairs = list(names.alike(rare, chardata.NAME_ENDING.get(lang, 3)))
    wanted = {form for pair in pairs for word in pair for form in (word, word.lower())}
    found = names.occurrences(document.segments, wanted) if pairs else {}
    for one, other in pairs:
        rarer, usual = sorted(
            (found[one], found[other]), key=lambda name: (len(name.places), name.places[0][0] * -1)
        )
        if {one.lower(), other.lower()} & found.keys() or len(usual.places) < 2:
            continue
        if not _one_person(rarer, usual) and not _is_slip(rarer, usual, lang):
            continue
        message = (
            f'"{rarer.word}" is spelt "{usual.word}" elsewhere in the article'
            f" ({len(usual.places)} times)"
        )
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


def _is_slip(rarer: Name, usual: Name, lang: str) -> bool:
    """Whether a name that no list knows is far rarer than one that is spelt nearly so."""
    declines = chardata.NAME_ENDING.get(lang, 3) > 1
    often = len(usual.places) >= max(_OFTEN, 2 * len(rarer.places))
    return often and not declines and lexicon.zipf(rarer.word, lang) == 0


def _is_name(word: str, lang: str, max_zipf: float) -> bool:
    stem = word.lower().removesuffix("ing")
    if stem != word.lower() and any(lexicon.zipf(s, lang) >= _VERB for s in (stem, stem + "e")):
        return False
    return lexicon.zipf(word, lang) < max_zipf and not may_have_verb(word.lower())


def _openings(segments: list[Segment]) -> set[str]:
    """The first letters of all words of a text."""
    words = {word for segment in segments for word in _WORD.findall(segment.target)}
    return {names.folded(word)[:_STEM] for word in words}


def _one_person(one: Name, other: Name) -> bool:
    first_names = [{word for word in name.before if word[0].isupper()} for name in (one, other)]
    if all(first_names) and not first_names[0] & first_names[1]:
        return False
    return bool(one.before & other.before or one.after & other.after)
