"""English negations that undo each other: "nobody was not hurt", "denied that it had not bombed".

English says no once. A second negation in the same clause turns the first one round, which people
do on purpose with few words ("cannot not go", "not unscathed", "nothing he would not do"); a system
that carried one negation over twice, as many languages say it, leaves the opposite of what was
meant.
"""

import re
from collections.abc import Iterator

_AUXILIARY = (
    "(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|shall|should|may|might|must"
    "|ca|wo)"
)
_N_T = r"n['\N{RIGHT SINGLE QUOTATION MARK}]t\b"
_NOT = rf"(?:[ ]not\b|[ ]never\b|{_N_T})"
_MARKS = (
    r",;:.?!()\"\N{EN DASH}\N{EM DASH}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    r"\N{LEFT SINGLE QUOTATION MARK}"
)
_CONJUNCTION = (
    "that|because|if|when|where|who|whom|whose|which|what|so|as|while|since|than|or|and|but|nor"
    "|though|although|unless|until|by"
)
_SUBJECT = "i|you|he|she|it|we|they|there|this|these|those"
_WORD = (
    rf"(?!(?:{_CONJUNCTION}|{_SUBJECT})\b)"
    r"[\w'\N{RIGHT SINGLE QUOTATION MARK}-]+"
)
"""One that cannot open a clause."""
_THINKING = "mean|means|meant|say|says|said|tell|told|think|thinks|know|knows|want|wants|believe"
_NEGATION = (
    r"(?:(?<![\w-])(?:not|never|nobody|no[ -]one|none|neither|nothing|without"
    rf"|refus(?:e[sd]?|ing))\b|{_N_T})"
)
_REACH = (
    rf"(?:(?!\b(?:(?!that){_CONJUNCTION}|{_THINKING}|i|you|he|she|we|they)\b| - )"
    rf"[^{_MARKS}]){{0,40}}?"
)
"""What may stand between two of three negations: "does not mean that it will not" says no twice."""

_DENIED = re.compile(
    rf"\bden(?:y|ies|ied|ying) that (?:(?:{_SUBJECT}) |(?:{_WORD} |th(?:is|ese|ose) ){{1,7}}?)"
    rf"{_AUXILIARY}{_NOT}",
    re.IGNORECASE,
)
_AFFIRMED = re.compile(
    rf"(?:\b(?:not|never|no|nor|or|neither|nobody|none|without|few|hardly|cannot|to|be|hard"
    rf"|difficult|impossible)\b|{_N_T})[^{_MARKS}]*$",
    re.IGNORECASE,
)
"""Before "deny": "could neither confirm nor deny", "cannot be denied", "there is no denying"."""
_OPENING = rf"(?:^|(?<=[{_MARKS}] )|(?<=\b(?:that|when) )|(?<=\b(?:and|but) )|(?<=\bsince ))"
"""Where a clause begins: "doing nothing is not an option" says no to doing nothing."""
_PILED = re.compile(
    # "Nobody was not", "neither government did not", "none of the three has not"
    rf"{_OPENING}(?:(?:nobody|no[ -]one|none|nothing)(?: else| ever| yet| officially)?"
    rf"|none of(?: {_WORD}){{1,4}}?|neither(?: {_WORD})?|no (?!one)(?:{_WORD} ){{0,2}}{_WORD})"
    rf" {_AUXILIARY}{_NOT}"
    # "doesn't know nothing", but "you can't do nothing"
    rf"|\b(?:do|does|did|is|are|was|were|have|has|had)(?: not|{_N_T}) (?!to )[a-z]+"
    r" (?:nobody|nothing|no one|nowhere)\b(?! (?:but|short|less|more|other|special|if)\b)"
    # "refused not to", "has not stopped not raining"
    r"|\brefus(?:e[sd]?|ing) not to\b"
    rf"|(?:\bnot|{_N_T}) (?:stopp|ceas)(?:ed|ing) not \w+ing\b"
    # any three
    rf"|(?:{_NEGATION}{_REACH}){{2}}{_NEGATION}",
    re.IGNORECASE,
)

_RARE = ("nobody", "no ", "no-one", "none", "nothing", "nowhere", "neither", "refus")
_COMMON = (" not", "n't", "n\N{RIGHT SINGLE QUOTATION MARK}t", "never")


def may_be_piled(text: str) -> bool:
    """Whether a text says no twice, at a quick look."""
    folded = text.lower()
    negations = sum(map(folded.count, _COMMON))
    return negations > 1 or (negations == 1 and any(piece in folded for piece in _RARE))


def piled(text: str) -> Iterator[tuple[int, int]]:
    """Where negations undo each other, from the first to the last of them, as [start, end).

    >>> text = "Nobody was not hurt, and he doesn't know nothing."
    >>> [text[start:end] for start, end in piled(text)]
    ['Nobody was not', "doesn't know nothing"]
    >>> list(piled("There is nothing he would not do. Doing nothing is not an option."))
    []
    """
    return (match.span() for match in _PILED.finditer(text))


def denied(text: str) -> Iterator[tuple[int, int]]:
    """Where it is denied that something is not, as [start, end).

    >>> text = "He denied that it had not bombed Rab."
    >>> [text[start:end] for start, end in denied(text)]
    ['denied that it had not']
    >>> list(denied("It could neither confirm nor deny that the firm had not paid."))
    []
    """
    for match in _DENIED.finditer(text):
        if not _AFFIRMED.search(text, max(0, match.start() - 80), match.start()):
            yield match.span()
