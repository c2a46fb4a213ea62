import builtins
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.readers import ReadOptions, html
from mtqa.readers.base import RawFile
from mtqa.types import Document

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Meeting | The Site</title>
<style>p { color: red }</style><script>var a = "<p>no</p>";</script></head>
<body><nav><a href="/">Home</a> <a href="/n">News</a></nav><header>The Site: all the news</header>
<article><header><h1>Ministers meet in <em>London</em></h1></header>
<p>The foreign ministers met in London &amp; spoke
   of <b>Russia</b>. They said that nobody would accept it&nbsp;again.</p>
<!-- <p>A comment of the editor that nobody should see.</p> -->
<p>A first half of the paragraph of the article stands here.<br><br>After the break is more.</p>
<ul><li>One item in a list of many items<li>Another item in a list of items</ul>
</article><aside>Related: other things to read</aside>
<form><label>Search</label></form><footer>Copyright 2024 The Site</footer></body></html>
"""
PARAGRAPHS = [
    "Ministers meet in London",
    "The foreign ministers met in London & spoke\n   of Russia.",
    "They said that nobody would accept it\u00a0again.",
    "A first half of the paragraph of the article stands here.",
    "After the break is more.",
    "One item in a list of many items",
    "Another item in a list of items",
]
NAV = ["Home News", "The Site: all the news", "Related: other things to read", "Search"]


def _read(text: str | bytes, **options: bool | str | None) -> Document:
    data = text if isinstance(text, bytes) else text.encode()
    (document,) = html.read(RawFile("a.html", data), ReadOptions(**options))  # type: ignore[arg-type]
    return document


def _targets(document: Document) -> list[str]:
    return [segment.target for segment in document.segments]


@pytest.fixture
def basic(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as if trafilatura were not installed."""
    real: Callable[..., ModuleType] = builtins.__import__

    def without(name: str, *rest: object, **named: object) -> ModuleType:
        if name == "trafilatura":
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)


@pytest.mark.usefixtures("basic")
def test_the_main_text_by_the_tags_alone() -> None:
    document = _read(PAGE)
    assert _targets(document) == PARAGRAPHS
    assert document.title == "Ministers meet in London"
    assert (document.target_lang, document.lang_confidence) == ("en-GB", None)
    assert document.notes == (
        "main text found by the tags of the page alone: install mtqa[html] for a better guess",
    )


def test_the_main_text_by_trafilatura() -> None:
    pytest.importorskip("trafilatura")
    document = _read(PAGE)
    assert _targets(document) == PARAGRAPHS
    assert document.notes == ()


def test_segments_stand_where_they_say() -> None:
    for segment in _read(PAGE).segments:
        spelled = PAGE[segment.start : segment.end]
        plain = spelled.replace("<em>", "").replace("<b>", "").replace("</b>", "")
        assert plain.replace("&amp;", "&").replace("&nbsp;", "\u00a0") == segment.target
        assert PAGE.split("\n")[segment.line - 1].count(spelled.split("\n")[0]) == 1


def test_what_the_file_spells_as_it_is_has_equal_offsets() -> None:
    segment = _read(PAGE).segments[3]
    assert PAGE[segment.start : segment.end] == segment.target


@pytest.mark.usefixtures("basic")
def test_a_page_that_is_all_form_is_not_lost() -> None:
    document = _read("<form><p>The whole page stands in a form.</p></form>")
    assert _targets(document) == ["The whole page stands in a form."]


@pytest.mark.usefixtures("basic")
def test_text_without_tags_and_unclosed_tags() -> None:
    assert _targets(_read("Just text < with & marks")) == ["Just text < with & marks"]
    assert _targets(_read("<div>one<p>two<td>three</body>four")) == ["one", "two", "three", "four"]


@pytest.mark.usefixtures("basic")
def test_one_break_is_a_line_end_and_two_part_paragraphs() -> None:
    document = _read("<p>one<br>\n  two<br> <br/>three<br></p>")
    assert [(s.target, s.paragraph) for s in document.segments] == [("one\ntwo", 0), ("three", 1)]


@pytest.mark.usefixtures("basic")
def test_the_title_of_the_window_stands_in_for_a_heading() -> None:
    assert _read("<title> A &amp;\n B </title><p>Text.</p>").title == "A & B"
    assert _read("<p>Text.</p>").title is None


@pytest.mark.usefixtures("basic")
def test_segmented_paragraphs_are_not_split() -> None:
    assert _targets(_read("<p>One. Two.</p><p>Three.</p>", segmented=True)) == [
        "One. Two.",
        "Three.",
    ]


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ('<meta charset="windows-1251">', "windows-1251"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ('<?xml version="1.0" encoding="iso-8859-5"?>', "iso-8859-5"),
        ("<meta charset=iso-2022-jp>", "iso-2022-jp"),
    ],
)
def test_the_declared_encoding(declaration: str, encoding: str) -> None:
    text = "日本語の文章です" if "jp" in encoding else "Министр заявил в понедельник"
    document = _read(f"{declaration}<p>{text}</p>".encode(encoding))
    assert _targets(document) == [text]


def test_latin_1_is_windows_1252_as_in_browsers() -> None:
    page = "<meta charset=iso-8859-1><p>He said \u201cno\u201d to it.</p>"
    assert _targets(_read(page.encode("windows-1252"))) == ["He said \u201cno\u201d to it."]


def test_a_page_in_another_language_than_it_says_is_noted() -> None:
    text = "<p>The minister said on Monday that the government would resign.</p>"
    document = _read(f"<html lang=km>{text * 3}")
    assert document.target_lang == "km"
    assert (
        "the page says lang=km, its text looks like en: name it with --target-lang"
        in document.notes
    )
    assert _read(f"<html lang=km>{text}", target_lang="en").target_lang == "en"


def test_a_page_without_text_gives_nothing() -> None:
    assert not list(html.read(RawFile("a", b"<html><title>x</title></html>"), ReadOptions()))


@given(
    st.lists(
        st.one_of(
            st.text(max_size=4),
            st.sampled_from(["<p>", "</p>", "<br>", "<nav>", "</nav>", "&lt;", "<h1>", "</h1>"]),
        ),
        max_size=15,
    ).map("".join)
)
def test_any_markup_can_be_read(text: str) -> None:
    page, _ = html._main_text(text)
    for block in page.blocks:
        assert block.text == block.text.strip() != ""
        end = block.file_end(len(block.text))
        assert 0 <= block.start < end <= len(text)
