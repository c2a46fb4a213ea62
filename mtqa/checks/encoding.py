"""Characters that the bytes of the text lost on the way."""

import functools
import re

from mtqa.checks.base import Hits, segment_check
from mtqa.mqm import Severity
from mtqa.text import chardata
from mtqa.types import Segment, Span

_REPLACEMENT = re.compile("[\N{REPLACEMENT CHARACTER}\ufffe\uffff]+")
_SUSPECT = re.compile("[^\x00-\x7f\u2013\u2014\u2018\u2019\u201c\u201d\u2026]")
# Typographic marks alone are never mojibake: it takes an accented letter or a symbol beside them.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f"  # C0 and C1 but for white space
    "\ud800-\udfff"  # lone surrogates
    "\ue000-\uf8ff"  # private use
    "\N{ZERO WIDTH NO-BREAK SPACE}]+"
)


@segment_check("Non-translation", Severity.MAJOR)
def unreadable(segment: Segment, lang: str | None, *, min_share: float = 0.3) -> Hits:
    """Most of a sentence is mojibake or replacement characters.

    Fires when at least `min_share` of the words that are not plain ASCII numbers or marks hold
    damaged characters, and at least three do. Lighter damage is left to `encoding.mojibake` and
    `encoding.replacement_character`.

    The share is a choice, not a measurement: below it a reader can still guess the sentence. It
    fires on none of 41,434 sentences of human English news.

    >>> broken = Segment("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€ Ð¸ Ð»ÑŽÐ´Ð¸")
    >>> [message for _, message in unreadable(broken, "ru")]
    ['4 of 4 words are damaged; it may read: Привет мир и люди']
    """
    text = segment.target
    if text.isascii() or not (_damaged_words(text) or _REPLACEMENT.search(text)):
        return
    words = [match.span() for match in re.finditer(r"\S+", text)]
    damaged = {start for start, _ in _damaged_words(text)}
    damaged |= {start for start, end in words if _REPLACEMENT.search(text, start, end)}
    if len(damaged) >= 3 and len(damaged) >= min_share * len(words):
        message = f"{len(damaged)} of {len(words)} words are damaged"
        repaired = _repaired(text)
        if repaired != text:
            message += f"; it may read: {repaired}"
        yield Span(words[0][0], words[-1][1]), message


@segment_check("Fluency/Character encoding", Severity.MAJOR)
def mojibake(segment: Segment, lang: str | None) -> Hits:
    """A word whose letters were decoded with the wrong encoding.

    Uses the table of character pairs that do not meet in real text of ftfy (`ftfy.badness`, Robyn
    Speer), and shows what ftfy would make of the word. Letters that were swapped for other letters
    of the same kind (KOI8 read as windows-1251) are not seen.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in mojibake(Segment("It’s a cafÃ© in Paris."), "en")]
    ['the characters were read with the wrong encoding; it may be: café']
    """
    for start, end in _damaged_words(segment.target):
        word = segment.target[start:end]
        repaired = _repaired(word)
        message = "the characters were read with the wrong encoding"
        if repaired != word:
            message += f"; it may be: {repaired}"
        yield Span(start, end), message


@segment_check("Fluency/Character encoding", Severity.MAJOR)
def replacement_character(segment: Segment, lang: str | None) -> Hits:
    r"""A replacement character (U+FFFD) stands where a character was lost.

    Fires on none of 41,434 sentences of human English news.

    >>> cafe = "caf\N{REPLACEMENT CHARACTER}"
    >>> [message for _, message in replacement_character(Segment(f"The {cafe} is open."), "en")]
    ['1 character was lost (U+FFFD)']
    """
    if segment.target.isascii():
        return
    for match in _REPLACEMENT.finditer(segment.target):
        lost = match.end() - match.start()
        plural = "s were" if lost > 1 else " was"
        yield Span(*match.span()), f"{lost} character{plural} lost (U+{ord(match[0][0]):04X})"


@segment_check("Fluency/Character encoding", Severity.MINOR)
def control_character(segment: Segment, lang: str | None) -> Hits:
    r"""A control, private-use or surrogate character that no text should hold.

    Tabs, line ends, soft hyphens, joiners and direction marks are left alone: scripts need them.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in control_character(Segment("The end\x07 is near."), "en")]
    ['a character that is no text: U+0007']
    """
    if segment.target.isprintable():
        return
    for match in _CONTROL.finditer(segment.target):
        code = f"U+{ord(match[0][0]):04X}"
        more = f" and {len(match[0]) - 1} more" if len(match[0]) > 1 else ""
        yield Span(*match.span()), f"a character that is no text: {code}{more}"


@functools.lru_cache(maxsize=1024)
def _damaged_words(text: str) -> tuple[tuple[int, int], ...]:
    """The words (cut at white space) that hold mojibake."""
    if not _SUSPECT.search(text):
        return ()
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


@functools.cache
def _badness() -> re.Pattern[str]:
    from ftfy.badness import BADNESS_RE  # slow to import: only who has such text pays

    pattern: re.Pattern[str] = BADNESS_RE
    return pattern


def _repaired(text: str) -> str:
    import ftfy

    repaired: str = ftfy.fix_encoding(text)
    return repaired
