import json

import pandas as pd
import pytest

from mtqa.training import groups
from mtqa.training.damage import Mark

KEPT_TEXT = "The human sentence of the year 2021."
KEPT = frozenset({KEPT_TEXT})


@pytest.mark.parametrize(
    ("chrf", "words", "mean", "label"),
    [
        (5, 9, 30, 0.95),
        (12, 9, 30, 0.8),
        (20, 9, 30, 0.5),
        (31.9, 9, 30, 0.2),
        (32, 9, 30, 0.05),
        (40, 9, 30, 0.0),
        (5, 4, 30, None),  # too short to say
        (20, 9, 53, None),  # a good system that wrote freely
        (33, 9, 53, 0.05),
    ],
)
def test_garbled_from_chrf(chrf, words, mean, label):
    assert groups.garbled_from_chrf(chrf, words, mean) == label


@pytest.mark.parametrize(
    ("text", "attached"),
    [("No , he said .", "No, he said."), ("5 % ( or so )", "5% ( or so)"), ("", "")],
)
def test_attach_marks(text, attached):
    assert groups.attach_marks(text) == attached


def systems(*rows):
    columns = ("year", "language_pair", "system", "source", "reference", "target")
    return pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])


def test_with_chrf_keeps_weak_pairs_the_rated_one_and_some_of_the_strong():
    weak = [(2019, "gu-en", "a", f"s{i}", "One two three.", "One two three.") for i in range(50)]
    strong = [(2019, "de-en", "a", f"s{i}", "One two three.", "Zero.") for i in range(400)]
    rated = [(2018, "zh-en", "a", f"s{i}", "One two three.", "One.") for i in range(60)]
    recent = [
        (2021, pair, "a", "s", "One.", "One.") for pair in ("de-en", "ha-en", "cs-en", "is-en")
    ]
    odd = [(2019, "kk-en", "a", "s", "One.", text) for text in ("", "x" * 701)]
    found = groups.with_chrf(systems(*weak, *strong, *rated, *recent, *odd))
    assert found.groupby(["year", "language_pair"]).size()[2019, "gu-en"] == 50
    assert 80 < (found.language_pair == "de-en").sum() < 160
    assert (found.language_pair == "zh-en").sum() == 60
    assert set(found.language_pair[found.year == 2021]) == {"ha-en", "is-en"}
    assert "kk-en" not in set(found.language_pair)
    assert found.chrf[found.language_pair == "gu-en"].unique().tolist() == [pytest.approx(100)]
    assert found.chrf[found.language_pair == "de-en"].max() < 20


def test_system_outputs_stand_beside_their_reference():
    reference = "A sentence of six whole words."
    outputs = [f"output {word} of six words here" for word in ("bad", "poor", "fair", "good")]
    frame = systems(*((2019, "de-en", t, "s", reference, t) for t in [*outputs, outputs[0]]))
    (group,) = groups.system_groups(frame.assign(chrf=[10.0, 20.0, 35.0, 50.0, 10.0]), KEPT)
    human, worst, *others = group
    assert (human.text, human.garbled, human.marks, human.quality) == (reference, 0.0, (), 4.5)
    assert (worst.text, worst.garbled, worst.chrf, worst.quality) == (outputs[0], 0.95, 10, 0.5)
    assert [e.text for e in others] == [outputs[1], outputs[2]]
    assert [e.penalty for e in group] == [1.0, 25 * 0.95, 12.5, None]  # only garble has a price


def test_what_a_referee_says_prices_marks_and_ranks_the_outputs():
    reference = "A sentence of six whole words."
    outputs = [f"output {word} of six words here" for word in ("bad", "poor", "good")]
    frame = systems(*((2019, "de-en", t, "s", reference, t) for t in outputs))
    frame = frame.assign(
        chrf=[10.0, 50.0, 50.0],
        penalty=[3.0, 20.0, 2.0],
        spans=["[]", "[[0, 6, 0.4, 0.1], [7, 11, 0.9, 0.8]]", "[]"],
    )
    group, *_ = groups.system_groups(frame, KEPT)
    human, *found = group
    assert (human.text, human.penalty, human.marks, human.quality) == (reference, 1.0, (), 4.5)
    bad, poor, good = sorted(found, key=lambda example: outputs.index(example.text))
    assert [e.penalty for e in (bad, poor, good)] == [25 * 0.95, 20.0, 2.0]  # the worse of the two
    assert [e.garbled for e in (bad, poor, good)] == [0.95, 0.0, 0.0]
    assert good.quality - poor.quality == pytest.approx(18 / 4)
    assert good.quality - bad.quality == pytest.approx(40 / 30 + 1 / 4)
    assert human.quality - good.quality == pytest.approx(40 / 30 + 1 / 4)
    assert poor.marks == (Mark(0, 6, 0.4, 0.1), Mark(7, 11, 0.9, 0.8))
    assert bad.marks == good.marks == ()


def test_sound_outputs_are_one_for_each_reference():
    rows = [(2019, "de-en", "a", "s", "One.", "A."), (2019, "de-en", "b", "s", "One.", "B.")]
    rows += [(2019, "de-en", "a", "t", "Two.", text) for text in ("Far.", KEPT_TEXT)]
    frame = systems(*rows).assign(chrf=[61.0, 90.0, 59.0, 100.0])
    assert groups.sound_outputs(frame, KEPT) == ["A."]


def test_only_outputs_far_from_their_reference_give_confusions():
    reference = "He left the town today again"
    outputs = [reference.replace("town", other) for other in ("city", "cattle")]
    frame = systems(*((2019, "gu-en", "a", "s", reference, text) for text in outputs))
    assert groups.confused_words(frame.assign(chrf=[50.0, 30.0])) == {"town": ["cattle"]}


def test_weakest_pairs_count_three_times():
    rows = [(2019, "gu-en", "a", "s", "One two.", text) for text in ("x", "y", "z")]
    found = groups.system_groups(systems(*rows).assign(chrf=[1.0, 2.0, 3.0]), KEPT)
    assert [group[1].text for group in found] == ["x", "y", "z"]


def test_words_of_an_output_that_no_better_one_holds_are_marked():
    rows = [
        (2019, "et-en", "a", "s", "He left the town.", text)
        for text in ("He left the cattle town.", "He left the cattle.")
    ]
    (group,) = groups.system_groups(systems(*rows).assign(chrf=[60.0, 30.0]), KEPT)
    marks = {e.text: [e.text[m.start : m.end] for m in e.marks] for e in group}
    assert marks == {
        "He left the town.": [],
        "He left the cattle town.": ["cattle"],
        "He left the cattle.": [],  # a better one says so too
    }


def test_undertrained_outputs_are_sound_only_near_their_reference():
    (kept,) = KEPT
    reference = "He left the town today again"
    rows = [
        (reference, "He left the town today once"),
        (reference, "She left some town to others"),
        (reference, "IIII be be of of the the"),
        (reference, "Too short"),
        (kept, "IIII be be of of the"),
        ("Nothing rendered it.", "So short"),
    ]
    found = groups.undertrained_groups(pd.DataFrame(rows, columns=["reference", "target"]), KEPT)
    first, second = sorted(found, key=len, reverse=True)
    assert [(e.text, e.garbled) for e in first] == [
        (reference, 0.0),
        ("He left the town today once", 0.0),
        ("She left some town to others", 0.5),
        ("IIII be be of of the the", 0.95),
    ]
    assert [e.quality for e in first] == sorted((e.quality for e in first), reverse=True)
    assert [e.text for e in second] == ["IIII be be of of the"]


def test_where_the_human_side_is_kept_only_weak_outputs_teach():
    (kept,) = KEPT
    rows = [(2021, "ha-en", "a", "s", kept, text) for text in ("weak weak", "rather good")]
    (group, *_) = groups.system_groups(systems(*rows).assign(chrf=[39.0, 41.0]), KEPT)
    assert [e.text for e in group] == ["weak weak"]


def mqm(rows):
    columns = ("document", "segment", "target", "score", "spans", "split")
    frame = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return frame.assign(dataset="news", year=2020)


def test_mqm_ratings_become_shares_of_raters():
    spans = [[4, 7, "major", "Fluency/Grammar"], [0, 99, "minor", "Other"]]
    rows = [
        ("d", "1", "The cat sat.", -5.0, json.dumps(spans), "train"),
        ("d", "1", "The cat sat.", 0.0, "[]", "train"),
        ("d", "1", "The cat sat.", -1.0, None, "train"),
        ("d", "1", "The cat sat.", 0.0, "", "train"),
    ]
    ((example,),) = groups.mqm_groups(mqm(rows).fillna(""), KEPT)
    assert example.penalty == 1.5
    assert example.garbled == 0.0
    assert example.quality == -0.5
    assert example.marks == (Mark(4, 7, 0.25, 0.25),)  # the other one is beyond the text


def test_a_critical_error_is_a_major_one_and_a_neutral_one_none():
    spans = [[0, 3, "neutral", "style"], [4, 7, "critical", "accuracy/mistranslation"]]
    rows = [("d", "1", "The cat sat.", -10.0, json.dumps(spans), "train")]
    ((example,),) = groups.mqm_groups(mqm(rows), KEPT, weight=0.5)
    assert example.marks == (Mark(4, 7, 1.0, 1.0),)
    assert example.weight == 0.5


def test_a_non_translation_is_garbled():
    span = [[0, 4, "major", "Non-translation!"]]
    rows = [
        ("d", "1", "Zqxv.", -25.0, json.dumps(span), "train"),
        ("d", "1", "Zqxv.", -25.0, json.dumps([[0, 4, "major", "Other"]]), "train"),
        ("d", "1", "Fine.", -30.0, "[]", "train"),
    ]
    (group,) = groups.mqm_groups(mqm(rows), KEPT)
    fine, garbled = group
    assert garbled.text == "Zqxv."
    assert garbled.garbled == 0.5  # one of two raters; half as much by the penalty: (25 - 10) / 30
    assert fine.penalty == 25.0
    assert fine.garbled == 0.5


def test_mqm_leaves_out_development_rows_and_kept_sentences():
    (kept,) = KEPT
    rows = [
        ("d", "1", "Not for training.", -1.0, "[]", "dev"),
        ("d", "2", kept, 0.0, "[]", "train"),
        ("d", "3", "x" * 701, 0.0, "[]", "train"),
        *(("d", "4", f"Output {i}.", 0.0, "[]", "train") for i in range(6)),
    ]
    found = groups.mqm_groups(mqm(rows), KEPT)
    assert [[e.text for e in group] for group in found] == [
        [f"Output {i}." for i in range(4)],
        ["Output 4.", "Output 5."],
    ]


def mlqe(*rows):
    columns = ("language_pair", "source", "target", "raw", "score", "pe")
    frame = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return frame.assign(tags=["OK " + "BAD OK " * len(row[2].split()) for row in rows])


def test_direct_assessments_and_post_edits():
    frame = mlqe(
        ("ro-en", "s", "Bad it is .", 15.0, -1.5, "It is bad ."),
        ("ro-en", "s", "Good.", 90.0, 1.0, "Better ."),
        ("ne-en", "s", "Poor.", 42.0, -0.5, None),
    )
    bad, good, *poor = groups.mlqe_groups(frame)
    assert [(e.text, e.garbled, e.adequacy) for e in bad] == [
        ("Bad it is .", 0.95, -1.5),
        ("It is bad.", 0.0, None),
    ]
    assert bad[0].quality == 0.6
    assert bad[0].marks == (Mark(0, 11, 0.8, 0.8),)
    assert good[0].marks is None  # two words by the tokens, one by the tags
    assert [(e.text, e.garbled) for e in good] == [("Good.", 0.0)]
    assert [[(e.text, e.garbled) for e in group] for group in poor] == [[("Poor.", 0.4)]] * 2


def test_preferred_outputs_are_better():
    frame = pd.DataFrame({"target": ["Fine."], "worse": ["Odd."]})
    ((better, worse),) = groups.pair_groups(frame)
    assert (better.text, worse.text) == ("Fine.", "Odd.")
    assert better.quality > worse.quality
    assert better.garbled is worse.garbled is None


def test_word_by_word_renderings_without_the_kept_sentences():
    (kept,) = KEPT
    human = "A farmer came to the town and spoke."
    pairs = [("wani manomi ya zo gari ya yi magana", human), ("sakon mutum na shekara 2021", kept)]
    frame = systems(*((2021, "ha-en", "a", source, text, "x") for source, text in pairs * 2))
    found = groups.lexical_groups(frame, mlqe(("ro-en", "a", "b", 1.0, 0.0, None)), KEPT)
    assert sorted(len(group) for group in found) == [1, 2]
    (pair,) = (group for group in found if len(group) == 2)
    assert (pair[0].text, pair[0].garbled) == (human, 0.0)
    for group in found:
        assert (group[-1].garbled, group[-1].penalty) == (1.0, 25.0)
        assert group[-1].text not in KEPT
