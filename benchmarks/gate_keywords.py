"""How much two translations of one article differ in what the gate looks at without a model.

    python benchmarks/gate_keywords.py --data DATA

DATA holds the Parquet files described in corpora/README.md. Only the training articles of WMT 2020
and 2021 are used: the development articles are those of `gate_noise.py`. The figures are those
behind the constants of `mtqa/gate/noise.py` and `mtqa/gate/keywords.py`.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
import pandas as pd

from mtqa.gate.detached import belonging
from mtqa.gate.keywords import LEAST, keywords, lost, said
from mtqa.gate.noise import BELONGING, LENGTHS, LOST_KEYWORDS, SAME_STORY, STRANGE
from mtqa.text.words import count_words
from mtqa.training.copies import mended
from mtqa.types import Document, Segment

SETS = (
    ("mqm_into_english", "zh-en"),
    ("mqm_other_targets", "en-de"),
    ("mqm_other_targets", "en-ru"),
)
DRAWN = 6
"""Pairs of systems for each article."""
RANDOM = 400
"""Pairs of different articles for each pair of languages."""
PIECE = 2
"""Sentences of the pieces that show how short a text may be."""

Sentences = Sequence[str]
Pair = tuple[Sentences, Sentences]


def systems(data: Path, file: str, pair: str) -> dict[tuple[str, str], dict[str, Sentences]]:
    """The training articles of a pair of languages, by year and name, as each system has them."""
    rows = pd.read_parquet(data / f"{file}.parquet")
    rows = mended(rows[(rows.split == "train") & (rows.language_pair == pair)])
    rows = rows.drop_duplicates(["year", "document", "system", "segment"])
    rows = rows.assign(segment=rows.segment.astype(int)).sort_values("segment")
    found: dict[tuple[str, str], dict[str, Sentences]] = {}
    for (year, document, system), part in rows.groupby(["year", "document", "system"]):
        found.setdefault((str(year), str(document)), {})[str(system)] = list(part.target)
    return found


def same(articles: dict[tuple[str, str], dict[str, Sentences]], rng: Random) -> Iterator[Pair]:
    """Two systems' translations of one article."""
    for by_system in articles.values():
        names = [(a, b) for a in by_system for b in by_system if a != b]
        whole = [p for p in names if len(by_system[p[0]]) == len(by_system[p[1]])]
        for a, b in rng.sample(whole, min(DRAWN, len(whole))):
            yield by_system[a], by_system[b]


def different(articles: dict[tuple[str, str], dict[str, Sentences]], rng: Random) -> Iterator[Pair]:
    """Translations of two articles."""
    for _ in range(RANDOM):
        one, other = rng.sample(sorted(articles), 2)
        yield tuple(rng.choice(list(articles[each].values())) for each in (one, other))  # type: ignore[misc]


def pieces(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A few sentences at a time."""
    for old, new in pairs:
        for i in range(0, len(old) - PIECE + 1, PIECE):
            yield old[i : i + PIECE], new[i : i + PIECE]


def lacking(pairs: Sequence[Pair], lang: str) -> np.ndarray:
    """The share of its keywords that each lost; of those with too few, none."""
    found = []
    for pair in pairs:
        old, new = (Document("", tuple(map(Segment, side)), target_lang=lang) for side in pair)
        known = keywords(old)
        if len(known) >= LEAST:
            found.append(len(lost(known, said(new))) / len(known))
    return np.array(found)


def shorter(pairs: Sequence[Pair]) -> np.ndarray:
    """The share of its words that each lost."""
    return np.array(
        [1 - sum(map(count_words, new)) / sum(map(count_words, old)) for old, new in pairs]
    )


def detached(
    articles: dict[tuple[str, str], dict[str, Sentences]], lang: str, rng: Random
) -> np.ndarray:
    """How far each sentence of a translation belongs to its article, in the place of another one
    that the article does not have either; of those of which nothing can be said, none."""
    found: list[float] = []
    for by_system in articles.values():
        segments = list(map(Segment, by_system[rng.choice(list(by_system))]))
        for index, segment in enumerate(segments if len(segments) > 1 else ()):
            place = rng.choice([i for i in range(len(segments)) if i != index])
            rest = [other for i, other in enumerate(segments) if i not in (index, place)]
            was = [other for i, other in enumerate(segments) if i != index]
            known = keywords(Document("", tuple(was), target_lang=lang))
            (share,) = belonging([segment, *rest], [(0,)], known)
            found += [] if share is None else [share]
    return np.array(found)


def main() -> None:
    """Read the arguments, and print a line for each pair of languages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    for file, pair in SETS:
        rng, lang = Random(0), pair.partition("-")[2]
        articles = systems(data, file, pair)
        known = list(same(articles, rng))
        gone, others = lacking(known, lang), lacking(list(different(articles, rng)), lang)
        belong = detached(articles, lang, rng)
        short, parts = shorter(known), lacking(list(pieces(known)), lang)
        print(
            f"{pair}: {len(known)} pairs, {len(gone)} of them with {LEAST} keywords or more. Lost: "
            f"median {np.median(gone):.0%}, 95 of 100 at most {np.quantile(gone, 0.95):.0%}, 99 at "
            f"most {np.quantile(gone, 0.99):.0%}; more than {LOST_KEYWORDS:.0%}: "
            f"{np.mean(gone > LOST_KEYWORDS):.2%}. Of {len(parts)} pieces of {PIECE} sentences: "
            f"{np.mean(parts > LOST_KEYWORDS):.2%}. Of {len(others)} random pairs more than "
            f"{LOST_KEYWORDS:.0%}: {np.mean(others > LOST_KEYWORDS):.2%}, at most "
            f"{SAME_STORY:.0%}: {np.mean(others <= SAME_STORY):.2%}. Shorter by more than "
            f"{LENGTHS:.0%}: {np.sum(short > LENGTHS)} pairs. Of {len(belong)} sentences in the "
            f"place of another one {np.mean(belong <= BELONGING):.2%} are about something else, "
            f"{np.mean(belong <= STRANGE):.2%} wholly."
        )


if __name__ == "__main__":
    main()
