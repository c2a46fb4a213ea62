"""What `mtqa score` says to do next."""

from pathlib import Path

import pytest

from mtqa.cli.screen import Screen
from mtqa.types import Side
from tests.cli.conftest import article


@pytest.mark.parametrize("score", [95.0, 5.0])
def test_the_next_step_is_the_gate_on_what_is_not_fit(capsys, score: float) -> None:
    screen = Screen(Side.TARGET, Path("r"), quiet=False)
    screen.show(article("a.txt", "It is so.", score))
    screen.close(complete=True)
    assert "\n    mtqa gate r --max-unfit 0\n" in capsys.readouterr().out
