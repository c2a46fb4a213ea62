import json
import math

import pandas as pd

from mtqa.frames import frames
from mtqa.mqm import Severity
from mtqa.types import (
    Document,
    DocumentReport,
    Issue,
    Report,
    Score,
    Segment,
    SegmentReport,
    Side,
    Span,
    Verdict,
)
from mtqa.writers.jsonl import chunks

FIRST = Segment("Das Das Haus \ud800.", start=3, end=18, line=2, source="The house.")
SECOND = Segment("ស្ថិតិ។", start=18, end=25, line=2)


def report() -> Report:
    issues = (
        Issue("repetition.doubled", "Fluency/Grammar", Severity.MAJOR, Span(0, 7), "doubled", 0.75),
        Issue("numbers.x", "Other", Severity.MINOR, Span(4, 9, Side.SOURCE), "odd"),
    )
    scored = SegmentReport(
        FIRST, Verdict.GARBLED, 12.5, (Score("mtqa-en", 20.0, 5.0),), 6.0, 0.875, issues
    )
    segments = (scored, SegmentReport(SECOND, Verdict.UNSCORED))
    document = Document("a", (FIRST, SECOND), path="a.txt", target_lang="de")
    return Report(
        (
            DocumentReport(document, segments, 3, 12.5, (10.0, 15.0), 40.0, 1.0, "D"),
            DocumentReport(Document("b", ()), (), 0, None, None, None, 0.0, None),
        )
    )


def test_segments() -> None:
    table = report().to_frame().segments
    assert list(table["document"]) == ["a", "a"]
    assert list(table["target"]) == [FIRST.target, SECOND.target]
    assert list(table["start"]) == [3, 18]
    assert list(table["issues"]) == [2, 0]
    assert table["score"][0] == 12.5
    assert math.isnan(table["score"][1])
    assert table["score.mtqa-en"][0] == 20.0
    assert math.isnan(table["score.mtqa-en"][1])
    assert list(table["verdict"]) == ["garbled", "unscored"]
    assert table["source"].isna().tolist() == [False, True]


def test_issues() -> None:
    table = frames(report()).issues
    assert list(table["text"]) == ["Das Das", "house"]
    assert list(table["side"]) == ["target", "source"]
    assert list(table["segment"]) == [0, 0]
    assert table["confidence"][0] == 0.75
    assert math.isnan(table["confidence"][1])
    assert table.loc[table["severity"] >= "major", "check"].tolist() == ["repetition.doubled"]


def test_documents() -> None:
    table = frames(report()).documents
    assert list(table["document"]) == ["a", "b"]
    assert list(table["segments"]) == [2, 0]
    assert (table["score_low"][0], table["score_high"][0]) == (10.0, 15.0)
    assert math.isnan(table["score"][1])
    assert table["grade"].isna().tolist() == [False, True]
    assert table["path"].isna().tolist() == [False, True]


def test_tables_join() -> None:
    tables = frames(report())
    joined = tables.issues.merge(tables.segments, on=["document", "segment"])
    assert list(joined["target"]) == [FIRST.target, FIRST.target]


def test_an_empty_report_has_the_same_typed_columns() -> None:
    empty, full = frames(Report(())), frames(report())
    for name in ("segments", "issues", "documents"):
        none: pd.DataFrame = getattr(empty, name)
        some: pd.DataFrame = getattr(full, name)
        assert len(none) == 0
        expected = some.dtypes.drop("score.mtqa-en", errors="ignore")
        pd.testing.assert_series_equal(none.dtypes, expected)
    assert empty.segments["score"].dtype == "float64"
    assert empty.segments["line"].dtype == "int64"


def test_the_columns_are_those_of_a_json_line() -> None:
    (line, *_) = map(json.loads, chunks(report()))
    shared = [name for name in line if name not in ("scores", "skipped")]
    table = frames(report())
    assert list(table.segments.columns[: len(shared)]) == shared
    assert list(table.issues.columns) == ["document", "segment", *line["issues"][0], "text"]
    types = table.segments.dtypes.astype(str)
    assert {types[name] for name in ("segment", "start", "end", "line", "paragraph")} == {"int64"}
    assert {types[name] for name in ("score", "garbled", "penalty")} == {"float64"}
    assert {types[name] for name in ("target", "source", "reference")} == {"string"}
    assert types["verdict"] == "category"
