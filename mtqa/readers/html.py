"""HTML pages: the paragraphs of their main text.

Paragraphs are those of the tags, so that each stands at its place in the file. With trafilatura
installed its idea of the main text decides which of them are kept; else, or where it finds none,
menus, headers, footers, asides and forms are dropped by their tags.
"""

import html
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from mtqa.readers.base import RawFile, ReadOptions, article
from mtqa.readers.encoding import decode
from mtqa.readers.html_tokens import Kind, Token, attribute, comments, tokens
from mtqa.readers.ignore_marks import ignores
from mtqa.text.blocks import Block, BlockBuilder, Lines
from mtqa.text.language import bare, detect
from mtqa.types import Document

_BLOCK_TAG_NAMES = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main nav "
    "ol option p pre search section summary table tbody td tfoot th thead title tr ul"
)
_BLOCK_TAGS = frozenset(_BLOCK_TAG_NAMES.split())
_PARTING = re.compile(rf"</?(?:{_BLOCK_TAG_NAMES.replace(' ', '|')})\b", re.IGNORECASE)
_NO_TEXT = frozenset(
    {"script", "style", "template", "noscript", "svg", "object", "select", "button"}
)
_BOILERPLATE = frozenset({"nav", "aside", "form", "header", "footer"})
_ARTICLE = frozenset({"article", "main"})  # may have a header of its own, with the title
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.I
)
_CHARSET_WITHIN = 4096
_LATIN_1 = frozenset({"iso-8859-1", "latin1", "us-ascii", "ascii"})
_MAX_EXTRACTED = 5_000_000
"""Code points of the longest page given to trafilatura: it takes about a second for a million."""
_SHORT = 60
"""Code points below which a paragraph must be a line of the main text, not only a part of it."""
_SURE = 0.9


@dataclass(slots=True)
class _Page:
    """A page being read: the paragraph that is open, and what surrounds it."""

    lines: Lines
    dropped: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    heading: Block | None = None
    title: str | None = None
    lang: str | None = None
    builder: BlockBuilder | None = None
    within: list[str] = field(default_factory=list)  # dropped elements that are open
    articles: int = 0
    after_break: bool = False


def read(file: RawFile, options: ReadOptions) -> Iterator[Document]:
    """The article of a page. Its title is its first heading, else that of the window."""
    decoded = decode(file, options.encoding, _charset(file.data))
    page, note = _main_text(decoded.text)
    if page.blocks:
        title = page.heading.text if page.heading else page.title
        notes = (note, *_contradiction(page)) if note else _contradiction(page)
        document = article(
            replace(decoded, notes=decoded.notes + notes),
            options,
            page.blocks,
            title=" ".join(title.split()) if title else None,
            lang=("<html lang>", page.lang),
            ignores=ignores(decoded.text, comments(decoded.text), page.blocks, _PARTING),
        )
        yield document


def blocks_of(text: str, lines: Lines, start: int = 0, end: int | None = None) -> list[Block]:
    """All paragraphs of a part of a file that is HTML."""
    return _parse(text, lines, frozenset(), start, end).blocks


def _charset(data: bytes) -> str | None:
    """The encoding that a page declares, as browsers understand it."""
    match = _CHARSET.search(data[:_CHARSET_WITHIN])
    name = match[1].decode("ascii", "replace").lower() if match else ""
    if not name or name.startswith(("utf-16", "utf-32")):  # it was read as ASCII, so it is neither
        return None
    return "windows-1252" if name in _LATIN_1 else name


def _main_text(text: str) -> tuple[_Page, str | None]:
    """A page with its main text alone, and a note on how that was found."""
    lines = Lines.of(text)
    whole = _parse(text, lines, frozenset())
    main = _extract(text) if len(text) <= _MAX_EXTRACTED else ""
    if main:
        kept = _kept(whole, main)
        if kept:
            return replace(whole, blocks=kept), None
    basic = _parse(text, lines, _BOILERPLATE)
    note = "main text found by the tags of the page alone: install mtqa[html] for a better guess"
    return (basic if basic.blocks else whole), note if main is None else None


def _extract(text: str) -> str | None:
    """What trafilatura takes for the main text ("" if it finds none); None if not installed."""
    try:
        import trafilatura  # 0.2 s, and an extra
    except ImportError:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of pages without text
    found = trafilatura.extract(text.replace("\0", " "), include_comments=False)
    return found or ""


def _kept(page: _Page, main: str) -> list[Block]:
    """The paragraphs that are part of the main text, and the heading."""
    lines = {_words(part) for line in main.splitlines() for part in (line, *line.split("|"))}
    joined = _words(main)
    return [
        block
        for block in page.blocks
        if block is page.heading
        or (shown := _words(block.text)) in lines
        or (len(shown) >= _SHORT and shown in joined)
    ]


def _words(text: str) -> str:
    """Text without what the two readings of a page may differ in: white space and list marks."""
    return " ".join(text.split()).removeprefix("- ")


def _contradiction(page: _Page) -> tuple[str, ...]:
    """A note if the text looks like another language than the page says."""
    said = bare(page.lang)
    if said is None:
        return ()
    found, confidence = detect("\n".join(block.text for block in page.blocks[:50]))
    if found is None or found == said or confidence < _SURE:
        return ()
    return (f"the page says lang={said}, its text looks like {found}: name it with --target-lang",)


def _parse(
    text: str, lines: Lines, dropped: frozenset[str], start: int = 0, end: int | None = None
) -> _Page:
    page = _Page(lines, dropped)
    for token in tokens(text, start, end):
        if token.kind is Kind.START:
            _open(page, token)
        elif token.kind is Kind.END:
            _close(page, token)
        elif token.kind is Kind.RAW:
            _raw(page, token)
        elif token.kind is not Kind.COMMENT and not page.within:
            _add(page, token)
    _flush(page)
    return page


def _open(page: _Page, token: Token) -> None:
    if token.name == "html":
        page.lang = page.lang or attribute(token.text, "lang") or attribute(token.text, "xml:lang")
    if token.name == "br":
        _break(page, token)
    if token.name in _BLOCK_TAGS:
        _flush(page)
    if token.name in _ARTICLE:
        page.articles += 1
    own_header = page.articles > 0 and token.name in {"header", "footer"}
    dropped = token.name in _NO_TEXT or (token.name in page.dropped and not own_header)
    if dropped and not token.text.rstrip().endswith("/"):
        page.within.append(token.name)


def _close(page: _Page, token: Token) -> None:
    if token.name in page.within:
        while page.within.pop() != token.name:
            pass
    if token.name in _ARTICLE:
        page.articles = max(0, page.articles - 1)
    if token.name in _BLOCK_TAGS:
        block = _flush(page)
        if token.name == "h1" and page.heading is None:
            page.heading = block


def _raw(page: _Page, token: Token) -> None:
    if token.name == "title" and page.title is None and not page.within:
        page.title = html.unescape(token.text).strip() or None


def _break(page: _Page, token: Token) -> None:
    """One <br> is a line end within a paragraph, a second one ends it."""
    if page.within or page.builder is None:
        return
    if page.after_break:
        _flush(page)
        return
    page.builder.escape("\n", token.start, token.end - token.start)
    page.after_break = True


def _add(page: _Page, token: Token) -> None:
    text, start = token.text, token.start
    if page.after_break or page.builder is None:
        if not text.strip():
            return
        if token.kind is Kind.TEXT:
            start += len(text) - len(text.lstrip())
            text = text.lstrip()
    page.after_break = False
    page.builder = page.builder or BlockBuilder(page.lines)
    page.builder.escape(text, start, token.end - start)


def _flush(page: _Page) -> Block | None:
    """End the paragraph that is open, if any."""
    builder, page.builder, page.after_break = page.builder, None, False
    if builder is None:
        return None
    block = builder.block()
    size = len(block.text.rstrip())
    left = len(block.text) - len(block.text.lstrip())
    if size <= left:
        return None
    page.blocks.append(block.cut(left, size, paragraph=len(page.blocks)))
    return page.blocks[-1]
