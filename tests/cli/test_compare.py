import json
from pathlib import Path

import pytest

from mtqa.cli.compare import compare
from mtqa.errors import ConfigError
from mtqa.run import load


@pytest.fixture
def newer(stored, three: Path) -> Path:
    documents = load(three).documents
    return stored(*documents[1:], name="newer", signature="mtqa:2")


def called(*arguments: object) -> None:
    compare.main([str(argument) for argument in arguments], standalone_mode=False)


def test_text(three: Path, newer: Path, capfd: pytest.CaptureFixture[str]) -> None:
    called(three, newer)
    text = capfd.readouterr().out
    assert text.startswith("The runs were judged in different ways")
    assert "    mtqa: 1 -> 2\n" in text
    assert "2 articles in both runs (2 by id), 1 only in the old, 0 only in the new\n" in text
    assert text.endswith("\nOnly in the old run\n\n    in/good.txt\n")


def test_json_into_a_file(
    three: Path, newer: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "changes.json"
    called(three, newer, "--format", "json", "--out", out)
    assert capfd.readouterr().out == ""
    whole = json.loads(out.read_text())
    assert [article["trend"] for article in whole["articles"]] == ["same", "same"]
    assert whole["comparable"] is False
    called(three, newer, "-f", "json")
    assert capfd.readouterr().out == out.read_text()


def test_what_is_no_run(three: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not a run"):
        called(three, tmp_path / "nothing")
    with pytest.raises(ConfigError, match="is a folder; text is one file"):
        called(three, three, "--out", tmp_path)
