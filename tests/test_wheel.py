"""The wheel holds all that is needed: installed elsewhere, it scores and reports an article."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import mtqa

ROOT = Path(__file__).parents[1]
GARBLE = (
    "The minister of the water said that the table of the corner was come around the hand. "
    "He hesitated the opportunity to shout, and his addiction was ran to the city.\n"
)
LARGEST = 100_000_000
"""Bytes; package indexes refuse larger files."""


def run(*command: object, **options: object) -> str:
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=300, **options
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT,
        cwd=folder,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    run(
        sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--quiet",
        "--disable-pip-version-check", "--target", folder, wheel,
    )  # fmt: skip
    return folder


@pytest.fixture
def python(installed, tmp_path):
    """Run Python in an empty folder, with the installed wheel in front of this checkout."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("MTQA_")}
    environment["PYTHONPATH"] = str(installed)

    def call(*arguments: object) -> str:
        return run(sys.executable, *arguments, cwd=tmp_path, env=environment)

    return call


def test_nothing_is_left_out(wheel):
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    package = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "mtqa").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    info = f"mtqa-{mtqa.__version__}.dist-info"
    assert "mtqa/models/model.safetensors" in package
    assert package | {f"{info}/licenses/LICENSE", f"{info}/licenses/NOTICE"} <= packed
    assert all(name.startswith(("mtqa/", f"{info}/")) for name in packed)


def test_an_index_would_take_it(wheel):
    assert wheel.stat().st_size < LARGEST


def test_the_command_is_installed(installed, python, tmp_path):
    where = python("-c", "import mtqa; print(mtqa.__file__)")
    assert Path(where.strip()) == installed / "mtqa" / "__init__.py"
    (script,) = (installed / "bin").glob("mtqa*")
    assert python(script, "--version").strip() == f"mtqa {mtqa.__version__}"


def test_it_scores_and_reports_an_article(python, tmp_path):
    (tmp_path / "article.txt").write_text(GARBLE, encoding="utf-8")
    shown = python("-m", "mtqa", "score", "article.txt", "--out", "run")
    assert "1 article, 2 sentences" in shown
    rows = python("-m", "mtqa", "report", "run", "--format", "jsonl").splitlines()
    segments = [json.loads(row) for row in rows]
    assert " ".join(segment["target"] for segment in segments) == GARBLE.strip()
    assert all(0 <= segment["score"] <= 100 for segment in segments)
    assert all(0 <= segment["garbled"] <= 1 for segment in segments)
    python("-m", "mtqa", "report", "run", "--format", "html", "--out", "html")
    (page,) = (tmp_path / "html" / "documents").glob("*.html")
    assert "hesitated the opportunity" in page.read_text("utf-8")
    assert "article.txt" in (tmp_path / "html" / "index.html").read_text("utf-8")
