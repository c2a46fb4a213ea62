"""What holds in each of the twenty languages that most news is written in."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.checks import CHECKS, run
from mtqa.text.blocks import Block
from mtqa.text.split import split
from mtqa.types import Document

CASES = Path(__file__).parent / "cases"
NEWS = tomllib.loads((Path(__file__).parent / "languages.toml").read_text("utf-8"))
TARGET_CHECKS = [check for check in CHECKS.values() if check.on_source is None and not check.idle]
GERMAN = "Der Minister sagte am Montag, dass er trotz der Kritik nicht zurücktreten werde."
ENGLISH = "The minister said on Monday that in spite of the criticism he would not resign."


def found(text: str, lang: str) -> set[str]:
    document = Document("a", tuple(split(Block.whole(text), lang)), target_lang=lang)
    issues = run(document, TARGET_CHECKS).issues
    return {issue.check for of_segment in issues for issue in of_segment}


def looped(text: str, lang: str) -> str:
    """Three words, or in a script without spaces six characters, over and over."""
    if lang in ("zh", "ja", "km"):
        return text[:6] * 6 + text[6:]
    words = text.split()
    return " ".join(words[:3] * 6 + words[3:])


@pytest.mark.parametrize("lang", NEWS)
def test_news_is_silent(lang: str) -> None:
    assert found(NEWS[lang], lang) == set()


@pytest.mark.parametrize("lang", NEWS)
@pytest.mark.parametrize(
    ("check", "damage"),
    [
        ("repetition.phrase_loop", looped),
        ("encoding.replacement_character", lambda text, lang: text[:5] + "\ufffd" + text[6:]),
        ("encoding.control_character", lambda text, lang: text[:5] + "\x07" + text[5:]),
        ("markup.placeholder", lambda text, lang: f"{text} {{0}}"),
        ("markup.leaked_tag", lambda text, lang: f"<b>{text}</b>"),
        ("markup.special_token", lambda text, lang: f"<unk> {text}"),
        ("punctuation.unbalanced_bracket", lambda text, lang: f"({text}"),
        ("punctuation.stray_mark", lambda text, lang: f", {text}"),
        ("language.wrong_language", lambda text, lang: GERMAN if lang == "en" else ENGLISH),
        ("language.wrong_script", lambda text, lang: f"{text[:-1]} ქართული{text[-1]}"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_damage_is_seen(lang: str, check: str, damage: Callable[[str, str], str]) -> None:
    assert check in found(damage(NEWS[lang], lang), lang)


@pytest.mark.parametrize("silent", [False, True], ids=["fires", "silent"])
@pytest.mark.parametrize("themes", ["punctuation spacing", "encoding language letters"])
def test_every_language_has_cases(themes: str, silent: bool) -> None:
    languages = {
        case.get("lang", "en").partition("-")[0]
        for theme in themes.split()
        for cases in tomllib.loads((CASES / f"{theme}.toml").read_text("utf-8")).values()
        for case in cases
        if (case["origin"] == "negative") == silent and case["origin"] != "known-failure"
    }
    assert NEWS.keys() <= languages
