"""Sentences per second and core of the checks, on news by people that they have not seen before.

    python benchmarks/check_speed.py --data DATA [--sentences N] [--judged N]

DATA holds the Parquet files described in corpora/README.md. Every sentence is read once, since what
is known of a sentence or a word is remembered: text that comes again is quicker. The embedded model
then judges some of the same articles with one thread. Last, each check runs alone over the same
text, for the order of what costs most; what checks share is counted for each of them there.
"""

import argparse
import time
from collections.abc import Sequence
from itertools import accumulate, takewhile
from pathlib import Path

from mtqa import scorers
from mtqa.checks import Check, configure, run
from mtqa.scorers import batching
from mtqa.training.check_texts import human
from mtqa.types import Document

WARM_UP = 1_000
SHOWN = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=10_000, metavar="N")
    parser.add_argument("--judged", type=int, default=200, metavar="N")
    options = parser.parse_args()
    articles = [article.in_sentences() for article in human(options.data).articles]
    first = up_to(WARM_UP, articles)
    rest = up_to(options.sentences, articles[len(first) :])
    sentences = sum(len(article.segments) for article in rest)
    checks = [check for check in configure() if check.on_source is None and not check.idle]
    seconds(first, checks)
    taken = seconds(rest, checks)
    print(f"{len(checks)} checks, {sentences} sentences: {sentences / taken:.0f} per CPU second")
    judged = judging(up_to(options.judged, rest))
    print(f"the model takes {judged / (taken / sentences):.0f} times as long for a sentence\n")
    print("microseconds for each sentence, alone")
    alone = {check.id: seconds(rest, [check]) for check in checks}
    for name in sorted(alone, key=lambda name: -alone[name])[:SHOWN]:
        print(f"{alone[name] / sentences * 1e6:8.1f}  {name}")


def up_to(sentences: int, articles: Sequence[Document]) -> Sequence[Document]:
    """The first articles that have as many sentences together, or fewer."""
    sizes = accumulate(len(article.segments) for article in articles)
    return articles[: sum(1 for _ in takewhile(lambda size: size <= sentences, sizes))]


def seconds(articles: Sequence[Document], checks: Sequence[Check]) -> float:
    """CPU time of a run of checks."""
    start = time.process_time()
    for article in articles:
        run(article, checks)
    return time.process_time() - start


def judging(articles: Sequence[Document]) -> float:
    """CPU time of the embedded model for each sentence."""
    segments = [segment for article in articles for segment in article.segments]
    scorer = scorers.load(scorers.EMBEDDED, threads=1)
    scorer.predict(segments[:1])  # the first call is slower than all others
    start = time.process_time()
    batching.predict(scorer, segments)
    return (time.process_time() - start) / len(segments)


if __name__ == "__main__":
    main()
