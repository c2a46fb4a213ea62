"""Clean English: verify the file. It cannot be rebuilt; README.md says why."""

from pathlib import Path

from mtqa.training.corpora import Corpus, main

CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(),
    files=("clean_english",),
    builds={},
)

if __name__ == "__main__":
    main(CORPUS)
