"""Hallucinations de-en: verify the file, or rebuild it from deep-spin/hallucinations-in-nmt."""

from pathlib import Path

import pandas as pd

from mtqa.training.corpora import Corpus, Repository, main

DEEP_SPIN = Repository(
    "https://github.com/deep-spin/hallucinations-in-nmt",
    "0a3d0cafcae43be4290091ab0be8ef703a5f19db",
)
KINDS = ["repetitions", "named-entities", "omission", "strong-unsupport", "full-unsupport"]


def build(clones: Path) -> pd.DataFrame:
    """The annotated corpus; a translation with any fault scores -1."""
    path = clones / DEEP_SPIN.name / "data" / "annotated_corpus.csv"
    rows = pd.read_csv(path, index_col=0, keep_default_na=False)
    faults = rows[KINDS].astype(float)
    return pd.DataFrame(
        {
            "dataset": "halluc-deen",
            "year": 2022,
            "language_pair": "de-en",
            "segment": rows.index.astype(str),
            "system": "wmt18-transformer",
            "source": rows["src"],
            "target": rows["mt"],
            "reference": rows["ref"],
            "score": -faults.max(axis=1),
            "score_kind": "critical01",
            **{kind: faults[kind] for kind in KINDS},
        }
    )


CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(DEEP_SPIN,),
    files=("hallucinations_de_en",),
    builds={"hallucinations_de_en": build},
)

if __name__ == "__main__":
    main(CORPUS)
