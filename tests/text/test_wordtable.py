"""Words by what they stand for."""

from collections.abc import Callable

import pytest

from mtqa.text.calendar import _DAYS, _MONTHS, days, months
from mtqa.text.wordtable import WordTable


def keys(table: WordTable, text: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], found.keys[0]) for found in table.find(text)]


def test_endings() -> None:
    table = WordTable.of("a:kommission* b:rat", "de")
    assert keys(table, "Kommissionen, Kommission; Rat, Rates, Räte, Kommissar") == [
        ("Kommissionen", "a"),
        ("Kommission", "a"),
        ("Rat", "b"),
    ]


def test_a_short_stem_takes_a_short_ending() -> None:
    table = WordTable.of("1:stem*", "xx")
    assert table.of_word("stemabcd") == ("1",)
    assert table.of_word("stemabcde") == ()


def test_a_word_may_stand_for_several_things() -> None:
    table = WordTable.of("15:quarter 4:quarter", "en")
    assert table.of_word("quarter") == ("15", "4")


def test_scripts_without_spaces() -> None:
    table = WordTable.of("1:周一,星期一 2:周二", "zh")
    assert keys(table, "他星期一和周二来。") == [("星期一", "1"), ("周二", "2")]


def test_every_row_of_the_calendar_is_whole() -> None:
    for table, size in ((months, 12), (days, 7)):
        for lang in ("bg", "cs", "de", "en", "fi", "fr", "pl", "ru", "tr", "uk", "zh"):
            row = table(lang)
            if row is not None:
                found = {
                    key for words in (row.exact, row.stems) for k in words.values() for key in k
                }
                assert found == {str(number) for number in range(1, size + 1)}, lang
    assert months("xx") is None
    assert days(None) is None


def test_months_in_any_case() -> None:
    assert keys(months("ru"), "5 января и в декабре") == [("января", "1"), ("декабре", "12")]
    assert keys(months("cs"), "od června do července") == [("června", "6"), ("července", "7")]


@pytest.mark.parametrize("tables", [months, days], ids=["months", "days"])
@pytest.mark.parametrize("lang", sorted({*_MONTHS, *_DAYS}))
def test_every_name_of_the_calendar_is_found(
    tables: Callable[[str], WordTable | None], lang: str
) -> None:
    table = tables(lang)
    for word, named in {**table.exact, **table.stems}.items() if table else ():
        assert [found.keys for found in table.find(f"x {word} x")] == [named], word
