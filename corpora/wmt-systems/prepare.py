"""Outputs of all WMT systems into English: verify the files, or rebuild them."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd

from mtqa.errors import InputError
from mtqa.training.corpora import Corpus, Repository, lines, main

OLDER = Repository(
    "https://github.com/AIPHES/ACL20-Reference-Free-MT-Evaluation",
    "28647b33266679169b816344cfac806d877267c5",
)
NEWER = Repository("https://github.com/wmt-conference/wmt21-news-systems")


def older(year: int, clones: Path) -> pd.DataFrame:
    """2018 and 2019: `newstest2019.UEDIN.6534.gu-en` in a folder of its language pair."""
    folder, test = clones / OLDER.name / f"WMT{year % 100}", f"newstest{year}"
    rows: list[dict[str, object]] = []
    for outputs in sorted((folder / "system-outputs").glob("*-en")):
        pair = outputs.name
        source, glued = pair.removesuffix("-en"), pair.replace("-", "")
        sources = lines(folder / "source" / f"{test}-{glued}-src.{source}")
        references = lines(folder / "references" / f"{test}-{glued}-ref.en")
        for path in sorted(outputs.glob(f"{test}.*.{pair}")):
            system = path.name.removeprefix(f"{test}.").removesuffix(f".{pair}")
            rows += segments(year, pair, system, sources, path, references)
    return pd.DataFrame(rows)


def newer(year: int, clones: Path) -> pd.DataFrame:
    """2021: `newstest2021.ha-en.hyp.ZMT.en`, with the first reference."""
    folder, test = clones / NEWER.name / "txt", f"newstest{year}"
    rows: list[dict[str, object]] = []
    for path in sorted((folder / "system-outputs").glob(f"{test}.*-en.hyp.*.en")):
        _, pair, _, *name, _ = path.name.split(".")
        source = pair.removesuffix("-en")
        sources = lines(folder / "sources" / f"{test}.{pair}.src.{source}")
        references = lines(folder / "references" / f"{test}.{pair}.ref.A.en")
        rows += segments(year, pair, ".".join(name), sources, path, references)
    return pd.DataFrame(rows)


def segments(
    year: int, pair: str, system: str, sources: list[str], path: Path, references: list[str]
) -> Iterator[dict[str, object]]:
    """The rows of one system, counted from 1; empty outputs are left out, they cannot be judged."""
    targets = lines(path)
    if not len(sources) == len(targets) == len(references):
        counts = f"{len(targets)} lines for {len(sources)} sources, {len(references)} references"
        raise InputError(f"{path}: {counts}")
    for number, texts in enumerate(zip(sources, targets, references, strict=True), start=1):
        source, target, reference = (text.strip() for text in texts)
        if source and target and reference:
            yield {
                "dataset": f"wmt{year}-sys",
                "year": year,
                "language_pair": pair,
                "segment": str(number),
                "system": system,
                "source": source,
                "target": target,
                "reference": reference,
            }


CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(OLDER, NEWER),
    files=tuple(f"systems{year}_into_english" for year in (2018, 2019, 2021)),
    builds={
        "systems2018_into_english": partial(older, 2018),
        "systems2019_into_english": partial(older, 2019),
        "systems2021_into_english": partial(newer, 2021),
    },
)

if __name__ == "__main__":
    main(CORPUS)
