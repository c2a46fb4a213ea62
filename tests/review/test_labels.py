import json

import pytest
from click.testing import CliRunner

from mtqa import run as stored
from mtqa.cli.review import calibrate, sample
from mtqa.errors import ConfigError, InputError
from mtqa.records import encode
from mtqa.review.draw import Item, Key, Level, Stratum
from mtqa.review.labels import Label, read, read_key
from mtqa.types import Side

KEY = Key("s", (Stratum(Level.FINE, 9),), tuple(Item(n, "d", n, Level.FINE, "t") for n in (1, 2)))


@pytest.fixture
def sheet(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "sample.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_verdicts_are_read(sheet):
    path = sheet("item,target,verdict,score\n1,a,Garbled,12\n2,b, fine ,\n")
    assert read(path, KEY) == (Label(1, Level.GARBLED, 12.0), Label(2, Level.FINE))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_spreadsheet_may_save_it(sheet, delimiter):
    rows = [["Item", "note", "Verdict", "score"], ["2", "", "non-translation", '"7,5"']]
    path = sheet("\r\n".join(map(delimiter.join, rows)), "utf-8-sig")
    assert read(path, KEY) == (Label(2, Level.GARBLED, 7.5),)


def test_rows_without_a_verdict_are_passed_over(sheet):
    assert read(sheet("item,verdict\n1,\n2,ok\n"), KEY) == (Label(2, Level.FINE),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "item,verdict\n1,bad\n",
            r"sample.csv:2: verdict 'bad'; write fine, minor, major, garbled",
        ),
        ("item,verdict\n1,\n7,fine\n", r"sample.csv:3: item '7' is not in the key"),
        ("item,verdict\n1,fine\n1,fine\n", r"sample.csv:3: item 1 stands here twice"),
        (
            "item,verdict,score\n1,fine,200\n",
            r"sample.csv:2: score '200'; write 0 \(worst\) to 100",
        ),
        ("item,verdict,score\n1,fine,much\n", r"sample.csv:2: score 'much'"),
        ("item,verdict\n1,\n", "no row has a verdict"),
        ("text\nx\n", "sample.csv:1: no sheet of `mtqa sample`"),
        ("", "sample.csv:1: no sheet"),
    ],
)
def test_a_faulty_row_is_named(sheet, text, message):
    with pytest.raises(InputError, match=message):
        read(sheet(text), KEY)


def test_a_key_that_is_none(tmp_path):
    with pytest.raises(InputError, match="not the key of a sample"):
        read_key(tmp_path / "none.json")
    path = tmp_path / "key.json"
    path.write_bytes(encode(Key("s", (), (), format=99)))
    with pytest.raises(InputError, match="of another version"):
        read_key(path)


@pytest.fixture
def folder(tmp_path, article):
    path = tmp_path / "run"
    with stored.RunWriter(path, signature="mtqa:1", mode=Side.TARGET, config={}) as writer:
        writer.add(article("a", *["fine"] * 8, *["garbled"] * 4))
    return path


def invoke(command, *arguments):
    return CliRunner().invoke(command, list(map(str, arguments)), catch_exceptions=False)


def test_from_a_run_to_the_table(folder, tmp_path):
    out = tmp_path / "sheets" / "s.csv"
    assert "12 segments" in invoke(sample, folder, "--out", out).stderr
    key = json.loads((tmp_path / "sheets" / "s.key.json").read_text())
    garbled = {item["item"] for item in key["items"] if item["flag"] == "garbled"}
    lines = ["item;verdict"]
    lines += [f"{n};{'garbled' if n in garbled else 'fine'}" for n in range(1, 13)]
    out.write_text("\n".join(lines))
    shown = invoke(calibrate, out, "--false-alarms", 0.2).stdout.splitlines()
    assert shown[0] == "12 of 12 segments read; run: mtqa:1"
    assert any(line.startswith("garbled") and "0/0/0/4" in line for line in shown)
    assert any(line.startswith("fine") and "8/0/0/0" in line for line in shown)
    assert any(line.startswith("constant") and line.endswith("none") for line in shown)
    assert "read more, or allow more" in invoke(calibrate, out).stdout


def test_a_sheet_with_verdicts_is_not_overwritten(folder, tmp_path):
    out = tmp_path / "s.csv"
    invoke(sample, folder, "--out", out)
    with pytest.raises(ConfigError, match="exists, with verdicts perhaps"):
        invoke(sample, folder, "--out", out)
    assert invoke(sample, folder, "--out", out, "--overwrite").exit_code == 0
