from pathlib import Path

import pandas as pd
import pytest

from mtqa.training.check_texts import (
    Article,
    Row,
    TextSet,
    human,
    machine,
    sample,
    translated,
    weak,
)


def put(folder: Path, name: str, rows: list[dict[str, object]]) -> None:
    pd.DataFrame(rows).to_parquet(folder / f"{name}.parquet")


def rating(system: str, segment: int, score: float, rater: str, dataset: str = "wmt-mqm-news2020"):
    return {
        "dataset": dataset, "document": "d", "system": system, "segment": str(segment),
        "source": f"Quelle {segment}", "target": f"{system} {segment}.", "score": score,
        "rater": rater, "spans": "[]",
    }  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for year in (2018, 2019, 2021):
        systems = ["UnsupTartu.5722", "UMD.6736", "good"]
        put(tmp_path, f"systems{year}_into_english", [
            {"language_pair": "et-en", "system": system, "source": f"Lause {n}",
             "target": f"{system} {n}.", "reference": f"Reference {year} {n}."}
            for system in systems for n in range(2)
        ])  # fmt: skip
    put(tmp_path, "clean_english", [
        {"text": "Reference 2018 1.", "origin": "wmt2018-reference"},
        {"text": "Nobody translated this.", "origin": "wmt2018-reference"},
        {"text": "An original.", "origin": "wmt2021-english-original"},
        {"text": "Of an encyclopedia.", "origin": "mlqe-english-wikipedia"},
    ])  # fmt: skip
    put(tmp_path, "mqm_into_english", [
        rating("Human-A.0", 2, -1.0, "a"),
        rating("Human-A.0", 2, -1.0, "b") | {"target": "Human-A.0Human-A.0 2."},
        rating("Human-A.0", 10, 0.0, "a"),
        rating("Human-A.0", 1, 0.0, "a"),
        rating("ref.B", 1, 0.0, "a"),
        rating("Online-B.1605", 1, 0.0, "a"),
        rating("Online-B.1605", 1, -5.0, "b"),
        rating("Online-B.1605", 2, 0.0, "a"),
        rating("Online-B.1605", 2, 0.0, "b"),
        rating("ref", 1, 0.0, "a", dataset="wmt-mqm-ted2021"),
        rating("SMU", 1, 0.0, "a", dataset="wmt-mqm-ted2021"),
    ])  # fmt: skip
    put(tmp_path, "mqm_other_targets", [
        rating(system, 1, 0.0, "a") | {"language_pair": pair}
        for pair in ("en-de", "en-ru")
        for system in ("Human-A.0", "Human-P.0", "ref.D", "Nemo")
    ])  # fmt: skip
    put(tmp_path, "ntrex_parallel", [
        {"language_pair": pair, "document": "n", "segment": n, "source": f"{pair} {n}",
         "reference": f"News {n}."}
        for pair in ("deu-eng", "fra-eng") for n in (1, 0)
    ])  # fmt: skip
    return tmp_path


def test_human_news(data: Path) -> None:
    texts = human(data)
    assert [(a.id, a.source_lang, a.whole, a.rows) for a in texts.articles] == [
        ("wmt2018-reference/et/0", "et", False, (Row("Reference 2018 1.", "Lause 1"),)),
        ("wmt2018-reference/original/0", None, False, (Row("Nobody translated this."),)),
        ("wmt2021-english-original/original/0", None, False, (Row("An original."),)),
        (
            "wmt-mqm-news2020/d/Human-A.0",
            "zh",
            True,
            (
                Row("Human-A.0 1.", "Quelle 1"),
                Row("Human-A.0 2.", "Quelle 2"),
                Row("Human-A.0 10.", "Quelle 10"),
            ),
        ),
        ("wmt-mqm-news2020/d/ref.B", "zh", True, (Row("ref.B 1.", "Quelle 1"),)),
        ("ntrex/n", "de", True, (Row("News 0.", "deu-eng 0"), Row("News 1.", "deu-eng 1"))),
    ]
    assert all(path.is_file() for path in texts.files)


def test_english_news_in_german_by_people_who_were_to_translate_it(data: Path) -> None:
    texts = translated(data, "de")
    assert (texts.name, texts.by_people) == ("human en-de", True)
    assert [(a.id, a.source_lang, a.target_lang, a.rows) for a in texts.articles] == [
        (f"wmt-mqm-news2020/d/{system}", "en", "de", (Row(f"{system} 1.", "Quelle 1"),))
        for system in ("Human-A.0", "ref.D")
    ]
    document = texts.articles[0].in_pairs()
    assert (document.source_lang, document.target_lang) == ("en", "de")


def test_machine_news_knows_what_all_raters_found_faultless(data: Path) -> None:
    (article,) = machine(data).articles
    assert article.rows == (
        Row("Online-B.1605 1.", "Quelle 1"),
        Row("Online-B.1605 2.", "Quelle 2", faultless=True),
    )


def test_weak_systems_are_those_that_are_named(data: Path) -> None:
    texts = weak(data)
    assert [(a.id, a.source_lang, a.whole, len(a.rows)) for a in texts.articles] == [
        ("systems2018_into_english/UnsupTartu.5722/0", "et", True, 2),
        ("systems2019_into_english/UMD.6736/0", "et", True, 2),
    ]


def test_an_article_as_sentences_and_as_pairs() -> None:
    article = Article("a", (Row("One here. Two there."), Row("Three.", "Drei.")), "de")
    sentences = article.in_sentences()
    assert [(s.target, s.paragraph, s.source) for s in sentences.segments] == [
        ("One here.", 0, None),
        ("Two there.", 0, None),
        ("Three.", 1, None),
    ]
    assert [s.start for s in sentences.segments] == [0, 10, 21]
    pairs = article.in_pairs()
    assert [(s.target, s.paragraph, s.source) for s in pairs.segments] == [("Three.", 1, "Drei.")]
    assert (pairs.source_lang, pairs.target_lang) == ("de", "en")


def test_a_sample_is_spread_over_whole_articles() -> None:
    articles = tuple(Article(str(n), (Row("x"), Row("y"))) for n in range(10))
    chosen = sample(TextSet("t", "T", articles), 8)
    assert [article.id for article in chosen.articles] == ["0", "2", "4", "6", "8"]
    assert len(sample(TextSet("t", "T", articles), 99).articles) == 10
