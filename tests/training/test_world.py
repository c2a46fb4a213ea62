from random import Random

import numpy as np
import pytest
from tokenizers import Tokenizer, models

from mtqa.training.world import World

SENTENCES = ["The cat sat.", "The cat ran!", "A dog sat; the end."] * 3


@pytest.fixture
def small(tokenizer, embeddings):
    return World(SENTENCES, ["eins zwei drei vier fünf"], embeddings, tokenizer)


def test_a_follower_stood_behind_the_word_somewhere(small):
    found = {small.after("The", Random(seed)) for seed in range(60)}
    assert found == {"cat", "end"}
    assert {small.after('"Cat,', Random(seed)) for seed in range(60)} == {"sat", "ran"}
    assert small.after("end", Random(0)) is None


def test_a_word_after_two_stood_there_or_at_least_behind_the_second(small):
    assert {small.after_two("The", "cat", Random(seed)) for seed in range(60)} == {"sat", "ran"}
    assert small.after_two("A", "dog", Random(0)) == "sat"
    assert {small.after_two("never", "the", Random(seed)) for seed in range(60)} == {"cat", "end"}


def test_the_usual_word_is_mostly_the_most_frequent(small):
    drawn = [small.usual("the", Random(seed)) for seed in range(400)]
    assert set(drawn) == {"cat", "end"}
    assert drawn.count("cat") > 300  # 0.75 and half of the rest
    assert small.usual("end", Random(0)) is None


def test_names_keep_their_capital(tokenizer, embeddings):
    world = World(["We saw Paris.", "Paris saw us.", "Us saw we."], [], embeddings, tokenizer)
    assert {world.after("saw", Random(seed)) for seed in range(40)} == {"Paris", "us", "we"}


def test_a_confused_word_is_what_was_written_for_it(tokenizer, embeddings):
    world = World(SENTENCES, ["eins"], embeddings, tokenizer, {"cat": ["cut", "rat"]})
    assert {world.confused("Cat,", Random(seed)) for seed in range(30)} == {"cut", "rat"}
    assert world.confused("dog", Random(0)) is None


def test_frequent_words_are_drawn_more_often(small):
    rng = Random(3)
    drawn = [small.any_word(rng) for _ in range(3000)]
    assert set(drawn) == {"the", "cat", "sat", "ran", "a", "dog", "end"}
    # 9 against 3 in the text, to the power 0.75: 2.28 times as often
    assert 1.9 < drawn.count("the") / drawn.count("dog") < 2.7


def test_a_walk_has_the_size_asked_for_and_follows_the_text(small):
    walk = small.walk("The", 12, Random(5))
    assert len(walk) == 12
    assert walk[0] == "The"
    assert walk == small.walk("The", 12, Random(5))
    assert walk[1] in {"cat", "end"}


def test_foreign_words_stand_in_a_row(small):
    for seed in range(20):
        assert " ".join(small.foreign(2, Random(seed))) in "eins zwei drei vier fünf"
    assert len(small.foreign(3, Random(0))) == 3
    assert len(small.foreign(9, Random(0))) == 5


def test_sentences_are_given_back(small):
    assert {small.sentence(Random(seed)) for seed in range(30)} == set(SENTENCES)


def test_too_few_words_have_no_neighbours(small):
    assert small.near("cat", Random(0)) is None


def test_neighbours_are_near_in_meaning_and_no_form_of_the_word():
    # Forty words on a circle, spelt so that each differs from its neighbours in four letters.
    words = [chr(97 + i % 26) * 3 + chr(97 + i // 26) + "x" for i in range(40)]
    tiny = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token=words[0]))
    angles = np.arange(40) * 2 * np.pi / 40
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    world = World([" ".join(words)] * 6, ["eins"], circle, tiny)
    near = {world.near(words[20], Random(seed)) for seed in range(400)}
    distances = sorted(abs(words.index(word) - 20) for word in near)
    assert words[20] not in near
    assert max(distances) == 14  # 28 places around, the nearest four of them left out
    assert min(distances) >= 2
    assert len(near) == 24
