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
_NOT = r"(?:[ ]not\b|[ ]never\b|n['\N{RIGHT SINGLE QUOTATION MARK}]t\b)"
_WORD = r"[\w'\N{RIGHT SINGLE QUOTATION MARK}-]+"
_NEW_CLAUSE = (
    "(?:that|because|if|when|where|who|whom|whose|which|what|so|as|while|than|or|and|but|nor|though"
    "|although|unless|until|by)"
)
_SUBJECT = "(?:i|you|he|she|it|we|they|there|this|these|those)"
"""What begins a clause without a pronoun before it: "nothing he couldn't do"."""
_NEGATION = (
    r"(?:\b(?:not|never|nobody|no[ -]one|none|neither|nothing|without"
    r"|refus(?:e[sd]?|ing))\b|n['\N{RIGHT SINGLE QUOTATION MARK}]t\b)"
)
_MARK = (
    r",;:.?!()\"\N{EN DASH}\N{EM DASH}\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    r"\N{LEFT SINGLE QUOTATION MARK}"
)
_REACH = rf"(?:(?!\b(?:(?!that){_NEW_CLAUSE}|mean)\b| - )[^{_MARK}]){{0,40}}?"
"""What may stand between two of three negations: "does not mean that it will not" says no twice."""
_AFFIRMED = (
    r"(?<!not )(?<!n['\N{RIGHT SINGLE QUOTATION MARK}]t )"
    r"(?<!never )(?<!no )(?<!to )(?<!be )"
)
"""Not "cannot deny", "cannot be denied", "there is no denying": they say yes."""

PILED = re.compile(
    # "Nobody was not", "neither government did not", "none of the three has not"
    rf"\b(?:nobody|no[ -]one|none|nothing|neither|nor)"
    rf"(?: of(?: (?!{_NEW_CLAUSE}\b){_WORD}){{1,4}}?| (?!{_NEW_CLAUSE}\b|{_SUBJECT}\b){_WORD})?"
    rf" {_AUXILIARY}{_NOT}"
    # "denied that the minister had not"
    rf"|{_AFFIRMED}\bden(?:y|ies|ied|ying) (?:that )?"
    rf"(?:(?!{_NEW_CLAUSE}\b){_WORD} ){{1,9}}?{_AUXILIARY}{_NOT}"
    # "refused not to", "forbids him not to"
    r"|\b(?:refus|declin)(?:e[sd]?|ing) not to\b"
    rf"|\bforb(?:id|ids|ade|idden) (?:{_WORD} ){{0,2}}not to\b"
    # "has not stopped not raining"
    r"|(?:\bnot|n['\N{RIGHT SINGLE QUOTATION MARK}]t) \w+(?:ed|ing) not \w+ing\b"
    # any three
    rf"|(?:{_NEGATION}{_REACH}){{2}}{_NEGATION}",
    re.IGNORECASE,
)

_RARE = ("nobody", "no one", "none", "nothing", "neither", "nor", "den", "refus", "declin", "forb")
_COMMON = (" not", "n't", "n\N{RIGHT SINGLE QUOTATION MARK}t", "never")


def may_be_piled(text: str) -> bool:
    """Whether a text says no twice, at a quick look."""
    folded = text.lower()
    negations = sum(map(folded.count, _COMMON))
    return negations > 1 or (negations == 1 and any(piece in folded for piece in _RARE))


def piled(text: str) -> Iterator[tuple[int, int]]:
    """Where negations undo each other, from the first to the last of them, as [start, end).

    >>> [text[s:e] for text in ["Nobody was not hurt.", "He denied that it had not bombed Rab."]
    ...  for s, e in piled(text)]
    ['Nobody was not', 'denied that it had not']
    >>> list(piled("There is nothing he would not do. It can't be denied that it is not so."))
    []
    """
    return (match.span() for match in PILED.finditer(text))
