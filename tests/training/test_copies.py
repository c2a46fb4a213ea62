"""MQM rows whose text the marking of a rater changed."""

import json

import pandas as pd
import pytest

from mtqa.training.copies import mended, moved, text_seen, undoubled


def rows(*of: tuple[str, list]) -> pd.DataFrame:
    """Ratings of one output, each with its own copy of the text."""
    same = {"dataset": "news", "document": "d", "segment": 1, "system": "A"}
    return pd.DataFrame([{**same, "target": text, "spans": json.dumps(s)} for text, s in of])


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("a bankbank.", [[2, 6], [6, 10]], ("a bank.", [[2, 6], [2, 6]])),
        ("at theat the bank.", [[0, 6], [6, 17]], ("at the bank.", [[0, 6], [0, 11]])),
        ("the firstfirst bank, too.", [[0, 9], [9, 19], [21, 24]], (
            "the first bank, too.", [[0, 9], [4, 14], [16, 19]])),
        ("no doubt", [[0, 3], [3, 8]], ("no doubt", [[0, 3], [3, 8]])),  # one shared letter
        ("very very", [[0, 4], [5, 9]], ("very very", [[0, 4], [5, 9]])),  # a blank between
        ("short", [[3, 3], [3, 99]], ("short", [[3, 3], [3, 99]])),
    ],
)  # fmt: skip
def test_words_under_two_marks_stand_once(text, spans, expected):
    marked = [[*span, "major", "x"] for span in spans]
    assert undoubled(text, marked) == (expected[0], [[*span, "major", "x"] for span in expected[1]])


def test_three_marks_of_one_word_leave_one():
    text, marks = undoubled("a bankbankbank.", [[2, 6], [6, 10], [10, 14]])
    assert text == "a bank."
    assert marks == [[2, 6]] * 3


def test_most_raters_then_the_shortest():
    assert text_seen(["longer one", "longer one", "short"]) == "longer one"
    assert text_seen(["longer one", "short"]) == "short"


def test_spans_move_to_the_nearest_place_of_their_words():
    old, new = "the the bank of the river", "the bank of the river"
    assert moved([[16, 19, "minor", "x"], [0, 3, "minor", "x"]], old, new) == [
        [12, 15, "minor", "x"],
        [0, 3, "minor", "x"],
    ]
    assert moved([[0, 7, "minor", "x"], [2, 2, "minor", "x"]], old, new) == [[0, 3, "minor", "x"]]
    assert moved([[2, 2, "minor", "x"]], new, new) == [[2, 2, "minor", "x"]]


def test_what_stands_in_the_place_of_other_words_is_marked():
    old, new = (
        'Jian bin Eddie, the owner, said so."a full stop',
        "Jian bin Wang, the owner, said so.",
    )
    assert moved([[9, 14, "major", "x"], [36, 36, "minor", "x"]], old, new) == [
        [9, 13, "major", "x"]
    ]


def test_each_output_has_one_text():
    frame = rows(
        ("a bankbank.", [[2, 6, "major", "x"], [6, 10, "minor", "x"]]),
        ("a bank.", []),
        ("a nice bank.", [[7, 11, "minor", "x"]]),
    )
    frame.loc[1, "spans"] = ""
    found = mended(frame)
    assert list(found.target) == ["a bank."] * 3
    assert [json.loads(spans) for spans in found.spans] == [
        [[2, 6, "major", "x"], [2, 6, "minor", "x"]],
        [],
        [[2, 6, "minor", "x"]],
    ]
    assert list(frame.target) == ["a bankbank.", "a bank.", "a nice bank."]
