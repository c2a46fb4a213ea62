"""LAFAND-MT: verify the file. It cannot be rebuilt; README.md says why."""

from pathlib import Path

from mtqa.training.corpora import Corpus, Repository, main

CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(Repository("https://github.com/masakhane-io/lafand-mt"),),
    files=("dev_garble_gradient",),
    builds={},
)

if __name__ == "__main__":
    main(CORPUS)
