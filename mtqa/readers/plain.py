"""Plain text: one article per file."""

import re
from collections.abc import Iterator, Sequence

from mtqa.readers.base import RawFile, ReadOptions, article
from mtqa.readers.encoding import decode
from mtqa.text.blocks import Block
from mtqa.text.paragraphs import paragraphs
from mtqa.types import Document

MAX_TITLE = 120
_LINE = re.compile(r"[^\r\n]+")
_BLANK_LINE = re.compile(r"[^\S\r\n]*(?>\r\n|\r|\n)[^\S\r\n]*[\r\n]")
_SENTENCE_END = tuple(".!?:;,\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f\u17d4\u104b")


def read(file: RawFile, options: ReadOptions) -> Iterator[Document]:
    """The article of a text file; its title is a short first line above a blank one."""
    decoded = decode(file, options.encoding)
    whole = Block.whole(decoded.text)
    blocks = _lines(whole) if options.segmented else paragraphs(whole)
    yield article(decoded, options, blocks, title=_title(decoded.text, blocks))


def _lines(whole: Block) -> list[Block]:
    """Lines that are not blank; blank ones between them part the paragraphs."""
    blocks: list[Block] = []
    paragraph, end = 0, 0
    for match in _LINE.finditer(whole.text):
        if match[0].strip():
            gap = whole.text[end : match.start()]
            paragraph += bool(blocks and _BLANK_LINE.match(gap))
            blocks.append(whole.cut(*match.span(), paragraph=paragraph))
            end = match.end()
    return blocks


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    if len(blocks) < 2:
        return None
    first = blocks[0]
    title = first.text.strip()
    behind = text[first.start + len(first.text) : blocks[1].start]
    short = len(title) <= MAX_TITLE and not re.search(r"[\r\n]", title)
    if short and _BLANK_LINE.match(behind) and not title.endswith(_SENTENCE_END):
        return title
    return None
