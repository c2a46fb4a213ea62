from collections import Counter

import pytest

from mtqa.compare.articles import ArticlePair, Match, Pair, likeness, pair_articles, word_pairs
from mtqa.types import Document, DocumentReport, Segment

BRIDGE = "The council met on Monday to discuss the new bridge. Nobody spoke against the plan."
BRIDGE_ANEW = "The council has met on Monday to discuss a new bridge. Nobody spoke against it."
CHOIR = "Salo wanted to write the house a birthday serenade. The choir sang outside in the rain."
TRAM = "Four of five lines stood still on Tuesday, because the drivers laid down their work."


def article(name: str, text: str, path: str | None = None, source: str | None = None):
    segments = (Segment(text, source=source),)
    document = Document(name, segments, path=path)
    return DocumentReport(document, (), 10, None, None, None, 0.0, None)


def test_by_id_before_all_else() -> None:
    pairs = pair_articles(
        [article("a", BRIDGE), article("b", CHOIR)], [article("b", BRIDGE), article("a", CHOIR)]
    )
    assert pairs == (ArticlePair(1, 0, Match.ID), ArticlePair(0, 1, Match.ID))


def test_by_text_where_it_moved_and_was_cut_anew() -> None:
    moved = article("z", BRIDGE.replace(". ", ".\n  "), path="other/z.txt")
    pairs = pair_articles([article("a", CHOIR), article("b", BRIDGE)], [moved])
    assert pairs == (ArticlePair(1, 0, Match.TEXT),)


def test_equal_texts_are_paired_in_their_order() -> None:
    old = [article("a", "Yes."), article("b", "Yes."), article("c", "Yes.")]
    new = [article("x", "Yes."), article("b", "Yes."), article("y", "Yes.")]
    assert [(pair.old, pair.new, pair.match.value) for pair in pair_articles(old, new)] == [
        (0, 0, "text"),
        (1, 1, "id"),
        (2, 2, "text"),
    ]


def test_by_source_where_the_translation_is_new() -> None:
    old = [article("a", BRIDGE, source="Der Rat tagte."), article("b", CHOIR, source="Das Haus.")]
    new = [article("z", TRAM, source="Das Haus.")]
    assert pair_articles(old, new) == (ArticlePair(1, 0, Match.SOURCE),)


def test_without_a_source_none_is_equal() -> None:
    assert pair_articles([article("a", BRIDGE)], [article("b", CHOIR)]) == ()
    blank = pair_articles([article("a", " ", source=" ")], [article("b", "", source="")])
    assert blank == ()


def test_by_the_place_below_the_folder_of_the_run() -> None:
    old = [
        article("old/eu/1.txt", BRIDGE, "old/eu/1.txt"),
        article("old/us/1.txt", CHOIR, "old/us/1.txt"),
    ]
    new = [
        article("/in/new/us/1.txt", TRAM, "/in/new/us/1.txt"),
        article("/in/new/eu/1.txt", "Wholly other words stand here.", "/in/new/eu/1.txt"),
    ]
    assert [(p.old, p.new, p.match.value) for p in pair_articles(old, new)] == [
        (1, 0, "path"),
        (0, 1, "path"),
    ]


def test_rows_of_a_file_need_their_id_too() -> None:
    old = [article("r1", BRIDGE, "old/rows.csv"), article("r2", CHOIR, "old/rows.csv")]
    assert pair_articles(old, [article("r3", TRAM, "new/rows.csv")]) == ()


def test_by_likeness_the_likeliest_first() -> None:
    old = [article("a", CHOIR), article("b", BRIDGE), article("c", TRAM)]
    new = [article("x", BRIDGE_ANEW), article("y", "Nothing of this was ever said before.")]
    (pair,) = pair_articles(old, new)
    assert (pair.old, pair.new, pair.match) == (1, 0, Match.LIKENESS)
    assert pair.likeness == likeness(word_pairs(BRIDGE), word_pairs(BRIDGE_ANEW))
    assert 0.4 < pair.likeness < 1


def test_an_article_is_paired_once() -> None:
    old = [article("a", BRIDGE)]
    new = [article("x", BRIDGE_ANEW + " More was said there."), article("y", BRIDGE_ANEW)]
    assert [(pair.old, pair.new) for pair in pair_articles(old, new)] == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a b c d", "a b c d", 1.0),
        ("a b c d", "A, b; c - d!", 1.0),
        ("a b c d e", "a b x d e", 0.5),
        ("a b", "c d", 0.0),
        ("", "", 0.0),
        ("好的你们", "好的他们", 1 / 3),
    ],
)
def test_likeness(one: str, other: str, expected: float) -> None:
    assert likeness(word_pairs(one), word_pairs(other)) == pytest.approx(expected)


def test_a_phrase_that_all_articles_share_makes_no_candidates(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Or a run of n articles would look closely at n x n of them."""
    looked_at = []

    def counting(one: Counter[Pair], other: Counter[Pair]) -> float:
        looked_at.append((one, other))
        return likeness(one, other)

    monkeypatch.setattr("mtqa.compare.articles.likeness", counting)
    old = [article(f"o{i}", f"It is said that {i} a{i} b{i} c{i}") for i in range(100)]
    new = [article(f"n{i}", f"It is said that {i} a{i} b{i} d{i}") for i in range(100)]
    pairs = pair_articles(old, new)
    assert [(pair.old, pair.new) for pair in pairs] == [(i, i) for i in range(100)]
    assert len(looked_at) == 100
