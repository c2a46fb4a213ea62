"""Words read with the wrong code page are found, and spelt as they were."""

import pytest

from mtqa.text import codepages


def misread(text: str, encoding: str) -> str:
    """The text as a program shows it that takes its bytes for windows-1252."""
    shown = []
    for byte in text.encode(encoding):
        try:
            shown.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            shown.append(chr(byte))
    return "".join(shown)


@pytest.mark.parametrize(
    ("lang", "encoding", "word"),
    [
        ("ru", "cp1251", "Министр"),
        ("uk", "cp1251", "Україна"),
        ("el", "cp1253", "Ελλάδα"),
        ("he", "cp1255", "ממשלה"),
        ("ar", "cp1256", "الوزير"),
        ("zh", "gb18030", "中华人民共和国"),
        ("ja", "euc_jp", "日本語"),
        ("ko", "cp949", "대한민국"),
    ],
)
def test_a_word_of_another_script(lang, encoding, word):
    shown = misread(word, encoding)
    assert codepages.misread_script(f"x {shown} y", lang) == [(2, 2 + len(shown), word)]


@pytest.mark.parametrize(
    ("lang", "encoding", "word"),
    [
        ("tr", "cp1254", "ağırbaşlı"),
        ("pl", "cp1250", "mężczyźni"),
        ("cs", "cp1250", "čeřen"),
        ("ro", "cp1250", "ştiinţă"),
        ("hu", "cp1250", "erdő"),
        ("lt", "cp1257", "ąžuolė"),
    ],
)
def test_letters_of_another_code_page(lang, encoding, word):
    assert codepages.misread_letters(lang).repaired(misread(word, encoding)) == word


@pytest.mark.parametrize("lang", sorted(codepages.LANGUAGES))
def test_text_that_is_well(lang):
    assert codepages.misread_script("Café L’Oréal, 25°C – «Élysées» ÀÉ", lang) == []


def test_one_slip_of_the_shift_key():
    assert codepages.misread_script("пСКОВ стоит", "ru") == []
    assert codepages.misread_script("пСКОВ и мОСКВА", "ru") != []


@pytest.mark.parametrize("lang", ["ja", "zh", "el"])
def test_letters_of_koi8_in_a_language_that_it_has_not(lang):
    assert codepages.misread_script("рТЙЧЕФ и нПУЛЧБ", lang) == []


def test_mojibake_is_cut_at_white_space():
    assert codepages.mojibake("a cafÃ© b") == ((2, 7),)
    assert codepages.mojibake("a café b") == ()
    assert codepages.repaired("cafÃ©") == "café"
