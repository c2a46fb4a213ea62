"""The development sets: what each asks, and how it is read from the data folder.

None of it may be trained on: the rows of files that also hold training data are those with
`split == "dev"`, and the sentences of `human_news`.
"""

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa.errors import InputError
from mtqa.training import handwritten, rating_files, readings
from mtqa.training.copies import mended
from mtqa.training.items import DevSet, Kinds, Rated, Words
from mtqa.training.metrics import Floats, codes
from mtqa.training.ratings import from_frame

if TYPE_CHECKING:
    from pandas import DataFrame, Series

GRADIENT_ROWS = 8_000
HUMAN_SENTENCES = 3_000
HUMAN_ORIGINS = "wmt2021-"
TRAINED_PAIR = "ha-en"
GARBLED_CHRF, POOR_CHRF = 15.0, 30.0


def human_news(data: Path) -> tuple[str, ...]:
    """The human news sentences on which false alarms are measured; training must leave them out."""
    news = unseen_human_news(data)
    return tuple(news.sample(n=min(HUMAN_SENTENCES, len(news)), random_state=0))


def unseen_human_news(data: Path) -> "Series[str]":
    """Human news lines of 2021 but the references of the pair whose outputs are trained on: the
    weights that mtqa ships have seen most of them."""
    clean = read_table(data, "clean_english")
    news = clean[clean["origin"].str.startswith(HUMAN_ORIGINS)]["text"]
    systems = read_table(data, "systems2021_into_english")
    seen = systems[systems["language_pair"] == TRAINED_PAIR]["reference"]
    return news[~news.isin(set(seen))]


def garble_gradient(data: Path, cache: Path | None) -> Kinds:
    """Outputs of weak systems graded by chrF++ against a reference, beside human news."""
    weak = _weak(read_table(data, "dev_garble_gradient").head(GRADIENT_ROWS), cache)
    human = human_news(data)
    groups = codes((weak["language_pair"] + "/" + weak["segment"]).to_numpy(dtype=str))
    return Kinds(
        name="garble_gradient",
        title=f"outputs of weak systems by chrF++, against {len(human)} human news sentences",
        texts=(*weak["target"], *human),
        kind=np.array([2 - (c < GARBLED_CHRF) for c in weak["chrf"]] + [0] * len(human)),
        names=("chrF++ < 15", "chrF++ 15-30"),
        groups=np.concatenate([groups, groups.max() + 1 + np.arange(len(human))]),
        files=(_file(data, "dev_garble_gradient"), _file(data, "clean_english")),
        human=True,
    )


def garble_read(data: Path, cache: Path | None = None) -> Kinds:
    """Outputs with chrF++ below 15 by what two readers said of them, against the same news."""
    weak, human = read_table(data, "dev_garble_gradient"), human_news(data)
    rows, kinds = readings.read(readings.READINGS, list(weak["target"]))
    return Kinds(
        name="garble_read",
        title="outputs with chrF++ below 15 that two readers read, against human news sentences",
        texts=(*weak["target"].iloc[rows], *human),
        kind=np.concatenate([kinds, np.zeros(len(human), dtype=np.intp)]),
        names=readings.NAMES,
        groups=np.arange(len(rows) + len(human)),
        files=(_file(data, "dev_garble_gradient"), readings.READINGS, _file(data, "clean_english")),
        human=True,
    )


def other_garbled(data: Path, cache: Path | None) -> tuple[str, ...]:
    """Garbled outputs of the rows that `garble_gradient` leaves alone: the calibration is fitted on
    them, so that nothing is measured on what it was fitted on."""
    weak = _weak(read_table(data, "dev_garble_gradient").iloc[GRADIENT_ROWS:], cache)
    return tuple(weak["target"][weak["chrf"] < GARBLED_CHRF])


def _weak(rows: "DataFrame", cache: Path | None) -> "DataFrame":
    """The rows far from their reference, with chrF++ in the column `chrf`."""
    chrf = _chrf(list(rows["target"]), list(rows["reference"]), cache)
    # An empty output is not garbled text, and no metric reads it.
    return rows.assign(chrf=chrf)[(chrf < POOR_CHRF) & (rows["target"].str.strip() != "")]


def repetitions(data: Path, cache: Path | None = None) -> Kinds:
    """Translations that experts found to loop (Guerreiro et al. 2023), against all others."""
    rows = read_table(data, "hallucinations_de_en")
    return _kinds(data, "hallucinations_de_en", "looping translations", rows, "repetitions")


def critical_errors(data: Path, cache: Path | None = None) -> Kinds:
    """Fluent translations, some with an injected critical error (WMT 2022 QE task 3)."""
    rows = read_table(data, "critical_errors_pt_en")
    rows = rows.assign(critical=rows["score"] < 0)
    return _kinds(data, "critical_errors_pt_en", "injected critical errors", rows, "critical")


def mqm2022(data: Path, cache: Path | None = None) -> Rated:
    """WMT 2022 QE development set, zh-en news: one MQM score per segment and a tag per word."""
    rows = read_table(data, "dev_mqm2022_zh_en")
    tagged = zip(rows["target"], rows["target_tokens"], rows["tags"], strict=True)
    return Rated(
        name="dev_mqm2022_zh_en",
        title="WMT 2022 QE development set, Chinese-English news",
        texts=tuple(rows["target"]),
        gold=rows["score"].to_numpy(dtype=np.float64),
        source=codes(rows["source"].to_numpy(dtype=str)),
        words=tuple(_words(*row) for row in tagged),
        files=(_file(data, "dev_mqm2022_zh_en"),),
    )


def mqm_documents(data: Path, cache: Path | None = None, *, human: bool = False) -> Rated:
    """The WMT MQM documents kept for development; the translations by people among them, which the
    raters did not know from the others, are left out unless asked for."""
    rows = read_table(data, "mqm_into_english")
    machine = ~rows["system"].str.match(r"(?i)human|ref\b")
    rated = from_frame(
        mended(rows[(rows["split"] == "dev") & (machine | human)]),
        "mqm_into_english",
        "WMT MQM development documents, Chinese-English news, MT systems only",
    )
    return replace(rated, files=(_file(data, "mqm_into_english"),))


Loader = Callable[[Path, Path | None], DevSet]

SETS: dict[str, Loader] = {
    "garble_gradient": garble_gradient,
    "garble_read": garble_read,
    "hallucinations_de_en": repetitions,
    "dev_mqm2022_zh_en": mqm2022,
    "mqm_into_english": mqm_documents,
    "critical_errors_pt_en": critical_errors,
    "garbled-news": lambda data, cache: handwritten.read_pairs(handwritten.PAIRS),
    "garbled-news-kinds": lambda data, cache: handwritten.read_pairs(handwritten.PAIRS, kinds=True),
    "garbled-news-articles": lambda data, cache: handwritten.read_articles(handwritten.ARTICLES),
}
"""The development sets by name, in the order of the table."""

OPTIONAL = frozenset({"garbled-news-kinds"})
"""Sets that are loaded only by name: the same texts as another, in more detail."""

BY_HAND = frozenset({"garble_read", "garbled-news", "garbled-news-articles"})
"""Sets that rest on files of `corpora/`, which only a checkout has."""


def load(names: Sequence[str], data: Path, cache: Path | None = None) -> list[DevSet]:
    """The named sets; a name that is none of `SETS` is the path of a file of ratings or pairs.

    Without names all sets are loaded but the `OPTIONAL`, the hand-written ones only in a checkout.

    Args:
        names: names of sets, or paths.
        data: the folder of the Parquet files.
        cache: a folder for what is slow to compute, or None.

    Raises:
        InputError: no such set or file, or one that cannot be read.
    """
    left_out = OPTIONAL if handwritten.PAIRS.is_file() else OPTIONAL | BY_HAND
    wanted = names or [name for name in SETS if name not in left_out]
    return [SETS[name](data, cache) if name in SETS else _from_path(name) for name in wanted]


def _from_path(name: str) -> DevSet:
    path = Path(name)
    if not path.is_file():
        known = ", ".join(SETS)
        raise InputError(f"{name}: neither a file nor a development set; the sets are {known}")
    with path.open(encoding="utf-8", errors="replace") as lines:
        has_pairs = '"clean"' in lines.readline()
    return handwritten.read_pairs(path) if has_pairs else rating_files.read(path)


def read_table(data: Path, name: str, columns: Sequence[str] | None = None) -> "DataFrame":
    """One of the sets, by the name of its file; only some of its columns, if any are named.

    Raises:
        InputError: it is not there, or pyarrow is not.
    """
    from pandas import read_parquet

    path = _file(data, name)
    if not path.is_file():
        raise InputError(f"{path}: no such file; --data must name the folder of the Parquet files")
    try:
        return read_parquet(path, columns=None if columns is None else list(columns))
    except ImportError:
        raise InputError(
            f"{path}: reading Parquet needs pyarrow: pip install mtqa[train]"
        ) from None


def _file(data: Path, name: str) -> Path:
    return data / f"{name}.parquet"


def _kinds(data: Path, name: str, title: str, rows: "DataFrame", column: str) -> Kinds:
    return Kinds(
        name=name,
        title=title,
        texts=tuple(rows["target"]),
        kind=rows[column].to_numpy().astype(np.intp),
        names=(column,),
        groups=codes(rows["source"].to_numpy(dtype=str)),
        files=(_file(data, name),),
    )


def _words(target: str, tokens: str, tags: str) -> Words:
    """Where the words of a tokenised text stand in the text itself, and which are BAD.

    The tokeniser escaped some marks ("&apos;"), and ends each text with "<EOS>", which stands for
    words missing at the end: it keeps an empty place there, so that nothing can mark it.
    """
    spans, position = [], 0
    for token in tokens.split():
        word = unescape(token)
        found = target.find(word, position)
        start = found if found >= 0 else position
        position = start + len(word) if found >= 0 else position
        spans.append((start, position))
    return Words(tuple(spans), tuple(tag == "BAD" for tag in tags.split()))


def _chrf(targets: Sequence[str], references: Sequence[str], cache: Path | None) -> Floats:
    """Sentence chrF++ (Popović 2017), 0..100, kept in `cache` under the hash of the texts."""
    from sacrebleu.metrics.chrf import CHRF

    digest = hashlib.sha256("\0".join([*targets, *references]).encode()).hexdigest()[:16]
    kept = cache / f"chrf-{digest}.npy" if cache else None
    if kept and kept.is_file():
        return np.asarray(np.load(kept), dtype=np.float64)
    print(f"chrF++ of {len(targets):,} outputs ...", file=sys.stderr)
    metric = CHRF(word_order=2)
    pairs = zip(targets, references, strict=True)
    scores = np.array([metric.sentence_score(target, [ref]).score for target, ref in pairs])
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, scores)
    return scores
