"""Sentences that were glued together and split again: no case can hold them."""

import pytest

from mtqa.checks import CHECKS, run
from mtqa.text.blocks import Block
from mtqa.text.split import split
from mtqa.types import Document


def glued(text: str, lang: str) -> list[str]:
    document = Document("a", tuple(split(Block.whole(text), lang)), target_lang=lang)
    found = run(document, [CHECKS["structure.glued_sentences"]]).issues
    return [
        segment.target[issue.span.start : issue.span.end]
        for segment, issues in zip(document.segments, found, strict=True)
        for issue in issues
    ]


@pytest.mark.parametrize(
    ("text", "lang", "marked"),
    [
        ("It was the end.The next day came.", "en", ["The"]),
        ("They came back!Then it rained.", "en", ["Then"]),
        ("Das war das Ende.Der nächste Tag kam.", "de", ["Der"]),
        ("C'était la fin.Le jour suivant arriva.", "fr", ["Le"]),
        ("Это был конец.Наступил новый день.", "ru", ["Наступил"]),
    ],
)
def test_where_the_splitter_cut_the_second_is_marked(
    text: str, lang: str, marked: list[str]
) -> None:
    assert len(split(Block.whole(text), lang)) == 2
    assert glued(text, lang) == marked


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("It was the end. The next day came.", "en"),
        ("He works at Amazon.com and Yahoo!News in the U.S.", "en"),
        ("The site Gazeta.Ru reported it.", "en"),
        ("She said: “It is over.”Then she left.", "en"),
        ("这是结局。第二天来了。", "zh"),
        ("これで終わりです。次の日が来ました。", "ja"),
    ],
)
def test_what_is_set_so(text: str, lang: str) -> None:
    assert glued(text, lang) == []
