"""The report of what changed since an older run."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.compare import Trend, compare
from mtqa.types import DocumentReport, Report, Verdict
from mtqa.writers import HtmlOptions, write
from mtqa.writers.changes import (
    change_entries,
    changed_articles,
    sentence_pairs,
    trends,
    word_changes,
)


def retold(document: DocumentReport, index: int, text: str, score: float) -> DocumentReport:
    """An article with another sentence in one place."""
    segments = list(document.segments)
    old = segments[index]
    verdict = Verdict.FINE if score > 58 else Verdict.GARBLED
    segments[index] = replace(
        old, segment=replace(old.segment, target=text), score=score, verdict=verdict, issues=()
    )
    mean = (document.score or 0) + (score - (old.score or 0)) / len(segments)
    sentences = tuple(one.segment for one in segments)
    return replace(
        document,
        document=replace(document.document, segments=sentences),
        segments=tuple(segments),
        score=mean,
    )


@pytest.fixture
def older(report: Report) -> Report:
    """The run as it was: one article had a sound sentence, one was not there, one is gone."""
    hostile, g7, khmer, bilingual, empty = report.documents
    before = retold(g7, 1, "It is not the United States that acts alone in a country.", 95.0)
    gone = replace(empty, document=replace(empty.document, id="gone", path="old/gone.txt"))
    return replace(report, documents=(before, khmer, bilingual, gone, hostile))


def test_only_what_changed_is_listed(report: Report, older: Report) -> None:
    comparison = compare(older, report)
    (entry,) = change_entries(changed_articles(comparison), report.documents)
    assert entry.title == "g7-london.txt"
    assert entry.trend is Trend.WORSE
    assert (entry.value or 0) < 0
    assert entry.changed == 1
    assert trends(comparison.articles)[Trend.WORSE] == 1
    (pair,) = sentence_pairs(entry.change)
    assert (pair.old_number, pair.new_number, pair.trend) == (2, 2, Trend.WORSE)
    assert [part.text for part in pair.old_parts if part.changed] == ["that"]


def test_pages_of_a_comparison(report: Report, older: Report, tmp_path: Path) -> None:
    write(report, "html", tmp_path, HtmlOptions(against=older))
    listing = (tmp_path / "comparison.html").read_text("utf-8")
    assert "1 article got worse, 0 got better" in listing
    assert 'href="changes/0001-g7-london-txt.html"' in listing
    assert "old/gone.txt" in listing
    assert "The two runs were not judged in the same way" not in listing
    change = (tmp_path / "changes/0001-g7-london-txt.html").read_text("utf-8")
    assert "<del>that</del>" in change
    assert 'href="../documents/0002-g7-london-txt.html#s-2"' in change
    assert 'href="comparison.html"' in (tmp_path / "index.html").read_text("utf-8")
    article = (tmp_path / "documents/0002-g7-london-txt.html").read_text("utf-8")
    assert 'href="../changes/0001-g7-london-txt.html"' in article


def test_runs_that_were_judged_otherwise_say_so(
    report: Report, older: Report, tmp_path: Path
) -> None:
    other = replace(older, signature=older.signature.replace("mtqa-en@1a2b3c", "mtqa-en@999"))
    write(report, "html", tmp_path, HtmlOptions(against=other))
    listing = (tmp_path / "comparison.html").read_text("utf-8")
    assert "The two runs were not judged in the same way" in listing
    assert "<code>mtqa-en@999</code> → <code>mtqa-en@1a2b3c</code>" in listing


def test_a_run_against_itself(report: Report, tmp_path: Path) -> None:
    write(report, "html", tmp_path, HtmlOptions(against=report))
    listing = (tmp_path / "comparison.html").read_text("utf-8")
    assert "No score changed" in listing
    assert "Every article that stands in both runs is as it was." in listing
    assert not (tmp_path / "changes").exists()


def test_pages_of_a_former_comparison_go(report: Report, older: Report, tmp_path: Path) -> None:
    write(report, "html", tmp_path, HtmlOptions(against=older))
    write(report, "html", tmp_path)
    assert not (tmp_path / "comparison.html").exists()
    assert list((tmp_path / "changes").iterdir()) == []


def test_every_character_of_chinese_is_a_word() -> None:
    old, new = word_changes("外交部发言人表示", "外交部长发言表示")
    assert [part.text for part in old if part.changed] == ["人"]
    assert [part.text for part in new if part.changed] == ["长"]


@given(old=st.text(max_size=60), new=st.text(max_size=60))
def test_the_parts_are_the_texts(old: str, new: str) -> None:
    left, right = word_changes(old, new)
    assert "".join(part.text for part in left) == old
    assert "".join(part.text for part in right) == new
    kept = ["".join(p.text for p in side if not p.changed) for side in (left, right)]
    assert kept[0] == kept[1]
