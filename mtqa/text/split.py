"""Sentences of a paragraph, with their place in the file.

The rules are sentencex's (Wikimedia; abbreviations of 240 languages). It sees a copy of the text in
which some characters are replaced one for one, so that its offsets hold for the original:

- white space, since a capital letter, U+00A0 and a full stop crash it, and since a block is one
  paragraph, whatever blank lines the source of a page has in it;
- lone surrogates, which it cannot encode, and NUL;
- the Khmer full stop, which it does not know, by the Burmese one, which it does.

It never ends a sentence between quotation marks. A quotation of several sentences is cut here, by
the same rules applied to what stands between the marks.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from mtqa.text.blocks import Block
from mtqa.text.chardata import ABBREVIATIONS
from mtqa.text.language import bare
from mtqa.text.words import count_words
from mtqa.types import Segment

LONGEST = 5_000
"""Longest sentence in code points; more is cut at white space. Real ones end long before, and
sentencex takes time quadratic in the length of a text of unclosed quotes (22 ms for this many)."""

LEAST_WORDS = 3
"""Fewest words of a sentence cut from a quotation; shorter ones ("Really? Yes.") stay with their
neighbour. In 41,434 sentences of human news (WMT 2018 to 2021) 216 are so cut, in 269 places, none
of them wrong on reading; one-word sentences of dialogue would stand alone without this."""
_NEAR = 200  # code points around a place that are looked at

_QUOTED = re.compile(
    '"[^"]+"|[\u201c\u201e][^\u201c-\u201f]+[\u201c\u201d]|\u00ab[^\u00ab\u00bb]+\u00bb'
    "|\u300c[^\u300c\u300d]+\u300d|\u300e[^\u300e\u300f]+\u300f"
)
_END_IN_QUOTATION = re.compile(
    r"(?:(?<!\.)[.!?\u0964\u061f\u06d4][\])'\u2019]*\s+|[\u3002\uff01\uff1f]\s*)\Z"
)
_ABBREVIATED = re.compile(r"(?:^|[\s(.])(\w|" + "|".join(sorted(ABBREVIATIONS)) + r")\.\s*\Z")
_SPACES = [
    code for code in range(0x3001) if chr(code).isspace() or unicodedata.category(chr(code)) == "Zs"
]
_STAND_INS = {
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"),
    0: "\N{REPLACEMENT CHARACTER}",
    ord("\N{KHMER SIGN KHAN}"): "\N{MYANMAR SIGN SECTION}",
    ord("\N{KHMER SIGN BARIYOOSAN}"): "\N{MYANMAR SIGN SECTION}",
}


def split(block: Block, lang: str | None = None) -> list[Segment]:
    """The sentences of one paragraph, without the white space around them; none if it is blank.

    `lang` is any language tag; rules of English stand in for those of an unknown language.

    >>> [segment.target for segment in split(Block.whole("It is said. , I agree. Mr. B. left."))]
    ['It is said. , I agree.', 'Mr. B. left.']
    """
    return [segment(block, start, end) for start, end in _trimmed(block.text, lang)]


def segment(block: Block, start: int, end: int) -> Segment:
    """The segment `block.text[start:end]`, exactly as read."""
    return Segment(
        target=block.text[start:end],
        start=block.file_start(start),
        end=block.file_end(end) if end > start else block.file_start(start),
        line=block.line(start),
        paragraph=block.paragraph,
        column=block.column(start),
    )


def _trimmed(text: str, lang: str | None) -> Iterator[tuple[int, int]]:
    language = bare(lang) or "en"
    plain = text.translate(_STAND_INS)
    for first, last in _boundaries(plain, language):
        cuts = [first + place for place in _cuts_in_quotations(plain[first:last], language)]
        for start, end in pairwise([first, *cuts, last]):
            sentence = text[start:end]
            left = len(sentence) - len(sentence.lstrip())
            size = len(sentence.strip())
            if size:
                yield start + left, start + left + size


def _cuts_in_quotations(sentence: str, lang: str) -> Iterator[int]:
    """Where a sentence ends in the midst of a quotation and the next one begins."""
    done = 0
    for quoted in _QUOTED.finditer(sentence):
        inside = sentence[quoted.start() + 1 : quoted.end() - 1]
        for boundary in get_sentence_boundaries(lang, inside)[:-1]:
            place = quoted.start() + 1 + boundary["end_index"]
            before = sentence[max(done, place - _NEAR) : place]
            behind = sentence[place : min(place + _NEAR, quoted.end())]
            if _ends_sentence(before) and _begins_sentence(behind):
                yield place
                done = place


def _ends_sentence(before: str) -> bool:
    if not _END_IN_QUOTATION.search(before) or _ABBREVIATED.search(before):
        return False
    return count_words(before) >= LEAST_WORDS


def _begins_sentence(behind: str) -> bool:
    return not behind.lstrip()[:1].islower() and count_words(behind) >= LEAST_WORDS


def _boundaries(text: str, lang: str) -> Iterator[tuple[int, int]]:
    """Gapless half-open ranges of sentences, looked for in one window of the text after another.

    The last sentence of a window may go on behind it, so the next window starts with it.
    """
    position = 0
    while position < len(text):
        window = text[position : position + LONGEST]
        ends = [boundary["end_index"] for boundary in get_sentence_boundaries(lang, window)]
        if position + len(window) < len(text):
            ends = ends[:-1] or [_last_space(window)]
        start = 0
        for end in ends:
            yield position + start, position + end
            start = end
        position += start


def _last_space(window: str) -> int:
    """Behind the last white space in the second half of a text, or its end."""
    half = len(window) // 2
    end = half + len(window[half:].rstrip())
    while end > half and not window[end - 1].isspace():
        end -= 1
    return end if end > half else len(window)
