"""Spaces that a tokenizer or a careless writer left before a mark, or did not leave behind one."""

import re
from functools import cache

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import any_of, between_words, either, matching
from mtqa.mqm import Severity
from mtqa.text import marks
from mtqa.text.scripts import KNOWN_LANGUAGES, expected_scripts
from mtqa.types import Segment, Span

_GLUED = re.compile(r"(?<![\w/@.&=-])[^\W\d_]{2,40}([,;!?])([^\W\d_]{2,40})(?![\w/@=])")
_QUOTED = re.compile(
    r"(?:^|(?<=[\s(]))(?<!\d\s)\"[ \u00a0](?!\")[^\"\n]{0,160}[^\s\"][ \u00a0]\"(?=[\s.,;:!?)]|$)"
    r"|\u201c[ \u00a0][^\u201c\u201d\n]{1,160}(?<=\S)[ \u00a0]\u201d"
)
_SHOWN = 40  # characters of a quotation in a message
_PARTED = re.compile(
    r"(?<![\d:.,])\b(?P<score>\d{1,2}: \d{1,2})(?![\w:]|[.,]\d|\s[a-z]{3,}s\b)"
    r"|(?<![\w$])(?:(?<!\b[Tt]he )(?:US|HK|NT|AU|CA|NZ)[ \u00a0]\$[ \u00a0]?|[$\u00a3][ \u00a0])"
    r"\d(?:[\d,.]*\d)?"
    r"|\b\d*(?:(?<!1)(?:1[ \u00a0]st|2[ \u00a0]nd|3[ \u00a0]rd)\b(?!\s\d)|\d[ \u00a0]th\b)"
    r"|\b(?:U\. [SKN]\.|E\. U\.|[ap]\. m\.)"
)
_COUNTED = re.compile(
    r"\b(?:of|[Ii]n|Article|Book|Case|Chapter|Day|Episode|Figure|Game|Group|Level|Line|No\.?|Part|"
    r"Phase|Question|Round|Rule|Season|Section|Set|Step|Table|Week)\s\Z"
)
"""Before a number that is not the first half of a score or a time: "Game 3: 21 points"."""
_BEFORE = 12  # code points
_INSIDE = re.compile(r"(?<![:;=-])[(\[][ \u00a0]+(?=\w)|[ \u00a0](?<=[\w.!?][ \u00a0])[)\]]")


@segment_check(
    "Fluency/Punctuation",
    Severity.MINOR,
    needs=either(
        between_words(r" [,.;:!?)\]'\u2019]", r"\u00a0[,.;:!?)\]]"),
        any_of(" n'", " n\u2019", "\u2019 ", '"s', '" s'),
    ),
)
def space_before_mark(segment: Segment, lang: str | None) -> Hits:
    """A space stands before a comma, a full stop or the like: "He left , then".

    In French and languages with its custom a space before ; : ! ? is right, and in Khmer, Hindi and
    others before any mark. Scores ("2 : 1"), ellipses (". . ."), smileys and names such as ".NET"
    are left alone. In English the endings that tokenizers cut off ("do n't", "it 's", "Iran’ s",
    'the country " s') count too.

    Fires on 1.2 of 1,000 sentences of human English news, on 0.6 of 1,000 in 20 languages
    (NTREX-128), all of them slips, and on 58 of 1,000 by weak systems (LAFAND-MT).

    >>> [message for _, message in space_before_mark(Segment("He left , then."), "en")]
    ['a space before ","']
    """
    text = segment.target
    pattern = _before(marks.unspaced(lang))
    for match in pattern.finditer(text) if pattern else ():
        yield Span(match.start(), match.end()), f'a space before "{match[1]}"'
    cut = marks.CONTRACTIONS.get(lang or "")
    for match in cut.finditer(text) if cut else ():
        yield Span(*match.span()), f'"{match[0].strip()}" was cut off its word'


@segment_check("Fluency/Punctuation", Severity.MINOR, needs=between_words(r"[,;!?][^\W\d_]"))
def missing_space(segment: Segment, lang: str | None) -> Hits:
    """No space behind a comma or the like: "He left,then", "Why?Because".

    Between two words of two letters or more. Addresses, names with a mark ("Yahoo!News"), and
    scripts that have no spaces, are left alone, as are sentences glued at their full stop.

    Fires on 0.2 of 1,000 sentences of human English news, on 6 of 39,940 in 20 languages
    (NTREX-128), all of them slips, and on 1.2 of 1,000 by weak systems (LAFAND-MT).

    >>> [message for _, message in missing_space(Segment("He left,then came."), "en")]
    ['no space behind ","']
    """
    text = segment.target
    if lang is None or (expected_scripts(lang) or marks.NO_SPACES) & marks.NO_SPACES:
        return
    for match in _GLUED.finditer(text):
        if match[1] in ",;" or (match[2][0].isupper() and match[0][0].islower()):
            yield Span(*match.span()), f'no space behind "{match[1]}"'


@segment_check("Fluency/Punctuation", Severity.MINOR, needs=any_of(*"()[]"))
def space_inside_bracket(segment: Segment, lang: str | None) -> Hits:
    """A space stands behind an opening bracket or before a closing one: "( the minister )".

    A box to tick ("[ ]") is left alone.

    Fires on 0.2 of 1,000 sentences of human English news, on 11 of 39,940 in 20 languages
    (NTREX-128), all of them slips, and on 13 of 1,000 by weak systems (LAFAND-MT).

    >>> hits = space_inside_bracket(Segment("He ( the minister) left."), "en")
    >>> [message for _, message in hits]
    ['a space behind "("']
    """
    text = segment.target
    for match in _INSIDE.finditer(text):
        mark = match[0].strip()
        where = f'behind "{mark}"' if mark in "([" else f'before "{mark}"'
        yield Span(*match.span()), f"a space {where}"


@segment_check(
    "Fluency/Punctuation",
    Severity.MINOR,
    languages=KNOWN_LANGUAGES - marks.SPACE_BEFORE.keys(),
    needs=between_words(r"[\"\u201c][ \u00a0]"),
)
def space_inside_quotes(segment: Segment, lang: str | None) -> Hits:
    """Spaces stand inside both quotation marks: 'his " evil eye " is famous'.

    Only where both marks of a pair have one, within a sentence; a figure before the mark makes it
    inches. Languages with the custom of French are not judged.

    Fires on none of 49,658 sentences of human English news, on 12.5 of 1,000 by good systems from
    Chinese (MQM) and on 16 of 1,000 by weak ones.

    >>> hits = space_inside_quotes(Segment('Her " evil eye " is famous.'), "en")
    >>> [message for _, message in hits]
    ['spaces inside the quotation marks: " evil eye "']
    """
    for match in _QUOTED.finditer(segment.target):
        said = match[0] if len(match[0]) <= _SHOWN else f"{match[0][:_SHOWN]}..."
        yield (
            Span(match.start(), match.start() + 2),
            f"spaces inside the quotation marks: {said}",
        )


@segment_check(
    "Fluency/Punctuation",
    Severity.MINOR,
    languages=("en",),
    needs=either(
        between_words(r"\d: \d", r"[$\u00a3][ \u00a0]\d", r"[ \u00a0]\$"),
        matching(r"\d[ \u00a0](?:st|nd|rd|th)", r"U\. [SKN]\.", r"E\. U\.", r"[ap]\. m\."),
    ),
)
def space_within(segment: Segment, lang: str | None) -> Hits:
    """A space stands within what is written in one piece: "won 8: 7", "at 18: 00", "$ 5", "US $5".

    Also ordinals ("the 3000 th match") and "U. S.", "p. m." and their like. Left alone: a colon
    behind what is counted ("Game 3: 21 points"), a country ("in the US $5 is little"), weights in
    stones, and lists.

    Fires on 0.3 of 1,000 sentences of human English news, all of them slips, on 8.5 of 1,000 by
    good systems from Chinese (MQM), whose raters mark it, and on 3.2 of 1,000 by weak ones.

    >>> [message for _, message in space_within(Segment("They won 8: 7 in the U. S."), "en")]
    ['written in one piece: 8:7', 'written in one piece: U.S.']
    """
    text = segment.target
    for match in _PARTED.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if match["score"] and _COUNTED.search(before):
            continue
        piece = re.sub(r"\s", "", match[0])
        yield Span(*match.span()), f"written in one piece: {piece}"


@cache
def _before(forbidden: str) -> re.Pattern[str] | None:
    """A space between a word and one of these marks, where nothing says that it is meant."""
    if not forbidden:
        return None
    some = re.escape("".join(mark for mark in forbidden if mark not in ".:)]"))
    colon = r"|(?<![\d ][ \u00a0]):(?=\s|$)" if ":" in forbidden else ""
    return re.compile(
        r"[ \u00a0](?<=[\w\"\u201d\u2019)\]%][ \u00a0])"
        rf"([{some}](?![\w)(.,;?!]){colon}|\.(?=\s*$|\s+[^\W_]))"
    )
