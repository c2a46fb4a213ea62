"""How often the gate fires when it should, and when it should not.

    python benchmarks/gate_noise.py --data DATA [--out reports/evaluation/gate]

DATA holds the Parquet files described in corpora/README.md; only development sets are used. Each
run is a pipeline of 20 articles that were accepted once and are the baseline. Then something
happens to them, or nothing, and `mtqa gate RUN --baseline FILE` judges what came out, without
further limits.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pandas as pd
from gate_articles import SYSTEMS, WEAK, garbled, news, paragraphs, reflowed, swaps, weak
from safetensors.numpy import load_file

import mtqa
from mtqa.assess import assess, signature
from mtqa.checks import configure
from mtqa.gate import Baseline, Policy, decide
from mtqa.gate.baseline import known
from mtqa.gate.pairing import pairs
from mtqa.gate.since import LOST, USUAL
from mtqa.readers import ReadOptions, read
from mtqa.scorers import load
from mtqa.scorers.base import Scorer
from mtqa.scorers.encode import load_tokenizer
from mtqa.training.data import train_clean
from mtqa.training.kinds_heavy import HEAVY
from mtqa.training.world import World
from mtqa.types import DocumentReport, Report

RUNS = 300
"""Pipelines per case: with no failure among them, the 95 % interval of the rate ends at 1.2 %."""
ARTICLES = 20
VARIANTS = 2  # of each article that is damaged
WORLD = 20_000  # sentences that the generator of damage draws words from
Name = tuple[str, str, str]
"""What was done to an article, by which system it is, and which article it is."""
Event = tuple[list[tuple[str, Name, Name]], str | None]
"""Articles by what they are called after it, as they were and as they are; and the one that
something happened to."""
Happen = Callable[[Random], Event]

HEAD = """# How often the gate fires

What `mtqa gate RUN --baseline FILE` does without further limits, in {runs} simulated pipelines per
case (a third as many where no rate is wanted), each of {articles} articles of the development sets
(WMT 2020 and 2021, Chinese to English, three good systems). Made anew by

    python benchmarks/gate_noise.py --data DATA --out reports/evaluation/gate

Nothing may fail where nothing changed but line breaks, file names, the order of the files and what
stands beside a sentence in its batch. *Garbled* is damage of the heavy kinds of the generator of
the training code, *hurt* of any of its kinds, drawn evenly, of which many leave a fluent sentence;
sentences are damaged one after the other until a twentieth of the words of one article is hurt. A
*much weaker system* is one with a chrF++ of at most {weak:.0f} (LAFAND-MT, into English), in the
place of a translation by people; the worst systems of two pairs at WMT 2021 are fluent, and take
the place of the best. *Named* are those runs in which a broken rule names the article.

"""
TAIL = """
Between two of the good systems {usual:.1%} of {pairs:,} sentences that differ lose a major error's
worth of score or more; the gate takes {known:.1%} for usual.

What it misses is what the model takes for sound: it reads a sentence without its source, so that a
fluent sentence about something else is none of its business: `m2m100_rel` was trained on religious
texts, and writes them whatever it is given. It fires on single sentences of good
systems that are no better than they look: many hold a phrase twice.

Signature: `{stamp}`
"""


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
        return {paths[r.document.path]: r for r in reports}  # type: ignore[union-attr, index]


def called(report: DocumentReport, name: str) -> DocumentReport:
    """The report under another name and path."""
    return replace(report, document=replace(report.document, id=name, path=name))


def interval(count: int, of: int) -> tuple[float, float]:
    """95 % interval of a rate (Clopper and Pearson 1934)."""
    from scipy.stats import binomtest

    found = binomtest(count, of).proportion_ci()
    return found.low, found.high


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
        yield Case("5 % of one article hurt", self._one("any"))
        yield Case("5 % of one article garbled", self._one("heavy"), "at least 99 %")
        yield Case("one article by the worst system of WMT 2021", self._replaced("swap"))
        yield Case("one article by a much weaker system", self._replaced("weak"), "at least 95 %")
        yield Case("the same, without m2m100_rel", self._replaced("weak", without=".m2m100_rel."))

    def row(self, case: Case, stamp: str) -> str:
        """Let it happen often, and count how often the gate fires and names the article."""
        rng, fired, named = Random(0), 0, 0
        by: Counter[str] = Counter()
        for _ in range(case.runs):
            articles, victim = case.happen(rng)
            was = [replace(self.known[b], id=b[2], path=b[2]) for _, b, _ in articles]
            now = [called(self.reports[a], name) for name, _, a in articles]
            report = Report(rng.sample(now, len(now)), signature=stamp)
            decision = decide(report, Policy(), Baseline.holding(stamp, was))
            broken = [rule for rule in decision.rules if not rule.passed]
            fired += bool(broken)
            named += any(victim == one.path for rule in broken for one in rule.articles)
            by.update(rule.name for rule in broken)
        low, high = interval(fired, case.runs)
        rules = ", ".join(f"`{name}` {count}" for name, count in sorted(by.items()))
        shown = f"{fired / case.runs:.1%} | {low:.1%}-{high:.1%} | {named / case.runs:.1%}"
        return f"| {case.name} | {shown} | {case.wanted} | {rules} |\n"

    def usual(self) -> tuple[float, int]:
        """Share of sentences that are much worse between two good systems, and of how many."""
        lost = [
            pair.unit.old_mean - pair.unit.new_mean >= LOST
            for system, document in self.base
            for pair in pairs(
                self.known["first", system, document].sentences,
                self.known["first", other(system), document].sentences,
            )
            if not pair.is_same and pair.unit.old_words and pair.unit.new_words
        ]
        return sum(lost) / len(lost), len(lost)

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


def main() -> None:
    """Read the arguments, simulate, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="Also write NAME.md.")
    arguments = parser.parse_args()
    scorer = load("embedded", threads=1)
    stamp = signature(configure(), [scorer], segmented=False)
    pipelines = Pipelines(arguments.data, scorer, generator(arguments.data))
    usual, count = pipelines.usual()
    table = (
        "| what happened | fired | 95 % interval | named | wanted | rules broken |\n"
        "| --- | --: | :-: | --: | :-: | --- |\n"
    )
    for case in pipelines.cases():
        line = pipelines.row(case, stamp)
        print(line, end="", flush=True)
        table += line
    tail = TAIL.format(usual=usual, pairs=count, known=USUAL, stamp=stamp)
    print(tail)
    if arguments.out is not None:
        head = HEAD.format(runs=RUNS, articles=ARTICLES, weak=WEAK)
        arguments.out.with_suffix(".md").write_text(head + table + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
