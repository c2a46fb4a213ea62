import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.visible import carried, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, «ё» 文 👩‍👧", "plain, «ё» 文 👩‍👧"),
        ("\x1b[31m", "\\x1b[31m"),
        ("\x9b31m", "\\x9b31m"),
        ("a\tb\r\n", "a\\tb\\r\\n"),
        ("\x00\x07\x7f", "\\x00\\x07\\x7f"),
        ("\u202eevil\u202c\u2066x\u2069", "\\u202eevil\\u202c\\u2066x\\u2069"),
        ("\ud800 \udcff", "\\ud800 \\udcff"),
        ("\U000e0041", "\\U000e0041"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_visible_keeps_what_it_is_told_to() -> None:
    assert visible("a\tb\n\x1b", keep="\n") == "a\\tb\n\\x1b"


@given(st.text(st.characters(exclude_categories=())))
def test_visible_is_safe_to_encode_and_print(text: str) -> None:
    shown = visible(text)
    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 for c in shown)
    assert shown.encode("utf-8").decode("utf-8") == shown


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        (" two \r\n lines ", None, "two lines"),
        ("exactly", 7, "exactly"),
        ("cut at a word", 10, "cut at a…"),
        ("unbroken" * 9, 10, "unbrokenu…"),
        ("文章" * 9, 4, "文章文…"),
        ("bell\x07", None, "bell\\x07"),
    ],
)
def test_one_line(text: str, limit: int | None, line: str) -> None:
    assert one_line(text, limit) == line
    assert limit is None or len(one_line(text, limit)) <= limit


@given(st.text(st.characters(exclude_categories=())))
def test_carried_keeps_length_and_can_be_encoded(text: str) -> None:
    shown = carried(text)
    assert len(shown) == len(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert "\x00" not in shown


def test_carried_leaves_ordinary_text_alone() -> None:
    text = "Tab\t, line\r\n, nbsp\xa0, emoji 👩‍👧, Arabic سلام"
    assert carried(text) == text
