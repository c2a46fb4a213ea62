"""WMT 2022 quality estimation: verify the files. They cannot be rebuilt yet; README.md says why."""

from pathlib import Path

from mtqa.training.corpora import Corpus, Repository, main

CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(
        Repository(
            "https://github.com/WMT-QE-Task/wmt-qe-2022-data",
            "c7de681125635a4cf3a914e9255d4236fcfccd05",
        ),
    ),
    files=(
        "dev_mqm2022_zh_en",
        "critical_errors_pt_en",
    ),
    builds={},
)

if __name__ == "__main__":
    main(CORPUS)
