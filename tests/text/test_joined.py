"""What is joined to itself, beside what people join on purpose."""

import pytest

from mtqa.text.joined import joined, plainly_joined
from tests.conftest import CpuSeconds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("With a moving and moving camera.", ["moving and moving"]),
        ("He was shot and shot at the hospital.", ["shot and shot"]),
        ("Near the beach and the beach.", ["the beach and the beach"]),
        ("At the end of June or at the end of June.", ["end of June or at the end of June"]),
        ("The police bombed himself and the police bombed himself.",
         ["police bombed himself and the police bombed himself"]),
        ("Including “Made Album” and “Made Album”.", ["Made Album” and “Made Album"]),
        ("More and more people, years and years, over and over, lots and lots.", []),
        ("They tried and tried, but failed.", []),
        ("The prime minister and minister of finance met.", []),
        ("It is for you, but you may wait.", []),
        ("In south-western and western Bohemia.", []),
        ("", []),
        ("and and and", []),
    ],
)  # fmt: skip
def test_joined(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in joined(text)] == found


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("They were killed and killed, and more.", True),
        ("It lies in Ireland and Ireland as well.", True),
        ("Including “Made Album” and “Made Album”.", True),
        ("A wedge between Northern Ireland and Ireland as well.", False),
        ("For an artist or artist collective.", False),
        ("He knew Munzur, and Munzur cools us.", False),
        ("It reached new industries and these new industries will grow.", False),
        ("From fishing and fishing-quitting work.", False),
        ("Old people and people with asthma.", False),
    ],
)
def test_what_may_begin_different_things_is_joined_but_not_plainly(
    text: str, is_plain: bool
) -> None:
    (span,) = joined(text)
    assert list(plainly_joined(text)) == ([span] if is_plain else [])


@pytest.mark.parametrize(
    "unit", ["and ", "beach and ", "beach and the beach ", '" and "', "a-and-"]
)
def test_time_is_linear_in_the_length(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        return cpu_seconds(lambda: [*joined(text), *plainly_joined(text)])

    assert seconds(320_000) < 24 * seconds(40_000) + 0.2  # quadratic would be 64


def test_what_is_joined_twice_is_told_once() -> None:
    text = "They were shot and shot and shot."
    assert [text[start:end] for start, end in plainly_joined(text)] == ["shot and shot"]
