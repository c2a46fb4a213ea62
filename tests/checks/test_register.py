"""Options of the check of the register."""

from dataclasses import replace

import pytest

from mtqa.checks import CHECKS, run
from mtqa.types import Document, Segment

GRADED = Document("a", (Segment("Nobody came."), Segment("God knows."), Segment("God and sin.")))


@pytest.mark.parametrize(("least", "found"), [(0, [2]), (1, [2]), (2, [2]), (3, [])])
def test_one_word_of_faith_is_chance_whatever_is_asked(least: int, found: list[int]) -> None:
    check = replace(CHECKS["register.scripture"], needs=None, options={"min_points": least})
    issues = run(replace(GRADED, target_lang="en"), [check]).issues
    assert [i for i, some in enumerate(issues) if some] == found
