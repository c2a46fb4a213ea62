"""Words that cannot stand beside each other: what stood between them is gone, or never fitted."""

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import any_of, by_language, each, holding, matching
from mtqa.mqm import Severity
from mtqa.text.determiners import LOST_NOUN, TELLING, TWICE
from mtqa.text.piled import denied, may_be_piled, piled
from mtqa.text.verbs import NO_OBJECT, OBJECT_TOO_MANY
from mtqa.types import Segment, Span

_MAY_BE_WRONG = by_language({lang: matching(pattern) for lang, pattern in TELLING.items()})


@segment_check("Accuracy/Omission", Severity.MAJOR, languages=tuple(LOST_NOUN), needs=_MAY_BE_WRONG)
def lost_noun(segment: Segment, lang: str | None) -> Hits:
    """An article or possessive without its noun: "on the flat of the, up from", "its had never".

    Only before words that can never be part of what it belongs to (prepositions, auxiliaries,
    pronouns) and before a comma or full stop. What stands in quotation marks is left alone. A noun
    that was lost elsewhere is not seen.

    Fires on 13 of 41,434 sentences of human English news, all of which lack a word or have one too
    many.

    >>> [message for _, message in lost_noun(Segment("They put it on the of a house."), "en")]
    ['no noun follows "the"']
    """
    for match in LOST_NOUN[lang or ""].finditer(segment.target):
        word = match[0].rstrip(",;.").split()[0]
        yield Span(*match.span()), f'no noun follows "{word}"'


@segment_check("Fluency/Grammar", Severity.MINOR, languages=tuple(TWICE), needs=_MAY_BE_WRONG)
def two_determiners(segment: Segment, lang: str | None) -> Hits:
    """Two articles or possessives in a row: "the his candidate", "a the stadium".

    The same word twice is left to repetition.doubled_word, and what stands in quotation marks or
    before a capital ("the A team") alone.

    Fires on 6 of 41,434 sentences of human English news, all of them slips.

    >>> [message for _, message in two_determiners(Segment("They chose the his friend."), "en")]
    ['"the his" is one article or possessive too many']
    """
    for match in TWICE[lang or ""].finditer(segment.target):
        if match[1].lower() != match[2].lower():
            yield Span(*match.span()), f'"{match[0]}" is one article or possessive too many'


@segment_check(
    "Fluency/Grammar",
    Severity.MAJOR,
    languages=tuple(OBJECT_TOO_MANY),
    needs=by_language({lang: holding(verbs) for lang, verbs in NO_OBJECT.items()}),
)
def object_too_many(segment: Segment, lang: str | None) -> Hits:
    """A verb that takes no object has one: "he hesitated the opportunity", "arrived the hall".

    Some fifty verbs behind which an article or possessive can open nothing but a span of time
    ("arrived the next day", "persisted a few years"). Whether a verb that may take an object goes
    with the one it has ("climbed a rebellion") is not seen.

    Fires on 2 of 41,434 sentences of human English news, both of them wrong, and on 2 of 12,920 by
    weak systems (LAFAND-MT).

    >>> [message for _, message in object_too_many(Segment("He hesitated the opportunity."), "en")]
    ['"hesitated" takes no object']
    """
    for match in OBJECT_TOO_MANY[lang or ""].finditer(segment.target):
        yield Span(*match.span()), f'"{match["verb"]}" takes no object'


@segment_check("Fluency/Grammar", Severity.MAJOR, languages=("en",), needs=each(may_be_piled))
def piled_negation(segment: Segment, lang: str | None) -> Hits:
    """Negations that undo each other: "nobody was not hurt", "does not know nothing".

    What was meant is mostly the opposite of what stands there. Left alone is what people say twice
    on purpose: "cannot not go", "not unscathed", "nothing he would not do", "nobody who was not
    there", "doing nothing is not an option", and what a comma or a conjunction parts.

    Fires on 2 of 49,658 sentences of human English news, one of which is a slip, and on 5 of 13,533
    by weak systems (WMT 2018-19).

    >>> [message for _, message in piled_negation(Segment("Nobody was not hurt."), "en")]
    ['these negations undo each other: “Nobody was not”']
    """
    for start, end in piled(segment.target):
        said = segment.target[start:end]
        yield Span(start, end), f"these negations undo each other: “{said}”"


@segment_check(
    "Accuracy/Mistranslation",
    Severity.MINOR,
    languages=("en",),
    needs=any_of("deny", "denie", "Deny", "Denie", "DENY", "DENIE"),
)
def denied_negation(segment: Segment, lang: str | None) -> Hits:
    """It is denied that something is not so: "the ministry denied that it had not bombed".

    Other languages deny with a negation in the clause that follows, which English leaves out. Such
    a denial may also be meant ("denied that it had not complied"), so this is weak evidence. Left
    alone is what is not denied: "cannot deny", "neither confirmed nor denied", "without denying".

    Fires on 1 of 49,658 sentences of human English news, where it was meant. Of the twelve in
    corpora/garbled-news/test.jsonl that say no too often, of which no pattern was made, this and
    grammar.piled_negation see three (6 of 13 in dev.jsonl).

    >>> text = "The ministry denied that it had not bombed the bridge."
    >>> [message for _, message in denied_negation(Segment(text), "en")]
    ['two negations, which say that it is so: “denied that it had not”']
    """
    for start, end in denied(segment.target):
        said = segment.target[start:end]
        yield Span(start, end), f"two negations, which say that it is so: “{said}”"
