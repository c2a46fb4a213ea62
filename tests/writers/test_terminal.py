import re
from dataclasses import replace

import pytest

from mtqa.mqm import Severity
from mtqa.types import DocumentReport, Issue, Report, Score, Skipped, Span, Verdict
from mtqa.writers.terminal import article_lines, issue_lines, segment_lines
from mtqa.writers.wrapped import Style

HOSTILE, G7, KHMER, BILINGUAL, EMPTY = range(5)


def shown(report: DocumentReport, **options: bool) -> str:
    return "\n".join(article_lines(report, Style(72), **options))


def test_the_whole_article(report: Report) -> None:
    assert (
        shown(report.documents[G7])
        == """\
g7-london.txt
news/g7-london.txt
grade D, score 57.8 (31.4 to 88.0), 1 garbled passage (50.0 % of the words), 5 sentences
note: the encoding was guessed: windows-1252

   1    92.5  Raab said London and Washington couldn't take their eyes
              off the challenge.
   2 X   8.2  It is not the United States. As long as a country acts
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              alone, satisfied in a country country.
              ^^^^^~~~~~~~~~         ^^^^^^^^^^^^^^^
              major: the model expects a reader to mark this as a major
                     error: “the United States. As long as a country…”
                     [qe.mtqa-en]
              minor: the model expects a reader to mark this: “ountry
                     acts alone, satisfi” [qe.mtqa-en]
              major: the word "country" is doubled: “ountry country.”
                     [repetition.doubled_word]
              garbled: 97 % probability by the model
   3 X  20.0  , I want to debate not only our citizens, but also people
              ~
              all over the world.
              minor: a comma cannot open a sentence: “,”
                     [punctuation.leading_mark]
              garbled: 90 % probability by the model

   4 ?  71.0  He hesitated the opportunity to shout that Britain has cut
                 ######################################
              its aid budget. Russia.
                              ^^^^^^^
              critical: the model expects a reader to mark this as a
                        critical error: “hesitated the opportunity to
                        shout tha” [qe.mtqa-en]
              major: one word stands alone after a full stop: “Russia.”
                     [syntax.fragment]
   5    99.9  The talks on Tuesday and Wednesday are likely to address a
              crisis.

columns: sentence, verdict, score   X garbled   ? doubtful   ~ minor   ^ major   # critical"""
    )


def test_source_and_reference_stand_beside(report: Report) -> None:
    text = shown(report.documents[BILINGUAL])
    assert (
        """\
              minor: the number 5 is not in the source: “5”
                     [numbers.added]
              source: The minister said that 6 countries had signed the
                                             ^
                      deal."""
        in text
    )
    assert "And thanks." not in text  # nothing was found there
    assert "source: And thanks." in shown(report.documents[BILINGUAL], every=True)


def test_why_a_sentence_without_a_mark_is_doubtful(report: Report) -> None:
    g7 = report.documents[G7]
    bare = replace(g7.segments[3], issues=())
    text = shown(replace(g7, segments=(bare,)))
    assert "              doubtful: for its score; no word stands out\n" in text


def test_what_could_not_be_judged(report: Report) -> None:
    text = shown(report.documents[KHMER])
    assert "grade -, score n/a, 0 garbled passages, 2 sentences" in text
    assert "skipped: qe.mtqa-en: km: the model judges English only" in text
    assert "   2 -   n/a  ពិភពលោក។" in text
    assert "- unscored" in text


def test_an_empty_article(report: Report) -> None:
    assert shown(report.documents[EMPTY]) == (
        "empty.txt\nnews/empty.txt\ngrade -, score n/a, 0 garbled passages, 0 sentences\n\n"
        "columns: sentence, verdict, score"
    )


def test_nothing_acts_on_the_terminal(report: Report) -> None:
    hostile = report.documents[HOSTILE]
    text = shown(hostile) + "".join(issue_lines(hostile))
    text += "".join("".join(segment_lines(hostile, index, Style(72))) for index in range(5))
    assert all(character.isprintable() for character in text.replace("\n", ""))
    assert "Red \\x1b[31malert\\x1b[0m and \\x1b]0;owned\\x07 a bell." in text
    colour = "\n".join(article_lines(hostile, Style(72, colour=True)))
    assert set(re.findall("\x1b.", colour)) == {"\x1b["}
    assert set(re.findall("\x1b\\[([^m]*)m", colour)) <= {
        "0", "1", "2", "1;33", "4;33", "1;4;31"
    }  # fmt: skip


def test_one_sentence_in_full(report: Report) -> None:
    g7 = report.documents[G7]
    scores = (
        Score("mtqa-en", 20.0, 20.0),
        Score("other\x07", None, None, truncated=True),
    )
    skipped = (Skipped("numbers.missing", "there is no source"),)
    full = replace(g7, segments=(replace(g7.segments[2], scores=scores, skipped=skipped),))
    assert list(segment_lines(full, 0, Style(80))) == [
        "news/g7-london.txt:1: sentence 1, garbled",
        "",
        "   1 X  20.0  , I want to debate not only our citizens, but also people all over",
        "              ~",
        "              the world.",
        "              minor: a comma cannot open a sentence: “,”",
        "                     [punctuation.leading_mark]",
        "              garbled: 90 % probability by the model",
        "",
        "mtqa-en: 20.0 (its own number 20)",
        "other\\x07: n/a, not all of the text was seen",
        "checks: penalty 0.1 of 25",
        "skipped: numbers.missing: there is no source",
    ]


def test_one_line_an_issue(report: Report) -> None:
    assert list(issue_lines(report.documents[BILINGUAL])) == [
        "rows.csv:7: major: the number 6 is missing: “6” in the source [numbers.missing]",
        "rows.csv:7: minor: the number 5 is not in the source: “5” [numbers.added]",
    ]
    assert list(issue_lines(report.documents[EMPTY])) == []


def test_verdicts_are_told_by_a_sign_and_not_by_colour_alone(report: Report) -> None:
    text = "\n".join(article_lines(report.documents[G7], Style(100, colour=True)))
    signs = re.findall(r"^\x1b\[[0-9;]*m *(\d) ([X?-]?) +[\d.]+ ", text, re.MULTILINE)
    assert signs == [("1", ""), ("2", "X"), ("3", "X"), ("4", "?"), ("5", "")]
    assert Verdict.GARBLED.value in text.splitlines()[-1]


@pytest.mark.parametrize(
    ("by_check", "garbled", "told"),
    [(True, 0.07, ""), (True, 0.5, "50 %"), (False, 0.07, "7 %"), (False, 0.97, "97 %")],
)
def test_a_model_that_did_not_decide_is_not_quoted_against_a_check(
    report: Report, by_check: bool, garbled: float, told: str
) -> None:
    g7 = report.documents[G7]
    wrong = Issue(
        "language.wrong", "Non-translation", Severity.MAJOR, Span(0, 9), "this is not English"
    )
    issues = (wrong,) if by_check else ()
    segment = replace(g7.segments[2], issues=issues, garbled=garbled)
    text = "\n".join(segment_lines(replace(g7, segments=(segment,)), 0, Style(80)))
    assert segment.verdict is Verdict.GARBLED
    assert ("this is not English" in text) is by_check
    assert (f"garbled: {told} probability by the model" in text) is bool(told)
    assert ("by the model" in text) is bool(told)
