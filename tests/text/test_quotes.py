"""Which quotation marks have no partner."""

import pytest

from mtqa.text.quotes import unpaired


@pytest.mark.parametrize(
    ("texts", "alone"),
    [
        (["“We left.", "“It rained.", "“It stopped,” he said."], []),
        (['"We left.', '"It rained.', '"It stopped," he said.'], []),
        (["He is 6'2\" tall."], []),
        (['A 40" screen and a "good" day.'], []),
        (["Он ушёл».", "«Нет», — сказал он."], []),
    ],
)
def test_texts_of_one_paragraph(texts, alone):
    total, found = unpaired(texts, [list(range(len(texts)))])
    assert found == alone
    assert total >= len(alone)


def test_a_mark_that_no_paragraph_closes():
    texts = ["He said “no and left.", "It rained.", "It was “wet”.", "Then ”Nej”, she said."]
    assert unpaired(texts, [[0], [1], [2], [3]]) == (5, [(0, 8)])


def test_a_quotation_over_paragraphs():
    texts = ["“We left.", "It rained.", "They came.”", "It was “wet”."]
    assert unpaired(texts, [[0], [1], [2], [3]]) == (4, [])


def test_marks_of_every_convention_are_counted():
    texts = ['„a“ »b« «c» “d” ”e” 「f」 『g』 "h"']
    assert unpaired(texts, [[0]]) == (16, [])


def test_nothing():
    assert unpaired([], []) == (0, [])


def test_a_mark_that_closes_nothing():
    texts = ["“No,” he said.", "He left.”", "“Yes.”"]
    assert unpaired(texts, [[0], [1], [2]]) == (5, [(1, 8)])
    assert unpaired(texts[1:], [[0], [1]]) == (3, [])  # may be opened before the excerpt
