"""Markdown: headings, paragraphs, list items, quotes and table cells, without their marks.

markdown-it says which lines a paragraph stands in; its place within them, and that of every word
between marks, is found by walking through the lines in step with what it read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from mtqa.readers.base import RawFile, ReadOptions, article
from mtqa.readers.encoding import decode
from mtqa.readers.html import blocks_of
from mtqa.readers.html_tokens import comments
from mtqa.readers.ignore_marks import ignores
from mtqa.text.blocks import Block, BlockBuilder, Lines
from mtqa.types import Document

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(
    r"---[ \t]*(?>\r\n|\r|\n)((?:(?:[\w-]+[ \t]*:|[ \t#-]).*(?>\r\n|\r|\n)|\s*[\r\n])*?)"
    r"(?:---|\.\.\.)[ \t]*(?:[\r\n]+|\Z)"
)
_LINK_END = re.compile(
    r"\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\)|\](?:\[[^\]]*+\])?", re.DOTALL
)
_META = r"(?m)^{0}[ \t]*:[ \t]*[\"']?(.+?)[\"']?[ \t]*\r?$"
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t>]*(?:\r\n|\r|\n)")


@dataclass(slots=True)
class _Parsed:
    """What a file holds: paragraphs, the places of its comments, the text of its first heading."""

    blocks: list[Block] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    heading: str | None = None


def read(file: RawFile, options: ReadOptions) -> Iterator[Document]:
    """The article of a Markdown file; code is left out. Its title and language may stand in front
    matter, else the first heading is the title."""
    decoded = decode(file, options.encoding)
    front = _FRONT_MATTER.match(decoded.text)
    meta = front[1] if front else ""
    parsed = _parse(decoded.text, front.end() if front else 0)
    if parsed.blocks:
        heading = parsed.heading
        lang = _meta(meta, "lang") or _meta(meta, "language")
        title = _meta(meta, "title") or (" ".join(heading.split()) if heading else None)
        yield article(
            decoded,
            options,
            parsed.blocks,
            title=title,
            lang=("front matter: lang", lang),
            ignores=ignores(decoded.text, parsed.comments, parsed.blocks, _BLANK_LINE),
        )


def _meta(meta: str, key: str) -> str | None:
    match = re.search(_META.replace("{0}", key), meta)
    return match[1] if match else None


def _parse(text: str, start: int) -> _Parsed:
    """What the text from `start` holds."""
    from markdown_it import MarkdownIt  # 60 ms: only who reads Markdown pays

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.disable("text_join")  # keeps escapes and entities apart from the text
    lines = Lines.of(text)
    rows = [match.span(1) for match in _LINE.finditer(text, start)]
    parsed = _Parsed()
    in_heading, used = False, (-1, 0)
    for token in parser.parse(text[start:]):
        if token.type in ("heading_open", "heading_close"):
            in_heading = token.type == "heading_open"
        first, last = token.map or (0, 0)
        if token.type == "html_block" and last:
            parsed.blocks += blocks_of(text, lines, rows[first][0], rows[last - 1][1])
            parsed.comments += comments(text, rows[first][0], rows[last - 1][1])
        if token.type != "inline" or not token.content:
            continue
        # The cells of a table stand in one line: the next is looked for behind the last.
        column = used[1] if used[0] == first else rows[first][0]
        places = _places(text, token.content, rows[first:last], column)
        used = (first, places[len(token.content) - 1] + 1)
        inline = _Inline(text, token.content, places, BlockBuilder(lines))
        block = inline.block(token.children or [])
        parsed.comments += inline.comments
        if block.text.strip():
            parsed.blocks.append(block)
            parsed.heading = parsed.heading or (block.text if in_heading else None)
    parsed.blocks = [replace(block, paragraph=n) for n, block in enumerate(parsed.blocks)]
    return parsed


def _places(text: str, content: str, rows: Sequence[tuple[int, int]], column: int) -> list[int]:
    """Where in the file each code point of a paragraph stands, its line ends at those of the file.

    Its lines are those of the file but for the marks before them, and `|` in a table, which the
    file escapes.
    """
    places: list[int] = []
    for line, (start, end) in zip(content.split("\n"), rows, strict=False):
        start = max(start, column)
        found = text.find(line, start, end)
        if found >= 0:
            places += range(found, found + len(line))
        else:
            for char in line:
                found = text.find(char, start, end)
                start = found + 1 if found >= 0 else start
                places.append(max(start - 1, 0))
        places.append(end)
    places += [places[-1]] * (len(content) + 1 - len(places))
    return places


@dataclass(slots=True)
class _Inline:
    """Walks through a paragraph in step with the tokens in it."""

    text: str
    content: str
    places: list[int]
    builder: BlockBuilder
    at: int = field(default=0)
    comments: list[tuple[int, int]] = field(default_factory=list)

    def block(self, children: Sequence["Token"]) -> Block:
        for child in children:
            if child.type in ("text", "code_inline"):
                self._text(child.content)
            elif child.type == "text_special":
                self._escape(child.content, child.markup)
            elif child.type in ("softbreak", "hardbreak"):
                self._line_end()
            elif child.markup == "autolink":  # <http://...>: what is spelled is the text in it
                continue
            elif child.type == "link_close":
                self._link_end()
            elif child.type == "image":
                self._skip(child.content)
                self._link_end()
            else:
                if child.type == "html_inline" and self._find(child.content):
                    last = self.at + len(child.content) - 1
                    self.comments.append((self.places[self.at], self.places[last] + 1))
                self._skip(child.content or child.markup)
        return self.builder.block(self.places[0])

    def _find(self, wanted: str) -> bool:
        """Go to the next place of some text, if there is one."""
        found = self.content.find(wanted, self.at)
        self.at = found if found >= 0 else self.at
        return found >= 0

    def _skip(self, wanted: str) -> None:
        if self._find(wanted):
            self.at += len(wanted)

    def _text(self, wanted: str) -> None:
        if not self._find(wanted):  # such as a line end in code, which is shown as a space
            self._lost(wanted)
            return
        places = self.places[self.at : self.at + len(wanted)]
        for _, run in groupby(enumerate(places), key=lambda item: item[1] - item[0]):
            first, *rest = (place for _, place in run)
            last = rest[-1] if rest else first
            self.builder.verbatim(self.text[first : last + 1], first)
        self.at += len(wanted)

    def _escape(self, shown: str, spelled: str) -> None:
        if not self._find(spelled):
            self._lost(shown)
            return
        self.builder.escape(shown, self.places[self.at], len(spelled))
        self.at += len(spelled)

    def _lost(self, shown: str) -> None:
        """Text that is not spelled as expected is given the place that was come to."""
        self.builder.escape(shown, min(self.places[self.at], len(self.text) - 1), 1)

    def _line_end(self) -> None:
        """A line end, with the white space around it; without marks such as that of a quote."""
        start = self.places[self.at]
        if not self._find("\n"):
            return
        self.at += 1
        while self.content[self.at : self.at + 1] in (" ", "\t"):
            self.at += 1
        spelled = self.text[start : self.places[self.at]]
        if spelled.isspace():
            self.builder.verbatim(spelled, start)
        else:
            self.builder.escape("\n", start, len(spelled))

    def _link_end(self) -> None:
        if self._find("]") and (match := _LINK_END.match(self.content, self.at)):
            self.at = match.end()
