"""The manual page of a check in blocks: paragraphs of prose, and examples."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BETWEEN = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a manual page; an example is shown as it stands."""

    text: str
    is_example: bool


def blocks(page: str) -> Iterator[Block]:
    r"""The blocks of a manual page, prose on one line each.

    >>> list(blocks("A mark\nis lost.\n\n>>> 1 + 1\n2"))  # doctest: +NORMALIZE_WHITESPACE
    [Block(text='A mark is lost.', is_example=False),
     Block(text='>>> 1 + 1\n2', is_example=True)]
    """
    for paragraph in _BETWEEN.split(page.strip()):
        if paragraph:
            is_example = paragraph.lstrip().startswith(">>>")
            yield Block(paragraph if is_example else " ".join(paragraph.split()), is_example)
