from dataclasses import replace

from mtqa.types import Report, Skipped, Suppressed, UnusedIgnore
from mtqa.writers.text import ARTICLE_HEADING, article_line, chunks, passages_text
from mtqa.writers.wrapped import Style


def test_the_whole_text(report: Report) -> None:
    assert "".join(chunks(report)) == (
        """\
verdict     grade  score  95 % interval  garbled  article
not fit       D     57.8    31.4-88.0          1  news/g7-london.txt
doubtful      C     80.5    77.0-96.0          0  rows.csv [row-7]
doubtful      B     91.0    90.0-92.0          0  news/<b>evil\\x1b[2J.txt
not judged    -      n/a                       0  news/khmer.txt (km: the model judges English only)
not judged    -      n/a                       0  news/empty.txt

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
5 articles, 14 sentences, 120 words, 2 failures: score 71.5
2 garbled sentences in 1 passage (26.7 % of the words)
to publish: 1 not fit, 2 doubtful, 2 not judged
Judged from the translation alone, but for checks against the source in 1 article: says """
        """where a text is broken; it cannot see most fluent wrong translations.
"""
    )


def test_checks_skipped_for_one_reason_are_named_together(report: Report) -> None:
    g7 = report.documents[1]
    skipped = tuple(Skipped(f"amounts.{name}", "there is no source") for name in "edcba")
    run = Report((replace(g7, skipped=(*skipped, Skipped("qe.mtqa-en", "too long"))),))
    assert [line for line in "".join(chunks(run)).splitlines() if line.startswith("skipped")] == [
        "skipped in 1 article: amounts.a, amounts.b, amounts.c and 2 more: there is no source",
        "skipped in 1 article: qe.mtqa-en: too long",
    ]


def test_only_a_model_says_why_there_is_no_score(report: Report) -> None:
    khmer = report.documents[2]
    check = Skipped("amounts.a", "there is no source")
    line = article_line(replace(khmer, skipped=(check, *khmer.skipped)))
    assert line.endswith("news/khmer.txt (km: the model judges English only)")
    assert article_line(replace(khmer, skipped=(check,))).endswith("news/khmer.txt")


def test_reasons_are_limited_and_lines_wrapped(report: Report) -> None:
    g7 = report.documents[1]
    passage = replace(g7.passages[0], reasons=("one", "two " * 12, "three", "four", "five"))
    text = passages_text(Report((replace(g7, passages=(passage,)),)), 1, Style(48))
    assert text == (
        "news/g7-london.txt:1: 2 sentences\n"
        "    It is not the United States. As long as a\n"
        "    country acts alone, satisfied in a country\n"
        "    country. , I want to debate not only our\n"
        "    citizens, but also people all over the\n"
        "    world.\n"
        "    - one\n"
        "    - two two two two two two two two two two\n"
        "      two two\n"
        "    - three\n"
        "    - and 2 more reasons\n"
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
        "0 articles, 0 sentences, 0 words, 0 failures: score n/a\n"
        "0 garbled sentences in 0 passages (0.0 % of the words)\n"
        "Judged from the translation alone: says where a text is broken; "
        "it cannot see a fluent wrong translation.\n"
    )


def test_what_is_silenced_and_marks_of_no_use_are_told(report: Report) -> None:
    article = replace(
        report.documents[1],
        skipped=(),
        suppressed=(Suppressed("a.b", "allowed words", 2), Suppressed("c.d", "allowed words", 1)),
        unused_ignores=(UnusedIgnore(7, "ignroe \x1b[2J", "not one of ignore and off"),) * 12,
    )
    lines = "".join(chunks(Report((article,)))).splitlines()
    first = lines.index("silenced by allowed words: 2 issues of a.b in 1 article")
    assert lines[first + 1] == "silenced by allowed words: 1 issue of c.d in 1 article"
    assert lines[first + 2] == (
        "news/g7-london.txt:7: the mark 'ignroe \\x1b[2J' is of no use: not one of ignore and off"
    )
    assert lines[first + 12] == "and 2 more marks of no use"
