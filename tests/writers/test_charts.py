from dataclasses import replace

import pytest

from mtqa.types import Document, DocumentReport, Segment, SegmentReport, Verdict
from mtqa.writers.charts import grade_bands, strip, strip_text

NOTHING = DocumentReport(Document("a", ()), (), 100, 90.0, None, None, 0.0, None)


def of_penalty(penalty: float) -> DocumentReport:
    return replace(NOTHING, penalty_per_100_words=penalty)


def of_verdicts(verdicts: str) -> DocumentReport:
    kinds = {verdict.value[0]: verdict for verdict in Verdict}
    segments = tuple(SegmentReport(Segment("x"), kinds[letter]) for letter in verdicts)
    return replace(NOTHING, segments=segments)


@pytest.mark.parametrize(
    ("penalty", "letter", "bar"),
    [
        (0.0, "A", 0), (1.025, "A", 0), (1.03, "A", 1), (4.1, "A", 3), (4.11, "B", 0),
        (13.8, "B", 3), (27.2, "C", 3), (54.4, "D", 3), (54.5, "F", 0), (108.8, "F", 3),
        (5000.0, "F", 3),
    ],
)  # fmt: skip
def test_a_limit_still_earns_its_grade(penalty: float, letter: str, bar: int) -> None:
    bands = {band.letter: band for band in grade_bands([of_penalty(penalty)])}
    assert {name: band.size for name, band in bands.items() if band.size} == {letter: 1}
    assert [one.size for one in bands[letter].bars] == [int(n == bar) for n in range(4)]


def test_bars_are_as_high_as_their_share_of_the_highest_and_never_vanish() -> None:
    bands = grade_bands([*[of_penalty(1.0)] * 1000, of_penalty(20.0)])
    heights = [bar.height for band in bands for bar in band.bars if bar.size]
    assert heights == [100, 1]


def test_what_is_not_known_is_not_drawn() -> None:
    assert all(band.size == 0 for band in grade_bands([NOTHING, of_penalty(float("nan"))]))


def test_a_strip_has_a_cell_for_each_sentence() -> None:
    found = strip(of_verdicts("fggdu"))
    assert found.cells == 5
    assert {shape.verdict.value: shape.path for shape in found.shapes} == {
        "fine": "M0 12v-2h1v2z",
        "garbled": "M1 12v-12h2v12z",
        "doubtful": "M3 12v-8h1v8z",
        "unscored": "M4 12v-5h1v5z",
    }
    assert found.text == "5 sentences: 1 unscored, 2 garbled, 1 doubtful, 1 fine"


def test_in_a_long_article_the_worst_of_neighbours_shows() -> None:
    found = strip(of_verdicts("f" * 500 + "g" + "f" * 499))
    assert found.cells == 160
    (garbled,) = [shape.path for shape in found.shapes if shape.verdict is Verdict.GARBLED]
    assert garbled == "M80 12v-12h1v12z"


def test_one_sentence_in_words() -> None:
    assert strip_text(of_verdicts("f").segments) == "1 sentence: 1 fine"
