"""NTREX-128: verify the file, or rebuild it from MicrosoftTranslator/NTREX."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mtqa.errors import InputError
from mtqa.training.corpora import Corpus, Repository, lines, main

NTREX = Repository("https://github.com/MicrosoftTranslator/NTREX")


def build(clones: Path) -> pd.DataFrame:
    """Each of the translations beside its English original."""
    repository = clones / NTREX.name
    english = lines(repository / "NTREX-128" / "newstest2019-src.eng.txt")
    documents = [line.split("\t")[0] for line in lines(repository / "DOCUMENT_IDS.tsv")]
    documents = documents[-len(english) :]  # a heading may stand above them
    if len(documents) != len(english):
        raise InputError(f"{repository}: {len(documents)} document ids, {len(english)} lines")
    paths = sorted((repository / "NTREX-128").glob("newstest2019-ref.*.txt"))
    return pd.DataFrame([row for path in paths for row in rows(path, documents, english)])


def rows(path: Path, documents: list[str], english: list[str]) -> Iterator[dict[str, object]]:
    """The rows of one language, as its file has them, counted from 0."""
    language = path.name.split(".")[1]
    for number, texts in enumerate(zip(documents, lines(path), english, strict=True)):
        document, translation, original = (text.strip() for text in texts)
        yield {
            "dataset": "ntrex",
            "year": 2019,
            "language_pair": f"{language}-eng",
            "document": document,
            "segment": str(number),
            "system": "human",
            "source": translation,
            "reference": original,
        }


CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(NTREX,),
    files=("ntrex_parallel",),
    builds={"ntrex_parallel": build},
)

if __name__ == "__main__":
    main(CORPUS)
