from random import Random

import pytest

from mtqa.training.lexical import LexicalTranslator

# Every word meets its own rendering in all of its sentences and no other word in all of them.
PAIRS = [
    ("der hund schläft", "the dog sleeps"),
    ("der hund bellt", "the dog barks"),
    ("die katze schläft", "the cat sleeps"),
    ("die katze frisst", "the cat eats"),
    ("der vogel frisst", "the bird eats"),
    ("ein vogel singt", "a bird sings"),
    ("ein hund singt", "a dog sings"),
    ("die maus bellt", "the mouse barks"),
] * 3


@pytest.fixture(scope="module")
def translator():
    return LexicalTranslator(PAIRS, rounds=30)


@pytest.mark.parametrize(
    ("source", "rendered"),
    [("hund", "Dog"), ("katze", "Cat"), ("vogel", "Bird"), ("frisst", "Eats")],
)
def test_learns_the_dictionary(translator, source, rendered):
    found = [translator.translate(source, Random(seed), temperature=0.2) for seed in range(20)]
    assert found == [rendered] * 20


def test_keeps_the_order_of_the_source_and_its_marks(translator):
    text = translator.translate("Hund, Katze: vogel!", Random(0), temperature=0.2)
    assert text == "Dog, cat: bird!"


def test_unknown_words_stay(translator):
    assert translator.translate("Kängurus 1.000", Random(0)) == "Kängurus 1.000"


def test_a_seed_gives_one_result(translator):
    once, again = (
        [translator.translate("der hund singt", Random(s), temperature=3) for s in range(20)]
        for _ in range(2)
    )
    assert once == again
    assert len(set(once)) > 3  # hot enough to differ


def test_few_rounds_leave_the_table_vague():
    vague = LexicalTranslator(PAIRS, rounds=1)
    found = {vague.translate("hund", Random(seed)) for seed in range(60)}
    assert {"Dog", "The"} <= found


def test_options_limit_the_choice():
    single = LexicalTranslator(PAIRS, rounds=1, options=1)
    assert len({single.translate("singt", Random(seed), temperature=9) for seed in range(40)}) == 1


def test_nothing_in_nothing_out(translator):
    assert translator.translate("", Random(0)) == ""
