from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.blocks import Block, BlockBuilder, Lines


def _escaped() -> Block:
    """`a&amp;b<i>c</i>d` as a reader of HTML extracts it."""
    builder = BlockBuilder(Lines.of("a&amp;b<i>c</i>d"))
    builder.verbatim("a", 0)
    builder.escape("&", 1, 5)
    builder.verbatim("b", 6)
    builder.verbatim("c", 10)
    builder.verbatim("d", 15)
    return builder.block()


def test_every_code_point_of_an_escaped_block_has_its_place() -> None:
    block = _escaped()
    assert block.text == "a&bcd"
    assert [block.file_start(index) for index in range(5)] == [0, 1, 6, 10, 15]
    assert [block.file_end(index) for index in range(6)] == [0, 1, 6, 7, 11, 16]


def test_a_cut_keeps_the_places() -> None:
    cut = _escaped().cut(1, 4, paragraph=3)
    assert (cut.text, cut.start, cut.paragraph) == ("&bc", 1, 3)
    assert [cut.file_start(index) for index in range(3)] == [1, 6, 10]
    assert [cut.file_end(index) for index in range(1, 4)] == [6, 7, 11]


def test_an_empty_cut_of_an_escaped_block_stands_where_it_was_cut() -> None:
    cut = _escaped().cut(2, 2)
    assert (cut.text, cut.start, cut.file_start(0), cut.file_end(0)) == ("", 6, 6, 6)


def test_pieces_that_follow_each_other_are_one_verbatim_block() -> None:
    builder = BlockBuilder(Lines())
    builder.verbatim("ab", 5)
    builder.verbatim("cd", 7)
    block = builder.block()
    assert (block.text, block.start, block.pieces) == ("abcd", 5, None)


def test_two_code_points_from_one_escape_share_its_place() -> None:
    builder = BlockBuilder(Lines())
    builder.escape("xy", 4, 9)
    block = builder.block()
    assert [block.file_start(0), block.file_start(1)] == [4, 4]
    assert [block.file_end(1), block.file_end(2)] == [13, 13]


def test_lines_end_as_in_an_editor() -> None:
    text = "a\rb\r\nc\n\u2028d\x0ce\n"
    lines = Lines.of(text)
    assert [lines.number(text.index(char)) for char in "abcde"] == [1, 2, 3, 4, 4]
    assert lines.number(len(text)) == 5


@given(st.text(alphabet="ab\r\n\u2028"))
def test_line_numbers_agree_with_universal_newlines(text: str) -> None:
    lines = Lines.of(text)
    for offset in range(len(text)):
        if text[offset] not in "\r\n":
            before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
            assert lines.number(offset) == before.count("\n") + 1
