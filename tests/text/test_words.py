import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.words import count_words, gaps, letter_runs, words


def _words(text: str) -> list[str]:
    return [text[word.start : word.end] for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Raab couldn\u2019t; rock'n'roll.", ["Raab", "couldn\u2019t", "rock'n'roll"]),
        ("$5 million,000,000 or 1,234.5", ["5", "million", "000,000", "or", "1,234.5"]),
        ("the U.S. end.The", ["the", "U.S", "end", "The"]),
        ("rules-based G7", ["rules", "based", "G7"]),
        ("'quoted' _ -- ...", ["quoted"]),
        ("naïve cafe\u0301", ["naïve", "cafe\u0301"]),
        ("می\u200cخواهم بروم", ["می\u200cخواهم", "بروم"]),
        ("你好 world", ["你", "好", "world"]),
        ("สวัสดีครับ คุณ", ["สวัสดีครับ", "คุณ"]),
        ("नमस्ते दुनिया", ["नमस्ते", "दुनिया"]),
        ("한국어 문장", ["한국어", "문장"]),
    ],
)
def test_words_of_many_scripts(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


def test_a_run_without_spaces_counts_as_many_words() -> None:
    assert count_words("ประเทศไทยมีประชากรมากกว่าหกสิบล้านคน") == 8
    assert count_words("ខ្ញុំ") == 1
    assert count_words("你好世界 ok") == 5


@given(st.text())
def test_a_text_with_letters_has_words(text: str) -> None:
    if any(char.isalpha() for char in text):
        assert count_words(text) >= 1


@given(st.text(alphabet=st.characters(codec=None)))
def test_words_are_in_order_and_hold_no_space(text: str) -> None:
    end = 0
    for word in words(text):
        assert end <= word.start
        assert not any(char.isspace() for char in text[word.start : word.end])
        end = word.end


LETTERS = re.compile(r"[^\W\d_]+")
WESTERN = "ABab ,.1_\t\n\r\v\f\x1c\xa0\u00b2\u00bc\u00aa\u00d7\u00e9\u0153\u0178\u2019\u201c\u20ac"


@given(st.one_of(st.text(), st.text(alphabet=WESTERN), st.text(alphabet=WESTERN + "\x81\u0142")))
def test_runs_of_letters_and_what_is_between_them(text: str) -> None:
    assert letter_runs(text) == {*LETTERS.findall(text)}
    between = gaps(text)
    assert {*LETTERS.split(text)} - {""} == {*LETTERS.split(between)} - {""}
    assert between[0] == between[-1] == "a"
