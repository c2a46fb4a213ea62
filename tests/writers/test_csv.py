import codecs
import csv
import io

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.types import Report
from mtqa.writers.csv import COLUMNS, chunks, defused


def read(report: Report) -> list[dict[str, str]]:
    text = "".join(chunks(report)).encode("utf-8").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_one_row_per_segment(report: Report) -> None:
    rows = read(report)
    assert len(rows) == 14
    assert tuple(rows[0]) == COLUMNS
    assert rows[6]["document"] == "news/g7-london.txt"
    assert rows[6]["score"] == "8.25"
    assert rows[6]["verdict"] == "garbled"
    assert rows[6]["issues"].splitlines()[2] == (
        'major Fluency/Grammar at target 78-93: the word "country" is doubled '
        "(repetition.doubled_word)"
    )
    assert rows[12]["source"] == "The minister said that 6 countries had signed the deal."
    assert rows[12]["target_lang"] == "ar"
    assert rows[8]["paragraph"] == "1"


def test_severity_and_checks_can_be_filtered(report: Report) -> None:
    rows = read(report)
    assert [row["severity"] for row in rows[5:10]] == ["", "major", "minor", "critical", ""]
    assert rows[6]["checks"] == "qe.mtqa-en repetition.doubled_word"
    assert rows[5]["checks"] == ""


def test_pandas_reads_it_as_it_is(report: Report) -> None:
    frame = pandas.read_csv(io.BytesIO("".join(chunks(report)).encode("utf-8")))
    assert tuple(frame.columns) == COLUMNS
    assert frame["score"].dtype == frame["garbled"].dtype == "float64"
    assert frame["segment"].tolist() == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 0, 1]
    assert frame["target"].tolist() == [row["target"] for row in read(report)]


def test_excel_sees_the_encoding(report: Report) -> None:
    assert "".join(chunks(report)).encode("utf-8").startswith(codecs.BOM_UTF8 + b"document,path,")


def test_what_is_not_known_is_empty(report: Report) -> None:
    unscored = read(report)[11]
    assert (unscored["score"], unscored["garbled"], unscored["source"]) == ("", "", "")


def test_formulas_are_defused(report: Report) -> None:
    rows = read(report)
    assert rows[2]["target"] == "'=cmd|' /C calc'!A0"
    assert rows[2]["system"] == "'=1+1"
    assert rows[4]["target"] == (
        "A lone \\ud800 surrogate, a NUL \\x00 and a \\u202egnirts desrever\\u202c."
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("'=1", "'=1"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_defused(text: str, cell: str) -> None:
    assert defused(text) == cell


@given(st.text(st.characters(exclude_categories=())))
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = defused(text)
    assert cell[:1] not in tuple("=+-@\t\r\n")
    assert cell.encode("utf-8").decode("utf-8") == cell


def test_the_heading_stands_alone_in_an_empty_run() -> None:
    assert list(chunks(Report(()))) == ["\ufeff" + ",".join(COLUMNS) + "\r\n"]
