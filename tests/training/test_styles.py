from collections import Counter
from random import Random

import pytest

from mtqa.training.damage import Mark
from mtqa.training.examples import Example
from mtqa.training.styles import styled

CLEAN = "The minister of trade left on Monday."
HURT = "The minister of addiction left on Monday."
GROUP = [
    Example(CLEAN, garbled=0.0, marks=()),
    Example(HURT, garbled=0.2, marks=(Mark(16, 25, 1.0, 1.0),)),
]


@pytest.fixture(scope="module")
def drawn():
    """Four hundred styles of one group."""
    return [styled(GROUP, Random(seed)) for seed in range(400)]


def test_most_groups_stay_as_they_are_and_every_style_comes(drawn):
    texts = Counter(group[0].text for group in drawn)
    assert texts[CLEAN] / 400 == pytest.approx(0.72, abs=0.06)
    assert texts["The minister of trade left on Monday"] / 400 == pytest.approx(0.14, abs=0.05)
    assert texts["The Minister of Trade Left on Monday"] > 8
    assert texts[CLEAN.upper()] > 1
    assert texts[f'"{CLEAN}"'] + texts[f"\u201c{CLEAN}\u201d"] > 3
    assert sum(count for text, count in texts.items() if text.endswith(f" {CLEAN}")) > 3


def test_a_style_holds_for_the_whole_group(drawn):
    for clean, hurt in drawn:
        assert hurt.text.casefold().replace("addiction", "trade") == clean.text.casefold()


def test_marks_move_with_the_text_and_labels_stay(drawn):
    for clean, hurt in drawn:
        (mark,) = hurt.marks
        assert hurt.text[mark.start : mark.end].casefold() == "addiction"
        assert (clean.marks, clean.garbled, hurt.garbled) == ((), 0.0, 0.2)


def test_unknown_marks_stay_unknown_and_ellipses_whole():
    for seed in range(200):
        (example,) = styled([Example("It went on...")], Random(seed))
        assert example.marks is None
        assert "..." in example.text


def test_a_seed_gives_one_result():
    assert styled(GROUP, Random(7)) == styled(GROUP, Random(7))
