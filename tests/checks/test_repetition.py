"""What is said of something that is said again."""

import pytest

from mtqa.checks.repetition import repeated_phrase
from mtqa.types import Segment


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A rise in the price in the price of onions.", '"in the price" is said twice'),
        (
            "A rise in the price in the price in the price of onions.",
            '"in the price" stands 3 times in a row',
        ),
        (
            "A rise in the price in the price in the price in the price in the shops.",
            '"in the price" stands 4 times in a row',
        ),
    ],
)
def test_it_tells_how_often_a_phrase_is_said(text: str, message: str) -> None:
    assert [said for _, said in repeated_phrase(Segment(text), "en")] == [message]
