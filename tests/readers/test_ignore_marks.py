from collections.abc import Callable

import pytest

from mtqa.readers.ignore_marks import MOST
from mtqa.types import Document, Failure, Ignore
from tests.conftest import CpuSeconds

Reading = Callable[..., tuple[list[Document], list[Failure]]]


def _silenced(text: str, document: Document) -> list[tuple[str, tuple[str, ...], str]]:
    """Every mark that silences something: as written, its checks, and what of the file."""
    assert not [ignore.fault for ignore in document.ignores if ignore.fault]
    return [(i.text, i.checks, " ".join(text[i.start : i.end].split())) for i in document.ignores]


PAGE = """<html lang="en"><body><article>
<p>The first one stands here. <!-- mtqa: ignore repetition.doubled_word, markup -- a band --></p>
<p><!-- mtqa: ignore -->The second &amp; last.</p>
<p>In <!-- mtqa:ignore lexical --> the middle.</p>
<!-- mtqa: ignore-next punctuation -->
<ul><li>An item.</li><li>Another item.</li></ul>
<p>Here it goes on. <!-- mtqa: off numbers --> From here.</p><p>To</p><p>here. <!-- mtqa: on -->
And no more.</p>
<!-- an ordinary comment of mtqa: nothing -- <!-- mtqa -->
</article></body></html>
"""


def test_marks_of_a_page(reading: Reading) -> None:
    (document,), _ = reading("a.html", PAGE)
    assert _silenced(PAGE, document) == [
        (
            "ignore repetition.doubled_word, markup -- a band",
            ("repetition.doubled_word", "markup"),
            "The first one stands here.",
        ),
        ("ignore", (), "The second &amp; last."),
        ("ignore lexical", ("lexical",), "In <!-- mtqa:ignore lexical --> the middle."),
        ("ignore-next punctuation", ("punctuation",), "An item."),
        ("off numbers", ("numbers",), "From here.</p><p>To</p><p>here."),
    ]
    assert [ignore.line for ignore in document.ignores] == [2, 3, 4, 5, 7]


TEXT = """# Title of this <!-- mtqa: ignore structure --> article

A paragraph over
two lines.
<!-- mtqa: ignore markup -->

<!-- mtqa: ignore lexical -->
Another paragraph.

- first item <!-- mtqa: ignore numbers -->
- second item

`<!-- mtqa: off -->` in code is no mark.

    <!-- mtqa: off -->

> A quotation. <!-- mtqa: off -->
> More of it.

The end of it.
"""


def test_marks_of_markdown(reading: Reading) -> None:
    (document,), _ = reading("a.md", TEXT)
    assert _silenced(TEXT, document) == [
        ("ignore structure", ("structure",), TEXT.splitlines()[0].removeprefix("# ")),
        ("ignore markup", ("markup",), "A paragraph over two lines."),
        ("ignore lexical", ("lexical",), "Another paragraph."),
        ("ignore numbers", ("numbers",), "first item"),
        ("off", (), "> More of it. The end of it."),
    ]


def test_what_is_off_is_switched_on_by_name(reading: Reading) -> None:
    text = (
        "<!-- mtqa: off numbers markup -->\n\nOne.\n\n<!-- mtqa: on markup -->\n\nTwo.\n\n"
        "<!-- mtqa: on -->\n\nThree.\n"
    )
    (document,), _ = reading("a.md", text)
    assert _silenced(text, document) == [
        ("off numbers markup", ("markup",), "One."),
        ("off numbers markup", ("numbers",), "One. <!-- mtqa: on markup --> Two."),
    ]


@pytest.mark.parametrize(
    ("mark", "fault"),
    [
        ("ignroe markup", "not one of ignore, ignore-next, off and on"),
        ("", "not one of ignore, ignore-next, off and on"),
        ("ignore markup", "it stands in no paragraph; ignore-next would mean the next one"),
        ("on", "nothing was not switched off before it"),
        ("on markup", "markup was not switched off before it"),
    ],
)
def test_faults_of_marks(mark: str, fault: str, reading: Reading) -> None:
    (document,), _ = reading("a.md", f"First.\n\n<!-- mtqa: {mark} -->\n\nLast.\n")
    assert [(i.text, i.line, i.fault) for i in document.ignores] == [(mark, 3, fault)]


def test_there_is_no_next_paragraph(reading: Reading) -> None:
    (document,), _ = reading("a.html", "<p>Only.</p><!-- mtqa: ignore-next -->")
    assert document.ignores == (Ignore("ignore-next", 1, fault="no paragraph comes after it"),)


def test_files_without_comments_have_no_marks(reading: Reading) -> None:
    (document,), _ = reading("a.txt", "Text. <!-- mtqa: off -->")
    assert document.ignores == ()
    (document,), _ = reading("a.html", "<p>Text of mtqa.</p><!-- nothing -->")
    assert document.ignores == ()


@pytest.mark.parametrize("mark", ["<!-- mtqa: ignore -->", "<!-- mtqa: off -->", "<!-- mtqa:", " "])
def test_hostile_pages_take_linear_time(
    mark: str, reading: Reading, cpu_seconds: CpuSeconds
) -> None:
    def seconds(times: int) -> float:
        page = "<p>mtqa " + mark * times + "<p>" + " " * times + mark
        return cpu_seconds(lambda: reading("a.html", page))

    seconds(10)
    assert seconds(32_000) < 64 * max(0.02, seconds(2_000))


def test_only_so_many_marks_are_read(reading: Reading) -> None:
    (document,), _ = reading("a.html", "<p>" + "a <!-- mtqa: ignore -->" * (MOST + 2))
    faults = [ignore.fault for ignore in document.ignores]
    assert faults == [None] * MOST + [f"only the first {MOST} marks are read"] * 2
