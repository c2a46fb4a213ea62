"""Which figures each development set gives, each with the items it is resampled over."""

from collections.abc import Callable, Iterator

import numpy as np

from mtqa.training import marked, metrics
from mtqa.training.bootstrap import Measure, Statistic
from mtqa.training.items import DevSet, Kinds, Rated
from mtqa.training.judgements import Judgements
from mtqa.training.metrics import Floats, Ints, codes

FALSE_ALARMS = 0.005
"""Share of human sentences that may be called garbled when recall is measured."""


def measures(devset: DevSet, judged: Judgements) -> Iterator[Measure]:
    """All figures that a set and what a metric can say allow."""
    if isinstance(devset, Kinds):
        for kind, name in enumerate(devset.names, start=1):
            yield from _detection(devset, judged, kind, name)
        if devset.human:
            yield from _false_alarms(devset, judged)
        if devset.twins:
            yield _twins(devset, judged)
        if judged.calibrated and devset.human:
            yield _calibration(devset, judged)
    else:
        yield from _correlations(devset, judged)
        yield from _documents(devset, judged)
    if judged.marks is not None:
        marks = marked.marks_of(devset.texts, judged)
        yield from marked.word_figures(devset, marks)
        yield from marked.span_figures(devset, marks)


def _detection(devset: Kinds, judged: Judgements, kind: int, name: str) -> Iterator[Measure]:
    chosen = (devset.kind == kind) | (devset.kind == 0)
    labels, groups = devset.kind[chosen] == kind, devset.groups[chosen]
    garbled, badness = codes(judged.garbled[chosen]), codes(-judged.score[chosen])

    def of(figure: Callable[[metrics.Bools, Ints], float], values: Ints) -> Statistic:
        return lambda items: figure(labels[items], values[items])

    yield Measure(f"AUROC of garbled, {name}", of(metrics.auroc, garbled), groups)
    yield Measure(f"AUROC of score, {name}", of(metrics.auroc, badness), groups)
    yield Measure(f"average precision, {name}", of(metrics.average_precision, garbled), groups)
    if devset.human and (devset.kind == 0).sum() * FALSE_ALARMS >= 1:
        yield Measure(
            f"recall at {FALSE_ALARMS:.1%} false alarms, {name}",
            of(lambda truth, values: metrics.recall_at(truth, values, FALSE_ALARMS), garbled),
            groups,
        )


def _false_alarms(devset: Kinds, judged: Judgements) -> Iterator[Measure]:
    """What the operating points of the metric itself do to human sentences."""
    human = np.flatnonzero(devset.kind == 0)
    groups = devset.groups[human]
    if judged.flagged is not None:
        flagged = judged.flagged[human]
        yield Measure("garbled per 1,000 human sentences", _rate(flagged, 1000), groups, True, 1)
        for kind, name in enumerate(devset.names, start=1):
            found = np.flatnonzero(devset.kind == kind)
            caught = _rate(judged.flagged[found])
            yield Measure(f"share called garbled, {name}", caught, devset.groups[found])
    if judged.marks is not None:
        major = np.array([any(mark.major for mark in judged.marks[item]) for item in human])
        yield Measure("major spans per 1,000 human sentences", _rate(major, 1000), groups, True, 1)


def _twins(devset: Kinds, judged: Judgements) -> Measure:
    """Share of damaged twins that score below their clean twin, equal scores counting half."""
    bad = np.flatnonzero(devset.kind > 0)
    clean_of = {devset.groups[i]: i for i in np.flatnonzero(devset.kind == 0)}
    good = np.array([clean_of[group] for group in devset.groups[bad]], dtype=np.intp)
    won = (1 + np.sign(judged.score[good] - judged.score[bad])) / 2
    return Measure("damaged twin scored lower", _rate(won), devset.groups[bad])


def _calibration(devset: Kinds, judged: Judgements) -> Measure:
    """Over the first kind and the human texts, in the proportion in which the set holds them."""
    chosen = devset.kind <= 1
    labels, garbled = devset.kind[chosen] == 1, judged.garbled[chosen]

    def error(items: Ints) -> float:
        return metrics.calibration_error(labels[items], garbled[items])

    name = f"calibration error (ECE) of garbled, {devset.names[0]}"
    return Measure(name, error, devset.groups[chosen], lower=True)


def _correlations(devset: Rated, judged: Judgements) -> Iterator[Measure]:
    score, gold = judged.score, devset.gold
    ranks, truth = codes(score), codes(gold)
    pooled: dict[str, Statistic] = {
        "Pearson": lambda items: metrics.pearson(score[items], gold[items]),
        "Spearman": lambda items: metrics.spearman(ranks[items], truth[items]),
        "Kendall": lambda items: metrics.kendall(ranks[items], truth[items]),
    }
    for name, statistic in pooled.items():
        yield Measure(name, statistic, devset.source)
    if devset.system is None:
        return
    taus = metrics.grouped_tau(score, gold, devset.source)
    if taus.size:
        yield Measure("Kendall within a source", _rate(taus), np.arange(taus.size))
    given, wanted = (_differences(column, devset.source, devset.system) for column in (score, gold))
    if wanted.shape[1]:

        def accuracy(sources: Ints) -> float:
            return metrics.pairwise_accuracy(_means(given[sources]), _means(wanted[sources]))

        yield Measure("system pairwise accuracy", accuracy, np.arange(len(wanted)))


def _documents(devset: Rated, judged: Judgements) -> Iterator[Measure]:
    """Documents, each as one system translated it; source documents are drawn as a whole."""
    if devset.document is None or len(np.unique(devset.document)) < 3:
        return
    systems = np.zeros_like(devset.document) if devset.system is None else devset.system
    place = codes((devset.document * (int(systems.max()) + 1) + systems).astype(np.float64))
    groups = np.zeros(int(place.max()) + 1, dtype=np.intp)
    groups[place] = devset.document
    size = np.bincount(place)
    score, gold = np.bincount(place, judged.score) / size, np.bincount(place, devset.gold) / size
    yield Measure("document Pearson", lambda i: metrics.pearson(score[i], gold[i]), groups)
    if devset.penalties:
        words = np.bincount(place, [max(1, len(text.split())) for text in devset.texts])
        given = -np.bincount(place, judged.penalty) / words
        wanted = np.bincount(place, devset.gold) / words
        yield Measure(
            "document Pearson per 100 words",
            lambda i: metrics.pearson(given[i], wanted[i]),
            groups,
        )


def _rate(values: np.ndarray, times: float = 1.0) -> Statistic:
    numbers = values.astype(np.float64) * times
    return lambda items: float(numbers[items].mean()) if items.size else float("nan")


def _differences(values: Floats, sources: Ints, systems: Ints) -> Floats:
    """Differences of every two systems on each source they share, else NaN; pairs in columns."""
    table = np.full((int(sources.max()) + 1, int(systems.max()) + 1), np.nan)
    table[sources, systems] = values
    first, second = np.triu_indices(table.shape[1], k=1)
    differences: Floats = table[:, first] - table[:, second]
    return differences[:, ~np.isnan(differences).all(axis=0)]


def _means(differences: Floats) -> Floats:
    """Mean of each column without its NaN; 0, a tie, where a resample left nothing."""
    known = ~np.isnan(differences)
    total: Floats = np.where(known, differences, 0.0).sum(axis=0)
    counts: Ints = np.maximum(1, known.sum(axis=0))
    means: Floats = total / counts
    return means
