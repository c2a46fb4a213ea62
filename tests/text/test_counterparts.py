"""What counts as the same number in another language."""

import pytest

from mtqa.text.counterparts import stated


def covered(source: str, source_lang: str, target: str, target_lang: str) -> list[bool]:
    theirs, ours = stated(source, source_lang), stated(target, target_lang)
    return [ours.covers(figure, theirs) for figure in theirs.figures]


@pytest.mark.parametrize(
    ("source", "source_lang", "target"),
    [
        ("15 Uhr", "de", "3 pm"),
        ("klo 19.15", "fi", "at 7:15pm"),
        ("24 Uhr", "de", "at 0:00 a.m."),
        ("5.7.", "de", "July 5"),
        ("7月5日", "zh", "July 5"),
        ("2015-2016", "ru", "2015-16"),
        ("80年代", "zh", "the 1980s"),
        ("1700-luvulta", "fi", "of the 18th century"),
        ("12", "de", "twelve"),
        ("2 Mio.", "de", "two million"),
        ("49-ти тысячам", "ru", "49,000"),
        ("2.5 alfa", "xx", "2.5 million"),  # whatever the scale of an unknown language is
    ],
)
def test_same(source: str, source_lang: str, target: str) -> None:
    assert covered(source, source_lang, target, "en") == [True] * len(
        stated(source, source_lang).figures
    )


@pytest.mark.parametrize(
    ("source", "source_lang", "target"),
    [
        ("15 Leute", "de", "3 people"),
        ("1.234", "de", "1.234"),
        ("2 Mio.", "de", "2 billion"),
        ("2014", "de", "2004"),
        ("35", "de", "53"),
    ],
)
def test_different(source: str, source_lang: str, target: str) -> None:
    assert covered(source, source_lang, target, "en") == [False]
