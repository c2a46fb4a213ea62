"""The mixture the network is trained on: groups of sentences that belong together.

A group holds translations of one source, or a clean sentence and its damaged twins; labels that a
set does not have are None. Only rows marked for training are read (data/README.md of the sets), and
no human sentence that measures false alarms is ever among them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pandas as pd
import regex

from mtqa.training.damage import Mark, damage
from mtqa.training.lexical import LexicalTranslator
from mtqa.training.world import World

if TYPE_CHECKING:
    import numpy as np
    from tokenizers import Tokenizer

LOW_RESOURCE = ("gu-en", "kk-en", "ha-en", "tr-en", "et-en", "fi-en", "lt-en", "is-en")
_SPACED_SCRIPTS = ("gu-en", "kk-en", "ha-en", "tr-en", "et-en", "fi-en", "lt-en", "de-en", "ru-en")
_DETACHED_MARK = regex.compile(r"\s+([.,;:!?%)])")
_MAX_CHARACTERS = 700


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence with the labels that are known.

    `garbled` is 0..1, `penalty` an MQM sum 0..25, `chrf` 0..100, `adequacy` a DA z score,
    `quality` any number, higher is better, comparable within the group only. `marks` None: spans
    are not known; (): there is no error. `weight` scales all its losses.
    """

    text: str
    garbled: float | None = None
    penalty: float | None = None
    chrf: float | None = None
    adequacy: float | None = None
    quality: float | None = None
    marks: tuple[Mark, ...] | None = None
    weight: float = 1.0


Group = list[Example]


@dataclass(frozen=True, slots=True)
class Mixture:
    """The parts of the training data and how often each is drawn."""

    parts: dict[str, list[Group]]
    shares: dict[str, float]
    clean: list[str]
    world: World

    def groups(self, rng: Random) -> Iterator[Group]:
        """Groups without end, drawn by share; damage is made anew each time."""
        names, weights = list(self.shares), list(self.shares.values())
        while True:
            name = rng.choices(names, weights)[0]
            if name == "damage":
                yield damaged_group(rng.choice(self.clean), self.world, rng)
            else:
                group = rng.choice(self.parts[name])
                yield group if len(group) <= 4 else rng.sample(group, 4)


def damaged_group(sentence: str, world: World, rng: Random) -> Group:
    """A clean sentence with one or two damaged twins."""
    group = [Example(sentence, garbled=0.0, quality=0.0, marks=())]
    for _ in range(rng.randint(1, 2)):
        hurt = damage(sentence, world, rng)
        if hurt and hurt.text != sentence:
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
    shares: dict[str, float],
    embeddings: "np.ndarray",
    tokenizer: "Tokenizer",
    cache: Path,
) -> Mixture:
    """Read the training sets of `folder`; chrF++ of the system outputs takes some minutes, so it is
    kept in `cache`."""
    kept_for_dev = set(dev_clean(folder))
    clean = [text for text in train_clean(folder) if text not in kept_for_dev]
    systems = _systems(folder, cache / "systems-chrf.parquet")
    mlqe = pd.read_parquet(folder / "mlqe_into_english.parquet").query("split == 'train'")
    foreign = [*_foreign(folder), *systems.source.drop_duplicates().sample(4000, random_state=0)]
    world = World(clean, foreign, embeddings, tokenizer)
    parts = {
        "mqm": _mqm_groups(folder, kept_for_dev),
        "systems": _system_groups(systems, kept_for_dev),
        "mlqe": _mlqe_groups(mlqe),
        "pairs": _pair_groups(folder),
        "lexical": _lexical_groups(systems, mlqe),
    }
    return Mixture({k: v for k, v in parts.items() if shares.get(k)}, shares, clean, world)


def dev_clean(folder: Path) -> list[str]:
    """Human news sentences kept to measure false alarms: every line of 2021."""
    lines = pd.read_parquet(folder / "clean_english.parquet")
    return list(lines.text[lines.origin.str.startswith("wmt2021")])


def train_clean(folder: Path) -> list[str]:
    """Human English to damage and to leave alone: news of 2018-19, Wikipedia, and those lines of
    mixed origin that look like written sentences."""
    lines = pd.read_parquet(folder / "clean_english.parquet")
    news = lines.text[lines.origin.isin(("wmt2018-reference", "wmt2019-reference"))]
    wikipedia = lines.text[lines.origin == "mlqe-english-wikipedia"].sample(8000, random_state=0)
    other = lines.text[lines.origin == "other-public-english"]
    written = other[other.str.match(r'^[A-Z"“].{30,300}[.!?"”]$')].sample(6000, random_state=0)
    chosen = pd.concat([news, wikipedia, written]).drop_duplicates()
    return [text for text in chosen if 10 <= len(text) <= _MAX_CHARACTERS]


def _foreign(folder: Path) -> list[str]:
    lines = pd.read_parquet(folder / "ntrex_parallel.parquet", columns=["source"])
    return list(lines.source.sample(6000, random_state=0))


def _systems(folder: Path, cached: Path) -> pd.DataFrame:
    """System outputs with chrF++; strong pairs thinned to a tenth of their sources."""
    from sacrebleu.metrics import CHRF

    if cached.exists():
        return pd.read_parquet(cached)
    years = [
        pd.read_parquet(folder / f"systems{year}_into_english.parquet").assign(year=year)
        for year in (2018, 2019, 2021)
    ]
    frame = pd.concat(years, ignore_index=True)
    # Of 2021 only the two weak pairs: the human side of the others measures false alarms.
    frame = frame[(frame.year < 2021) | frame.language_pair.isin(("ha-en", "is-en"))]
    frame = frame[frame.target.str.len().between(1, _MAX_CHARACTERS)]
    strong = ~frame.language_pair.isin(LOW_RESOURCE)
    frame = frame[~strong | (pd.util.hash_pandas_object(frame.source, index=False) % 10 == 0)]
    metric = CHRF(word_order=2)
    pairs = zip(frame.target, frame.reference, strict=True)
    frame = frame.assign(chrf=[metric.sentence_score(t, [r]).score for t, r in pairs])
    frame.to_parquet(cached)
    return frame


def garbled_from_chrf(chrf: float, words: int, system_mean: float) -> float | None:
    """Soft label of garble for an output with a reference.

    Steps set by reading 200 outputs of gu-en, kk-en and ha-en 2019/2021: below 12 nearly all is
    garbled, above 40 nearly nothing. A good system with a low chrF++ mostly wrote a free
    translation, and a short sentence says nothing: both stay unlabelled.
    """
    if words < 5 or (system_mean > 52 and chrf < 32):
        return None
    for limit, label in ((12, 0.95), (18, 0.8), (25, 0.5), (32, 0.2), (40, 0.05)):
        if chrf < limit:
            return label
    return 0.0


def _system_groups(frame: pd.DataFrame, kept_for_dev: set[str]) -> list[Group]:
    # Where the human side is kept for dev, only weak outputs teach, and without it.
    hidden = frame.reference.isin(kept_for_dev)
    frame = frame[~hidden | (frame.chrf < 40)]
    means = frame.groupby(["year", "language_pair", "system"]).chrf.transform("mean")
    groups = []
    for (_, pair, reference), rows in frame.assign(mean=means).groupby(
        ["year", "language_pair", "reference"]
    ):
        outputs = [
            Example(
                row.target,
                garbled=garbled_from_chrf(row.chrf, len(row.target.split()), row.mean),
                chrf=row.chrf,
                quality=row.chrf / 20,
            )
            for row in rows.drop_duplicates("target").itertuples()
        ]
        human = (
            [] if reference in kept_for_dev else [Example(reference, 0.0, quality=4.5, marks=())]
        )
        groups += _spread(outputs, human, copies=3 if pair in LOW_RESOURCE[:3] else 1)
    return groups


def _spread(outputs: Group, human: Group, copies: int) -> list[Group]:
    """Groups of the human sentence, the worst output and two others; more for the weakest pairs."""
    ranked = sorted(outputs, key=lambda example: example.quality or 0)
    groups = []
    for copy in range(copies):
        rest = ranked[1 + copy :: max(1, len(ranked) // 3)][:2]
        groups.append([*human, *ranked[copy : copy + 1], *rest])
    return [group for group in groups if group]


def _mqm_groups(folder: Path, kept_for_dev: set[str]) -> list[Group]:
    frame = pd.read_parquet(folder / "mqm_into_english.parquet").query("split == 'train'")
    frame = frame[~frame.target.isin(kept_for_dev) & frame.target.str.len().between(1, 700)]
    groups = []
    for _, rows in frame.groupby(["dataset", "year", "document", "segment"]):
        group = [_mqm_example(text, ratings) for text, ratings in rows.groupby("target")]
        groups += [group[i : i + 4] for i in range(0, len(group), 4)]
    return groups


def _mqm_example(text: str, ratings: pd.DataFrame) -> Example:
    share = 1 / len(ratings)
    spans = [span for spans in ratings.spans for span in json.loads(spans or "[]")]
    marks = tuple(
        Mark(start, end, share, share * (severity == "major"))
        for start, end, severity, _ in spans
        if 0 <= start < end <= len(text)
    )
    penalty = min(25.0, float(-ratings.score.clip(-25, 0).mean()))
    unreadable = sum("non-translation" in str(span[3]).lower() for span in spans) * share
    garbled = 0.0 if penalty < 10 else max(min(1.0, unreadable), (penalty - 10) / 30)
    return Example(text, garbled, penalty, quality=-penalty / 3, marks=marks)


def _mlqe_groups(frame: pd.DataFrame) -> list[Group]:
    groups = []
    for row in frame.itertuples():
        garbled = max(0.0, min(0.95, (60 - row.raw) / 45))
        output = Example(row.target, garbled, adequacy=row.score, quality=row.raw / 25, weight=0.8)
        group = [output]
        edited = _attach_marks(row.pe or "")
        if edited and edited != row.target and row.raw < 60:
            group.append(Example(edited, garbled=0.0, quality=4.5, weight=0.5))
        groups += [group] * (2 if row.language_pair in ("ne-en", "si-en") else 1)
    return groups


def _attach_marks(text: str) -> str:
    """Undo the tokenisation of the post-edits, or the network learns that it means human."""
    return _DETACHED_MARK.sub(r"\1", text)


def _pair_groups(folder: Path) -> list[Group]:
    frame = pd.read_parquet(folder / "darr2019_into_english.parquet").sample(20000, random_state=0)
    return [
        [Example(row.target, quality=1.0, weight=0.5), Example(row.worse, quality=0.0, weight=0.5)]
        for row in frame.itertuples()
    ]


def _lexical_groups(systems: pd.DataFrame, mlqe: pd.DataFrame) -> list[Group]:
    """Word-by-word renderings beside the human sentence of the same source."""
    human = systems.drop_duplicates(["language_pair", "source"])
    human = human[human.language_pair.isin(_SPACED_SCRIPTS)]
    edited = mlqe[mlqe.pe.notna()].assign(reference=mlqe.pe.map(_attach_marks))
    columns = ["language_pair", "source", "reference"]
    groups = []
    for _, rows in pd.concat([human[columns], edited[columns]]).groupby("language_pair"):
        pairs = list(zip(rows.source, rows.reference, strict=True))
        groups += _lexical_pairs(LexicalTranslator(pairs), pairs)
    return groups


def _lexical_pairs(
    translator: LexicalTranslator, pairs: Sequence[tuple[str, str]], seed: int = 0
) -> list[Group]:
    rng = Random(seed)
    groups = []
    for source, reference in rng.sample(list(pairs), min(3000, len(pairs))):
        text = translator.translate(source, rng, temperature=rng.choice((0.5, 1.0)))
        if len(text.split()) < 5 or len(text) > _MAX_CHARACTERS:
            continue
        human = Example(reference, garbled=0.0, quality=4.5, marks=())
        groups.append([human, Example(text, garbled=1.0, penalty=25.0, quality=0.0, weight=0.7)])
    return groups
