"""Golden files: what the formats for readers are, byte by byte, of a run with everything in it.

After a wanted change: `pytest tests/writers/test_golden.py --rewrite-golden`, and read the diff.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa import __version__
from mtqa.types import Report
from mtqa.writers import HtmlOptions, write
from tests.writers.conftest import full_report

GOLDEN = Path(__file__).parent / "golden"
CHANGING = {
    r"(?<=-)[0-9a-f]{12}(?=\.(?:css|js))": "HASH",
    r"(?<=nonce[-=])(\"?)[\w-]{22}": r"\1NONCE",
    rf"(?<=mtqa ){re.escape(__version__)}": "VERSION",
}
"""What follows from the style, the script or the release, and would bury the difference."""

MANUAL = {
    "repetition.doubled_word": "The same word twice in a row.\n\nLeft alone: `had had`.\n\n"
    "It fires on 1 of 1,000 sentences of human news.\n\n>>> 1 + 1\n2",
}


def steady(text: str) -> str:
    for pattern, constant in CHANGING.items():
        text = re.sub(pattern, constant, text)
    return text


def older(report: Report) -> Report:
    """The run before: another sentence in one article, one article more, one less."""
    g7 = report.documents[1]
    healed = replace(
        g7.segments[1],
        segment=replace(g7.segments[1].segment, target="It is the United States."),
        issues=(),
        score=90.0,
        verdict=g7.segments[0].verdict,
    )
    before = replace(g7, segments=(g7.segments[0], healed, *g7.segments[2:]), passages=())
    gone = replace(before, document=replace(g7.document, id="gone", path="gone.txt"))
    return replace(report, documents=(before, *report.documents[2:], gone))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    report, out = full_report(), tmp_path_factory.mktemp("golden")
    write(report, "html", out / "html", HtmlOptions(MANUAL, older(report)))
    for form in ("md", "text", "csv", "json"):
        write(report, form, out / f"report.{form}")
    return out


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): steady(path.read_bytes().decode("utf-8"))
        for path in sorted(folder.rglob("*.*"))
        if path.is_file() and path.suffix not in (".css", ".js")
    }


def test_every_file_is_as_the_golden_one(written: Path, pytestconfig: pytest.Config) -> None:
    found = files(written)
    if pytestconfig.getoption("--rewrite-golden"):
        rewrite(found)
    golden = files(GOLDEN)
    assert found.keys() == golden.keys(), "see the head of this file"
    for name, text in golden.items():
        assert found[name] == text, f"{name}: see the head of this file"


def rewrite(found: dict[str, str]) -> None:
    for path in GOLDEN.rglob("*.*"):
        if path.is_file():
            path.unlink()
    for name, text in found.items():
        path = GOLDEN / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
