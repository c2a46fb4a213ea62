import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.compare.sentences import pair_sentences
from mtqa.types import Segment

A = "The council met on Monday to discuss the new bridge."
B = "Nobody spoke against the plan of the mayor."
C = "Work will begin in the spring, said the engineer."


def segments(*texts: str) -> list[Segment]:
    return [Segment(text) for text in texts]


def test_equal_articles() -> None:
    assert pair_sentences(segments(A, B, C), segments(A, B, C)) == ((0, 0), (1, 1), (2, 2))


def test_a_sentence_put_in() -> None:
    new = segments(A, "The river is wide here, and cold.", B, C)
    assert pair_sentences(segments(A, B, C), new) == ((0, 0), (None, 1), (1, 2), (2, 3))


def test_a_sentence_taken_out() -> None:
    assert pair_sentences(segments(A, B, C), segments(A, C)) == ((0, 0), (1, None), (2, 1))


def test_changed_sentences_are_known_by_their_words() -> None:
    old = segments(A, B, C)
    new = segments(
        "The council has met on a Monday to discuss a new bridge.",
        "Rain fell all day in the valley.",
        "Work begins in the spring, the engineer said.",
    )
    assert pair_sentences(old[:1] + old[2:], new) == ((0, 0), (None, 1), (1, 2))


def test_as_many_on_both_sides_are_taken_one_by_one() -> None:
    new = segments(A, "No one was heard to object.", C)
    assert pair_sentences(segments(A, B, C), new) == ((0, 0), (1, 1), (2, 2))


def test_a_sentence_cut_in_two() -> None:
    new = segments(A, "Nobody spoke against the plan.", "The mayor smiled.", C)
    assert pair_sentences(segments(A, B, C), new) == ((0, 0), (1, 1), (None, 2), (2, 3))


def test_sources_decide_where_all_are_known() -> None:
    old = [Segment("One.", source="Eins."), Segment("Two.", source="Zwei.")]
    new = [Segment("Two.", source="Eins."), Segment("One.", source="Zwei.")]
    assert pair_sentences(old, new) == ((0, 0), (1, 1))
    without = [Segment("Two.", source="Eins."), Segment("One.")]
    assert pair_sentences(old, without) == ((None, 0), (0, 1), (1, None))


def test_a_gap_too_large_for_the_table_is_paired_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtqa.compare.sentences._CELLS", 3)
    assert pair_sentences(segments("A b.", "C d."), segments("E f.", "A x b.")) == ((0, 0), (1, 1))


TEXTS = st.lists(st.sampled_from([A, B, C, A[:30], B[:20], "", "好的。", "x"]), max_size=7)


@given(TEXTS, TEXTS)
def test_every_sentence_stands_once_and_in_order(old: list[str], new: list[str]) -> None:
    places = pair_sentences(segments(*old), segments(*new))
    assert [i for i, _ in places if i is not None] == list(range(len(old)))
    assert [j for _, j in places if j is not None] == list(range(len(new)))
    assert (None, None) not in places
