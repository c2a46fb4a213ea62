"""Biomedical MQM: verify the file. It cannot be rebuilt yet; README.md says why."""

from pathlib import Path

from mtqa.training.corpora import Corpus, Repository, main

CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(
        Repository(
            "https://github.com/amazon-science/bio-mqm-dataset",
            "92e494c13e261328e3efe99041767c645d4135f5",
        ),
    ),
    files=("biomqm_into_english",),
    builds={},
)

if __name__ == "__main__":
    main(CORPUS)
