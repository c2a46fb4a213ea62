import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.readers.html_tokens import Kind, attribute, tokens
from tests.conftest import CpuSeconds

MARKUP = st.lists(
    st.one_of(
        st.text(max_size=3),
        st.sampled_from(
            [
                "<",
                ">",
                "</",
                "<p",
                "<p>",
                "</p>",
                "<!--",
                "-->",
                "<!",
                '"',
                "'",
                "=",
                '<a href="',
                "&",
                "&amp;",
                "&#65;",
                "&#x",
                "<script>",
                "</script>",
                "<TITLE>",
                "</title >",
                "/>",
            ]
        ),
    ),
    max_size=20,
).map("".join)


def _shown(text: str) -> list[tuple[str, str, str]]:
    return [(token.kind.value, token.name, token.text) for token in tokens(text)]


@given(MARKUP)
def test_tokens_stand_where_they_say_and_in_order(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start <= token.end <= len(text)
        end = token.end
        if token.kind in (Kind.TEXT, Kind.RAW):
            assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & c", [("text", "", "a "), ("text", "", "<"), ("text", "", " b ")]),
        ("<P Class='a>b'>x</P >", [("start", "p", " Class='a>b'"), ("text", "", "x")]),
        ("<br/>", [("start", "br", "/")]),
        (
            "<!DOCTYPE html><!-- <p> --><?xml?></ x>a",
            [("comment", "", "<!-- <p> -->"), ("text", "", "a")],
        ),
        (
            "<!-->a<!--->b",
            [("comment", "", "<!-->"), ("text", "", "a"), ("comment", "", "<!--->")],
        ),
        ("&eacute;&copy 1&#x41;&#66", [("reference", "", "é"), ("reference", "", "©")]),
        ("<script>a<b</SCRIPT>", [("start", "script", ""), ("raw", "script", "a<b")]),
        ("<script>never closed", [("start", "script", ""), ("raw", "script", "never closed")]),
        ("a<p never closed", [("text", "", "a"), ("start", "p", " never closed")]),
        ("<!-- never closed", [("comment", "", "<!-- never closed")]),
        ("&#" + "9" * 5000 + ";", [("reference", "", "\ufffd")]),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _shown(text)[: len(expected)] == expected


def test_a_part_of_a_file() -> None:
    found = list(tokens("<p>ab</p>cd", 3, 9))
    assert [(token.kind, token.start, token.end) for token in found] == [
        (Kind.TEXT, 3, 5),
        (Kind.END, 5, 9),
    ]


@pytest.mark.parametrize(
    ("attributes", "value"),
    [
        (" lang=en", "en"),
        (' class="a" LANG = "en-GB"', "en-GB"),
        (" data-lang='x' lang='de'", "de"),
        (" hreflang=fr", None),
        (' lang="a&amp;b"', "a&b"),
        (' lang=""', ""),
        ("", None),
    ],
)
def test_attributes(attributes: str, value: str | None) -> None:
    assert attribute(attributes, "lang") == value


@pytest.mark.parametrize("unit", ["<", "<a ", '<a "', '<a ="', "<!--", "<!", "&", "&#", "<script>"])
def test_time_is_linear_in_the_length_of_broken_markup(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        return cpu_seconds(lambda: list(tokens(text)))

    assert seconds(320_000) < 24 * seconds(40_000) + 0.2  # quadratic would be 64
