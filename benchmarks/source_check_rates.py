"""How often the checks that use the source fire: on human translations, and on damage done to them.

    python benchmarks/source_check_rates.py --data DATA [--show CHECK] [--limit N]

DATA holds the Parquet files described in corpora/README.md. Rates are segments flagged per 1,000;
what fires on a human translation is a false alarm, or a slip of the translator. Recall is the share
of the segments damaged in one way that the check meant for it flags, among those that it did not
flag before.
"""

import argparse
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mtqa import checks
from mtqa.text.language import bare
from mtqa.types import Document, Issue, Segment

SAMPLE = 3_000
DAMAGED = 2_000
"""Pairs that are damaged in each way."""


@dataclass(frozen=True)
class Pair:
    """A source and its translation by a person."""

    source: str
    target: str
    source_lang: str
    target_lang: str


def wmt(year: int) -> Callable[[Path], pd.DataFrame]:
    """References of WMT news, into English."""

    def read(data: Path) -> pd.DataFrame:
        rows = pd.read_parquet(data / f"systems{year}_into_english.parquet")
        return rows.assign(target=rows.reference)

    return read


def mqm(data: Path) -> pd.DataFrame:
    """The human systems of the MQM ratings: Chinese to English, English to German and Russian."""
    files = ("mqm_into_english", "mqm_other_targets")
    rows = pd.concat(pd.read_parquet(data / f"{name}.parquet") for name in files)
    return rows[rows.system.str.contains("(?i)^human|^ref")]


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
    "wmt2018": wmt(2018),
    "wmt2019": wmt(2019),
    "wmt2021": wmt(2021),
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


IN_FORCE = [check for check in checks.configure() if check.on_source]


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


def _replaced(pattern: str, by: Callable[[re.Match[str]], str]) -> Callable[[Pair], str | None]:
    """Damage to the first place in the target that a pattern matches."""

    def damage(pair: Pair) -> str | None:
        match = re.search(pattern, pair.target)
        if match is None:
            return None
        return pair.target[: match.start()] + by(match) + pair.target[match.end() :]

    return damage


def _other(names: str) -> Callable[[re.Match[str]], str]:
    words = names.split()
    return lambda match: words[(words.index(match[0]) + 1) % len(words)]


def paragraphs(sample: list[Pair]) -> list[Pair]:
    """Three sentences of one language pair that have nothing to do with each other, one a line."""
    by_pair: defaultdict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in sample:
        if 40 < len(pair.target) < 300 and "\n" not in pair.source + pair.target:
            by_pair[pair.source_lang, pair.target_lang].append(pair)
    return [
        Pair("\n".join(p.source for p in three), "\n".join(p.target for p in three), *languages)
        for languages, members in by_pair.items()
        for three in zip(members[::3], members[1::3], members[2::3], strict=False)
    ]


def _without_sentence(pair: Pair) -> str | None:
    lines = pair.target.split("\n")
    return "\n".join([lines[0], *lines[2:]]) if len(lines) == 3 else None


def _with_sentence(pair: Pair) -> str | None:
    lines = pair.target.split("\n")
    added = "The committee will meet again next week to discuss the remaining points of the plan."
    return "\n".join([lines[0], added, *lines[1:]]) if len(lines) == 3 else None


def _half(pair: Pair) -> str | None:
    return pair.target[: len(pair.target) // 2] if len(pair.target) > 100 else None


def _twice(pair: Pair) -> str | None:
    return pair.target + " " + pair.target[::-1] if len(pair.target) > 50 else None


DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
NAME = r"(?<=[a-z] )[A-Z][a-z]{3,} [A-Z][a-z]{3,}(?=[ ,.])"
DAMAGE: dict[str, tuple[str, Callable[[Pair], str | None]]] = {
    "a digit changed": (
        "amounts.changed_number",
        _replaced(r"(?<=\d)\d", lambda match: str((int(match[0]) + 3) % 10)),
    ),
    "million for billion": (
        "amounts.changed_number",
        _replaced(r"(?<=\d )(?:million|billion)", _other("million billion")),
    ),
    "a number dropped": ("amounts.missing_number", _replaced(r"\b\d[\d.,]*\d\b ?", lambda _: "")),
    "a number added": ("amounts.added_number", _replaced(r"(?<=[a-z]) (?=of )", lambda _: " 37 ")),
    "another day": ("amounts.changed_date", _replaced(DAYS.replace(" ", "|"), _other(DAYS))),
    "another unit": (
        "amounts.changed_measure",
        _replaced(
            r"(?<=\d )(?:kilometers|kilometres|miles|years|months|days)|\$(?=\d)",
            lambda match: (
                {"$": "£", "miles": "km", "days": "weeks"}.get(match[0], "miles")
                if not match[0].startswith(("year", "month"))
                else "weeks"
            ),
        ),
    ),
    "half cut off": ("coverage.too_short", _half),
    "twice as long": ("coverage.too_long", _twice),
    "a sentence dropped": ("coverage.omitted_sentence", _without_sentence),
    "a sentence added": ("coverage.added_sentence", _with_sentence),
    "the source copied": ("coverage.copied_source", lambda pair: pair.source),
    "a negation dropped": (
        "coverage.dropped_negation",
        _replaced(" not\\b|n['\u2019]t\\b", lambda _: ""),
    ),
    "a name dropped": ("carried.missing_name", _replaced(NAME, lambda _: "he")),
    "brackets dropped": ("carried.missing_brackets", _replaced(r"[(].*[)]", lambda _: "")),
    "quotes dropped": (
        "carried.missing_quotes",
        lambda pair: re.sub("[\"“”„«»'\u2018\u2019]", "", pair.target),
    ),
}


def recall(sample: list[Pair]) -> Iterator[tuple[str, str, int, float]]:
    """For each kind of damage: the check meant, how many segments took it, the share it flagged."""
    for name, (check, damage) in DAMAGE.items():
        taken = flagged = 0
        whole = paragraphs(sample) if "sentence" in name else sample
        for pair in random.Random(0).sample(whole, min(len(whole), DAMAGED)):
            target = damage(pair)
            if target is None or target == pair.target or not target.strip():
                continue
            if name.startswith("a negation") and not _negated_once(pair):
                continue
            damaged = Pair(pair.source, target, pair.source_lang, pair.target_lang)
            if check in {issue.check for issue in issues(pair)}:
                continue
            taken += 1
            flagged += check in {issue.check for issue in issues(damaged)}
        yield name, check, taken, flagged / taken if taken else float("nan")


def _negated_once(pair: Pair) -> bool:
    return len(re.findall("\\bnot\\b|n['\u2019]t\\b", pair.target)) == 1


def main() -> None:
    """Measure, and print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", metavar="CHECK", help="print what this check fires on")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--limit", type=int, default=SAMPLE, help="pairs of each set")
    arguments = parser.parse_args()
    table = {}
    samples: list[Pair] = []
    for name in arguments.sets:
        sample = pairs(SETS[name](arguments.data), arguments.limit)
        table[name] = rates(sample, arguments.show)
        samples += sample if name.startswith("wmt") else []
    names = [*(check.id for check in IN_FORCE), "(major)", "(minor)"]
    print(f"{'':28}" + "".join(f"{name:>11}" for name in table))
    for name in names:
        print(f"{name:28}" + "".join(f"{rate[name]:11.2f}" for rate in table.values()))
    for damage, check, taken, share in recall(samples):
        print(f"{damage:22} {check:28} {taken:6} {share:7.1%}")


if __name__ == "__main__":
    main()
