"""Sentences known by fingerprints, lengths and sketches find those they stand for."""

from hypothesis import given
from hypothesis import strategies as st

from mtqa.compare.difference import Unit
from mtqa.gate.baseline import KnownSentence
from mtqa.gate.likeness import sketch
from mtqa.gate.pairing import pairs


def known(names: str, words: int = 10, score: float | None = 50.0) -> list[KnownSentence]:
    return [KnownSentence(name, score, words) for name in names]


def found(old: list[KnownSentence], new: list[KnownSentence]) -> list[tuple[tuple[int, ...], bool]]:
    return [(pair.new, pair.is_same) for pair in pairs(old, new)]


def test_equal_sentences_are_anchors() -> None:
    assert found(known("abc"), known("axc")) == [((0,), True), ((1,), False), ((2,), True)]
    (_, changed, _) = pairs(known("abc"), known("axc", score=20.0))
    assert changed.unit == Unit(500.0, 10, 200.0, 10)


def test_what_is_the_same_keeps_its_score() -> None:
    (pair,) = pairs(known("a"), known("a", score=20.0))
    assert pair.unit == Unit(500.0, 10, 500.0, 10)


def test_one_sentence_for_two_and_two_for_one() -> None:
    long, short = known("b", 20), known("xy", 10)
    (one,) = pairs(long, short)
    assert (one.new, one.unit) == ((0, 1), Unit(1000.0, 20, 1000.0, 20))
    (other,) = pairs(short, long)
    assert (other.new, other.unit) == ((0,), Unit(1000.0, 20, 1000.0, 20))


def test_a_gap_is_cut_where_lengths_agree() -> None:
    old = [*known("a", 30), *known("b", 10)]
    new = [*known("x", 10), *known("y", 20), *known("z", 10)]
    assert found(old, new) == [((0, 1), False), ((2,), False)]


def test_what_has_no_counterpart_stands_alone() -> None:
    added = list(pairs(known("a"), known("axy")))
    assert [pair.new for pair in added] == [(0,), (1,), (2,)]
    assert added[1].unit == Unit(0.0, 0, 500.0, 10)
    removed = list(pairs(known("abc"), known("a")))
    assert [pair.unit.new_words for pair in removed] == [10, 0, 0]


def test_a_sentence_without_a_score_weighs_nothing() -> None:
    (pair,) = pairs(known("a"), known("x", score=None))
    assert pair.unit == Unit(500.0, 10, 0.0, 0)


def said(*texts: str, score: float = 50.0) -> list[KnownSentence]:
    """Sentences that are known by their words."""
    counts = [len(text.split()) for text in texts]
    return [
        KnownSentence(text, score, count, sketch=sketch(text, count))
        for text, count in zip(texts, counts, strict=True)
    ]


RAUSCHER = "senate president rauscher said the policy should be discussed with care by all sides"
VALAO = "the socialist lawmaker valao argued that his country must accept more of them at once"


def test_sentences_that_are_cut_elsewhere_are_held_against_each_other_together() -> None:
    words = f"{RAUSCHER} {VALAO}".split()
    new = said("senate", " ".join(words[1:]), score=40.0)
    (pair,) = pairs(said(RAUSCHER, VALAO), new)
    assert (pair.new, pair.lost) == ((0, 1), 10.0)
    assert pair.likeness is not None
    assert pair.likeness > 0.9


def test_one_that_was_added_beside_one_that_was_edited_stands_alone() -> None:
    edited = RAUSCHER.replace("care", "great care")
    long = f"{VALAO} because a committee had written so before anybody asked them or knew"
    found_for = [pair.new for pair in pairs(said(RAUSCHER), said(long, edited))]
    assert found_for == [(0,), (1,)]
    found_for = [pair.new for pair in pairs(said(long, RAUSCHER), said(edited))]
    assert found_for == [(), (0,)]
    for short in ("officials sighed", "they waited for the others outside the hall", VALAO):
        found_for = [pair.new for pair in pairs(said(RAUSCHER), said(edited, short))]
        assert found_for == [(0,), (1,)]


def test_a_sentence_loses_what_its_weakest_part_does() -> None:
    first, second = RAUSCHER.split("policy")
    parts = [*said(f"{first}policy", score=48.0), *said(second, score=20.0)]
    (pair,) = pairs(said(RAUSCHER), parts)
    assert (pair.new, pair.lost) == ((0, 1), 30.0)


def test_two_that_were_cut_elsewhere_lose_nothing() -> None:
    words = f"{RAUSCHER} {VALAO}".split()
    old = [*said(" ".join(words[:9]), score=95.0), *said(" ".join(words[9:]), score=62.0)]
    new = [*said(" ".join(words[:14]), score=95.0), *said(" ".join(words[14:]), score=62.0)]
    assert max(pair.lost or 0.0 for pair in pairs(old, new)) == 0.0


def test_what_is_not_known_by_its_words_has_no_likeness() -> None:
    (pair,) = pairs(known("a"), said(RAUSCHER))
    assert (pair.likeness, pair.lost) == (None, 0.0)
    (pair,) = pairs(known("a"), known("x", score=None))
    assert pair.lost is None


def test_a_very_large_gap_is_cut() -> None:
    old = said(*(f"{RAUSCHER} number {n}" for n in range(150)))
    new = said(*(f"{RAUSCHER} number {n} again" for n in range(150)))
    assert [pair.new for pair in pairs(old, new)] == [(n,) for n in range(150)]


SENTENCES = st.lists(
    st.builds(
        KnownSentence,
        st.sampled_from("abcdef"),
        st.floats(0, 100),
        st.integers(0, 40),
        sketch=st.none() | st.integers(0, 2**128 - 1),
    ),
    max_size=12,
)


@given(SENTENCES, SENTENCES)
def test_every_sentence_is_there_once_and_in_order(
    old: list[KnownSentence], new: list[KnownSentence]
) -> None:
    made = list(pairs(old, new))
    assert [i for pair in made for i in pair.new] == list(range(len(new)))
    assert sum(pair.unit.old_words for pair in made) == sum(one.words for one in old)
