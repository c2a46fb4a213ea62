"""Sentences that are new since the baseline and of which the article does not speak."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mtqa.gate import Baseline, Decision, Policy, decide, explain
from mtqa.gate.detached import belonging
from mtqa.gate.noise import BELONGING
from mtqa.types import DocumentReport, Segment
from mtqa.writers.gate import FORMATS, write
from tests.gate.conftest import MakeRun, make_article

BANK = [
    "The central bank of Norway raised interest rates on Thursday for the third time.",
    "Governor Ida Wolden Bache said that inflation would remain above the target until 2026.",
    "Economists had expected the central bank to leave rates where they were.",
    "The krone strengthened against the euro after the decision on interest rates.",
    "Inflation in Norway stood at 4.7 per cent in September, far above the target.",
    "Households with large mortgages will feel the decision of the bank most.",
]
MADE_UP = (
    "Two girls from Belgium discovered pumpkins beside an abandoned lighthouse during vacation."
)
EDITED = "Norway's krone gained 1.2 per cent on Friday, since traders had bet against higher rates."


@pytest.fixture
def held(run: MakeRun) -> Callable[[DocumentReport, DocumentReport], Decision]:
    return lambda old, new: decide(run(new), Policy(), Baseline.of(run(old)))


def article(sentences: Sequence[str], lang: str = "en") -> DocumentReport:
    return make_article("a.txt", "//".join(sentences), [95.0] * len(sentences))


def put(sentence: str, place: int = 3) -> DocumentReport:
    return article([*BANK[:place], sentence, *BANK[place + 1 :]])


def broken(decision: Decision) -> list[str]:
    return [rule.name for rule in decision.rules if not rule.passed]


def test_a_fluent_sentence_about_something_else_fails_at_its_place(held) -> None:
    decision = held(article(BANK), put(MADE_UP))
    assert broken(decision) == ["detached_sentences"]
    assert decision.reasons == (
        "1 of 1 new sentence is about something else than the article, above 0; worst in a.txt, "
        "first at a.txt:4:1.",
    )
    (finding,) = [one for one in decision.findings if one.fails]
    assert (finding.place.where, finding.place.kind) == ("a.txt:4:1", "sentence.detached")
    assert finding.place.message.endswith(MADE_UP)


def test_what_an_editor_writes_anew_about_the_same_thing_passes(held) -> None:
    decision = held(article(BANK), put(EDITED))
    assert decision.passed
    (rule,) = [rule for rule in decision.rules if rule.name == "detached_sentences"]
    assert (rule.shown_value, rule.shown_limit) == ("0 of 1 new sentence", "0")


@pytest.mark.parametrize(
    "sentence",
    [
        BANK[3].replace("krone", "pumpkin").replace("euro", "lighthouse"),  # most of it stayed
        "They laughed at it, and then they all went home again.",  # no long words to tell by
    ],
)
def test_other_changes_are_not_asked_what_they_are_about(held, sentence: str) -> None:
    assert "detached_sentences" not in broken(held(article(BANK), put(sentence)))


def test_what_the_baseline_holds_as_keywords_belongs_to_the_article(held) -> None:
    """A word that one sentence alone had is no stranger where another system says it anew."""
    once = "Fishermen in Hammerfest protested because diesel costs doubled within 14 months."
    anew = "Diesel twice as dear after 14 months: Hammerfest sees its fishermen protest."
    was = article([*BANK, once])
    assert held(was, article([*BANK, anew])).passed
    (without,) = belonging([*map(Segment, BANK), Segment(anew)], [(6,)])
    assert without is not None
    assert without < BELONGING
    assert broken(held(was, article([*BANK, MADE_UP]))) == ["detached_sentences"]


def test_what_stands_for_a_garbled_sentence_is_a_cure(held) -> None:
    old = make_article("a.txt", "//".join(BANK), [95.0] * 6, garbled=[3])
    assert held(old, put(MADE_UP)).passed


def test_another_article_in_the_place_of_one_is_not_counted_sentence_by_sentence(held) -> None:
    others = [MADE_UP.replace("girls", f"boys{n}").replace("Belgium", f"Land{n}") for n in range(6)]
    decision = held(article(BANK), article(others))
    (rule,) = [rule for rule in decision.rules if rule.name == "detached_sentences"]
    assert rule.shown_value == "nothing to judge"


def test_one_that_was_put_in_is_new_and_one_that_was_moved_is_not(held) -> None:
    assert broken(held(article(BANK), article([*BANK[:2], MADE_UP, *BANK[2:]]))) == [
        "detached_sentences"
    ]
    old = [*BANK[:3], MADE_UP, *BANK[3:]]
    assert held(article(old), article([MADE_UP, *BANK])).passed


@pytest.mark.parametrize(
    ("strange", "wanted"),
    [
        (MADE_UP.replace("during vacation", "in September"), (True, 2, 3)),
        (MADE_UP, (False, 2, 1)),  # hardly a word of them stands elsewhere
    ],
)
def test_a_few_among_many_new_ones_are_usual(run, strange: str, wanted: tuple) -> None:
    old = [make_article(f"{n}.txt", "//".join(BANK), [95.0] * 6) for n in range(30)]
    new = [
        make_article(
            f"{n}.txt",
            "//".join([*BANK[:3], strange if n < 2 else EDITED, *BANK[4:]]),
            [95.0] * 6,
        )
        for n in range(30)
    ]
    decision = decide(run(*new), Policy(), Baseline.of(run(*old)))
    (rule,) = [rule for rule in decision.rules if rule.name == "detached_sentences"]
    assert (rule.passed, rule.value, rule.limit) == wanted


def test_one_that_is_wholly_strange_is_too_many_among_ten(run) -> None:
    old = [make_article(f"{n}.txt", "//".join(BANK), [95.0] * 6) for n in range(10)]
    said = [MADE_UP if n == 4 else EDITED for n in range(10)]
    new = [
        make_article(f"{n}.txt", "//".join([*BANK[:3], one, *BANK[4:]]), [95.0] * 6)
        for n, one in enumerate(said)
    ]
    assert broken(decide(run(*new), Policy(), Baseline.of(run(*old)))) == ["detached_sentences"]


def test_a_figure_belongs_however_it_is_written(held) -> None:
    once = "Prosecutors in Hammerfest seized 31400 kroner, 2000 diamonds and 17 passports."
    anew = "31,400 kroner, 17 passports, 2,000 diamonds: Hammerfest sees prosecutors at work."
    assert held(article([*BANK, once]), article([*BANK, anew])).passed


def test_the_policy_and_every_format_tell_of_it(held, tmp_path: Path) -> None:
    assert any("about something else" in one for one in explain(Policy(), with_baseline=True))
    decision = held(article(BANK), put(MADE_UP))
    for form in FORMATS:
        write(decision, form, tmp_path / form, {})
        assert "a.txt" in (tmp_path / form).read_text("utf-8")
    assert "it may be made up" in (tmp_path / "sarif").read_text("utf-8")


def test_how_far_a_sentence_belongs_is_the_share_of_its_long_words_that_others_have() -> None:
    segments = [*map(Segment, BANK), Segment(MADE_UP)]
    made_up, first = belonging(segments, [(6,), (0,)])
    assert made_up == 0.0
    assert first == pytest.approx(
        4 / 7
    )  # central, Norway, interest, rates; raised, Thursday, third
    assert belonging(segments[:3], [(0,)]) == [None]  # too little besides
    assert belonging(segments, [(5, 6)])[0] == pytest.approx(1 / 13)
