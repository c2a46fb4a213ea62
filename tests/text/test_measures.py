"""Numbers with a currency or unit."""

import pytest

from mtqa.text.measures import KINDS, kind, quantities


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("$5m", "en", [("$5m", "dollar")]),
        ("5 Mio. Euro", "de", [("5 Mio. Euro", "euro")]),
        ("US$ 5", "en", [("US$ 5", "dollar")]),
        ("30 метров", "ru", [("30 метров", "m")]),
        ("800公里", "zh", [("800公里", "km")]),
        ("a 5-mile walk", "en", [("5-mile", "mile")]),
        ("12 %", "de", [("12 %", "percent")]),
        ("5 people", "en", []),
        ("5 miles", "xx", []),
    ],
)
def test_quantities(text: str, lang: str, expected: list[tuple[str, str]]) -> None:
    assert [
        (text[q.start : q.end], unit) for q in quantities(text, lang) for unit in q.units
    ] == expected


def test_a_sign_of_two_currencies() -> None:
    (quantity,) = quantities("¥500", "en")
    assert quantity.units == {"yuan", "yen"}


def test_each_unit_is_of_one_kind() -> None:
    units = [unit for members in KINDS.values() for unit in members]
    assert len(units) == len(set(units))
    assert kind("euro") == "money"
    assert kind("percent") is None
