"""Articles and possessives, and what cannot follow them."""

import re

_BEFORE = r"\s(\["
_ALONE = rf"(?<![^{_BEFORE}])"
_ENDS = r"(?![\w'\u2019./\u201d\"-])"
_PLAIN = "its|their|our|my|your"
_NO_NOUN = (
    "of|to|at|from|with|for|and|but|is|are|was|were|has|have|had|been|because|although|whether"
    "|which|who|whom|whose|he|she|they|we|his|him|us|them"
)

_BARE = ("the", "an", "its", "their", "our", "your")

_WRONG = rf"(?:the|an?|his|{_PLAIN})(?: (?:{_NO_NOUN}|the|an?|his|her|{_PLAIN})\b|[,;.])"
TELLING = {"en": rf"[{_BEFORE}]{_WRONG}"}
"""By language: an article or possessive, and what is wrong right behind it, or may be."""
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
