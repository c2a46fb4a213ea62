"""Dates in running text."""

import pytest

from mtqa.text.dates import MONTHS, WEEKDAYS, dates


def read(text: str, lang: str | None) -> list[tuple[int, int, int | None, int | None]]:
    return [(date.day, date.month, date.year, date.weekday) for date in dates(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("on Monday, May 31, 2021, and", "en", (31, 5, 2021, 0)),
        ("on the 3rd of June", "en", (3, 6, None, None)),
        ("am Dienstag, dem 1. Juni 2021,", "de", (1, 6, 2021, 1)),
        ("le lundi 31 mai 2021", "fr", (31, 5, 2021, 0)),
        ("el lunes 31 de mayo de 2021", "es", (31, 5, 2021, 0)),
        ("31 мая 2021 года", "ru", (31, 5, 2021, None)),
        ("31 травня", "uk", (31, 5, None, None)),
        ("dnia 31 maja 2021 r.", "pl", (31, 5, 2021, None)),
        ("31 Mayıs 2021", "tr", (31, 5, 2021, None)),
        ("31 مايو 2021", "ar", (31, 5, 2021, None)),
        ("31 मई 2021", "hi", (31, 5, 2021, None)),
        ("2021年5月31日に", "ja", (31, 5, 2021, None)),
        ("2021년 5월 31일", "ko", (31, 5, 2021, None)),
        ("on 2021-05-31", None, (31, 5, 2021, None)),
        ("31.05.2021", "xx", (31, 5, 2021, None)),
    ],
)
def test_a_date(text, lang, expected):
    assert read(text, lang) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "In May 40 people died.",
        "march 99 times",
        "May 2021",
        "May 3.5 percent",
        "1.2.3",
        "10-12 May",
    ],
)
def test_no_date(text):
    assert read(text, "en") == []


def test_offsets():
    (date,) = dates("It was May 31, 2021.", "en")
    assert (date.span.start, date.span.end) == (7, 19)


def test_the_calendar():
    leap, common, none = dates("29 February 2020, 29 February 2021, 31 April 2021", "en")
    assert (leap.last, leap.true_weekday) == (29, 5)
    assert (common.last, common.true_weekday) == (28, None)
    assert (none.last, none.true_weekday) == (30, None)


def test_tables_are_whole():
    assert {len(months.split()) for months in MONTHS.values()} == {12}
    assert {len(days.split()) for days in WEEKDAYS.values()} == {7}
    assert WEEKDAYS.keys() <= MONTHS.keys()
