"""The articles that `gate_noise.py` puts through a pipeline, and what happens to them."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import TypeVar

import pandas as pd
from sacrebleu.metrics.chrf import CHRF

from mtqa.training.copies import mended
from mtqa.training.damage import damage
from mtqa.training.world import World

PARAGRAPH, ARTICLE = 3, 15  # sentences
SHARE = 0.05  # of the words of an article that are garbled
WEAK_ARTICLES, SWAPPED_ARTICLES = 60, 20
SYSTEMS = (
    ("Tencent_Translation.1249", "NiuTrans"),
    ("WeChat_AI.1525", "SMU"),
    ("OPPO.1422", "Facebook-AI"),
)
"""Good systems of WMT 2020 and 2021, Chinese to English, rated alike by people."""
WEAK = 25.0
"""Highest chrF++ of a much weaker system (LAFAND-MT); the worst of each pair at WMT 2021 have 38 to
59."""
SWAPS = (("is-en", "Facebook-AI", "Online-G"), ("ja-en", "Facebook-AI", "Illini"))
"""The best and the worst system of two pairs at WMT 2021: chrF++ 64 and 50, 50 and 41."""

Sentences = Sequence[str]
Item = TypeVar("Item")


def news(data: Path, split: str = "dev") -> dict[tuple[str, str], Sentences]:
    """The documents of a split of WMT 2020 and 2021 by three good systems, by (system, id)."""
    rows = pd.read_parquet(data / "mqm_into_english.parquet").query(f"split == '{split}'")
    rows = mended(rows)
    found: dict[tuple[str, str], Sentences] = {}
    for number, names in enumerate(SYSTEMS):
        chosen = rows[rows.system.isin(names)].drop_duplicates(["document", "segment"])
        for document, part in chosen.groupby("document"):
            found[str(number), str(document)] = list(part.target)
    return found


def weak(data: Path) -> dict[tuple[str, str], tuple[Sentences, Sentences]]:
    """Articles of 15 sentences: as people translated them, and as a weak system did."""
    rows = pd.read_parquet(data / "dev_garble_gradient.parquet")
    rows = rows.assign(segment=rows.segment.astype(int)).sort_values("segment")
    chrf = CHRF(word_order=2)
    found: dict[tuple[str, str], tuple[Sentences, Sentences]] = {}
    for (pair, system), part in rows.groupby(["language_pair", "system"]):
        if chrf.corpus_score(list(part.target), [list(part.reference)]).score > WEAK:
            continue
        both = zip(part.reference, part.target, strict=True)
        for number, chunk in enumerate(batched(both, ARTICLE)):
            if len(chunk) == ARTICLE:
                name = ("weak", f"{pair}.{system}.{number}")
                found[name] = ([old for old, _ in chunk], [new for _, new in chunk])
    return dict(Random(0).sample(sorted(found.items()), WEAK_ARTICLES))


def swaps(data: Path) -> dict[tuple[str, str], tuple[Sentences, Sentences]]:
    """Articles of 15 sentences by the best and the worst system of a pair."""
    rows = pd.read_parquet(data / "systems2021_into_english.parquet")
    found: dict[tuple[str, str], tuple[Sentences, Sentences]] = {}
    for pair, best, worst in SWAPS:
        of_pair = rows[rows.language_pair == pair].drop_duplicates(["system", "segment"])
        sides = [of_pair[of_pair.system == s].set_index("segment").target for s in (best, worst)]
        shared = [s for s in sides[0].index if s in sides[1].index][: ARTICLE * SWAPPED_ARTICLES]
        for number, chunk in enumerate(batched(shared, ARTICLE)):
            found["swap", f"{pair}.{number}"] = (
                list(sides[0].loc[list(chunk)]),
                list(sides[1].loc[list(chunk)]),
            )
    return found


def garbled(
    sentences: Sentences, world: World, rng: Random, kinds: Sequence[str] | None
) -> Sentences | None:
    """The article with a twentieth of its words hurt, sentence by sentence; None if none can be."""
    total = sum(len(sentence.split()) for sentence in sentences)
    hurt, result = 0, list(sentences)
    for index in rng.sample(range(len(sentences)), len(sentences)):
        if hurt >= SHARE * total:
            break
        made = damage(sentences[index], world, rng, kind=rng.choice(kinds) if kinds else None)
        if made is not None:
            result[index] = made.text
            hurt += sum(len(made.text[mark.start : mark.end].split()) for mark in made.marks)
    return result if hurt else None


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items, so many at a time."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def paragraphs(sentences: Sentences) -> str:
    """The text of a file."""
    return "\n\n".join(" ".join(part) for part in batched(sentences, PARAGRAPH)) + "\n"


def reflowed(sentences: Sentences, rng: Random) -> str:
    """The same text, its lines broken elsewhere and ended in another way."""
    width, end = rng.randrange(40, 120), rng.choice(["\n", "\r\n"])
    parts = paragraphs(sentences).strip().split("\n\n")
    wrapped = [
        textwrap.fill(part, width, break_long_words=False, break_on_hyphens=False) for part in parts
    ]
    return "\n" * rng.randrange(3) + (end * 2).join(w.replace("\n", end) for w in wrapped)
