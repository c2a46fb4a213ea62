"""The mixture the network is trained on: groups of sentences that belong together.

A group holds translations of one source, or a clean sentence and its damaged twins; labels that a
set does not have are None. Only rows marked for training are read (data/README.md of the sets), and
no human sentence that measures false alarms is ever among them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from mtqa.errors import InputError
from mtqa.training import groups as labelled
from mtqa.training import undertrained
from mtqa.training.copies import mended
from mtqa.training.damage import damage
from mtqa.training.devsets import HUMAN_ORIGINS, read_table
from mtqa.training.examples import Example, Group
from mtqa.training.styles import styled
from mtqa.training.world import Vectors, World

if TYPE_CHECKING:
    from pandas import DataFrame
    from tokenizers import Tokenizer

_YEARS = (2018, 2019, 2021)
_PARALLEL_YEARS = (2018, 2019)  # the human side of 2021 measures false alarms
_NEWS = ("wmt2018-reference", "wmt2019-reference")
_WRITTEN = r'^[A-Z"“].{30,300}[.!?"”]$'


@dataclass(frozen=True, slots=True)
class Mixture:
    """The parts of the training data and how often each is drawn."""

    parts: Mapping[str, list[Group]]
    shares: Mapping[str, float]
    clean: list[str]
    world: World
    without_kinds: tuple[str, ...] = ()

    def groups(self, rng: Random) -> Iterator[Group]:
        """Groups without end, drawn by share, some in another style; damage is made anew each
        time."""
        names, weights = list(self.shares), list(self.shares.values())
        while True:
            name = rng.choices(names, weights)[0]
            if name == "damage":
                sentence = rng.choice(self.clean)
                group = damaged_group(sentence, self.world, rng, self.without_kinds)
            else:
                group = rng.choice(self.parts[name])
                group = group if len(group) <= 4 else rng.sample(group, 4)
            yield styled(group, rng)


def damaged_group(
    sentence: str, world: World, rng: Random, without_kinds: Collection[str] = ()
) -> Group:
    """A clean sentence with one or two damaged twins (none, if no damage took)."""
    group = [Example(sentence, 0.0, labelled.HUMAN_PENALTY, quality=0.0, marks=(), weight=0.7)]
    for _ in range(rng.randint(1, 2)):
        hurt = damage(sentence, world, rng, without=without_kinds)
        if hurt:
            group.append(
                Example(
                    hurt.text,
                    garbled=hurt.garbled,
                    penalty=hurt.penalty,
                    quality=-1.0 - 4 * hurt.garbled,
                    marks=hurt.marks,
                    weight=0.7,
                )
            )
    return group


def load_mixture(
    folder: Path,
    shares: Mapping[str, float],
    embeddings: Vectors,
    tokenizer: "Tokenizer",
    cache: Path,
    *,
    without_kinds: tuple[str, ...] = (),
) -> Mixture:
    """Read the training sets of `folder`; chrF++ of the system outputs takes some minutes, and the
    outputs of an undertrained translator half an hour, so they are kept in the folder `cache`.

    Raises:
        InputError: a set is missing, or a part that is to be drawn came out empty.
    """
    kept_for_dev = frozenset(dev_clean(folder))
    clean = [text for text in train_clean(folder) if text not in kept_for_dev]
    systems = _systems(folder, cache / "systems-chrf.parquet")
    mlqe = read_table(folder, "mlqe_into_english").query("split == 'train'")
    foreign = [*_foreign(folder), *_drawn(systems.source.drop_duplicates().to_frame(), 4000).source]
    clean += labelled.sound_outputs(systems, kept_for_dev)
    world = World(clean, foreign, embeddings, tokenizer, labelled.confused_words(systems))
    rated = read_table(folder, "mqm_into_english")
    parts = {
        "mqm": labelled.mqm_groups(mended(rated), kept_for_dev),
        "systems": labelled.system_groups(systems, kept_for_dev),
        "mlqe": labelled.mlqe_groups(mlqe),
        "pairs": labelled.pair_groups(_drawn(read_table(folder, "darr2019_into_english"), 20000)),
        "lexical": labelled.lexical_groups(systems, mlqe, kept_for_dev),
    }
    if shares.get("undertrained"):
        rendered = _undertrained(folder, mlqe, cache / "undertrained.parquet")
        parts["undertrained"] = labelled.undertrained_groups(rendered, kept_for_dev)
    for name, found in (*parts.items(), ("damage", clean)):
        if shares.get(name) and not found:
            raise InputError(f"{folder}: nothing to train on for {name!r}; set its share to 0")
    drawn = {name: found for name, found in parts.items() if shares.get(name)}
    return Mixture(drawn, shares, clean, world, without_kinds)


def dev_clean(folder: Path) -> list[str]:
    """Human news sentences kept to measure false alarms: every line of 2021."""
    lines = read_table(folder, "clean_english")
    return list(lines.text[lines.origin.str.startswith(HUMAN_ORIGINS)])


def train_clean(folder: Path) -> list[str]:
    """Human English to damage and to leave alone: news of 2018-19, Wikipedia, and those lines of
    mixed origin that look like written sentences."""
    import pandas as pd

    lines = read_table(folder, "clean_english")
    wikipedia = _drawn(lines[lines.origin == "mlqe-english-wikipedia"], 12_000)
    other = lines[lines.origin == "other-public-english"]
    written = _drawn(_unlike(other[other.text.str.match(_WRITTEN)]), 30_000)
    news = lines[lines.origin.isin(_NEWS)]
    chosen = pd.concat([news.text, wikipedia.text, written.text]).drop_duplicates()
    return [text for text in chosen if 10 <= len(text) <= labelled.MAX_CHARACTERS]


def _unlike(rows: "DataFrame") -> "DataFrame":
    """One line of those that begin with the same four words: test suites fill templates."""
    return rows[~rows.text.str.split().str[:4].str.join(" ").duplicated()]


def _drawn(rows: "DataFrame", size: int) -> "DataFrame":
    """`size` rows, always the same ones; all of them, shuffled, if there are fewer."""
    return rows.sample(min(size, len(rows)), random_state=0)


def _foreign(folder: Path) -> list[str]:
    return list(_drawn(read_table(folder, "ntrex_parallel"), 6000).source)


def _undertrained(folder: Path, mlqe: "DataFrame", cached: Path) -> "DataFrame":
    """What a translator stopped early made of sources of 2018-19 and of the assessments."""
    import pandas as pd

    if cached.exists():
        return pd.read_parquet(cached)
    years = [read_table(folder, f"systems{year}_into_english") for year in _PARALLEL_YEARS]
    frame = undertrained.outputs(pd.concat(years, ignore_index=True), mlqe)
    frame.to_parquet(cached)
    return frame


def _systems(folder: Path, cached: Path) -> "DataFrame":
    import pandas as pd

    if cached.exists():
        return pd.read_parquet(cached)
    years = [read_table(folder, f"systems{year}_into_english").assign(year=year) for year in _YEARS]
    frame = labelled.with_chrf(pd.concat(years, ignore_index=True))
    frame.to_parquet(cached)
    return frame
