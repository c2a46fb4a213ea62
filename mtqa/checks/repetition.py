"""The same thing said again: characters, words, phrases, sentences."""

import re
from collections import Counter
from itertools import chain, groupby, pairwise

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.echoes import (
    LOOPS,
    SAID_BEFORE,
    SYLLABLE_LOOP,
    doubled_pair,
    repeated_pair,
    run_of_letters,
    word_on_both_sides,
)
from mtqa.checks.loops import (
    agree,
    anchors_of,
    grams,
    is_spaceless,
    runs,
    same,
    spaceless_stretches,
    stretches,
    syllable_stretches,
    units,
)
from mtqa.checks.needs import between_words, either
from mtqa.checks.tokens import pairs_again, place, tokens
from mtqa.mqm import Severity
from mtqa.text import chardata
from mtqa.text.joined import plainly_joined
from mtqa.types import Document, Segment, Span

_PAUSES = ",;:.!?"
_RUNNING = "!?,;:\u3001\uff0c\u3002\uff01\uff1f"
_RUN = re.compile(rf"([^\W\d_])\1{{3,}}|([{_RUNNING}])\2{{3,}}")


@segment_check("Non-translation", Severity.MAJOR, needs=LOOPS)
def phrase_loop(
    segment: Segment, lang: str | None, *, min_repeats: int = 3, min_word_repeats: int = 4
) -> Hits:
    """A phrase is said over and over: "of the teaching of the teaching of the teaching".

    The best known way in which a neural model breaks down. Fires when two or more words stand
    `min_repeats` times in a row, or one word `min_word_repeats` times with no mark between ("no,
    no, no, no" is speech). Scripts without spaces: a string of 2 to 20 characters four times in a
    row. Loops with a changing word in them are not seen.

    Fires on none of 41,434 sentences of human English news, on 10 of 266,918 in 127 other languages
    (NTREX-128), 0.1 of 1,000 by good systems of WMT 2021, 27 of 1,000 by weak ones (LAFAND-MT) and
    228 of 1,000 that experts marked for repetitions (Guerreiro et al. 2023).

    >>> looping = Segment("The doctrine of the teaching of the teaching of the teaching.")
    >>> [message for _, message in phrase_loop(looping, "en")]
    ['"of the teaching" stands 3 times in a row']
    """
    text = segment.target
    yield from stretches(text, min_repeats, min_word_repeats)
    if is_spaceless(text):
        yield from spaceless_stretches(text)


@segment_check("Accuracy/Addition", Severity.MAJOR, needs=repeated_pair)
def repeated_phrase(segment: Segment, lang: str | None, *, min_words: int = 3) -> Hits:
    """A phrase of a few words is said twice in a row: "in the price in the price of onions".

    The words must stand there twice with the same marks, so "ready to invest, ready to invest" in
    speech is left alone. Two words ("of the of the") count too in languages whose linking words
    are known, but not "more and more and more".

    Fires on 0.1 of 1,000 sentences of human English news (most are slips), 0.5 of 1,000 by good
    systems of WMT 2021 and 37 of 1,000 by weak ones (LAFAND-MT).

    >>> twice = Segment("A rise in the price in the price of onions.")
    >>> [message for _, message in repeated_phrase(twice, "en")]
    ['"in the price" is said twice']
    """
    words = tokens(segment.target)
    linking = chardata.LINKING_WORDS.get(lang or "")
    for first, last, period in runs(words, copies=2, shortest=2):
        phrase = words[first : first + period]
        if period < min_words and (linking is None or linking & {phrase[0], phrase[-1]}):
            continue
        if period <= min_words and any(word[-1] in _PAUSES for word in phrase):
            continue
        if any(any(map(str.isalpha, token)) for token in phrase) and len(set(phrase)) > 1:
            times = (last + 1 - first) // period
            said = "is said twice" if times == 2 else f"stands {times} times in a row"
            yield Span(*place(segment.target, first, last)), f'"{" ".join(phrase)}" {said}'


@segment_check("Accuracy/Addition", Severity.MAJOR, needs=LOOPS)
def recurring_phrase(
    segment: Segment, lang: str | None, *, max_share: float = 0.3, min_words: int = 16
) -> Hits:
    """A sentence goes round in circles: the same phrases come back with other words between.

    "He was a member of the government and that he was a member of the government ...". Fires when
    `max_share` of the runs of three words stood earlier in the sentence; in scripts without spaces,
    of the runs of six characters in a sentence of four times `min_words`. Sentences under
    `min_words` words are left alone, and so are figures of speech and lists, which stay below. A
    sentence with a loop is left to `repetition.phrase_loop`.

    The share was set on these sets; 0.2 would fire on 18 sentences of the first. Fires on 1 of
    41,434 sentences of human English news (a list of railways), 7 of 39,940 in 20 languages
    (NTREX-128; six are one list of counties), and 0.8 of 1,000 by weak systems (WMT 2018
    and 2019; 3.7 with those that are left to the loop).

    >>> text = "He said that he was a man and that he was a man and he was a man of the law."
    >>> [message for _, message in recurring_phrase(Segment(text), "en")]
    ['32 % of it was said earlier in the sentence']
    """
    text = segment.target
    pieces, length = units(text)
    if len(pieces) < min_words * (1 if length == 3 else 4):
        return
    if length == 3 and pairs_again(pieces) < max_share * (len(pieces) - 2):
        return  # of three in a row no more can be repeated than of two
    phrases = grams(pieces, length)
    share = 1 - len(set(phrases)) / len(phrases)
    if share >= max_share and not any(phrase_loop(segment, lang)):
        stripped = text.strip()
        start = text.index(stripped)
        message = f"{share:.0%} of it was said earlier in the sentence".replace("%", " %")
        yield Span(start, start + len(stripped)), message


@segment_check("Fluency/Spelling", Severity.MAJOR, needs=SYLLABLE_LOOP)
def syllable_loop(segment: Segment, lang: str | None) -> Hits:
    """A word whose parts are said over and over: "territorialalalalal".

    Two to twenty letters (or hyphens) four times in a row. Two letters over and over in a word that
    has hardly any others are laughter or a song ("hahahaha", "tralalalala") and left alone.

    Fires on none of 41,434 sentences of human English news, none of 39,940 in 20 languages
    (NTREX-128), 1.5 of 1,000 by weak systems (LAFAND-MT) and 109 of 1,000 that experts marked for
    repetitions (Guerreiro et al. 2023).

    >>> [message for _, message in syllable_loop(Segment("A territorialalalalal claim."), "en")]
    ['"al" stands 5 times in a row in a word']
    """
    yield from syllable_stretches(segment.target)


@segment_check(
    "Fluency/Grammar",
    Severity.MINOR,
    languages=tuple(chardata.FREE_DOUBLES),
    needs=doubled_pair,
)
def doubled_word(segment: Segment, lang: str | None) -> Hits:
    """The same word twice in a row: "the the".

    Left alone: what grammar allows ("had had", "that that", "brought in in his place"), what stands
    for emphasis ("very very"), pairs with a capital ("Duran Duran", "Boutros Boutros-Ghali"),
    numbers and letters but for "a a". Only in languages where doubling a word is no part of the
    grammar and whose exceptions are known.

    Fires on 0.8 of 1,000 sentences of human English news; all but one of the 33 are slips of the
    pen ("between the the real estate company").

    >>> [message for _, message in doubled_word(Segment("He saw the the car."), "en")]
    ['"the" is doubled']
    """
    free = chardata.FREE_DOUBLES[lang or ""]
    letters = chardata.DOUBLED_LETTERS.get(lang or "", ())
    words = tokens(segment.target)
    for index, (first, second) in enumerate(pairwise(words)):
        if not second.startswith(first) or first in free:
            continue
        is_word = first.isalpha() and (len(first) > 1 or first in letters)
        if is_word and first == second.rstrip(chardata.EDGE):
            start, end = place(segment.target, index, index + 1)
            said = segment.target[start:end].rstrip(chardata.EDGE)
            pair = said.split()
            if pair[1][0].islower() and (pair[0].islower() or index == 0):
                yield Span(start, start + len(said)), f'"{first}" is doubled'


@segment_check(
    "Accuracy/Mistranslation", Severity.MINOR, languages=("en",), needs=word_on_both_sides
)
def joined_to_itself(segment: Segment, lang: str | None) -> Hits:
    """A word or phrase is joined to itself: "killed and killed", "the rebels and the rebels".

    Weak systems write it where they lost what the second word was. Left alone: what people join on
    purpose ("more and more", "years and years"), and all that may begin another thing, since a noun
    follows, a comma or a hyphen stands there, or it is a part of a name ("an artist or artist
    collective", "Northern Ireland and Ireland").

    Fires on 0.2 of 1,000 lines of human English news (7 of 35,871, WMT 2018 to 2021; two are
    slips), on 18.5 of 1,000 by weak systems (LAFAND-MT) and on 6.6 of 1,000 from Chinese (MQM).

    >>> [message for _, message in joined_to_itself(Segment("Ten were killed and killed."), "en")]
    ['"killed and killed" joins the same words']
    """
    text = segment.target
    for start, end in plainly_joined(text):
        yield Span(start, end), f'"{text[start:end]}" joins the same words'


@segment_check(
    "Fluency/Spelling",
    Severity.MINOR,
    needs=either(run_of_letters, between_words(rf"[{_RUNNING}]{{4}}")),
)
def character_run(segment: Segment, lang: str | None, *, min_letters: int = 5) -> Hits:
    """One letter or mark many times in a row: "sooooo", "!!!!!".

    Letters from `min_letters`, marks from 4 up. Lines of dots, dashes, stars and the like, digits,
    the "www" of an address and Roman numerals are left alone.

    Fires on 1 of 41,434 sentences of human English news, a quoted shout.

    >>> [message for _, message in character_run(Segment("It was sooooo good."), "en")]
    ['"o" stands 5 times in a row']
    """
    for match in _RUN.finditer(segment.target):
        times = match.end() - match.start()
        if match[2] or times >= min_letters:
            yield Span(*match.span()), f'"{match[0][0]}" stands {times} times in a row'


@document_check("Accuracy/Addition", Severity.MAJOR, needs=SAID_BEFORE)
def repeated_sentence(document: Document, *, min_words: int = 8, max_gap: int = 3) -> DocumentHits:
    """A sentence is said again a few sentences later, word for word or nearly so.

    "Nearly" is at most one word in eight changed and no number, between neighbours `max_gap` or
    fewer sentences apart. Short sentences (under `min_words`, or under twice as many
    characters in scripts without spaces), refrains far apart and lines that differ in a number
    (results, tables) are left alone.

    Fires on 0.3 of 1,000 sentences of human English news (sentences that the set holds in two
    translations) and on 7 of 1,000 by weak systems (LAFAND-MT).

    >>> said = Segment("The two ministers met in London on Monday to talk.")
    >>> document = Document("a", (said, said))
    >>> [(index, message) for index, _, message in repeated_sentence(document)]
    [(1, 'the same sentence stands 1 sentence before')]
    """
    recent: list[tuple[int, tuple[str, ...]]] = []
    for index, segment in enumerate(document.segments):
        words, length = units(segment.target)
        if len(words) < min_words * (1 if length == 3 else 2):
            continue
        recent = [(i, said) for i, said in recent if index - i <= max_gap]
        for before, said in reversed(recent):
            if same(words, said):
                text = segment.target
                start = len(text) - len(text.lstrip())
                away = index - before
                plural = "s" if away > 1 else ""
                yield (
                    index,
                    Span(start, len(text.rstrip())),
                    (f"the same sentence stands {away} sentence{plural} before"),
                )
                break
        recent.append((index, words))


@document_check("Accuracy/Addition", Severity.MAJOR, needs=SAID_BEFORE)
def repeated_paragraph(document: Document, *, min_words: int = 20) -> DocumentHits:
    """A paragraph is said again, wherever in the article, word for word or nearly so.

    "Nearly" is at least nineteen of twenty words, and all of the numbers. Paragraphs under
    `min_words` words (twice as many characters in scripts without spaces) are left alone: refrains,
    captions, lines of tables.

    Fires on 0.2 of 1,000 sentences of human English news (paragraphs that the set holds in two
    translations), on 2 of 39,940 in 20 languages (NTREX-128) and on 3 of 1,000 by weak systems
    (LAFAND-MT).

    >>> said = "The two ministers met in London on Monday to talk about the plan for the new"
    >>> said += " bridge over the river and its costs."
    >>> document = Document("a", tuple(Segment(said, paragraph=n) for n in range(2)))
    >>> [(index, message) for index, _, message in repeated_paragraph(document)]
    [(1, 'this paragraph stands in the article before, as paragraph 1')]
    """
    first: dict[tuple[str, ...], int] = {}
    known: dict[int, tuple[str, ...]] = {}
    paragraphs = groupby(enumerate(document.segments), key=lambda pair: pair[1].paragraph)
    for number, (_, group) in enumerate(paragraphs, 1):
        members = [(index, segment.target) for index, segment in group]
        parts = [units(text) for _, text in members]
        words, length = tuple(chain.from_iterable(part for part, _ in parts)), parts[0][1]
        if len(words) < min_words * (1 if length == 3 else 2):
            continue
        known[number] = words
        anchors = anchors_of(words, length)
        seen = [first[anchor] for anchor in anchors if anchor in first]
        for before, _ in Counter(seen).most_common(1) if seen else ():
            if agree(known[before], known[number]):
                message = f"this paragraph stands in the article before, as paragraph {before}"
                yield from ((i, Span(0, len(text)), message) for i, text in members if text)
        for anchor in anchors:
            first.setdefault(anchor, number)
