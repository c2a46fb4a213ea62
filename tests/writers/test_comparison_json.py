import json
from dataclasses import replace

from mtqa.compare import compare
from mtqa.types import Report
from mtqa.writers.comparison_json import chunks


def test_the_comparison_is_one_object(report: Report) -> None:
    g7 = report.documents[1]
    sentences = (replace(g7.segments[0], score=50.0), *g7.segments[1:])
    worse = replace(g7, segments=sentences, score=52.0, garbled_share=0.4)
    new = Report((worse, report.documents[3]), signature="mtqa:0.1.0")
    text = "".join(chunks(compare(report, new)))
    assert text.isascii()
    whole = json.loads(text)
    assert list(whole) == [
        "format",
        "comparable",
        "signature",
        "signature_changes",
        "difference",
        "removed",
        "added",
        "articles",
    ]
    assert whole["comparable"] is False
    assert whole["signature_changes"][0] == {"part": "model", "old": "mtqa-en@1a2b3c", "new": None}
    assert [document["document"] for document in whole["removed"]] == [
        "news/<b>evil\x1b[2J.txt",
        "news/khmer.txt",
        "news/empty.txt",
    ]
    assert whole["added"] == []
    first, second = whole["articles"]
    assert (first["trend"], first["match"], first["likeness"]) == ("worse", "id", 1.0)
    assert first["new"] == {
        "document": "news/g7-london.txt",
        "path": "news/g7-london.txt",
        "score": 52.0,
        "grade": "D",
        "garbled_share": 0.4,
        "passages": 1,
    }
    assert first["difference"]["value"] < 0
    assert first["sentences"][0] == {
        "trend": "worse",
        "changed": False,
        "old": {
            "segment": 0,
            "target": g7.segments[0].segment.target,
            "score": 92.5,
            "verdict": "fine",
        },
        "new": {
            "segment": 0,
            "target": g7.segments[0].segment.target,
            "score": 50.0,
            "verdict": "fine",
        },
    }
    assert second["trend"] == "same"
    assert second["difference"]["interval"] == [0.0, 0.0]


def test_a_sentence_in_one_run_only(report: Report) -> None:
    g7 = report.documents[1]
    document = replace(g7.document, segments=g7.document.segments[:-1])
    shorter = replace(g7, document=document, segments=g7.segments[:-1])
    whole = json.loads("".join(chunks(compare(Report((g7,)), Report((shorter,))))))
    last = whole["articles"][0]["sentences"][-1]
    assert (last["trend"], last["new"]) == ("unknown", None)
    assert last["old"]["segment"] == 4


def test_empty_runs() -> None:
    whole = json.loads("".join(chunks(compare(Report(()), Report(())))))
    assert (whole["comparable"], whole["difference"], whole["articles"]) == (True, None, [])
