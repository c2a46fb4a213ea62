"""Agreement of a metric with people: pure statistics on arrays, higher is better unless said.

Where a figure is not defined (a constant column, one class only) it is NaN, never a silent zero;
the one exception is named in `grouped_tau`. All agree with scipy and scikit-learn where those have
the same figure.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
CharRange = tuple[int, int, bool]
"""Half-open range of code points, and whether the error in it is a major one."""


def codes(values: ArrayLike) -> Ints:
    """Values as dense ranks 0, 1, ...: equal values share one, order is kept.

    An integer array is taken to be that already, so that a bootstrap ranks only once.

    >>> codes([0.5, 0.1, 0.5]).tolist()
    [1, 0, 1]
    """
    array = np.asarray(values)
    if array.dtype == np.intp:
        return array
    return np.unique(array, return_inverse=True)[1].astype(np.intp)


def pearson(x: ArrayLike, y: ArrayLike) -> float:
    """Pearson's r of two columns."""
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if a.size < 2 or a.min() == a.max() or b.min() == b.max():
        return float("nan")
    a, b = a - a.mean(), b - b.mean()
    return float(np.clip((a @ b) / np.sqrt((a @ a) * (b @ b)), -1.0, 1.0))


def spearman(x: ArrayLike, y: ArrayLike) -> float:
    """Spearman's rho: Pearson's r of the ranks, ties at their mean rank."""
    return pearson(_mean_ranks(codes(x)), _mean_ranks(codes(y)))


def kendall(x: ArrayLike, y: ArrayLike) -> float:
    """Kendall's tau-b (Kendall 1945), in O(n log n) after Knight 1966."""
    a, b = codes(x), codes(y)
    pairs = a.size * (a.size - 1) // 2
    tied_a, tied_b = _tied_pairs(a), _tied_pairs(b)
    if tied_a == pairs or tied_b == pairs:
        return float("nan")
    tied_both = _tied_pairs(codes(a.astype(np.float64) * (int(b.max()) + 1) + b))
    discordant = _inversions(b[np.lexsort((b, a))])
    balance = pairs - tied_a - tied_b + tied_both - 2 * discordant
    tau = balance / (np.sqrt(pairs - tied_a) * np.sqrt(pairs - tied_b))
    return float(np.clip(tau, -1.0, 1.0))


def grouped_tau(x: ArrayLike, y: ArrayLike, groups: ArrayLike) -> Floats:
    """Kendall's tau-b inside each group, `y` being the truth: one number per group that has one.

    With the source as group and the mean over groups this is the "average by item" segment
    correlation of the WMT metrics task (Freitag et al. 2022, section 4.2). A group whose truth is
    all tied says nothing and is left out; one that `x` cannot order at all counts as 0.
    """
    a, b = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    group = codes(groups)
    order = np.argsort(group, kind="stable")
    taus = []
    for members in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        truth = b[members]
        if truth.size > 1 and truth.min() < truth.max():
            taus.append(np.nan_to_num(kendall(a[members], truth)))
    return np.array(taus, dtype=np.float64)


def pairwise_accuracy(given: ArrayLike, wanted: ArrayLike) -> float:
    """Share of pairs of systems whose difference a metric and people give the same sign.

    Kocmi et al. 2021, "To Ship or Not to Ship", section 4.1. Pairs that people tie are left out; a
    pair that only the metric ties counts as wrong.

    >>> pairwise_accuracy([0.5, -1.0, 0.0, 2.0], [3.0, 1.0, 1.0, 0.0])
    0.3333333333333333
    """
    signs, truth = np.sign(np.asarray(given)), np.sign(np.asarray(wanted))
    decided = truth != 0
    return float((signs == truth)[decided].mean()) if decided.any() else float("nan")


def auroc(labels: ArrayLike, values: ArrayLike) -> float:
    """Probability that a positive has a higher value than a negative, ties counting half.

    Area under the ROC curve by ranks (Hanley and McNeil 1982).
    """
    positive, negative = _class_counts(labels, values)
    if not positive.any() or not negative.any():
        return float("nan")
    below = np.cumsum(negative) - negative / 2
    return float(positive @ below / (positive.sum() * negative.sum()))


def average_precision(labels: ArrayLike, values: ArrayLike) -> float:
    """Precision at each distinct value, weighted by the recall it adds; chance is the base rate."""
    positive, negative = (counts[::-1] for counts in _class_counts(labels, values))
    if not positive.any():
        return float("nan")
    hits, marked = np.cumsum(positive), np.cumsum(positive + negative)
    used = marked > 0
    return float((positive[used] * hits[used] / marked[used]).sum() / positive.sum())


def recall_at(labels: ArrayLike, values: ArrayLike, false_alarms: float) -> float:
    """Share of positives above the lowest cut that at most `false_alarms` (0..1) of the negatives
    reach. Tied values are all above the cut or all below it."""
    positive, negative = (counts[::-1] for counts in _class_counts(labels, values))
    if not positive.any() or not negative.any():
        return float("nan")
    allowed = false_alarms * negative.sum() + 1e-9
    caught = np.cumsum(positive)[np.cumsum(negative) <= allowed]
    return float(caught[-1] / positive.sum()) if caught.size else 0.0


def mcc(true_bad: float, false_bad: float, false_ok: float, true_ok: float) -> float:
    """Matthews correlation (1975) of OK/BAD tags over all words of a set.

    The word-level figure of the WMT22 quality estimation task (Zerva et al. 2022, section 3.1).
    0 when nothing or everything is tagged BAD.
    """
    product = (
        (true_bad + false_bad)
        * (true_bad + false_ok)
        * (true_ok + false_bad)
        * (true_ok + false_ok)
    )
    if product == 0:
        return 0.0
    return float((true_bad * true_ok - false_bad * false_ok) / np.sqrt(product))


def span_counts(
    length: int, gold: Sequence[CharRange], marked: Sequence[CharRange]
) -> tuple[float, int, int]:
    """Credit, marked characters and gold characters of one text of `length` code points.

    WMT23 error span detection (Blain et al. 2023, section 3.2; wmt23/task2_evaluate.py of
    WMT-QE-Task/qe-eval-scripts): a character marked with the right severity earns 1, with the
    wrong one 0.5; where both severities stand in gold either is right.

    >>> span_counts(10, [(0, 4, True)], [(2, 6, False)])
    (1.0, 4, 4)
    """
    gold_minor, gold_major = _painted(length, gold)
    minor, major = _painted(length, marked)
    either, truth = minor | major, gold_minor | gold_major
    same = (minor & gold_minor) | (major & gold_major)
    credit = (same & truth).sum() + 0.5 * (either & truth & ~same).sum()
    return float(credit), int(either.sum()), int(truth.sum())


def span_f1(credit: float, marked: float, gold: float) -> float:
    """F1 of the sums of `span_counts` over a set; 0 if nothing was marked, NaN without gold."""
    if gold == 0:
        return float("nan")
    return float(2 * credit / (marked + gold))


def calibration_error(labels: ArrayLike, probabilities: ArrayLike, bins: int = 15) -> float:
    """Expected calibration error, 0 is best: mean gap of confidence and frequency over bins.

    Equal-width bins weighted by their size (Guo et al. 2017, "On Calibration of Modern Neural
    Networks", equation 3; 15 bins as there).
    """
    truth = np.asarray(labels, dtype=np.float64)
    confidence = np.asarray(probabilities, dtype=np.float64)
    if not truth.size:
        return float("nan")
    place = np.minimum((confidence * bins).astype(np.intp), bins - 1)
    return float(np.abs(np.bincount(place, truth - confidence)).sum() / truth.size)


def _mean_ranks(ranks: Ints) -> Floats:
    count = np.bincount(ranks)
    return (np.cumsum(count) - (count - 1) / 2)[ranks]


def _tied_pairs(ranks: Ints) -> int:
    count = np.bincount(ranks)
    return int((count * (count - 1) // 2).sum())


def _inversions(ranks: Ints) -> int:
    """Pairs in descending order, counted bit by bit from the highest.

    In each pass numbers that agree in all higher bits stand together in their old order, so a pair
    is inverted for good where a 1 stands before a 0.
    """
    total = 0
    small = ranks.astype(np.uint16) if ranks.max(initial=0) < 1 << 16 else ranks  # radix sort
    for bit in reversed(range(int(ranks.max(initial=0)).bit_length())):
        one = (small >> bit & 1).astype(np.int64)
        before = np.cumsum(one) - one
        starts = np.diff(small >> (bit + 1), prepend=-1) != 0
        base = np.maximum.accumulate(np.where(starts, before, 0))
        total += int(((before - base) * (1 - one)).sum())
        small = small[np.argsort(small >> bit, kind="stable")]
    return total


def _class_counts(labels: ArrayLike, values: ArrayLike) -> tuple[Ints, Ints]:
    ranks, positive = codes(values), np.asarray(labels, dtype=np.bool_)
    size = int(ranks.max(initial=0)) + 1
    return (
        np.bincount(ranks[positive], minlength=size),
        np.bincount(ranks[~positive], minlength=size),
    )


def _painted(length: int, ranges: Sequence[CharRange]) -> tuple[Bools, Bools]:
    """Which characters carry a minor error, and which a major one."""
    painted = np.zeros((2, length), dtype=np.bool_)
    for start, end, major in ranges:
        painted[int(major), start:end] = True
    return painted[0], painted[1]
