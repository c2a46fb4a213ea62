import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.readers import ReadOptions
from mtqa.readers.base import RawFile
from mtqa.readers.markdown import read
from mtqa.types import Document
from tests.conftest import CpuSeconds

ARTICLE = """---
title: "The G7: a meeting"
lang: en-GB
---
# Ministers *meet*

> The **quoted** text goes on and
> more &amp; \\* [link](http://a.b/c.d "it. t"). Bold `code`  
> hard. It ends.

- First item
  wrapped here.
- Second item.

| a head | b head |
|---|---|
| c \\| d | e |

```
code. is not text.
```

<div>Some <i>html</i> &eacute;.</div>

Setext heading
--------------
![A picture. x](p.png) Last ![alt][ref] one <http://a.b/x.y> now. End.

[ref]: http://x.y/z
"""


def _read(text: str, **options: bool | str | None) -> Document:
    (document,) = read(RawFile("a.md", text.encode()), ReadOptions(**options))  # type: ignore[arg-type]
    return document


def _spelled(text: str, document: Document) -> list[tuple[str, str, int]]:
    return [(s.target, text[s.start : s.end], s.line) for s in document.segments]


def test_an_article() -> None:
    document = _read(ARTICLE)
    assert document.title == "The G7: a meeting"
    assert (document.target_lang, document.lang_confidence) == ("en-GB", None)
    assert _spelled(ARTICLE, document) == [
        ("Ministers meet", "Ministers *meet", 5),
        (
            "The quoted text goes on and\nmore & * link.",
            'The **quoted** text goes on and\n> more &amp; \\* [link](http://a.b/c.d "it. t").',
            7,
        ),
        ("Bold code\nhard.", "Bold `code`  \n> hard.", 8),
        ("It ends.", "It ends.", 9),
        ("First item\n  wrapped here.", "First item\n  wrapped here.", 11),
        ("Second item.", "Second item.", 13),
        ("a head", "a head", 15),
        ("b head", "b head", 15),
        ("c | d", "c \\| d", 17),
        ("e", "e", 17),
        ("Some html é.", "Some <i>html</i> &eacute;.", 23),
        ("Setext heading", "Setext heading", 25),
        ("Last  one http://a.b/x.y now.", "Last ![alt][ref] one <http://a.b/x.y> now.", 27),
        ("End.", "End.", 27),
    ]
    assert [s.paragraph for s in document.segments] == [0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]


def test_plain_paragraphs_are_spelled_as_they_are() -> None:
    text = "Title\r\n=====\r\n\r\nThe minister\r\nsaid no. He left.\r\n\r\n\tcode\r\n\r\nEnd.\r\n"
    document = _read(text)
    assert document.title == "Title"
    assert _spelled(text, document) == [
        ("Title", "Title", 1),
        ("The minister\r\nsaid no.", "The minister\r\nsaid no.", 4),
        ("He left.", "He left.", 5),
        ("End.", "End.", 9),
    ]


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    text = "---\n\nThe minister left.\n\n---\n\nHe came back.\n"
    assert [s.target for s in _read(text).segments] == ["The minister left.", "He came back."]


def test_marks_without_meaning_stay() -> None:
    text = "5 * 3 = 15 and [no link] a_b_c ** x"
    (segment,) = _read(text).segments
    assert (segment.target, segment.start, segment.end) == (text, 0, len(text))


def test_links_of_each_kind_leave_their_text() -> None:
    text = "An <http://a.b/c> [autolink](x(y).z 'autolink.') [one][r] [r] [](u) end.\n\n[r]: v\n"
    (segment,) = _read(text).segments
    assert segment.target == "An http://a.b/c autolink one r  end."
    assert text[segment.start : segment.end] == text[: text.index("\n")]


def test_a_file_without_text_gives_nothing() -> None:
    assert not list(read(RawFile("a.md", b"```\ncode\n```\n"), ReadOptions()))


@given(
    st.lists(
        st.one_of(
            st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=4),
            st.sampled_from(
                [
                    "\n",
                    "\n\n",
                    "\r\n",
                    "# ",
                    "> ",
                    "- ",
                    "*a*",
                    "**",
                    "[",
                    "](",
                    ")",
                    "`",
                    "|",
                    "\t",
                ]
            ),
            st.sampled_from(
                ["|-|-|\n", "\\", "&amp;", "<b>", "![", "<http://a.b>", "---\n", "  \n"]
            ),
        ),
        max_size=20,
    ).map("".join)
)
def test_any_markup_can_be_read(text: str) -> None:
    text = text.lstrip("\ufeff")
    for document in read(RawFile("a.md", text.encode()), ReadOptions(target_lang="en")):
        for segment in document.segments:
            assert 0 <= segment.start < segment.end <= len(text)


@given(st.lists(st.sampled_from(["Word", "said.", "No", "it", "\n", "\n\n"]), max_size=30))
def test_text_without_marks_is_spelled_as_it_is(parts: list[str]) -> None:
    text = " ".join(parts).replace(" \n", "\n").replace("\n ", "\n")
    for document in read(RawFile("a.md", text.encode()), ReadOptions(target_lang="en")):
        for segment in document.segments:
            assert text[segment.start : segment.end] == segment.target


@pytest.mark.parametrize("unit", ["[", "*a ", "`", "> ", "|a|b|\n|-|-|\n", "a\n", "[a](b) "])
def test_time_is_linear_in_the_length_of_hostile_text(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        file = RawFile("a.md", (unit * size)[:size].encode())
        return cpu_seconds(lambda: list(read(file, ReadOptions(target_lang="en"))))

    assert seconds(64_000) < 24 * seconds(8_000) + 0.2  # quadratic would be 64
