"""Text from articles made safe for a terminal, and for pages that cannot carry every character.

Control characters can recolour, overwrite or rename what a terminal shows, and bidirectional
overrides can reorder it (Boucher and Anderson 2021, "Trojan Source"); none of them is ever sent as
it is.
"""

import re

_UNSAFE = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 controls: escape sequences start with one of them
    "\u2028\u2029"  # line and paragraph separator
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ufeff"  # byte order mark, invisible
    "\ud800-\udfff"  # lone surrogates: no encoding can carry them
    "\U000e0000-\U000e007f"  # tags: invisible letters
    "]"
)
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONG_WORD = 20
_CONTROL_PICTURES = 0x2400  # U+2400 SYMBOL FOR NULL and the following, in the order of C0


def visible(text: str, keep: str = "") -> str:
    r"""Text with every character that could act on a terminal spelt as its escape.

    `keep` are characters to leave as they are, such as a line break. Joiners and direction marks
    that ordinary Persian, Hindi or Hebrew text needs are left alone.

    >>> visible("a\x1b[31mred\n")
    'a\\x1b[31mred\\n'
    """
    return _UNSAFE.sub(lambda hit: hit[0] if hit[0] in keep else _escape(hit[0]), text)


def one_line(text: str, limit: int | None = None) -> str:
    r"""Text on one line, safe for a terminal, cut with an ellipsis after `limit` characters.

    >>> one_line("One  line\nand another", 12)
    'One line…'
    """
    flat = visible(re.sub(r"[ \t\r\n]+", " ", text).strip())
    if limit is None or len(flat) <= limit:
        return flat
    head, space, tail = flat[:limit].rpartition(" ")
    # Back to a whole word, unless the last one is long (or the script has no spaces).
    kept = head if space and len(tail) <= _LONG_WORD else flat[: limit - 1]
    return kept.rstrip() + "…"


def carried(text: str) -> str:
    r"""Text of the same length in which characters that HTML cannot carry are replaced by pictures.

    A control character becomes its picture (NUL becomes `␀`), a lone surrogate or noncharacter
    U+FFFD. Offsets stay true.

    >>> carried("a\x00b")
    'a␀b'
    """
    return _UNCARRIED.sub(lambda hit: _picture(ord(hit[0])), text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def _picture(code: int) -> str:
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"
