"""The cases hold for many languages: scripts and marks differ most between them."""

import tomllib
from pathlib import Path

import pytest

CASES = Path(__file__).parent / "cases"
LANGUAGES = [
    "en", "de", "fr", "es", "it", "pt", "nl", "ru", "uk", "pl", "cs", "tr", "ar", "he", "fa", "hi",
    "zh", "ja", "ko", "km",
]  # fmt: skip
SCRIPTS = {"encoding", "language", "letters"}
MARKS = {"punctuation", "spacing"}

# What has no case yet. Take a line away when one is written; none may be added.
MISSING = {
    ("fires", "marks"): {"pt", "nl"},
    ("silent", "marks"): {"it", "uk", "cs", "fa"},
    ("fires", "scripts"): {"es", "it", "pt", "nl", "cs", "fa", "km"},
    ("silent", "scripts"): {"de", "it", "pt", "uk", "hi"},
}


def languages(themes: set[str], *, silent: bool) -> set[str]:
    """Languages that have a case of these themes that fires, or one that must stay silent."""
    return {
        case.get("lang", "en").partition("-")[0]
        for theme in themes
        for cases in tomllib.loads((CASES / f"{theme}.toml").read_text("utf-8")).values()
        for case in cases
        if (case["origin"] == "negative") == silent and case["origin"] != "known-failure"
    }


@pytest.mark.parametrize("kind", ["fires", "silent"])
@pytest.mark.parametrize(("name", "themes"), [("marks", MARKS), ("scripts", SCRIPTS)])
def test_every_language_has_cases(kind: str, name: str, themes: set[str]) -> None:
    missing = set(LANGUAGES) - languages(themes, silent=kind == "silent")
    assert missing <= MISSING[kind, name]
