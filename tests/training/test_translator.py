"""The translator that is stopped too early, on a language of forty words."""

import pytest
import torch

from mtqa.training import translator
from mtqa.training.translator import ON_CPU, ON_GPU, Pair, Rendering, Stops, renderings

STOPS = Stops(
    steps=(2, 15, 30), batch_tokens=800, warmup=20, rate=4e-3, width=64, layers=1, vocabulary=400
)


@pytest.fixture(scope="module")
def pairs(sentences: list[str]) -> list[Pair]:
    return [Pair(sentence.upper(), sentence) for sentence in sentences]


@pytest.fixture(scope="module")
def found(pairs: list[Pair]) -> list[Rendering]:
    return list(renderings(pairs, [pair.source for pair in pairs], STOPS))


def test_every_source_is_translated_at_one_stop(found: list[Rendering]) -> None:
    stop = {one.place: STOPS.steps.index(one.steps) for one in found}
    assert sorted(one.place for one in found) == list(range(64))
    assert all(number == place % 3 for place, number in stop.items())


def test_it_learns_words_and_is_stopped_before_it_translates(
    found: list[Rendering], sentences: list[str]
) -> None:
    held = dict.fromkeys(STOPS.steps, 0)
    for one in found:
        held[one.steps] += len(set(one.text.split()) & set(sentences[one.place].split()))
    assert held[30] > held[2]
    assert not {one.text for one in found} & set(sentences)


def test_one_seed_gives_one_result(found: list[Rendering], pairs: list[Pair]) -> None:
    assert list(renderings(pairs, [pair.source for pair in pairs], STOPS)) == found


def test_what_is_too_long_is_not_translated(pairs: list[Pair]) -> None:
    stops = Stops(steps=(1,), batch_tokens=400, width=64, layers=1, vocabulary=400)
    sources = [pairs[0].source, " ".join(pair.source for pair in pairs)]
    assert [one.place for one in renderings(pairs, sources, stops)] == [0]


@pytest.mark.parametrize(("there", "stops"), [(False, ON_CPU), (True, ON_GPU)])
def test_stops_fit_the_machine(there: bool, stops: Stops, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: there)
    assert translator.fitting_stops() == stops
    assert list(stops.steps) == sorted(set(stops.steps))


@pytest.mark.parametrize(
    ("lengths", "cuts"),
    [
        ([4], [(0, 1)]),
        ([9, 9], [(0, 1), (1, 2)]),  # longer than a batch, alone
        ([1, 2, 3, 4, 4], [(0, 2), (2, 4), (4, 5)]),
        ([2, 2, 2, 2], [(0, 4)]),
    ],
)
def test_batches_hold_so_many_padded_tokens(
    lengths: list[int], cuts: list[tuple[int, int]]
) -> None:
    assert translator._cuts(lengths, 8) == cuts
