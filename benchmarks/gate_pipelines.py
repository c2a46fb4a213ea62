"""The pipelines that `gate_noise.py` simulates: judged articles, and what may happen to them."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pandas as pd
from gate_articles import PARAGRAPH, SYSTEMS, garbled, news, paragraphs, reflowed, swaps, weak
from safetensors.numpy import load_file

import mtqa
from mtqa.assess import assess
from mtqa.checks import configure
from mtqa.gate.baseline import known, outline
from mtqa.gate.noise import much
from mtqa.gate.pairing import pairs
from mtqa.readers import ReadOptions, read
from mtqa.scorers.base import Scorer
from mtqa.scorers.encode import load_tokenizer
from mtqa.training.clean import train_clean
from mtqa.training.kinds_heavy import HEAVY
from mtqa.training.world import World
from mtqa.types import DocumentReport

RUNS = 300
"""Pipelines per case: with no failure among them, the 95 % interval of the rate ends at 1.2 %."""
ARTICLES = 20
VARIANTS = 2  # of each article that is damaged
CUT = 1 / 3  # of the sentences of an article that is cut short
WORLD = 20_000  # sentences that the generator of damage draws words from
Name = tuple[str, str, str]
"""What was done to an article, by which system it is, and which article it is."""
Event = tuple[list[tuple[str, Name, Name]], str | None]
"""Articles by what they are called after it, as they were and as they are; and the one that
something happened to."""
Happen = Callable[[Random], Event]


@dataclass(frozen=True)
class Case:
    """What happens to a pipeline, and how often the gate should fire."""

    name: str
    happen: Happen
    wanted: str = ""

    @property
    def runs(self) -> int:
        """How many pipelines it happens to; fewer where no rate is wanted."""
        return RUNS if self.wanted else RUNS // 3


def judged(texts: Mapping[Name, str], scorer: Scorer, window: int) -> dict[Name, DocumentReport]:
    """Write the texts, read and score them as `mtqa score` does."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {str(Path(folder) / f"{i}.txt"): name for i, name in enumerate(texts)}
        for path, name in paths.items():
            Path(path).write_text(texts[name], encoding="utf-8", newline="")
        reports = assess(
            read(list(paths), ReadOptions(target_lang="en")), configure(), [scorer], window=window
        )
        return {paths[r.document.path or ""]: r for r in reports if isinstance(r, DocumentReport)}


def called(report: DocumentReport, name: str) -> DocumentReport:
    """The report under another name and path."""
    return replace(report, document=replace(report.document, id=name, path=name))


class Pipelines:
    """All that may happen to an article, judged."""

    def __init__(self, data: Path, scorer: Scorer, world: World) -> None:
        self.base, rng = news(data), Random(0)
        self.pairs = weak(data) | swaps(data)
        texts = {("first", *name): paragraphs(found) for name, found in self.base.items()}
        again = {("again", *name[1:]): text for name, text in texts.items()}
        texts |= {("old", *name): paragraphs(old) for name, (old, _) in self.pairs.items()}
        texts |= {("new", *name): paragraphs(new) for name, (_, new) in self.pairs.items()}
        for name, sentences in self.base.items():
            texts["reflowed", *name] = reflowed(sentences, rng)
            edited, index = list(sentences), rng.randrange(len(sentences))
            edited[index] = self.base[other(name[0]), name[1]][index]
            texts["edited", *name] = paragraphs(edited)
            texts["cut", *name] = paragraphs(sentences[: round(len(sentences) * (1 - CUT))])
            start = len(sentences) // (2 * PARAGRAPH) * PARAGRAPH  # of a paragraph in the middle
            kept = [*sentences[:start], *sentences[start + PARAGRAPH :]]
            texts["gap", *name] = paragraphs(kept)
            for kind, kinds in (("heavy", list(HEAVY)), ("any", None)):
                for number in range(VARIANTS):
                    if made := garbled(sentences, world, rng, kinds):
                        texts[f"{kind}{number}", *name] = paragraphs(made)
        self.reports = judged(texts, scorer, 1_024)
        self.reports |= judged(dict(rng.sample(list(again.items()), len(again))), scorer, 64)
        self.known = {n: known(r) for n, r in self.reports.items() if n[0] in ("first", "old")}
        self.documents = sorted({name[1] for name in self.base})

    def cases(self) -> Iterator[Case]:
        """All cases, those that should pass first."""
        yield Case("nothing changed, other batches and order", self._all("again"), "at most 1 %")
        yield Case("nothing changed, all files renamed", self._renamed, "at most 1 %")
        yield Case("all articles reflowed", self._all("reflowed"), "at most 1 %")
        yield Case("one sentence by another good system", self._one("edited"))
        yield Case("one article by another good system", self._exchanged(1))
        yield Case("all articles by another good system", self._exchanged(ARTICLES))
        yield Case("one article without its last third", self._one("cut"), "at least 99 %")
        yield Case("one article without one of its paragraphs", self._one("gap"))
        yield Case("another article in the place of one", self._misplaced, "at least 99 %")
        yield Case("5 % of one article hurt", self._one("any"))
        yield Case("5 % of one article garbled", self._one("heavy"), "at least 99 %")
        yield Case("one article by the worst system of WMT 2021", self._replaced("swap"))
        yield Case("one article by a much weaker system", self._replaced("weak"), "at least 95 %")
        yield Case("the same, without m2m100_rel", self._replaced("weak", without=".m2m100_rel."))

    def changed(self, was: Name, now: Name) -> list[float]:
        """What each sentence lost which says something else than it did, as a multiple of what is
        much."""
        then, later = self.known[was], outline(self.reports[now])
        return [
            pair.lost / much(pair.likeness)
            for pair in pairs(then.sentences, later.sentences)
            if pair.lost is not None
        ]

    def usual(self) -> list[float]:
        """The same of all articles by a good system in the place of a good one."""
        return [
            lost
            for system, name in self.base
            for lost in self.changed(("first", system, name), ("first", other(system), name))
        ]

    def garbled(self) -> list[float]:
        """The most that a sentence of each article lost of which 5 % were garbled."""
        found = [name for name in self.reports if name[0].startswith("heavy")]
        return [max(self.changed(("first", *n[1:]), n), default=0.0) for n in found]

    def _drawn(self, rng: Random, what: str, count: int = ARTICLES) -> Event:
        system = str(rng.randrange(len(SYSTEMS)))
        documents = rng.sample(self.documents, count)
        return [(d, ("first", system, d), (what, system, d)) for d in documents], None

    def _all(self, what: str) -> Happen:
        return lambda rng: self._drawn(rng, what)

    def _renamed(self, rng: Random) -> Event:
        articles, _ = self._drawn(rng, "again")
        return [(f"moved/{i}", was, now) for i, (_, was, now) in enumerate(articles)], None

    def _one(self, what: str) -> Happen:
        def happen(rng: Random) -> Event:
            (first, *rest), _ = self._drawn(rng, "again")
            name, was, _ = first
            made = [n for n in self.reports if n[0].startswith(what) and n[1:] == was[1:]]
            return [(name, was, rng.choice(made)), *rest] if made else [first, *rest], name

        return happen

    def _misplaced(self, rng: Random) -> Event:
        ((name, was, _), *rest), _ = self._drawn(rng, "again")
        inside = {name, *(n for n, _, _ in rest)}
        other_one = rng.choice([d for d in self.documents if d not in inside])
        return [(name, was, ("again", was[1], other_one)), *rest], name

    def _exchanged(self, count: int) -> Happen:
        def happen(rng: Random) -> Event:
            articles, _ = self._drawn(rng, "again")
            changed = [(n, was, ("again", other(was[1]), n)) for n, was, _ in articles[:count]]
            return [*changed, *articles[count:]], articles[0][0] if count == 1 else None

        return happen

    def _replaced(self, kind: str, without: str = "\0") -> Happen:
        victims = [name for name in self.pairs if name[0] == kind and without not in name[1]]

        def happen(rng: Random) -> Event:
            victim, (rest, _) = rng.choice(victims), self._drawn(rng, "again", ARTICLES - 1)
            return [(victim[1], ("old", *victim), ("new", *victim)), *rest], victim[1]

        return happen


def other(system: str) -> str:
    """The good system that takes the place of a good one."""
    return str((int(system) + 1) % len(SYSTEMS))


def generator(data: Path) -> World:
    """What the generator of damage draws from, with the word vectors of the model that is shipped
    in the place of those that training starts from."""
    models = Path(mtqa.__file__).parent / "models"
    weights = load_file(models / "model.safetensors")
    foreign = pd.read_parquet(data / "ntrex_parallel.parquet").source
    clean = train_clean(data)
    return World(
        Random(0).sample(clean, min(WORLD, len(clean))),
        list(foreign.sample(2_000, random_state=0)),
        weights["encoder.embeddings.word_embeddings.weight"],
        load_tokenizer(models / "tokenizer.json"),
    )
