"""Parts of the source that were left out, added, left as they were or turned into the opposite."""

from functools import lru_cache

import regex

from mtqa.checks.base import Hits, Pair, source_check
from mtqa.mqm import Severity
from mtqa.text import lengths, negation
from mtqa.text.align import MOST, Alignment, align, cognates
from mtqa.text.blocks import Block
from mtqa.text.chardata import END_MARKS, same_language
from mtqa.text.copied import left_over
from mtqa.text.split import split
from mtqa.types import Segment, Side, Span

_END = regex.compile(f"[{END_MARKS}]")
_BEGIN = regex.compile(r"[\p{L}\p{N}]")
_LEAST_LETTERS = 40
"""Letters (in English terms) of a sentence that must be missing for it to be told from a clause."""

_LEAST_DEVIATION = 1.5
"""Standard deviations by which all sentences together must be too short or too long for one to be
missing or added; it also spares aligning the others."""

_PER_COGNATE = 2.0
"""Nats more that each name or number of a sentence asks for that the other side says too. On the
human translations of WMT 2018-21 and of the MQM sets, and NTREX-128 it halves the omissions and
additions that are none (14 instead of 27) and costs one in fifty of those injected."""


@source_check("Accuracy/Omission", Severity.MAJOR)
def too_short(segment: Segment, pair: Pair, *, max_deviation: float = 4.0) -> Hits:
    """The target is far shorter than translations of this length in this language pair are.

    Lengths in code points; norms for 128 languages were measured on NTREX-128 (see
    `mtqa.text.lengths`). The limit is in standard deviations, which are wide for short segments: a
    headline may be half as long, a paragraph may not.

    Fires on 0.5 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.75 of
    1,000 from English into 127 languages (NTREX-128) and on 9 of 1,000 by weak systems. Of
    sentences cut to a quarter it sees 98 %.

    >>> segment = Segment("He agreed.", source="Er habe dem Plan am Ende zugestimmt, hieß es.")
    >>> [message for _, message in too_short(segment, Pair("de", "en"))]
    ['the target has 28% of the length that is usual for this source']
    """
    yield from _unusual(segment, pair, -max_deviation)


@source_check("Accuracy/Addition", Severity.MAJOR)
def too_long(segment: Segment, pair: Pair, *, max_deviation: float = 4.0) -> Hits:
    """The target is far longer than translations of this length in this language pair are.

    As `too_short`, the other way round.

    Fires on 0.24 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.3 of
    1,000 from English into 127 languages (NTREX-128) and on 1.5 of 1,000 by weak systems. Of
    sentences said four times it sees 100 %.

    >>> segment = Segment("Yes" + ", he said that he agreed" * 4, source="Ja, sagte er.")
    >>> [message for _, message in too_long(segment, Pair("de", "en"))]
    ['the target has 8.3 times the length that is usual for this source']
    """
    yield from _unusual(segment, pair, max_deviation)


def _unusual(segment: Segment, pair: Pair, limit: float) -> Hits:
    source, target = lengths.size(segment.source or ""), lengths.size(segment.target)
    if pair.source is None or pair.target is None:
        return
    found = lengths.deviation(source, target, pair.source, pair.target)
    if found is None or abs(found) < abs(limit) or (found < 0) != (limit < 0):
        return
    usual = source * lengths.usual_ratio(pair.source, pair.target)
    share = f"{target / usual:.0%} of" if found < 0 else f"{target / usual:.1f} times"
    span = _whole(segment.source or "", Side.SOURCE) if found < 0 else _whole(segment.target)
    yield span, f"the target has {share} the length that is usual for this source"


def _whole(text: str, side: Side = Side.TARGET) -> Span:
    start = len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()), side)


@source_check("Accuracy/Untranslated text", Severity.MAJOR)
def copied_source(segment: Segment, pair: Pair, *, min_words: int = 5) -> Hits:
    """Words of the source stand untranslated in the target, as "the minister resigned" in German.

    A run of `min_words` words in a row, most of them in lower case, that both sides share. Names,
    titles, addresses and lists of figures are left alone, and so are pairs of kindred languages,
    words that the source quoted in another language than its own, names explained in brackets, and
    slogans and titles of up to 12 words that stand by themselves in quotation marks or brackets.

    Fires on 0.052 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.15
    of 1,000 from English into 127 languages (NTREX-128) and on 1.5 of 1,000 by weak systems. Of
    runs of six words left as they were it sees 81 %.

    >>> source = "Ihr Chef will das neue Gesetz bald wieder ändern."
    >>> [message for _, message in copied_source(Segment(source, source=source), Pair("de", "en"))]
    ['these words stand in the source as they are']
    """
    if pair.source is None or pair.target is None or same_language(pair.source, pair.target):
        return
    source, target = segment.source or "", segment.target
    for start, end in left_over(source, target, pair.source, pair.target, min_words):
        yield Span(start, end), "these words stand in the source as they are"


@source_check(
    "Accuracy/Mistranslation",
    Severity.MINOR,
    languages=negation.LANGUAGES,
    source_languages=negation.LANGUAGES,
)
def dropped_negation(segment: Segment, pair: Pair) -> Hits:
    """The source negates and nothing in the target does: "He has come" for "Er ist nicht gekommen".

    A word that surely negates in the source ("not only" and the like do not), and in the target no
    word that could carry it: no negation, no "without", "fail", "un-", "-less" or the like. It asks
    for that much since people say no in many ways: of 200 negations dropped, the word of the source
    was no sure one in 41, another such word stood in the target in 37, and 17 were in a language
    without a list.

    Fires on 1.2 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.4 of
    1,000 from English into 127 languages (NTREX-128) and on 10.6 of 1,000 by weak systems. Of
    negations dropped it sees 52 %.

    >>> segment = Segment("He has come.", source="Er ist nicht gekommen.")
    >>> [message for _, message in dropped_negation(segment, Pair("de", "en"))]
    ['nothing in the target says "nicht"']
    """
    assert pair.source is not None  # the languages are among those of the check
    assert pair.target is not None
    found = negation.negators(segment.source or "", pair.source)
    if found and not negation.may_negate(segment.target, pair.target):
        first = found[0]
        yield (
            Span(first.start(), first.end(), Side.SOURCE),
            f'nothing in the target says "{first[0]}"',
        )


@source_check("Accuracy/Omission", Severity.MAJOR)
def omitted_sentence(segment: Segment, pair: Pair, *, min_margin: float = 2.0) -> Hits:
    """A sentence of the source has no counterpart in the target.

    Where either side has several sentences they are aligned by length (Gale and Church 1993). The
    margin is how much worse, in nats, the best alignment without a gap is; it must be 2 more for
    each name or number of the sentence that the target has. What was a clause of a sentence there
    (Chinese puts two or three English sentences into one) is not seen to be left out.

    Fires on 0.1 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on none of
    20,000 from English into 127 languages (NTREX-128) and on 0.84 of 1,000 by weak systems. Of
    sentences of eight words or more left out of a source that has as many as the target (only long
    ones stand out) it sees 64 %.

    >>> segment = Segment("He resigned. It rains.", source="Er trat zurück. Die Opposition "
    ...     "forderte sofort Neuwahlen im ganzen Land. Es regnet.")
    >>> [(span.start, span.end) for span, _ in omitted_sentence(segment, Pair("de", "en"))]
    [(16, 72)]
    """
    if (found := _aligned(segment, pair)) is None or found[2].added:
        return
    sources, _, alignment = found
    here, there = segment.source or "", segment.target
    for index in alignment.omitted:
        if _is_alone(sources[index], here, there, pair.source, alignment.margin - min_margin):
            yield (
                Span(sources[index].start, sources[index].end, Side.SOURCE),
                "no sentence of the target is as long as a translation of this one would be",
            )


@source_check("Accuracy/Addition", Severity.MAJOR)
def added_sentence(segment: Segment, pair: Pair, *, min_margin: float = 2.0) -> Hits:
    """A sentence of the target has no counterpart in the source. As `omitted_sentence`.

    Fires on 0.24 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.05 of
    1,000 from English into 127 languages (NTREX-128) and on none of 13,060 by weak systems. Of
    sentences added (only long ones stand out) it sees 34 %.

    >>> segment = Segment(
    ...     "It rains. The opposition called for new elections in the whole country.",
    ...     source="Es regnet.",
    ... )
    >>> [(span.start, span.end) for span, _ in added_sentence(segment, Pair("de", "en"))]
    [(10, 71)]
    """
    if (found := _aligned(segment, pair)) is None or found[2].omitted:
        return
    _, targets, alignment = found
    here, there = segment.target, segment.source or ""
    for index in alignment.added:
        if _is_alone(targets[index], here, there, pair.target, alignment.margin - min_margin):
            yield targets[index], "no sentence of the source is as long as this one would need"


def _aligned(segment: Segment, pair: Pair) -> tuple[list[Span], list[Span], Alignment] | None:
    """Sentences of both sides and how they pair; None where there is but one on each side."""
    return _laid_out(segment.source or "", segment.target, pair)


@lru_cache(maxsize=4)
def _laid_out(
    source: str, target: str, pair: Pair
) -> tuple[list[Span], list[Span], Alignment] | None:
    if pair.source is None or pair.target is None:
        return None
    if not _has_inner_end(source) and not _has_inner_end(target):
        return None
    sources, targets = _sentences(source, pair.source), _sentences(target, pair.target)
    if len(sources) == len(targets) == 1 or max(len(sources), len(targets)) > MOST:
        return None
    theirs = [lengths.size(source[span.start : span.end]) for span in sources]
    ours = [lengths.size(target[span.start : span.end]) for span in targets]
    whole = lengths.deviation(sum(theirs), sum(ours), pair.source, pair.target)
    if whole is None or abs(whole) < _LEAST_DEVIATION:
        return None
    return sources, targets, align(theirs, ours, pair.source, pair.target)


def _has_inner_end(text: str) -> bool:
    """Whether anything is said behind a mark that may end a sentence."""
    end = _END.search(text)
    return end is not None and _BEGIN.search(text, end.end()) is not None


def _sentences(text: str, lang: str) -> list[Span]:
    return [Span(s.start, s.end) for s in split(Block.whole(text), lang)]


def _is_alone(span: Span, here: str, there: str, lang: str | None, nats: float) -> bool:
    """Whether a sentence without a counterpart by its length has none by its words either: it is
    more than a clause, and the alignment is the surer the more it shares with the other side."""
    text = here[span.start : span.end]
    if nats < 0 or lengths.size(text) < _LEAST_LETTERS * lengths.usual_ratio("en", lang or "en"):
        return False
    return nats >= _PER_COGNATE * cognates(text, there)
