import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.errors import ConfigError
from mtqa.mqm import Severity
from mtqa.text.visible import carried
from mtqa.types import (
    Document,
    DocumentReport,
    Failure,
    Issue,
    Report,
    Segment,
    SegmentReport,
    Span,
    Verdict,
)
from mtqa.writers import html, write

VOID = {"meta", "rect", "line", "link", "br", "img"}
ELEMENTS = frozenset(
    """
    html head meta title style body a header nav p h1 h2 h3 div span dl dt dd ul ol li section
    small strong bdi code mark main aside details summary table thead tbody tr th td footer svg
    rect line g text figure figcaption
    """.split()  # noqa: SIM905
)
ATTRIBUTES = frozenset(
    """
    lang charset name content http-equiv class href id title dir translate rel aria-label
    aria-labelledby aria-hidden role scope value data-number data-label viewbox x y x1 x2 y1 y2
    width height preserveaspectratio
    """.split()  # noqa: SIM905
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def find(self, tag: str, css_class: str | None = None) -> "list[Element]":
        return [
            element
            for element in self.walk()
            if element.tag == tag
            and (css_class is None or css_class in (element.attributes.get("class") or "").split())
        ]


class Tree(HTMLParser):
    """A strict reader: a tag that does not close what is open fails the test."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.feed(page)
        self.close()
        assert self.open == [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(path: Path) -> Element:
    return Tree(path.read_bytes().decode("utf-8")).root


def pages(folder: Path) -> dict[str, Element]:
    return {p.relative_to(folder).as_posix(): parse(p) for p in sorted(folder.rglob("*.html"))}


def sentences(page: Element) -> list[Element]:
    return [s for s in page.find("span", "s") if "id" in s.attributes]


@pytest.fixture
def folder(report: Report, tmp_path: Path) -> Path:
    write(report, "html", tmp_path / "out")
    return tmp_path / "out"


def test_one_index_and_a_page_per_article(folder: Path) -> None:
    assert list(pages(folder)) == [
        "documents/0001-img-src-x-onerror-alert-1.html",
        "documents/0002-g7-london-txt.html",
        "documents/0003-khmer-txt.html",
        "documents/0004-row-7.html",
        "documents/0005-empty-txt.html",
        "index.html",
    ]


def test_index_lists_the_worst_article_first(folder: Path) -> None:
    rows = parse(folder / "index.html").find("td", "c-article")
    assert [row.find("a")[0].attributes["href"] for row in rows] == [
        "documents/0002-g7-london-txt.html",
        "documents/0004-row-7.html",
        "documents/0001-img-src-x-onerror-alert-1.html",
        "documents/0003-khmer-txt.html",
        "documents/0005-empty-txt.html",
    ]
    first = rows[0].find("li")
    assert first[0].text() == 'the word "country" is doubled'


def test_first_screen_names_mode_failures_and_what_was_skipped(folder: Path) -> None:
    head = parse(folder / "index.html").find("header")[0].text()
    assert "1 of 5 articles holds garbled passages" in head
    assert "it cannot see a fluent wrong translation" in head
    assert "2 inputs could not be judged" in head
    assert "line 17: not JSON: <b>\\x1b[31m; mend the line" in head
    assert "km: the model judges English only" in head
    assert "Interrupted" not in head


def test_index_distribution_and_its_table_agree(folder: Path) -> None:
    index = parse(folder / "index.html")
    sentence_row, article_row = index.find("details", "numbers")[0].find("tbody")[0].find("tr")
    assert [cell.text() for cell in sentence_row.find("td")] == [*"1010001207"]
    assert [cell.text() for cell in article_row.find("td")] == [*"0000010011"]
    titles = [t.text() for t in index.find("figure")[0].find("title")]
    assert titles[9] == "7 sentences from 90 to 100"


def test_stripped_of_tags_a_page_is_its_text(report: Report, folder: Path) -> None:
    for name, page in pages(folder).items():
        if name == "index.html":
            continue
        document = report.documents[int(name[10:14]) - 1]
        shown = [sentence.text() for sentence in sentences(page)]
        assert shown == [carried(segment.segment.target) for segment in document.segments]


def test_paragraphs_are_kept(folder: Path) -> None:
    page = parse(folder / "documents/0002-g7-london-txt.html")
    paragraphs = [p.text() for p in page.find("p", "target")]
    assert len(paragraphs) == 2
    assert paragraphs[1] == (
        "He hesitated the opportunity to shout that Britain has cut its aid budget. Russia. "
        "The talks on Tuesday and Wednesday are likely to address a crisis."
    )


def test_sentences_that_touch_in_the_file_touch_on_the_page(folder: Path) -> None:
    (paragraph,) = parse(folder / "documents/0003-khmer-txt.html").find("p", "target")
    assert paragraph.text() == "សេចក្តីថ្លែងការណ៍ \ufffd នេះ។ពិភពលោក។"


def test_every_sentence_shows_its_verdict_by_class_and_word(folder: Path) -> None:
    page = parse(folder / "documents/0002-g7-london-txt.html")
    shown = [(s.attributes["class"], s.attributes["title"]) for s in sentences(page)]
    assert shown == [
        ("s fine", "Sentence 1, line 1: fine, score 92.5"),
        ("s garbled", "Sentence 2, line 1: garbled, score 8.2"),
        ("s garbled", "Sentence 3, line 1: garbled, score 20.0"),
        ("s doubtful", "Sentence 4, line 3: doubtful, score 71.0"),
        ("s fine", "Sentence 5, line 3: fine, score 99.9"),
    ]
    flags = [a.attributes["aria-label"] for a in page.find("a", "flag")]
    assert flags == [title for css, title in shown if css != "s fine"]


def test_every_issue_is_marked_in_place_with_a_note_that_needs_no_pointer(folder: Path) -> None:
    page = parse(folder / "documents/0002-g7-london-txt.html")
    second = sentences(page)[1]
    marked = [(m.attributes["class"], m.text()) for m in second.find("mark")]
    assert marked == [
        ("major", "the United States. As long as a c"),
        ("major", "ountry acts alone"),
        ("minor", ", satisfi"),
        ("major", "ountry country."),
    ]
    assert second.find("mark")[1].attributes["title"] == (
        "1. major: the model expects a reader to mark this as a major error\n"
        "2. minor: the model expects a reader to mark this"
    )
    notes = {li.attributes["id"]: li.text() for li in page.find("li") if "value" in li.attributes}
    assert notes["note-3"] == (
        'major the word "country" is doubled Fluency/Grammar · repetition.doubled_word'
    )
    assert sorted(notes) == [f"note-{n}" for n in range(1, 7)]


def test_an_issue_of_the_source_is_marked_there(folder: Path) -> None:
    page = parse(folder / "documents/0004-row-7.html")
    source = page.find("p", "source")[0]
    assert source.text() == "The minister said that 6 countries had signed the deal."
    assert [m.text() for m in source.find("mark")] == ["6"]
    assert [m.text() for m in sentences(page)[0].find("mark")] == ["5"]
    assert page.find("p", "target")[0].attributes["lang"] == "ar"
    assert source.attributes["lang"] == "en"
    assert source.attributes["dir"] == "auto"


def test_passages_link_to_their_sentence(folder: Path) -> None:
    page = parse(folder / "documents/0002-g7-london-txt.html")
    (passage,) = page.find("section", "passages")[0].find("li")
    assert passage.find("a")[0].attributes["href"] == "#s-2"
    assert passage.find("p")[0].text() == (
        'Line 1, 2 sentences · the word "country" is doubled · '
        "the model gives 97 % probability of garbled"
    )


def test_links_lead_somewhere(folder: Path) -> None:
    every = pages(folder)
    for name, page in every.items():
        ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
        assert len(ids) == len(set(ids))
        for link in page.find("a"):
            target = link.attributes["href"] or ""
            if target.startswith("#"):
                assert target[1:] in ids
            else:
                assert ((folder / name).parent / target).is_file()


def test_hostile_text_is_inert(folder: Path) -> None:
    for page in pages(folder).values():
        for element in page.walk():
            if element.tag:
                assert element.tag in ELEMENTS
                assert set(element.attributes) <= ATTRIBUTES
    evil = parse(folder / "documents/0001-img-src-x-onerror-alert-1.html")
    assert evil.find("h1")[0].text() == '<img src=x onerror="alert(1)">'
    assert "lang" not in evil.find("p", "target")[0].attributes  # no language tag at all


def test_nothing_is_asked_of_the_network(folder: Path) -> None:
    for page in pages(folder).values():
        policies = [
            meta.attributes["content"]
            for meta in page.find("meta")
            if meta.attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1
        assert (policies[0] or "").startswith("default-src 'none'; style-src 'sha256-")
        (style,) = page.find("style")
        assert not re.search(r"url\(|@import|//", style.text())
        for link in page.find("a"):
            assert re.fullmatch(r"#[\w-]+|[\w./-]+\.html", link.attributes["href"] or "")


def test_style_hash_of_the_policy_is_true(folder: Path) -> None:
    import base64
    import hashlib

    index = parse(folder / "index.html")
    digest = hashlib.sha256(index.find("style")[0].text().encode()).digest()
    policy = next(
        m.attributes["content"] or "" for m in index.find("meta") if "http-equiv" in m.attributes
    )
    assert base64.b64encode(digest).decode() in policy


def test_same_report_same_bytes(report: Report, folder: Path, tmp_path: Path) -> None:
    write(report, "html", tmp_path / "again")
    first = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*.html")}
    second = {
        p.relative_to(tmp_path / "again"): p.read_bytes()
        for p in (tmp_path / "again").rglob("*.html")
    }
    assert first == second


def test_former_pages_go_and_foreign_files_stay(report: Report, folder: Path) -> None:
    (folder / "notes.md").write_text("mine")
    foreign = folder / "documents" / "0009-mine.html"
    foreign.write_text("<p>mine</p>")
    write(replace(report, documents=report.documents[:2]), "html", folder)
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert names == [
        "documents/0001-img-src-x-onerror-alert-1.html",
        "documents/0002-g7-london-txt.html",
        "documents/0009-mine.html",
        "index.html",
        "notes.md",
    ]
    assert foreign.read_text() == "<p>mine</p>"


def test_a_foreign_index_is_not_overwritten(report: Report, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<h1>My site</h1>")
    with pytest.raises(ConfigError, match=r"index\.html is not a page of mtqa"):
        write(report, "html", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["index.html"]


def test_html_needs_a_folder(report: Report, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="html fills a folder"):
        write(report, "html", None)
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="is a file; html fills a folder"):
        write(report, "html", tmp_path / "file")


def test_an_interrupted_run_says_so(report: Report, tmp_path: Path) -> None:
    write(replace(report, complete=False), "html", tmp_path)
    assert "Interrupted." in parse(tmp_path / "index.html").find("header")[0].text()


def test_an_empty_run_has_an_index(tmp_path: Path) -> None:
    write(Report((), failures=(Failure("a.txt", "no such file"),)), "html", tmp_path)
    assert list(pages(tmp_path)) == ["index.html"]
    assert "No article was judged" in parse(tmp_path / "index.html").text()


def test_a_long_index_goes_on_over_pages(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "PAGE_SIZE", 2)
    write(report, "html", tmp_path)
    assert sorted(p.name for p in tmp_path.glob("*.html")) == [
        "index-2.html",
        "index-3.html",
        "index.html",
    ]
    second = parse(tmp_path / "index-2.html")
    links = [row.find("a")[0].attributes["href"] for row in second.find("td", "c-article")]
    assert links == [
        "documents/0001-img-src-x-onerror-alert-1.html",
        "documents/0003-khmer-txt.html",
    ]
    back = parse(tmp_path / links[0]).find("nav")[0].find("a")[0]
    assert back.attributes["href"] == "../index-2.html"
    write(replace(report, documents=report.documents[:2]), "html", tmp_path)
    assert [p.name for p in tmp_path.glob("*.html")] == ["index.html"]


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 40), st.sampled_from(Severity)), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40), spans=SPANS)
def test_any_text_with_any_marks_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
    spans: list[tuple[int, int, Severity]],
) -> None:
    issues = tuple(
        Issue("theme.check", "Other", severity, Span(start, start + length), text)
        for start, length, severity in spans
    )
    segment = SegmentReport(Segment(text), Verdict.DOUBTFUL, 50.0, issues=issues)
    document = Document(text, (segment.segment,), title=text)
    report = Report((DocumentReport(document, (segment,), 1, 50.0, None, 5.0, 0.0, "B"),))
    folder = tmp_path_factory.mktemp("html")
    write(report, "html", folder)
    (path,) = (folder / "documents").iterdir()
    assert re.fullmatch(r"0001(-[a-z0-9-]+)?\.html", path.name)
    (sentence,) = sentences(parse(path))
    assert sentence.text() == carried(text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_every_tint(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    source = (Path(html.__file__).parent / "templates" / "style.css").read_text("utf-8")
    light, dark = re.findall(r":root \{(.*?)\}", source, re.DOTALL)[:2]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", dark))
    tints = [name for name in colours if name.endswith("-tint")]
    assert len(tints) == 7
    pairs = [("ink", tint) for tint in (*tints, "paper", "raised")]
    for name in ("garbled", "doubtful", "fine", "unscored"):
        pairs += [
            (name, "paper"),
            (name, f"{name}-tint"),
            ("paper", name),
            ("link", f"{name}-tint"),
        ]
    pairs += [("muted", "paper"), ("link", "paper"), ("garbled", "raised"), ("link", "raised")]
    too_faint = {
        (text, ground): round(contrast(colours[text], colours[ground]), 2)
        for text, ground in pairs
        if contrast(colours[text], colours[ground]) < 4.5
    }
    assert too_faint == {}


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
