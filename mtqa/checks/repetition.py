"""The same thing said again: characters, words, phrases, sentences."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.tokens import place, repeats_a_pair, tokens
from mtqa.mqm import Severity
from mtqa.text import chardata
from mtqa.types import Document, Segment, Span

_PAUSES = ",;:.!?"
_MAX_PERIOD = 30
_RUN = re.compile(r"([^\W\d_])\1{3,}|([!?,;:\u3001\uff0c\u3002\uff01\uff1f])\2{3,}")
_FOUR = re.compile(r"(\S)\1\1\1")
_SPACELESS_LOOP = re.compile(
    r"((?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])\S{2,20}?)\1{3,}"
)


@segment_check("Non-translation", Severity.MAJOR)
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
    if repeats_a_pair(text):
        yield from _loops(text, min_repeats, min_word_repeats)
    if not text.isascii():
        for match in _SPACELESS_LOOP.finditer(text):
            unit = match[1]
            if len(set(unit)) == 1 or not set(unit).isdisjoint(chardata.EDGE):
                continue
            times = (match.end() - match.start()) // len(unit)
            yield Span(*match.span()), f'"{unit}" stands {times} times in a row'


@segment_check("Accuracy/Addition", Severity.MAJOR)
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
    if not repeats_a_pair(segment.target):
        return
    words = tokens(segment.target)
    linking = chardata.LINKING_WORDS.get(lang or "")
    for first, last, period in _runs(words, copies=2, shortest=2):
        phrase = words[first : first + period]
        if period < min_words and (linking is None or linking & {phrase[0], phrase[-1]}):
            continue
        if period <= min_words and any(word[-1] in _PAUSES for word in phrase):
            continue
        if any(any(map(str.isalpha, token)) for token in phrase) and len(set(phrase)) > 1:
            start, end = place(segment.target, first, last)
            yield Span(start, end), f'"{" ".join(phrase)}" is said twice'


@segment_check("Fluency/Grammar", Severity.MINOR, languages=tuple(chardata.FREE_DOUBLES))
def doubled_word(segment: Segment, lang: str | None) -> Hits:
    """The same word twice in a row: "the the".

    Left alone: what grammar allows ("had had", "that that", "brought in in his place"), what stands
    for emphasis ("very very"), and pairs with a capital ("Duran Duran", "Yang Yang", "Boutros
    Boutros-Ghali"), numbers and single letters. Only in languages where doubling a word is no part
    of the grammar and whose exceptions are known.

    Fires on 0.8 of 1,000 sentences of human English news; all but one of the 33 are slips of the
    pen ("between the the real estate company", but "Homo sapiens sapiens").

    >>> [message for _, message in doubled_word(Segment("He saw the the car."), "en")]
    ['"the" is doubled']
    """
    free = chardata.FREE_DOUBLES[lang or ""]
    for index, (first, second) in enumerate(pairwise(tokens(segment.target))):
        if not second.startswith(first) or first in free:
            continue
        if first == second.rstrip(chardata.EDGE) and first.isalpha() and len(first) > 1:
            start, end = place(segment.target, index, index + 1)
            pair = segment.target[start:end].split()
            if pair[1][0].islower() and (pair[0].islower() or index == 0):
                yield (
                    Span(start, start + len(segment.target[start:end].rstrip(chardata.EDGE))),
                    (f'"{first}" is doubled'),
                )


@segment_check("Fluency/Spelling", Severity.MINOR)
def character_run(segment: Segment, lang: str | None, *, min_letters: int = 5) -> Hits:
    """One letter or mark many times in a row: "sooooo", "!!!!!".

    Letters from `min_letters`, marks from 4 up. Lines of dots, dashes, stars and the like, digits,
    the "www" of an address and Roman numerals are left alone.

    Fires on 1 of 41,434 sentences of human English news, a quoted shout.

    >>> [message for _, message in character_run(Segment("It was sooooo good."), "en")]
    ['"o" stands 5 times in a row']
    """
    if not _FOUR.search(segment.target):
        return
    for match in _RUN.finditer(segment.target):
        times = match.end() - match.start()
        if match[2] or times >= min_letters:
            yield Span(*match.span()), f'"{match[0][0]}" stands {times} times in a row'


@document_check("Accuracy/Addition", Severity.MAJOR)
def repeated_sentence(document: Document, *, min_words: int = 8, max_gap: int = 3) -> DocumentHits:
    """A sentence is said again a few sentences later, word for word or nearly so.

    "Nearly" is at most one word in eight changed and no number, between neighbours `max_gap` or
    fewer sentences apart. Short sentences (under `min_words`), refrains far apart and lines that
    differ in a number (results, tables) are left alone.

    Fires on 0.3 of 1,000 sentences of human English news (sentences that the set holds in two
    translations) and on 7 of 1,000 by weak systems (LAFAND-MT).

    >>> said = Segment("The two ministers met in London on Monday to talk.")
    >>> document = Document("a", (said, said))
    >>> [(index, message) for index, _, message in repeated_sentence(document)]
    [(1, 'the same sentence stands 1 sentence before')]
    """
    recent: list[tuple[int, tuple[str, ...]]] = []
    for index, segment in enumerate(document.segments):
        words = tokens(segment.target)
        if len(words) < min_words:
            continue
        recent = [(i, said) for i, said in recent if index - i <= max_gap]
        for before, said in reversed(recent):
            if _same(words, said):
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


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two sentences differ in at most one word in eight, and in no number.

    Place by place after what they begin and end with alike, so it is linear.
    """
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    head = 0
    while head < len(shorter) and shorter[head] == longer[head]:
        head += 1
    tail = 0
    while tail < len(shorter) - head and shorter[-1 - tail] == longer[-1 - tail]:
        tail += 1
    if 8 * (len(longer) - head - tail) > len(longer):
        return False
    changed = longer[head : len(longer) - tail] + shorter[head : len(shorter) - tail]
    return not any(any(map(str.isdigit, word)) for word in changed)


def _loops(text: str, min_repeats: int, min_word_repeats: int) -> Hits:
    raw = tokens(text)
    words = [token.strip(chardata.EDGE) for token in raw]
    done = 0
    for first, last, period in sorted(
        [*_runs(words, min_repeats, shortest=2), *_runs(raw, min_word_repeats, 1, longest=1)]
    ):
        phrase = words[first : first + period]
        if first < done or not all(any(map(str.isalpha, word)) for word in phrase):
            continue
        times = (last + 1 - first) // period
        spoken = raw[first] != phrase[0] and times < 2 * min_word_repeats
        if len(set(phrase)) == 1 and (period > 1 or spoken):
            continue  # "no, no, no, no, no, no"
        done = last + 1
        message = f'"{" ".join(phrase)}" stands {times} times in a row'
        yield Span(*place(text, first, last)), message


def _runs(
    words: Sequence[str], copies: int, shortest: int, longest: int = _MAX_PERIOD
) -> Iterator[tuple[int, int, int]]:
    """Stretches that repeat themselves: first word, last word, words in one copy.

    A stretch is yielded for its shortest period only.
    """
    covered: set[int] = set()
    for period in sorted(_distances(words)):
        if not shortest <= period <= longest:
            continue
        length = 0
        for index in range(period, len(words) + 1):
            if index < len(words) and words[index] == words[index - period]:
                length += 1
                continue
            first, last = index - period - length, index - 1
            if length >= (copies - 1) * period and first not in covered:
                covered.update(range(first, last + 1))
                yield first, last, period
            length = 0


def _distances(words: Sequence[str]) -> set[int]:
    """How far apart a pair of words and its next occurrence stand."""
    seen: dict[tuple[str, str], int] = {}
    distances = set()
    for index, pair in enumerate(pairwise(words)):
        if pair in seen:
            distances.add(index - seen[pair])
        seen[pair] = index
    return distances
