"""What the READMEs of the corpora promise, the files hold."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[1] / "corpora"
NEWS = CORPORA / "garbled-news"
README = (NEWS / "README.md").read_text("utf-8")
HALVES = ("dev", "test")


def records(name: str) -> list[dict]:
    return [json.loads(line) for line in (NEWS / name).read_text("utf-8").splitlines()]


def pairs(half: str) -> list[dict]:
    return [record for record in records(f"{half}.jsonl") if "odd" not in record]


def odd(half: str) -> list[dict]:
    return [record for record in records(f"{half}.jsonl") if "odd" in record]


def table_row(first_cell: str) -> list[int]:
    """The numbers of the row of a Markdown table, empty cells and words left out."""
    row = re.search(rf"^\| {re.escape(first_cell)} \|(.+)\|$", README, re.MULTILINE)
    assert row, first_cell
    return [int(cell) for cell in row[1].split("|") if cell.strip().isdigit()]


def faulty_spans(text: str, spans: list[list]) -> list[list]:
    """Spans out of bounds, out of order, overlapping, of unknown severity or cutting a word."""
    faulty, last = [], 0
    for start, end, severity in spans:
        inside = last <= start < end <= len(text)
        whole = inside and not re.search(r"^\s|\s$", text[start:end])
        cuts = inside and any(
            at and re.fullmatch(r"\w\w", text[at - 1 : at + 1]) for at in (start, end)
        )
        if not whole or cuts or severity not in ("minor", "major"):
            faulty.append([start, end, severity])
        last = end
    return faulty


def test_faulty_spans_are_seen() -> None:
    good = [[0, 3, "major"], [4, 7, "minor"]]
    bad = [[5, 2, "major"], [0, 8, "major"], [0, 3, "bad"], [0, 4, "minor"], [1, 3, "minor"]]
    assert faulty_spans("one two", good) == []
    assert [faulty_spans("one two", [span]) for span in bad] == [[span] for span in bad]
    assert faulty_spans("one two", [[0, 3, "major"], [0, 3, "major"]]) == [[0, 3, "major"]]


@pytest.mark.parametrize("half", HALVES)
def test_a_pair_is_two_sentences_and_where_they_differ(half: str) -> None:
    for pair in pairs(half):
        assert list(pair) == ["id", "domain", "kind", "clean", "garbled", "spans"], pair["id"]
        assert pair["clean"] != pair["garbled"], pair["id"]
        assert pair["spans"], pair["id"]
        assert faulty_spans(pair["garbled"], pair["spans"]) == [], pair["id"]
        assert any(severity == "major" for *_, severity in pair["spans"]), pair["id"]
        if pair["kind"] == "dropped-part":  # its spans hold the words beside the gap
            continue
        marked = [pair["garbled"][start:end] for start, end, _ in pair["spans"]]
        assert [text for text in marked if f" {text} " in f" {pair['clean']} "] == [], pair["id"]


@pytest.mark.parametrize("half", HALVES)
def test_an_article_is_sentences_with_labels(half: str) -> None:
    for article in records(f"articles-{half}.jsonl"):
        assert list(article) == ["id", "domain", "garbled", "title", "sentences"]
        paragraphs = [sentence["paragraph"] for sentence in article["sentences"]]
        assert paragraphs == sorted(paragraphs)
        assert set(paragraphs) == set(range(max(paragraphs) + 1))
        assert article["garbled"] == any(s["garbled"] for s in article["sentences"])
        for sentence in article["sentences"]:
            assert faulty_spans(sentence["text"], sentence["spans"]) == [], sentence
            severities = [severity for *_, severity in sentence["spans"]]
            assert sentence["garbled"] == ("major" in severities), sentence


def test_ids_and_texts_are_unique() -> None:
    everything = [r for half in HALVES for r in records(f"{half}.jsonl")]
    articles = [r for half in HALVES for r in records(f"articles-{half}.jsonl")]
    ids = Counter(record["id"] for record in everything + articles)
    texts = Counter(r[side] for r in everything for side in ("clean", "garbled") if side in r)
    texts.update(sentence["text"] for r in articles for sentence in r["sentences"])
    assert [key for key, count in (ids + texts).items() if count > 1] == []


def test_text_is_free_of_marks_and_stray_spaces() -> None:
    for half in HALVES:
        texts = [
            r[key] for r in records(f"{half}.jsonl") for key in ("clean", "garbled") if key in r
        ]
        for article in records(f"articles-{half}.jsonl"):
            texts += [article["title"], *(s["text"] for s in article["sentences"])]
        assert [t for t in texts if re.search(r"[⟦⟧⟨⟩{}~|]|\s\s|^\s|\s$|\s[.,;]", t)] == []


@pytest.mark.parametrize("half", HALVES)
def test_counts_in_the_readme_hold(half: str) -> None:
    records_of_half, articles = records(f"{half}.jsonl"), records(f"articles-{half}.jsonl")
    assert table_row(f"`{half}.jsonl`") == [
        len(records_of_half),
        len(pairs(half)),
        len(odd(half)),
    ]
    garbled = [article["garbled"] for article in articles]
    sentences = [s["garbled"] for article in articles for s in article["sentences"]]
    assert table_row(f"`articles-{half}.jsonl`") == [
        len(articles),
        sum(garbled),
        len(garbled) - sum(garbled),
        len(sentences),
        sum(sentences),
    ]


def test_kinds_in_the_readme_hold() -> None:
    counts = {half: Counter(pair["kind"] for pair in pairs(half)) for half in HALVES}
    assert counts["dev"].keys() == counts["test"].keys()
    assert len(counts["dev"]) == 12
    for kind in counts["dev"]:
        assert table_row(kind) == [counts["dev"][kind], counts["test"][kind]], kind


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_every_kind_in_every_domain(half: str) -> None:
    cells = Counter((pair["domain"], pair["kind"]) for pair in pairs(half))
    assert len(cells) == 12 * 12
    assert {domain for domain, _ in cells} == {
        name.strip() for name in re.search(r"twelve domains \((.+?)\)", README, re.S)[1].split(",")
    }
    assert Counter(record["kind"] for record in odd(half)) == dict.fromkeys(
        ("headline", "jargon", "sport", "law", "quote"), 10
    )


def test_every_sample_file_is_explained_and_the_folder_is_small() -> None:
    readme = (CORPORA / "README.md").read_text("utf-8")
    files = {path.name: path.stat().st_size for path in (CORPORA / "sample").iterdir()}
    assert set(re.findall(r"^### `(.+?)` \((?:clean|garbled)", readme, re.M)) == files.keys()
    assert sum(files.values()) < 40_000
    assert {Path(name).suffix for name in files} == {".txt", ".md", ".html", ".csv", ".jsonl"}


def test_what_the_readme_quotes_from_garbled_samples_stands_there() -> None:
    readme = (CORPORA / "README.md").read_text("utf-8")
    sections = re.findall(r"^### `(\S+)` \(garbled.*?\n(.+?)(?=^### |\Z)", readme, re.M | re.S)
    assert len(sections) == 4
    for name, text in sections:
        raw = (CORPORA / "sample" / name).read_text("utf-8").replace("’", "'")
        meant = re.sub(r"\([^()]*\)", "", text)  # what the source said stands in brackets
        for quote in re.findall(r'"([^"]+)"', meant):
            for part in filter(None, re.split(r"\s*\.\.\.\s*", quote.replace("\n", " "))):
                assert part.strip(" ,") in raw, (name, part)
