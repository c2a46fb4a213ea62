import json

import pytest

from mtqa.errors import InputError
from mtqa.training import devsets, handwritten

PAIR = {"clean": "A cat.", "garbled": "A cut cat.", "kind": "odd", "spans": [[2, 5, "major"]]}
OTHER = {**PAIR, "kind": "negation", "spans": [[0, 1, "minor"]]}
ALONE = {"clean": "Cats up, dogs down", "odd": True, "kind": "headline"}


def write(tmp_path, *rows):
    path = tmp_path / "dev.jsonl"
    path.write_text("\n\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_a_pair_is_one_group_and_a_clean_sentence_another(tmp_path):
    found = handwritten.read_pairs(write(tmp_path, PAIR, ALONE))
    assert found.texts == ("A cat.", "A cut cat.", "Cats up, dogs down")
    assert found.kind.tolist() == [0, 1, 0]
    assert found.groups.tolist() == [0, 0, 1]
    assert found.names == ("garbled twin",)
    assert [rating.spans for rating in found.ratings] == [(), ((2, 5, True),), ()]
    assert found.twins


def test_kinds_of_damage_apart(tmp_path):
    found = handwritten.read_pairs(write(tmp_path, PAIR, OTHER, ALONE), kinds=True)
    assert found.names == ("negation", "odd")
    assert found.kind.tolist() == [0, 2, 0, 1, 0]


def test_articles(tmp_path):
    sentences = [
        {"text": "Fine.", "garbled": False, "spans": []},
        {"text": "Fine is.", "garbled": True, "spans": [[0, 7, "major"]]},
    ]
    found = handwritten.read_articles(write(tmp_path, {"sentences": sentences}))
    assert found.kind.tolist() == [0, 1]
    assert found.groups.tolist() == [0, 1]
    assert not found.twins


@pytest.mark.parametrize(
    "line", ['{"clean": ', '{"garbled": "x"}', "[]", '{"clean": "a", "garbled": "b", "spans": [3]}']
)
def test_a_broken_line_is_named(tmp_path, line):
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(PAIR) + "\n" + line, "utf-8")
    with pytest.raises(InputError, match=r"dev\.jsonl:2: no pair; it needs `clean`"):
        handwritten.read_pairs(path)


def test_a_broken_article_is_named(tmp_path):
    with pytest.raises(InputError, match=r"dev\.jsonl:1: no article; it needs `sentences`"):
        handwritten.read_articles(write(tmp_path, PAIR))


def test_the_sets_of_a_checkout_are_the_development_halves(tmp_path):
    pairs, articles = devsets.load(["garbled-news", "garbled-news-articles"], tmp_path)
    assert (pairs.name, articles.name) == ("garbled-news/dev", "garbled-news/articles-dev")
    assert (pairs.kind > 0).sum() == 150
    assert (pairs.kind == 0).sum() == 200
    assert (articles.kind > 0).sum() == 25
