import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.language import bare, detect, standard


@pytest.mark.parametrize(
    ("tag", "spelled", "language"),
    [
        ("en", "en", "en"),
        ("EN-gb", "en-GB", "en"),
        ("pt_BR", "pt-BR", "pt"),
        ("zh_hans_CN", "zh-Hans-CN", "zh"),
        ("eng_Latn", "en-Latn", "en"),
        ("deu", "de", "de"),
        (" fr ", "fr", "fr"),
        ("nso", "nso", "nso"),
        ("english", None, None),
        ("", None, None),
        ("e", None, None),
        ("en\n", "en", "en"),
        ("en us", None, None),
    ],
)
def test_tags(tag: str, spelled: str | None, language: str | None) -> None:
    assert standard(tag) == spelled
    assert bare(tag) == language


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The minister said on Monday that the government would resign."),
        ("de", "Der Minister sagte am Montag, dass die Regierung zurücktreten werde."),
        ("ru", "Министр заявил в понедельник, что правительство уйдет в отставку."),
        ("zh", "部长星期一表示，政府将辞职。"),
        ("ja", "大臣は月曜日に政府が辞任すると述べた。"),
        ("ko", "장관은 월요일에"),
        ("km", "ខ្ញុំទៅ"),
        ("el", "Ελλάδα"),
    ],
)
def test_detection(lang: str, text: str) -> None:
    found, confidence = detect(text)
    assert found == lang
    assert confidence > 0.7


@pytest.mark.parametrize(
    "text", ["", "Russia.", "Das ist gut.", "123 456 789 000", "你好", "\ud800"]
)
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert detect(text)[0] is None or text == "123 456 789 000"


def test_what_is_no_language_is_none() -> None:
    assert detect("jjfk sdlkf qwpeo sdfkj sdkfj") == (None, 0.0)


def test_allowed_languages_are_a_prior_and_do_not_stay() -> None:
    text = "Blinken welcomed Raab in London"
    assert detect(text, ["en", "km"])[0] == "en"
    assert detect("The minister said on Monday.", ["de", "fr"])[0] in {"de", "fr"}
    assert detect("The minister said on Monday.")[0] == "en"
    assert detect("The minister said on Monday.", ["xx"]) == (None, 0.0)
    assert detect("Ελλάδα και Κύπρος είναι", ["en", "de"])[0] in {"en", "de"}


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_any_text_gives_a_probability(text: str) -> None:
    lang, confidence = detect(text)
    assert 0.0 <= confidence <= 1.0
    assert (lang is None) == (confidence == 0.0)
