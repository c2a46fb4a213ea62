"""Words that negate."""

import re

import pytest

from mtqa.text.negation import LANGUAGES, may_negate, negators


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Er kam nicht.", "de"), ("He didn’t come.", "en"), ("Il n'est pas venu.", "fr"),
        ("Он не пришёл.", "ru"), ("No vino.", "es"), ("Nie przyszedł.", "pl"), ("他没有来。", "zh"),
        ("Hij kwam niet.", "nl"), ("Non è venuto.", "it"), ("Ele não veio.", "pt"),
        ("Ta ei tulnud.", "et"), ("Hän ei tullut.", "fi"), ("Nelze přijít.", "cs"),
        ("Він не прийшов.", "uk"), ("Han kom inte.", "sv"), ("Han kom ikke.", "da"),
        ("Bu doğru değil.", "tr"),
    ],
)  # fmt: skip
def test_negated(text: str, lang: str) -> None:
    assert negators(text, lang)
    assert may_negate(text, lang)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Nicht nur er kam.", "de"), ("Not only he came.", "en"), ("Will he not?", "en"),
        ("whether or not he came", "en"), ("Не только он.", "ru"), ("No solo él.", "es"),
        ("看能不能走完。", "zh"), ("Nothing", "de"), ("Er kam.", "de"),
    ],
)  # fmt: skip
def test_not_negated(text: str, lang: str) -> None:
    assert negators(text, lang) == []


@pytest.mark.parametrize("word", ["without", "unable", "refused", "hardly", "nobody", "homeless"])
def test_english_says_no_in_other_words(word: str) -> None:
    assert may_negate(f"It was {word} there.", "en")


@pytest.mark.parametrize(
    "word",
    [
        "under", "unit", "mission", "distance", "illustrated", "important", "missiles", "disputed",
        "unless,",
    ],
)  # fmt: skip
def test_english_words_that_only_look_so(word: str) -> None:
    expected = word == "unless,"
    assert may_negate(f"It was {word} there.", "en") is expected


def test_every_list_is_a_pattern() -> None:
    for lang in LANGUAGES:
        assert all(isinstance(match, re.Match) for match in negators("x", lang))
