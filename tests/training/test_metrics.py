import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics as sklearn

from mtqa.training import metrics

TOLERANCE = 1e-9
COLUMNS = st.integers(3, 60).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(0, 9), min_size=size, max_size=size),
        st.lists(st.integers(-3, 3), min_size=size, max_size=size),
    )
)


def floats(values):
    return np.array(values, dtype=np.float64)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (metrics.pearson, stats.pearsonr),
        (metrics.spearman, stats.spearmanr),
        (metrics.kendall, stats.kendalltau),
    ],
)
@settings(max_examples=150, deadline=None)
@given(columns=COLUMNS)
def test_correlations_agree_with_scipy_under_ties(ours, theirs, columns):
    x, y = map(floats, columns)
    if len(set(x)) < 2 or len(set(y)) < 2:
        assert math.isnan(ours(x, y))
    else:
        assert ours(x, y) == pytest.approx(theirs(x, y).statistic, abs=TOLERANCE)


def test_kendall_agrees_with_scipy_on_many_distinct_values():
    random = np.random.default_rng(3)
    x = random.normal(size=70_000)  # more ranks than 16 bits hold
    y = x + random.normal(size=70_000)
    assert metrics.kendall(x, y) == pytest.approx(stats.kendalltau(x, y).statistic, abs=TOLERANCE)


def test_correlations_by_hand():
    assert metrics.pearson([1, 2, 3], [2, 4, 6.0]) == 1.0
    assert metrics.spearman([1, 2, 3, 4], [1.0, 3, 2, 4]) == pytest.approx(1 - 6 * 2 / (4 * 15))
    # Six pairs, one (2 and 3) the wrong way round: (5 - 1) / 6.
    assert metrics.kendall([1.0, 2, 3, 4], [1.0, 3, 2, 4]) == pytest.approx(4 / 6)


def test_a_resample_of_codes_gives_the_figure_of_the_resampled_values():
    random = np.random.default_rng(1)
    x, y = random.integers(0, 9, 50) / 7, random.normal(size=50)
    items = random.integers(0, 50, 50)
    for figure in (metrics.spearman, metrics.kendall):
        by_codes = figure(metrics.codes(x)[items], metrics.codes(y)[items])
        assert by_codes == pytest.approx(figure(x[items], y[items]), abs=TOLERANCE)


def test_grouped_tau_is_one_number_per_group_with_a_truth():
    scores = floats([1, 2, 3, 3, 2, 1, 5, 5, 7, 8])
    truth = floats([1, 2, 3, 1, 2, 3, 1, 2, 4, 4])
    groups = ["a"] * 3 + ["b"] * 3 + ["no order in the scores"] * 2 + ["all tied in truth"] * 2
    assert sorted(metrics.grouped_tau(scores, truth, groups)) == [-1.0, 0.0, 1.0]


def test_pairwise_accuracy_leaves_out_what_people_tie_and_counts_ties_of_the_metric_as_wrong():
    assert metrics.pairwise_accuracy([1, -2, 0, 5], [3, 1, 1, 0]) == pytest.approx(1 / 3)
    assert math.isnan(metrics.pairwise_accuracy([1.0], [0.0]))


@settings(max_examples=150, deadline=None)
@given(columns=COLUMNS)
def test_ranking_figures_agree_with_sklearn_under_ties(columns):
    values, labels = floats(columns[0]), np.array(columns[1]) > 0
    if labels.all() or not labels.any():
        assert math.isnan(metrics.auroc(labels, values))
        return
    assert metrics.auroc(labels, values) == pytest.approx(
        sklearn.roc_auc_score(labels, values), abs=TOLERANCE
    )
    assert metrics.average_precision(labels, values) == pytest.approx(
        sklearn.average_precision_score(labels, values), abs=TOLERANCE
    )
    false, true, _ = sklearn.roc_curve(labels, values, drop_intermediate=False)
    for rate in (0.0, 0.1, 0.5, 1.0):
        expected = true[false <= rate + 1e-12].max()
        assert metrics.recall_at(labels, values, rate) == pytest.approx(expected, abs=TOLERANCE)


def test_ranking_figures_by_hand():
    labels, values = [True, True, False, False], [0.9, 0.4, 0.4, 0.1]
    assert metrics.auroc(labels, values) == pytest.approx((2 + 1.5) / 4)
    # 0.9: precision 1 for half the recall; 0.4: two of three are right for the other half.
    assert metrics.average_precision(labels, values) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert metrics.recall_at(labels, values, 0.0) == 0.5
    assert metrics.recall_at(labels, values, 0.5) == 1.0


def test_average_precision_of_a_constant_is_the_base_rate():
    assert metrics.average_precision([True, False, False, False], [1.0] * 4) == 0.25


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=50))
def test_mcc_agrees_with_sklearn(pairs):
    bad, marked = np.array(pairs).T
    cells = [(bad & marked).sum(), (~bad & marked).sum(), (bad & ~marked).sum()]
    if len(set(bad) | set(marked)) < 2:  # sklearn warns there
        return
    found = metrics.mcc(*cells, (~bad & ~marked).sum())
    assert found == pytest.approx(sklearn.matthews_corrcoef(bad, marked), abs=TOLERANCE)


def test_mcc_of_a_large_set_does_not_overflow():
    assert metrics.mcc(*np.array([4e5, 1e5, 1e5, 4e6])) == pytest.approx(0.775609756, abs=1e-9)


@pytest.mark.parametrize(
    ("gold", "marked", "expected"),
    [
        ([(0, 4, True)], [(2, 6, True)], (2.0, 4, 4)),
        ([(0, 4, True)], [(2, 6, False)], (1.0, 4, 4)),
        ([(0, 4, False)], [(0, 4, True)], (2.0, 4, 4)),
        ([(0, 4, False), (2, 6, True)], [(0, 6, False)], (2 + 2 + 1.0, 6, 6)),
        ([(0, 2, True)], [(0, 2, True), (0, 2, False)], (2.0, 2, 2)),
        ([(0, 4, True)], [], (0.0, 0, 4)),
        ([], [(0, 4, True)], (0.0, 4, 0)),
    ],
)
def test_span_counts_by_hand(gold, marked, expected):
    assert metrics.span_counts(10, gold, marked) == expected


def test_span_f1_is_the_harmonic_mean_of_precision_and_recall():
    precision, recall = 3 / 6, 3 / 4
    expected = 2 * precision * recall / (precision + recall)
    assert metrics.span_f1(3, 6, 4) == pytest.approx(expected)
    assert metrics.span_f1(0, 0, 4) == 0.0
    assert math.isnan(metrics.span_f1(0, 4, 0))


def test_calibration_error_by_hand():
    # Two bins of ten: (0.9, 0.9, 0.9; two right) and (0.1; none right).
    labels, confidence = [True, True, False, False], [0.9, 0.9, 0.9, 0.1]
    expected = 3 / 4 * abs(2 / 3 - 0.9) + 1 / 4 * 0.1
    assert metrics.calibration_error(labels, confidence, bins=10) == pytest.approx(expected)
    assert metrics.calibration_error([True, False], [1.0, 0.0]) == 0.0
