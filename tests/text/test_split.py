import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.text import split as splitting
from mtqa.text.blocks import Block, BlockBuilder, Lines
from mtqa.text.split import segment, split
from tests.conftest import CpuSeconds

# Whatever breaks a sentence splitter: marks, odd spaces, abbreviations, surrogates, control codes.
HOSTILE = st.lists(
    st.one_of(
        st.characters(codec=None),
        st.sampled_from(
            [
                "A",
                "B\u00a0.",
                ". ",
                "Mr.",
                "e.g.",
                "U.S.",
                "1.",
                "\u201c",
                "\u201d",
                '"',
                "?!",
                "\x00",
                "\u2028",
                "\u3000",
                "\ud800",
                "\udfff",
                "\n",
                "\r\n",
                "\u17d4",
                "\u3002",
                "\U0001f600",
            ]
        ),
    ),
    max_size=60,
).map("".join)
LANGUAGES = st.sampled_from([None, "en", "de-CH", "zh", "ja", "km", "ar", "zz", "", "pt_BR"])


def _targets(text: str, lang: str | None = "en") -> list[str]:
    return [piece.target for piece in split(Block.whole(text), lang)]


@given(HOSTILE, LANGUAGES)
def test_every_segment_stands_where_it_says_and_no_text_is_lost(
    text: str, lang: str | None
) -> None:
    segments = split(Block.whole(text), lang)
    for piece in segments:
        assert text[piece.start : piece.end] == piece.target == piece.target.strip() != ""
    assert "".join("".join(s.target for s in segments).split()) == "".join(text.split())
    assert [s.start for s in segments] == sorted(s.start for s in segments)


@pytest.mark.parametrize("longest", [8, 50])
def test_a_long_text_is_cut_in_windows_without_a_gap(
    monkeypatch: pytest.MonkeyPatch, longest: int
) -> None:
    monkeypatch.setattr(splitting, "LONGEST", longest)
    text = "One two. Three four five six! " * 9 + "x" * 120 + " end. Last."
    segments = split(Block.whole(text), "en")
    assert all(text[s.start : s.end] == s.target and len(s.target) <= longest for s in segments)
    assert "".join("".join(s.target for s in segments).split()) == "".join(text.split())


def test_windows_do_not_move_sentence_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(f"Sentence number {number} is here." for number in range(200))
    whole = _targets(text)
    monkeypatch.setattr(splitting, "LONGEST", 100)
    assert _targets(text) == whole
    assert len(whole) == 200


def test_a_stray_comma_after_a_full_stop_stays_in_one_segment() -> None:
    assert _targets("decades to benefit. , I want to debate. Russia.") == [
        "decades to benefit. , I want to debate.",
        "Russia.",
    ]


def test_abbreviations_quotes_and_decimals_do_not_split() -> None:
    text = (
        "Mr. Blinken of the U.S. State Dept. paid $3.5 million. \u201cReally? Yes.\u201d He left."
    )
    assert _targets(text)[0].endswith("million.")
    assert _targets(text)[-1] == "He left."


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "“We will not go there.| We never said that we would,” he said.| It rained."),
        (None, 'He said: "They could land a deal.|  But it is going to be bad. Very bad."'),
        (None, 'She asked, "Who is to pay for all this?| The farmers cannot! Never."'),
        ("en", "“I saw Mr. Smith at the U.S. embassy.| He left with Dr. B. Brown at noon.”"),
        ("de", "„Wir gehen da nicht hin.| Das haben wir nie gesagt“, sagte er."),
        ("fr", "« Nous n'irons pas là-bas.| Nous ne l'avons jamais dit », dit-il."),
        ("zh", "他说：“我们不去那里。|我们从没说过。”"),
        ("ja", "彼は「これはペンです。|それは本です。」"),
    ],
)
def test_a_quotation_of_several_sentences_is_cut_between_them(lang: str | None, text: str) -> None:
    assert _targets(text.replace("|", ""), lang) == [part.strip() for part in text.split("|")]


@pytest.mark.parametrize(
    "text",
    [
        'She said "Really? Yes." and left.',
        '"No. No. No way," he said.',
        "\u201cThe film is Hush... Hush, Sweet Charlotte\u201d was shown.",
        "\u201cWe met Sen. Chris Coons of the state and Ms. Anna Bell of the bank\u201d, he said.",
        "\u201cIt was signed by J. Robert Brown and by the former No. 1 of the world.\u201d",
        '"Where is he?" asked the mayor of the town.',
        '"Stop that at once!" and "Go home at once!" were the cries.',
        '"He came in. and nobody said a single word," she said.',
    ],
)
def test_a_quotation_is_not_cut_elsewhere(text: str) -> None:
    assert _targets(text) == [text]


def test_a_quotation_that_is_cut_stays_in_its_paragraph_and_place() -> None:
    text = 'He said, "It rained all day.\r\nNobody went out of the house."'
    first, second = split(Block.whole(text), "en")
    assert (first.target, first.line, first.paragraph) == ('He said, "It rained all day.', 1, 0)
    assert (second.target, second.line) == ('Nobody went out of the house."', 2)
    assert text[second.start : second.end] == second.target


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("zh", "你好。再见！他来了。", 3),
        ("ja", "これはペンです。それは本です。", 2),
        ("km", "ខ្ញុំទៅ។ អ្នកនៅ។", 2),
        ("hi", "नमस्ते। आप कैसे हैं?", 2),
        ("ar", "ماذا قال؟ ذهب إلى البيت.", 2),
    ],
)
def test_other_scripts_split_at_their_own_marks(lang: str, text: str, count: int) -> None:
    assert len(_targets(text, lang)) == count


def test_a_wrapped_sentence_keeps_its_line_ends_and_the_next_has_its_own_line() -> None:
    text = "\nThe minister\r\nsaid no.\r\nHe left."
    segments = split(Block.whole(text), "en")
    assert [(s.target, s.line) for s in segments] == [
        ("The minister\r\nsaid no.", 2),
        ("He left.", 4),
    ]


def test_a_blank_line_within_one_block_does_not_split() -> None:
    assert _targets("The minister\n\n  said no.") == ["The minister\n\n  said no."]


def test_the_crash_of_a_capital_a_no_break_space_and_a_stop_does_not_happen() -> None:
    assert "".join(_targets("A B\u00a0. Next")).endswith("Next")


def test_escapes_move_the_end_and_not_the_text() -> None:
    builder = BlockBuilder(Lines())
    builder.verbatim("He said ", 3)
    builder.escape("&", 11, 5)
    builder.verbatim(" left. Then", 16)
    first, second = split(builder.block(), "en")
    assert (first.target, first.start, first.end) == ("He said & left.", 3, 22)
    assert (second.target, second.start, second.end) == ("Then", 23, 27)


def test_a_segment_can_be_kept_exactly_as_read() -> None:
    block = Block.whole("  a b \n")
    assert segment(block, 0, 7).target == "  a b \n"
    empty = segment(Block("", 5), 0, 0)
    assert (empty.target, empty.start, empty.end) == ("", 5, 5)


@pytest.mark.parametrize(
    "unit",
    [
        "\u201c",
        "! \u201c",
        "(",
        "a",
        " ",
        ". ",
        "Mr. ",
        "\u300c",
        "\n",
        '"',
        '" A. B',
        '"' + "A. " * 99,
    ],
)
def test_time_is_linear_in_the_length_of_hostile_text(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        block = Block.whole((unit * size)[:size])
        return cpu_seconds(lambda: split(block, "en"))

    split(Block.whole("warm up."), "en")
    assert seconds(320_000) < 24 * seconds(40_000) + 0.2  # quadratic would be 64
