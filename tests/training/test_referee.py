"""Who reads a reference beside the output: what it learns from, and what it says."""

import json
from dataclasses import replace
from random import Random

import pandas as pd
import pytest
import torch
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from mtqa.scorers.network import Network, NetworkConfig, Outputs
from mtqa.training.referee import (
    REFEREE,
    preferred_groups,
    rated_groups,
    referee_mixture,
    refereed,
)
from mtqa.training.train import train

SHAPE = NetworkConfig(
    vocabulary=200, hidden=16, layers=1, heads=2, feed_forward=32, positions=64, trunk=16
)
KEPT = frozenset({"The human sentence of the year 2021."})


def ratings(*rows):
    columns = ("segment", "system", "target", "score")
    frame = pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return frame.assign(dataset="news", year=2020, document="d", spans="[]", split="train")


def segment(name, *, people=("Human-A.0", "Human-B.0")):
    human = [(name, system, f"{system} says {name}.", -1.0) for system in people]
    return [*human, *((name, f"MT.{i}", f"Output {i} of {name}.", -5.0 * i) for i in range(2))]


def references(groups):
    return {example.text: example.reference for group in groups for example in group}


def test_outputs_stand_beside_a_human_translation_and_this_beside_the_other_one():
    found = references(rated_groups(ratings(*segment("1"), *segment("2")), KEPT))
    a, b = (f"Human-{name}.0 says 1." for name in "AB")
    assert found[a] == b
    assert found[b] == a
    assert {found[f"Output {i} of 1."] for i in range(2)} == {a}
    assert {found[f"Output {i} of 2."] for i in range(2)} == {"Human-B.0 says 2."}  # by turns


def test_nothing_is_its_own_reference():
    same = ("1", "MT.1", "The only human translation.", -2.0)
    human = ("1", "ref", "The only human translation.", -1.0)
    found = references(rated_groups(ratings(same, human, ("1", "MT.2", "Other.", 0.0)), KEPT))
    assert found == {"Other.": "The only human translation."}


def test_a_segment_that_nobody_translated_is_left_out():
    assert rated_groups(ratings(*segment("1", people=())), KEPT) == []


def test_labels_are_those_of_the_ratings():
    frame = ratings(*segment("1"))
    frame.loc[3, "spans"] = json.dumps([[0, 6, "major", "Other"]])
    (group,) = rated_groups(frame, KEPT)
    by_text = {example.text: example for example in group}
    assert by_text["Output 1 of 1."].penalty == 5.0
    (mark,) = by_text["Output 1 of 1."].marks
    assert (mark.start, mark.end, mark.error, mark.major) == (0, 6, 1.0, 1.0)


def test_ratings_for_development_and_kept_sentences_teach_nothing():
    (kept,) = KEPT
    rows = segment("1", people=("ref.B",))
    frame = ratings(*rows, ("1", "ref.A", kept, 0.0), *segment("2"), *segment("3", people=()))
    frame.loc[frame.segment == "2", "split"] = "dev"
    frame.loc[len(frame)] = {**frame.iloc[0], "segment": "3", "system": "ref", "target": kept}
    found = references(rated_groups(frame, KEPT))
    assert set(found) == {f"Output {i} of 1." for i in range(2)}
    assert set(found.values()) == {"ref.B says 1."}


def preferred(*rows):
    return pd.DataFrame(rows, columns=["target", "worse", "reference"])


def test_preferred_outputs_are_better_beside_the_same_reference():
    (kept,) = KEPT
    frame = preferred(("Fine.", "Odd.", "Human."), ("Fine.", "Odd.", kept), (kept, "Odd.", "Yes."))
    ((better, worse),) = preferred_groups(frame, KEPT)
    assert (better.text, worse.text) == ("Fine.", "Odd.")
    assert better.reference == worse.reference == "Human."
    assert better.quality > worse.quality
    assert better.weight == worse.weight == 0.5


def test_a_referee_is_trained_like_any_network(tokenizer, tmp_path):
    frame = ratings(*segment("1"), *segment("2"))
    mixture = referee_mixture(frame, preferred(("Fine.", "Odd.", "Human.")), KEPT, tokenizer)
    assert mixture.shares == REFEREE.shares
    drawn = mixture.groups(Random(0))
    assert all(e.reference for _ in range(20) for e in next(drawn))
    torch.manual_seed(0)
    config = replace(REFEREE, steps=2, batch_tokens=100, pool=2, max_tokens=20)
    train(Network(SHAPE), mixture, tokenizer, config, tmp_path)
    assert (tmp_path / "model.safetensors").exists()


class Sees(Network):
    """Says that tokens of some words are wrong, and the price is the width of what it reads."""

    def __init__(self, tokenizer, **wrong):
        super().__init__(SHAPE)
        self.wrong = {tokenizer.token_to_id(word): logits for word, logits in wrong.items()}

    def forward(self, ids, case, mask, side):
        tokens = torch.full((*ids.shape, 3), -9.0)
        for number, logits in self.wrong.items():
            tokens[ids == number] = torch.tensor([*logits, 0.0])
        price = torch.logit(mask.sum(1) / 25)
        return Outputs(price, price, price, price, *tokens.unbind(-1))


def sure(share):
    return torch.logit(torch.tensor(share)).item()


@pytest.mark.parametrize("workers", [0, 1])
def test_every_output_is_priced_and_marked_in_its_own_row(tokenizer, workers):
    network = Sees(tokenizer, london=(sure(0.62), sure(0.3)), of=(sure(0.62), sure(0.9)))
    outputs = ["The minister of London, London.", "Houses.", "", "Paris praised of London"]
    frame = pd.DataFrame({"target": outputs, "reference": ["Early.", "London of London", "", "."]})
    found = refereed(frame, network, tokenizer, workers=workers)
    assert list(found.columns) == ["target", "reference", "penalty", "spans"]
    assert found.penalty.tolist() == [7 + 2 + 3, 2 + 3 + 3, 3, 4 + 1 + 3]
    marked = [
        [(text[start:end], *chances) for start, end, *chances in json.loads(spans)]
        for text, spans in zip(found.target, found.spans, strict=True)
    ]
    assert marked == [
        [("of", 0.6, 0.6), ("London", 0.6, 0.3), ("London", 0.6, 0.3)],
        [],  # what stands in the reference is not the output's fault
        [],
        [("of", 0.6, 0.6), ("London", 0.6, 0.3)],  # major is an error as well
    ]


def test_neighbours_alike_are_one_span_but_not_across_texts(tokenizer):
    network = Sees(tokenizer, houses=(0.0, -9.0), letters=(0.1, -9.0), paris=(-4.0, -9.0))
    frame = pd.DataFrame({"target": ["Paris houses letters", "letters, houses"]})
    found = refereed(frame.assign(reference="Vienna"), network, tokenizer)
    assert [json.loads(spans) for spans in found.spans] == [
        [[6, 20, 0.5, 0.0]],
        [[0, 7, 0.5, 0.0], [9, 15, 0.5, 0.0]],
    ]


def test_pieces_of_a_word_count_as_one():
    vocabulary = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 101, "[SEP]": 102, "lon": 5, "##don": 6, "is": 7}
    pieced = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    pieced.normalizer = normalizers.Lowercase()
    pieced.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    network = Sees(pieced, lon=(sure(0.9), -9.0), **{"##don": (sure(0.1), -9.0)})
    frame = pd.DataFrame({"target": ["Is London is"], "reference": ["London"]})
    (spans,) = refereed(frame, network, pieced).spans
    assert json.loads(spans) == [[3, 9, 0.5, 0.0]]


def test_a_long_output_is_judged_by_its_beginning(tokenizer):
    network = Sees(tokenizer, london=(9.0, 9.0))
    frame = pd.DataFrame({"target": ["London " * 50], "reference": ["houses " * 50]})
    found = refereed(frame, network, tokenizer, max_tokens=10)
    assert found.penalty.tolist() == [10 + 10 + 3]
    assert json.loads(found.spans[0]) == [[0, 10 * 7 - 1, 1.0, 1.0]]


def test_no_outputs_no_judgements(tokenizer):
    found = refereed(
        pd.DataFrame({"target": [], "reference": []}, dtype=str), Network(SHAPE), tokenizer
    )
    assert list(found.columns) == ["target", "reference", "penalty", "spans"]
    assert len(found) == 0
