"""The sentences of a row, each with its part of the row's source and reference.

Where all sides have as many sentences, the first belongs to the first and so on; that is asked of
each paragraph if all sides have as many of these, else of the whole row. What does not match stays
one segment with all of its source and reference, so that they are compared as a whole.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mtqa.readers.base import cut
from mtqa.text.align import MOST
from mtqa.text.blocks import Block
from mtqa.text.language import detect
from mtqa.text.paragraphs import paragraphs
from mtqa.text.split import segment
from mtqa.types import Segment


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a row; `lang` is any language tag, None if it is not known."""

    block: Block
    lang: str | None = None


def others(source: str | None, source_lang: str | None, reference: str | None) -> dict[str, Text]:
    """What a row has beside its target, by the names of the fields of a segment."""
    found = {}
    if source:
        found["source"] = Text(Block(source), source_lang)
    if reference:
        found["reference"] = Text(Block(reference))
    return found


def sentences(target: Text, sides: Mapping[str, Text]) -> list[Segment]:
    """The segments of a row, none if its target is blank; `sides` are those of `others`.

    What does not match and has more than `MOST` sentences is cut all the same and has no other
    sides: the checks of the source leave longer texts alone, and one fault would spoil all of it.

    >>> def pair(target, source):
    ...     found = sentences(Text(Block.whole(target), "de"), others(source, "en", None))
    ...     return [(segment.target, segment.source) for segment in found]
    >>> pair("Ja. Nein.", "Yes. No."), pair("Ja. Nein.", "Yes, no.")
    ([('Ja.', 'Yes.'), ('Nein.', 'No.')], [('Ja. Nein.', 'Yes, no.')])
    """
    ours = paragraphs(target.block)
    theirs = {side: paragraphs(text.block) for side, text in sides.items()}
    if len(ours) < 2 or any(len(blocks) != len(ours) for blocks in theirs.values()):
        return list(_paired(target, ours, sides))
    return [
        found
        for place, block in enumerate(ours)
        for found in _paired(
            Text(block, target.lang),
            [block],
            {side: Text(theirs[side][place], text.lang) for side, text in sides.items()},
        )
    ]


def _paired(target: Text, ours: Sequence[Block], sides: Mapping[str, Text]) -> Iterator[Segment]:
    """The segments of one stretch of a row; `ours` are the paragraphs of its target."""
    found = list(cut(ours, target.lang, segmented=False))
    whole = {side: text.block.text for side, text in sides.items()}
    if len(found) == 1:
        yield _beside(found[0], whole)
        return
    parts = {side: _cut(text, target.lang) for side, text in sides.items()}
    if all(len(texts) == len(found) for texts in parts.values()):
        for place, one in enumerate(found):
            yield _beside(one, {side: texts[place] for side, texts in parts.items()})
    elif 0 < len(found) <= MOST:
        yield _beside(_joined(target.block), whole)
    else:
        yield from found


def _cut(text: Text, target_lang: str | None) -> list[str]:
    """The sentences of another side than the target."""
    lang = text.lang or detect(text.block.text)[0] or target_lang
    return [one.target for one in cut(paragraphs(text.block), lang, segmented=False)]


def _beside(one: Segment, texts: Mapping[str, str]) -> Segment:
    return replace(one, source=texts.get("source"), reference=texts.get("reference"))


def _joined(block: Block) -> Segment:
    """All of a block but the white space around it."""
    start = len(block.text) - len(block.text.lstrip())
    return segment(block, start, len(block.text.rstrip()))
