"""Word labels from agreement between translations and from the tags of post-edits."""

import pytest

from mtqa.training.damage import Mark
from mtqa.training.word_labels import agreement_marks, tag_marks


def marked(text: str, marks: tuple[Mark, ...] | None) -> list[str]:
    assert marks is not None
    return [text[mark.start : mark.end] for mark in marks]


def test_words_that_no_other_translation_holds_are_marked() -> None:
    text = "The cattle left of grass, today."
    found = agreement_marks(text, 30, ["The town emptied today.", "They left town."])
    assert marked(text, found) == ["cattle", "of grass"]


def test_other_forms_of_a_word_agree() -> None:
    assert agreement_marks("Reports of Navalni", 10, ["report: Navalny's of"]) == ()


def test_a_short_word_between_two_wrong_ones_is_wrong_with_them() -> None:
    text = "cattle of grass sang"
    assert marked(text, agreement_marks(text, 30, ["It is of us"])) == [text]


@pytest.mark.parametrize(
    ("chrf", "error", "major"), [(5, 0.9, 0.78), (30, 0.65, 0.4), (50, 0.32, 0.1), (99, 0.3, 0.1)]
)
def test_the_farther_from_the_reference_the_surer_and_graver(
    chrf: float, error: float, major: float
) -> None:
    (mark,) = agreement_marks("cattle", chrf, ["town"])
    assert (mark.error, mark.major) == (error, major)


def test_tags_mark_words_and_not_gaps() -> None:
    text = "Twelve prawns, 1,000 of them."
    tags = "BAD OK OK OK BAD OK OK BAD OK BAD OK OK OK OK OK OK OK"
    found = tag_marks(text, " ".join(tags.split()[:15]), 10)
    assert marked(text, found) == ["1,000 of"]
    assert found is not None
    assert found[0].major == 0.8


def test_the_better_the_assessment_the_lighter_the_tags() -> None:
    (mark,) = tag_marks("prawns", "OK BAD OK", 85) or ()
    assert (mark.error, mark.major) == (0.8, 0.0)


def test_tags_of_other_words_tell_nothing() -> None:
    assert tag_marks("Two words", "OK BAD OK", 10) is None
