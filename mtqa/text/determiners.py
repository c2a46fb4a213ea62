"""Articles and possessives, and what cannot follow them."""

import re

_ALONE = r"(?<![\w'\u2019/.\u201c\"\u2018-])"
_ENDS = r"(?![\w'\u2019./\u201d\"-])"
_PLAIN = "its|their|our|my|your"
_NO_NOUN = (
    "of|to|at|from|with|for|and|but|is|are|was|were|has|have|had|been|because|although|whether"
    "|which|who|whom|whose|he|she|they|we|his|him|us|them"
)

_BARE = ("the", "an", "its", "their", "our", "your")

DETERMINERS = {"en": frozenset(("the", "a", "an", "his", *_PLAIN.split("|")))}
"""By language: articles and possessives."""
TELLING = {
    "en": frozenset((*_NO_NOUN.split("|"), "the", "a", "an", "his", "her", *_PLAIN.split("|"))),
}
"""By language: what is wrong right behind one of them, or may be."""
ENDED = {"en": frozenset(word + mark for word in _BARE for mark in ",;.")}
"""By language: articles and possessives that a mark ends."""

LOST_NOUN = {
    "en": re.compile(
        rf"{_ALONE}(?:(?:the|a|an|{_PLAIN}) (?:{_NO_NOUN}){_ENDS}"
        rf"|(?:{'|'.join(_BARE)})(?:[,;](?= [a-z])|\.(?= [A-Z])))"
    ),
}
"""By language: an article or possessive, and a word or mark that cannot open what it belongs to."""

TWICE = {
    "en": re.compile(
        rf"{_ALONE}(?:(the|a|an|his|{_PLAIN}) (the|a|an|his|her|{_PLAIN}))(?= [a-z])",
    ),
}
"""By language: two articles or possessives in a row."""
