"""What a check needs leaves out no segment in which the check would find something."""

from dataclasses import replace
from pathlib import Path
from string import ascii_letters

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.checks import CHECKS, Check, run
from mtqa.checks.needs import (
    Needs,
    Whole,
    any_of,
    between_words,
    either,
    holding,
    matching,
    opening,
    within,
)
from mtqa.readers import read
from mtqa.text.words import letter_runs
from mtqa.types import Document, Segment
from tests.test_check_properties import LANGUAGES, TEXTS
from tests.test_checks import ALL

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
SPARED = [check for check in CHECKS.values() if check.needs is not None]
CASES = [case.document for case in ALL]
PIECES = sorted({piece for case in CASES for one in case.segments for piece in one.target.split()})
SHREDS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", " ", "", "\n", "\u00a0"])),
    max_size=12,
).map(lambda pairs: "".join(piece + between for piece, between in pairs))


def assert_nothing_is_lost(check: Check, article: Document) -> None:
    always = replace(check, needs=None)
    assert run(article, [check]) == run(article, [always])


@pytest.mark.parametrize("check", SPARED, ids=lambda check: check.id)
def test_cases_of_all_checks(check: Check) -> None:
    for article in CASES:
        assert_nothing_is_lost(check, article)


@pytest.mark.parametrize("check", SPARED, ids=lambda check: check.id)
def test_cases_in_one_article(check: Check) -> None:
    segments = [segment for article in CASES for segment in article.segments]
    for lang in {article.target_lang for article in CASES if article.target_lang}:
        assert_nothing_is_lost(check, Document("all", tuple(segments), target_lang=lang))


def test_sample() -> None:
    for article in read([str(SAMPLE)]):
        assert isinstance(article, Document)
        for check in SPARED:
            assert_nothing_is_lost(check, article)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.one_of(TEXTS, SHREDS), max_size=5), LANGUAGES)
def test_any_text(texts: list[str], lang: str | None) -> None:
    article = Document("any", tuple(map(Segment, texts)), target_lang=lang)
    for check in SPARED:
        assert_nothing_is_lost(check, article)


@pytest.mark.parametrize(
    ("check", "options"),
    [
        ("language.wrong_language", {"max_own": 1.0}),
        ("language.wrong_language", {"max_own": 0.0}),
        ("article.run_on", {"max_words": 5}),
    ],
)
def test_a_need_that_asks_for_options(check: str, options: dict[str, float]) -> None:
    asks = replace(CHECKS[check], options={**CHECKS[check].options, **options})
    for article in CASES:
        assert_nothing_is_lost(asks, article)


@given(st.lists(st.text(alphabet="ab, \n", max_size=8), max_size=6))
def test_a_match_is_seen_wherever_it_stands(texts: list[str]) -> None:
    for pattern in (r"a\s*b", r",\s+,", "ab|b,", r"b+a"):
        found = matching(pattern)(Whole(tuple(texts), "en"))
        assert {i for i, text in enumerate(texts) if matching(pattern)(Whole((text,), "en"))} <= {
            *found
        }
        assert list(found) == sorted(set(found))


@given(st.lists(st.text(alphabet="aab ,1\n\u00e4\u0142", max_size=8), max_size=6))
def test_a_word_is_seen_wherever_it_stands(texts: list[str]) -> None:
    for words in (["a"], ["aa", "b"]):
        has = [i for i, text in enumerate(texts) if not letter_runs(text).isdisjoint(words)]
        assert list(holding(words)(Whole(tuple(texts), "en"))) == has


def test_many_words_are_seen() -> None:
    words = [letter + "ab" for letter in ascii_letters]
    article = Whole(("none of them", " ".join(words), "zab", "zabs"), "en")
    assert list(holding(words)(article)) == [1, 2]


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (any_of("%", ">>"), [1, 3]),
        (matching(r"[0-9]%", r"\na"), [0, 1]),
        (between_words(r"\d%", r"\n[\W_]*\n", " [,.]"), [1, 4]),
        (within(any_of("%"), "^5|x$"), [1, 3]),
        (opening("%>"), [3]),
        (holding(("all", "b", "C")), [0, 1]),
        (either(opening("%"), matching(r"c\s?\n")), [2, 3]),
    ],
)
def test_needs(need: Needs, expected: list[int]) -> None:
    article = Whole(("all of it", "5% >> b2", "c ", " % x", ""), "en")
    assert list(need(article)) == expected
