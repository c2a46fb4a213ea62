"""What the READMEs of the corpora promise, the files hold."""

import importlib.util
import json
import pickle
import re
import subprocess
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from mtqa.errors import InputError
from mtqa.training import corpora

CORPORA = Path(__file__).parents[1] / "corpora"
NEWS = CORPORA / "garbled-news"
README = (NEWS / "README.md").read_text("utf-8")
HALVES = ("dev", "test")


def records(name: str) -> list[dict]:
    return [json.loads(line) for line in (NEWS / name).read_text("utf-8").splitlines()]


def pairs(half: str) -> list[dict]:
    return [record for record in records(f"{half}.jsonl") if "odd" not in record]


def odd(half: str) -> list[dict]:
    return [record for record in records(f"{half}.jsonl") if "odd" in record]


def table_row(first_cell: str) -> list[int]:
    """The numbers of the row of a Markdown table, empty cells and words left out."""
    row = re.search(rf"^\| {re.escape(first_cell)} \|(.+)\|$", README, re.MULTILINE)
    assert row, first_cell
    return [int(cell) for cell in row[1].split("|") if cell.strip().isdigit()]


def faulty_spans(text: str, spans: list[list]) -> list[list]:
    """Spans out of bounds, out of order, overlapping, of unknown severity or cutting a word."""
    faulty, last = [], 0
    for start, end, severity in spans:
        inside = last <= start < end <= len(text)
        whole = inside and not re.search(r"^\s|\s$", text[start:end])
        cuts = inside and any(
            at and re.fullmatch(r"\w\w", text[at - 1 : at + 1]) for at in (start, end)
        )
        if not whole or cuts or severity not in ("minor", "major"):
            faulty.append([start, end, severity])
        last = end
    return faulty


def test_faulty_spans_are_seen() -> None:
    good = [[0, 3, "major"], [4, 7, "minor"]]
    bad = [[5, 2, "major"], [0, 8, "major"], [0, 3, "bad"], [0, 4, "minor"], [1, 3, "minor"]]
    assert faulty_spans("one two", good) == []
    assert [faulty_spans("one two", [span]) for span in bad] == [[span] for span in bad]
    assert faulty_spans("one two", [[0, 3, "major"], [0, 3, "major"]]) == [[0, 3, "major"]]


@pytest.mark.parametrize("half", HALVES)
def test_a_pair_is_two_sentences_and_where_they_differ(half: str) -> None:
    for pair in pairs(half):
        assert list(pair) == ["id", "domain", "kind", "clean", "garbled", "spans"], pair["id"]
        assert pair["clean"] != pair["garbled"], pair["id"]
        assert pair["spans"], pair["id"]
        assert faulty_spans(pair["garbled"], pair["spans"]) == [], pair["id"]
        assert any(severity == "major" for *_, severity in pair["spans"]), pair["id"]
        if pair["kind"] == "dropped-part":  # its spans hold the words beside the gap
            continue
        marked = [pair["garbled"][start:end] for start, end, _ in pair["spans"]]
        assert [text for text in marked if f" {text} " in f" {pair['clean']} "] == [], pair["id"]


@pytest.mark.parametrize("half", HALVES)
def test_an_article_is_sentences_with_labels(half: str) -> None:
    for article in records(f"articles-{half}.jsonl"):
        assert list(article) == ["id", "domain", "garbled", "title", "sentences"]
        paragraphs = [sentence["paragraph"] for sentence in article["sentences"]]
        assert paragraphs == sorted(paragraphs)
        assert set(paragraphs) == set(range(max(paragraphs) + 1))
        assert article["garbled"] == any(s["garbled"] for s in article["sentences"])
        for sentence in article["sentences"]:
            assert faulty_spans(sentence["text"], sentence["spans"]) == [], sentence
            severities = [severity for *_, severity in sentence["spans"]]
            assert sentence["garbled"] == ("major" in severities), sentence


def test_ids_and_texts_are_unique() -> None:
    everything = [r for half in HALVES for r in records(f"{half}.jsonl")]
    articles = [r for half in HALVES for r in records(f"articles-{half}.jsonl")]
    ids = Counter(record["id"] for record in everything + articles)
    texts = Counter(r[side] for r in everything for side in ("clean", "garbled") if side in r)
    texts.update(sentence["text"] for r in articles for sentence in r["sentences"])
    assert [key for key, count in (ids + texts).items() if count > 1] == []


def test_text_is_free_of_marks_and_stray_spaces() -> None:
    for half in HALVES:
        texts = [
            r[key] for r in records(f"{half}.jsonl") for key in ("clean", "garbled") if key in r
        ]
        for article in records(f"articles-{half}.jsonl"):
            texts += [article["title"], *(s["text"] for s in article["sentences"])]
        assert [t for t in texts if re.search(r"[⟦⟧⟨⟩{}~|]|\s\s|^\s|\s$|\s[.,;]", t)] == []


@pytest.mark.parametrize("half", HALVES)
def test_counts_in_the_readme_hold(half: str) -> None:
    records_of_half, articles = records(f"{half}.jsonl"), records(f"articles-{half}.jsonl")
    assert table_row(f"`{half}.jsonl`") == [
        len(records_of_half),
        len(pairs(half)),
        len(odd(half)),
    ]
    garbled = [article["garbled"] for article in articles]
    sentences = [s["garbled"] for article in articles for s in article["sentences"]]
    assert table_row(f"`articles-{half}.jsonl`") == [
        len(articles),
        sum(garbled),
        len(garbled) - sum(garbled),
        len(sentences),
        sum(sentences),
    ]


def test_kinds_in_the_readme_hold() -> None:
    counts = {half: Counter(pair["kind"] for pair in pairs(half)) for half in HALVES}
    assert counts["dev"].keys() == counts["test"].keys()
    assert len(counts["dev"]) == 12
    for kind in counts["dev"]:
        assert table_row(kind) == [counts["dev"][kind], counts["test"][kind]], kind


@pytest.mark.parametrize("half", HALVES)
def test_each_half_has_every_kind_in_every_domain(half: str) -> None:
    cells = Counter((pair["domain"], pair["kind"]) for pair in pairs(half))
    assert len(cells) == 12 * 12
    assert {domain for domain, _ in cells} == {
        name.strip() for name in re.search(r"twelve domains \((.+?)\)", README, re.S)[1].split(",")
    }
    assert Counter(record["kind"] for record in odd(half)) == dict.fromkeys(
        ("headline", "jargon", "sport", "law", "quote"), 10
    )


def test_every_sample_file_is_explained_and_the_folder_is_small() -> None:
    readme = (CORPORA / "README.md").read_text("utf-8")
    files = {path.name: path.stat().st_size for path in (CORPORA / "sample").iterdir()}
    assert set(re.findall(r"^### `(.+?)` \((?:clean|garbled)", readme, re.M)) == files.keys()
    assert sum(files.values()) < 40_000
    assert {Path(name).suffix for name in files} == {".txt", ".md", ".html", ".csv", ".jsonl"}


def test_what_the_readme_quotes_from_garbled_samples_stands_there() -> None:
    readme = (CORPORA / "README.md").read_text("utf-8")
    sections = re.findall(r"^### `(\S+)` \(garbled.*?\n(.+?)(?=^### |\Z)", readme, re.M | re.S)
    assert len(sections) == 4
    for name, text in sections:
        raw = (CORPORA / "sample" / name).read_text("utf-8").replace("’", "'")
        meant = re.sub(r"\([^()]*\)", "", text)  # what the source said stands in brackets
        for quote in re.findall(r'"([^"]+)"', meant):
            for part in filter(None, re.split(r"\s*\.\.\.\s*", quote.replace("\n", " "))):
                assert part.strip(" ,") in raw, (name, part)


SOURCES = sorted(path.parent for path in CORPORA.glob("*/prepare.py"))


def prepare(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, CORPORA / name / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def columns_of(name: str, file: str) -> list[str]:
    tables = corpora.promised(prepare(name).CORPUS).tables
    return list(next(table for table in tables if table.name == file).columns)


@pytest.mark.parametrize("folder", SOURCES, ids=lambda folder: folder.name)
def test_every_source_says_what_it_is(folder: Path) -> None:
    corpus, readme = prepare(folder.name).CORPUS, (folder / "README.md").read_text("utf-8")
    tables = corpora.promised(corpus).tables
    assert corpus.folder == folder
    assert tuple(table.name for table in tables) == corpus.files
    assert set(corpus.builds) <= set(corpus.files)
    for table in tables:
        made = "yes" if table.name in corpus.builds else "no, verified only"
        assert re.search(rf"`{table.name}\.parquet` \| {table.rows:,} \| .* \| {made} \|", readme)
        assert sum(count.rows for count in table.counts) == table.rows
    for word in ("licence", "citation", "use"):
        assert re.search(rf"^\| {word} \| \S", readme, re.MULTILINE), word
    for repository in corpus.repositories:
        pinned = f"Revision: `{repository.revision}`" if repository.revision else "not pinned"
        assert f"| from | {repository.url}. " in readme
        assert pinned in readme
        assert repository.revision is None or re.fullmatch("[0-9a-f]{40}", repository.revision)
    assert f"]({folder.name}/README.md)" in (CORPORA / "README.md").read_text("utf-8")


def test_ratings_of_one_person_become_one_row(tmp_path: Path) -> None:
    module = prepare("wmt-mqm")
    body = [
        "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity",
        "A\tt.1\t1\t7\tr1\tsrc\tWe <v>was</v> here.\tFluency/Grammar\tMajor",
        "A\tt.1\t1\t7\tr1\ts<v>rc</v>\tWe was here.\tAccuracy/Omission\tMinor",
        "A\tt.1\t1\t7\tr2\tsrc\tWe was here<v>.</v>\tFluency/Punctuation\tMinor",
        "B\tt.1\t1\t7\tr1\tsrc\tWe were here.\tNo-error\tNo-error",
        "B\tt.1\t1\t8\tr1\tsrc\t<v>Here here</v>\tNon-translation!\tMajor",
    ]
    for _, _, file in module.INTO_ENGLISH:
        put(tmp_path / module.GOOGLE.name / file, "\n".join(body) + "\n")
    frame = module.build(tmp_path)
    assert list(frame.columns) == columns_of("wmt-mqm", "mqm_into_english")
    assert len(frame) == 12
    assert [tuple(row) for row in frame[["system", "rater", "score"]].to_numpy()[:4]] == [
        ("A", "r1", -6.0),
        ("A", "r2", -0.1),
        ("B", "r1", 0.0),
        ("B", "r1", -25.0),
    ]
    assert json.loads(frame.spans[0]) == [
        [3, 6, "major", "fluency/grammar"],
        [-1, -1, "minor", "accuracy/omission"],
    ]
    assert set(frame.target) == {"We was here.", "We were here.", "Here here"}
    assert set(frame.source) == {"src"}


def test_pairs_come_out_of_plain_pickles_alone(tmp_path: Path) -> None:
    module = prepare("wmt-darr")
    item = {
        "src": "s",
        "ref": "r",
        "better": {"sys_name": "B", "sys": "good", "scores": {}},
        "worse": {"sys_name": "W", "sys": "bad", "scores": {}},
    }
    for pair in module.PAIRS:
        put(tmp_path / "BARTScore/WMT" / pair / "data.pkl", pickle.dumps({0: item}))
    frame = module.build(tmp_path)
    assert list(frame.columns) == columns_of("wmt-darr", "darr2019_into_english")
    assert list(frame.language_pair) == ["gu-en", "kk-en", "lt-en"]
    assert frame.iloc[0][["target", "system", "worse", "worse_system"]].to_list() == [
        *("good", "B", "bad", "W")
    ]
    put(tmp_path / "BARTScore/WMT/gu-en/data.pkl", pickle.dumps({0: Path("x")}))
    with pytest.raises(InputError, match="which is no plain data"):
        module.build(tmp_path)


def test_outputs_stand_beside_their_source_and_reference(tmp_path: Path) -> None:
    module = prepare("wmt-systems")
    old, new = tmp_path / module.OLDER.name / "WMT19", tmp_path / module.NEWER.name / "txt"
    put(old / "source/newstest2019-guen-src.gu", "એક\nબે\n")
    put(old / "references/newstest2019-guen-ref.en", "one\ntwo\n")
    put(old / "system-outputs/gu-en/newstest2019.UEDIN.6534.gu-en", "On\nTwo\n")
    put(old / "system-outputs/en-gu/newstest2019.X.1.en-gu", "not into English\n")
    frame = module.older(2019, tmp_path)
    assert list(frame.columns) == columns_of("wmt-systems", "systems2019_into_english")
    assert frame.to_numpy().tolist() == [
        ["wmt2019-sys", 2019, "gu-en", "1", "UEDIN.6534", "એક", "On", "one"],
        ["wmt2019-sys", 2019, "gu-en", "2", "UEDIN.6534", "બે", "Two", "two"],
    ]
    put(new / "sources/newstest2021.ha-en.src.ha", "daya\nbiyu\n")
    put(new / "references/newstest2021.ha-en.ref.A.en", "one\ntwo\n")
    put(new / "system-outputs/newstest2021.ha-en.hyp.MS-EgDC.en", "One\n\n")
    put(new / "system-outputs/newstest2021.en-ha.hyp.X.ha", "not into English\n")
    assert module.newer(2021, tmp_path).to_numpy().tolist() == [
        ["wmt2021-sys", 2021, "ha-en", "1", "MS-EgDC", "daya", "One", "one"],
    ]
    put(new / "system-outputs/newstest2021.ha-en.hyp.MS-EgDC.en", "One\n")
    with pytest.raises(InputError, match="1 lines for 2 sources"):
        module.newer(2021, tmp_path)


def test_a_hallucination_scores_below_zero(tmp_path: Path) -> None:
    module = prepare("hallucinations")
    body = (
        ",src,mt,ref,repetitions,named-entities,omission,strong-unsupport,full-unsupport\n"
        '0,Nur Leib wir leben für andere ist werd.,Only we live for others is who.,"Only life we '
        'live for others, is worthy.",0,0,0,0,0\n'
        "11,Ein Jubiläum,A proud celebration.,NA,0,0,1,1,0\n"
    )
    put(tmp_path / module.DEEP_SPIN.name / "data/annotated_corpus.csv", body)
    frame = module.build(tmp_path)
    assert list(frame.columns) == columns_of("hallucinations", "hallucinations_de_en")
    assert list(frame.score) == [0.0, -1.0]
    assert list(frame.segment) == ["0", "11"]
    assert list(frame.reference) == ["Only life we live for others, is worthy.", "NA"]


def test_ntrex_pairs_lines_with_documents(tmp_path: Path) -> None:
    module = prepare("ntrex")
    folder = tmp_path / module.NTREX.name
    put(folder / "DOCUMENT_IDS.tsv", "bbc.1\nbbc.1\n")
    put(folder / "NTREX-128/newstest2019-src.eng.txt", "Hello.\nBye.\n")
    put(folder / "NTREX-128/newstest2019-ref.aze-Latn.txt", "Salam.\nSağ ol.\n")
    put(folder / "NTREX-128/newstest2019-ref-2.spa.txt", "Hola.\nAdiós.\n")
    frame = module.build(tmp_path)
    assert list(frame.columns) == columns_of("ntrex", "ntrex_parallel")
    assert frame.to_numpy().tolist() == [
        ["ntrex", 2019, "aze-Latn-eng", "bbc.1", "0", "human", "Salam.", "Hello."],
        ["ntrex", 2019, "aze-Latn-eng", "bbc.1", "1", "human", "Sağ ol.", "Bye."],
    ]


@pytest.fixture
def small(tmp_path: Path) -> corpora.Corpus:
    """A corpus of two rows, and its file in the folder `data`."""
    frame = pd.DataFrame({"dataset": ["a", "a"], "split": ["dev", None], "target": ["x", "y"]})
    corpus = corpora.Corpus(tmp_path, (), ("set",), {"set": lambda clones: frame[::-1]})
    put(tmp_path / "data/set.parquet", b"")
    frame.to_parquet(tmp_path / "data/set.parquet", compression="zstd", index=False)
    with pytest.raises(SystemExit) as left:
        corpora.main(corpus, ["--count", str(tmp_path / "data")])
    assert left.value.code == 0
    return corpus


def test_what_was_counted_is_verified(small: corpora.Corpus, tmp_path: Path) -> None:
    counts = corpora.promised(small).tables[0].counts
    assert [(count.group, count.rows) for count in counts] == [("a -", 1), ("a dev", 1)]
    assert corpora.verify(small, tmp_path / "data") == []


def test_every_difference_is_told(small: corpora.Corpus, tmp_path: Path, capsys) -> None:
    path = tmp_path / "data/set.parquet"
    frame = pd.read_parquet(path)
    frame.to_parquet(path, compression=None, index=False)
    (fault,) = corpora.verify(small, tmp_path / "data")
    assert fault.startswith("set: same rows, but another file (sha256 ")
    frame.assign(target=["x", "z"]).to_parquet(path, index=False)
    (fault,) = corpora.verify(small, tmp_path / "data")
    assert fault.startswith("set: the rows are not those that were used")
    pd.concat([frame, frame[:1]]).assign(more=1).to_parquet(path, index=False)
    assert corpora.verify(small, tmp_path / "data")[:3] == [
        "set: columns dataset, split, target, more; not dataset, split, target",
        "set: 3 rows, not 2",
        "set: a dev: 2 rows, not 1",
    ]
    with pytest.raises(SystemExit) as left:
        corpora.main(small, ["--verify", str(tmp_path / "data")])
    assert left.value.code == 2
    assert "set: 3 rows, not 2" in capsys.readouterr().out


def test_a_rebuilt_file_is_held_to_the_counts(small: corpora.Corpus, tmp_path: Path) -> None:
    assert corpora.rebuild(small, tmp_path / "clones", tmp_path / "again") == []
    assert (tmp_path / "again/set.parquet").is_file()
    other = replace(small, builds={"set": lambda clones: pd.DataFrame({"dataset": ["b"]})})
    assert "set: 1 rows, not 2" in corpora.rebuild(other, tmp_path, tmp_path / "again")
    with pytest.raises(InputError, match=r"cannot be rebuilt; its README\.md says why"):
        corpora.rebuild(replace(small, builds={}), tmp_path, tmp_path)


def test_a_clone_of_another_revision_is_refused(small: corpora.Corpus, tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    put(origin / "a.txt", "one\n")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for step in (["init", "--quiet"], ["add", "."], [*who, "commit", "--quiet", "-m", "one"]):
        subprocess.run(["git", "-C", origin, *step], check=True)
    head = subprocess.run(
        ["git", "-C", origin, "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    at = partial(corpora.Repository, str(origin))
    good = replace(small, repositories=(at(head),))
    assert corpora.rebuild(good, tmp_path / "clones", tmp_path / "again") == []
    assert (tmp_path / "clones/origin/a.txt").is_file()
    with pytest.raises(InputError, match=f"at revision {head}, not 0000"):
        corpora.rebuild(replace(small, repositories=(at("0" * 40),)), tmp_path / "clones", tmp_path)
    missing = replace(small, repositories=(corpora.Repository(str(tmp_path / "none")),))
    with pytest.raises(InputError, match="git clone"):
        corpora.rebuild(missing, tmp_path / "clones", tmp_path)


def test_the_readings_are_as_many_and_agree_as_much_as_their_readme_says():
    lafand = CORPORA / "lafand"
    lines = [
        json.loads(line) for line in (lafand / "readings.jsonl").read_text("utf-8").splitlines()
    ]
    told = (lafand / "README.md").read_text("utf-8")
    both = Counter((line["first"], line["second"]) for line in lines)
    agreed = {letter: both[letter, letter] for letter in "GSU"}
    parted = len(lines) - sum(agreed.values())
    for letter, count in {**agreed, "U": agreed["U"] + parted}.items():
        assert re.search(rf"^\| `{letter}` .*\| {count} \|$", told, re.MULTILINE)
    first, second = (Counter(line[reader] for line in lines) for reader in ("first", "second"))
    by_chance = sum(first[letter] * second[letter] for letter in "GSU") / len(lines) ** 2
    share = sum(agreed.values()) / len(lines)
    kappa = (share - by_chance) / (1 - by_chance)
    assert f"{100 * share:.0f} % (Cohen's kappa {kappa:.2f}".replace("0.", ".") in told
    assert both["G", "S"] + both["S", "G"] == 0
    assert len({line["row"] for line in lines}) == len(lines) == 240
