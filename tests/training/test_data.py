from dataclasses import replace
from random import Random

import pandas as pd
import pytest

from mtqa.errors import InputError
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training import made
from mtqa.training.clean import all_clean, dev_clean, train_clean
from mtqa.training.config import TrainConfig
from mtqa.training.data import load_mixture
from mtqa.training.examples import Example
from mtqa.training.mixture import Mixture, damaged_group

PARTS = ("mqm", "biomqm", "systems", "mlqe", "pairs", "lexical", "damage")
CONFIG = TrainConfig(shares=dict.fromkeys(PARTS, 1.0))
DEV = {
    "source": "Uma fonte.",
    "target": "A sentence of the test suite with an error that was put there.",
    "pe": "A post-edit that the published test has as well.",
}
KEPT = [f"The farmer of 2021 visited the gardens of Warsaw {i} times." for i in range(5)]


@pytest.fixture
def folder(tmp_path, sentences):
    """All training sets, a few rows each, in the published layout. The sentences of 2021 stand in
    every set that could hold them."""

    def write(name, rows):
        pd.DataFrame(rows).to_parquet(tmp_path / f"{name}.parquet")

    mixed = ["lower case", "Too short.", "Long enough for a written sentence, it seems."]
    mixed += [DEV["target"]]
    write(
        "clean_english",
        [{"text": text, "origin": "wmt2019-reference"} for text in [*sentences, KEPT[0]]]
        + [{"text": text, "origin": "wmt2021-reference"} for text in KEPT]
        + [{"text": f"An encyclopedia says {i}.", "origin": "mlqe-english-wikipedia"} for i in "ab"]
        + [{"text": text, "origin": "other-public-english"} for text in mixed],
    )
    for year, pair in ((2018, "de-en"), (2019, "gu-en"), (2021, "ha-en")):
        humans = KEPT if year == 2021 else sentences
        write(
            f"systems{year}_into_english",
            [
                {
                    "language_pair": pair,
                    "system": system,
                    "source": f"wani {i} ya zo gari ya yi magana" if i else DEV["source"],
                    "reference": human,
                    "target": f"{human.split()[0]} {system} gardens of town",
                }
                for i, human in enumerate(humans)
                for system in ("good", "weak")
            ],
        )
    rating = {"dataset": "news", "year": 2020, "document": "d", "system": "A", "spans": "[]"}
    rating |= {"score": -1.0, "source": "Eine Quelle."}
    write(
        "mqm_into_english",
        [
            {**rating, "segment": "1", "target": KEPT[1], "split": "train"},
            {**rating, "segment": "2", "target": "Kept for development.", "split": "dev"},
            {**rating, "segment": "3", "target": "A rated output.", "split": "train"},
        ],
    )
    abstract = {**rating, "dataset": "bio-mqm", "split": "train", "segment": "1"}
    write(
        "biomqm_into_english",
        [
            {**abstract, "language_pair": "de-en", "source": "Eins.", "target": "An abstract."},
            {
                **abstract,
                "language_pair": "fr-en",
                "source": "Un.",
                "target": "Another abstract of that number.",
            },
            {
                **abstract,
                "language_pair": "de-en",
                "source": "Zwei.",
                "target": "Kept for later.",
                "split": "dev",
            },
        ],
    )
    judged = {"language_pair": "ro-en", "source": "a b c", "raw": 90.0, "score": 1.0}
    judged["tags"] = "OK BAD OK"
    write(
        "mlqe_into_english",
        [
            {**judged, "target": "Output to learn from.", "split": "train", "pe": "Learned from."},
            {**judged, "target": "It of the tests.", "split": "train", "pe": DEV["pe"]},
            {
                **judged,
                "target": "Output of the published test.",
                "split": "test",
                "pe": DEV["pe"],
            },
        ],
    )
    write("critical_errors_pt_en", [{"source": DEV["source"], "target": DEV["target"]}])
    preferred = {"target": "A better one.", "worse": "A worse one.", "reference": "The one."}
    write("darr2019_into_english", [preferred])
    write("ntrex_parallel", [{"source": "Ein Satz in einer anderen Sprache."}] * 3)
    return tmp_path


@pytest.fixture
def start():
    return Network(
        NetworkConfig(
            vocabulary=200,
            hidden=16,
            layers=1,
            heads=2,
            feed_forward=32,
            positions=64,
            trunk=16,
        )
    )


@pytest.fixture
def load(folder, start, tokenizer):
    """Load the mixture of the folder, with some values changed."""

    def loaded(**values):
        return load_mixture(folder, replace(CONFIG, **values), start, tokenizer, folder)

    return loaded


@pytest.fixture
def mixture(load):
    return load()


def test_every_part_is_there(mixture):
    assert {*mixture.parts, "damage"} == set(PARTS)
    assert all(mixture.parts.values())


def test_abstracts_of_two_pairs_are_two_and_weigh_less(mixture):
    groups = [[(one.text, one.weight) for one in group] for group in mixture.parts["biomqm"]]
    assert groups == [[("An abstract.", 0.5)], [("Another abstract of that number.", 0.5)]]


def test_nothing_kept_for_development_is_trained_on(mixture):
    forbidden = {*KEPT, *DEV.values(), "Kept for development.", "Output of the published test."}
    texts = {e.text for part in mixture.parts.values() for group in part for e in group}
    assert "A rated output." in texts
    assert "Output to learn from." in texts
    assert not forbidden & texts
    assert not forbidden & set(mixture.clean)
    drawn = mixture.groups(Random(0))
    assert not forbidden & {e.text for _ in range(500) for e in next(drawn)}


def test_clean_text_for_training_and_for_development(folder, sentences):
    assert dev_clean(folder) == KEPT
    found = train_clean(folder)
    assert set(sentences) <= set(found)
    assert not {"lower case", "Too short.", *KEPT, *DEV.values()} & set(found)
    assert "Long enough for a written sentence, it seems." in found


def test_all_clean_english_is_learned_from_but_nothing_kept_for_development(folder, sentences):
    outputs = ["A sound output of the town.", "The sound output of 2021.", "Kept for development."]
    references = [sentences[0], KEPT[0], sentences[1]]
    found = all_clean(folder, pd.DataFrame({"target": outputs, "reference": references}))
    assert set(train_clean(folder)) - set(KEPT) <= set(found)
    assert outputs[0] in found
    assert "Learned from." in found
    assert not {*outputs[1:], *KEPT, *DEV.values(), "lower case"} & set(found)
    assert len(set(found)) == len(found)


def test_a_part_without_a_share_is_left_out(load):
    found = load(shares={"mqm": 1.0})
    assert list(found.parts) == ["mqm"]
    assert [e.text for e in next(found.groups(Random(0)))] == ["A rated output."]


def test_system_scores_are_computed_once(load, monkeypatch):
    first = load()
    monkeypatch.delattr(made.labelled, "with_chrf")
    again = load()
    assert again.parts == first.parts
    assert again.clean == first.clean


def test_a_missing_set_is_named(folder, load):
    (folder / "mlqe_into_english.parquet").unlink()
    with pytest.raises(InputError, match=r"mlqe_into_english\.parquet: no such file"):
        load()


def test_an_empty_part_is_named(folder, load):
    path = folder / "darr2019_into_english.parquet"
    pd.read_parquet(path).head(0).to_parquet(path)
    with pytest.raises(InputError, match=r"nothing to train on for 'pairs'"):
        load()


def test_shares_decide_how_often_a_part_is_drawn(world, sentences):
    parts = {"mqm": [[Example("mqm")]], "pairs": [[Example("pairs")]]}
    drawn = Mixture(parts, {"mqm": 3.0, "pairs": 1.0}, sentences, world).groups(Random(0))
    names = [next(drawn)[0].text.casefold() for _ in range(2000)]
    assert 0.7 < sum("mqm" in name for name in names) / 2000 < 0.8


def test_a_large_group_gives_four(world, sentences):
    group = [Example(str(i), weight=i) for i in range(9)]
    drawn = Mixture({"mqm": [group]}, {"mqm": 1.0}, sentences, world).groups(Random(0))
    found = [next(drawn) for _ in range(50)]
    assert {len(g) for g in found} == {4}
    assert {e.weight for g in found for e in g} == {e.weight for e in group}


def test_a_clean_sentence_and_its_damaged_twins(world, sentences):
    for seed in range(60):
        clean, *twins = damaged_group(sentences[seed], world, Random(seed))
        assert clean.text == sentences[seed]
        assert (clean.garbled, clean.penalty, clean.quality, clean.marks) == (0.0, 1.0, 0.0, ())
        assert len(twins) <= 2
        for twin in twins:
            assert twin.text != clean.text
            assert twin.marks
            assert twin.quality == -1 - 4 * twin.garbled
            assert twin.weight == 0.7
