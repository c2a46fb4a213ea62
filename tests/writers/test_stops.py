from dataclasses import replace

from mtqa.mqm import Severity
from mtqa.types import Issue, Passage, Side, Span, Verdict
from mtqa.writers.stops import stops, worst_stop
from tests.writers.conftest import document, g7_report, segment


def test_passages_and_doubtful_sentences_in_reading_order() -> None:
    passage, sentence = stops(g7_report())
    assert (passage.number, passage.first, passage.line, passage.size) == (1, 2, 1, "2 sentences")
    assert (sentence.number, sentence.first, sentence.line, sentence.size) == (
        2, 4, 3, "1 sentence",
    )  # fmt: skip
    assert sentence.reasons[0] == "score 71.0"


def test_the_worst_is_garbled_whatever_else_there_is() -> None:
    worst = worst_stop(g7_report())
    assert worst is not None
    assert (worst.number, worst.verdict) == (1, Verdict.GARBLED)


def test_a_long_sentence_costs_more_than_one_word() -> None:
    word, sentence = (
        segment("Russia.", Verdict.DOUBTFUL, 15.0),
        segment("a b " * 30, Verdict.DOUBTFUL, 50.0),
    )
    worst = worst_stop(document("x", (word, sentence), 40.0, "D"))
    assert worst is not None
    assert worst.first == 2
    assert worst_stop(document("fine", (segment("All is well."),), 96.0, "A")) is None


def test_marks_of_a_passage_stand_on_their_words() -> None:
    def marked(text: str, word: str) -> Issue:
        start = text.index(word)
        return Issue("a.b", "Other", Severity.MAJOR, Span(start, start + len(word)), "x")

    texts = ("One bad word.", "Another evil word.")
    members = tuple(
        segment(text, Verdict.GARBLED, 5.0, issues=(marked(text, word),))
        for text, word in zip(texts, ("bad", "evil"), strict=True)
    )
    (found,) = stops(document("x", members, 5.0, "F", passages=(Passage(0, 1, ()),)))
    assert "".join(piece.text for piece in found.pieces) == "One bad word. Another evil word."
    assert [piece.text for piece in found.pieces if piece.severity] == ["bad", "evil"]
    source = replace(members[0].issues[0], span=Span(4, 7, Side.SOURCE))
    only = (replace(members[0], issues=(source,)),)
    (found,) = stops(document("x", only, 5.0, "F", passages=(Passage(0, 0, ()),)))
    assert [piece.severity for piece in found.pieces] == [None]


def test_a_sentence_without_text_still_has_a_name() -> None:
    (found,) = stops(document("x", (segment(" ", Verdict.GARBLED, 0.0),), 0.0, "F"))
    assert [piece.text for piece in found.pieces] == ["(no translation)"]
