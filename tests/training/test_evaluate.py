import json
from dataclasses import replace

import numpy as np
import pytest

from mtqa import scorers
from mtqa.errors import InputError, ModelError
from mtqa.scorers.base import Prediction
from mtqa.training import evaluate, figures, marked, stored, tables
from mtqa.training.bootstrap import estimate
from mtqa.training.items import Kinds, Rated, Rating, Words
from mtqa.training.judgements import Judgements, Mark, from_badness, from_predictions
from mtqa.types import Issue, Score, Severity, Span

RESAMPLES = 50


def judge_by(badness, **more):
    """A judge that knows the badness of each text by its first letter."""

    def judge(texts):
        values = np.array([badness[text[0]] for text in texts], dtype=np.float64)
        return Judgements(100.0 - 4 * values, values / 25, **more)

    return judge


def ratings(tmp_path, rows=None):
    path = tmp_path / "ratings.jsonl"
    rows = rows or [
        {"document": f"d{i}", "segment": i, "system": system, "target": text, "score": score}
        for i in range(6)
        for system, text, score in [("A", f"a text {i}", -1.0 - i), ("B", f"b text {i}", -5.0 - i)]
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def pairs(tmp_path, count=4):
    path = tmp_path / "pairs.jsonl"
    rows = [{"clean": f"clean {i}", "garbled": f"garbled {i}"} for i in range(count)]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def run(tmp_path, judge, path, **more):
    options = {"baselines": {}, "cache": tmp_path / "cache", "resamples": RESAMPLES, **more}
    return evaluate.figures(judge, tmp_path, sets=[str(path)], **options)


def value(evaluation, figure, column="model"):
    (row,) = [row for row in evaluation.rows if row.figure == figure]
    return row.cells[column].value


def test_a_judge_that_knows_the_twins_gets_everything(tmp_path):
    found = run(tmp_path, judge_by({"c": 0, "g": 9}), pairs(tmp_path))
    assert value(found, "damaged twin scored lower") == 1.0
    assert value(found, "AUROC of garbled, garbled twin") == 1.0
    assert value(found, "average precision, garbled twin") == 1.0


def test_equal_scores_of_twins_count_half(tmp_path):
    found = run(tmp_path, judge_by({"c": 1, "g": 1}), pairs(tmp_path))
    assert value(found, "damaged twin scored lower") == 0.5
    assert value(found, "AUROC of score, garbled twin") == 0.5


def test_false_alarms_are_counted_on_the_human_texts_only(tmp_path):
    path = pairs(tmp_path)

    def judge(texts):
        human = np.array([text[0] == "c" for text in texts])
        flagged = ~human | np.array([text == "clean 0" for text in texts])
        marks = tuple((Mark(0, 2, major=True),) if text == "clean 1" else () for text in texts)
        return Judgements(100.0 * human, ~human * 1.0, flagged, marks, calibrated=True)

    found = run(tmp_path, judge, path)
    assert value(found, "garbled per 1,000 human sentences") == 250.0
    assert value(found, "major spans per 1,000 human sentences") == 250.0
    assert value(found, "share called garbled, garbled twin") == 1.0
    assert value(found, "calibration error (ECE) of garbled, garbled twin") == 0.0


def test_figures_of_ratings(tmp_path):
    # The scores know the systems, not the segments: a = -1.0 - i, b = -5.0 - i in the file.
    found = run(tmp_path, judge_by({"a": 0, "b": 3}), ratings(tmp_path))
    assert value(found, "Kendall within a source") == 1.0
    assert value(found, "system pairwise accuracy") == 1.0
    gold = [-1.0 - i for i in range(6)] + [-5.0 - i for i in range(6)]
    expected = np.corrcoef(gold, [0.0] * 6 + [-3.0] * 6)[0, 1]
    for figure in ("Pearson", "document Pearson", "document Pearson per 100 words"):
        assert value(found, figure) == pytest.approx(expected)


def test_systems_in_the_wrong_order_have_accuracy_0(tmp_path):
    found = run(tmp_path, judge_by({"a": 3, "b": 0}), ratings(tmp_path))
    assert value(found, "system pairwise accuracy") == 0.0
    assert value(found, "Kendall within a source") == -1.0


def test_documents_per_100_words_take_length_out():
    texts = ("one", "one two three four", "one two", "one two three")
    gold = np.array([-1.0, -4.0, -4.0, -3.0])
    devset = Rated(
        name="n", title="t", texts=texts, gold=gold, source=np.arange(4),
        document=np.arange(4), system=np.zeros(4, dtype=np.intp), penalties=True,
    )  # fmt: skip
    found = {m.name: m for m in figures.measures(devset, from_badness([1.0, 8.0, 2.0, 9.0]))}
    given, wanted = [-1.0, -2.0, -1.0, -3.0], [-1.0, -1.0, -2.0, -1.0]
    items = np.arange(4)
    assert found["document Pearson per 100 words"].statistic(items) == pytest.approx(
        np.corrcoef(given, wanted)[0, 1]
    )
    assert found["document Pearson"].statistic(items) == pytest.approx(
        np.corrcoef([-1, -8, -2, -9], gold)[0, 1]
    )


def word_set(bad):
    ranges = ((0, 2), (3, 5), (6, 8), (9, 11))
    return Rated(
        name="n",
        title="t",
        texts=("aa bb cc dd",) * len(bad),
        gold=np.arange(float(len(bad))),
        source=np.arange(len(bad)),
        words=tuple(Words(ranges, row) for row in bad),
    )


def figure_of(devset, marks, name, garbled=None):
    called = np.zeros(len(marks)) if garbled is None else np.array(garbled)
    judged = Judgements(np.zeros(len(marks)), called, called > 0.5, marks, calibrated=True)
    (found,) = [m for m in figures.measures(devset, judged) if m.name == name]
    return found.statistic(np.arange(found.groups.size))


def test_word_mcc_pools_the_words_of_all_texts():
    devset = word_set([(True, True, False, False), (False, False, False, True)])
    # "a bb" touches the first two words; "dd" of the second text is missed, "aa" is wrong there.
    marks = ((Mark(1, 4, major=True),), (Mark(0, 1, major=False),))
    expected = (2 * 4 - 1 * 1) / np.sqrt(3 * 3 * 5 * 5)
    assert figure_of(devset, marks, "word MCC") == pytest.approx(expected)


def test_a_text_broken_as_a_whole_is_left_out_of_the_second_word_mcc():
    devset = word_set([(True, True, True, True), (True, False, False, False)])
    marks = ((Mark(0, 11, major=True),), ())
    assert figure_of(devset, marks, "word MCC") > 0.7
    assert figure_of(devset, marks, "word MCC, texts at most half BAD") == 0.0


def test_the_cut_of_confidence_comes_from_the_other_half():
    devset = word_set([(True, False, False, False)] * 4)
    sure, unsure = Mark(0, 2, major=True, confidence=0.8), Mark(3, 5, major=True, confidence=0.3)
    marks = ((sure, unsure),) * 4
    assert figure_of(devset, marks, "word MCC") < 1.0
    assert figure_of(devset, marks, "word MCC, cut chosen on the other half") == 1.0


def test_a_text_called_garbled_is_marked_whole_as_sure_as_it_is_garbled():
    devset = word_set([(True, True, True, True)] * 2 + [(True, False, False, False)] * 2)
    fine = (Mark(0, 2, major=True, confidence=0.7), Mark(3, 5, major=True, confidence=0.6))
    marks, garbled = ((), (), fine, fine), (0.9, 0.9, 0.1, 0.1)
    assert figure_of(devset, marks, "word MCC", (0.4, 0.4, 0.1, 0.1)) < 0.0
    assert 0.5 < figure_of(devset, marks, "word MCC", garbled) < 1.0
    assert figure_of(devset, marks, "word MCC, cut chosen on the other half", garbled) == 1.0


def test_a_metric_without_probabilities_is_sure_of_what_it_calls_garbled():
    texts, marks = ("abc", "de"), ((), (Mark(0, 1, major=False),))
    judged = Judgements(np.zeros(2), np.array([30.0, 0.0]), np.array([True, False]), marks)
    assert marked.marks_of(texts, judged) == [(Mark(0, 3, True, 1.0),), marks[1]]
    assert marked.marks_of(texts, replace(judged, flagged=None)) == list(marks)


def test_the_span_of_a_text_called_garbled_is_all_of_it():
    devset = Rated(
        name="n",
        title="t",
        texts=("abcdefgh",),
        gold=np.zeros(1),
        source=np.zeros(1, dtype=np.intp),
        ratings=(Rating(0, ((0, 8, True),)),),
    )
    assert figure_of(devset, ((Mark(2, 4, major=True),),), "span F1") == pytest.approx(2 * 2 / 10)
    assert figure_of(devset, ((Mark(2, 4, major=True),),), "span F1", [0.9]) == 1.0


def test_span_f1_takes_every_rater_for_itself():
    devset = Rated(
        name="n",
        title="t",
        texts=("abcdefgh",),
        gold=np.zeros(1),
        source=np.zeros(1, dtype=np.intp),
        ratings=(Rating(0, ((0, 4, True),)), Rating(0, ())),
    )
    # Four characters marked for each rater, two of four right with the first: 2 * 2 / (8 + 4).
    assert figure_of(devset, ((Mark(2, 6, major=True),),), "span F1") == pytest.approx(4 / 12)


def test_recall_is_not_measured_where_no_false_alarm_is_allowed():
    def names(human):
        devset = Kinds(
            name="n",
            title="t",
            texts=("x",) * (human + 5),
            kind=np.array([0] * human + [1] * 5),
            names=("bad",),
            groups=np.arange(human + 5),
            human=True,
        )
        judged = from_badness([0.0] * human + [1.0] * 5)
        return {
            m.name: estimate(m.statistic, m.groups, 2).value
            for m in figures.measures(devset, judged)
        }

    assert names(200)["recall at 0.5% false alarms, bad"] == 1.0
    assert "recall at 0.5% false alarms, bad" not in names(199)


def test_bold_means_better_than_every_baseline(tmp_path):
    worse, equal = judge_by({"c": 0, "g": 0}), judge_by({"c": 0, "g": 9})
    best = judge_by({"c": 0, "g": 9})
    bold = "| damaged twin scored lower | **1.000** [1.000, 1.000] | 0.500 [0.500, 0.500] |"
    path = pairs(tmp_path)
    assert bold in tables.markdown(run(tmp_path, best, path, baselines={"none": worse}))
    assert bold not in tables.markdown(
        run(tmp_path, best, path, baselines={"none": worse, "same": equal})
    )


def test_a_constant_has_no_correlation(tmp_path):
    found = run(
        tmp_path, None, ratings(tmp_path), baselines={"constant": judge_by({"a": 1, "b": 1})}
    )
    assert "| Pearson | n/a |" in tables.markdown(found)
    assert "| Kendall within a source | 0.000 [0.000, 0.000] |" in tables.markdown(found)


def test_files_are_named_with_rows_and_hash_and_json_is_read_back(tmp_path):
    path = ratings(tmp_path)
    found = run(tmp_path, judge_by({"a": 0, "b": 3}), path, signature="model-1", name="mine")
    assert [(file.name, file.rows) for file in found.files] == [
        (f"{tmp_path.name}/ratings.jsonl", 12)
    ]
    tables.write(found, tmp_path / "out" / "v1.2.md")
    text = (tmp_path / "out" / "v1.2.md").read_text("utf-8")
    assert text == tables.markdown(found)
    assert found.files[0].sha256 in text
    content = json.loads((tmp_path / "out" / "v1.2.json").read_text("utf-8"))
    assert content["format"] == tables.FORMAT
    assert content["rows"][0]["cells"]["mine"]["value"] == pytest.approx(
        value(found, "Pearson", "mine")
    )
    earlier = tables.read(tmp_path / "out" / "v1.2.json")
    assert earlier.signature == found.signature
    assert "model-1" in earlier.signature


def test_difference_to_the_previous_model(tmp_path):
    path = pairs(tmp_path)
    old = run(tmp_path, judge_by({"c": 1, "g": 1}), path, signature="old")
    tables.write(old, tmp_path / "old")
    new = run(
        tmp_path, judge_by({"c": 0, "g": 9}), path, against=tables.read(tmp_path / "old.json")
    )
    (row,) = [row for row in new.rows if row.figure == "damaged twin scored lower"]
    assert row.difference == tables.Difference(0.5, 0.5, 0.5, 1 / RESAMPLES)
    assert "+0.500 [+0.500, +0.500], p = 0.020 |" in tables.markdown(new)


def test_no_difference_on_other_texts(tmp_path):
    old = run(tmp_path, judge_by({"c": 1, "g": 1}), pairs(tmp_path))
    earlier = tables.Earlier(old.signature, old.judgements)
    new = run(tmp_path, judge_by({"c": 0, "g": 9}), pairs(tmp_path, count=5), against=earlier)
    assert all(row.difference is None for row in new.rows)


def test_judgements_are_stored_without_loss(tmp_path):
    judged = Judgements(
        np.array([50.0, 100.0]),
        np.array([0.25, 0.0]),
        np.array([True, False]),
        ((Mark(1, 3, True, 0.5), Mark(4, 9, False, 1.0)), ()),
        calibrated=True,
    )
    name = stored.save(tmp_path, {"set": judged, "set-2": from_badness([1.0])})
    found = stored.load(tmp_path, name)
    assert set(found) == {"set", "set-2"}
    assert found["set"].marks == judged.marks
    assert found["set"].score.tolist() == [50.0, 100.0]
    assert found["set"].flagged.tolist() == [True, False]
    assert found["set"].calibrated
    assert found["set-2"].marks is None
    assert found["set-2"].flagged is None


def test_what_is_no_evaluation_cannot_be_compared_with(tmp_path):
    (tmp_path / "x.json").write_text('{"format": 99}', "utf-8")
    for name in ("x.json", "missing.json"):
        with pytest.raises(InputError, match=name):
            tables.read(tmp_path / name)
    with pytest.raises(InputError, match="run it again here with the earlier model"):
        stored.load(tmp_path, "0123.npz")


def prediction(score, garbled=0.5, issues=()):
    return Prediction(Score("m", score), garbled, is_garbled=True, issues=issues)


def test_predictions_become_judgements():
    issue = Issue("qe.m", "Other", Severity.MAJOR, Span(2, 5), "x", confidence=0.75)
    judged = from_predictions([prediction(80.0, issues=(issue,)), prediction(100.0)])
    assert judged.score.tolist() == [80.0, 100.0]
    assert judged.penalty.tolist() == [5.0, 0.0]
    assert judged.marks == ((Mark(2, 5, True, 0.75),), ())
    assert judged.calibrated


def test_a_model_without_garbled_is_judged_by_its_score():
    judged = from_predictions([prediction(80.0, garbled=None)])
    assert judged.garbled.tolist() == [20.0]
    assert not judged.calibrated


def test_a_missing_score_is_an_error_not_a_number():
    with pytest.raises(ModelError, match="no score for 1 of 2 segments"):
        from_predictions([prediction(80.0), prediction(None)])


def test_main_writes_what_it_returns(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = ratings(tmp_path)
    text = evaluate.main(tmp_path, tmp_path / "table", "none", [str(path)])
    assert (tmp_path / "table.md").read_text("utf-8") == text
    assert "| figure | constant | minus length | repeated n-grams |" in text
    assert text.startswith("# Evaluation of the baselines\n")
    assert not (tmp_path / ".mtqa-train").exists()


def test_main_judges_with_a_scorer(tmp_path, monkeypatch):
    class Fixed:
        name, needs, languages = "fixed", frozenset(), None

        def signature(self):
            return "fixed:1"

        def lengths(self, segments):
            return [len(segment.target) for segment in segments]

        def predict(self, batch):
            return [prediction(90.0 if s.target.startswith("a") else 10.0) for s in batch]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(scorers, "load", lambda name: Fixed(), raising=False)
    text = evaluate.main(tmp_path, None, "fixed", [str(ratings(tmp_path))])
    assert "Signature: `mtqa:" in text
    assert "model:fixed:1`" in text
    assert "| Kendall within a source | **1.000** [1.000, 1.000] |" in text
