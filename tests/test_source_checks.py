"""What holds for every check that uses the source, and how the runner, the configuration and the
command line treat them."""

import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.checks import CHECKS, NO_SOURCE, NO_TARGET, Check, configure, run, signature
from mtqa.checks.terms import with_glossary
from mtqa.cli import main
from mtqa.config import load
from mtqa.errors import ConfigError
from mtqa.text.differences import differences
from mtqa.types import Document, Glossary, Segment, Side, Term

GLOSSARY = Glossary((Term("the", ("die",), ("das",)), Term("Rab", keep=True)))
IN_FORCE = with_glossary([check for check in configure() if check.on_source], GLOSSARY)
SOURCE_CHECKS = [check for check in IN_FORCE if check.id != "terms.forbidden_term"]
LANGUAGES = st.sampled_from(
    [None, "en", "de", "fr", "ru", "zh", "ja", "ko", "ar", "hi", "th", "tr", "xx"]
)
PIECES = st.sampled_from(
    [
        " ", ".", ",", "1", "12", "1.234", "1,234.5", "2 Mio.", "3万5千", "兆兆", "十", "五",
        "half", "five", "hundert", "und", "million", "IV", "Ⅱ", "$", "€ 5", "5 km", "3 miles",
        "Monday", "Montag", "July 5", "周一", "not", "nicht", "不能", "不", "Rab", "the",
        "Angela Merkel", "http://a.b/", "a@b.de", "{0}", "%s", "#tag", "@me", "(", ")",
        "“x y z w”", "\0", "\ud800", "\u0301", "İ", "ǅ", "９９", "٣٫٥", "४७२", "\n", "。",
        "Der Minister sagte", "Он сказал.",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


def pair(
    source: str | None, target: str, languages: tuple[str | None, str | None] = ("de", "en")
) -> Document:
    return Document(
        "a", (Segment(target, source=source),), source_lang=languages[0], target_lang=languages[1]
    )


@settings(deadline=None, max_examples=300)
@given(TEXTS, TEXTS, LANGUAGES, LANGUAGES)
def test_any_text(source: str, target: str, source_lang: str | None, lang: str | None) -> None:
    document = pair(source, target, (source_lang, lang))
    found = run(document, IN_FORCE)
    for issue in found.issues[0]:
        text = source if issue.span.side is Side.SOURCE else target
        assert issue.span.end <= len(text)
        assert issue.message
    assert run(document, IN_FORCE) == found


@settings(deadline=None)  # the first call in a language loads its lists
@given(TEXTS, LANGUAGES)
def test_a_text_is_a_faithful_copy_of_itself(text: str, lang: str | None) -> None:
    """Nothing is lost or changed in a text that is held against itself."""
    document = pair(text, text, (lang, lang))
    silent = [check for check in SOURCE_CHECKS if check.theme in ("amounts", "carried", "coverage")]
    assert run(document, silent).issues == ((),)


def test_what_is_read_of_a_pair_is_read_once_in_an_article_of_any_length() -> None:
    segments = tuple(
        Segment(f"{n} people came.", source=f"{n + 1} kamen.") for n in range(100, 400)
    )
    differences.cache_clear()
    found = run(Document("a", segments, source_lang="de", target_lang="en"), IN_FORCE)
    assert all(found.issues)
    assert differences.cache_info().misses == len(segments)


HOSTILE = [
    "1", "1,", "1.", "1 ", "1 000 ", "9万", "十", "兆", "X", "five ", "hundert", "a", "A ",
    "Ab Cd ", "m", "$", "5 km ", "Monday ", "not ", "un", "不", "(", "[a", "\"", "“", "“abc def ",
    "{", "%", "#a ", "@", "http://", "www.", "a@a.", ".", "。", " ", "\n", "-", "'", "中", "ไ",
    "Der Minister trat zurück. ", "5 Dollar ",
]  # fmt: skip
SMALL, LARGE, MOST = 2_000, 32_000, 64  # linear work takes 16 times as long, quadratic 256 times
NOTHING = 0.01


def seconds(check: Check, unit: str, size: int) -> float:
    text = (unit * size)[:size]
    began = time.process_time()
    run(pair(text + "x", text, ("de", "en")), [check])
    run(pair(text, "x", ("zh", "en")), [check])
    run(pair("x", text, ("en", "zh")), [check])
    run(pair(text, text.replace("$", "£").replace("5", "£5"), ("de", "en")), [check])
    return time.process_time() - began


@pytest.mark.parametrize("check", IN_FORCE, ids=lambda check: check.id)
def test_time_is_linear_in_the_length(check: Check) -> None:
    seconds(check, "warm up the lists ", SMALL)
    for unit in HOSTILE:
        small = max(NOTHING, seconds(check, unit, SMALL))
        large = seconds(check, unit, LARGE)
        if large >= MOST * small:  # other work on the machine only adds to it: once more
            large = min(seconds(check, unit, LARGE) for _ in range(3))
        assert large < MOST * small, f"{unit!r}: {small:.3f} s, then {large:.3f} s"


def test_without_a_source_the_themes_are_listed() -> None:
    skipped = run(pair(None, "It cost 5."), IN_FORCE).skipped
    themes = ["coverage", "amounts", "carried", "terms"]
    assert [(s.check, s.reason) for s in skipped] == [(theme, NO_SOURCE) for theme in themes]


def test_a_blank_source_is_none() -> None:
    assert {s.reason for s in run(pair("  ", "It cost 5."), IN_FORCE).skipped} == {NO_SOURCE}


def test_a_source_without_a_translation_is_told_as_such() -> None:
    assert {s.reason for s in run(pair("Es kostet 5.", " "), IN_FORCE).skipped} == {NO_TARGET}
    two = (Segment("", source="Es kostet 5."), Segment("It cost 5."))
    assert {s.reason for s in run(Document("a", two), IN_FORCE).skipped} == {NO_TARGET}


def test_a_segment_without_a_source_is_passed_over() -> None:
    segments = (Segment("All 450 came."), Segment("All 450 came.", source="Alle kamen."))
    document = Document("a", segments, source_lang="de", target_lang="en")
    first, second = run(document, IN_FORCE).issues
    assert first == ()
    assert [issue.check for issue in second] == ["amounts.added_number"]


def test_the_language_of_the_source_is_told_from_its_text() -> None:
    source = "Der Minister sagte am Montag, dass er nicht nach Berlin gekommen ist."
    target = "The minister said on Monday that he has come to Berlin."
    (issue,) = run(pair(source, target, (None, "en")), IN_FORCE).issues[0]
    assert issue.check == "coverage.dropped_negation"
    assert source[issue.span.start : issue.span.end] == "nicht"


def test_an_unknown_language_of_the_source_is_a_reason() -> None:
    skipped = {s.check: s.reason for s in run(pair("Ja", "Yes", (None, "en")), IN_FORCE).skipped}
    assert skipped == {"coverage.dropped_negation": "the language of the source is not known"}
    skipped = {s.check: s.reason for s in run(pair("x", "Yes", ("xx", "en")), IN_FORCE).skipped}
    assert skipped == {
        "coverage.dropped_negation": "it has no rules for the language of the source (xx)"
    }


def test_issues_of_one_side_do_not_hide_those_of_the_other() -> None:
    source, target = (
        "Am 3. Mai kamen 450.",
        "On May 4 there came a lot of people on 17 ships, the the.",
    )
    checks = [*IN_FORCE, CHECKS["repetition.doubled_word"]]
    found = run(pair(source, target), checks).issues[0]
    sides = [issue.span.side for issue in found]
    assert sides == sorted(sides, key=lambda side: side is Side.SOURCE)
    assert "repetition.doubled_word" in {issue.check for issue in found}


def test_a_glossary_is_in_the_signature_by_its_content() -> None:
    usual = signature(configure())
    one = signature(with_glossary(configure(), GLOSSARY))
    other = signature(with_glossary(configure(), replace(GLOSSARY, terms=GLOSSARY.terms[:1])))
    assert len({usual, one, other}) == 3
    assert f"terms.missed_term.glossary={GLOSSARY}" in one
    assert "2 terms " in str(GLOSSARY)
    assert signature(with_glossary(configure(), Glossary())) == usual


def test_checks_of_terms_are_idle_without_a_glossary() -> None:
    terms = [check for check in configure() if check.theme == "terms"]
    assert len(terms) == 3
    assert run(pair("Ja", "Yes"), terms).skipped == ()
    assert all(check.idle for check in terms)


def test_glossary_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "terms.csv").write_text("source,target\nHaus,house\n")
    (tmp_path / "mtqa.toml").write_text('glossary = "terms.csv"\ndo_not_translate = ["Rab"]\n')
    folder = tmp_path / "deeper"
    folder.mkdir()
    config = load(folder, {})
    (check,) = [check for check in config.checks if check.id == "terms.missed_term"]
    assert check.options["glossary"] == Glossary((Term("Haus", ("house",)), Term("Rab", keep=True)))


def test_a_faulty_glossary_is_named_with_the_key(tmp_path: Path) -> None:
    (tmp_path / "mtqa.toml").write_text('glossary = "no.csv"\n')
    with pytest.raises(ConfigError, match=r"mtqa.toml: glossary: .*no.csv: the glossary cannot be"):
        load(tmp_path, {})


def test_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "terms.csv").write_text("source,target\nBundestag,parliament\n")
    (tmp_path / "pairs.tsv").write_text(
        "source\ttarget\tlanguage_pair\n"
        "Der Bundestag kam am 5. Juni.\tThe Diet met on July 5.\tde-en\n"
    )

    def score_with(glossary: str) -> int | str | None:
        options = ["--model", "none", "--glossary", str(tmp_path / glossary)]
        monkeypatch.setattr(sys, "argv", ["mtqa", "score", str(tmp_path / "pairs.tsv"), *options])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code

    assert score_with("terms.csv") == 0
    shown = capfd.readouterr().out
    assert '"July" where the source has "Juni"' in shown
    assert 'the glossary has "parliament" for this' in shown
    assert score_with("no.csv") == 2
    assert "no.csv: the glossary cannot be" in capfd.readouterr().err
