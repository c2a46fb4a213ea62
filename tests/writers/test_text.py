from dataclasses import replace

from mtqa.types import Report
from mtqa.writers.text import ARTICLE_HEADING, article_line, chunks, passages_text


def test_the_whole_text(report: Report) -> None:
    assert "".join(chunks(report)) == (
        """\
grade  score  95 % interval  garbled  article
  D     57.8    31.4-88.0          1  news/g7-london.txt
  C     80.5    77.0-96.0          0  rows.csv [row-7]
  B     91.0    90.0-92.0          0  news/<b>evil\\x1b[2J.txt
  -      n/a                       0  news/khmer.txt (km: the model judges English only)
  -      n/a                       0  news/empty.txt

Worst passages

news/g7-london.txt:1: 2 sentences
    It is not the United States. As long as a country acts alone, satisfied in a country """
        """country. , I want to debate not only our citizens, but also people all over the world.
    - the word "country" is doubled
    - the model gives 97 % probability of garbled

not judged: news/broken.jsonl: line 17: not JSON: <b>\\x1b[31m; mend the line
not judged: news/gone.txt: no such file
skipped in 1 article: qe.mtqa-en: km: the model judges English only
skipped in 1 article: qe.mtqa-en: too\\x1b[1m odd
5 articles, 14 sentences, 120 words: score 71.5, 2 garbled sentences in 1 passage """
        """(26.7 % of the words), 2 failures
Judged from the translation alone: says where a text is broken; it cannot see a fluent """
        """wrong translation.
"""
    )


def test_columns_stand_under_their_heading(report: Report) -> None:
    line = article_line(report.documents[1])
    assert line.index("news/") == ARTICLE_HEADING.index("article")
    assert line.index("57.8") + len("57.8") == ARTICLE_HEADING.index("score") + len("score")


def test_nothing_acts_on_the_terminal(report: Report) -> None:
    garbled = replace(
        report.documents[0], passages=(replace(report.documents[1].passages[0], first=3, last=4),)
    )
    text = passages_text(Report((garbled,)), 5)
    assert "Red \\x1b[31malert\\x1b[0m and \\x1b]0;owned\\x07 a bell." in text
    assert all(character.isprintable() for character in text.replace("\n", ""))


def test_passages_are_limited_to_the_worst(report: Report) -> None:
    g7 = report.documents[1]
    mild = replace(
        g7,
        document=replace(g7.document, id="mild.txt", path="mild.txt"),
        passages=(replace(g7.passages[0], first=3, last=3),),
    )
    both = Report((mild, g7))
    assert passages_text(both, 1).startswith("news/g7-london.txt:1: 2 sentences\n")
    assert "\nmild.txt:3: 1 sentence\n" in passages_text(both, 2)
    assert passages_text(both, 0) == ""


def test_an_interrupted_empty_run() -> None:
    assert "".join(chunks(Report((), complete=False))) == (
        "\nThe run was interrupted: only the articles above were judged.\n"
        "0 articles, 0 sentences, 0 words: score n/a, 0 garbled sentences in 0 passages "
        "(0.0 % of the words), 0 failures\n"
        "Judged from the translation alone: says where a text is broken; "
        "it cannot see a fluent wrong translation.\n"
    )
