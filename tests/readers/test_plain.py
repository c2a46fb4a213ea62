from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from mtqa.readers import ReadOptions
from mtqa.readers.base import RawFile
from mtqa.readers.plain import read
from mtqa.types import Document, Segment

PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])
G7 = """



U.S. Secretary of State Anthony Blinken urged the G7 to uphold a rules-based order. Russia.

What we do is to maintain an order for decades to benefit. , I want to debate with China.
"""


def _read(text: str, **options: bool | str | None) -> Document:
    (document,) = read(RawFile("a.txt", text.encode()), ReadOptions(**options))  # type: ignore[arg-type]
    return document


def test_an_article() -> None:
    document = _read(G7)
    assert (document.id, document.path, document.title) == ("a.txt", "a.txt", None)
    assert document.target_lang == "en"
    assert document.lang_confidence is not None
    assert document.lang_confidence > 0.9
    assert document.segments == (
        Segment(G7[4:87], 4, 87, line=5, paragraph=0),
        Segment("Russia.", 88, 95, line=5, paragraph=0),
        Segment(G7[97:-1], 97, len(G7) - 1, line=7, paragraph=1),
    )


def test_a_short_first_line_above_a_blank_one_is_the_title_and_a_segment() -> None:
    document = _read("\ufeff Ministers meet \r\n\r\nThey met. They left.\r\n")
    assert document.title == "Ministers meet"
    assert [(s.target, s.start, s.line, s.paragraph) for s in document.segments] == [
        ("Ministers meet", 1, 1, 0),
        ("They met.", 20, 3, 1),
        ("They left.", 30, 3, 1),
    ]


def test_what_is_no_title() -> None:
    assert _read("They met in London.\n\nThey left.").title is None
    assert _read("Ministers meet\nThey met. They left.").title is None
    assert _read("Ministers meet\r\nThey met. They left.").title is None
    assert _read("x" * 121 + "\n\nThey left.").title is None
    assert _read("Ministers meet").title is None


def test_a_given_language_has_no_confidence() -> None:
    document = _read("Hello there.", target_lang="en_gb", source_lang="zho_Hans")
    assert (document.target_lang, document.lang_confidence) == ("en-GB", None)
    assert document.source_lang == "zh-Hans"


def test_a_language_that_cannot_be_told_is_not_known() -> None:
    document = _read("Hm.")
    assert (document.target_lang, document.lang_confidence) == (None, None)


def test_segmented_lines_are_segments_as_they_are() -> None:
    document = _read(" One. Two. \r\nThree\u2028x\n\n \t\nFour\rFive", segmented=True)
    assert [(s.target, s.line, s.paragraph) for s in document.segments] == [
        (" One. Two. ", 1, 0),
        ("Three\u2028x", 2, 0),
        ("Four", 5, 1),
        ("Five", 6, 1),
    ]


@given(st.text(alphabet=st.one_of(PRINTABLE, st.sampled_from("A. \n\r\x0c\t\x85!"))))
def test_segments_stand_where_they_say(text: str) -> None:
    text = text.lstrip("\ufeff")
    for segmented in (False, True):
        document = _read(text, segmented=segmented, target_lang="en", encoding="utf-8")
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for segment in document.segments:
            assert text[segment.start : segment.end] == segment.target
            first = segment.target.replace("\r", "\n").split("\n")[0]
            assert first in lines[segment.line - 1]


def test_the_sample_article() -> None:
    path = Path(__file__).parents[2] / "corpora/sample/g7-london.txt"
    (document,) = read(RawFile("g7", path.read_bytes()), ReadOptions())
    assert len(document.segments) == 25
    assert document.segments[1].target == "Russia."
    assert ". , I want" in document.segments[7].target
