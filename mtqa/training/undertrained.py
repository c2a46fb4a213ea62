"""Translations by a small translator stopped far too early: what garbled news is made of.

Two translators, each for all languages of the parallel sets, learn from one half of the English
sentences and translate sources of the other half. At each stop they are a little less bad: loops,
sentences that hold together and say nothing, names of somebody else, half of what was said. The
MSLC23 challenge set (Lo et al. 2023) grades metrics with systems of this kind.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import numpy as np

from mtqa.training.groups import LOW_RESOURCE, MAX_CHARACTERS, edited
from mtqa.training.translator import Pair, Stops, fitting_stops, renderings

if TYPE_CHECKING:
    from pandas import DataFrame, Series

FOLDS = (0, 1)
Run = tuple[str, ...]

_COLUMNS = ["language_pair", "source", "reference"]
_WEAK = (*LOW_RESOURCE, "ne-en", "si-en")
_WEAK_WEIGHT = 3.0  # how much oftener a source of the weak pairs is asked than another
_MACHINE_OUTPUTS = 3  # learned from, of each source
_PARALLEL_LANGUAGES = 6  # learned from, of each sentence: with more it knows them by heart
_PARALLEL_SHARE = 6  # one in so many of the sources asked is of the parallel set
_ENGLISH_LINES = 40_000
_SKETCHED = 0.6  # of the words of an English line, in the sketch it is to be told from
_SAME_LINE = 3
_RUN = 5  # words in a row
_RECITED = 0.6  # 1 % of sentences that people or weak systems write lie so far in known runs
_LOW_RESOURCE_PARALLEL = (
    *("amh", "bem", "ewe", "fuc", "hau", "ibo", "kin", "mey", "mlg", "nde", "nso", "nya", "orm"),
    *("shi", "sna-Latn", "som", "ssw", "swa", "tir", "tsn", "ven", "wol", "xho", "yor", "zul"),
    *("bak", "ckb-Arab", "cym", "fao", "fij", "gle", "hmn", "kaz", "kir", "kmr", "mon", "mri"),
    *("pus", "smo", "snd-Arab", "tah", "tat", "ton", "tuk", "urd", "uzb"),
)
"""Of the 127 languages of NTREX those with little text: half of them African; without the scripts
that byte pairs of this size cut into single signs."""


def outputs(
    systems: "DataFrame",
    mlqe: "DataFrame",
    parallel: "DataFrame | None" = None,
    stops: Stops | None = None,
    *,
    english: Sequence[str] = (),
    fold: int | None = None,
) -> "DataFrame":
    """Translations of sources whose English was never learned from, with their references.

    Learned are the sources of `systems`, with their reference and some outputs; of `mlqe`, with
    their post-edit; and of `parallel` (NTREX), those of languages with little text. Lines of
    `english` are learned from some of their words, so that the decoder knows more English than it
    understands of the sources. `fold` is the half to translate, 0 or 1; without it, both halves
    are, one after the other.
    """
    import pandas as pd

    stops = stops or fitting_stops()
    if fold is None:
        return pd.concat(
            [outputs(systems, mlqe, parallel, stops, english=english, fold=each) for each in FOLDS],
            ignore_index=True,
        )
    systems = systems[systems.target.str.len().between(1, MAX_CHARACTERS)]
    human = _human(systems, mlqe)
    weak = _weak_parallel(parallel, human)
    asked = _asked(human, weak, len(stops.steps) * stops.translated, fold)
    learned = pd.concat([_learned(systems, human, weak, fold), _sketches(english, fold)])
    pairs = [Pair(*row) for row in zip(learned.source, learned.reference, strict=True)]
    stops = replace(stops, seed=stops.seed + fold)
    found = pd.DataFrame(
        list(renderings(pairs, list(asked.source), stops)), columns=["place", "steps", "text"]
    )
    rows = asked.iloc[found.place].reset_index(drop=True)
    return _kept(rows.assign(target=found.text, steps=found.steps), learned.reference)


def folds(english: "Series[str]") -> "Series[int]":
    """0 or 1 for each sentence, the same whatever its case."""
    import pandas as pd
    from pandas.util import hash_pandas_object

    hashed = hash_pandas_object(english.str.casefold(), index=False) % len(FOLDS)
    return pd.Series(hashed.to_numpy(dtype=int), index=english.index)


def _human(systems: "DataFrame", mlqe: "DataFrame") -> "DataFrame":
    """The sources, each with the English that a person wrote for it."""
    import pandas as pd

    return pd.concat([systems, edited(mlqe)])[_COLUMNS].drop_duplicates(_COLUMNS[:2])


def _weak_parallel(parallel: "DataFrame | None", human: "DataFrame") -> "DataFrame":
    if parallel is None:
        return human.iloc[:0]
    names = [f"{language}-eng" for language in _LOW_RESOURCE_PARALLEL]
    return parallel[parallel.language_pair.isin(names)][_COLUMNS]


def _asked(human: "DataFrame", weak: "DataFrame", size: int, fold: int) -> "DataFrame":
    """The sources to translate, in an order without meaning."""
    import pandas as pd

    human, weak = (rows[folds(rows.reference) == fold] for rows in (human, weak))
    weak = weak.sample(min(size // _PARALLEL_SHARE, len(weak)), random_state=1)
    # The smallest of exponential draws: a weighted sample without replacement.
    weights = human.language_pair.isin(_WEAK) * (_WEAK_WEIGHT - 1) + 1
    drawn = (np.random.default_rng(1).exponential(size=len(human)) / weights).argsort()
    human = human.iloc[drawn[: size - len(weak)]]
    return pd.concat([human, weak]).sample(frac=1, random_state=2).reset_index(drop=True)


def _learned(systems: "DataFrame", human: "DataFrame", weak: "DataFrame", fold: int) -> "DataFrame":
    """Sources and English of the other half; outputs belong where their reference does."""
    import pandas as pd

    shuffled = systems.sample(frac=1, random_state=0).drop_duplicates(["source", "target"])
    machine = shuffled.groupby(_COLUMNS[:2]).head(_MACHINE_OUTPUTS)
    weak = weak.sample(frac=1, random_state=0).groupby("reference").head(_PARALLEL_LANGUAGES)
    everything = pd.concat([human, machine, weak])
    hidden = everything[folds(everything.reference) == fold]
    rows = pd.concat([human, machine.assign(reference=machine.target), weak])[_COLUMNS]
    known = (everything.reference.isin(hidden.reference) | rows.source.isin(hidden.source)) | (
        rows.reference.isin(hidden.reference)
    )
    return rows[~known.to_numpy()]


def _sketches(english: Sequence[str], fold: int) -> "DataFrame":
    """Lines of the other half, each with some of its words, out of order, as its source."""
    import pandas as pd

    rng = Random(fold)
    lines = pd.Series(list(dict.fromkeys(english)), dtype=str)
    lines = lines[folds(lines) != fold]
    lines = lines.sample(min(_ENGLISH_LINES, len(lines)), random_state=0)
    return pd.DataFrame({"source": [_sketch(line, rng) for line in lines], "reference": lines})


def _sketch(line: str, rng: Random) -> str:
    words = [word for word in line.split() if rng.random() < _SKETCHED]
    near = [(place + 3 * rng.random(), word) for place, word in enumerate(words)]
    return " ".join(word for _, word in sorted(near))


def _kept(found: "DataFrame", learned: "Series[str]") -> "DataFrame":
    """Without what it recites, for that is sound English, without halves of characters, and any
    line at most `_SAME_LINE` times."""
    known = {run for text in learned.unique() for run in _runs(text)}
    whole = (found.target != "") & ~found.target.str.contains("\N{REPLACEMENT CHARACTER}")
    found = found[whole]
    found = found[[recited(text, known) < _RECITED for text in found.target]]
    return found[found.groupby("target").cumcount() < _SAME_LINE].reset_index(drop=True)


def recited(text: str, known: AbstractSet[Run]) -> float:
    """Share of the words that lie in a known run of words.

    >>> recited("A b c d e f g h i j.", {("b", "c", "d", "e", "f")})
    0.5
    """
    words = text.split()
    lie = {
        place
        for first, run in enumerate(_runs(text))
        if run in known
        for place in range(first, first + len(run))
    }
    return len(lie) / max(1, len(words))


def _runs(text: str) -> list[Run]:
    """All runs of `_RUN` words, or the whole of a shorter text."""
    words = text.casefold().split()
    return [tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))]
