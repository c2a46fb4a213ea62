"""How often each check fires: on text by people (false alarms), by good systems, by broken ones.

    python benchmarks/check_rates.py --data DATA [--show CHECK] [--limit N]

DATA holds the Parquet files described in corpora/README.md. Every row is a paragraph of an article;
an article is 20 rows that follow each other in the file (of one system), since the sets name no
documents. Numbers are issues per 1,000 sentences, counted before one check hides another.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mtqa import checks
from mtqa.text.blocks import Block
from mtqa.text.split import split
from mtqa.types import Document, Issue, Segment

ROWS_PER_ARTICLE = 20


def human_news(data: Path) -> list[str]:
    """News that people wrote or translated: what fires here is a false alarm, or a slip."""
    rows = pd.read_parquet(data / "clean_english.parquet")
    return rows.text[rows.origin.str.startswith("wmt")].tolist()


def good_systems(data: Path) -> list[str]:
    """News by three good systems of WMT 2021."""
    rows = pd.read_parquet(data / "systems2021_into_english.parquet")
    kept = rows[rows.system.isin(["Facebook-AI", "Online-A", "Online-W"])]
    return kept.sort_values(["language_pair", "system"], kind="stable").target.tolist()


def weak_systems(data: Path) -> list[str]:
    """News of African languages by 19 systems from unusable to fair (LAFAND-MT)."""
    rows = pd.read_parquet(data / "dev_garble_gradient.parquet")
    return rows.sort_values(["language_pair", "system"], kind="stable").target.tolist()


def low_rated(data: Path) -> list[str]:
    """Wikipedia from Nepali and Sinhala that people rated under 20 of 100 (MLQE-PE)."""
    rows = pd.read_parquet(data / "mlqe_into_english.parquet")
    return rows.target[rows.language_pair.isin(["ne-en", "si-en"]) & (rows.raw < 20)].tolist()


def repetitions(data: Path) -> list[str]:
    """Sentences that experts marked for repetitions (Guerreiro et al. 2023)."""
    rows = pd.read_parquet(data / "hallucinations_de_en.parquet")
    return rows.target[rows.repetitions == 1].tolist()


SETS = {
    "human": human_news,
    "good": good_systems,
    "weak": weak_systems,
    "low": low_rated,
    "loops": repetitions,
}


def articles(rows: list[str]) -> Iterator[Document]:
    """Rows as paragraphs of articles."""
    for first in range(0, len(rows), ROWS_PER_ARTICLE):
        segments: list[Segment] = []
        start = 0
        for paragraph, row in enumerate(rows[first : first + ROWS_PER_ARTICLE]):
            segments += split(Block(row, start=start, paragraph=paragraph), "en")
            start += len(row) + 1
        yield Document(str(first), tuple(segments), target_lang="en")


def measure(documents: list[Document], show: str | None) -> Counter[str]:
    """Issues per 1,000 sentences by check, and for majors, minors and all together."""
    sentences = sum(len(document.segments) for document in documents)
    counts: Counter[str] = Counter()
    in_force = checks.configure()
    began = time.perf_counter()
    for document in documents:
        for check in in_force:
            for issues in checks.run(document, [check]).issues:
                counts[check.id] += len(issues)
        together = checks.run(document, in_force)
        for segment, issues in zip(document.segments, together.issues, strict=True):
            counts["(sentences)"] += 1
            for issue in issues:
                counts[f"({issue.severity})"] += 1
                if issue.check == show:
                    print_issue(segment.target, issue)
            counts["(flagged)"] += bool(issues)
    print(f"{sentences} sentences, twice {sentences / (time.perf_counter() - began):.0f} a second")
    return Counter({name: 1000 * count / sentences for name, count in counts.items()})


def print_issue(text: str, issue: Issue) -> None:
    """One issue in its sentence."""
    start, end = issue.span.start, issue.span.end
    around = f"{text[max(0, start - 50) : start]}[[{text[start:end]}]]{text[end : end + 50]}"
    print(f"  {around!r}  {issue.message}")


def print_table(rates: dict[str, Counter[str]]) -> None:
    """Rates of all sets side by side."""
    names = [*checks.CHECKS, "(major)", "(minor)", "(flagged)"]
    print(f"{'':36}" + "".join(f"{name:>9}" for name in rates))
    for name in names:
        print(f"{name:36}" + "".join(f"{rate[name]:9.2f}" for rate in rates.values()))


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", metavar="CHECK", help="print what this check fires on")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--limit", type=int, help="rows of each set")
    arguments = parser.parse_args()
    rates = {}
    for name in arguments.sets:
        documents = list(articles(SETS[name](arguments.data)[: arguments.limit]))
        rates[name] = measure(documents, arguments.show)
    print_table(rates)


if __name__ == "__main__":
    main()
