"""How often the gate fires when it should, and when it should not.

    python benchmarks/gate_noise.py --data DATA [--out reports/evaluation/gate]

DATA holds the Parquet files described in corpora/README.md; only development sets are used. Each
run is a pipeline of 20 articles that were accepted once and are the baseline. Then something
happens to them, or nothing, and `mtqa gate RUN --baseline FILE` judges what came out, without
further limits.
"""

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
from gate_articles import WEAK
from gate_pipelines import ARTICLES, RUNS, Case, Pipelines, called, generator

from mtqa.assess import signature
from mtqa.checks import configure
from mtqa.gate import Baseline, Policy, decide
from mtqa.gate.noise import ANEW, FEW, LOST, USUAL
from mtqa.scorers import load
from mtqa.types import Report

DROPS = (0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0)
"""Multiples of what is much for a sentence to lose, of which the table of limits says what each
would cost."""

HEAD = """# How often the gate fires

What `mtqa gate RUN --baseline FILE` does without further limits, in {runs} simulated pipelines per
case (a third as many where no rate is wanted), each of {articles} articles of the development sets
(WMT 2020 and 2021, Chinese to English, three good systems). Made anew by

    python benchmarks/gate_noise.py --data DATA --out reports/evaluation/gate

Nothing may fail where nothing changed but line breaks, file names, the order of the files and what
stands beside a sentence in its batch. *Garbled* is damage of the heavy kinds of the generator of
the training code, *hurt* of any of its kinds, drawn evenly, of which many leave a fluent sentence;
sentences are damaged one after the other until a twentieth of the words of one article is hurt. A
*much weaker system* is one with a chrF++ of at most {weak:.0f} (LAFAND-MT, into English), in the
place of a translation by people; the worst systems of two pairs at WMT 2021 are fluent, and take
the place of the best. *Another article* is a good translation of one that is not in the pipeline.
*Named* are those runs in which a broken rule names the article.

"""
TAIL = """
Between two of the good systems {usual:.1%} of {pairs:,} sentences that differ are much worse: they
lose {lost:.0f} points of score or more where a quarter of the words was changed, fewer where less
was, and {anew:.0f} where more than half was. The gate takes {known:.1%} for usual, which was
measured on training articles by `benchmarks/gate_likeness.py`, and {alone:.0%} of the points for
much where one sentence alone was changed, {two:.0%} where two were. What other multiples of these
points would cost, and what they would notice:

{limits}
The model reads a sentence without its source: a fluent sentence about something else is none of its
business. That is what `max_lost_keywords` and `detached_sentences` are for. What is missed of
garbled text is what the model takes for sound.

Signature: `{stamp}`
"""


def interval(count: int, of: int) -> tuple[float, float]:
    """95 % interval of a rate (Clopper and Pearson 1934)."""
    from scipy.stats import binomtest

    found = binomtest(count, of).proportion_ci()
    return found.low, found.high


def row(pipelines: Pipelines, case: Case, stamp: str) -> str:
    """Let it happen often, and count how often the gate fires and names the article."""
    rng, fired, named = Random(0), 0, 0
    by: Counter[str] = Counter()
    for _ in range(case.runs):
        articles, victim = case.happen(rng)
        was = [replace(pipelines.known[b], id=b[2], path=b[2]) for _, b, _ in articles]
        now = [called(pipelines.reports[a], name) for name, _, a in articles]
        report = Report(rng.sample(now, len(now)), signature=stamp)
        decision = decide(report, Policy(), Baseline.holding(stamp, was))
        broken = [rule for rule in decision.rules if not rule.passed]
        fired += bool(broken)
        named += any(victim == one.path for rule in broken for one in rule.articles)
        by.update(rule.name for rule in broken)
    low, high = interval(fired, case.runs)
    rules = ", ".join(f"`{name}` {count}" for name, count in sorted(by.items()))
    shown = f"{fired / case.runs:.1%} | {low:.1%}-{high:.1%} | {named / case.runs:.1%}"
    return f"| {case.name} | {shown} | {case.wanted} | {rules} |\n"


def limits(pipelines: Pipelines) -> str:
    """What other limits on the points that a sentence may lose would notice, and cost."""
    usual, garbled = np.array(pipelines.usual()), np.array(pipelines.garbled())
    rows = "".join(
        f"| {drop} | {np.mean(usual >= drop):.1%} | {np.mean(garbled >= drop):.1%} |\n"
        for drop in DROPS
    )
    return (
        f"| multiple | of {len(usual):,} sentences by another good system | "
        f"of {len(garbled)} garbled articles |\n| --: | --: | --: |\n{rows}"
    )


def main() -> None:
    """Read the arguments, simulate, and print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="Also write NAME.md.")
    arguments = parser.parse_args()
    scorer = load("embedded", threads=1)
    stamp = signature(configure(), [scorer], segmented=False)
    pipelines = Pipelines(arguments.data, scorer, generator(arguments.data))
    table = (
        "| what happened | fired | 95 % interval | named | wanted | rules broken |\n"
        "| --- | --: | :-: | --: | :-: | --- |\n"
    )
    for case in pipelines.cases():
        line = row(pipelines, case, stamp)
        print(line, end="", flush=True)
        table += line
    usual = pipelines.usual()
    tail = TAIL.format(
        usual=float(np.mean(np.array(usual) >= 1)),
        pairs=len(usual),
        known=USUAL,
        lost=LOST,
        anew=ANEW,
        alone=FEW[0],
        two=FEW[1],
        limits=limits(pipelines),
        stamp=stamp,
    )
    print(tail)
    if arguments.out is not None:
        head = HEAD.format(runs=RUNS, articles=ARTICLES, weak=WEAK)
        arguments.out.with_suffix(".md").write_text(head + table + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
