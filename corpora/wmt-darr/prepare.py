"""WMT 2019 pairwise preferences: verify the file, or rebuild it from neulab/BARTScore."""

import io
import pickle
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mtqa.errors import InputError
from mtqa.training.corpora import Corpus, Repository, main

BARTSCORE = Repository(
    "https://github.com/neulab/BARTScore", "40c658fb5c8686cfef852bb73777439beb7d44ef"
)
PAIRS = ("gu-en", "kk-en", "lt-en")


class _Plain(pickle.Unpickler):
    """Unpickles dicts, lists, texts and numbers; anything else could run code."""

    def find_class(self, module: str, name: str) -> object:
        raise InputError(f"the pickle holds {module}.{name}, which is no plain data")


def build(clones: Path) -> pd.DataFrame:
    """One row per pair of outputs, the preferred one as the target."""
    return pd.DataFrame([row for pair in PAIRS for row in pairs(clones / BARTSCORE.name, pair)])


def pairs(repository: Path, pair: str) -> Iterator[dict[str, object]]:
    """The rows of one language pair."""
    path = repository / "WMT" / pair / "data.pkl"
    try:
        items = _Plain(io.BytesIO(path.read_bytes())).load()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from None
    for segment, item in items.items():
        yield {
            "dataset": "wmt19-darr",
            "year": 2019,
            "language_pair": pair,
            "segment": str(segment),
            "system": item["better"]["sys_name"],
            "source": item["src"],
            "target": item["better"]["sys"],
            "reference": item["ref"],
            "score_kind": "pair",
            "worse": item["worse"]["sys"],
            "worse_system": item["worse"]["sys_name"],
        }


CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(BARTSCORE,),
    files=("darr2019_into_english",),
    builds={"darr2019_into_english": build},
)

if __name__ == "__main__":
    main(CORPUS)
