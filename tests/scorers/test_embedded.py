"""The embedded model: loading, windows, spans, and that nothing depends on the batch."""

import json
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.errors import ModelError
from mtqa.mqm import Severity
from mtqa.scorers import load
from mtqa.scorers.batching import predict
from mtqa.scorers.calibration import Calibration, Scaling
from mtqa.scorers.embedded import WINDOW, EmbeddedScorer, Raw, spans
from mtqa.scorers.encode import load_tokenizer, windows
from mtqa.types import Segment

from .conftest import TOKENIZER

TEXTS = [
    "Russia.",
    "The minister said on Monday that the talks would go on.",
    "a " * 300,
    "\ud800 lone \x00 marks",
    "Приветствие и 中文 mixed with English words",
    " ",
]


def test_scores_do_not_depend_on_batch_or_order(tiny):
    segments = [Segment(text) for text in TEXTS]
    together = predict(tiny, segments)
    alone = [tiny.predict([segment])[0] for segment in segments]
    backwards = predict(tiny, segments[::-1], budget=100)[::-1]
    for one, two, three in zip(together, alone, backwards, strict=True):
        assert one.score.value == pytest.approx(two.score.value, abs=1e-3)
        assert one.garbled == pytest.approx(three.garbled, abs=1e-5)
        assert [i.span for i in one.issues] == [i.span for i in two.issues]


@given(st.text(max_size=80))
@settings(max_examples=60, deadline=None)
def test_any_text_is_judged_within_bounds(tiny, text):
    (prediction,) = tiny.predict([Segment(text)])
    assert 0 <= prediction.score.value <= 100
    assert 0 <= prediction.garbled <= 1
    ends = [0]
    for issue in prediction.issues:
        assert ends[-1] <= issue.span.start < issue.span.end <= len(text)
        ends.append(issue.span.end)


def test_a_long_text_is_read_to_its_end():
    tokenizer = load_tokenizer(TOKENIZER)
    text = " ".join(f"word{i}" for i in range(200))
    (cut,) = windows([text], tokenizer, WINDOW, 96)
    covered = {place for window in cut for place in window.offsets}
    whole = tokenizer.encode(text, add_special_tokens=False).offsets
    assert len(cut) > 3
    assert covered == set(whole)
    assert all(len(window.ids) <= WINDOW for window in cut)


def test_length_counts_every_window(tiny):
    short, long = tiny.lengths([Segment("Russia."), Segment("a " * 300)])
    assert short == 4  # russia . and the two special tokens
    assert long > 300


def raw(text: str, *wrong: str, major: str = "") -> Raw:
    """Token by token: words in `wrong` have a high error logit, `major` a high major logit too."""
    tokens, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        bare = word.strip(".,")
        tokens.append(
            (
                *(start, at, 3.0 if bare in (*wrong, major) else -3.0),
                *(3.0 if bare == major else -3.0, 0.0),
            )
        )
    return Raw(0.0, 0.0, 50.0, 0.0, 0, tuple(tokens))


@pytest.mark.parametrize(
    ("wrong", "major", "expected"),
    [
        ((), "", []),
        (("two",), "", [("two", Severity.MINOR)]),
        (("two", "three"), "", [("two three", Severity.MINOR)]),
        (("one", "three"), "", [("one two three", Severity.MINOR)]),
        (("one", "four"), "", [("one", Severity.MINOR), ("four", Severity.MINOR)]),
        (("one",), "two", [("one two", Severity.MAJOR)]),
        (("five",), "", [("five", Severity.MINOR)]),
    ],
)
def test_spans_are_whole_words_and_neighbours_join(wrong, major, expected):
    text = "one two three four five."
    found = spans(text, raw(text, *wrong, major=major), Calibration())
    assert [(text[i.span.start : i.span.end], i.severity) for i in found] == expected


def test_a_garbled_segment_costs_a_non_translation():
    calibration = Calibration(penalty_base=2.0)
    heads = {"penalty": 4.0, "chrf": 50.0, "majors": 2.0, "oddities": 3.0}
    assert calibration.penalty(**heads, garbled=0.0) == 6.0
    assert calibration.penalty(**heads, garbled=1.0) == 25.0
    assert Calibration(penalty_base=-9.0).penalty(**heads, garbled=0.0) == 0.0
    assert Calibration(major_slope=0.5).penalty(**heads, garbled=0.0) == 5.0
    assert Calibration(odd_slope=0.5).penalty(**heads, garbled=0.0) == 5.5


def test_a_loop_adds_to_what_the_network_says():
    calibration = Calibration(loop_weight=8.0)
    assert calibration.garbled_probability(-4.0, 0.0, 0) < 0.02
    assert calibration.garbled_probability(-4.0, 0.25, 0) == pytest.approx(0.5)
    assert calibration.garbled_probability(-4.0, 1.0, 0) > 0.98
    assert Calibration().garbled_probability(-9.0, 0.6, 4) < 0.001


def test_words_of_scripture_add_to_what_the_network_says():
    calibration = Calibration(scripture_weight=0.75)
    assert calibration.garbled_probability(-3.0, 0.0, 4) == pytest.approx(0.5)
    assert calibration.garbled_probability(-3.0, 0.0, 0) == Calibration().garbled_probability(
        -3.0, 0.0, 4
    )


def test_the_most_repetitive_and_most_scriptural_window_counts(tiny):
    calm = "The minister visited London and followed the farmer of the gardens slowly. "
    (raw,) = tiny.raw([calm * 30 + "For thou hath sinned, saith the prophet of the almighty God. "])
    (alone,) = tiny.raw([calm])
    assert alone.scripture == 0
    assert raw.scripture == 8


def test_a_fragment_is_never_called_garbled(tiny):
    always = EmbeddedScorer(
        tiny._network, tiny._tokenizer, Calibration(garbled_at=0.0), "always garbled"
    )
    short, long = always.predict([Segment("Blood."), Segment("Blood blood of blood.")])
    assert not short.is_garbled
    assert long.is_garbled


def test_a_headline_is_never_called_garbled(tiny):
    always = EmbeddedScorer(
        tiny._network, tiny._tokenizer, Calibration(garbled_at=0.0), "always garbled"
    )
    headline = "Snow shuts pass, strands wedding"
    texts = [
        headline,
        f"{headline}.",
        f"\u201c{headline}!\u201d ",
        f"{headline} and the pass at noon",
    ]
    called = [found.is_garbled for found in always.predict([Segment(text) for text in texts])]
    assert called == [False, True, True, True]


def test_what_is_called_garbled_costs_its_probability(tiny):
    sure = Calibration(garbled=Scaling(0.0, 9.0), garbled_at=0.5)
    loops = Calibration(garbled=Scaling(1.0, -30.0), loop_weight=90.0, garbled_at=0.5)
    for calibration in (sure, loops):
        scorer = EmbeddedScorer(tiny._network, tiny._tokenizer, calibration, "test")
        (found,) = scorer.predict([Segment("the end of the end of the end of the end")])
        assert found.is_garbled
        assert found.score.value <= 100 * (1 - found.garbled) + 1e-9


def test_majors_are_the_tokens_expected_in_major_errors_and_odds_the_odd_ones():
    tokens = ((0, 3, 9.0, 0.0, 40.0), (4, 6, 9.0, 40.0, -40.0), (7, 9, 9.0, -40.0, -log(3)))
    raw = Raw(0.0, 0.0, 50.0, 0.0, 0, tokens)
    assert raw.majors == pytest.approx(1.5)
    assert raw.oddities == pytest.approx(1.25)


@pytest.mark.parametrize("logit", [-1e9, -40.0, 0.0, 40.0, 1e9])
def test_probabilities_stay_probabilities(logit):
    assert 0.0 <= Scaling(1.5, -0.2).probability(logit) <= 1.0


def test_a_folder_loads_with_its_calibration(folder):
    scorer = EmbeddedScorer.load(folder)
    assert scorer.signature().startswith("embedded-")
    assert scorer.signature().endswith("-fp32")
    (prediction,) = scorer.predict([Segment("Russia.")])
    assert prediction.is_garbled == (prediction.garbled >= 0.75)


def test_damaged_weights_are_refused(folder):
    weights = folder / "model.safetensors"
    damaged = bytearray(weights.read_bytes())
    damaged[-1] ^= 1
    weights.write_bytes(damaged)
    with pytest.raises(ModelError, match=r"model\.safetensors: checksum .* install mtqa anew"):
        EmbeddedScorer.load(folder)


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        EmbeddedScorer.load(folder)


def test_an_unknown_model_is_named():
    with pytest.raises(ModelError, match=r"nothing-here: no such model"):
        load("nothing-here")


def test_the_shipped_model_knows_salad_from_prose():
    scorer = load("embedded")
    prose = "The finance minister said on Monday that the budget would be presented in March."
    salad = "budget the in Monday presented minister March would the be said that finance on"
    loop = "The finance minister said that the minister said that the minister said that the"
    judged = scorer.predict([Segment(prose), Segment(salad), Segment(loop)])
    assert not judged[0].is_garbled
    assert judged[1].is_garbled
    assert judged[2].is_garbled
    assert judged[0].score.value > 80
    assert max(judged[1].score.value, judged[2].score.value) < 5


def test_the_shipped_model_is_within_its_size():
    folder = TOKENIZER.parent
    config = json.loads((folder / "config.json").read_text())
    assert set(config) == {"network", "calibration", "sha256"}
    assert sum(path.stat().st_size for path in folder.iterdir()) < 50_000_000
