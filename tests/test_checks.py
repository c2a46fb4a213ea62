"""The check cases of tests/cases, and what must be true of every check."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

from mtqa import checks
from mtqa.checks import CHECKS, CheckSettings, configure, run, signature
from mtqa.checks.terms import NO_TERMS, with_glossary
from mtqa.errors import ConfigError
from mtqa.mqm import CATEGORIES, NON_TRANSLATION, Severity
from mtqa.text import lexicon
from mtqa.types import Document, Glossary, Segment, Side, Term

CASES = Path(__file__).parent / "cases"
ORIGINS = {"wild", "synthetic", "negative", "known-failure"}
KEYS = {
    "origin", "lang", "target", "targets", "paragraphs", "source", "source_lang", "glossary",
}  # fmt: skip
THEMES = [
    "encoding", "markup", "repetition", "language", "structure", "article", "grammar", "numbers",
    "dates", "lexical", "letters", "register", "consistency", "agreement", "punctuation",
    "spacing", "coverage", "omission", "amounts", "carried", "terms",
]  # fmt: skip


@dataclass(frozen=True)
class Case:
    check: str
    origin: str
    lang: str
    paragraphs: tuple[tuple[str, ...], ...]
    source: str | None = None
    source_lang: str | None = None
    glossary: Glossary = NO_TERMS

    @property
    def document(self) -> Document:
        segments: list[Segment] = []
        start = 0
        for number, paragraph in enumerate(self.paragraphs):
            for marked in paragraph:
                text = re.sub("[⟦⟧]", "", marked)
                source = re.sub("[⟦⟧]", "", self.source) if self.source else None
                end = start + len(text)
                segments.append(Segment(text, start, end, paragraph=number, source=source))
                start += len(text) + 1
        return Document(
            "case", tuple(segments), source_lang=self.source_lang, target_lang=self.lang
        )

    @property
    def expected(self) -> list[tuple[int, Side, int, int]]:
        """Segment, side, start and end of every marked span."""
        texts = [text for paragraph in self.paragraphs for text in paragraph]
        sides = [(index, Side.TARGET, text) for index, text in enumerate(texts)]
        found = []
        for index, side, marked in [*sides, (0, Side.SOURCE, self.source or "")]:
            places = [match.start() for match in re.finditer("[⟦⟧]", marked)]
            bare = [place - number for number, place in enumerate(places)]
            found += [(index, side, *pair) for pair in zip(bare[::2], bare[1::2], strict=True)]
        return found


def term(row: dict[str, object]) -> Term:
    return Term(**{key: tuple(v) if isinstance(v, list) else v for key, v in row.items()})


def load() -> list[Case]:
    cases = []
    for path in sorted(CASES.glob("*.toml")):
        for name, entries in tomllib.loads(path.read_text("utf-8")).items():
            for entry in entries:
                unknown = entry.keys() - KEYS
                assert not unknown, f"{path.name}: {name}: {unknown}"
                paragraphs = entry.get("paragraphs") or [entry.get("targets") or [entry["target"]]]
                cases.append(
                    Case(
                        f"{path.stem}.{name}",
                        entry["origin"],
                        entry.get("lang", "en"),
                        tuple(map(tuple, paragraphs)),
                        entry.get("source"),
                        entry.get("source_lang"),
                        Glossary(tuple(map(term, entry.get("glossary", ())))),
                    )
                )
    return cases


ALL = load()


def parameter(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=True)] if case.origin == "known-failure" else []
    return pytest.param(case, marks=marks, id=f"{case.check}-{case.paragraphs[0][0][:30]}")


@pytest.mark.parametrize("case", [parameter(case) for case in ALL])
def test_case(case: Case) -> None:
    issues = run(case.document, with_glossary([CHECKS[case.check]], case.glossary)).issues
    found = [
        (index, issue.span.side, issue.span.start, issue.span.end)
        for index, of_segment in enumerate(issues)
        for issue in of_segment
    ]
    assert found == case.expected


def test_cases_are_labelled() -> None:
    for case in ALL:
        assert case.check in CHECKS
        assert case.origin in ORIGINS
        assert bool(case.expected) != (case.origin == "negative") or case.origin == "known-failure"


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_check_has_cases(check: checks.Check) -> None:
    origins = [case.origin for case in ALL if case.check == check.id]
    assert {"wild", "synthetic"} & set(origins)
    assert origins.count("negative") >= 2


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_every_check_has_a_manual(check: checks.Check) -> None:
    assert check.summary.endswith(".")
    assert ">>> " in check.manual
    assert check.category in CATEGORIES
    judges = [check.on_segment, check.on_source, check.on_document]
    assert sum(judge is not None for judge in judges) == 1
    assert re.search(r"[Ff]ires on|fires on", check.manual), "no measured rate"


def test_order_of_the_manual() -> None:
    assert list(dict.fromkeys(check.theme for check in CHECKS.values())) == THEMES
    assert {path.stem for path in CASES.glob("*.toml")} == set(THEMES)


def test_what_makes_a_sentence_garbled() -> None:
    heavy = {check.id for check in CHECKS.values() if check.category == NON_TRANSLATION}
    assert heavy == {"encoding.unreadable", "repetition.phrase_loop", "language.wrong_language"}


def test_word_lists_are_those_of_wordfreq() -> None:
    import wordfreq

    assert set(wordfreq.available_languages("best")) - {"zh", "ja", "ko"} == lexicon.LANGUAGES


def flags(*targets: str, lang: str | None = "en") -> list[tuple[int, str, str]]:
    document = Document("a", tuple(map(Segment, targets)), target_lang=lang)
    return [
        (index, issue.check, targets[index][issue.span.start : issue.span.end])
        for index, issues in enumerate(run(document, configure()).issues)
        for issue in issues
    ]


def test_a_loop_is_reported_once() -> None:
    assert flags("They read of the teaching teaching of the teaching teaching of the teaching "
                 "teaching again.") == [
        (0, "repetition.phrase_loop", "of the teaching teaching of the teaching teaching of the "
                                      "teaching teaching")
    ]  # fmt: skip


def test_issues_are_sorted_and_stamped() -> None:
    document = Document("a", (Segment("We saw the the <b> {0} of of them."),), target_lang="en-GB")
    (issues,) = run(document, configure()).issues
    assert [(issue.check, issue.severity, issue.span.start) for issue in issues] == [
        ("repetition.doubled_word", Severity.MINOR, 7),
        ("markup.leaked_tag", Severity.MINOR, 15),
        ("markup.placeholder", Severity.MAJOR, 19),
        ("repetition.doubled_word", Severity.MINOR, 23),
    ]


def test_one_tuple_of_issues_per_segment() -> None:
    document = Document("a", (Segment("Fine."), Segment(""), Segment("   ")), target_lang="en")
    assert run(document, configure()).issues == ((), (), ())
    assert run(Document("a", ()), configure()).issues == ()


def test_checks_of_another_language_are_skipped() -> None:
    skipped = run(Document("a", (Segment("Hallo."),), target_lang="tr"), configure()).skipped
    assert {s.check: s.reason for s in skipped}["lexical.made_up_word"] == (
        "it has no rules for the language of the article (tr)"
    )
    assert run(Document("a", (), target_lang="en"), configure()).skipped == ()
    unknown = run(Document("a", (Segment("Hallo."),)), configure()).skipped
    assert {s.reason for s in unknown} == {
        "the language of the article is not known",
        checks.NO_SOURCE,
    }
    themes = {check.theme for check in configure() if check.on_source and not check.idle}
    assert {s.check for s in unknown if s.reason == checks.NO_SOURCE} == themes


def test_a_check_that_raises_is_not_hidden() -> None:
    from dataclasses import replace

    def broken(segment: Segment, lang: str | None) -> checks.base.Hits:
        raise RuntimeError("bug")
        yield

    check = replace(CHECKS["markup.leaked_tag"], on_segment=broken, needs=None)
    with pytest.raises(RuntimeError, match="bug"):
        run(Document("a", (Segment("x"),)), [check])


def test_options_are_bound() -> None:
    document = Document("a", (Segment("It was sooo good, sooooo good."),), target_lang="en")
    usual = configure()
    assert [i.span.start for i in run(document, usual).issues[0]] == [19]
    wanted = CheckSettings(severity=Severity.MAJOR, options={"min_letters": 10})
    strict = configure({"repetition.character_run": wanted})
    assert run(document, strict).issues == ((),)
    assert signature(strict).startswith(
        "repetition.character_run=major|repetition.character_run.min_letters=10|hash:"
    )


def test_checks_are_switched_off() -> None:
    some = configure(
        {"lexical.made_up_word": CheckSettings(enabled=False)},
        disabled=["punctuation", "spacing", "markup.leaked_tag"],
    )
    assert not {c.id for c in some} & {"lexical.made_up_word", "markup.leaked_tag"}
    assert "punctuation" not in {c.theme for c in some}
    assert "markup.leaked_entity" in {c.id for c in some}


def test_signatures_differ_when_numbers_may() -> None:
    usual = signature(configure())
    assert re.fullmatch("hash:[0-9a-f]{8}", usual)
    assert usual == signature(configure())
    assert usual != signature(configure(disabled=["markup.leaked_tag"]))


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"repetition.phrase_lop": CheckSettings()}, "nearest is 'repetition.phrase_loop'"),
        (
            {"repetition.phrase_loop": CheckSettings(options={"min_repeat": 3})},
            "there is no option of repetition.phrase_loop 'min_repeat'; the nearest is"
            " 'min_repeats'",
        ),
        (
            {"repetition.phrase_loop": CheckSettings(options={"min_repeats": "3"})},
            "repetition.phrase_loop: min_repeats must be a whole number, 0 or more, not '3'",
        ),
        (
            {"repetition.phrase_loop": CheckSettings(options={"min_repeats": True})},
            "must be a whole number, 0 or more, not True",
        ),
        (
            {"language.wrong_language": CheckSettings(options={"max_own": float("nan")})},
            "max_own must be a number, 0 or more, not nan",
        ),
        (
            {"language.wrong_language": CheckSettings(options={"max_own": -1})},
            "max_own must be a number, 0 or more, not -1",
        ),
    ],
)
def test_faulty_settings(settings: dict[str, CheckSettings], message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        configure(settings)


def test_all_faults_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as caught:
        configure({"no.such": CheckSettings()}, disabled=["punctuatoin"])
    assert len(str(caught.value).splitlines()) == 2
    assert "the nearest is 'punctuation'" in str(caught.value)


def test_whole_numbers_do_for_shares() -> None:
    configure({"language.wrong_language": CheckSettings(options={"max_own": 0})})
