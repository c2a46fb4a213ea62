"""English that people wrote, or machines well: to damage, to leave alone, and to learn from what
words stand beside each other. No human sentence that measures false alarms is ever among it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.training import groups as labelled
from mtqa.training.devsets import HUMAN_ORIGINS, read_table

if TYPE_CHECKING:
    from pandas import DataFrame

_NEWS = ("wmt2018-reference", "wmt2019-reference")
_WIKIPEDIA, _OTHER = "mlqe-english-wikipedia", "other-public-english"
_WRITTEN = r'^[A-Z"“].{30,300}[.!?"”]$'


def dev_clean(folder: Path) -> list[str]:
    """Human news sentences kept to measure false alarms: every line of 2021."""
    lines = read_table(folder, "clean_english")
    return list(lines.text[lines.origin.str.startswith(HUMAN_ORIGINS)])


def train_clean(folder: Path) -> list[str]:
    """Human English to damage and to leave alone: news of 2018-19, Wikipedia, and those lines of
    mixed origin that look like written sentences."""
    import pandas as pd

    lines = read_table(folder, "clean_english")
    wikipedia = drawn(lines[lines.origin == _WIKIPEDIA], 12_000)
    written = drawn(_written(lines), 30_000)
    news = lines[lines.origin.isin(_NEWS)]
    chosen = pd.concat([news.text, wikipedia.text, written.text]).drop_duplicates()
    return [text for text in chosen if _fits(text)]


def all_clean(folder: Path, sound: "DataFrame") -> list[str]:
    """All English there is to learn words from: the human lines, here all that look written;
    post-edits; and the outputs in `sound`, which have `target` and `reference`. Without outputs for
    sources whose human side is kept for dev, or that stand in MQM dev documents."""
    kept = frozenset(dev_clean(folder))
    lines, rated = read_table(folder, "clean_english"), read_table(folder, "mqm_into_english")
    edited = read_table(folder, "mlqe_into_english").query("split == 'train'")
    found = [
        *train_clean(folder),
        *lines.text[lines.origin == _WIKIPEDIA],
        *_written(lines).text,
        *edited.pe.dropna(),
        *sound.target[~sound.reference.isin(kept)],
    ]
    hidden = kept.union(rated.target[rated.split == "dev"])
    return [text for text in dict.fromkeys(found) if text not in hidden and _fits(text)]


def _written(lines: "DataFrame") -> "DataFrame":
    """The lines of mixed origin that look like written sentences: one of those that begin with the
    same four words, since test suites fill templates."""
    rows = lines[(lines.origin == _OTHER) & lines.text.str.match(_WRITTEN)]
    return rows[~rows.text.str.split().str[:4].str.join(" ").duplicated()]


def _fits(text: str) -> bool:
    return 10 <= len(text) <= labelled.MAX_CHARACTERS


def drawn(rows: "DataFrame", size: int) -> "DataFrame":
    """`size` rows, always the same ones; all of them, shuffled, if there are fewer."""
    return rows.sample(min(size, len(rows)), random_state=0)
