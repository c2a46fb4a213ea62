import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import mtqa
from mtqa.errors import ConfigError
from mtqa.types import Report
from mtqa.writers import WRITERS, jsonl, write

FILE_FORMATS = [name for name, writer in WRITERS.items() if not writer.fills_folder]


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_a_file_holds_what_standard_output_gets(
    format: str, report: Report, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(report, format, tmp_path / "new" / "out")
    write(report, format, None)
    written = (tmp_path / "new" / "out").read_bytes()
    assert written == capfdbinary.readouterr().out
    assert written.decode("utf-8")
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["out"]


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_the_same_report_gives_the_same_bytes(format: str, report: Report, tmp_path: Path) -> None:
    write(report, format, tmp_path / "one")
    write(report, format, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_an_unknown_format() -> None:
    with pytest.raises(ConfigError, match="unknown format 'pdf'; choose one of html, json, jsonl"):
        write(Report(()), "pdf", None)


def test_a_file_is_replaced_whole_or_not_at_all(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("good")

    def breaking(_: Report) -> Iterator[str]:
        yield "half a "
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jsonl, "chunks", breaking)
    with pytest.raises(ConfigError, match=r"out\.jsonl: cannot be written \(No space left"):
        write(report, "jsonl", out)
    assert out.read_text() == "good"
    assert [p.name for p in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_folder_in_the_place_of_a_file(report: Report, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is a folder; jsonl is one file"):
        write(report, "jsonl", tmp_path)


def test_a_file_in_the_place_of_a_folder(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        write(report, "jsonl", tmp_path / "file" / "out.jsonl")


def test_a_link_is_followed(report: Report, tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("")
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "real.jsonl")
    write(report, "jsonl", tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len((tmp_path / "real.jsonl").read_text().splitlines()) == 14


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_stays_a_pipe(report: Report, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    write(replace(report, documents=report.documents[1:2]), "jsonl", pipe)
    out, _ = reader.communicate(timeout=60)
    assert [json.loads(line)["segment"] for line in out.splitlines()] == [0, 1, 2, 3, 4]
    assert pipe.is_fifo()


def test_only_html_needs_the_template_engine() -> None:
    code = (
        "import sys, mtqa.gate, mtqa.writers.json, mtqa.writers.csv, mtqa.writers.text\n"
        "print([m for m in ('jinja2', 'pandas', 'torch', 'numpy') if m in sys.modules])"
    )
    root = Path(mtqa.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
    )
    assert done.stdout == "[]\n"
