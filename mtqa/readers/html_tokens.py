"""HTML cut into tags, references and text, each with its place in the file.

After the tokenizer of the HTML standard, with its forgiveness: whatever is no tag is text, an
unclosed tag or comment runs to the end of the file. The parser of the standard library takes time
quadratic in the length of files of unclosed tags; here every pattern is possessive or ends at once.
"""

import html
import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a token is. `RAW` is the content of a script, title or the like."""

    START = "start"
    END = "end"
    TEXT = "text"
    REFERENCE = "reference"
    RAW = "raw"
    COMMENT = "comment"


class Token(NamedTuple):
    """`name` is that of the tag in lower case (for `RAW`, of the tag around it). `text` is what a
    reader of the page sees; of `START` it is the attributes as they are, of `COMMENT` all of it.
    """

    kind: Kind
    name: str
    text: str
    start: int
    end: int


_RAW = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"})
_PATTERN = re.compile(
    r"""
    (?P<text>[^<&]++)
    | (?P<reference>&(?:\#[xX][0-9a-fA-F]++|\#[0-9]++|[a-zA-Z][a-zA-Z0-9]{1,40}+);?+)
    | (?P<tag><(?P<slash>/?+)(?P<name>[a-zA-Z][^\s/>]*+)
        (?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)(?:>|\Z))
    | (?P<comment><!--(?:-?>|.*?(?:--!?>|\Z))|<(?:[!?]|/[^a-zA-Z])[^>]*+(?:>|\Z))
    | (?P<mark>[<&])
    """,
    re.VERBOSE | re.DOTALL,
)
_LONGEST_NUMBER = 40  # Python reads no decimal number of more than 4,300 digits
_ATTRIBUTE = r"""(?:^|[\s"'/]){0}\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))"""


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of a page, or of a part of one.

    >>> [(token.kind.value, token.text) for token in tokens("<p>a &lt; b<!-- c -->")]
    [('start', ''), ('text', 'a '), ('reference', '<'), ('text', ' b'), ('comment', '<!-- c -->')]
    """
    position, end = start, len(text) if end is None else end
    while (match := _PATTERN.match(text, position, end)) is not None:
        position = match.end()
        found = match.lastgroup
        if found == "tag":
            name = match["name"].lower()
            kind = Kind.END if match["slash"] else Kind.START
            yield Token(kind, name, match["attributes"], match.start(), position)
            if kind is Kind.START and name in _RAW:
                close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(
                    text, position, end
                )
                behind = close.start() if close else end
                yield Token(Kind.RAW, name, text[position:behind], position, behind)
                position = behind
        elif found == "reference":
            shown = _character(match["reference"])
            yield Token(Kind.REFERENCE, "", shown, match.start(), position)
        elif found == "comment":
            if match[0].startswith("<!--"):  # and no <!DOCTYPE> or <?xml?>
                yield Token(Kind.COMMENT, "", match[0], match.start(), position)
        else:
            yield Token(Kind.TEXT, "", match[0], match.start(), position)


def comments(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the comments of a page, or of a part of one, start and end."""
    return ((t.start, t.end) for t in tokens(text, start, end) if t.kind is Kind.COMMENT)


def _character(reference: str) -> str:
    if len(reference) > _LONGEST_NUMBER and reference.startswith("&#"):
        return "\N{REPLACEMENT CHARACTER}"  # as of any number beyond Unicode
    return html.unescape(reference)


def attribute(attributes: str, name: str) -> str | None:
    """The value of an attribute in the attributes of a start tag.

    >>> attribute(' class="a" LANG=en-GB', "lang")
    'en-GB'
    """
    pattern = _ATTRIBUTE.replace("{0}", re.escape(name))
    match = re.search(pattern, attributes, re.IGNORECASE)
    return html.unescape(next(filter(None, match.groups()), "")) if match else None
