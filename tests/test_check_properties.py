"""What holds for every check and any text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.checks import CHECKS, Check, configure, run
from mtqa.types import Document, Segment

LANGUAGES = st.sampled_from(
    [None, "en", "en-GB", "de", "fr", "sv", "ru", "zh", "ja", "ar", "th", "xx"]
)
PIECES = st.sampled_from(
    [
        " ", ".", ",", ". ,", "..", "!", "?", '"', "“", "”", "(", ")", "[", "]", "«", "»", "1,00,0",
        "12.345.67", "million,000", "the", "The", "and", "Rab", "Raab", "Russia.", "said",
        "qwyjibo",
        "<b>", "<unk>", "&amp;", "{0}", "%s", "▁", "@@", "Ã©", "\N{REPLACEMENT CHARACTER}", "\0",
        "\ud800", "\ue000", "Китай", "prospeсt", "中国", "的", "ไม่", "नमस्ते", "אב\"ג", "İ", "ǅ", "ß",
        "\u0301", "\u200d", "no", "of the", "Der Minister sagte", "Assistant:", "\n", "\t",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
    st.tuples(PIECES, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1]),
)
PARAGRAPHS = st.lists(st.lists(TEXTS, max_size=3), max_size=4)


def document(paragraphs: list[list[str]], lang: str | None) -> Document:
    segments = []
    start = 0
    for number, texts in enumerate(paragraphs):
        for text in texts:
            segments.append(Segment(text, start, start + len(text), paragraph=number))
            start += len(text)
    return Document("any", tuple(segments), target_lang=lang)


@settings(deadline=None, max_examples=300)
@given(PARAGRAPHS, LANGUAGES)
def test_any_text(paragraphs: list[list[str]], lang: str | None) -> None:
    article = document(paragraphs, lang)
    found = run(article, configure())
    assert len(found.issues) == len(article.segments)
    for segment, issues in zip(article.segments, found.issues, strict=True):
        assert [i.span.start for i in issues] == sorted(i.span.start for i in issues)
        for issue in issues:
            assert issue.span.end <= len(segment.target)
            assert issue.message
    assert run(article, configure()) == found


HOSTILE = [
    '"', "(", "[1,", ")", "1,", "12.", "1 ", ".", ". ,", ",", "…", "a", "A", "a ", "Ab ", "no, ",
    "of the ", "Rab Raab ", "<", "<b ", "&", "{", "%", "▁", "@@", "_", "Ã", "“", "中", "ไ", "Ж",
    "Жa", "\N{REPLACEMENT CHARACTER}", "\0", "!", "-", " ", "\n", "million,000",
    "translate the following ",
]  # fmt: skip
# At most 16 times the text in 64 times the time: linear work takes 16 times, quadratic 256 times.
SMALL, LARGE, MOST = 2_000, 32_000, 64
NOTHING = 0.01  # seconds; below, the clock and the caches say more than the work


def seconds(check: Check, unit: str, size: int) -> float:
    text = (unit * size)[:size]
    article = document([[text, text]], "en")
    began = time.process_time()
    run(article, [check])
    return time.process_time() - began


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_time_is_linear_in_the_length(check: Check) -> None:
    seconds(check, "warm up the word lists ", SMALL)
    for unit in HOSTILE:
        small = max(NOTHING, seconds(check, unit, SMALL))
        large = seconds(check, unit, LARGE)
        if large >= MOST * small:  # other work on the machine only adds to it: once more
            large = min(seconds(check, unit, LARGE) for _ in range(3))
        assert large < MOST * small, f"{unit!r}: {small:.3f} s, then {large:.3f} s"
