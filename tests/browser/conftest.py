"""Reports in a real browser, opened from disk as a reader does.

Needs the Python package `playwright` and a Chromium (Debian: `apt install chromium`; elsewhere name
it in CHROMIUM). Without them these tests are skipped, or fail where NEED_BROWSER is set.
"""

import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import pytest

from mtqa.checks import CHECKS
from mtqa.grading import judge, summarise
from mtqa.mqm import Severity
from mtqa.scorers.base import Prediction
from mtqa.types import (
    Document,
    DocumentReport,
    Failure,
    Issue,
    Report,
    Score,
    Segment,
    SegmentReport,
    Side,
    Skipped,
    Span,
)
from mtqa.writers import HtmlOptions, write

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
MANUAL = {check.id: check.manual for check in CHECKS.values()}
LOOP = "the end of the year the end of the year the end of the year"


def issue(
    check: str, start: int, end: int, severity: Severity, message: str, side: Side = Side.TARGET
) -> Issue:
    category = CHECKS[check].category if check in CHECKS else "Other"
    sure = 0.75 if check.startswith("qe.") else None
    return Issue(check, category, severity, Span(start, end, side), message, sure)


def judged(
    text: str, value: float | None, *issues: Issue, line: int = 1, source: str | None = None
) -> SegmentReport:
    """A sentence as the model and the checks would judge it."""
    segment = Segment(text, end=len(text), line=line, paragraph=line - 1, source=source)
    predictions = []
    if value is not None:
        found = tuple(one for one in issues if one.check.startswith("qe."))
        score = Score("embedded", value, raw=(100 - value) / 4)
        predictions = [
            Prediction(score, 0.9 if value < 30 else 0.02, is_garbled=value < 30, issues=found)
        ]
    rules = [one for one in issues if not one.check.startswith("qe.")]
    return judge(segment, predictions, rules)


def article(path: str, segments: list[SegmentReport], **noun: str) -> DocumentReport:
    document = Document(path, tuple(one.segment for one in segments), path=path, **noun)
    skipped = (
        () if any(one.scores for one in segments) else (Skipped("qe.embedded", "not English"),)
    )
    return summarise(document, tuple(segments), skipped)


def plain(count: int, value: float, line: int = 1) -> list[SegmentReport]:
    return [
        judged(f"The council of town {n} met on Monday and voted for the budget.", value, line=line)
        for n in range(count)
    ]


def overlapping() -> SegmentReport:
    """Two issues that cross and one that lies in both."""
    return judged(
        "He hesitated the opportunity to shout that Britain has cut its aid budget.", 55.0,
        issue("qe.embedded", 3, 28, Severity.MAJOR, "the model doubts this"),
        issue("lexical.made_up_word", 13, 41, Severity.MINOR, "no such word is known"),
        issue("repetition.doubled_word", 17, 28, Severity.CRITICAL, "it stands there twice"),
    )  # fmt: skip


def english() -> DocumentReport:
    return article(
        "news/world/summit.txt",
        [
            *plain(3, 92.0),
            judged(
                LOOP, 5.0, issue("repetition.phrase_loop", 0, 41, Severity.MAJOR, "stands 3 times"),
                line=2,
            ),
            judged("Of the house of the it was, and it.", 12.0, line=2),
            *plain(12, 95.0, line=3),
            overlapping(),
            *plain(12, 90.0, line=5),
            judged(", I want to debate.", 60.0, issue(
                "punctuation.stray_mark", 0, 1, Severity.MAJOR, "a comma opens the sentence"),
                line=6,
            ),
        ],
        title="Leaders gather for a summit",
        target_lang="en",
    )  # fmt: skip


def arabic() -> DocumentReport:
    return article(
        "news/arab.tsv",
        [
            judged(
                "G7 قال الوزير إن 5 دول وقعت الاتفاق.", 86.0,
                issue("qe.embedded", 17, 18, Severity.MINOR, "a number that is not in the source"),
                issue("qe.embedded", 23, 24, Severity.MAJOR, "a number is lost", Side.SOURCE),
                source="The minister said that 6 countries had signed the deal.",
            ),
            judged("وشكرا جزيلا لكم.", 86.0, source="And thank you very much.", line=2),
        ],
        source_lang="en",
        target_lang="ar",
    )  # fmt: skip


def chinese() -> DocumentReport:
    text = "外交部发言人周二表示,双方将继续就此保持沟通,并推动会谈取得积极成果。"
    return article(
        "news/asia/zh.txt", [judged(text * 2, None), judged(text, None)], target_lang="zh"
    )


def hostile() -> DocumentReport:
    nasty = '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>'
    return article(
        f"news/{nasty}.txt",
        [judged(f"{nasty} ]]> --> {{{{ 7 * 7 }}}}", 60.0, issue(
            "markup.leaked_tag", 0, 9, Severity.MINOR, nasty))],
        title=nasty,
        target_lang='en" onload="alert(1)',
    )  # fmt: skip


def small_report() -> Report:
    return Report(
        documents=(
            english(),
            article("news/world/calm.txt", plain(20, 99.0), target_lang="en"),
            arabic(),
            chinese(),
            hostile(),
            article("sport/final.txt", plain(8, 85.0), target_lang="en", title="A final"),
        ),
        failures=(Failure("news/<b>.csv", "line 3: no column"),),
        signature="mtqa:0.1.0|model:embedded-1234|checks:hash:abcd",
        config={"model": "embedded"},
    )


def older_report() -> Report:
    """The same run as it was before the damage."""
    report = small_report()
    healed = [
        *english().segments[:3],
        judged("The end of the year is near, the end of a long one.", 91.0, line=2),
        *english().segments[4:],
    ]
    before = article("news/world/summit.txt", healed, title="Leaders gather", target_lang="en")
    gone = article("news/gone.txt", plain(3, 80.0), target_lang="en")
    return replace(report, documents=(before, *report.documents[2:], gone))


def title(number: int) -> str:
    return 'Of "R&D" <b> & more' if number == 4712 else f"Story {number}"


def large_report(size: int = 10_000) -> Report:
    """Many articles in a few folders, one in fifty of them garbled."""
    loop = issue("repetition.phrase_loop", 0, 41, Severity.MAJOR, "stands 3 times")
    good, bad = plain(2, 93.0), [*plain(1, 93.0), judged(LOOP, 4.0, loop)]
    kinds = [article("x", segments, target_lang="en") for segments in (good, bad)]
    made = []
    for number in range(size):
        kind = kinds[number % 50 == 7]
        path = f"in/{'abcdefgh'[number % 8]}/{number:05}.txt"
        document = replace(kind.document, id=path, path=path, title=title(number))
        score = (kind.score or 0) - number % 11
        made.append(replace(kind, document=document, score=score))
    return Report(made, signature="mtqa:0.1.0")


@dataclass
class Reports:
    """Folders of pages, by what they hold."""

    small: Path
    single: Path
    large: Path = field(default_factory=Path)


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    root = tmp_path_factory.mktemp("reports")
    options = HtmlOptions(MANUAL, older_report())
    write(small_report(), "html", root / "small", options)
    write(small_report(), "html", root / "one.html", replace(options, single_file=True))
    return Reports(root / "small", root / "one.html")


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write(large_report(), "html", folder, HtmlOptions(MANUAL))
    return folder


def lacking(what: str) -> NoReturn:
    """Skip, or fail where the browser is asked for, as in CI: a skip there would go unseen."""
    if os.environ.get("NEED_BROWSER"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    if importlib.util.find_spec("playwright") is None:
        lacking("the package playwright is not there: pip install -e '.[dev]'")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if found is None:
        lacking("no Chromium is installed; apt install chromium, or name one in CHROMIUM")
    api = importlib.import_module("playwright.sync_api")
    with api.sync_playwright() as playwright:
        # Root, as in a container, may not use the sandbox; the pages are our own.
        arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium) -> Iterator[Callable]:
    """Open a file; at the end nothing may have been asked of a network, nor gone wrong."""
    contexts, faults = [], []

    def go(path: Path, fragment: str = "", **options):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: faults.append(request.url)
                if not request.url.startswith("file:") else None)  # fmt: skip
        page.on("console", lambda message: faults.append(message.text)
                if message.type in ("error", "warning") else None)  # fmt: skip
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri() + fragment)
        return page

    yield go
    for context in contexts:
        context.close()
    assert faults == []
