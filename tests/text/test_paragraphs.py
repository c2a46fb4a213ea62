import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.blocks import Block
from mtqa.text.paragraphs import paragraphs
from tests.conftest import CpuSeconds

PROSE = (
    "The foreign ministers of the seven countries met in London on Monday and talked about what "
    "they called a growing need for agile clusters of nations that would share the same values. "
    "After the meeting they said that the door to diplomacy had always been open to everybody."
)


def _texts(text: str) -> list[str]:
    return [block.text for block in paragraphs(Block.whole(text))]


@given(st.text(alphabet=st.one_of(st.characters(codec=None), st.sampled_from("ab \n\r\x0c\u2029"))))
def test_paragraphs_stand_where_they_say_and_no_text_is_lost(text: str) -> None:
    blocks = paragraphs(Block.whole(text))
    for number, block in enumerate(blocks):
        assert text[block.start : block.start + len(block.text)] == block.text == block.text.strip()
        assert block.paragraph == number
        assert block.text
    assert "".join("".join(b.text for b in blocks).split()) == "".join(text.split())


def test_blank_lines_form_feeds_and_paragraph_separators_end_paragraphs() -> None:
    text = "one\n \t\ntwo\r\n\r\nthree\r\rfour\x0cfive\u2029six\n\n\n"
    assert _texts(text) == ["one", "two", "three", "four", "five", "six"]


def test_one_paragraph_per_line() -> None:
    text = f"A title\n{PROSE}\n{PROSE}\nShort end."
    assert _texts(text) == ["A title", PROSE, PROSE, "Short end."]


@pytest.mark.parametrize("width", [50, 65, 72, 80, 100])
def test_wrapped_lines_are_joined_as_they_are(width: int) -> None:
    wrapped = textwrap.fill(PROSE, width)
    assert _texts(f"{wrapped}\n\n{wrapped}\n") == [wrapped, wrapped]


def test_wrapped_lines_with_windows_line_ends() -> None:
    wrapped = textwrap.fill(PROSE, 72).replace("\n", "\r\n")
    assert _texts(wrapped + "\r\n") == [wrapped]


def test_a_title_directly_above_wrapped_text_is_a_paragraph_of_its_own() -> None:
    wrapped = textwrap.fill(PROSE, 72)
    assert _texts(f"Ministers meet in London\n{wrapped}") == ["Ministers meet in London", wrapped]


def test_an_indented_line_starts_a_paragraph_in_a_wrapped_file() -> None:
    first, second = (textwrap.fill(PROSE, 72, initial_indent="    ") for _ in range(2))
    assert _texts(f"{first}\n{second}") == [first.strip(), second.strip()]


def test_list_marks_start_paragraphs_in_a_wrapped_file() -> None:
    items = [textwrap.fill(PROSE, 72, initial_indent=mark) for mark in ("", "- ", "2. ")]
    assert _texts("\n".join(items)) == items


def test_single_lines_may_stick_out_of_wrapped_text() -> None:
    wrapped = textwrap.fill(" ".join([PROSE] * 3), 72)
    link = "https://example.org/" + "a" * 120
    assert _texts(f"{wrapped}\n\nsee\n{link}") == [wrapped, f"see\n{link}"]


def test_one_sentence_per_line_is_not_taken_for_wrapped_text() -> None:
    lines = [
        "The ministers met in London on Monday and talked for a long time.",
        "He left.",
        "They said that the door to diplomacy was open.",
        "Nobody came.",
        "After the meeting there was a press conference for everybody.",
        "It was short.",
    ]
    assert _texts("\n".join(lines)) == lines


def test_short_lines_are_paragraphs() -> None:
    assert _texts("Hello\nWorld") == ["Hello", "World"]


def test_wrapped_chinese_is_joined() -> None:
    line = "外交部长们星期一在伦敦开会讨论了他们所说的对于灵活的国家集团日益增长的需要"
    wrapped = "\n".join([line, line, line[:12] + "。"])
    assert _texts(wrapped) == [wrapped]


def test_lines_of_paragraphs() -> None:
    assert [block.line(0) for block in paragraphs(Block.whole("\n\na\r\n\r\nb"))] == [3, 5]


@pytest.mark.parametrize("unit", ["\n", " \n", "a\n", "a", " ", "\r", "- a\n", "word " * 14 + "\n"])
def test_time_is_linear_in_the_length_of_the_text(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        block = Block.whole((unit * size)[:size])
        return cpu_seconds(lambda: paragraphs(block))

    assert seconds(400_000) < 24 * seconds(50_000) + 0.2  # quadratic would be 64
