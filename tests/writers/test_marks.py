from hypothesis import example, given
from hypothesis import strategies as st

from mtqa.mqm import Severity
from mtqa.writers.marks import Mark, Piece, cut, excerpt

TEXTS = st.text(alphabet=st.sampled_from("ab é<&\"'>;👩‍👧\u0301سא\n"), max_size=30)
SPANS = st.lists(
    st.tuples(st.integers(0, 32), st.integers(1, 32), st.sampled_from(Severity)), max_size=8
)


def marks(spans: list[tuple[int, int, Severity]]) -> list[Mark]:
    return [
        Mark(start, start + length, number, severity, f"note {number}")
        for number, (start, length, severity) in enumerate(spans, start=1)
    ]


def test_overlap_keeps_the_text_and_the_worst_severity() -> None:
    pieces = cut("abcdefgh", marks([(0, 5, Severity.MINOR), (3, 5, Severity.MAJOR)]))
    assert pieces == (
        Piece("abc", Severity.MINOR, "note 1", (1,), ()),
        Piece("de", Severity.MAJOR, "note 1\nnote 2", (1, 2), (1,)),
        Piece("fgh", Severity.MAJOR, "note 2", (2,), (2,)),
    )


def test_a_mark_inside_another() -> None:
    pieces = cut("abcd", marks([(0, 4, Severity.CRITICAL), (1, 1, Severity.MINOR)]))
    assert [(piece.text, piece.severity, piece.ends) for piece in pieces] == [
        ("a", Severity.CRITICAL, ()),
        ("b", Severity.CRITICAL, (2,)),
        ("cd", Severity.CRITICAL, (1,)),
    ]


def test_the_same_span_twice() -> None:
    (piece,) = cut("ab", marks([(0, 2, Severity.NEUTRAL), (0, 2, Severity.MINOR)]))
    assert piece == Piece("ab", Severity.MINOR, "note 1\nnote 2", (1, 2), (1, 2))


def test_what_lies_outside_is_cut_off() -> None:
    assert cut("ab", marks([(1, 9, Severity.MINOR), (5, 2, Severity.MAJOR)])) == (
        Piece("a"),
        Piece("b", Severity.MINOR, "note 1", (1,), (1,)),
    )
    assert cut("", marks([(0, 3, Severity.MINOR)])) == ()


@given(text=TEXTS, spans=SPANS)
def test_the_pieces_are_the_text(text: str, spans: list[tuple[int, int, Severity]]) -> None:
    given_marks = marks(spans)
    pieces = cut(text, given_marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    offset = 0
    for piece in pieces:
        covering = [m for m in given_marks if m.start <= offset < m.end]
        worst = max((m.severity for m in covering), key=list(Severity).index, default=None)
        assert piece.severity == worst
        assert set(piece.title.splitlines()) == {m.title for m in covering}
        assert set(piece.numbers) == {m.number for m in covering}
        offset += len(piece.text)
    inside = [m.number for m in given_marks if m.start < len(text)]
    assert sorted(number for piece in pieces for number in piece.ends) == inside


@given(TEXTS, SPANS, st.integers(3, 12))
@example(";;;;;;;;", [(7, 3, Severity.NEUTRAL)], 9)  # a mark that ends behind the text
def test_an_excerpt_is_a_stretch_of_the_text_with_the_gravest_mark(text, spans, limit) -> None:
    found = excerpt(text, marks(spans), limit)
    inner = "".join(piece.text for piece in found).removeprefix("…\xa0").removesuffix("\xa0…")
    assert inner in text
    assert len(inner) <= limit
    inside = [mark for mark in marks(spans) if mark.start < len(text)]
    if inside and " " not in text:
        gravest = max((mark.severity for mark in inside), key=tuple(Severity).index)
        assert gravest in [piece.severity for piece in found]
