import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.errors import ConfigError, InputError
from mtqa.readers.base import RawFile
from mtqa.readers.encoding import check_encoding, decode

GERMAN = "Der Minister sagte, dass Köln und München größer würden als früher. " * 5


def _decode(data: bytes, encoding: str | None = None, declared: str | None = None) -> str:
    return decode(RawFile("a.txt", data), encoding, declared).text


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_dropped(name: str) -> None:
    assert _decode("Köln\r\n".encode(name), encoding="windows-1252") == "Köln\r\n"


def test_big_endian_marks() -> None:
    assert _decode("\ufeffKöln".encode("utf-16-be")) == "Köln"
    assert _decode("\ufeffKöln".encode("utf-32-be")) == "Köln"


def test_utf_8_comes_before_a_guess_and_after_the_users_word() -> None:
    assert _decode("Köln".encode()) == "Köln"
    assert _decode("Köln".encode(), encoding="windows-1252") == "KÃ¶ln"


def test_a_guess_is_told() -> None:
    decoded = decode(RawFile("a.txt", GERMAN.encode("windows-1252")))
    assert decoded.text == GERMAN
    (note,) = decoded.notes
    assert note.startswith("decoded as windows-125")
    assert "(a guess): name the right one with --encoding" in note


def test_what_a_file_declares_is_tried_after_utf_8() -> None:
    assert _decode(GERMAN.encode("windows-1252"), declared="windows-1252") == GERMAN
    assert _decode(GERMAN.encode(), declared="windows-1252") == GERMAN
    assert _decode("日本語".encode("iso2022_jp"), declared="iso-2022-jp") == "日本語"
    assert _decode(GERMAN.encode(), declared="no-such-encoding") == GERMAN


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        ("Köln".encode("latin-1"), "utf-8", "a.txt: not utf-8 as --encoding says at byte 1"),
        (b"\xff\xfea", None, "a.txt: not utf-16-le as its mark says at byte 0"),
        (b"%PDF-1.7 abc", None, "a.txt: binary file (a PDF), not text"),
        (b"PK\x03\x04abc", None, "a.txt: binary file (a ZIP archive"),
        (random.Random(1).randbytes(5000), None, "a.txt: binary file, not text"),
        (bytes(100), None, "a.txt: binary file, not text"),
        (bytes(100), "utf-8", "a.txt: binary file, not text in utf-8"),
        ("Köln ist groß".encode("utf-16-le"), None, "or name its encoding with --encoding"),
    ],
)
def test_what_is_no_text_is_an_error(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(InputError) as caught:
        _decode(data, encoding)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_utf_16_without_a_mark_can_be_asked_for() -> None:
    assert _decode("Köln ist groß".encode("utf-16-le"), "utf-16-le") == "Köln ist groß"


def test_a_stray_nul_does_not_make_a_text_binary() -> None:
    assert _decode(b"a\0b") == "a\0b"
    assert _decode(b"A long enough text with one NUL\0 in it. " * 3).count("\0") == 3


@pytest.mark.parametrize("name", ["no-such", "base64", "", "a\0b", "undefined_codec"])
def test_a_name_that_is_no_encoding_is_a_configuration_error(name: str) -> None:
    with pytest.raises(ConfigError, match="is no text encoding"):
        check_encoding(name)


@pytest.mark.parametrize("name", [None, "utf-8", "UTF-16", "cp1252", "gb18030", "shift_jis"])
def test_encodings_that_are_known(name: str | None) -> None:
    check_encoding(name)


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "windows-1252"]))
def test_any_bytes_give_text_or_an_input_error(data: bytes, encoding: str | None) -> None:
    try:
        text = _decode(data, encoding)
    except InputError:
        return
    assert isinstance(text, str)
