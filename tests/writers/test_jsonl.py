import json

from mtqa.types import Report
from mtqa.writers.jsonl import chunks


def test_one_line_per_segment_in_reading_order(report: Report) -> None:
    lines = list(chunks(report))
    assert all(line.endswith("\n") and line.isascii() and "\n" not in line[:-1] for line in lines)
    rows = [json.loads(line) for line in lines]
    assert [(row["document"], row["segment"]) for row in rows] == [
        (document.document.id, index)
        for document in report.documents
        for index in range(len(document.segments))
    ]


def test_text_and_numbers_come_back_exactly(report: Report) -> None:
    rows = [json.loads(line) for line in chunks(report)]
    segments = [segment for document in report.documents for segment in document.segments]
    for row, segment in zip(rows, segments, strict=True):
        assert row["target"] == segment.segment.target
        assert row["source"] == segment.segment.source
        assert row["score"] == segment.score
        assert row["garbled"] == segment.garbled
        assert row["verdict"] == segment.verdict.value
        assert (row["start"], row["end"], row["line"]) == (
            segment.segment.start,
            segment.segment.end,
            segment.segment.line,
        )
    assert "\ud800" in rows[4]["target"]


def test_a_line_in_full(report: Report) -> None:
    row = json.loads(list(chunks(report))[8])
    assert row == {
        "document": "news/g7-london.txt",
        "path": "news/g7-london.txt",
        "system": None,
        "segment": 3,
        "start": 250,
        "end": 332,
        "line": 3,
        "paragraph": 1,
        "target": (
            "He hesitated the opportunity to shout that Britain has cut its aid budget. Russia."
        ),
        "source": None,
        "reference": None,
        "score": 71.0,
        "garbled": 0.2,
        "verdict": "doubtful",
        "penalty": 5.0,
        "scores": [{"metric": "mtqa-en", "value": 71.0, "raw": 7.25, "truncated": False}],
        "issues": [
            {
                "check": "qe.mtqa-en",
                "category": "Other",
                "severity": "critical",
                "side": "target",
                "start": 3,
                "end": 41,
                "message": "the model expects a reader to mark this as a critical error",
                "confidence": 0.61,
            },
            {
                "check": "syntax.fragment",
                "category": "Fluency/Grammar",
                "severity": "major",
                "side": "target",
                "start": 75,
                "end": 82,
                "message": "one word stands alone after a full stop",
                "confidence": None,
            },
        ],
        "skipped": [],
    }


def test_unscored_is_null(report: Report) -> None:
    row = json.loads(list(chunks(report))[11])
    assert (row["score"], row["garbled"], row["verdict"]) == (None, None, "unscored")


def test_an_empty_run_has_no_line() -> None:
    assert list(chunks(Report(()))) == []
