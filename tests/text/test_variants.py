"""Two ways to write one language."""

import pytest

from mtqa.text.variants import Variants, in_other, variants

SIMPLIFIED, TRADITIONAL = "国家发展得很快", "國家發展得很快"


@pytest.mark.parametrize(
    ("tag", "texts", "own"),
    [
        ("zh", [SIMPLIFIED, SIMPLIFIED, TRADITIONAL], "Hans"),
        ("zh", [TRADITIONAL], "Hant"),
        ("zh-TW", [SIMPLIFIED], "Hant"),
        ("zh-Hans-HK", [TRADITIONAL], "Hans"),
        ("sr", ["Председник", "je"], "Cyrl"),
        ("sr-Latn", ["Председник"], "Latn"),
    ],
)
def test_the_articles_own(tag, texts, own):
    found = variants(tag, texts)
    assert found is not None
    assert found.own == own


@pytest.mark.parametrize(("tag", "texts"), [("en", ["x"]), (None, ["x"]), ("zh", []), ("sr", [])])
def test_none_prevails(tag, texts):
    assert variants(tag, texts) is None


def test_a_name_in_another_alphabet_is_no_sentence():
    cyrillic = Variants("Cyrl", "Latn")
    assert in_other("Компанија Apple Incorporated је дошла", cyrillic, 12) is None
    assert in_other("Predsednik je rekao ne", cyrillic, 12) == (0, 22)


def test_one_character_is_too_few():
    assert in_other("台灣的国", Variants("Hant", "Hans"), 2) is None
