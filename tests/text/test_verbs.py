"""Whether a sentence of English can have a verb."""

import pytest

from mtqa.text.verbs import may_have_verb


@pytest.mark.parametrize(
    "text",
    [
        "Nobody came",
        "They entrust the sheep to them",
        "The problem lies elsewhere",
        "A woman appeared at the scene",
        "Everyone's gone",
        "They’ll see",
        "Make a list",
        "The Italian confirmed that",
    ],
)
def test_a_verb(text):
    assert may_have_verb(text)


@pytest.mark.parametrize(
    "text",
    [
        "Russia",
        "The use of chemical weapons in Russian lands, as well as human rights violations",
        "A quarrel over fishing rights",
        "Of the injured",
        "In the room",
        "Responsible for the damage",
    ],
)
def test_no_verb(text):
    assert not may_have_verb(text)
