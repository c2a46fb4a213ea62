import json
from dataclasses import replace

from mtqa.types import DocumentReport, Report, Suppressed, UnusedIgnore
from mtqa.writers.json import chunks


def test_the_whole_report_is_one_object(report: Report) -> None:
    text = "".join(chunks(report))
    assert text.isascii()
    whole = json.loads(text)
    assert list(whole) == [
        "format",
        "signature",
        "mode",
        "complete",
        "config",
        "summary",
        "failures",
        "documents",
    ]
    assert whole["format"] == 1
    assert whole["mode"] == "target"
    assert whole["failures"][1] == {"path": "news/gone.txt", "error": "no such file"}
    assert [document["document"] for document in whole["documents"]] == [
        "news/<b>evil\x1b[2J.txt",
        "news/g7-london.txt",
        "news/khmer.txt",
        "row-7",
        "news/empty.txt",
    ]


def test_summary(report: Report) -> None:
    summary = json.loads("".join(chunks(report)))["summary"]
    assert summary["verdicts"] == {"fine": 7, "doubtful": 4, "garbled": 2, "unscored": 1}
    assert summary["words"] == 120
    assert summary["score"] == (91.0 * 41 + 57.8125 * 64 + 80.5 * 9) / 114
    assert summary["garbled_share"] == 32 / 120
    assert summary["checks"][0] == {
        "check": "qe.mtqa-en",
        "category": "Other",
        "issues": 2,
        "documents": 1,
        "penalty": 15.0,
    }


def test_a_document(report: Report) -> None:
    document = json.loads("".join(chunks(report)))["documents"][1]
    assert document["interval"] == [31.4, 88.06]
    assert document["lang_confidence"] == 0.9991
    assert document["passages"] == [
        {
            "first": 1,
            "last": 2,
            "reasons": [
                'the word "country" is doubled',
                "the model gives 97 % probability of garbled",
            ],
        }
    ]
    assert [segment["score"] for segment in document["segments"]] == [92.5, 8.25, 20.0, 71.0, 99.99]
    assert document["segments"][1]["scores"] == [
        {"metric": "mtqa-en", "value": 8.25, "raw": 22.9375, "truncated": False}
    ]


def test_what_is_not_a_number_is_null(report: Report) -> None:
    nan = float("nan")
    odd: DocumentReport = replace(report.documents[1], score=nan, interval=(nan, float("inf")))
    document = json.loads("".join(chunks(Report((odd,)))))["documents"][0]
    assert document["score"] is None
    assert document["interval"] == [None, None]


def test_an_empty_run() -> None:
    whole = json.loads("".join(chunks(Report((), complete=False))))
    assert whole["documents"] == []
    assert whole["complete"] is False
    assert whole["summary"]["score"] is None


def test_what_is_silenced_is_counted(report: Report) -> None:
    article = replace(
        report.documents[1],
        suppressed=(Suppressed("a.b", "allowed words", 2),),
        unused_ignores=(UnusedIgnore(7, "ignroe", "not one of them"),),
    )
    whole = json.loads("".join(chunks(Report((article, article)))))
    counted = {"check": "a.b", "reason": "allowed words", "issues": 2}
    assert whole["documents"][0]["suppressed"] == [counted]
    assert whole["documents"][0]["unused_ignores"] == [
        {"line": 7, "text": "ignroe", "reason": "not one of them"}
    ]
    assert whole["summary"]["suppressed"] == [counted | {"issues": 4, "documents": 2}]
    assert whole["summary"]["unused_ignores"] == 2
