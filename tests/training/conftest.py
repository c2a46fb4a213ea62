"""A language of forty words, small enough to train on: sentences, tokenizer, world."""

from itertools import pairwise, product

import numpy as np
import pytest
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from mtqa.scorers.encode import CLS, SEP
from mtqa.training.world import World

WHO = ["minister", "farmer", "teacher", "doctor", "soldier", "driver", "writer", "singer"]
DID = ["praised", "visited", "painted", "cleaned", "followed", "counted", "answered", "ordered"]
WHAT = ["houses", "letters", "gardens", "bridges", "markets", "kitchens", "windows", "stories"]
WHERE = ["london", "paris", "berlin", "madrid", "vienna", "lisbon", "warsaw", "athens"]
HOW = ["quickly", "slowly", "gladly", "rarely", "quietly", "twice", "early", "late"]
WORDS = [*WHO, *DID, *WHAT, *WHERE, *HOW]


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    chosen = list(product(range(8), range(8)))
    return [
        f"The {WHO[a]} {DID[b]} 120 {WHAT[(a + b) % 8]} of {WHERE[(a * 3 + b) % 8].title()}"
        f" {HOW[(a + 2 * b) % 8]} and {DID[a]} the {WHAT[b]}."
        for a, b in chosen
    ]


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Whole words, with the special tokens where the encoder expects them."""
    vocabulary = {"[PAD]": 0, "[UNK]": 100, "[CLS]": CLS, "[SEP]": SEP}
    for word in [*WORDS, "the", "of", "and", "120", ".", ","]:
        vocabulary.setdefault(word, 101 + len(vocabulary))
    tiny = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tiny.normalizer = normalizers.Lowercase()
    tiny.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tiny


@pytest.fixture(scope="session")
def embeddings() -> np.ndarray:
    return np.random.default_rng(0).standard_normal((160, 8)).astype(np.float32)


@pytest.fixture(scope="session")
def world(sentences, tokenizer, embeddings) -> World:
    confused = {word: [other] for word, other in pairwise(WORDS)}
    foreign = ["Der Minister sprach gestern in Wien"]
    return World(sentences, foreign, embeddings, tokenizer, confused)
