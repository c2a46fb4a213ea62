"""The translator that is stopped too early, on a language of forty words."""

import pandas as pd
import pytest

from mtqa.training import undertrained
from mtqa.training.undertrained import Pair, Rendering, Stops, renderings

STOPS = Stops(steps=(2, 40), batch_tokens=400, warmup=5)


@pytest.fixture(scope="module")
def found(sentences: list[str]) -> list[Rendering]:
    pairs = [Pair(sentence.upper(), sentence) for sentence in sentences]
    return list(renderings(pairs, [pair.source for pair in pairs[:20]], STOPS))


def test_every_source_is_translated_at_every_stop(found: list[Rendering]) -> None:
    assert sorted((one.steps, one.place) for one in found) == [
        (steps, place) for steps in STOPS.steps for place in range(20)
    ]


def test_it_learns_words_and_is_stopped_before_it_translates(
    found: list[Rendering], sentences: list[str]
) -> None:
    held = dict.fromkeys(STOPS.steps, 0)
    for one in found:
        held[one.steps] += len(set(one.text.split()) & set(sentences[one.place].split()))
    assert held[40] > held[2]
    assert not {one.text for one in found} & set(sentences)


def test_one_seed_gives_one_result(found: list[Rendering], sentences: list[str]) -> None:
    pairs = [Pair(sentence.upper(), sentence) for sentence in sentences]
    assert list(renderings(pairs, [pair.source for pair in pairs[:20]], STOPS)) == found


def test_outputs_stand_beside_their_source_and_reference(sentences: list[str]) -> None:
    rows = [("xx-en", s.upper(), s, f"{s} Twice.") for s in sentences]
    systems = pd.DataFrame(rows, columns=["language_pair", "source", "reference", "target"])
    edits = [("yy-en", f"{s} y", s, None) for s in sentences[:5]]
    mlqe = pd.DataFrame(edits, columns=["language_pair", "source", "target", "pe"])
    frame = undertrained.outputs(systems, mlqe, Stops(steps=(1,), batch_tokens=400))
    assert list(frame.columns) == [
        "language_pair",
        "source",
        "reference",
        "target",
        "steps",
    ]
    assert sorted(frame.source) == sorted(systems.source)  # no post-edit, nothing to learn
    assert (frame.reference.str.upper() == frame.source).all()
