"""Amounts and their units."""

import pytest

from mtqa.text.quantities import amounts, two_units


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$3.47bn", ("3.47", "billion", "dollar")),
        ("3.47 billion dollars", ("3.47", "billion", "dollar")),
        ("€1,283", ("1,283", None, "euro")),
        ("2.315 million people", ("2.315", "million", None)),
    ],
)
def test_an_amount(text, expected):
    assert [(a.digits, a.size, a.money) for a in amounts(text)] == [expected]


@pytest.mark.parametrize(
    "text", ["$500 million", "in 2021", "12.75 percent", "5,283m run", "$1.9tn"]
)
def test_no_telling_amount(text):
    assert list(amounts(text)) == []


def test_amounts_that_can_be_one():
    dollars, unsaid, euros = amounts("$3.47bn, 3.47 billion, €3.47 billion")
    assert dollars.agrees(unsaid)
    assert unsaid.agrees(euros)
    assert not dollars.agrees(euros)


@pytest.mark.parametrize(
    "text", ["US$5 million dollars", "5 km (3 miles)", "5 metres", "$5 to €6", "20 foot-pounds"]
)
def test_one_unit(text):
    assert list(two_units(text)) == []
