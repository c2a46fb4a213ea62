"""Each kind of page, opened from disk in a browser."""

import re
from importlib import resources
from pathlib import Path

import pytest

SUMMIT = "documents/0001-leaders-gather-for-a-summit.html"
KINDS = {
    "index": "index.html",
    "article": SUMMIT,
    "right to left": "documents/0003-arab-tsv.html",
    "chinese": "documents/0004-zh-txt.html",
    "hostile": "documents/0005-script-script-document-title-owned-script-img.html",
    "check": "checks/repetition.phrase_loop.html",
    "model": "checks/qe.embedded.html",
    "comparison": "comparison.html",
    "change": "changes/0001-leaders-gather-for-a-summit.html",
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which a package for Playwright brings along."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")


def faults(page, axe: str) -> list[str]:
    """What axe finds, one line each."""
    page.evaluate(axe)
    found = page.evaluate(
        """rules => axe.run({runOnly: rules, resultTypes: ["violations"], preload: false})
             .then(result => result.violations)""",
        RULES,
    )
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(visit, reports, axe, kind: str) -> None:
    page = visit(reports.small / KINDS[kind], bypass_csp=True)
    page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert faults(page, axe) == [], scheme


def test_axe_finds_nothing_in_what_the_script_shows(visit, reports, axe) -> None:
    page = visit(reports.small / SUMMIT, bypass_csp=True)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.keyboard.press("n")
        assert page.locator(".why").is_visible()
        assert faults(page, axe) == [], scheme
        page.keyboard.press("?")
        assert page.locator("dialog").is_visible()
        assert faults(page, axe) == [], scheme
        page.keyboard.press("Escape")


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_the_window(visit, reports, kind: str) -> None:
    page = visit(reports.small / KINDS[kind])
    for width in (360, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_link_leads_somewhere(visit, reports) -> None:
    page = visit(reports.small / "index.html")
    links = "links => links.map(a => new URL(a.getAttribute('href'), location).href)"
    for path in sorted(reports.small.rglob("*.html")):
        page.goto(path.as_uri())
        for target in page.eval_on_selector_all("a", links):
            name, _, fragment = target.removeprefix("file://").partition("#")
            text = Path(name).read_text("utf-8")
            assert not fragment or f'id="{fragment}"' in text, target


def test_lines_are_of_a_readable_length(visit, reports) -> None:
    page = visit(reports.small / SUMMIT)
    widths = page.eval_on_selector_all(
        ".target",
        """lines => lines.filter(p => p.textContent.length > 400).map(p => {
             const range = document.createRange(); range.selectNodeContents(p);
             const tops = new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 8)));
             return p.textContent.length / tops.size; })""",
    )
    assert widths
    assert all(45 <= width <= 80 for width in widths)


def test_text_from_the_right(visit, reports) -> None:
    page = visit(reports.small / KINDS["right to left"])
    target, source = page.locator(".target").first, page.locator(".source").first
    assert target.evaluate("p => getComputedStyle(p).direction") == "rtl"  # though it begins "G7"
    assert source.evaluate("p => getComputedStyle(p).direction") == "ltr"
    boxes = target.bounding_box(), source.bounding_box()
    assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2  # side by side, on one line
    assert page.locator(".target mark").all_inner_texts() == ["5"]
    assert page.locator(".source mark").all_inner_texts() == ["6"]


def test_marks_that_overlap(visit, reports) -> None:
    page = visit(reports.small / SUMMIT)
    marks = page.locator("mark", has_text=re.compile("opportunity|hesitated|the|shout"))
    found = [
        (mark.inner_text(), mark.get_attribute("class"), mark.get_attribute("data-notes"))
        for mark in page.locator("#s-18 mark").all()
    ]
    assert marks.count() > 0
    assert found == [
        ("hesitated ", "major", "2"),
        ("the ", "major shared", "2 3"),
        ("opportunity", "critical shared", "2 3 4"),
        (" to shout tha", "minor", "3"),
    ]
    assert page.locator("#s-18").inner_text().startswith("He hesitated the opportunity")


def test_hostile_text_stays_text(visit, reports) -> None:
    page = visit(reports.small / KINDS["hostile"])
    assert page.title().startswith("</script><script>document.title=")
    assert page.locator("main img").count() == 0
    assert page.locator("h1").inner_text().startswith("</script><script>")
    assert "{{ 7 * 7 }}" in page.locator(".target").inner_text()


def test_the_policy_lets_nothing_in(chromium, reports) -> None:
    """Neither script nor style nor picture that is not ours, wherever it is put."""
    page = chromium.new_page()
    page.goto((reports.small / SUMMIT).as_uri())
    blocked = page.evaluate(
        """async () => {
          const blocked = [];
          const note = event => blocked.push(event.effectiveDirective);
          document.addEventListener("securitypolicyviolation", note);
          const add = (tag, values) =>
            document.body.append(Object.assign(document.createElement(tag), values));
          add("script", {textContent: "window.ran = true"});
          add("script", {src: "../assets/none.js"});
          add("style", {textContent: "body { display: none }"});
          add("img", {src: "../none.png"});
          add("iframe", {src: "../index.html"});
          const styled = "<p style='color: red' onclick='window.ran = true'>x</p>";
          document.body.insertAdjacentHTML("beforeend", styled);
          await fetch("../index.html").catch(() => {});
          await new Promise(done => setTimeout(done, 300));
          return [blocked.sort(), window.ran ?? false, getComputedStyle(document.body).display];
        }"""
    )
    page.close()
    assert blocked[1:] == [False, "block"]
    assert {
        "script-src-elem", "style-src-elem", "style-src-attr", "img-src", "frame-src", "connect-src"
    } <= set(blocked[0])  # fmt: skip


def test_without_javascript_all_is_there(visit, reports) -> None:
    page = visit(reports.small / "index.html", java_script_enabled=False)
    assert page.locator("table.articles tbody tr").count() == 6
    assert not page.locator(".filters").is_visible()
    page.locator("table.articles a").first.click()
    assert page.locator("h1").inner_text() == "Leaders gather for a summit"
    assert not page.locator(".steps").is_visible()
    assert page.locator(".note").first.is_visible()
    page.locator(".ref").first.click()
    assert page.locator("tr:target").count() == 1


def test_paper_shows_severity_without_colour(visit, reports, tmp_path) -> None:
    page = visit(reports.small / SUMMIT)
    page.emulate_media(media="print")
    for name, shape in {"minor": "dotted", "major": "solid", "critical": "double"}.items():
        mark = page.locator(f".text mark.{name}").first
        assert mark.evaluate("m => getComputedStyle(m).borderBottomStyle") == shape
        assert mark.evaluate("m => getComputedStyle(m).borderBottomColor") == "rgb(0, 0, 0)"
    lines = "s => getComputedStyle(s).textDecorationStyle"
    assert page.locator(".text .s.garbled").first.evaluate(lines) == "wavy"
    assert page.locator(".text .s.doubtful").first.evaluate(lines) == "dotted"
    assert not page.locator(".steps").is_visible()
    for kind, path in KINDS.items():
        page.goto((reports.small / path).as_uri())
        pdf = page.pdf(prefer_css_page_size=True)
        assert pdf.startswith(b"%PDF"), kind
        for box in re.findall(rb"/MediaBox \[([^]]*)\]", pdf):
            width, height = map(float, box.split()[2:])
            assert abs(width - 595) < 2  # A4, in points
            assert abs(height - 842) < 2


def heading(page, awaited: str) -> str:
    """The heading in sight, once the part of the file that was asked for is: the browser tells of
    it after the click."""
    page.locator("h1:visible", has_text=awaited).wait_for()
    return page.locator("h1:visible").inner_text()


def test_one_file(visit, reports, axe) -> None:
    page = visit(reports.single, bypass_csp=True)
    assert page.locator(".page:visible").count() == 1
    assert page.locator("h1:visible").inner_text().endswith("not fit to publish")
    page.locator("table.articles a").first.click()
    assert heading(page, "Leaders gather for a summit") == "Leaders gather for a summit"
    assert faults(page, axe) == []
    page.keyboard.press("n")
    assert page.locator(".why").is_visible()
    page.locator(".why a").first.focus()
    page.evaluate("dispatchEvent(new Event('scroll'))")  # told of a frame late, on a busy machine
    assert page.locator(".why").is_visible()
    page.locator(".why a").first.click()
    assert heading(page, "repetition.phrase_loop") == "repetition.phrase_loop"
    page.go_back()
    assert heading(page, "Leaders gather for a summit") == "Leaders gather for a summit"
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_one_file_keeps_its_policy(visit, reports) -> None:
    page = visit(reports.single)
    assert page.evaluate("document.documentElement.className") == "js"
    head = page.locator(".masthead").first
    assert head.evaluate("h => getComputedStyle(h).borderTopWidth") == "3px"
    assert len(re.findall(r"<(?:script|style)\b", reports.single.read_text("utf-8"))) == 2
