"""Words replaced by a model that knows what fits, on a language of forty words."""

import json
from difflib import SequenceMatcher
from itertools import pairwise

import pandas as pd
import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertForMaskedLM

from mtqa.scorers.bert import Encoder, EncoderConfig
from mtqa.training.generator import Masking, masked_model, train
from mtqa.training.groups import HUMAN_PENALTY
from mtqa.training.replaced import replaced, replaced_groups
from mtqa.training.swaps import picked, spellings, words_of

SHAPE = EncoderConfig(vocabulary=160, hidden=32, layers=2, heads=4, feed_forward=64, positions=140)


@pytest.fixture(scope="module")
def texts(sentences: list[str]) -> list[str]:
    return [f"  {text}\N{NO-BREAK SPACE}…  \U0001f600" for text in sentences]


@pytest.fixture(scope="module")
def model(texts: list[str], tokenizer: Tokenizer) -> BertForMaskedLM:
    torch.manual_seed(0)
    model = masked_model(Encoder(SHAPE))
    train(model, texts, tokenizer, Masking(steps=60, batch_tokens=600, rate=3e-3))
    return model


@pytest.fixture(scope="module")
def frame(texts: list[str], model: BertForMaskedLM, tokenizer: Tokenizer) -> pd.DataFrame:
    return replaced(texts, model, tokenizer)


def test_most_sentences_have_twins(frame: pd.DataFrame, texts: list[str]) -> None:
    assert list(frame.columns) == ["sentence", "target", "spans", "penalty", "garbled"]
    assert set(frame.sentence) <= set(texts)
    assert len(frame) > 1.5 * len(texts)
    assert frame.target.is_unique


def test_nothing_changes_but_the_marked_words(frame: pd.DataFrame, tokenizer: Tokenizer) -> None:
    for sentence, target, spans in zip(frame.sentence, frame.target, frame.spans, strict=True):
        kept_end = at = 0
        for start, end, *_ in json.loads(spans):
            between = target[kept_end:start]
            assert sentence[at : at + len(between)] == between
            at += len(between)
            old = sentence[at:].split(None, 1)[0].rstrip(".")
            new = target[start:end]
            assert tokenizer.token_to_id(new.lower())
            assert new[:4].lower() != old[:4].lower()
            assert new[0].isupper() == old[0].isupper()
            at, kept_end = at + len(old), end
        assert target[kept_end:] == sentence[at:]


def test_names_stand_for_names(frame: pd.DataFrame) -> None:
    for sentence, target in zip(frame.sentence, frame.target, strict=True):
        for old, new in zip(sentence.split()[2:], target.split()[2:], strict=True):
            assert old[0].isupper() == new[0].isupper()


def test_labels_are_in_range_and_graver_words_cost_more(frame: pd.DataFrame) -> None:
    for spans, penalty, garbled in zip(frame.spans, frame.penalty, frame.garbled, strict=True):
        marks = json.loads(spans)
        assert all(0 <= major <= error <= 1 for _, _, error, major in marks)
        assert all(left[1] <= right[0] for left, right in pairwise(marks))
        assert penalty == pytest.approx(min(25, sum(4 * m[3] + m[2] for m in marks)))
        assert 0 <= garbled <= 1
    assert frame.garbled.max() > 0


def test_a_word_that_fits_as_well_is_no_error(frame: pd.DataFrame, tokenizer: Tokenizer) -> None:
    """Of the words of this language, those of the same list of eight fit, and no others."""
    first = tokenizer.token_to_id("minister")
    kinds = {tokenizer.id_to_token(first + place): place // 8 for place in range(40)}
    like: dict[bool, list[float]] = {True: [], False: []}
    for sentence, target, spans in zip(frame.sentence, frame.target, frame.spans, strict=True):
        errors = {target[start:end].lower(): error for start, end, error, _ in json.loads(spans)}
        for old, new in zip(_bare(sentence), _bare(target), strict=True):
            if new in errors and old != new and old in kinds and new in kinds:
                like[kinds[old] == kinds[new]].append(errors[new])
    same, other = like[True], like[False]
    assert sum(same) / len(same) < sum(other) / len(other)


def _bare(text: str) -> list[str]:
    return [word.strip(".").lower() for word in text.split()]


def test_one_seed_gives_one_result_and_another_another(
    frame: pd.DataFrame, texts: list[str], model: BertForMaskedLM, tokenizer: Tokenizer
) -> None:
    pd.testing.assert_frame_equal(replaced(texts, model, tokenizer), frame)
    assert not replaced(texts, model, tokenizer, seed=12).target.equals(frame.target)


def test_a_clean_sentence_stands_with_its_twins(frame: pd.DataFrame) -> None:
    groups = replaced_groups(frame)
    assert sum(len(group) - 1 for group in groups) == len(frame)
    for clean, *twins in groups:
        assert (clean.garbled, clean.penalty, clean.quality) == (0.0, HUMAN_PENALTY, 0.0)
        assert clean.marks == ()
        for twin in twins:
            assert twin.marks
            assert twin.quality is not None
            assert twin.quality < 0
            assert twin.penalty is not None
            assert twin.penalty >= HUMAN_PENALTY
            assert SequenceMatcher(None, clean.text, twin.text).ratio() > 0.4


def test_no_sentence_no_twin(model: BertForMaskedLM, tokenizer: Tokenizer) -> None:
    frame = replaced(["", "Short one.", "12 34 56 78 90 12"], model, tokenizer)
    assert frame.empty
    assert replaced_groups(frame) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The doctor's driver", ["The", "doctor", "driver"]),
        ("the driver'll praised", ["the", "praised"]),
        ("of 120 CAFÉ driver, paris.", ["driver", "paris"]),
        ("driverdoctor", []),
    ],
)
def test_words_that_may_be_replaced(text: str, expected: list[str], tokenizer: Tokenizer) -> None:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    assert [text[place.start : place.end] for place in words_of(text, encoding)] == expected


def test_capitals_and_names_in_lower_case_are_left_alone(tokenizer: Tokenizer) -> None:
    from random import Random

    texts = ["he saw Paris early"] * 3 + ["the DRIVER saw paris early"]
    encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
    words = [words_of(*pair) for pair in zip(texts, encodings, strict=True)]
    spelling = spellings(texts, words)
    rng = Random(0)
    chosen = {
        texts[3][place.start : place.end]
        for _ in range(50)
        for place in picked(texts[3], words[3], spelling, rng)
    }
    assert chosen == {"early"}
