"""What is learned from, what is asked, and what is kept of the answers."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

import pandas as pd
import pytest

from mtqa.training import undertrained
from mtqa.training.translator import Pair, Rendering, Stops

STOPS = Stops(steps=(1, 2), batch_tokens=400, width=64, layers=1, vocabulary=300, translated=30)
FEW = replace(STOPS, translated=8)
COLUMNS = ["language_pair", "source", "reference", "target", "steps"]
Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


@pytest.fixture(scope="module")
def frames(sentences: list[str]) -> Frames:
    rows = [("xx-en", s.upper(), s, f"{s} {n} times.") for s in sentences for n in range(5)]
    # One translation is what a person wrote for another source.
    rows += [("gu-en", s.upper(), s, t) for s, t in pairwise(sentences)]
    systems = pd.DataFrame(rows, columns=COLUMNS[:4])
    edits = [("yy-en", f"{s} y", f"{s} y", f"And {s}") for s in sentences[:20]]
    edits += [("yy-en", f"{s} y", f"{s} y", None) for s in sentences[20:]]
    mlqe = pd.DataFrame(edits, columns=["language_pair", "source", "target", "pe"])
    texts = [
        (f"{name}-eng", f"{name} {s}", s.replace(".", "!"))
        for s in sentences
        for name in ("hau", "zul", "fra")
    ]
    return systems, mlqe, pd.DataFrame(texts, columns=COLUMNS[:3])


class Translator:
    """Stands for the translator: writes down what it is given, and answers at one stop."""

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.pairs: list[Pair] = []
        self.sources: list[str] = []

    def __call__(
        self, pairs: Sequence[Pair], sources: Sequence[str], stops: Stops
    ) -> list[Rendering]:
        self.pairs, self.sources = list(pairs), list(sources)
        texts = self.answers or [f"Answer {number}." for number in range(len(sources))]
        return [Rendering(place, 1, text) for place, text in enumerate(texts[: len(sources)])]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Translator:
    stand_in = Translator()
    monkeypatch.setattr(undertrained, "renderings", stand_in)
    return stand_in


@pytest.mark.parametrize("fold", undertrained.FOLDS)
def test_no_english_is_both_learned_and_asked(frames: Frames, asked: Translator, fold: int) -> None:
    found = undertrained.outputs(*frames, STOPS, fold=fold)
    learned = {pair.target.casefold() for pair in asked.pairs}
    assert len(found) > 20
    assert len(learned) > 20
    assert not learned & set(found.reference.str.casefold())
    assert not {pair.source for pair in asked.pairs} & set(found.source)
    assert (undertrained.folds(found.reference) == fold).all()


def test_the_folds_together_ask_everything_once(frames: Frames, asked: Translator) -> None:
    found = undertrained.outputs(*frames, Stops(steps=(1,), translated=1000))
    systems, mlqe, parallel = frames
    written = [systems.source, mlqe.source[mlqe.pe.notna()]]
    weak = parallel.source[parallel.language_pair != "fra-eng"]
    once = {*chain(*written)}
    assert set(found.source) == once | set(weak)
    # The same sentence is a source of two pairs.
    assert len(found) == len(once) + len(set(systems.source[systems.language_pair == "gu-en"])) + (
        len(weak)
    )


def test_what_is_learned(frames: Frames, asked: Translator) -> None:
    undertrained.outputs(*frames, STOPS, fold=0)
    times = [pair.target for pair in asked.pairs if pair.target.endswith("times.")]
    humans = [pair for pair in asked.pairs if pair.source.casefold() == pair.target.casefold()]
    assert len(times) == 3 * len({pair.source for pair in humans})
    assert {pair.source[:4] for pair in asked.pairs if pair.target[-1] == "!"} == {"hau ", "zul "}
    assert any(pair.target.startswith("And ") for pair in asked.pairs)


def test_weak_pairs_are_asked_oftener(frames: Frames, asked: Translator) -> None:
    systems, mlqe, _ = frames
    found = undertrained.outputs(systems, mlqe, None, Stops(steps=(1,), translated=20), fold=0)
    counts = found.language_pair.value_counts()
    assert len(found) == 20
    assert counts["gu-en"] > counts["xx-en"]


def test_english_is_learned_from_some_of_its_words(frames: Frames, asked: Translator) -> None:
    systems, mlqe, _ = frames
    lines = [f"Nobody knows why the number {n} was written here." for n in range(40)]
    undertrained.outputs(systems, mlqe, None, STOPS, english=[*lines, *lines], fold=1)
    told = [pair for pair in asked.pairs if pair.target in lines]
    assert len(told) == len({pair.target for pair in told}) > 10
    assert (undertrained.folds(pd.Series([pair.target for pair in told])) == 0).all()
    for pair in told:
        assert set(pair.source.split()) <= set(pair.target.split())
    assert sum(len(pair.source) for pair in told) < 0.8 * sum(len(pair.target) for pair in told)
    assert not set(lines) & set(asked.sources)


def test_a_line_is_kept_three_times_and_nothing_recited(
    frames: Frames, asked: Translator, sentences: list[str]
) -> None:
    other = next(s for s in sentences if undertrained.folds(pd.Series([s]))[0] == 1)
    odd = other.replace("120", "several").replace("of", "near")  # three of its words in a row left
    refused = ("", "Half a \N{REPLACEMENT CHARACTER} sign.", other, f"Yes, {other}")
    asked.answers = (*["The same line."] * 5, *refused, odd, "Another line.")
    found = undertrained.outputs(*frames, STOPS, fold=0)
    assert list(found.target) == [*["The same line."] * 3, odd, "Another line."]


def test_one_seed_gives_one_result(frames: Frames) -> None:
    first = undertrained.outputs(*frames, FEW, fold=1)
    assert list(first.columns) == COLUMNS
    assert set(first.steps) == set(STOPS.steps)
    pd.testing.assert_frame_equal(undertrained.outputs(*frames, FEW, fold=1), first)
    other = undertrained.outputs(*frames, FEW, fold=0)
    assert not set(other.target) & set(first.target)
