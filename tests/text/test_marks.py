"""The marks and spaces of each language."""

import pytest

from mtqa.text.marks import foreign, of_other_script, unspaced


@pytest.mark.parametrize(
    ("lang", "own"),
    [
        ("en", "“”‘’\"'.,;:?!…()"),
        ("de", "„“»«‚‘.,;:?!"),
        ("fr", "«»“”.,;:?!"),
        ("es", "¿¡«»“”.,;:?!"),
        ("it", "«»“”.,;:?!"),
        ("pt", "«»“”.,;:?!"),
        ("nl", "„”“’.,;:?!"),
        ("ru", "«»„“.,;:?!—"),
        ("uk", "«»„“.,;:?!—"),
        ("pl", "„”«».,;:?!"),
        ("cs", "„“»«.,;:?!"),
        ("tr", "“”«».,;:?!"),
        ("ar", "،؛؟«».!"),
        ("he", '„“”".,;:?!'),
        ("fa", "،؛؟«».!"),
        ("hi", "।॥“”.,;:?!"),
        ("zh", "，。、：；？！“”「」『』《》【】·"),
        ("ja", "。、「」『』【】《》！？・"),
        ("ko", "“”‘’.,?!「」『』《》"),
        ("km", "។៕៖«»“”.,?!"),
        ("el", "«»“”.,;·!"),
    ],
)
def test_no_language_is_foreign_to_its_own_marks(lang, own):
    pattern = foreign(lang)
    assert pattern is not None
    assert pattern.findall(own) == []


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("en", "„x“ «y» ¿z", ["„", "«", "»", "¿"]),
        ("de", "«x» ¡y 「z", ["¡", "「"]),
        ("el", "Πότε?", ["?"]),
        ("ar", "متى?", ["?"]),
        ("zh", "我们,他们", [","]),
        ("hi", "नहीं។", ["។"]),
        ("km", "ទេ।", ["।"]),
    ],
)
def test_marks_of_others(lang, text, found):
    assert foreign(lang).findall(text) == found


def test_a_language_that_is_not_known():
    assert foreign("xx") is None
    assert unspaced(None) == ",.;:!?)]"


def test_spaces_before_marks():
    assert unspaced("de") == ",.;:!?)]"
    assert unspaced("fr") == ",.)]"
    assert unspaced("km") == unspaced("hi") == ""


def test_scripts_around_a_mark():
    assert of_other_script("中,", "en")
    assert not of_other_script("中,", "zh")
    assert not of_other_script("», ", "en")
