"""`mtqa report --format html` from the command line: what the writer cannot ask for itself."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli import commands
from mtqa.mqm import Severity
from mtqa.run import RunWriter
from mtqa.types import Document, DocumentReport, Issue, Segment, SegmentReport, Side, Span, Verdict


@pytest.fixture
def run(tmp_path: Path) -> Path:
    segment = Segment("He saw the the car.", end=19)
    issue = Issue(
        "repetition.doubled_word",
        "Fluency/Grammar",
        Severity.MINOR,
        Span(7, 14),
        '"the" is doubled',
    )
    judged = SegmentReport(segment, Verdict.FINE, 96.0, penalty=1.0, issues=(issue,))
    document = Document("a.txt", (segment,), path="in/a.txt", target_lang="en")
    found = DocumentReport(document, (judged,), 5, 96.0, None, 20.0, 0.0, "C")
    with RunWriter(tmp_path / "run", signature="x:1", mode=Side.TARGET, config={}) as writer:
        writer.add(found)
    return tmp_path / "run"


def report(*arguments: object) -> str:
    done = CliRunner().invoke(commands, ["report", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_the_manual_page_of_a_check_is_in_the_report(run: Path, tmp_path: Path) -> None:
    report(run, "--format", "html", "--out", tmp_path / "html")
    page = (tmp_path / "html/checks/repetition.doubled_word.html").read_text("utf-8")
    assert "The same word twice in a row" in page
    assert "<h2" in page
    assert "sentences of human English news" in page.partition("How often it is wrong")[2]


def test_one_file_says_where_it_is(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.html"
    said = report(run, "--format", "html", "--single-file", "--out", out)
    assert said == f"written: {out}\n"
    assert out.read_text("utf-8").startswith("<!doctype html>")


def test_one_article_alone(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.html"
    report(run, "--format", "html", "--single-file", "--article", "a.txt", "--out", out)
    assert 'saw <mark class="minor"' in out.read_text("utf-8")
    report(run, "--format", "json", "--article", "#1", "--out", tmp_path / "one.json")
    documents = json.loads((tmp_path / "one.json").read_text("utf-8"))["documents"]
    assert [one["document"] for one in documents] == ["a.txt"]
    done = CliRunner().invoke(commands, ["report", str(run), "--article", "b.txt"])
    assert "there is no article 'b.txt' in the run" in str(done.exception)
    both = ["report", str(run), "-f", "html", "--article", "1", "--against", str(run)]
    assert CliRunner().invoke(commands, both).exit_code == 2


def test_against_an_older_run(run: Path, tmp_path: Path) -> None:
    report(run, "--format", "html", "--against", run, "--out", tmp_path / "html")
    page = (tmp_path / "html/comparison.html").read_text("utf-8")
    assert "No score changed" in page


@pytest.mark.parametrize("option", [["--single-file"], ["--against", "old"]])
def test_both_are_for_html_alone(run: Path, option: list[str]) -> None:
    done = CliRunner().invoke(commands, ["report", str(run), "--format", "json", *option])
    assert done.exit_code == 2
    assert "need --format html" in done.output
