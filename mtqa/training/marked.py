"""Figures of what a metric marks in the text: words and spans against those that people marked."""

from collections.abc import Iterator, Sequence

import numpy as np

from mtqa.training import metrics
from mtqa.training.bootstrap import Measure
from mtqa.training.items import DevSet, Kinds, Rated, Words
from mtqa.training.judgements import Judgements, Mark
from mtqa.training.metrics import Floats, Ints


def marks_of(texts: Sequence[str], judged: Judgements) -> list[tuple[Mark, ...]]:
    """What a metric that marks anything marks in each text, and the whole of a text that it calls
    garbled: so stand all 50 non-translations that raters found in the WMT MQM data into English."""
    flagged = np.zeros(len(texts), np.bool_) if judged.flagged is None else judged.flagged
    sure = judged.garbled if judged.calibrated else np.ones(len(texts))
    return [
        (*marks, Mark(0, len(text), True, float(probability))) if whole else marks
        for text, marks, whole, probability in zip(
            texts, judged.marks or (), flagged, sure, strict=True
        )
    ]


def word_figures(devset: DevSet, marks: Sequence[Sequence[Mark]]) -> Iterator[Measure]:
    """Word MCC as marked, without the texts that are broken as a whole (one loop of a hundred BAD
    words outweighs a hundred texts), and at the cut of confidence that suits the other half."""
    if not isinstance(devset, Rated) or devset.words is None:
        return
    confidence = [
        _confidence(words, shown) for words, shown in zip(devset.words, marks, strict=True)
    ]
    tables = _word_tables(devset.words, confidence, 0.0)
    yield _word_mcc("word MCC", tables, devset.source)
    mostly_fine = np.array([sum(words.bad) <= len(words.bad) / 2 for words in devset.words])
    yield _word_mcc(
        "word MCC, texts at most half BAD", tables[mostly_fine], devset.source[mostly_fine]
    )
    cuts = np.unique(np.quantile(np.concatenate(confidence), np.linspace(0, 0.999, 200)))
    if cuts.size > 2:
        tuned = _tuned([_word_tables(devset.words, confidence, float(cut)) for cut in cuts])
        yield _word_mcc("word MCC, cut chosen on the other half", tuned, devset.source)


def _word_mcc(name: str, tables: Floats, groups: Ints) -> Measure:
    return Measure(name, lambda items: metrics.mcc(*tables[items].sum(axis=0)), groups)


def _confidence(words: Words, shown: Sequence[Mark]) -> Floats:
    """For each word the highest confidence of the marks that touch it, 0 if none does."""
    return np.array(
        [
            max((m.confidence for m in shown if m.start < end and start < m.end), default=0.0)
            for start, end in words.ranges
        ]
    )


def _word_tables(words: Sequence[Words], confidence: Sequence[Floats], cut: float) -> Floats:
    """Per text the arguments of `metrics.mcc`, words above the cut being marked."""
    tables = np.zeros((len(words), 4))
    for item, (text, values) in enumerate(zip(words, confidence, strict=True)):
        bad, marked = np.array(text.bad), values > cut
        tables[item] = [
            (bad & marked).sum(),
            (~bad & marked).sum(),
            (bad & ~marked).sum(),
            (~bad & ~marked).sum(),
        ]
    return tables


def _tuned(tables: Sequence[Floats]) -> Floats:
    """Each half of the texts at the cut that is best for the other half."""
    chosen = np.empty_like(tables[0])
    for half in (0, 1):
        best = max(tables, key=lambda table: metrics.mcc(*table[1 - half :: 2].sum(axis=0)))
        chosen[half::2] = best[half::2]
    return chosen


def span_figures(devset: DevSet, marks: Sequence[Sequence[Mark]]) -> Iterator[Measure]:
    """Span F1, the spans of each person who marked any being a truth of their own."""
    if not devset.ratings:
        return
    counts = np.array(
        [
            metrics.span_counts(
                len(devset.texts[rating.item]),
                rating.spans,
                [(mark.start, mark.end, mark.major) for mark in marks[rating.item]],
            )
            for rating in devset.ratings
        ]
    )
    groups = devset.groups if isinstance(devset, Kinds) else devset.source
    groups = groups[[rating.item for rating in devset.ratings]]
    yield Measure("span F1", lambda i: metrics.span_f1(*counts[i].sum(axis=0)), groups)
