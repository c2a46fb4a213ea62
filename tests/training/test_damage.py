from itertools import pairwise
from random import Random
from statistics import fmean

import pytest

from mtqa.training.damage import Mark, damage
from mtqa.training.kinds_heavy import HEAVY
from mtqa.training.kinds_light import LIGHT, MEANING
from mtqa.training.pieces import FUNCTION_WORDS

KINDS = [*LIGHT, *HEAVY]
SENTENCE = "The old minister praised 120 letters of London quickly, and counted the quiet gardens."
SEEDS = range(40)


@pytest.fixture
def hurt(world):
    """Forty damages of one kind to one sentence, those that took."""

    def many(kind, sentence=SENTENCE):
        found = (damage(sentence, world, Random(seed), kind=kind) for seed in SEEDS)
        return [item for item in found if item]

    return many


def covered(text: str, marks: tuple[Mark, ...]) -> list[bool]:
    """Which words of the text stand in a mark, none of them by half."""
    found, at = [], 0
    for word in text.split(" "):
        inside = [m.start <= at and at + len(word) <= m.end for m in marks]
        touched = [m.start < at + len(word) and at < m.end for m in marks]
        assert inside == touched
        found.append(any(inside))
        at += len(word) + 1
    return found


def test_the_order_of_the_kinds_is_kept_since_they_are_drawn_by_it():
    assert list(LIGHT) == [
        *("plausible_word", "wrong_sense", "confused_word", "unrelated_word", "function_word"),
        *(
            "dropped_span",
            "doubled_span",
            "moved_span",
            "swapped_roles",
            "wrong_form",
            "stray_mark",
            "fragment",
        ),
        *("spliced", "untranslated", "broken_number_or_name", "lost_case", "glued_or_split"),
    ]
    assert list(HEAVY) == [
        *(
            "walk",
            "tail_walk",
            "fluent_walk",
            "usual_walk",
            "loop",
            "stutter",
            "echo",
            "circling",
            "shuffled",
            "jumbled",
            "salad",
            "many",
        ),
        "wrong_senses",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_gives_one_result(kind, hurt):
    assert hurt(kind) == hurt(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_labels_and_marks_are_in_range(kind, hurt):
    found = hurt(kind)
    assert len(found) > len(SEEDS) / 2
    for item in found:
        assert item.kind == kind
        assert item.text != SENTENCE
        assert 0 <= item.garbled <= 1
        assert 1 <= item.penalty <= 25
        ends = [(m.start, m.end) for m in item.marks]
        assert all(0 <= start < end <= len(item.text) for start, end in ends)
        assert all(a < b for (_, a), (b, _) in pairwise(ends))
        assert any(covered(item.text, item.marks))
        assert all(m.error == 1 and m.major in (0, 1) for m in item.marks)


@pytest.mark.parametrize(
    "kind", ["plausible_word", "wrong_sense", "unrelated_word", "wrong_form", "wrong_senses"]
)
def test_marks_are_on_the_changed_words_and_no_others(kind, hurt):
    for item in hurt(kind):
        pairs = zip(item.text.split(), SENTENCE.split(), strict=True)
        changed = [new != old for new, old in pairs]
        assert covered(item.text, item.marks) == changed


def test_a_doubled_span_stands_twice_and_its_second_copy_is_marked(hurt):
    for item in hurt("doubled_span"):
        (mark,) = item.marks
        copy = item.text[mark.start : mark.end]
        assert item.text[: mark.start].endswith(f"{copy} ")
        assert item.text[: mark.start] + item.text[mark.end + 1 :] == SENTENCE or (
            f"{item.text[: mark.start]}".rstrip() == SENTENCE
        )
        assert mark.major == (len(copy.split()) > 2)


def test_a_circling_sentence_says_its_end_again(hurt):
    plain = SENTENCE.rstrip(".").replace(",", "")
    for item in hurt("circling"):
        assert len(item.text.split()) > len(SENTENCE.split())
        assert item.text.replace(",", "").startswith(plain)
        assert {mark.major for mark in item.marks} == {1.0}


def test_an_echo_has_only_words_of_the_sentence(hurt):
    own = {word.strip(".,").lower() for word in SENTENCE.split()}
    for item in hurt("echo"):
        assert {word.strip(".,").lower() for word in item.text.split()} < own


@pytest.mark.parametrize("kind", ["walk", "tail_walk", "fluent_walk", "usual_walk"])
def test_a_walk_spells_names_as_the_text_does_and_does_not_end_in_the_air(kind, hurt):
    for item in hurt(kind):
        words = [word.strip(".,;:!?") for word in item.text.split()]
        assert not {"london", "paris", "berlin", "madrid"} & set(words)
        assert words[-1].lower() not in FUNCTION_WORDS or len(words) == 1


def test_a_loop_repeats_what_stood_before_it(hurt):
    for item in hurt("loop"):
        (mark,) = item.marks
        looped = item.text[mark.start : mark.end].split()
        before = item.text[: mark.start].replace(".", "").replace(",", "").split()
        looped = [word.rstrip(".,") for word in looped]
        size = next(n for n in range(1, 7) if looped == (looped[:n] * len(looped))[: len(looped)])
        assert len(looped) >= 2 * size
        assert before[-size:] == looped[:size]


def test_a_stutter_says_words_twice(hurt):
    for item in hurt("stutter"):
        words = item.text.split()
        marked = covered(item.text, item.marks)
        assert [w for w, m in zip(words, marked, strict=True) if not m] == SENTENCE.split()
        assert sum(marked) >= 1


def test_shuffled_keeps_the_words(hurt):
    for item in hurt("shuffled"):
        assert sorted(item.text.split()) == sorted(SENTENCE.split())
        assert item.garbled == 1
        assert item.marks == (Mark(0, len(item.text), 1.0, 1.0),)


def test_a_dropped_span_marks_the_word_behind_the_gap(hurt):
    for item in hurt("dropped_span"):
        (mark,) = item.marks
        before, rest = item.text[: mark.start], item.text[mark.start :]
        assert SENTENCE.startswith(before)
        assert SENTENCE.endswith(rest)
        assert " " not in item.text[mark.start : mark.end]


def test_untranslated_words_are_of_the_other_language(hurt):
    for item in hurt("untranslated"):
        (mark,) = item.marks
        assert item.text[mark.start : mark.end] in "Der Minister sprach gestern in Wien"


def test_heavy_kinds_are_worse_than_light_ones(hurt):
    mean = {k: fmean(item.garbled for item in hurt(k)) for k in KINDS}
    assert fmean(mean[k] for k in LIGHT) < 0.4 < 0.7 < fmean(mean[k] for k in HEAVY)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("sentence", ["", "Yes.", "One two three."])
def test_a_short_sentence_is_left_alone(kind, sentence, hurt):
    assert hurt(kind, sentence) == []


@pytest.mark.parametrize("kind", KINDS)
def test_words_without_letters_do_no_harm(kind, hurt):
    for item in hurt(kind, "1 , — 22 «» . 4 5"):
        assert item.marks[-1].end <= len(item.text)


def test_without_a_kind_all_are_drawn(world):
    rng = Random(1)
    found = {item.kind for _ in range(1500) if (item := damage(SENTENCE, world, rng))}
    assert found == set(KINDS)


def test_a_kind_left_out_is_not_drawn(world):
    rng = Random(1)
    out = {"walk", "loop", *MEANING}
    drawn = (damage(SENTENCE, world, rng, without=out) for _ in range(1500))
    assert {item.kind for item in drawn if item} == set(KINDS) - out


def test_what_looks_the_same_is_no_damage(world):
    # A "capital" of a digit is the digit: marked, and yet unhurt.
    same = [damage("11 22 33 44 55", world, Random(seed), kind="lost_case") for seed in SEEDS]
    assert same == [None] * len(SEEDS)
