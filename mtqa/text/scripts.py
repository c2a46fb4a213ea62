"""Which scripts a text is written in, and which it should be written in."""

from functools import cache

import regex

SCRIPTS = (
    "Latin", "Cyrillic", "Arabic", "Han", "Hiragana", "Katakana", "Hangul", "Devanagari", "Greek",
    "Hebrew", "Bengali", "Tamil", "Telugu", "Thai", "Gujarati", "Gurmukhi", "Kannada", "Malayalam",
    "Sinhala", "Khmer", "Lao", "Myanmar", "Georgian", "Armenian", "Ethiopic", "Oriya", "Tibetan",
    "Mongolian", "Thaana", "Bopomofo",
)  # fmt: skip
OTHER = "Other"
"""Letters of a script that is not in `SCRIPTS`."""

_RUNS = regex.compile(
    "|".join(rf"(?P<{name}>[\p{{Script={name}}}&&\p{{L}}]++)" for name in SCRIPTS)
    + rf"|(?P<{OTHER}>\p{{L}})",
    regex.VERSION1,
)

# Bare languages by the scripts that their newspapers use.
_LANGUAGES = {
    "Arabic": "ar arz ary ckb fa ks ku pa prs ps sd ug ur",
    "Armenian": "hy",
    "Bengali": "as bn",
    "Cyrillic": "ba be bg kk ky mk mn ru sr tg tt uk",
    "Devanagari": "bho doi gom hi kok mai mr ne sa",
    "Ethiopic": "am ti",
    "Georgian": "ka",
    "Greek": "el",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Han": "ja ko wuu yue zh",
    "Hangul": "ko",
    "Hebrew": "he yi",
    "Hiragana": "ja",
    "Kannada": "kn",
    "Katakana": "ja",
    "Khmer": "km",
    "Lao": "lo",
    "Latin": "af az br bs ca ceb cs cy da de en eo es et eu ff fi fil fj fo fr fy ga gd gl ha hr ht"
    " hu id ig is it jv ku la lb lg ln lt lv mg mi ms mt nb nd nl nn no nso ny oc om pl pt qu ro rw"
    " se sk sl sm sn so sq sr ss st su sv sw tk tl tn to tr ts uz ve vi wo xh yo zu",
    "Malayalam": "ml",
    "Mongolian": "mn",
    "Myanmar": "my",
    "Oriya": "or",
    "Sinhala": "si",
    "Tamil": "ta",
    "Telugu": "te",
    "Thaana": "dv",
    "Thai": "th",
    "Tibetan": "bo dz",
}

CASED_LANGUAGES = frozenset(
    language
    for script in ("Armenian", "Cyrillic", "Greek", "Latin")
    for language in _LANGUAGES[script].split()
)
"""Bare languages that tell capitals from small letters: in others a name looks like any word."""

KNOWN_LANGUAGES = frozenset(" ".join(_LANGUAGES.values()).split())
"""Bare languages whose scripts are known here."""


def script_shares(text: str) -> dict[str, float]:
    """Share of each script among the letters of a text, largest first; empty without letters.

    >>> script_shares("Blinken said Да")
    {'Latin': 0.8461538461538461, 'Cyrillic': 0.15384615384615385}
    """
    counts: dict[str, int] = {}
    if text.isascii():
        counts["Latin"] = sum(map(str.isalpha, text))
    else:
        for match in _RUNS.finditer(text):
            name = match.lastgroup
            counts[name] = counts.get(name, 0) + match.end() - match.start()
    letters = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {name: count / letters for name, count in ranked if count}


def dominant_script(text: str) -> str | None:
    """The script of most letters; None without letters.

    >>> dominant_script("Ελλάδα (Greece)")
    'Greek'
    """
    return next(iter(script_shares(text)), None)


@cache
def expected_scripts(lang: str) -> frozenset[str] | None:
    """Scripts that a bare BCP 47 language is written in; None if that is not known here.

    >>> sorted(expected_scripts("ja"))
    ['Han', 'Hiragana', 'Katakana']
    """
    scripts = {script for script, languages in _LANGUAGES.items() if lang in languages.split()}
    return frozenset(scripts) or None


@cache
def sole_language(script: str) -> str | None:
    """The bare language that alone is written in a script; None if there are several or none.

    >>> sole_language("Khmer"), sole_language("Latin")
    ('km', None)
    """
    languages = _LANGUAGES.get(script, "").split()
    return languages[0] if len(languages) == 1 else None
