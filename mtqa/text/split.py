"""Sentences of a paragraph, with their place in the file.

The rules are sentencex's (Wikimedia; abbreviations of 240 languages). It sees a copy of the text in
which some characters are replaced one for one, so that its offsets hold for the original:

- white space, since a capital letter, U+00A0 and a full stop crash it, and since a block is one
  paragraph, whatever blank lines the source of a page has in it;
- lone surrogates, which it cannot encode, and NUL;
- the Khmer full stop, which it does not know, by the Burmese one, which it does.
"""

import unicodedata
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from mtqa.text.blocks import Block
from mtqa.text.language import bare
from mtqa.types import Segment

LONGEST = 5_000
"""Longest sentence in code points; more is cut at white space. Real ones end long before, and
sentencex takes time quadratic in the length of a text of unclosed quotes (22 ms for this many)."""

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
    )


def _trimmed(text: str, lang: str | None) -> Iterator[tuple[int, int]]:
    for start, end in _boundaries(text.translate(_STAND_INS), bare(lang) or "en"):
        sentence = text[start:end]
        left = len(sentence) - len(sentence.lstrip())
        size = len(sentence.strip())
        if size:
            yield start + left, start + left + size


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
