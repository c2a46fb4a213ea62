"""Injected damage: that it is what it says, and hits the check it is for."""

import re
from random import Random

import pytest

from mtqa.checks import CHECKS, run
from mtqa.training.check_damage import generators
from mtqa.training.check_texts import Article, Row
from mtqa.training.damage_articles import ARTICLES
from mtqa.training.damage_lines import LINES
from mtqa.training.damage_pairs import PAIRS
from mtqa.training.slips import slip

HEADLINE = "Minister Visits Flooded Villages in London"
LINE = (
    "The minister of the region said in London on Monday, May 3, that the first 250 families "
    "of the flooded villages will return to their homes at 10:30 GMT."
)
ARTICLE = Article(
    "a",
    (
        Row(HEADLINE, "Ministerin besucht überflutete Dörfer in London"),
        Row(
            LINE,
            "Der Minister der Region sagte am Montag in London, dass die ersten 250 Familien der "
            "überfluteten Dörfer um 10:30 Uhr in ihre Häuser zurückkehren werden.",
        ),
        Row(
            'The mayor, Mr. Raab, did not answer. "We have $3.47 billion for the new bridges," he '
            "told reporters of the agency, and 40 percent of the money is for the farmers.",
            "Der Bürgermeister Raab antwortete nicht. „Wir haben 3,47 Milliarden Dollar für die "
            "neuen Brücken“, sagte er Reportern, und 40 Prozent des Geldes sind für die Bauern.",
        ),
    ),
    "de",
    whole=True,
)
ALL = {**LINES, **ARTICLES, **PAIRS}
SEEN = [
    "encoding.unreadable", "encoding.mojibake", "encoding.replacement_character",
    "markup.special_token", "markup.placeholder", "repetition.phrase_loop",
    "repetition.repeated_sentence", "lexical.made_up_word", "letters.spaced_letters",
    "punctuation.unbalanced_bracket", "omission.empty_translation", "carried.missing_placeholder",
]  # fmt: skip


def test_every_generator_is_of_a_check() -> None:
    assert ALL.keys() <= CHECKS.keys()
    assert len(ALL) == len(LINES) + len(ARTICLES) + len(PAIRS)
    assert generators(CHECKS.values()).keys() == ALL.keys()


def damaged(check: str, seed: int = 0):
    return generators([CHECKS[check]])[check](ARTICLE, Random(seed))


@pytest.mark.parametrize("check", ALL)
def test_a_seed_gives_one_damage(check: str) -> None:
    first, second = damaged(check), damaged(check)
    assert first == second
    if first is not None:
        before, after = first
        assert before != after


@pytest.mark.parametrize("check", SEEN)
def test_plain_damage_is_found(check: str) -> None:
    found = 0
    for seed in range(5):
        before, after = damaged(check, seed)
        assert run(before, [CHECKS[check]]).issues.count(()) == len(before.segments)
        found += any(run(after, [CHECKS[check]]).issues)
    assert found >= 4


def test_a_line_is_shown_with_its_neighbours() -> None:
    before, after = damaged("markup.placeholder")
    changed = [
        (old.target, new.target)
        for old, new in zip(before.segments, after.segments, strict=True)
        if old != new and old.target != new.target
    ]
    ((_, new),) = changed
    assert re.search(r"\{0\}|%s|\$\{name\}|\{\{name\}\}|%\(name\)s|__PH_1__", new)


def test_an_article_is_damaged_only_as_a_whole() -> None:
    generate = generators([CHECKS["repetition.repeated_sentence"]])["repetition.repeated_sentence"]
    part = Article("a", ARTICLE.rows, "de", whole=False)
    assert generate(part, Random(0)) is None
    before, after = damaged("repetition.repeated_sentence")
    targets = [segment.target for segment in after.segments]
    assert len(targets) > len(before.segments)
    assert len(set(targets)) < len(targets)


def test_a_pair_keeps_its_source_unless_both_sides_are_changed() -> None:
    before, after = damaged("amounts.changed_number")
    assert before.segments[0].source == after.segments[0].source
    assert "250" in before.segments[0].target
    assert "250" not in after.segments[0].target
    before, after = damaged("carried.missing_handle")
    assert re.search("#MeToo|@reuters", before.segments[0].target)
    assert re.search("#MeToo|@reuters", after.segments[0].source or "")
    assert not re.search("#MeToo|@reuters", after.segments[0].target)


def test_a_headline_alone_has_no_room_for_it() -> None:
    headline = Article("b", (Row(HEADLINE, "Ministerin in London"),), "de")
    assert {
        check
        for check, generate in generators(CHECKS.values()).items()
        if generate(headline, Random(0)) is not None
    } == set()


def test_a_name_is_a_whole_word_that_stands_by_itself() -> None:
    line = "They all met with Merkel and the mayor of the town at the old market yesterday."
    generate = generators([CHECKS["consistency.name_spelling"]])["consistency.name_spelling"]
    for other in ("Merkel\u00e9", "the Merkel", "Merkel Bridge", "merkel"):
        article = Article("c", (Row(line.replace("Merkel", other)),) * 3, whole=True)
        assert generate(article, Random(0)) is None
    before, after = generate(Article("c", (Row(line),) * 3, whole=True), Random(0)) or (None, None)
    assert before is not None
    assert after is not None
    assert sum("Merkel" in segment.target for segment in before.segments) == 3
    assert sum("with Merkel and" in segment.target for segment in after.segments) == 2


def test_a_slip_changes_one_place_behind_the_first_letter() -> None:
    slips = {slip("Raab", Random(seed)) for seed in range(200)}
    assert {"Rab", "Raaab", "Raub", "Raba"} <= slips
    assert all(len(word) in (3, 4, 5) and word[0] == "R" and word != "Raab" for word in slips)


def test_a_lost_name_is_a_whole_one_that_stands_nowhere_else() -> None:
    generate = generators([CHECKS["carried.missing_name"]])["carried.missing_name"]
    source = "Gestern sprach Anna Merkel lange."
    for target in (
        "Yesterday the chancellor Anna Merkel of Germany spoke for long, said Anna.",
        "Yesterday the chancellor Doctor Anna Merkel of Germany spoke for a long time.",
    ):
        assert generate(Article("d", (Row(target, source),), "de"), Random(0)) is None
    target = "Yesterday the chancellor Anna Merkel of Germany spoke for a long time."
    _, after = generate(Article("d", (Row(target, source),), "de"), Random(0)) or (None, None)
    assert after is not None
    assert after.segments[0].target == target.replace("Anna Merkel", "it")
