"""How much a changed sentence loses by chance, and how much by damage, by what of it stayed.

    python benchmarks/gate_likeness.py --data DATA

DATA holds the Parquet files described in corpora/README.md. Only training sets are used: the
development articles are those of `gate_noise.py`. One good system in the place of another, and the
edits of people, are what a gate must take for usual; damage of the heavy kinds is what it should
notice. The figures are those behind the constants of `mtqa/gate/noise.py`.
"""

import argparse
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd
from gate_articles import garbled, news, paragraphs
from gate_pipelines import Name, generator, judged, other

from mtqa.gate.baseline import outline
from mtqa.gate.noise import ANEW, KEPT, much
from mtqa.gate.pairing import Pair, pairs
from mtqa.scorers import load
from mtqa.training.kinds_heavy import HEAVY
from mtqa.types import DocumentReport

ARTICLES = 110
EDITS = 400  # of each pair of languages
EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
CHANGED = (1, 2, 3)  # sentences: what is much hangs on how many were

Texts = dict[Name, str]


def articles(data: Path, rng: Random) -> Texts:
    """Training articles by three good systems, and the same with a twentieth of them garbled."""
    base = news(data, split="train")
    names = sorted({name for _, name in base})
    drawn = set(rng.sample(names, ARTICLES))
    base = {key: found for key, found in base.items() if key[1] in drawn}
    texts = {("first", *key): paragraphs(found) for key, found in base.items()}
    world = generator(data)
    for key, found in base.items():
        if made := garbled(found, world, rng, list(HEAVY)):
            texts["heavy", *key] = paragraphs(made)
    return texts


def edits(data: Path) -> Texts:
    """Sentences as a machine translated them, and as people mended that (MLQE-PE)."""
    rows = pd.read_parquet(data / "mlqe_into_english.parquet").query("split == 'train'")
    rows = rows[rows.pe.notna() & (rows.pe != rows.target)]
    texts = {}
    for pair, part in rows.groupby("language_pair"):
        for number, row in enumerate(part.sample(EDITS, random_state=0).itertuples()):
            texts["target", str(pair), str(number)] = f"{row.target}\n"
            texts["edited", str(pair), str(number)] = f"{row.pe}\n"
    return texts


def changed(
    reports: Mapping[Name, DocumentReport], both: Iterator[tuple[Name, Name]]
) -> Iterator[Pair]:
    """The sentences that say something else in the second of two articles."""
    for was, now in both:
        if was in reports and now in reports:
            sides = (outline(reports[was]).sentences, outline(reports[now]).sentences)
            yield from (pair for pair in pairs(*sides) if pair.lost is not None)


def table(title: str, found: list[Pair]) -> str:
    """What was lost, by the share of words that stayed."""
    known = [pair for pair in found if pair.likeness is not None]
    likeness = np.array([pair.likeness for pair in known])
    points = np.array([pair.lost for pair in known])
    limits = {c: np.array([much(pair.likeness, c) for pair in known]) for c in CHANGED}
    beyond = ", ".join(f"{np.mean(points >= limits[c]):.1%} as one of {c}" for c in CHANGED)
    new = likeness < KEPT
    others = f"{np.mean(new):.2%} keep less than {KEPT:.0%} of their words"
    lost = f"{np.mean(new & (points >= ANEW)):.2%} do and lose {ANEW:.0f} points"
    lines = [f"{title}: {len(known):,} sentences; much is lost by {beyond}; {others}, {lost}."]
    for low, high in pairwise(EDGES):
        inside = points[(likeness >= low) & (likeness < high)]
        if len(inside):
            shown = ", ".join(f"{np.quantile(inside, q):.1f}" for q in (0.5, 0.9, 0.95, 0.98))
            lines.append(f"  from {low:.0%}: {len(inside):5,}; 50, 90, 95, 98 of 100 lose {shown}")
    return "\n".join(lines)


def main() -> None:
    """Read the arguments, and print a table for each kind of change."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    texts = articles(data, Random(0)) | edits(data)
    reports = judged(texts, load("embedded", threads=1), 1_024)
    first = [name for name in reports if name[0] == "first"]
    mended = [name for name in reports if name[0] == "edited"]
    swapped = ((n, ("first", other(n[1]), n[2])) for n in first)
    print(table("Another good system", list(changed(reports, swapped))))
    by_people = ((("target", *n[1:]), n) for n in mended)
    print(table("Edited by people", list(changed(reports, by_people))))
    hurt = ((n, ("heavy", *n[1:])) for n in first)
    print(table("Garbled", list(changed(reports, hurt))))


if __name__ == "__main__":
    main()
