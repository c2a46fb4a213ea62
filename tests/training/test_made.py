"""What a training makes for itself is made once and kept beside it."""

from copy import deepcopy
from dataclasses import replace

import pandas as pd
import pytest
import torch
from safetensors.torch import save_file

from mtqa.errors import ConfigError
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training import made, referee
from mtqa.training.examples import Example
from mtqa.training.mixture import Mixture

KEPT = frozenset(("Kept for development by all.",))


@pytest.fixture
def start():
    shape = {"vocabulary": 200, "hidden": 16, "layers": 1, "heads": 2, "feed_forward": 32}
    return Network(NetworkConfig(**shape, positions=128, trunk=16))


@pytest.fixture
def outputs(sentences):
    texts = [*sentences[:6], *KEPT]
    rows = {"target": texts, "reference": texts[::-1], "chrf": [70.0] * len(texts)}
    return pd.DataFrame(rows)


def test_a_referee_is_trained_once(tmp_path, outputs, start, tokenizer, world, monkeypatch):
    short = replace(referee.REFEREE, steps=2, batch_tokens=200, pool=1, shares={"rated": 1.0})
    monkeypatch.setattr(referee, "REFEREE", short)
    rated = [[Example("The minister praised Paris.", penalty=5.0, reference="He did.")]]
    mixture = Mixture({"rated": rated}, short.shares, [], world)

    def refereed():
        return made.refereed(outputs, mixture, start, tokenizer, 0, tmp_path)

    first = refereed()
    assert list(first.target) == list(outputs.target)
    assert first.penalty.between(0, 25).all()
    monkeypatch.delattr(made, "train")
    pd.testing.assert_frame_equal(refereed(), first)


def test_translators_learn_no_year_that_measures_false_alarms(tmp_path, monkeypatch):
    for year in (2018, 2019, 2021):
        frame = pd.DataFrame({"source": [f"of {year}"]})
        frame.to_parquet(tmp_path / f"systems{year}_into_english.parquet")
    learned: list[str] = []

    def outputs(systems, *_, english):
        learned.extend([*systems.source, *english])
        return systems

    monkeypatch.setattr(made.translators, "outputs", outputs)
    nothing = pd.DataFrame()
    first = made.undertrained(tmp_path, nothing, nothing, ["A line."], tmp_path)
    assert learned == ["of 2018", "of 2019", "A line."]
    again = made.undertrained(tmp_path, nothing, nothing, ["A line."], tmp_path)
    assert len(learned) == 3
    pd.testing.assert_frame_equal(again, first)


def test_detection_is_learned_once(tmp_path, outputs, start, sentences, tokenizer, monkeypatch):
    learned: list[str] = []

    def learn(network, found, *_):
        learned.extend(found)
        with torch.no_grad():
            network.token_head.bias += 1
            network.case.weight += 1
            network.encoder.embeddings.LayerNorm.bias += 1

    def detector(start, steps=7):
        return made.detector(tmp_path, steps, start, tokenizer, tmp_path)

    monkeypatch.setattr(made, "systems", lambda *_: outputs)
    monkeypatch.setattr(made, "all_clean", lambda _, sound: [*sentences[:3], *sound.target])
    monkeypatch.setattr(made.masked, "by_length", lambda texts, _: texts)
    monkeypatch.setattr(made.detection, "learn", learn)
    outputs.loc[0, "chrf"] = 10.0
    first = detector(start).state_dict()
    assert learned == [*sentences[:3], *outputs.target[1:]]
    assert torch.equal(first["token_head.bias"], start.token_head.bias + 1)
    monkeypatch.delattr(made.detection, "learn")
    other_heads = deepcopy(start)
    with torch.no_grad():
        other_heads.sentence_heads.bias += 1
    again = detector(other_heads).state_dict()
    for name, weight in first.items():
        assert torch.equal(again[name], weight) == (name != "sentence_heads.bias")
    with pytest.raises(ConfigError, match="learned in other steps, or from another start"):
        detector(start, 8)
    with torch.no_grad():
        other_heads.encoder.embeddings.word_embeddings.weight += 1
    with pytest.raises(ConfigError, match=r"detector\.safetensors: learned"):
        detector(other_heads)


def test_a_model_is_held_to_the_detector_in_the_cache_or_to_itself(tmp_path, start):
    alone = made.kept_detector(7, start, tmp_path).state_dict()
    assert all(torch.equal(alone[name], weight) for name, weight in start.state_dict().items())
    learned = {"case.weight": start.case.weight.detach() + 1}
    save_file(learned, tmp_path / "detector.safetensors", {"steps": "7", "start": "another"})
    before = start.case.weight.detach().clone()
    held = made.kept_detector(7, start.train(), tmp_path)
    assert torch.equal(start.case.weight, before)  # what is trained is not its own detector
    assert torch.equal(held.case.weight, learned["case.weight"])
    assert torch.equal(held.trunk[0].weight, start.trunk[0].weight)
    assert not held.training
    with pytest.raises(ConfigError, match="learned in other steps"):
        made.kept_detector(8, start, tmp_path)
