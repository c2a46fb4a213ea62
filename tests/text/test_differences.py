"""Numbers that two texts do not share."""

import pytest

from mtqa.text.differences import differences


def told(source: str, target: str, languages: tuple[str, str] = ("de", "en")) -> tuple[object, ...]:
    """What is missing, what was added, and what became what, as it is spelt."""
    found = differences(source, target, *languages)
    return (
        [source[figure.start : figure.end] for figure in found.missing],
        [target[figure.start : figure.end] for figure in found.added],
        [
            (source[lost.start : lost.end], target[new.start : new.end])
            for lost, new in found.changed
        ],
    )


@pytest.mark.parametrize(
    ("source", "target", "missing", "added", "changed"),
    [
        ("450 kamen", "450 came", [], [], []),
        ("450 kamen", "They came", ["450"], [], []),
        ("Sie kamen", "450 came", [], ["450"], []),
        ("450 kamen", "460 came", ["450"], ["460"], [("450", "460")]),
        ("450 kamen", "540 came", ["450"], ["540"], [("450", "540")]),
        ("450 kamen", "4,500 came", ["450"], ["4,500"], [("450", "4,500")]),
        ("450 kamen", "7,812 came", ["450"], ["7,812"], []),
        ("Nach COVID-19 und G20", "After the plague and the talks", [], [], []),
        ("Siehe http://a.de/2021/47 heute", "See the page today", [], [], []),
        ("um 27 Uhr (UTC+8)", "at 27 o'clock", [], [], []),
    ],
)
def test_what_differs(
    source: str,
    target: str,
    missing: list[str],
    added: list[str],
    changed: list[tuple[str, str]],
) -> None:
    assert told(source, target) == (missing, added, changed)


def test_each_number_is_used_once() -> None:
    *_, changed = told("450 und 460 kamen", "451 came")
    assert changed == [("450", "451")]


def test_a_converted_measure_has_another_number() -> None:
    found = differences("Er lief 100 km.", "He ran 62 miles.", "de", "en")
    assert found.is_converted
    assert found.changed == ()
    found = differences("Er lief 100 km.", "He ran 110 km.", "de", "en")
    assert not found.is_converted


def test_two_numbers_in_thousands_are_compared() -> None:
    source = " ".join(str(number) for number in range(10_000, 11_000))
    target = " ".join(str(number) for number in range(30_000, 31_000))
    found = differences(source, target, "de", "en")
    assert len(found.missing) == len(found.added) == 1000
    assert 0 < len(found.changed) <= 40
