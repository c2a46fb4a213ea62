import json

import numpy as np
import pandas as pd
import pytest

from mtqa.errors import InputError
from mtqa.training import devsets
from mtqa.training.items import sample
from mtqa.training.readings import fingerprint


@pytest.fixture
def data(tmp_path):
    """A data folder with a few rows of every file, in the published layout."""
    write = lambda name, rows: pd.DataFrame(rows).to_parquet(tmp_path / f"{name}.parquet")  # noqa: E731
    reference = "The minister said that a new law would protect small farms."
    outputs = {
        "salad": "zq xv",
        "poor": "A law and small cats said.",
        "good": reference,
        "none": " ",
    }
    gradient = [
        {"language_pair": "hau-en", "segment": str(i), "target": text, "reference": reference}
        for i in range(2)
        for text in outputs.values()
    ]
    write("dev_garble_gradient", gradient)
    write(
        "clean_english",
        [{"text": f"Human sentence {i}.", "origin": "wmt2021-reference"} for i in range(3)]
        + [{"text": "Trained on.", "origin": "wmt2021-reference"}]
        + [{"text": "Not news.", "origin": "mlqe-english-wikipedia"}],
    )
    pairs = [("ha-en", "Trained on."), ("de-en", "Human sentence 0.")]
    columns = ("language_pair", "reference")
    write("systems2021_into_english", [dict(zip(columns, row, strict=True)) for row in pairs])
    halluc = [("a", "Fine.", 0.0), ("b", "No no no.", 1.0)]
    columns = ("source", "target", "repetitions")
    write("hallucinations_de_en", [dict(zip(columns, row, strict=True)) for row in halluc])
    critical = [("a", "Fine.", -0.0), ("b", "Not fine.", -1.0)]
    columns = ("source", "target", "score")
    write("critical_errors_pt_en", [dict(zip(columns, row, strict=True)) for row in critical])
    tokens = "Iran &apos;s oil , he said . <EOS>"
    tagged = {"source": "x", "target": "Iran's oil, he said.", "target_tokens": tokens}
    write("dev_mqm2022_zh_en", [{**tagged, "score": 90.0, "tags": "OK BAD OK OK OK OK BAD OK"}])
    write("mqm_into_english", list(mqm_rows()))
    return tmp_path


def mqm_rows():
    """One document of two segments by two systems, a human, and a training document."""
    for document, system, segment, rater, text, score, spans in [
        ("d1", "A.1", "1", "r1", "One text.", -5.0, [[0, 3, "major", "fluency/grammar"]]),
        ("d1", "A.1", "1", "r2", "One text.", -1.0, [[4, 99, "minor", "fluency/spelling"]]),
        ("d1", "A.1", "1", "r3", "One textOne text.", 0.0, [[0, 12, "major", "x"]]),
        ("d1", "A.1", "2", "r1", "Two.", 0.0, []),
        ("d1", "B.2", "1", "r1", "Uno text.", -10.0, [[3, 3, "major", "accuracy/omission"]]),
        ("d1", "Human-A.0", "1", "r1", "Another.", 0.0, []),
        ("d1", "ref.B", "1", "r1", "Yet another.", 0.0, []),
        ("train", "A.1", "1", "r1", "Elsewhere.", 0.0, []),
    ]:
        yield {
            "dataset": "news", "document": document, "system": system, "segment": segment,
            "rater": rater, "target": text, "score": score, "spans": json.dumps(spans),
            "split": "train" if document == "train" else "dev",
        }  # fmt: skip


def test_gradient_puts_outputs_into_kinds_by_chrf_and_leaves_out_empty_ones(data):
    found = devsets.garble_gradient(data, None)
    by_kind = {
        kind: {t for t, k in zip(found.texts, found.kind, strict=True) if k == kind}
        for kind in (0, 1, 2)
    }
    assert by_kind[1] == {"zq xv"}
    assert by_kind[2] == {"A law and small cats said."}
    assert by_kind[0] == {f"Human sentence {i}." for i in range(3)}
    # Outputs for one source are drawn together; every human sentence is drawn on its own.
    assert len(set(found.groups)) == 2 + 3
    assert found.groups[0] == found.groups[1] != found.groups[2] == found.groups[3]


def test_what_is_fitted_on_is_not_measured_on(data, monkeypatch):
    monkeypatch.setattr(devsets, "GRADIENT_ROWS", 2)
    measured = devsets.garble_gradient(data, None)
    assert len(measured.texts) == 2 + len(devsets.human_news(data))
    monkeypatch.setattr(devsets, "GRADIENT_ROWS", 4)
    assert devsets.other_garbled(data, None) == ("zq xv",)
    monkeypatch.setattr(devsets, "GRADIENT_ROWS", 5)
    assert devsets.other_garbled(data, None) == ()


def test_chrf_is_computed_once(data, tmp_path, capsys):
    cache = tmp_path / "cache"
    first = devsets.garble_gradient(data, cache)
    assert "chrF++" in capsys.readouterr().err
    second = devsets.garble_gradient(data, cache)
    assert capsys.readouterr().err == ""
    assert first.kind.tolist() == second.kind.tolist()


def test_human_news_is_the_same_every_time_and_of_2021(data):
    assert devsets.human_news(data) == devsets.human_news(data)
    assert "Not news." not in devsets.human_news(data)


def test_repetitions_and_critical_errors_are_kind_1(data):
    assert devsets.repetitions(data).kind.tolist() == [0, 1]
    assert devsets.critical_errors(data).kind.tolist() == [0, 1]


def test_tagged_words_are_found_in_the_text(data):
    found = devsets.mqm2022(data)
    (words,) = found.words
    text = found.texts[0]
    shown = [text[start:end] for start, end in words.ranges]
    assert shown == ["Iran", "'s", "oil", ",", "he", "said", ".", ""]
    assert [i for i, bad in enumerate(words.bad) if bad] == [1, 6]


def test_mqm_documents_are_machine_outputs_of_dev_averaged_over_raters(data):
    found = devsets.mqm_documents(data)
    assert found.texts == ("One text.", "Uno text.", "Two.")
    assert found.gold.tolist() == [-2.0, -10.0, 0.0]
    assert found.source.tolist() == [0, 0, 1]
    assert found.system.tolist() == [0, 1, 0]
    assert found.document.tolist() == [0, 0, 0]
    assert found.penalties


def test_translations_by_people_are_among_the_rated_if_asked_for(data):
    machines = set(devsets.mqm_documents(data).texts)
    both = set(devsets.mqm_documents(data, human=True).texts)
    assert machines < both
    assert "Yet another." in both - machines
    assert "Elsewhere." not in both


def test_spans_are_clipped_and_those_of_another_copy_moved(data):
    empty = [(2, ()), (1, ())]
    spans = [(r.item, r.spans) for r in devsets.mqm_documents(data).ratings]
    assert spans == [(0, ((0, 3, True),)), (0, ((4, 9, False),)), (0, ((0, 4, True),)), *empty]


def test_load_names_what_is_missing(data, tmp_path):
    with pytest.raises(InputError, match="neither a file nor a development set; the sets are"):
        devsets.load(["no-such-set"], data)
    with pytest.raises(InputError, match=r"clean_english\.parquet: no such file; --data must name"):
        devsets.human_news(tmp_path / "elsewhere")


def test_load_reads_all_sets_without_names(readings, data):
    names = [devset.name for devset in devsets.load([], data)]
    assert names[:5] == list(devsets.SETS)[:5]


def test_a_path_of_pairs_is_read_as_pairs(tmp_path):
    path = tmp_path / "pairs.jsonl"
    path.write_text('{"clean": "A.", "garbled": "B."}\n', "utf-8")
    (found,) = devsets.load([str(path)], tmp_path)
    assert found.texts == ("A.", "B.")
    assert found.twins


def test_sample_keeps_whole_documents_and_renumbers(data):
    whole = devsets.mqm_documents(data)
    assert sample(whole, 1).texts == whole.texts  # one document, so all of it
    rows = pd.DataFrame(
        {
            "document": np.repeat(["a", "b", "c"], 4),
            "segment": np.tile([1, 1, 2, 2], 3),
            "system": np.tile(["x", "y"], 6),
            "target": [f"Text {i}." for i in range(12)],
            "score": -np.arange(12.0),
            "spans": [[[0, 1, "minor", "x"]]] * 12,
        }
    )
    some = sample(devsets.from_frame(rows, "n", "t"), 4)
    assert len(some.texts) == 4
    assert set(some.document) == {0}
    assert set(some.source) == {0, 1}
    assert [rating.item for rating in some.ratings] == [0, 1, 2, 3]


def test_sample_of_kinds_takes_as_many_of_each(data):
    some = sample(devsets.garble_gradient(data, None), 3)
    assert sorted(some.kind) == [0, 1, 2]


def test_human_news_leaves_out_what_was_trained_on(data):
    assert set(devsets.human_news(data)) == {f"Human sentence {i}." for i in range(3)}


@pytest.fixture
def readings(data, tmp_path, monkeypatch):
    """Readings of three of the outputs."""
    targets = pd.read_parquet(data / "dev_garble_gradient.parquet")["target"]
    path = tmp_path / "readings.jsonl"
    lines = [
        {"row": row, "sha256": fingerprint(targets[row]), "first": first, "second": second}
        for row, first, second in ((0, "G", "G"), (2, "S", "S"), (4, "G", "U"))
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    monkeypatch.setattr("mtqa.training.readings.READINGS", path)
    return path


def test_outputs_are_told_by_what_two_readers_agree_on(data, readings):
    found = devsets.garble_read(data)
    assert found.texts[0] == found.texts[2] == "zq xv"
    assert found.kind.tolist() == [1, 3, 2, 0, 0, 0]
    assert found.names[0] == "garbled to both readers"
    assert found.human


def test_readings_of_other_outputs_are_not_taken_for_these(data, readings):
    readings.write_text(readings.read_text("utf-8").replace('"row": 0', '"row": 1'), "utf-8")
    with pytest.raises(InputError, match=r"readings\.jsonl:1: row 1 of .* another text"):
        devsets.garble_read(data)
    for wrong in ('{"row": 0}', "no JSON", "[]", readings.read_text("utf-8").replace('"G"', '"X"')):
        readings.write_text(wrong, "utf-8")
        with pytest.raises(InputError, match=r"readings\.jsonl:1: not a reading"):
            devsets.garble_read(data)
    readings.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        devsets.garble_read(data)


def test_what_rests_on_files_of_a_checkout_is_left_out_without_one(data, tmp_path, monkeypatch):
    monkeypatch.setattr("mtqa.training.handwritten.PAIRS", tmp_path / "none.jsonl")
    assert "garble_gradient" in devsets.SETS
    names = {devset.name for devset in devsets.load([], data)}
    assert "garble_gradient" in names
    assert "garble_read" not in names
