import pytest
from scipy.stats import beta

from mtqa.review.agreement import agreement
from mtqa.review.draw import Item, Key, Level, Stratum
from mtqa.review.labels import Label

FINE, MINOR, MAJOR, GARBLED = Level


def case(*cells, sizes=(0, 0, 0, 0)):
    """Flag, verdict, and how many such items; the probability of garbled grows with the flag."""
    items, labels = [], []
    for flag, verdict, times in cells:
        for _ in range(times):
            number = len(items) + 1
            text = "word " * (number % 7)
            items.append(Item(number, "d", number, flag, text, flag.rank / 4, 100 - flag.rank))
            labels.append(Label(number, verdict))
    strata = tuple(Stratum(level, size) for level, size in zip(Level, sizes, strict=True))
    return Key("s", strata, tuple(items)), labels


def test_precision_and_recall_weigh_each_flag_by_its_size():
    key, labels = case(
        (GARBLED, GARBLED, 8),
        (GARBLED, FINE, 2),
        (FINE, GARBLED, 1),
        (FINE, FINE, 9),
        sizes=(1000, 0, 0, 20),
    )
    one = {found.level: found for found in agreement(key, labels).found}[GARBLED]
    assert one.precision.value == pytest.approx(0.8)
    assert one.recall.value == pytest.approx(20 * 0.8 / (20 * 0.8 + 1000 * 0.1))
    low, high = beta(8.5, 2.5).ppf([0.025, 0.975])
    assert one.precision.low == pytest.approx(low, abs=0.02)
    assert one.precision.high == pytest.approx(high, abs=0.02)
    assert one.recall.low < 0.06 < 0.3 < one.recall.high


def test_all_right_of_few_is_not_certain():
    key, labels = case((GARBLED, GARBLED, 12), sizes=(0, 0, 0, 12))
    result = agreement(key, labels)
    agreed = result.reads[3].agreed
    assert agreed.value == agreed.high == 1.0
    assert agreed.low == pytest.approx(beta(12.5, 0.5).ppf(0.025), abs=0.02)


def test_a_reader_agrees_with_a_flag_who_sees_that_or_worse():
    key, labels = case(
        (MINOR, FINE, 1),
        (MINOR, MINOR, 2),
        (MINOR, MAJOR, 1),
        (FINE, MINOR, 1),
        (FINE, FINE, 3),
        sizes=(8, 4, 0, 0),
    )
    fine, minor, major, _ = agreement(key, labels).reads
    assert fine.verdicts == (3, 1, 0, 0)
    assert minor.verdicts == (1, 2, 1, 0)
    assert fine.agreed.value == minor.agreed.value == 0.75
    assert major.agreed is None


def test_a_flag_that_nobody_read_leaves_recall_unknown():
    key, labels = case((GARBLED, GARBLED, 4), sizes=(100, 0, 0, 4))
    found = agreement(key, labels).found[-1]
    assert found.precision.value == 1
    assert found.recall is None


def test_thresholds_keep_to_the_wanted_alarms():
    key, labels = case(
        (GARBLED, GARBLED, 9),
        (GARBLED, FINE, 1),
        (MAJOR, GARBLED, 5),
        (MAJOR, FINE, 5),
        (FINE, FINE, 40),
        sizes=(40, 0, 10, 10),
    )
    result = agreement(key, labels, alarms=0.05)
    cuts = {cut.metric: cut for cut in result.thresholds}
    garbled = cuts["probability of garbled"]
    assert (garbled.at, garbled.alarms) == (0.75, pytest.approx(1 / 46))
    assert garbled.caught == pytest.approx(9 / 14)
    wider = agreement(key, labels, alarms=0.2)
    assert next(c for c in wider.thresholds if c.metric == "probability of garbled").at == 0.5
    assert cuts["constant"].at is None
    assert result.finest == pytest.approx(1 / 46)


def test_a_rate_that_the_labels_cannot_show_is_refused():
    key, labels = case((GARBLED, GARBLED, 5), (FINE, FINE, 10), sizes=(1000, 0, 0, 5))
    result = agreement(key, labels, alarms=0.05)
    assert result.thresholds == ()
    assert result.finest == pytest.approx(0.1)
