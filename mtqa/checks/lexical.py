"""Words that no list of words knows."""

import functools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from mtqa.checks.base import DocumentHits, document_check
from mtqa.checks.needs import Needs, Whole, whole
from mtqa.mqm import Severity
from mtqa.text import chardata, lexicon
from mtqa.text.language import bare
from mtqa.text.words import letter_runs
from mtqa.types import Document, Span

_WORD = re.compile(
    r"(?<![\w@#$/\\.&'\u2019_-])[^\W\d_]{4,40}(?:['\u2019]s)?(?![\w@/\\_-]|\.\w|['\u2019]\w|://)"
)
_GLUES = ("en", "es", "fr", "it", "pt")
_SMALL = 50  # words that are tried as halves: the commonest, mostly articles and conjunctions
_INNER_CAPITAL = re.compile(r"(?<=[^\W\dA-Z_])(?=[A-Z\u00c0-\u00de])")
_USUAL = 4.0  # zipf: ten in a million
_HINT = 3.0  # zipf: one in a million
_NEXT = 3  # fewer characters lie between words that stand side by side
_FIRST = re.compile(r"(?:^|[.!?:]\s+|[^\W\d_]\.\s?)[\W\d_]*$")


def _has_small(article: Whole) -> Sequence[int]:
    """An unlisted word in small letters."""
    return article.holding([word for word in article.unlisted_words if word.islower()])


def _has_capitalised(article: Whole) -> Sequence[int]:
    """An unlisted word of which the first letter alone is a capital."""
    return article.holding([word for word in article.unlisted_words if word.istitle()])


def _has_other(article: Whole) -> Sequence[int]:
    """An unlisted word that is no name, as it is spelt."""
    return article.holding([word for word in article.unlisted_words if not word.istitle()])


Found = tuple[int, Span, str]
"""Index of a segment, place in it, word."""


@document_check(
    "Fluency/Spelling", Severity.MINOR, languages=tuple(chardata.AFFIXES), needs=_has_small
)
def made_up_word(document: Document, *, min_letters: int = 5, max_uses: int = 2) -> DocumentHits:
    """A word that no one seems to use: "borderlessness".

    Lower-case words of `min_letters` letters or more that the frequency list (wordfreq, hundreds of
    thousands of words per language) has never seen. Left alone: words with a hyphen, digit or
    apostrophe inside, addresses, handles and tags; a known word with a usual prefix or ending and
    two longer known words in one ("bodybags"); words with foreign letters; and words that the
    article uses more than `max_uses` times, which are its terms. A word that exists but makes no
    sense is not seen, nor is one coined after 2021 known.

    Fires on 6 of 1,000 sentences of human English news (of 90 looked at, 45 were misspelt and the
    rest rare or foreign words), on none of the 2,015 of NTREX-128 and on 49 of 1,000 by weak
    systems (LAFAND-MT).

    >>> from mtqa.types import Segment
    >>> document = Document("a", (Segment("They must end its borderlessness."),), target_lang="en")
    >>> [(span.start, message) for _, span, message in made_up_word(document)]
    [(18, 'no such word is known: borderlessness')]
    """
    lang = bare(document.target_lang) or ""
    unknown = [
        found
        for found in _alone(document, lang, _has_small)
        if found[2].islower() and len(found[2]) >= min_letters and _made_up(found[2], lang)
        if _glued(found[2], lang) is None
    ]
    uses = Counter(word for _, _, word in unknown)
    for index, span, word in unknown:
        if uses[word] <= max_uses:
            near = lexicon.nearest(word, lang, at_least=_HINT)
            hint = f"; perhaps {near}" if near else ""
            yield index, span, f"no such word is known: {word}{hint}"


@document_check("Fluency/Spelling", Severity.MINOR, languages=_GLUES, needs=_has_other)
def glued_words(document: Document) -> DocumentHits:
    """Two words without a space between them: "gatheredthat", "travelAbout", "wellwell".

    A word that the frequency list has never seen, made of a small word, or in English of any
    function word that makes no compounds ("alsoattract"), or of the same word again, and one with a
    zipf frequency of 4 or more (ten in a million); or with a capital letter inside it where the
    second word starts. Words with a usual prefix ("inshore") and brands of two
    capitalised words ("DreamMaker") are left alone. Languages that write compounds in one word are
    not judged.

    Fires on 0.4 of 1,000 sentences of human English news, all of them glued, on 2 of 157,846 in 71
    other languages (NTREX-128), and on 3 of 1,000 by weak systems (LAFAND-MT). Of two words of four
    letters or more that lost their space it sees 46 %.

    >>> from mtqa.types import Segment
    >>> document = Document("a", (Segment("They had gatheredthat at home."),), target_lang="en")
    >>> [(span.start, message) for _, span, message in glued_words(document)]
    [(9, 'no space between two words: gathered that')]
    """
    lang = bare(document.target_lang) or ""
    for index, span, word in _alone(document, lang, _has_other):
        pair = _glued(word, lang)
        if pair is not None:
            yield index, span, f"no space between two words: {pair[0]} {pair[1]}"


@document_check(
    "Locale convention/Name format", Severity.MINOR, languages=("en",), needs=_has_capitalised
)
def misspelt_name(
    document: Document, *, min_letters: int = 7, min_zipf: float = 3.5
) -> DocumentHits:
    """A name that is one letter away from a well-known word: "Shanhai" for Shanghai.

    Only a capitalised word of `min_letters` letters or more that the frequency list has never seen,
    in the middle of a sentence, and one edit away from a word with a zipf frequency of `min_zipf`
    or more (3.5: three in a million) that begins and ends alike, but for a verb in "-ing": Chinese
    names look so ("Changning"). Names are spelt in many ways, so this is weak evidence; a name that
    the article uses three times or more is taken for right.

    Fires on 0.48 of 1,000 sentences of human English news, 14 of 24 times on a slip, and on 0.27 by
    machines. Of slips in capitalised words that readers know it sees 66 %: the others make a word
    of the list, change the last letter or stand beside another unknown word.

    >>> from mtqa.types import Segment
    >>> document = Document("a", (Segment("They fled to Shanhai."),), target_lang="en")
    >>> [message for _, _, message in misspelt_name(document)]
    ['no such name is known: Shanhai; perhaps Shanghai']
    """
    lang = bare(document.target_lang) or ""
    unknown = [
        (index, span, word)
        for index, span, word in _alone(document, lang, _has_capitalised)
        if word[0].isupper() and word[1:].islower() and len(word) >= min_letters
        if not _FIRST.search(document.segments[index].target[max(0, span.start - 40) : span.start])
    ]
    uses = Counter(word for _, _, word in unknown)
    for index, span, word in unknown:
        if uses[word] > 2:
            continue
        near = lexicon.nearest(word, lang, at_least=min(min_zipf, _HINT))
        if near and lexicon.zipf(near, lang) >= min_zipf and _is_slip(word.lower(), near, lang):
            yield index, span, f"no such name is known: {word}; perhaps {near.capitalize()}"


def _is_slip(word: str, near: str, lang: str) -> bool:
    """Whether a word begins and ends as one that is near, or has its letters in another order, and
    that one is no verb in "-ing"."""
    stem = near.removesuffix("ing")
    if stem != near and any(lexicon.zipf(form, lang) >= _USUAL for form in (stem, stem + "e")):
        return False
    return near[0] == word[0] and (near[-1] == word[-1] or sorted(near) == sorted(word))


def _alone(document: Document, lang: str, need: Needs) -> Iterator[Found]:
    """Unknown words, without a possessive, that stand between known ones where a need names it.

    Two unknown words side by side are a foreign phrase or a full name, and one in quotation marks
    or before a bracket is being explained.
    """
    article = whole(document)
    for index in article.where(need):
        text = document.segments[index].target
        for start, end in _places(text, lang, article.unlisted_words):
            yield index, Span(start, end), text[start:end]


@functools.lru_cache(maxsize=1024)
def _places(text: str, lang: str, unlisted: frozenset[str]) -> tuple[tuple[int, int], ...]:
    unknown = sorted(
        (
            match
            for word in unlisted & letter_runs(text)
            for match in _standing(word, text)
            if not lexicon.known(match[0], lang)
        ),
        key=re.Match.start,
    )
    places = []
    last = -_NEXT
    for place, match in enumerate(unknown):
        start, end = match.span()
        after = unknown[place + 1].start() if place + 1 < len(unknown) else len(text) + _NEXT
        explained = text[end : end + 2].lstrip() == "(" or (
            start > 0 and text[start - 1] in chardata.QUOTING
        )
        if start - last >= _NEXT and after - end >= _NEXT and not explained:
            places.append((start, start + len(lexicon.without_possessive(match[0]))))
        last = end
    return tuple(places)


def _standing(word: str, text: str) -> Iterator[re.Match[str]]:
    """Where a word stands by itself, with a possessive or without."""
    at = text.find(word)
    while at >= 0:
        match = _WORD.match(text, at)
        if match and lexicon.without_possessive(match[0]) == word:
            yield match
        at = text.find(word, at + len(word))


def _made_up(word: str, lang: str) -> bool:
    affixes = chardata.AFFIXES[lang]
    if not affixes.alphabet.fullmatch(word):
        return False
    for prefix in affixes.prefixes:
        if word.startswith(prefix) and lexicon.zipf(word.removeprefix(prefix), lang) > 0:
            return False
    for ending, instead in affixes.endings:
        if word.endswith(ending) and any(
            lexicon.zipf(word.removesuffix(ending) + stem, lang) > 0 for stem in instead
        ):
            return False
    return not _is_compound(word, lang)


def _glued(word: str, lang: str) -> tuple[str, str] | None:
    """The two words an unknown one is made of, if one of them is small or both are the same."""
    if lang not in _GLUES:
        return None
    if not word.islower():
        cut = _INNER_CAPITAL.search(word)
        return _halves(word, cut.start(), lang) if cut else None
    for cut_at in range(2, len(word) - 1):
        pair = _halves(word, cut_at, lang)
        if pair is not None:
            return pair
    return None


def _halves(word: str, cut: int, lang: str) -> tuple[str, str] | None:
    one, other = word[:cut], word[cut:]
    if other.isupper() and not word.isupper():
        return None
    small = lexicon.commonest(lang, _SMALL) | chardata.LONG_SMALL_WORDS.get(lang, frozenset())
    first = len(one) >= 3 and one in small
    last = other.lower() in small and len(one) >= 4
    capital = other.istitle() and one.islower() and len(one) >= 3
    if not (first or last or capital or one.lower() == other.lower()):
        return None
    known = all(lexicon.zipf(half, lang) >= _USUAL for half in (one, other))
    return (one, other) if known else None


def _is_compound(word: str, lang: str) -> bool:
    """Whether it is two longer words in one, none of them a small word that lost its space."""
    small = lexicon.commonest(lang)
    return any(
        lexicon.zipf(word[:cut], lang) >= 3.5
        and lexicon.zipf(word[cut:], lang) >= 3.5
        and not small & {word[:cut], word[cut:]}
        for cut in range(4, len(word) - 3)
    )
