"""Names, and which spellings may be one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text.names import _skeleton, alike, capitalised, occurrences, sound
from mtqa.text.words import letter_runs
from mtqa.types import Segment


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskiy", "Zelenskyy", "Zelenskij"),
        ("Kiev", "Kyiv"),
        ("Navalny", "Navalni", "Nawalny"),
        ("Müller", "Mueller", "Muller"),
        ("Erdoğan", "Erdogan"),
        ("Tchaikovsky", "Tschaikowski"),
        ("Kharkiv", "Harkiv"),
    ],
)
def test_one_name(spellings):
    assert len({sound(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ivanov", "Ivanova"), ("Hubei", "Hebei"), ("Iran", "Iraq"), ("Austria", "Australia")],
)
def test_two_names(one, other):
    assert sound(one) != sound(other)
    assert list(alike([one, other], 1)) == []


@given(st.text(alphabet="abcdehiklmnopqrstuvwyzäłğ", min_size=1, max_size=12))
def test_what_names_of_one_sound_have_in_common(word):
    assert _skeleton(sound(word)) == _skeleton(word)


def test_declined_names_are_not_compared_by_sound():
    assert list(alike(["Lombokin", "Lombokiin"], 3)) == []
    assert list(alike(["Kaczynski", "Kaczyński"], 3)) == [("Kaczynski", "Kaczyński", True)]
    assert list(alike(["Giselle", "Gisellę"], 3)) == []


@pytest.mark.parametrize("other", ["Merkle", "Mrekel", "Merkell", "Merkol", "Mekel"])
def test_a_slip_of_the_pen(other):
    assert [{one, two} for one, two, _ in alike(["Merkel", other], 1, [other])] == [
        {"Merkel", other}
    ]


@pytest.mark.parametrize("other", ["Merkels", "Merkely", "Merke", "Merker", "Markol"])
def test_an_ending_is_no_slip(other):
    assert list(alike(["Merkel", other], 1, [other])) == []


def test_words_and_neighbours():
    segments = [Segment("Dominic Rab said no."), Segment("NATO and Rab said yes.")]
    words = [word for segment in segments for word in sorted(letter_runs(segment.target))]
    assert capitalised(words) == ["Dominic", "Rab", "Rab"]
    name = occurrences(segments, {"Rab", "rab"})["Rab"]
    assert [(index, span.start) for index, span in name.places] == [(0, 8), (1, 9)]
    assert (name.before, name.after) == ({"Dominic", "and"}, {"said"})
    assert (name.first, name.last) == ({"Dominic"}, set())
