import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.scripts import (
    SCRIPTS,
    dominant_script,
    expected_scripts,
    script_shares,
    sole_language,
)


def test_shares_are_of_letters_only() -> None:
    assert script_shares("abc 123 !? Да") == {"Latin": 0.6, "Cyrillic": 0.4}
    assert script_shares("12 \u2026") == {}
    assert dominant_script("\ud800 \x00") is None


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Καλημέρα", "Greek"),
        ("ខ្ញុំ", "Khmer"),
        ("漢字", "Han"),
        ("ひらがな", "Hiragana"),
        ("カタカナ", "Katakana"),
        ("한국어", "Hangul"),
        ("é", "Latin"),
        ("\u13a0\u13a1", "Other"),
    ],
)
def test_the_script_of_most_letters(text: str, script: str) -> None:
    assert dominant_script(text) == script


@given(st.text(alphabet=st.characters(codec=None)))
def test_shares_add_up_to_one(text: str) -> None:
    shares = script_shares(text)
    assert sum(shares.values()) == pytest.approx(1.0 if shares else 0.0)
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    if any(char.isalpha() for char in text):
        assert shares


def test_expected_scripts_are_scripts_that_are_counted() -> None:
    assert expected_scripts("ru") == {"Cyrillic"}
    assert expected_scripts("sr") == {"Cyrillic", "Latin"}
    assert expected_scripts("ko") == {"Hangul", "Han"}
    assert expected_scripts("xx") is None
    for lang in ("en", "zh", "ja", "km", "am", "he", "th", "dv", "bo", "mn", "ka"):
        assert expected_scripts(lang) <= set(SCRIPTS)


def test_a_script_of_one_language_names_it() -> None:
    assert sole_language("Greek") == "el"
    assert sole_language("Cyrillic") is None
    assert sole_language("Other") is None
