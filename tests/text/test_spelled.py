"""Numbers in words, ideographs, Roman numerals and signs."""

import pytest

from mtqa.text.spelled import spelled


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("twenty-five", "en", 25),
        ("two hundred and ten", "en", 210),
        ("a dozen", "en", 12),
        ("the nineties", "en", 90),
        ("dreiundzwanzig", "de", 23),
        ("dreihundert", "de", 300),
        ("acht Milliarden", "de", 8e9),
        ("šestačtyřicetiletý", "cs", 46),
        ("восемнадцатилетний", "ru", 18),
        ("treinta y dos", "es", 32),
        ("三百二十", "zh", 320),
        ("二〇一八", "zh", 2018),
        ("七成以上", "zh", 70),
        ("北风六七级", "zh", 7),
        ("Louis XIV", None, 14),
        ("Ⅱ级", "zh", 2),
    ],
)
def test_words(text: str, lang: str | None, value: float) -> None:
    assert value in spelled(text, lang)


def test_what_is_no_number_word() -> None:
    assert spelled("The minister said so.", "en") == frozenset()
    assert spelled("twenty", "xx") == frozenset()


def test_a_long_run_does_not_overflow() -> None:
    assert spelled("兆" * 5000, "zh")
