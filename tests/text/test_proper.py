import pytest

from mtqa.text.proper import ProperName, is_named, proper_names


def names(text: str, lang: str | None, other: str | None) -> list[str]:
    return [text[name.start : name.end] for name in proper_names(text, lang, other)]


@pytest.mark.parametrize(
    ("text", "lang", "other", "expected"),
    [
        ("Am Montag traf Angela Merkel den Mann.", "de", "en", ["Angela Merkel"]),
        ("Yangında Marco Gottardi da kayboldu.", "tr", "en", ["Marco Gottardi"]),
        ("Dort traf Anna Dreckmann.", "de", "en", ["Anna Dreckmann"]),
        ("Er gab 50 Liter Blut.", "de", "en", []),
        ("Das sind 50 Blutkonserven Rhesusfaktor.", "de", "en", []),  # nouns
        ("On Monday the Nuclear Weapons Board met.", "en", "de", []),  # an institution
        ("根据Oliver Wyman的研究", "zh", "en", ["Oliver Wyman"]),
        ("компания Batik Air и Oneword", "ru", "fr", ["Batik Air"]),
        ("компания Batik Air", "ru", "zh", []),  # may be written in characters there
        ("bila Batik Air", "sr", "en", []),  # a language with two scripts
        ("a Batik Air", None, "en", []),
    ],
)
def test_names_that_a_translation_must_repeat(
    text: str, lang: str | None, other: str | None, expected: list[str]
) -> None:
    assert names(text, lang, other) == expected


def test_any_word_of_a_name_will_do_in_any_ending() -> None:
    name = ProperName(0, 0, ("Angela", "Merkel"))
    assert is_named(name, "That is Merkel's.")
    assert is_named(name, "AM said so.")
    assert not is_named(name, "The chancellor, a mere physicist.")
