import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mtqa.mqm import Severity
from mtqa.writers.marks import Mark
from mtqa.writers.wrapped import Style, lines, painted

ANSI = re.compile("\x1b\\[[0-9;]*m")


def mark(start: int, end: int, severity: Severity = Severity.MAJOR, number: int = 0) -> Mark:
    return Mark(start, end, number, severity, "")


def test_signs_stand_below_what_they_mark_on_every_line() -> None:
    marks = [mark(4, 15), mark(11, 19, Severity.CRITICAL, 1), mark(24, 29, Severity.MINOR, 2)]
    assert list(lines("the country country and fell.", Style(24), marks, "> ")) == [
        "> the country country",
        "      ^^^^^^^########",
        "  and fell.",
        "      ~~~~~",
    ]


def test_wide_characters_take_two_columns() -> None:
    assert list(lines("他们说好的。", Style(40), [mark(1, 3)])) == ["他们说好的。", "  ^^^^"]
    assert list(lines("他" * 25, Style(40))) == ["他" * 20, "他" * 5]
    assert list(lines("e\u0301a", Style(40), [mark(2, 3)])) == ["e\u0301a", " ^"]


def test_what_is_escaped_keeps_its_mark() -> None:
    text = "Red \x1b[31malert"
    assert list(lines(text, Style(40), [mark(4, 9), mark(9, 10, Severity.MINOR, 1)])) == [
        "Red \\x1b[31malert",
        "    ^^^^^^^^~",
    ]


def test_line_ends_are_spaces() -> None:
    assert list(lines("one\r\n  two\tthree", Style(40))) == ["one two three"]


def test_colour_marks_without_signs() -> None:
    assert list(lines("a bad word", Style(40, colour=True), [mark(2, 5)], "> ")) == [
        "\x1b[1m> \x1b[0ma \x1b[1;4;31mbad\x1b[0m word"
    ]


def test_every_severity_is_underlined_in_its_own_way() -> None:
    marks = [mark(n, n + 1, severity, n) for n, severity in enumerate(Severity)]
    (shown,) = lines("abcd", Style(40, colour=True), marks)
    looks = re.findall("\x1b\\[([0-9;]+)m[abcd]", shown)
    assert len(set(looks)) == 4
    assert all("4" in look.split(";") for look in looks)
    assert list(lines("abcd", Style(40), marks)) == ["abcd", ".~^#"]


def test_painted() -> None:
    assert painted("a", "bold red", Style(40)) == "a"
    assert painted("a", "bold red", Style(40, colour=True)) == "\x1b[1;31ma\x1b[0m"


@pytest.mark.parametrize("width", [0, 5, 19])
def test_a_line_never_gets_narrower_than_can_be_read(width: int) -> None:
    assert list(lines("twenty columns, no less", Style(width))) == ["twenty columns, no", "less"]


@given(
    st.text(st.characters(exclude_categories=()), max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(1, 20)), max_size=4),
    st.integers(20, 60),
    st.booleans(),
)
def test_any_text_fits_and_acts_on_nothing(
    text: str, places: list[tuple[int, int]], width: int, colour: bool
) -> None:
    marks = [mark(start, start + size, number=n) for n, (start, size) in enumerate(places)]
    for line in lines(text, Style(width, colour), marks):
        plain = ANSI.sub("", line) if colour else line
        assert not re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]", plain)
        assert cell_len(plain) <= width


@given(st.lists(st.sampled_from(["word", "好的", "x\x07y", "  "]), max_size=20))
def test_no_word_is_lost(parts: list[str]) -> None:
    text = " ".join(parts)
    shown = " ".join(lines(text, Style(30)))
    assert shown.split() == text.replace("\x07", "\\x07").split()
