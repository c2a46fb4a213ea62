"""MLQE-PE: verify the files. They cannot be rebuilt yet; README.md says why."""

from pathlib import Path

from mtqa.training.corpora import Corpus, Repository, main

CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(Repository("https://github.com/sheffieldnlp/mlqe-pe"),),
    files=(
        "mlqe_into_english",
        "mlqe_other_targets",
    ),
    builds={},
)

if __name__ == "__main__":
    main(CORPUS)
