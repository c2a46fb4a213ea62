"""Sentences per second: checks, model and the whole way, beside a loop over single sentences.

    python benchmarks/speed.py [--file PATH]... [--sentences N] [--rounds N] [--threads N] [--cpu]

The text is corpora/sample and the files named; articles are taken again until there are as many
sentences as asked for. Every round measures all ways one after the other on the same text, so that
whatever else the machine does falls on all of them; shown are the median over the rounds and the
median of the ratios within a round.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from statistics import median

from mtqa import checks, scorers
from mtqa.assess import assess
from mtqa.readers import read
from mtqa.scorers import batching
from mtqa.scorers.base import Scorer
from mtqa.types import Document, Failure, Segment

SAMPLE = Path(__file__).parents[1] / "corpora" / "sample"
BATCH = 32
Clock = Callable[[], float]
CHECKS, MODEL, WHOLE = "checks alone", "model alone, sorted batches", "the whole way"
NAIVE, UNSORTED = "model, one sentence at a time", f"model, batches of {BATCH} as they come"


@dataclass(frozen=True, slots=True)
class Text:
    """The files read `copies` times, in one stream."""

    paths: tuple[str, ...]
    copies: int

    def stream(self) -> Iterator[Document | Failure]:
        """Read the files, as `mtqa score` does while it judges."""
        return chain.from_iterable(read(paths) for paths in repeat(self.paths, self.copies))

    def documents(self) -> list[Document]:
        """All documents at once; inputs that cannot be read are no part of a measurement."""
        return [item for item in self.stream() if isinstance(item, Document)]


def main() -> None:
    """Measure and print."""
    options = parsed()
    text = Text((str(SAMPLE), *options.file), 1)
    once = sum(len(document.segments) for document in text.documents())
    text = Text(text.paths, max(1, -(-options.sentences // once)))
    sentences = once * text.copies
    clock = time.process_time if options.cpu else time.perf_counter
    measured(Text(text.paths, 1), options.threads, clock)  # what is loaded once is not measured
    rounds = [measured(text, options.threads, clock) for _ in range(options.rounds)]
    print(f"{sentences} sentences, {options.rounds} rounds, threads: {options.threads or 'all'}")
    print("CPU time of all threads\n" if options.cpu else "wall-clock time\n")
    for name in rounds[0]:
        rate = sentences / median(taken[name] for taken in rounds)
        print(f"{name:36}{rate:10.1f} per second")
    print()
    show("sorted batches over single sentences", rounds, NAIVE, MODEL, "at least 2")
    show("sorted batches over unsorted ones", rounds, UNSORTED, MODEL, "above 1")
    show("checks, share of the whole way", rounds, CHECKS, WHOLE, "below 0.10")


def parsed() -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--file", action="append", default=[], metavar="PATH")
    parser.add_argument("--sentences", type=int, default=500, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--threads", type=int, metavar="N")
    parser.add_argument(
        "--cpu", action="store_true", help="CPU seconds, for a machine that is busy with other work"
    )
    return parser.parse_args()


def measured(text: Text, threads: int | None, clock: Clock) -> dict[str, float]:
    """Seconds of each way, once."""
    documents = text.documents()
    segments = [segment for document in documents for segment in document.segments]
    heuristics = checks.configure()

    def with_model(way: Callable[[Scorer], object]) -> float:
        scorer = scorers.load(scorers.EMBEDDED, threads=threads)  # a fresh one remembers no text
        scorer.predict([Segment("The first call is slower than all others.")])
        return seconds(lambda: way(scorer), clock)

    return {
        CHECKS: seconds(lambda: [checks.run(one, heuristics) for one in documents], clock),
        NAIVE: with_model(lambda scorer: in_order(scorer, segments, 1)),
        UNSORTED: with_model(lambda scorer: in_order(scorer, segments, BATCH)),
        MODEL: with_model(lambda scorer: batching.predict(scorer, segments)),
        WHOLE: with_model(lambda scorer: list(assess(text.stream(), heuristics, [scorer]))),
    }


def in_order(scorer: Scorer, segments: Sequence[Segment], size: int) -> None:
    """Judge segments in batches of one size, in the order of the text."""
    for start in range(0, len(segments), size):
        scorer.predict(segments[start : start + size])


def seconds(work: Callable[[], object], clock: Clock) -> float:
    """Time that some work takes."""
    start = clock()
    work()
    return clock() - start


def show(what: str, rounds: Sequence[dict[str, float]], over: str, under: str, aim: str) -> None:
    """A ratio of times, as the median over the rounds, with its lowest and highest."""
    ratios = [taken[over] / taken[under] for taken in rounds]
    low, high = min(ratios), max(ratios)
    print(f"{what:38}{median(ratios):8.3f}  ({low:.3f} to {high:.3f}; should be {aim})")


if __name__ == "__main__":
    main()
