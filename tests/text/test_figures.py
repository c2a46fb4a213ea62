"""Numbers of any language and script, with their values."""

import pytest

from mtqa.text.figures import figures, spelled


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("1,234.5", "en", [{1234.5}]),
        ("1.234,5", "de", [{1234.5}]),
        ("1.234", "de", [{1234.0}]),
        ("1.234", "en", [{1.234}]),
        ("1.234", "es", [{1234.0, 1.234}]),
        ("1.234", None, [{1234.0, 1.234}]),
        ("1.234.567 und 1 234 567", "de", [{1234567.0}, {1234567.0}]),
        ("2,06,737", "hi", [{206737.0}]),
        ("17.07.2017", "de", [{17.0}, {7.0}, {2017.0}]),
        ("0.125", "de", [{0.125}]),
        ("١٬٢٣٤٫٥", "ar", [{1234.5}]),
        ("४७२", "hi", [{472.0}]),
        ("1\u00a0500 euros", "fr", [{1500.0}]),
        ("2 million", "en", [{2e6}]),
        ("$1.9tn, £5bn", "en", [{1.9e12}, {5e9}]),
        ("5m", "en", [{5.0, 5e6}]),
        ("90 m2", "en", [{90.0}, {2.0}]),
        ("60 mil", "cs", [{60.0, 60e6}]),
        ("20:een miljoonaan", "fi", [{20e6}]),
        ("2,5 Mio. und 3 Mrd.", "de", [{2.5e6}, {3e9}]),
        ("9 mil milhões", "pt", [{9e9}]),
        ("3万5千, 30多亿", "zh", [{35000.0}, {3e9}]),
        ("33 લાખ 40 હજાર", "gu", [{3.3e6, 3.34e6}, {40e3, 3.34e6}]),
        ("6:30am", "en", [{6.0}, {30.0}]),
        ("ႏွစ္႔", "my", []),
        ("no number", "en", []),
    ],
)
def test_readings(text: str, lang: str | None, values: list[set[float]]) -> None:
    assert [set(figure.values) for figure in figures(text, lang)] == values


def test_places_and_parts() -> None:
    (figure,) = figures("um 15.30 Uhr", "de")
    assert (figure.start, figure.end, figure.parts) == (3, 8, (15.0, 30.0))
    (figure,) = figures("etwa 2 Mio. Euro", "de")
    assert (figure.start, figure.end, figure.scale) == (5, 10, 1e6)


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
        ("Louis XIV", None, 14),
        ("Ⅱ级", "zh", 2),
    ],
)
def test_words(text: str, lang: str | None, value: float) -> None:
    assert value in spelled(text, lang)


def test_what_is_no_number_word() -> None:
    assert spelled("The minister said so.", "en") == frozenset()
    assert spelled("twenty", "xx") == frozenset()


def test_long_numbers_do_not_overflow() -> None:
    assert len(figures("9" * 5000, "en")) == 1
    assert len(figures("1." * 2000 + "1", "en")) == 2001
    assert spelled("兆" * 5000, "zh")
