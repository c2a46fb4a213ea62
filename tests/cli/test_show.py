import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.cli.show import find, show
from mtqa.errors import ConfigError
from mtqa.run import load
from mtqa.types import DocumentReport

StoreRun = Callable[..., Path]


def shown(run: Path, *arguments: str) -> str:
    result = CliRunner().invoke(show, [str(run), *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("row-2", "row-2"),
        ("in/good.txt", "in/good.txt"),
        ("good.txt", "in/good.txt"),
        ("good", "in/good.txt"),
        ("go", "in/good.txt"),
        ("in/g", "in/good.txt"),
        ("1", "row-1"),
        ("#1", "row-1"),
        ("#3", "in/good.txt"),
    ],
)
def test_an_article_is_found_by(three: Path, name: str, expected: str) -> None:
    assert find(load(three), name).document.id == expected


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("row", "'row' names 2 articles: 'row-1', 'row-2'; give the whole id"),
        ("rows.csv", "'rows.csv' names 2 articles: 'row-1', 'row-2'; give the whole id"),
        (
            "row-3",
            "there is no article 'row-3' in the run; the nearest is 'row-2'; "
            "`mtqa show RUN` lists all",
        ),
        (
            "hood",
            "there is no article 'hood' in the run; the nearest is 'good.txt'; "
            "`mtqa show RUN` lists all",
        ),
        ("#4", "there is no article of rank 4; give a rank from 1 to 3"),
        ("0", "there is no article of rank 0; give a rank from 1 to 3"),
    ],
)
def test_an_article_that_is_not_meant_clearly(three: Path, name: str, error: str) -> None:
    with pytest.raises(ConfigError) as raised:
        find(load(three), name)
    assert str(raised.value) == error


def renamed(report: DocumentReport, name: str) -> DocumentReport:
    return replace(report, document=replace(report.document, id=name))


def test_an_id_goes_before_a_rank(stored: StoreRun, three: Path) -> None:
    good, bad, _ = load(three).documents
    run = load(stored(renamed(good, "1"), bad, name="numbers"))
    assert find(run, "1").document.id == "1"
    assert find(run, "#1").document.id == "row-1"


def test_many_articles_are_not_all_named(stored: StoreRun, three: Path) -> None:
    good = load(three).documents[0]
    run = load(stored(*(renamed(good, f"x-{n}") for n in range(8)), name="many"))
    with pytest.raises(ConfigError, match=r"names 8 articles: 'x-0', .*'x-4' and 3 more; give"):
        find(run, "x")


def test_without_an_article_all_are_listed_by_rank(three: Path) -> None:
    lines = shown(three).splitlines()
    assert lines[0].split()[:2] == ["rank", "verdict"]
    assert [(line.split()[0], line.split()[-1]) for line in lines[1:]] == [
        ("1", "[row-1]"),
        ("2", "[row-2]"),
        ("3", "in/good.txt"),
    ]


def test_an_article_in_a_pipe_is_plain(three: Path) -> None:
    assert shown(three, "1").splitlines()[4:] == [
        "   1 ?  20.0  Then the mayor spoke.",
        "              ^^^^",
        "              major: odd: “Then” [qe.test]",
        "              source: Then the mayor spoke. (source)",
        "",
        "columns: sentence, verdict, score   ? doubtful   ^ major",
    ]


def test_colour_when_asked_for(three: Path) -> None:
    text = shown(three, "1", "--color")
    assert "\x1b[1;4;31mThen\x1b[0m the mayor" in text
    assert "^^^^" not in text
    assert "\x1b" not in shown(three, "1", "--no-color")


def test_issues_alone(three: Path) -> None:
    assert shown(three, "1", "--issues") == "in/rows.csv:1: major: odd: “Then” [qe.test]\n"
    assert shown(three, "3", "--issues") == ""


def test_all_shows_the_source_of_every_sentence(three: Path) -> None:
    assert "source: Nobody" not in shown(three, "good")
    assert "source: Nobody spoke against it. (source)" in shown(three, "good", "--all")


def test_one_sentence(three: Path) -> None:
    text = shown(three, "1", "--segment", "1")
    assert text.startswith("in/rows.csv:1: sentence 1, doubtful\n")
    assert "test: 20.0\n" in text
    with pytest.raises(ConfigError, match="row-1 has no sentence 2; the last is 1"):
        shown(three, "1", "--segment", "2")


def test_width(three: Path) -> None:
    narrow = shown(three, "1", "--width", "40").splitlines()
    assert narrow[4:-2] == [
        "   1 ?  20.0  Then the mayor spoke.",
        "              ^^^^",
        "              major: odd: “Then”",
        "                     [qe.test]",
        "              source: Then the mayor",
        "                      spoke. (source)",
    ]


def in_terminal(run: Path, **variables: str) -> str:
    """What `mtqa show RUN 1` prints to a terminal."""
    ours, theirs = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS"}}
    subprocess.run(
        [sys.executable, "-m", "mtqa", "show", str(run), "1"],
        stdout=theirs,
        check=True,
        timeout=120,
        env={**environment, "TERM": "xterm", **variables},
        cwd=Path(__file__).parents[2],
    )
    os.close(theirs)
    text = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says so when nobody writes any more
            break
        if not part:
            break
        text += part
    os.close(ours)
    return text.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colour_unless_it_asks_not_to(three: Path) -> None:
    assert "\x1b[1;4;31mThen\x1b[0m" in in_terminal(three)
    for refusal in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        plain = in_terminal(three, **refusal)
        assert "\x1b" not in plain
        assert "              ^^^^\n" in plain
