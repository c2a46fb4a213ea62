"""English that people wrote, or machines well: to damage, to leave alone, and to learn from what
words stand beside each other; and what of it is kept for development.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.training import groups as labelled
from mtqa.training.devsets import HUMAN_ORIGINS, read_table

if TYPE_CHECKING:
    from pandas import DataFrame

_NEWS = ("wmt2018-reference", "wmt2019-reference")
_WIKIPEDIA, _OTHER = "mlqe-english-wikipedia", "other-public-english"
_DEV_SETS = (
    "critical_errors_pt_en",
    "dev_garble_gradient",
    "dev_mqm2022_zh_en",
    "hallucinations_de_en",
)
_SPLIT_SETS = ("biomqm_into_english", "mlqe_into_english", "mqm_into_english")
_WRITTEN = r'^[A-Z"“].{30,300}[.!?"”]$'


def dev_clean(folder: Path) -> list[str]:
    """Human news sentences kept to measure false alarms: every line of 2021."""
    lines = read_table(folder, "clean_english")
    return list(lines.text[lines.origin.str.startswith(HUMAN_ORIGINS)])


@lru_cache(maxsize=1)  # eight files, asked for several times by one training
def dev_texts(folder: Path) -> frozenset[str]:
    """All English of the development sets, the sentences of `dev_clean` among it: nothing is
    learned from it, wherever it stands. Public test suites hold much of it."""
    found = set(dev_clean(folder))
    for rows in _dev_rows(folder):
        for column in rows.columns.intersection(["target", "reference", "pe"]):
            found.update(rows[column].dropna())
    return frozenset(found)


def dev_sources(folder: Path) -> frozenset[str]:
    """The sources of the development sets: what other systems made of them tells of theirs."""
    return frozenset().union(*(rows.source.dropna() for rows in _dev_rows(folder)))


def _dev_rows(folder: Path) -> Iterator["DataFrame"]:
    """The rows of every set that are for development; a set that is missing measures nothing."""
    for name in (*_DEV_SETS, *_SPLIT_SETS):
        if (folder / f"{name}.parquet").is_file():
            rows = read_table(folder, name)
            yield rows[rows.split != "train"] if name in _SPLIT_SETS else rows


def train_clean(folder: Path) -> list[str]:
    """Human English to damage and to leave alone: news of 2018-19, Wikipedia, and those lines of
    mixed origin that look like written sentences."""
    import pandas as pd

    lines = read_table(folder, "clean_english")
    wikipedia = drawn(lines[lines.origin == _WIKIPEDIA], 12_000)
    written = drawn(_written(lines), 30_000)
    news = lines[lines.origin.isin(_NEWS)]
    return _usable(folder, list(pd.concat([news.text, wikipedia.text, written.text])))


def all_clean(folder: Path, sound: "DataFrame") -> list[str]:
    """All English there is to learn words from: the human lines, here all that look written;
    post-edits; and the outputs in `sound`, which have `target` and `reference`, but not those whose
    reference is kept for development: they say nearly the same."""
    lines = read_table(folder, "clean_english")
    edited = read_table(folder, "mlqe_into_english").query("split == 'train'")
    found = [
        *train_clean(folder),
        *lines.text[lines.origin == _WIKIPEDIA],
        *_written(lines).text,
        *edited.pe.dropna(),
        *sound.target[~sound.reference.isin(dev_texts(folder))],
    ]
    return _usable(folder, found)


def _usable(folder: Path, texts: Sequence[str]) -> list[str]:
    """Each text once, without those that are too short or long or are kept for development."""
    kept = dev_texts(folder)
    return [
        text
        for text in dict.fromkeys(texts)
        if text not in kept and 10 <= len(text) <= labelled.MAX_CHARACTERS
    ]


def _written(lines: "DataFrame") -> "DataFrame":
    """The lines of mixed origin that look like written sentences: one of those that begin with the
    same four words, since test suites fill templates."""
    rows = lines[(lines.origin == _OTHER) & lines.text.str.match(_WRITTEN)]
    return rows[~rows.text.str.split().str[:4].str.join(" ").duplicated()]


def drawn(rows: "DataFrame", size: int) -> "DataFrame":
    """`size` rows, always the same ones; all of them, shuffled, if there are fewer."""
    return rows.sample(min(size, len(rows)), random_state=0)
