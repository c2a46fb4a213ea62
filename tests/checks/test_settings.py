"""Which checks are in force."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner

from mtqa.checks import CHECKS, CheckSettings, configure, signature
from mtqa.cli import commands

NOISY = "markup.leaked_tag"


@pytest.fixture(autouse=True)
def noisy() -> Iterator[None]:
    """A check that is off by default."""
    before = CHECKS[NOISY]
    CHECKS[NOISY] = replace(before, off="it fires on 90 of 1,000 human sentences")
    yield
    CHECKS[NOISY] = before


def is_on(**wanted: object) -> bool:
    return NOISY in {check.id for check in configure(**wanted)}  # type: ignore[arg-type]


def test_a_check_that_is_off_by_default_runs_when_it_is_asked_for() -> None:
    assert not is_on()
    assert is_on(settings={NOISY: CheckSettings(enabled=True)})
    assert is_on(enabled=[NOISY])
    assert not is_on(enabled=["markup"])  # a theme is what is on in it by default
    assert is_on(enabled=["markup"], settings={NOISY: CheckSettings(enabled=True)})
    assert not is_on(enabled=[NOISY], disabled=["markup"])
    assert not is_on(enabled=["repetition"], settings={NOISY: CheckSettings(enabled=True)})


def test_enabled_checks_are_all_there_are() -> None:
    themes = {check.theme for check in configure(enabled=["repetition", "markup.placeholder"])}
    assert themes == {"repetition", "markup"}
    assert [c.id for c in configure(enabled=["markup.placeholder"])] == ["markup.placeholder"]


def test_the_signature_names_what_differs_from_the_default() -> None:
    assert signature(configure()).startswith("hash:")
    assert signature(configure(settings={NOISY: CheckSettings(enabled=True)})).startswith(
        f"on:{NOISY}|hash:"
    )


def test_the_manual_says_that_it_is_off_and_why() -> None:
    listed = CliRunner().invoke(commands, ["checks"]).output.splitlines()
    (line,) = [line for line in listed if line.startswith(NOISY)]
    assert line.split()[1:3] == ["minor", "(off)"]
    page = CliRunner().invoke(commands, ["explain", NOISY]).output
    assert "\nOff by default: it fires on 90 of 1,000 human sentences." in page
