"""Words whose bytes were read with the wrong code page, and what they may have been."""

import functools
import re
from dataclasses import dataclass

from mtqa.text import chardata
from mtqa.text.scripts import expected_scripts, script_shares

_SYMBOL = "[^\x00-\x7f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]"
SUSPECT = re.compile(
    f"[^\x00-\x7f](?:{_SYMBOL}|(?<={_SYMBOL})[^\x00-\x7f]|(?<=[\x80-\x9f\u00c2\u00c3\u0152\u0153\ufffd-\uffff]))"
)
"""Two characters in a row that are not ASCII, not both of them typographic marks, or one that need
not stand beside another one: without these, ftfy sees no mojibake."""
_MIN_RUN = 3
_HIGH = re.compile(rf"[\x80-\xff\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{{{_MIN_RUN},}}")
"""What windows-1252 makes of the bytes above ASCII: letters of other scripts are in a row there."""
_CASE_TURNED = re.compile(r"(?<!\w)[\u0430-\u044f\u0451][\u0410-\u042f\u0401]{3,}(?!\w)")
_OF_SCRIPT = {
    "bg": ("cp1251",),
    "mk": ("cp1251",),
    "ru": ("cp1251", "koi8_r"),
    "sr": ("cp1251",),
    "uk": ("cp1251", "koi8_u"),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
    "ur": ("cp1256",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "zh": ("gb18030", "big5"),
}
"""Encodings before Unicode of languages in another script than Latin, usual one first."""
_IN_KOI8 = frozenset(("ru", "uk"))

_OF_LATIN = {
    "cs": ("cp1250", "ěřůňťďĚŘŮŇŤĎčČ"),
    "hr": ("cp1250", "čćđČĆĐ"),
    "hu": ("cp1250", "őűŐŰ"),
    "pl": ("cp1250", "ąćęłńśźżĄĆĘŁŃŚŹŻ"),
    "ro": ("cp1250", "ăşţșțĂŞŢȘȚ"),
    "sk": ("cp1250", "ľťčďňŕĺĽŤČĎŇŔĹ"),
    "sl": ("cp1250", "čČ"),
    "lt": ("cp1257", "ąčęėįšųūžĄČĘĖĮŠŲŪŽ"),
    "lv": ("cp1257", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ"),
    "tr": ("cp1254", "ğışİĞŞ"),
}
"""The same for languages in Latin script, with the letters that windows-1252 has not."""

LANGUAGES = frozenset(_OF_SCRIPT) | frozenset(_OF_LATIN)


@dataclass(frozen=True, slots=True)
class Misread:
    """The letters of a language that windows-1252 shows in place of its own."""

    table: dict[int, str]
    wrong: re.Pattern[str]
    proper: re.Pattern[str]

    def repaired(self, word: str) -> str:
        """The word with its own letters."""
        return word.translate(self.table)


@functools.lru_cache(maxsize=1024)
def mojibake(text: str) -> tuple[tuple[int, int], ...]:
    """The words (cut at white space) that hold UTF-8 read as something else, by ftfy's table."""
    found: list[tuple[int, int]] = []
    done = 0
    for match in _badness().finditer(text):
        if match.start() < done:
            continue
        start, end = match.span()
        if text[start] in chardata.DOUBLE_QUOTES and (start == 0 or text[start - 1].isspace()):
            continue  # an ordinary Swedish quotation that opens with a letter such as Ä
        while start > done and not text[start - 1].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace():
            end += 1
        done = end
        found.append((start, end))
    return tuple(found)


def repaired(text: str) -> str:
    """What ftfy would make of it."""
    import ftfy

    fixed: str = ftfy.fix_encoding(text)
    return fixed


def misread_script(text: str, lang: str) -> list[tuple[int, int, str]]:
    """Runs of accented Latin that are words of the language in its old code page: start, end, word.

    >>> misread_script("Îí ñêàçàë: Ïðèâåò!", "ru")
    [(3, 9, 'сказал'), (11, 17, 'Привет')]
    """
    if lang not in _OF_SCRIPT or text.isascii():
        return []
    found = []
    for match in _HIGH.finditer(text):
        word = _decoded(match[0], lang)
        if word is not None:
            found.append((*match.span(), word))
    turned = list(_CASE_TURNED.finditer(text)) if lang in _IN_KOI8 else []
    if len(turned) > 1:  # one alone is a slip of the shift key
        found += [(*match.span(), _turned(match[0], *_OF_SCRIPT[lang])) for match in turned]
    return sorted(found)


@functools.cache
def misread_letters(lang: str) -> Misread | None:
    """How a language in Latin script looks when its old code page is read as windows-1252."""
    if lang not in _OF_LATIN:
        return None
    page, letters = _OF_LATIN[lang]
    shown = {
        letter: letter.encode(page).decode("cp1252", "replace")
        for letter in letters
        if letter.encode(page, "ignore")
    }
    table = {
        ord(wrong): letter
        for letter, wrong in shown.items()
        if wrong not in letters and wrong != "\N{REPLACEMENT CHARACTER}"
    }
    wrong = re.compile(f"[{re.escape(''.join(map(chr, table)))}]")
    return Misread(table, wrong, re.compile(f"[{letters}]"))


def _decoded(run: str, lang: str) -> str | None:
    """The run in the first encoding that makes letters of the language of all of it."""
    raw = b"".join(_byte(character) for character in run)
    scripts = expected_scripts(lang) or frozenset()
    for encoding in _OF_SCRIPT[lang]:
        try:
            word = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if word.isalpha() and set(script_shares(word)) <= scripts and word[1:] == word[1:].lower():
            return word
    return None


def _turned(word: str, one: str, other: str) -> str:
    """The word in the order of letters of KOI8: capitals for small letters and the other way."""
    ways = (word.encode(one).decode(other), word.encode(other, "replace").decode(one))
    return max(ways, key=lambda way: sum(way.lower().count(letter) for letter in "оеаинтлр"))


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", "replace")


@functools.cache
def _badness() -> re.Pattern[str]:
    from ftfy.badness import BADNESS_RE  # slow to import: only who has such text pays

    pattern: re.Pattern[str] = BADNESS_RE
    return pattern
