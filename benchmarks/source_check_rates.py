"""How often the checks that use the source fire on human translations of many language pairs.

    python benchmarks/source_check_rates.py --data DATA [--show CHECK] [--limit N]

`mtqa evaluate --checks` measures them on English; this is for other targets. DATA holds the Parquet
files described in corpora/README.md. Rates are segments flagged per 1,000; what fires on a human
translation is a false alarm, or a slip of the translator.
"""

import argparse
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mtqa import checks
from mtqa.text.language import bare
from mtqa.training.copies import mended
from mtqa.types import Document, Issue, Segment

SAMPLE = 20_000


@dataclass(frozen=True)
class Pair:
    """A source and its translation by a person."""

    source: str
    target: str
    source_lang: str
    target_lang: str


def mqm(data: Path) -> pd.DataFrame:
    """The human systems of the MQM ratings from English into German and Russian."""
    rows = pd.read_parquet(data / "mqm_other_targets.parquet")
    # Human-P was told to say all as differently from the other translations as can be.
    people = rows[rows.system.str.contains("(?i)^human|^ref") & (rows.system != "Human-P.0")]
    return mended(people).drop_duplicates(["document", "system", "segment"])


def ntrex(data: Path) -> pd.DataFrame:
    """NTREX-128 as it was made: from English into 127 languages."""
    rows = pd.read_parquet(data / "ntrex_parallel.parquet")
    other = rows.language_pair.str.rsplit("-", n=1).str[0]
    return rows.assign(language_pair="en>" + other, source=rows.reference, target=rows.source)


def ntrex_back(data: Path) -> pd.DataFrame:
    """NTREX-128 the other way round, into English."""
    rows = pd.read_parquet(data / "ntrex_parallel.parquet")
    other = rows.language_pair.str.rsplit("-", n=1).str[0]
    return rows.assign(language_pair=other + ">en", target=rows.reference)


SETS = {
    "mqm": mqm,
    "ntrex": ntrex,
    "ntrex_back": ntrex_back,
}


def pairs(rows: pd.DataFrame, limit: int) -> list[Pair]:
    """A sample of the pairs of a set, the same on every run."""
    kept = rows[["language_pair", "source", "target"]].dropna().drop_duplicates()
    kept = kept.sample(min(limit, len(kept)), random_state=0)
    found = []
    for tags, source, target in kept.itertuples(index=False):
        first, _, second = tags.replace("-", ">", 0 if ">" in tags else 1).partition(">")
        if source.strip() and target.strip():
            found.append(Pair(source, target, bare(first) or first, bare(second) or second))
    return found


def issues(pair: Pair) -> tuple[Issue, ...]:
    """What the checks that use the source find in a pair."""
    segment = Segment(pair.target, source=pair.source)
    document = Document(
        "pair", (segment,), source_lang=pair.source_lang, target_lang=pair.target_lang
    )
    return checks.run(document, IN_FORCE).issues[0]


IN_FORCE = [check for check in checks.CHECKS.values() if check.on_source and not check.idle]
"""Those that are off by default as well."""


def rates(sample: list[Pair], show: str | None) -> Counter[str]:
    """Segments flagged per 1,000, by check and severity."""
    counts: Counter[str] = Counter()
    began = time.process_time()
    for pair in sample:
        found = issues(pair)
        counts.update({issue.check for issue in found})
        counts.update(f"({issue.severity})" for issue in found)
        for issue in found:
            if issue.check == show:
                print(f"  {pair.source_lang}-{pair.target_lang} {issue.message}")
                print(f"    {pair.source[:200]}\n    {pair.target[:200]}")
    print(f"{len(sample)} pairs, {len(sample) / (time.process_time() - began):.0f} a second")
    return Counter({name: 1000 * count / len(sample) for name, count in counts.items()})


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", metavar="CHECK", help="print what this check fires on")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--limit", type=int, default=SAMPLE, help="pairs of each set")
    arguments = parser.parse_args()
    table = {}
    for name in arguments.sets:
        sample = pairs(SETS[name](arguments.data), arguments.limit)
        table[name] = rates(sample, arguments.show)
    names = [*(check.id for check in IN_FORCE), "(major)", "(minor)"]
    print(f"{'':28}" + "".join(f"{name:>11}" for name in table))
    for name in names:
        print(f"{name:28}" + "".join(f"{rate[name]:11.2f}" for rate in table.values()))


if __name__ == "__main__":
    main()
