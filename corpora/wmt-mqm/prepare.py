"""WMT MQM: verify the files, or rebuild zh-en from google/wmt-mqm-human-evaluation."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from mtqa.training.corpora import Corpus, Repository, lines, main, split_of

GOOGLE = Repository("https://github.com/google/wmt-mqm-human-evaluation")
QE = Repository("https://github.com/WMT-QE-Task/wmt-qe-2022-data")

# dataset, year, file
INTO_ENGLISH = (
    ("wmt-mqm-news2020", 2020, "newstest2020/zhen/mqm_newstest2020_zhen.tsv"),
    ("wmt-mqm-news2021", 2021, "newstest2021/zhen/mqm_newstest2021_zhen.tsv"),
    ("wmt-mqm-ted2021", 2021, "ted/zhen/mqm_ted_zhen.tsv"),
)
_MARK = re.compile(r"</?v>")


def build(clones: Path) -> pd.DataFrame:
    """All ratings of a segment by one person in one row."""
    rows = [row for one in INTO_ENGLISH for row in ratings(clones / GOOGLE.name, *one)]
    return pd.DataFrame(rows)


def ratings(repository: Path, dataset: str, year: int, file: str) -> Iterator[dict[str, object]]:
    """The rows of one TSV, in which each error has a line of its own."""
    header, *body = [line.split("\t") for line in lines(repository / file)]
    errors = pd.DataFrame(body, columns=header)
    keys = ["doc", "seg_id", "system", "rater"]
    for (document, segment, system, rater), group in errors.groupby(keys, sort=False):
        spans = [
            span
            for row in group.itertuples()
            for span in span_of(row.target, row.severity, row.category)
        ]
        yield {
            "dataset": dataset,
            "year": year,
            "language_pair": "zh-en",
            "document": document,
            "segment": segment,
            "system": system,
            "source": _MARK.sub("", group["source"].iloc[0]),
            "target": _MARK.sub("", group["target"].iloc[0]),
            "score": -penalty(spans),
            "score_kind": "mqm",
            "spans": json.dumps(spans),
            "rater": rater,
            "split": split_of(dataset, document),
        }


Span = tuple[int, int, str, str]


def span_of(marked: str, severity: str, category: str) -> list[Span]:
    """The error of one line; -1, -1 where it is marked in the source or nowhere.

    >>> span_of("It <v>rain</v>.", "Minor", "Fluency/Grammar")
    [(3, 7, 'minor', 'fluency/grammar')]
    """
    if severity.lower() in ("no-error", "no error"):
        return []
    start, end = marked.find("<v>"), marked.find("</v>") - len("<v>")
    if start < 0 or end <= start:
        start = end = -1
    return [(start, end, severity.lower(), category.lower())]


def penalty(spans: Sequence[Span]) -> float:
    """MQM penalty with the weights of Freitag et al. 2021, table 2; the source's own errors cost
    the translation nothing.

    >>> penalty([(0, 1, "major", "other"), (2, 3, "minor", "fluency/punctuation")])
    5.1
    """
    total = 0.0
    for _, _, severity, category in spans:
        if category.startswith("source"):
            continue
        if severity == "major":
            total += 25 if category.startswith("non") else 5
        elif severity == "minor":
            total += 0.1 if category == "fluency/punctuation" else 1
    return total


CORPUS = Corpus(
    folder=Path(__file__).parent,
    repositories=(GOOGLE, QE),
    files=("mqm_into_english", "mqm_other_targets"),
    builds={"mqm_into_english": build},
)

if __name__ == "__main__":
    main(CORPUS)
