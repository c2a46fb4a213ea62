"""reports/example is what mtqa says of the sample articles today.

The last digits of the model's numbers differ between processors, so numbers may differ by `NEAR`;
all else must be equal. `make example` rebuilds the pages after a wanted change.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "reports" / "example"
NEAR = 1.0
"""How far a shown number may be off, in its own unit: a last digit that rounds the other way."""

NUMBER = re.compile(r"(?<![\w.,#-])\d+(?:\.\d+)?(?![\w,]|\.\d)")
"""A number on its own: neither part of a word, a colour or a checksum, nor a version."""


def mtqa(*arguments: object) -> None:
    """Run mtqa as `make example` does: from the root, so that paths are relative to it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MTQA_")}
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", *map(str, arguments)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    mtqa("score", "corpora/sample", "--out", folder / "run")
    mtqa("report", folder / "run", "--format", "html", "--out", folder / "html")
    return folder / "html"


def pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


def differences(expected: str, found: str) -> list[str]:
    """Lines that differ by more than their numbers may, as `expected -> found`."""
    before, after = expected.splitlines(), found.splitlines()
    if len(before) != len(after):
        return [f"{len(before)} lines -> {len(after)} lines"]
    pairs = zip(before, after, strict=True)
    return [f"{old} -> {new}" for old, new in pairs if old != new and not near(old, new)]


def near(old: str, new: str) -> bool:
    if NUMBER.sub("0", old) != NUMBER.sub("0", new):
        return False
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    return all(abs(float(a) - float(b)) <= NEAR for a, b in pairs)


def test_the_pages_are_those_of_today(rebuilt):
    expected, found = pages(EXAMPLE), pages(rebuilt)
    assert expected.keys() == found.keys(), "run `make example`"
    for name in expected:
        assert differences(expected[name], found[name]) == [], f"{name}: run `make example`"


def test_the_pages_name_no_place_of_a_machine():
    for name, page in pages(EXAMPLE).items():
        assert str(ROOT) not in page, name
        assert name.startswith("checks/") or "corpora/sample/" in page, name


def test_the_readme_shows_a_picture_of_it():
    picture = EXAMPLE / "index.png"
    assert f"({picture.relative_to(ROOT).as_posix()})" in (ROOT / "README.md").read_text("utf-8")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 150_000


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("score 79.9 (63% likely)", "score 80.0 (64% likely)", True),
        ('<rect x="79.1" width="1.6"/>', '<rect x="80.0" width="1.6"/>', True),
        ("score 79.9", "score 81.0", False),
        ("1,024 words", "1,025 words", False),
        ("mtqa 0.1.0", "mtqa 0.1.1", False),
        ("embedded-12ab-fp32", "embedded-13ab-fp32", False),
        ("#111", "#112", False),
        ("fine, score 80.0", "doubtful, score 80.0", False),
        ("one line", "one line\ntwo", False),
    ],
)
def test_only_last_digits_may_differ(old, new, same):
    assert (differences(old, new) == []) is same
