from dataclasses import replace

from mtqa.compare import compare
from mtqa.grading import summarise
from mtqa.types import Document, DocumentReport, Report, Segment, SegmentReport, Verdict
from mtqa.writers.comparison_text import HEADING, chunks

BRIDGE = "The council met on Monday to discuss the new bridge."
PLAN = "Nobody spoke against the plan of the mayor."


def segment(text: str, score: float, verdict: Verdict = Verdict.FINE) -> SegmentReport:
    return SegmentReport(Segment(text), verdict, score)


def article(name: str, *segments: SegmentReport) -> DocumentReport:
    return summarise(Document(name, tuple(s.segment for s in segments), path=name), segments)


def old() -> Report:
    return Report(
        (
            article("in/a.txt", segment(BRIDGE, 90.0), segment(PLAN, 80.0)),
            article("in/b.txt", segment("The the the fell.", 5.0, Verdict.GARBLED)),
            article("in/c.txt", segment("Work begins in spring.", 70.0)),
            article("in/gone.txt", segment("Four of five lines stood still.", 70.0)),
        ),
        signature="mtqa:1|model:a",
    )


def new() -> Report:
    broken = segment("Nobody spoke spoke spoke against the plan.", 4.0, Verdict.GARBLED)
    return Report(
        (
            article("in/a.txt", segment(BRIDGE, 90.0), broken),
            article("in/b.txt", segment("The old wall fell.", 65.0)),
            article("in/sub/c2.txt", segment("Work begins in spring.", 70.0)),
            article("in/new\x1b[2J.txt", segment("Rain fell all day long.", 70.0)),
        ),
        signature="mtqa:1|model:a",
    )


def shown(before: Report, after: Report, limit: int = 10) -> str:
    return "".join(chunks(compare(before, after), limit))


def test_the_whole_comparison() -> None:
    assert (
        shown(old(), new())
        == f"""\
3 articles in both runs (2 by id, 1 by text), 1 only in the old, 1 only in the new
score of these 70.7 -> 58.7: -12.0 (95 % interval -55.5 to +33.0), may be chance
1 worse, 1 better, 1 same
garbled sentences in the whole runs 1 -> 1

Worse

{HEADING}
 -31.0   -76.0 to 0.0      85.5 -> 54.5      0 -> 1  in/a.txt
    sentence 2: 80.0 -> 4.0, fine -> garbled
      - Nobody spoke against the plan of the mayor.
      + Nobody spoke spoke spoke against the plan.

Better

{HEADING}
 +60.0                      5.0 -> 65.0      1 -> 0  in/b.txt
    sentence 1: 5.0 -> 65.0, garbled -> fine
      - The the the fell.
      + The old wall fell.

Only in the old run

    in/gone.txt

Only in the new run

    in/new\\x1b[2J.txt
"""
    )


def test_the_same_run_twice() -> None:
    assert shown(old(), old()) == (
        "4 articles in both runs (4 by id), 0 only in the old, 0 only in the new\n"
        "score of these 70.6 -> 70.6: 0.0 (95 % interval 0.0 to 0.0), the same\n"
        "4 same\ngarbled sentences in the whole runs 1 -> 1\n"
    )


def test_runs_judged_in_different_ways() -> None:
    text = shown(old(), replace(old(), signature="mtqa:2|model:a|glossary:x\x1b"))
    assert text.startswith(
        "The runs were judged in different ways: differences of score may come from that.\n"
        "    mtqa: 1 -> 2\n    glossary: none -> x\\x1b\n"
        "Score the old articles again for a fair comparison.\n\n"
    )


def test_a_new_name_is_told() -> None:
    moved = replace(old(), documents=(article("in/other.txt", segment(BRIDGE, 40.0)),))
    was = replace(old(), documents=(article("in/a.txt", segment(BRIDGE, 90.0)),))
    text = shown(was, moved)
    assert (
        "in/other.txt (was in/a.txt)\n    sentence 1: 90.0 -> 40.0, fine\n        The council"
        in text
    )


def test_only_the_greatest_changes_are_named() -> None:
    before = Report(tuple(article(f"{n}.txt", segment(f"{n} a b.", 50.0)) for n in range(9)))
    after = Report(tuple(article(f"{n}.txt", segment(f"{n} a b.", 50.0 - n)) for n in range(9)))
    text = shown(before, after, limit=2)
    names = [line.split()[-1] for line in text.splitlines() if line.endswith(".txt")]
    assert names == ["8.txt", "7.txt"]
    assert "    … and 6 more articles\n" in text


def test_sentences_that_hardly_moved_are_not_shown() -> None:
    before = Report((article("a", segment(BRIDGE, 90.0), segment(PLAN, 80.0)),))
    after = Report((article("a", segment(BRIDGE, 89.5), segment(PLAN, 60.0)),))
    text = shown(before, after)
    assert "sentence 2: 80.0 -> 60.0, fine" in text
    assert "sentence 1" not in text


def test_articles_without_a_score() -> None:
    none = replace(segment(PLAN, 0.0), score=None, verdict=Verdict.UNSCORED)
    bad = replace(none, verdict=Verdict.GARBLED, penalty=25.0)
    text = shown(Report((article("a", none),)), Report((article("a", bad),)))
    assert "   n/a                       n/a -> n/a      0 -> 1  a\n" in text
    assert "score of these" not in text


def test_no_article_in_both() -> None:
    assert shown(Report(()), Report(())).startswith(
        "0 articles in both runs, 0 only in the old, 0 only in the new\n"
    )
