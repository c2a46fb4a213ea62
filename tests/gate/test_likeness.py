"""How alike two sentences are is told by 128 bits of each."""

from random import Random
from statistics import pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.gate import likeness
from mtqa.gate.likeness import sketch, unshared
from mtqa.gate.noise import ANEW, FEW, LEAST, LOST, much
from mtqa.text.words import word_weight


def differing(one: str, other: str) -> float:
    old, new = word_weight(one), word_weight(other)
    bits = sketch(one, old), sketch(other, new)
    assert bits[0] is not None
    assert bits[1] is not None
    return unshared(bits[0] ^ bits[1], old, new)


def test_order_capitals_and_marks_do_not_count() -> None:
    assert differing("The old bridge fell.", "fell bridge, OLD the") == 0


def test_a_word_that_stands_twice_counts_twice() -> None:
    assert differing("the old bridge", "the old old bridge") == pytest.approx(1, abs=0.1)
    assert differing("the old bridge", "the old old old bridge") >= 2


def test_the_estimate_is_near_the_truth() -> None:
    rng, vocabulary = Random(0), [f"w{n}" for n in range(5_000)]
    for changed in (2, 5, 10):
        errors = []
        for _ in range(200):
            words = rng.sample(vocabulary, 30 + changed)
            told = differing(" ".join(words[:30]), " ".join(words[changed:]))
            errors.append(told - 2 * changed)
        assert abs(sum(errors)) / 200 < 0.1 * 2 * changed
        assert sum(map(abs, errors)) / 200 < 0.2 * 2 * changed


def test_how_far_the_estimate_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """The figures that `BITS` tells."""
    vocabulary = [f"w{n}" for n in range(5_000)]

    def spread() -> float:
        rng = Random(0)
        drawn = (rng.sample(vocabulary, 40) for _ in range(600))
        return pstdev(differing(" ".join(w[:25]), " ".join(w[15:])) for w in drawn)

    def strangers(size: int) -> float:
        rng = Random(0)
        drawn = [rng.sample(vocabulary, 2 * size) for _ in range(400)]
        told = (differing(" ".join(w[:size]), " ".join(w[size:])) for w in drawn)
        return sum(unlike <= size for unlike in told) / len(drawn)

    assert spread() == pytest.approx(4.5, abs=0.5)
    assert strangers(100) == pytest.approx(0.03, abs=0.02)
    assert strangers(200) == pytest.approx(0.27, abs=0.06)
    monkeypatch.setattr(likeness, "BITS", 64)
    assert spread() == pytest.approx(7.7, abs=0.8)


def test_texts_that_share_nothing_are_told_from_those_that_share_half() -> None:
    words = [f"w{n}" for n in range(60)]
    none, half = " ".join(words[30:]), " ".join(words[15:45])
    assert differing(" ".join(words[:30]), none) > differing(" ".join(words[:30]), half) > 20


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_is_never_less_than_none_nor_more_than_all(one: str, other: str) -> None:
    old, new = word_weight(one), word_weight(other)
    bits = sketch(one, old), sketch(other, new)
    if bits[0] is not None and bits[1] is not None:
        assert abs(old - new) <= unshared(bits[0] ^ bits[1], old, new) <= old + new


@pytest.mark.parametrize("text", ["", "\ud800 evil \x1b[31m", "\u4e2d\u56fd\u4eba\u6c11"])
def test_any_text_whose_words_are_known_has_a_sketch(text: str) -> None:
    assert sketch(text, word_weight(text)) is not None


def test_where_words_are_an_estimate_there_is_none() -> None:
    thai = "\u0e1b\u0e23\u0e30\u0e40\u0e17\u0e28\u0e44\u0e17\u0e22\u0e21\u0e35"
    assert sketch(thai, word_weight(thai)) is None


def test_the_more_of_a_sentence_stayed_the_less_it_may_lose() -> None:
    points = [much(share / 100) for share in range(50, 101)]
    assert points == sorted(points, reverse=True)
    assert (points[0], points[-1]) == (LOST, LEAST)
    assert much(None) == LOST
    assert much(0.8, 1) == pytest.approx(FEW[0] * much(0.8))
    assert much(0.8, 2) == pytest.approx(FEW[1] * much(0.8))
    assert much(0.9, 3) == much(0.9)
    assert much(1.0, 1) == LEAST


def test_a_sentence_that_is_new_may_lose_little_however_many_are() -> None:
    assert {much(share / 100, changed) for share in range(50) for changed in (1, 2, 3)} == {ANEW}
    assert LEAST < ANEW < FEW[0] * LOST
