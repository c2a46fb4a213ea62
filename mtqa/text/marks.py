"""Which marks a language writes, and where it puts spaces around them."""
# ruff: noqa: RUF001  # look-alike marks are what these tables are about

import re
from functools import cache

from mtqa.text.scripts import expected_scripts, script_shares


def _tags(words: str) -> frozenset[str]:
    return frozenset(words.split())


_OF_SCRIPT = {
    "Arabic": "،؛؟۔",
    "Armenian": "։",
    "Devanagari": "।॥",
    "Ethiopic": "።፣",
    "Khmer": "។៕៖",
    "Myanmar": "။၊",
    "Han": "。、「」『』《》【】",
}
"""Marks that belong to one script."""

_SHARED = {
    "Bengali": "।॥", "Gurmukhi": "।॥", "Gujarati": "।॥", "Oriya": "।॥", "Telugu": "।॥",
    "Kannada": "।॥", "Malayalam": "।॥", "Tamil": "।॥", "Sinhala": "।॥", "Thaana": "،؛؟",
    "Hangul": "、「」『』《》【】", "Tibetan": "。、《》「」『』【】", "Mongolian": "《》「」【】",
    "Thai": "「」『』【】",
}  # fmt: skip
"""Scripts whose writers borrowed some of them."""

_INVERTED = _tags("an ast ay es ext gl gn qu eu ca")
"""Languages that open a question with a mark, or may."""

_NO_LOW_QUOTE = _tags("ar en es fa fi fr hi it ja km ko pt sv th tr vi zh")
_NO_ANGLE_QUOTE = _tags("en he hi id ja ko zh")
_INSTEAD = {
    "el": r"(?<=[\u0370-\u03ff])\?",
    "ar": r"(?<=[\u0620-\u064a])[?;]",
    "fa": r"(?<=[\u0620-\u06cc])[?;]",
    "ur": r"(?<=[\u0620-\u06cc])[?;]",
    "zh": r"(?<=[\u3400-\u9fff]),(?=[\u3400-\u9fff])",
    "ja": r"(?<=[\u3040-\u9fff])[,.](?=[\u3040-\u9fff])",
}
"""Marks of English right behind a letter of a script that has its own."""

SPACE_BEFORE = dict.fromkeys(_tags("br fr oc wa wo ln ff bm ht mg rn"), ";:!?")
"""Marks that a space, narrow or not, stands before, in languages with the custom of French."""

OPENS_QUESTIONS = ("es",)
"""Languages in which a question must open with a mark."""

SPACED_SCRIPTS = frozenset({"Khmer", "Thai", "Lao", "Myanmar", "Tibetan", "Ethiopic", "Devanagari"})
"""Scripts in which a space before a mark is custom or does no harm."""

CONTRACTIONS = {
    "en": re.compile(
        r"(?<=\w) (?:n['\u2019]t|['\u2019] ?(?:s|re|ve|ll|d|m))(?![\w'\u2019])"
        r"|(?<=\w)\u2019 (?:s|re|ve|ll|d|m)(?![\w'\u2019])"  # a straight one may close a quotation
        r"|(?<=\w)(?: \"|\" | \" )s(?=\s(?!\"))"  # the apostrophe was taken for a quotation mark
    )
}
"""What a tokenizer cuts off its word and should have put back."""

NO_SPACES = frozenset({"Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan"})
"""Scripts that have no spaces between words, and so none behind a mark."""


@cache
def foreign(lang: str) -> re.Pattern[str] | None:
    """Marks that a bare language does not write; None if that is not known here.

    >>> foreign("en").findall("„Why, ¿no?“ 。")
    ['„', '¿', '。']
    """
    scripts = expected_scripts(lang)
    if scripts is None:
        return None
    own = "".join(_OF_SCRIPT.get(script, "") + _SHARED.get(script, "") for script in scripts)
    marks = set("".join(_OF_SCRIPT.values())) - set(own)
    marks |= set("" if lang in _INVERTED else "¿¡")
    marks |= set("„" if lang in _NO_LOW_QUOTE else "")
    marks |= set("«»" if lang in _NO_ANGLE_QUOTE else "")
    instead = f"|{_INSTEAD[lang]}" if lang in _INSTEAD else ""
    return re.compile(f"[{''.join(sorted(marks))}]{instead}")


@cache
def unspaced(lang: str | None) -> str:
    """Marks that no space may stand before; empty where that is custom.

    >>> unspaced("en"), unspaced("fr")
    (',.;:!?)]', ',.)]')
    """
    if (expected_scripts(lang or "") or frozenset()) & SPACED_SCRIPTS:
        return ""
    return "".join(mark for mark in ",.;:!?)]" if mark not in SPACE_BEFORE.get(lang or "", ""))


def of_other_script(characters: str, lang: str) -> bool:
    """Whether a letter among these is of a script that the language is not written in.

    >>> of_other_script("я", "en"), of_other_script("a ", "en")
    (True, False)
    """
    scripts = expected_scripts(lang) or frozenset()
    return not set(script_shares(characters)) <= scripts
