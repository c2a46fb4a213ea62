"""The texts that checks are measured on: articles by people, by machines, by poor machines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.text.blocks import Block
from mtqa.text.split import split
from mtqa.training.copies import mended
from mtqa.training.devsets import read_table
from mtqa.types import Document, Segment

if TYPE_CHECKING:
    from pandas import DataFrame

ROWS = 20
"""Lines taken together where a set names no documents: neighbours in it are mostly of one article,
but what holds for a whole article cannot be measured on them."""

HUMAN_SYSTEMS = r"(?i)human|ref\b|ref[.]?[A-D]\b"
PARAPHRASED = "Human-P.0"
"""The translator who was told to say all as differently from the others as can be (Freitag et al.
2020): what a check says of such a text is no false alarm on news."""
LANGUAGES = {"de": "German", "ru": "Russian"}
"""What news of the MQM ratings was translated into from English."""
WEAK_SYSTEMS = {
    "systems2018_into_english": ("UnsupTartu.5722", "JUCBNMT.5559"),
    "systems2019_into_english": (
        *("DBMS-KU_KKEN.6726", "UMD.6736", "IIITH-MT.6688", "Ju_Saarland.6525", "IITP-MT.6824"),
        *("UdS-DFKI.6861", "apertium-fin-eng-unconstrained-fien.6449"),
    ),
}
"""The nine systems of the WMT 2018 and 2019 news tasks into English with a corpus chrF++ below 40
(each on 120 lines spread over its output); the others have up to 70."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a set, one sentence or a few of them. `faultless`: people who rated a machine's
    line found no error in it."""

    target: str
    source: str | None = None
    faultless: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """Lines that follow each other. `whole`: they are all of an article."""

    id: str
    rows: tuple[Row, ...]
    source_lang: str | None = None
    whole: bool = False
    target_lang: str = "en"

    def in_sentences(self) -> Document:
        """The article as a reader of plain text gives it: a line is a paragraph."""
        segments: list[Segment] = []
        start = 0
        for number, row in enumerate(self.rows):
            segments += split(Block(row.target, start=start, paragraph=number), self.target_lang)
            start += len(row.target) + 1
        return Document(self.id, tuple(segments), target_lang=self.target_lang)

    def in_pairs(self) -> Document:
        """The article as a reader of rows gives it; only lines that have a source."""
        segments = tuple(
            Segment(row.target, line=number + 1, paragraph=number, source=row.source)
            for number, row in enumerate(self.rows)
            if row.source
        )
        return Document(
            self.id, segments, source_lang=self.source_lang, target_lang=self.target_lang
        )


@dataclass(frozen=True, slots=True)
class TextSet:
    """Articles of one kind; `files` are those it was read from. `by_people`: what fires on it is a
    false alarm, or a slip of the writer."""

    name: str
    title: str
    articles: tuple[Article, ...]
    files: tuple[Path, ...] = field(default=())
    by_people: bool = False


def human(data: Path) -> TextSet:
    """News that people wrote or translated into English, with the source where it is known."""
    names = ("clean_english", "mqm_into_english", "ntrex_parallel")
    return TextSet(
        "human",
        "English news by people: references and originals of WMT 2018-21, NTREX-128, and the human "
        "translations among the WMT MQM systems",
        (*_references(data), *_into_english(data, by_people=True), *_ntrex(data)),
        tuple(data / f"{name}.parquet" for name in (*names, *_WITH_SOURCES)),
        by_people=True,
    )


def translated(data: Path, lang: str) -> TextSet:
    """English news that people translated into one of `LANGUAGES`."""
    table = read_table(data, "mqm_other_targets")
    chosen = table[(table["language_pair"] == f"en-{lang}") & (table["system"] != PARAPHRASED)]
    articles = _mqm(chosen, by_people=True)
    return TextSet(
        f"human en-{lang}",
        f"English news in {LANGUAGES[lang]} by people: the references and human translations among "
        "the WMT 2020 and 2021 MQM systems, without the paraphrased one",
        tuple(replace(each, source_lang="en", target_lang=lang) for each in articles),
        (data / "mqm_other_targets.parquet",),
        by_people=True,
    )


def machine(data: Path) -> TextSet:
    """News by the systems of the WMT MQM ratings."""
    return TextSet(
        "machine",
        "Chinese news by the machine translation systems of the WMT 2020 and 2021 MQM ratings",
        tuple(_into_english(data, by_people=False)),
        (data / "mqm_into_english.parquet",),
    )


def weak(data: Path) -> TextSet:
    """News by the weakest systems of WMT 2018 and 2019."""
    articles: list[Article] = []
    for name, systems in WEAK_SYSTEMS.items():
        table = read_table(data, name, ("language_pair", "system", "source", "target"))
        for (pair, system), rows in table[table["system"].isin(systems)].groupby(
            ["language_pair", "system"]
        ):
            lines = map(Row, rows["target"], rows["source"])
            lang = str(pair).partition("-")[0]
            # Where articles are cut wrongly does not matter on text that is wrong everywhere.
            articles += (
                replace(article, whole=True)
                for article in _windows(f"{name}/{system}", list(lines), lang)
            )
    return TextSet(
        "weak",
        "News by the nine systems of WMT 2018 and 2019 into English with a chrF++ below 40",
        tuple(articles),
        tuple(data / f"{name}.parquet" for name in WEAK_SYSTEMS),
    )


def sample(texts: TextSet, lines: int) -> TextSet:
    """About so many lines, in whole articles spread evenly over the set."""
    have = sum(len(article.rows) for article in texts.articles)
    step = max(1, round(have / max(lines, 1)))
    return replace(texts, articles=texts.articles[::step])


_WITH_SOURCES = tuple(f"systems{year}_into_english" for year in (2018, 2019, 2021))


def _references(data: Path) -> Iterator[Article]:
    clean = read_table(data, "clean_english")
    news = clean[clean["origin"].str.startswith("wmt")]
    for origin, rows in news.groupby("origin", sort=False):
        sources = _sources(data, str(origin))
        lines = [(text, *sources.get(text, (None, None))) for text in rows["text"]]
        by_lang: dict[str | None, list[Row]] = {}
        for text, lang, source in lines:
            by_lang.setdefault(lang, []).append(Row(text, source))
        for lang, chosen in by_lang.items():
            yield from _windows(f"{origin}/{lang or 'original'}", chosen, lang)


def _sources(data: Path, origin: str) -> dict[str, tuple[str, str]]:
    """Language and text of what the references of a year are translations of."""
    year = origin.removeprefix("wmt")[:4]
    name = f"systems{year}_into_english"
    if name not in _WITH_SOURCES or not origin.endswith("reference"):
        return {}
    table = read_table(data, name, ("language_pair", "source", "reference")).drop_duplicates()
    return {
        reference: (pair.partition("-")[0], source)
        for pair, source, reference in table.itertuples(index=False)
    }


def _into_english(data: Path, *, by_people: bool) -> Iterator[Article]:
    articles = _mqm(read_table(data, "mqm_into_english"), by_people=by_people)
    return (replace(article, source_lang="zh") for article in articles)


def _mqm(table: "DataFrame", *, by_people: bool) -> Iterator[Article]:
    people = table["system"].str.match(HUMAN_SYSTEMS)
    news = mended(table[table["dataset"].str.contains("news") & (people == by_people)])
    keys = ["dataset", "document", "system", "segment"]
    rated = news.groupby(keys, as_index=False).agg(
        source=("source", "first"), target=("target", "first"), score=("score", "min")
    )
    for (dataset, document, system), rows in rated.groupby(keys[:3]):
        ordered = _in_order(rows)
        faultless = (ordered["score"] == 0) & (not by_people)
        lines = map(Row, ordered["target"], ordered["source"], faultless)
        yield Article(f"{dataset}/{document}/{system}", tuple(lines), whole=True)


def _ntrex(data: Path) -> Iterator[Article]:
    """The English originals; their German translation is the source."""
    table = read_table(data, "ntrex_parallel")
    for document, rows in table[table["language_pair"] == "deu-eng"].groupby("document"):
        ordered = _in_order(rows)
        lines = tuple(map(Row, ordered["reference"], ordered["source"]))
        yield Article(f"ntrex/{document}", lines, "de", whole=True)


def _in_order(rows: "DataFrame") -> "DataFrame":
    """By the number of the segment, which some sets keep as text."""
    return rows.iloc[rows["segment"].astype(int).argsort(kind="stable")]


def _windows(name: str, rows: Sequence[Row], lang: str | None) -> Iterable[Article]:
    return (
        Article(f"{name}/{first}", tuple(rows[first : first + ROWS]), lang)
        for first in range(0, len(rows), ROWS)
    )
