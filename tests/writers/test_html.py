import base64
import hashlib
import json
import posixpath
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
from mtqa.writers import HtmlOptions, assets, html, index, write
from mtqa.writers import pages as site_pages

VOID = {"meta", "rect", "path", "line", "link", "br", "img", "input"}
ELEMENTS = frozenset(
    """
    html head meta title link script body main a header nav p h1 h2 div span dl dt dd ul ol li
    section small strong b bdi code pre mark details summary table thead tbody tr th td footer svg
    rect path figure figcaption form label input select option button dialog kbd del ins
    """.split()  # noqa: SIM905
)
ATTRIBUTES = frozenset(
    """
    lang charset name content http-equiv class href id title dir translate rel aria-label
    aria-labelledby aria-describedby aria-hidden aria-pressed role scope value viewbox x y width
    height preserveaspectratio d src nonce defer type for autocomplete spellcheck hidden tabindex
    open data-number data-label data-notes data-sentence data-stop data-action data-sort data-rows
    data-fitness data-grade data-check data-category data-language data-folder data-score
    data-passages data-garbled data-words
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


def words(element: Element) -> str:
    return " ".join(element.text().split())


def article_pages(folder: Path) -> list[Element]:
    return [parse(path) for path in sorted((folder / "documents").iterdir())]


def sentences(page: Element) -> list[Element]:
    return [s for s in page.find("span", "s") if "id" in s.attributes]


MANUAL = {
    "repetition.doubled_word": (
        "The same word twice: `the the`.\n\nLeft alone: <b>names</b>.\n\n"
        "Fires on 2 of 1,000 sentences of human\nnews.\n\n>>> doubled_word(1)\n[]"
    )
}
G7_PAGE = "documents/0002-g7-london-txt.html"


@pytest.fixture
def folder(report: Report, tmp_path: Path) -> Path:
    write(report, "html", tmp_path / "out", HtmlOptions(MANUAL))
    return tmp_path / "out"


def test_an_index_a_page_per_article_and_per_check(folder: Path) -> None:
    assert list(pages(folder)) == [
        "checks/encoding.replacement.html",
        "checks/markup.entity.html",
        "checks/markup.leaked_tag.html",
        "checks/numbers.added.html",
        "checks/numbers.missing.html",
        "checks/punctuation.leading_mark.html",
        "checks/qe.mtqa-en.html",
        "checks/repetition.doubled_word.html",
        "checks/syntax.fragment.html",
        "documents/0001-img-src-x-onerror-alert-1.html",
        "documents/0002-g7-london-txt.html",
        "documents/0003-khmer-txt.html",
        "documents/0004-row-7.html",
        "documents/0005-empty-txt.html",
        "index.html",
    ]


def test_index_lists_what_is_not_fit_first_then_by_score(folder: Path) -> None:
    rows = parse(folder / "index.html").find("td", "c-article")
    assert [row.find("a")[0].attributes["href"] for row in rows] == [
        "documents/0002-g7-london-txt.html",  # not fit: a garbled passage
        "documents/0004-row-7.html",  # doubtful: grade C
        "documents/0001-img-src-x-onerror-alert-1.html",  # doubtful: a check's major issue
        "documents/0003-khmer-txt.html",  # not judged
        "documents/0005-empty-txt.html",
    ]
    first = rows[0].find("li")
    assert first[0].text() == 'the word "country" is doubled'


def test_first_screen_says_the_verdict_the_mode_failures_and_what_was_skipped(
    folder: Path,
) -> None:
    head = parse(folder / "index.html").find("header")[0]
    assert head.find("h1")[0].text().split() == [
        "1",
        "of",
        "5",
        "articles",
        "is",
        "not",
        "fit",
        "to",
        "publish",
    ]
    counts = [words(li) for li in head.find("section", "verdicts")[0].find("li")]
    assert counts == ["1 not fit", "2 doubtful", "2 not judged", "0 fit"]
    text = head.text()
    assert "but for checks against the source in 1 article" in text
    assert "it cannot see most fluent wrong translations" in text
    assert "2 inputs could not be judged" in text
    assert "line 17: not JSON: <b>\\x1b[31m; mend the line" in text
    assert "km: the model judges English only" in text
    assert "Interrupted" not in text


def test_distribution_between_the_limits_of_the_grades(folder: Path) -> None:
    index = parse(folder / "index.html")
    bands = [words(div) for div in index.find("div", "graded")]
    assert bands == [
        "A 0 to 4.1", "B 0 to 13.8", "C 0 to 27.2", "D 1 to 54.4", "F 0 over 54.4"
    ]  # fmt: skip
    (row,) = index.find("details", "numbers")[0].find("tbody")[0].find("tr")
    assert [cell.text() for cell in row.find("td")] == ["D", "34.0 to 40.8", "1"]


def test_damage_by_kind_leads_to_the_pages_of_the_checks(folder: Path) -> None:
    kinds, checks = parse(folder / "index.html").find("div", "columns")[0].find("table")
    rows = [[cell.text().strip() for cell in row.children] for row in kinds.find("tr")[1:]]  # type: ignore[union-attr]
    assert rows[0] == ["Other", "48.8 %", "4"]
    links = [a.attributes["href"] for a in checks.find("a")]
    assert links[0] == "checks/qe.mtqa-en.html"
    assert len(links) == 9


def test_a_check_page_has_manual_rate_and_hits(folder: Path) -> None:
    page = parse(folder / "checks/repetition.doubled_word.html")
    wrong, manual = page.find("div", "manual")[0].find("section")
    assert wrong.find("p")[0].text() == "Fires on 2 of 1,000 sentences of human news."
    assert [p.text() for p in manual.find("p")] == ["Left alone: <b>names</b>."]
    assert page.find("p", "deck")[0].find("code")[0].text() == "the the"
    assert manual.find("pre")[0].text() == ">>> doubled_word(1)\n[]"
    (hit,) = page.find("ol", "hits")[0].find("li")
    assert hit.find("mark")[0].text() == "ountry country."
    assert hit.find("a")[0].attributes["href"] == "../documents/0002-g7-london-txt.html#s-2"
    assert "of 5" in page.find("header")[0].text()
    unknown = parse(folder / "checks/syntax.fragment.html").text()
    assert "There is no manual page for this name" in unknown
    assert "A model, not a rule" in parse(folder / "checks/qe.mtqa-en.html").text()


def test_stripped_of_tags_a_page_is_its_text(report: Report, folder: Path) -> None:
    for page, document in zip(article_pages(folder), report.documents, strict=True):
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


def test_every_sentence_that_is_not_fine_says_so_by_class_and_word(folder: Path) -> None:
    page = parse(folder / G7_PAGE)
    shown = [(s.attributes["class"], s.attributes.get("title")) for s in sentences(page)]
    assert shown == [
        ("s fine", None),
        ("s garbled", "Sentence 2, line 1: garbled, score 8.2"),
        ("s garbled", "Sentence 3, line 1: garbled, score 20.0"),
        ("s doubtful", "Sentence 4, line 3: doubtful, score 71.0"),
        ("s fine", None),
    ]
    flags = [a.attributes["aria-label"] for a in page.find("a", "flag")]
    assert flags == [title for css, title in shown if css != "s fine"]
    stops = [a.attributes.get("data-stop") for a in page.find("a", "flag")]
    assert stops == ["1", None, "2"]  # a passage of two, and a sentence


def test_every_issue_is_marked_in_place_with_a_note_that_needs_no_pointer(folder: Path) -> None:
    page = parse(folder / G7_PAGE)
    second = sentences(page)[1]
    marked = [
        (m.attributes["class"], m.attributes["data-notes"], m.text()) for m in second.find("mark")
    ]
    assert marked == [
        ("major", "1", "the United States. As long as a c"),
        ("major shared", "1 2", "ountry acts alone"),
        ("minor", "2", ", satisfi"),
        ("major", "3", "ountry country."),
    ]
    assert second.find("mark")[1].attributes["title"] == (
        "1. major: the model expects a reader to mark this as a major error\n"
        "2. minor: the model expects a reader to mark this"
    )
    notes = {li.attributes["id"]: li.text() for li in page.find("li") if "value" in li.attributes
             and "id" in li.attributes}  # fmt: skip
    assert notes["note-3"] == 'major the word "country" is doubled'
    assert sorted(notes) == [f"note-{n}" for n in range(1, 7)]


def test_all_issues_in_a_table(folder: Path) -> None:
    (table,) = parse(folder / G7_PAGE).find("table", "issues")
    rows = [[cell.text() for cell in row.find("td")] for row in table.find("tr")[1:]]
    assert rows[0] == [
        "1", "2", "major", "the United States. As long as a country acts alone",
        "the model expects a reader to mark this as a major error", "Other", "model qe.mtqa-en",
        "88 %",
    ]  # fmt: skip
    assert rows[2][5:] == ["Fluency/Grammar", "rule repetition.doubled_word", ""]
    assert len(rows) == 6


def test_the_raw_scores_stand_behind_the_numbers(folder: Path) -> None:
    (table,) = parse(folder / G7_PAGE).find("table", "sentences")
    rows = [[cell.text() for cell in row.find("td")] for row in table.find("tr")[1:]]
    assert rows[1] == ["2", "1", "garbled", "8.2", "0.970", "6.0", "mtqa-en: score 8.2, raw 22.94"]


def test_the_strip_has_a_cell_for_every_sentence(folder: Path) -> None:
    (minimap,) = parse(folder / G7_PAGE).find("svg", "minimap")
    assert [a.attributes["href"] for a in minimap.find("a")] == [f"#s-{n}" for n in range(1, 6)]
    heights = [a.find("rect")[1].attributes["height"] for a in minimap.find("a")]
    assert heights == ["2", "12", "12", "8", "2"]  # the shape says what the colour says


def test_an_issue_of_the_source_is_marked_there(folder: Path) -> None:
    page = parse(folder / "documents/0004-row-7.html")
    source = page.find("p", "source")[0]
    assert source.text() == "The minister said that 6 countries had signed the deal."
    assert [m.text() for m in source.find("mark")] == ["6"]
    assert [m.text() for m in sentences(page)[0].find("mark")] == ["5"]
    assert page.find("p", "target")[0].attributes["lang"] == "ar"
    assert source.attributes["lang"] == "en"
    assert source.attributes["dir"] == "ltr"
    assert page.find("p", "target")[0].attributes["dir"] == "rtl"


def test_places_to_look_at_link_to_their_sentence(folder: Path) -> None:
    page = parse(folder / G7_PAGE)
    passage, sentence = page.find("section", "stops")[0].find("li")
    assert passage.find("a")[0].attributes["href"] == "#s-2"
    assert passage.find("p")[0].text() == (
        'garbled line 1, 2 sentences · the word "country" is doubled · '
        "the model gives 97 % probability of garbled"
    )
    assert sentence.find("a")[0].attributes["href"] == "#s-4"
    assert sentence.find("p")[0].text().startswith("doubtful line 3, 1 sentence · score 71.0 · ")


def test_links_lead_somewhere(folder: Path) -> None:
    every = pages(folder)
    ids = {
        name: [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
        for name, page in every.items()
    }
    for name, page in every.items():
        assert len(ids[name]) == len(set(ids[name]))
        for link in page.find("a"):
            path, _, fragment = (link.attributes["href"] or "").partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            assert not fragment or fragment in ids[there if path else name]
            assert there in every if path else fragment


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
    for name, page in pages(folder).items():
        for element in page.walk():
            for place in ("href", "src"):
                value = element.attributes.get(place) or ""
                assert re.fullmatch(r"#[\w.-]+|[\w./-]+(#[\w.-]+)?|", value), name
    style = next((folder / "assets").glob("*.css")).read_text("utf-8")
    assert not re.search(r"url\(|@import|//", style)
    script = next((folder / "assets").glob("*.js")).read_text("utf-8")
    assert not re.search(r"fetch|XMLHttp|WebSocket|eval\(|https?:", script)


def policy(page: Element) -> str:
    (found,) = [
        meta.attributes["content"]
        for meta in page.find("meta")
        if meta.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    return found or ""


def test_the_policy_of_a_folder_lets_in_what_carries_the_nonce(folder: Path) -> None:
    nonces = set()
    for page in pages(folder).values():
        (nonce,) = set(re.findall(r"'nonce-([\w-]{22})'", policy(page)))
        assert policy(page) == (
            f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
            "base-uri 'none'; form-action 'none'"
        )
        carrying = [e.tag for e in page.walk() if e.attributes.get("nonce") == nonce]
        assert carrying == ["link", "script"]
        assert page.find("style") == []
        nonces.add(nonce)
    assert len(nonces) == 1


def test_no_text_of_an_article_can_foretell_the_nonce(report: Report) -> None:
    first = assets.nonce(report)
    (document, *others) = report.documents
    retitled = replace(document, document=replace(document.document, title=first))
    assert assets.nonce(replace(report, documents=(retitled, *others))) != first
    assert assets.nonce(report, report) != first
    assert assets.nonce(report) == first
    rescored = replace(document, score=1.0)  # a last digit of a number must not touch every page
    assert assets.nonce(replace(report, documents=(rescored, *others))) == first


def test_assets_are_named_after_their_content(folder: Path) -> None:
    for path in (folder / "assets").iterdir():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        assert path.stem.endswith(f"-{digest}")


def test_one_file_holds_every_page(report: Report, tmp_path: Path) -> None:
    write(report, "html", tmp_path / "one.html", HtmlOptions(MANUAL, report, single_file=True))
    page = parse(tmp_path / "one.html")
    assert [path.name for path in tmp_path.iterdir()] == ["one.html"]
    kinds = [(div.attributes["class"] or "").split()[1] for div in page.find("div", "page")]
    assert kinds == ["index", "comparison", *["check"] * 9, *["article"] * 5]
    ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    links = [a.attributes["href"] or "" for a in page.find("a")]
    assert all(link.startswith("#") and link[1:] in ids for link in links)
    (style,), (script,) = page.find("style"), page.find("script")
    for element, directive in ((style, "style-src"), (script, "script-src")):
        digest = base64.b64encode(hashlib.sha256(element.text().encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}';" in policy(page)


def test_one_file_goes_to_standard_output_as_well(
    report: Report, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(report, "html", tmp_path / "one.html", HtmlOptions(single_file=True))
    write(report, "html", None, HtmlOptions(single_file=True))
    assert capfdbinary.readouterr().out == (tmp_path / "one.html").read_bytes()


def test_a_large_run_does_not_fit_one_file(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(html, "SINGLE_LIMIT", 13)
    with pytest.raises(ConfigError, match="the run has 14 sentences; one file holds up to 13"):
        write(report, "html", tmp_path / "one.html", HtmlOptions(single_file=True))
    assert list(tmp_path.iterdir()) == []


def test_same_report_same_bytes(report: Report, folder: Path, tmp_path: Path) -> None:
    write(report, "html", tmp_path / "again", HtmlOptions(MANUAL))
    first, second = (
        {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (folder, tmp_path / "again")
    )
    assert first == second


def test_former_pages_go_and_foreign_files_stay(report: Report, folder: Path) -> None:
    (folder / "notes.md").write_text("mine")
    foreign = folder / "documents" / "0009-mine.html"
    foreign.write_text("<p>mine</p>")
    (folder / "assets" / "report-000000000000.js").write_text("old")
    (folder / "assets" / "logo.svg").write_text("mine")
    write(replace(report, documents=report.documents[1:2]), "html", folder)
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    names = [re.sub(r"-[0-9a-f]{12}\.", "-HASH.", name) for name in names]
    assert names == [
        "assets/logo.svg",
        "assets/report-HASH.js",
        "assets/style-HASH.css",
        "checks/punctuation.leading_mark.html",
        "checks/qe.mtqa-en.html",
        "checks/repetition.doubled_word.html",
        "checks/syntax.fragment.html",
        "documents/0001-g7-london-txt.html",
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
    monkeypatch.setattr(site_pages, "PAGE_SIZE", 2)
    write(report, "html", tmp_path)
    assert sorted(p.name for p in tmp_path.glob("*.html")) == [
        "index-2.html",
        "index-3.html",
        "index.html",
    ]
    second = parse(tmp_path / "index-2.html")
    links = [row.find("a")[0].attributes["href"] for row in second.find("td", "c-article")]
    hostile = "documents/0001-img-src-x-onerror-alert-1.html"
    assert links == [hostile, "documents/0003-khmer-txt.html"]
    back = parse(tmp_path / (links[0] or "")).find("nav")[0].find("a")[0]
    assert back.attributes["href"] == "../index-2.html"
    (data,) = (tmp_path / "assets").glob("rows-*.js")
    assert second.find("script")[0].attributes["data-rows"] == f"assets/{data.name}"
    rows = json.loads(data.read_text("ascii").removeprefix("mtqaRows(").removesuffix(");\n"))
    assert len(Tree("".join(rows)).root.find("tr")) == len(rows) == 5
    for row in rows:  # the script takes the first tag as it stands, whatever a path holds
        first = row[: row.index(">") + 1]
        assert first.startswith("<tr data-fitness=")
        assert first.endswith('">')
        assert "data-words" in Tree(f"{first}</tr>").root.find("tr")[0].attributes
    write(replace(report, documents=report.documents[:2]), "html", tmp_path)
    assert [p.name for p in tmp_path.glob("*.html")] == ["index.html"]
    assert list((tmp_path / "assets").glob("rows-*")) == []


def test_a_very_large_run_lists_its_worst_articles_and_says_so(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site_pages, "LISTED", 2)
    write(report, "html", tmp_path)
    assert len(list((tmp_path / "documents").iterdir())) == 2
    text = words(parse(tmp_path / "index.html"))
    assert "The worst 2 of 5 articles are listed and have a page of their own." in text
    assert "1 of 5 articles is not fit to publish" in text


def test_folders_are_told_apart_until_there_are_too_many() -> None:
    documents = [
        DocumentReport(Document(f"in/{n % 60}/{n}.txt", (), path=f"in/{n % 60}/{n}.txt"), (), 10,
                       float(n % 60), None, 1.0, 0.0, "A")
        for n in range(120)
    ]  # fmt: skip
    few, many = documents[:30], documents
    assert len(index.folder_totals(few, index.folder_groups(few))) == 30
    (one,) = index.folder_totals(many, index.folder_groups(many))
    assert (one.folder, one.articles, one.score) == ("in", 120, 29.5)


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
    assert len(tints) == 9
    pairs = [("ink", tint) for tint in (*tints, "paper", "raised")]
    for name in ("garbled", "doubtful", "unscored", "fine"):
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
