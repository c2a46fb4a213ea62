"""The command line from end to end, with the checks alone (`--model none`)."""

import io
import json
import os
import pty
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

import mtqa
from mtqa.checks import CHECKS
from mtqa.cli import main
from mtqa.cli.runs import FORMATS
from mtqa.cli.score import STDIN_FORMATS
from mtqa.readers import READERS
from mtqa.run import RunWriter
from mtqa.scorers.base import Prediction
from mtqa.types import Failure, Score, Segment, Side
from mtqa.writers import WRITERS

CLEAN = (
    "The council met on Monday to discuss the new bridge. Nobody spoke against the plan, and the "
    "mayor said that work would begin in the spring.\n"
)
LOOP = (
    "The council met on Monday. The minister said that he would that he would that he would that "
    "he would that he would that he would go home.\n"
)


@dataclass
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Run mtqa in an empty folder; the configuration of this project is out of sight."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MTQA_")]:
        monkeypatch.delenv(name)

    def call(*arguments: object, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["mtqa", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        shown = capfd.readouterr()
        return Result(left.value.code, shown.out, shown.err)

    return call


@pytest.fixture
def score(run):
    return lambda *arguments, **options: run("score", "--model", "none", *arguments, **options)


def put(path: str, content: str | bytes) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return file


@pytest.fixture(autouse=True)
def importable_from_anywhere(monkeypatch):
    paths = [str(Path(mtqa.__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))


def start(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "mtqa", *arguments],
        stdin=options.pop("stdin", subprocess.DEVNULL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_a_row_of_several_sentences_is_compared_with_its_source(score):
    row = {
        "source": "Die Stadt baut eine Brücke. Sie kostet 48 Millionen Euro.",
        "target": "The city is building a bridge. It costs 84 million euros.",
    }
    put("rows.jsonl", json.dumps({**row, "source_lang": "de", "target_lang": "en"}) + "\n")
    result = score("rows.jsonl")
    assert result.code == 0
    assert '"84 million" where the source has "48 Millionen"' in result.out
    assert "has no source" not in result.out


def test_score_shows_articles_passages_and_total(score):
    put("in/clean.txt", CLEAN)
    put("in/loop.txt", LOOP)
    result = score("in")
    assert result.code == 0
    assert result.err == ""
    heading, clean, loop, *rest = result.out.splitlines()
    words = ["verdict", "grade", "score", "95", "%", "interval", "garbled", "article"]
    assert heading.split() == words
    assert clean.split()[-2:] == ["0", "in/clean.txt"]
    assert loop.startswith("not fit  ")
    assert loop.split()[-2:] == ["1", "in/loop.txt"]
    text = "\n".join(rest)
    assert "in/loop.txt:1: 1 sentence\n    The minister said that he would" in text
    assert "2 articles, 4 sentences" in text
    assert "1 garbled sentence in 1 passage" in text
    assert "Nothing was stored: add --out RUN" in text
    assert sorted(path.name for path in Path().iterdir()) == ["in"]


def test_the_whole_way(score, run):
    put("in/clean.txt", CLEAN)
    put("in/loop.txt", LOOP)
    result = score("in", "--out", "runs/today")
    assert result.code == 0
    assert "mtqa report runs/today --format html" in result.out
    assert sorted(path.name for path in Path("runs/today").iterdir()) == [
        "documents.jsonl",
        "run.json",
    ]
    report = mtqa.read_run("runs/today")
    assert [d.document.id for d in report.documents] == ["in/clean.txt", "in/loop.txt"]
    assert report.complete
    assert report.config["model"] == "none"
    assert "|model:none|" in report.signature

    passed = run("gate", "runs/today", "--max-garbled", "1", "--allow-unscored")
    assert passed.code == 0
    assert passed.out.splitlines()[-1] == "gate: passed"
    failed = run("gate", "runs/today", "--max-garbled", "0", "--max-major", "0", "--allow-unscored")
    assert failed.code == 3
    majors, garbled, verdict = failed.out.splitlines()
    assert "major or critical issue" in majors
    assert garbled.startswith("gate: 1 garbled sentence, above 0; worst in in/loop.txt")
    assert verdict == "gate: FAILED (2)"
    unlimited = run("gate", "runs/today")
    assert (unlimited.code, unlimited.out) == (2, "")
    assert "the gate has no limit" in unlimited.err
    unscored = run("gate", "runs/today", "--min-score", "50")
    assert unscored.code == 3

    for form in ("json", "jsonl", "csv", "text"):
        shown = run("report", "runs/today", "--format", form)
        assert shown.code == 0
        stored = run("report", "runs/today", "--format", form, "--out", f"made/{form}")
        assert (stored.code, stored.out) == (0, "")
        assert Path(f"made/{form}").read_bytes() == shown.out.encode()
    assert run("report", "runs/today", "--format", "html", "--out", "html").code == 0
    assert Path("html/index.html").is_file()
    assert len(list(Path("html/documents").glob("*.html"))) == 2
    assert run("report", "runs/today", "--format", "html").code == 2


def test_a_folder_is_read_without_what_mtqa_wrote(score, run):
    put("articles/a.txt", CLEAN)
    put("articles/b.html", f"<p>{CLEAN}</p>")
    assert score(".", "--out", "runs/one").err == ""
    assert run("report", "runs/one", "--format", "html", "--out", "made/html").code == 0
    assert run("report", "runs/one", "-f", "html", "--single-file", "-o", "made/one.html").code == 0
    pages = len(list(Path("made").rglob("*.html")))
    assert pages > 3
    result = score(".", "--out", "runs/two")
    ids = [report.document.id for report in mtqa.read_run("runs/two").documents]
    assert ids == ["articles/a.txt", "articles/b.html"]
    assert result.err == (
        f"mtqa: passed over 1 run and {pages} report pages of mtqa itself, in made, runs/one; "
        "name a file to read it\n"
    )
    assert score(".", "--quiet").err == ""
    assert score("made/one.html").code == 0
    refused = score("runs")
    assert refused.code == 2
    assert (
        "not judged: runs: no article in it: only runs or reports of mtqa; "
        "name a file to read it all the same"
    ) in refused.out


def test_nor_are_baselines_sheets_and_reports_that_are_no_pages(score, run):
    put("articles/a.txt", CLEAN)
    put("articles/b.txt", LOOP)
    assert score("articles", "--out", "runs/one").code == 0
    assert run("baseline", "runs/one", "--out", "known.txt").code == 0
    assert run("sample", "runs/one", "--out", "sheet.csv").code == 0
    for form, suffix in (("csv", "csv"), ("jsonl", "jsonl"), ("md", "md"), ("text", "txt")):
        name = f"report.{suffix}"
        assert run("report", "runs/one", "--format", form, "--out", name).code == 0
    for form, name in (("md", "gate.md"), ("text", "gate.txt")):
        assert run("gate", "runs/one", "--max-major", "9", "-f", form, "-o", name).code == 0
    result = score(".", "--out", "runs/two")
    ids = [report.document.id for report in mtqa.read_run("runs/two").documents]
    assert ids == ["articles/a.txt", "articles/b.txt"]
    assert result.err == (
        "mtqa: passed over 1 run and 1 baseline and 7 files of mtqa itself, in .; "
        "name a file to read it\n"
    )
    assert score("gate.txt").code == 0


def test_a_baseline_that_a_glob_names_is_no_article(score, run):
    put("a.txt", CLEAN)
    assert score("a.txt", "--out", "one").code == 0
    assert run("baseline", "one", "--out", "mtqa-baseline.txt").code == 0
    result = score("a.txt", "mtqa-baseline.txt", "--out", "two")
    assert (result.code, result.err) == (0, "mtqa: passed over 1 baseline of mtqa itself, in .\n")
    assert [report.document.id for report in mtqa.read_run("two").documents] == ["a.txt"]
    refused = score("mtqa-baseline.txt")
    assert refused.code == 2
    assert "not judged: mtqa-baseline.txt: a baseline of mtqa, and no article" in refused.out
    Path("known.md").write_bytes(Path("mtqa-baseline.txt").read_bytes())
    refused = score("mtqa-baseline.txt", "known.md").out
    assert refused.count(": a baseline of mtqa, and no article") == 2
    put("text.txt", "mtqa-baseline 9\n\nThe files are small.\n")
    assert score("text.txt").code == 0


def test_a_folder_of_baselines_has_no_article_and_names_no_cure(score, run):
    put("a.txt", CLEAN)
    assert score("a.txt", "--out", "one").code == 0
    for name in ("in/known.md", "in/mtqa-baseline.txt"):
        Path("in").mkdir(exist_ok=True)
        assert run("baseline", "one", "--out", name).code == 0
    result = score("in")
    assert (result.code, result.err.splitlines()[0]) == (
        2,
        "mtqa: passed over 2 baselines of mtqa itself, in in",
    )
    assert "not judged: in: no article in it: only baselines of mtqa\n" in result.out


def test_a_commit_of_nothing_but_a_baseline_passes(score, run):
    put("a.txt", CLEAN)
    assert score("a.txt", "--out", "one").code == 0
    assert run("baseline", "one", "--out", "known.txt").code == 0
    result = run("hook", "known.txt", "--max-garbled", "0")
    assert (result.code, result.err) == (0, "mtqa: nothing to judge but baselines\n")
    put("list", "known.txt\nmtqa.py\n")
    result = score("--files-from", "list", "--out", "two")
    assert result.code == 0
    assert "left out 2 files of the list that can hold no article" in result.err


def test_what_comes_through_a_pipe_is_read_whole(score):
    reading, writing = os.pipe()
    os.write(writing, f"{CLEAN}\n".encode())
    os.close(writing)
    assert score(f"/dev/fd/{reading}", "--out", "r").code == 0
    os.close(reading)
    (report,) = mtqa.read_run("r").documents
    assert " ".join(segment.target for segment in report.document.segments) == CLEAN.strip()


def test_a_report_is_suggested_outside_of_the_run(score, run, monkeypatch):
    put("in/clean.txt", CLEAN)
    assert "    mtqa report runs/it --format html --out runs/it-report\n" in (
        score("in", "--out", "runs/it").out
    )
    Path("here").mkdir()
    monkeypatch.chdir("here")
    shown = score("../in", "--out", ".").out
    assert "    mtqa report . --format html --out ../here-report\n" in shown


def test_a_replaced_run_takes_its_reports_along(score, run):
    put("in/clean.txt", CLEAN)
    score("in", "--out", "r")
    for form, out in (("html", "r/html"), ("json", "r/report.json")):
        assert run("report", "r", "--format", form, "--out", out).code == 0
    assert run("report", "r", "-f", "html", "--single-file", "--out", "r/all.html").code == 0
    put("r/html/mine.txt", "Mine.")
    put("r/notes/page.html", "<p>Mine.</p>")
    result = score("in", "--out", "r", "--overwrite")
    assert result.err.splitlines() == [
        "mtqa: removed from r with the old run: all.html, html",
        "mtqa: left as it is in r: html, notes, report.json",
    ]
    kept = sorted(path.as_posix() for path in Path("r").rglob("*") if path.is_file())
    assert kept == [
        "r/documents.jsonl",
        "r/html/mine.txt",
        "r/notes/page.html",
        "r/report.json",
        "r/run.json",
    ]
    Path("r/html/mine.txt").unlink()
    Path("r/html").rmdir()
    run("report", "r", "--format", "html", "--out", "r/html")
    score("missing.txt", "--out", "r", "--overwrite")
    assert Path("r/html/index.html").is_file()
    score("in", "--out", "r", "--overwrite")
    assert not Path("r/html").exists()


def test_a_report_does_not_go_among_the_files_of_others(score, run):
    put("in/clean.txt", CLEAN)
    score("in", "--out", "r")
    put("site/contact.html", "<p>Call us.</p>")
    result = run("report", "r", "--format", "html", "--out", "site")
    assert (result.code, result.err) == (
        2,
        "mtqa: error: site is not empty and holds no report of mtqa; name a new folder, such as "
        "site-report\n",
    )
    assert [path.name for path in Path("site").iterdir()] == ["contact.html"]
    assert run("report", "r", "--format", "html", "--out", "r").code == 2
    put("kept/.gitkeep", "")
    for _ in range(2):
        assert run("report", "r", "--format", "html", "--out", "kept").code == 0
    put("kept/mine.txt", "Mine.")
    assert run("report", "r", "--format", "html", "--out", "kept").code == 0
    assert Path("kept/mine.txt").read_text() == "Mine."


def test_without_a_model_the_next_step_is_a_gate_that_can_pass(score, run):
    put("in/clean.txt", CLEAN)
    result = score("in", "--out", "r")
    assert result.out.count("No model judged (--model none)") == 1
    assert "--max-unfit" not in result.out
    (step,) = [line for line in result.out.splitlines() if line.startswith("    mtqa gate")]
    assert run(*step.split()[1:]).code == 0
    put("in/loop.txt", LOOP)
    score("in", "--out", "r", "--overwrite")
    assert run(*step.split()[1:]).code == 3


def test_an_empty_translation_fails_the_gate(score, run):
    put("a.csv", "doc,src,mt\nd,Er kam.,He came.\nd,Er ging nach Hause.,\n")
    result = score("a.csv", "--out", "r")
    assert "the source has 4 words, the translation none" in result.out
    gate = run("gate", "r", "--max-garbled", "0", "--allow-unscored")
    assert gate.code == 3
    assert gate.out.startswith("gate: 1 garbled sentence, above 0;")


def test_help_names_every_exit_code(run):
    shown = " ".join(run("--help").out.split())
    assert (
        "Exit codes: 0 done or passed, 2 bad usage or input, 3 gate failed, 130 interrupted."
    ) in shown


def test_jsonl_is_one_line_per_segment(score, run):
    put("a.txt", LOOP)
    score("a.txt", "--out", "r")
    run("report", "r", "--format", "jsonl", "--out", "r.jsonl")
    first, second = map(json.loads, Path("r.jsonl").read_text().splitlines())
    assert first["target"] == "The council met on Monday."
    assert (first["document"], first["segment"], first["line"]) == ("a.txt", 0, 1)
    assert (first["start"], first["end"]) == (0, 26)
    assert (first["score"], first["garbled"], first["verdict"]) == (None, None, "unscored")
    assert (second["segment"], second["start"], second["verdict"]) == (1, 27, "garbled")
    (loop,) = [i for i in second["issues"] if i["category"] == "Non-translation"]
    assert second["target"][loop["start"] : loop["end"]].startswith("that he would that he would")


class Harsh:
    """A model that finds every segment with an odd number of characters garbled."""

    name = "harsh"
    needs: frozenset[Side] = frozenset()
    languages = frozenset({"en"})

    def signature(self) -> str:
        return "harsh@1"

    def lengths(self, segments: Sequence[Segment]) -> list[int]:
        return [len(segment.target) for segment in segments]

    def predict(self, batch: Sequence[Segment]) -> list[Prediction]:
        odd = [len(segment.target) % 2 == 1 for segment in batch]
        return [Prediction(Score("harsh", 100.0 - 80 * o), 0.1 + 0.8 * o, o) for o in odd]


def test_a_model_gives_scores_grades_and_languages_it_cannot_judge(run, monkeypatch):
    loaded = []
    monkeypatch.setattr(
        "mtqa.scorers.load", lambda *a, **k: loaded.append((a, k)) or Harsh(), raising=False
    )
    put("in/en.txt", "The council met on Monday morning. Nobody spoke against the next plan.\n")
    put("in/km.txt", "រដ្ឋមន្ត្រីបាននិយាយថាគាត់នឹងទៅផ្ទះនៅថ្ងៃស្អែក។\n")
    result = run("score", "in", "--out", "r", "--threads", "1")
    assert (result.code, result.err) == (0, "")
    assert loaded == [(("embedded",), {"threads": 1})]
    english, khmer = result.out.splitlines()[1:3]
    # 6 words at 100 and 6 at 20; the interval of two segments spans both. 20 points on 50 words.
    assert english.split() == ["not", "fit", "D", "60.0", "20.0-100.0", "1", "in/en.txt"]
    assert khmer.split()[:5] == ["not", "judged", "-", "n/a", "0"]
    assert "km: the model judges English only" in khmer
    assert "the model gives 90 % probability of garbled" in result.out
    assert "|model:harsh@1|" in mtqa.read_run("r").signature
    assert run("gate", "r", "--min-score", "70", "--allow-unscored").code == 3
    assert run("gate", "r", "--min-score", "60", "--allow-unscored").code == 0
    assert run("gate", "r", "--min-score", "60").code == 3


def test_formats_are_those_of_the_writers():
    assert list(FORMATS) == list(WRITERS)


def test_standard_input(score):
    result = score("-", stdin=CLEAN.encode())
    assert result.code == 0
    assert "1 article, 2 sentences" in result.out


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("jsonl", '{"target": "Nobody spoke."}\n{"target": "The mayor spoke."}\n'),
        ("csv", "doc,target\na,Nobody spoke.\nb,The mayor spoke.\n"),
        ("html", "<html><body><p>Nobody spoke.</p><p>The mayor spoke.</p></body></html>"),
    ],
)
def test_standard_input_of_any_format(score, form, text):
    result = score("-", "--stdin-format", form, stdin=text.encode())
    assert result.code == 0
    assert f"{1 if form == 'html' else 2} article" in result.out
    assert "2 sentences, 5 words" in result.out


def test_formats_of_standard_input_are_those_of_the_readers():
    named = [f".{form}" for form in STDIN_FORMATS]
    assert {READERS[suffix] for suffix in named} == set(READERS.values())


def test_quiet_shows_errors_only(score):
    put("a.txt", LOOP)
    result = score("a.txt", "missing.txt", "--quiet")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("mtqa: not judged: missing.txt: ")
    assert result.err.count("\n") == 1


def test_one_bad_input_among_good_ones_is_told_and_fails_the_gate(score, run):
    put("a.txt", CLEAN)
    put("empty.txt", "")
    result = score("a.txt", "empty.txt", "missing.txt", "--out", "r")
    assert result.code == 0
    assert "not judged: empty.txt: " in result.out
    assert "not judged: missing.txt: " in result.out
    assert "`mtqa gate` fails on inputs that could not be judged" in result.out
    limit = ("--max-critical", "0")
    gate = run("gate", "r", *limit)
    assert gate.code == 3
    assert "empty.txt" in gate.out
    assert "missing.txt" in gate.out
    assert run("gate", "r", *limit, "--allow-failures").code == 0
    assert run("gate", "r", "--max-failures", "2").code == 0
    assert run("gate", "r", "--max-failures", "1").code == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("missing.txt", None, "missing.txt"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t\n", "empty|no text|blank"),
        ("binary.txt", bytes(range(256)) * 20, "binary"),
        ("folder/readme.xyz", b"x", "folder"),
        ("columns.csv", b"id,words\n1,hello\n", "columns.csv.*(target|column)"),
        ("broken.jsonl", b'{"target": "a"\n', "broken.jsonl:1"),
    ],
)
def test_nothing_to_read_is_exit_2_with_one_clear_line(score, name, content, message):
    if content is not None:
        put(name, content)
    result = score(name.split("/")[0], "--out", "r")
    assert result.code == 2
    (line,) = [line for line in result.out.splitlines() if line.startswith("not judged: ")]
    assert pytest.importorskip("re").search(message, line)
    assert "Traceback" not in result.err
    assert result.err == (
        "mtqa: error: no article could be read; name files or folders that hold some\n"
    )
    assert not Path("r").exists()


def test_no_model_is_loaded_for_nothing(run, monkeypatch):
    monkeypatch.setattr("mtqa.scorers.load", lambda *a, **k: pytest.fail("loaded"), raising=False)
    assert run("score", "missing.txt").code == 2


def test_a_broken_line_loses_only_itself(score):
    rows = [json.dumps({"target": f"Row number {i} is fine."}) for i in range(1, 31)]
    rows[16] = '{"target": '
    put("a.jsonl", "\n".join(rows))
    result = score("a.jsonl", "--segmented")
    assert result.code == 0
    assert "a.jsonl:17: broken JSON" in result.out
    assert "29 articles" in result.out


def test_duplicate_ids_stay_apart(score):
    put("a.jsonl", '{"id": "x", "text": "One is here."}\n')
    put("b.jsonl", '{"id": "x", "text": "Two is here."}\n')
    score("a.jsonl", "b.jsonl", "--out", "r")
    ids = [d.document.id for d in mtqa.read_run("r").documents]
    assert len(ids) == len(set(ids)) == 2


def test_surrogates_and_nul_survive_to_the_report(score, run):
    target = "A lone \ud800 half and a NUL \x00 in it."
    put("a.jsonl", json.dumps({"target": target}) + "\n")
    assert score("a.jsonl", "--segmented", "--out", "r").code == 0
    assert mtqa.read_run("r").documents[0].segments[0].segment.target == target
    for form in ("json", "jsonl", "csv", "text"):
        assert run("report", "r", "--format", form).code == 0
    shown = json.loads(run("report", "r", "--format", "jsonl").out)
    assert shown["target"] == target
    assert run("report", "r", "--format", "html", "--out", "html").code == 0


def test_nothing_in_an_article_reaches_the_terminal_raw(score, run):
    put("evil\x1b[31m.txt", "\x1b]0;owned\x07" + LOOP.replace("minister", "min\x1b[2Jister"))
    for result in (score("."), score(".", "--out", "r"), run("report", "r"), score("no\x1bne")):
        assert "\x1b" not in result.out + result.err
        assert "\x07" not in result.out + result.err


def test_an_unknown_encoding(score):
    put("a.txt", CLEAN)
    result = score("a.txt", "--encoding", "utf-88")
    assert result.code == 2
    assert "utf-88" in result.err


def test_a_very_long_line_is_read_whole(score):
    text = "The word is here and there. " * 10_000
    put("a.txt", text)
    assert score("a.txt", "--out", "r").code == 0
    (report,) = mtqa.read_run("r").documents
    assert sum(segment.segment.target.count("word") for segment in report.segments) == 10_000


def test_an_existing_run_is_refused_before_anything_is_read(score):
    put("a.txt", CLEAN)
    assert score("a.txt", "--out", "r").code == 0
    before = Path("r/documents.jsonl").read_bytes()
    put("a.txt", LOOP)
    result = score("a.txt", "--out", "r")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "mtqa: error: r holds a run already; add --overwrite to replace it, or name another "
        "folder\n"
    )
    assert Path("r/documents.jsonl").read_bytes() == before
    assert score("a.txt", "--out", "r", "--overwrite").code == 0
    assert Path("r/documents.jsonl").read_bytes() != before


def test_a_folder_of_other_things_is_never_replaced(score):
    put("mine/thesis.txt", CLEAN)
    result = score("mine", "--out", "mine", "--overwrite")
    assert result.code == 2
    assert "is not empty and holds no run" in result.err
    assert [path.name for path in Path("mine").iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("command", [["report", "nowhere"], ["gate", "nowhere"]])
def test_a_missing_run(run, command):
    result = run(*command)
    assert result.code == 2
    assert result.err.startswith("mtqa: error: nowhere is not a run (there is no such folder)")


@pytest.mark.parametrize("out", ["r", "kept/r"])
def test_a_mistyped_path_stores_nothing_and_the_next_try_goes_on(score, out):
    put("arts/a.txt", CLEAN)
    result = score("artz", "--out", out)
    assert (result.code, result.out) == (
        2,
        "not judged: artz: cannot be read: No such file or directory\n",
    )
    assert not Path(out).exists()
    assert score("arts", "--out", out).code == 0
    before = Path(out, "documents.jsonl").read_bytes()
    assert score("artz", "--out", out, "--overwrite").code == 2
    assert Path(out, "documents.jsonl").read_bytes() == before


def test_an_empty_run_is_no_pass(run):
    with RunWriter(Path("r"), signature="mtqa:1", mode=Side.TARGET, config={}) as writer:
        writer.add(Failure("missing.txt", "there is no such file or folder"))
    limit = ("--max-garbled", "0", "--allow-unscored")
    assert run("gate", "r", *limit).code == 3
    allowed = run("gate", "r", *limit, "--allow-failures")
    assert (allowed.code, allowed.out.splitlines()[0]) == (
        3,
        "gate: The run holds no article, so there is nothing that could pass.",
    )


def test_a_gate_without_a_limit_is_refused(score, run):
    put("a.txt", CLEAN)
    score("a.txt", "--out", "r")
    for arguments in ((), ("--allow-failures",), ("--allow-unscored",)):
        result = run("gate", "r", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "the gate has no limit" in result.err


@pytest.mark.parametrize(
    "arguments",
    [["scor"], ["score"], ["score", "a.txt", "--no-such"], ["report", "r", "--format", "pdf"], []],
)
def test_bad_usage_is_exit_2(run, arguments):
    result = run(*arguments)
    assert result.code == 2
    assert "Usage: " in result.err


def test_configuration_reaches_the_run(score, run):
    put("mtqa.toml", "[score]\nsegmented = true\n[gate]\nmax_garbled = 0\nallow_unscored = true\n")
    put("a.txt", LOOP)
    score("a.txt", "--out", "rows")
    score("a.txt", "--out", "split", "--no-segmented")
    assert len(mtqa.read_run("rows").documents[0].segments) == 1
    assert len(mtqa.read_run("split").documents[0].segments) == 2
    assert mtqa.read_run("rows").signature != mtqa.read_run("split").signature
    assert run("gate", "rows").code == 3
    assert run("gate", "rows", "--max-garbled", "1").code == 0


def test_every_fault_of_the_configuration_is_a_line(run, monkeypatch):
    put("mtqa.toml", "[score]\nthread = 1\n[gate]\nmin_score = 101\n")
    monkeypatch.setenv("MTQA_MODEL", "big")
    for command in (["config"], ["score", "a.txt"]):
        result = run(*command)
        assert (result.code, result.out) == (2, "")
        lines = result.err.splitlines()
        assert len(lines) == 3
        assert all(line.startswith("mtqa: error: ") for line in lines)
        assert "unknown key score.thread; the nearest is score.threads" in lines[0]


def test_config_shows_value_and_origin(run, monkeypatch):
    put("mtqa.toml", "[score]\nthreads = 1\n")
    monkeypatch.setenv("MTQA_MODEL", "none")
    lines = [line.split(maxsplit=2) for line in run("config").out.splitlines()]
    assert ["model", "none", "environment MTQA_MODEL"] in lines
    assert ["score.threads", "1", str(Path("mtqa.toml").absolute())] in lines
    assert ["gate.min_score", "-", "default"] in lines


def test_checks_lists_every_check(run):
    lines = run("checks").out.splitlines()
    assert [line.split()[0] for line in lines] == list(CHECKS)
    table = run("checks", "--markdown").out.splitlines()
    assert table[:2] == ["| check | severity | category | finds |", "| --- | --- | --- | --- |"]
    assert len(table) == len(CHECKS) + 2
    assert all(line.count(" | ") == 3 for line in table)


def test_explain_prints_the_manual_page(run):
    for check in CHECKS.values():
        page = run("explain", check.id)
        assert page.code == 0
        assert page.out.startswith(f"{check.id}: {check.severity} {check.category}\n\n")
        assert check.manual in page.out
        for name, default in check.options.items():
            assert f"    {name} = {default}\n" in page.out


def test_explain_lists_the_checks_of_a_theme(run):
    page = run("explain", "repetition")
    checks = [check for check in CHECKS.values() if check.theme == "repetition"]
    assert page.code == 0
    lines = [line.split(maxsplit=1) for line in page.out.splitlines()]
    assert lines == [[check.id, check.summary] for check in checks]


def test_explain_names_the_nearest(run):
    result = run("explain", "repetition.phrase_lop")
    assert result.code == 2
    assert "the nearest is 'repetition.phrase_loop'" in result.err


def test_version(run):
    assert run("--version").out == f"mtqa {mtqa.__version__}\n"


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    put(str(tmp_path / "a.jsonl"), ('{"target": "Some words are here."}\n') * 5_000)
    command = f"{sys.executable} -m mtqa score --model none --segmented a.jsonl"
    ended = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -n 2"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (ended.returncode, ended.stderr) == (141, "")
    assert len(ended.stdout.splitlines()) == 2
    stored = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} --out r | head -n 2"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (stored.returncode, stored.stderr) == (0, "")
    report = mtqa.read_run(tmp_path / "r")
    assert (len(report.documents), report.complete) == (5_000, True)


def test_the_progress_bar_is_drawn_on_a_terminal_only(tmp_path):
    put(str(tmp_path / "a.jsonl"), ('{"target": "Some words are here."}\n') * 50)
    mine, theirs = pty.openpty()
    drawn: list[bytes] = []

    def drain() -> None:
        """Take what is drawn at once: a full terminal would make the process wait."""
        with suppress(OSError):  # Linux says so when the other end is closed
            while piece := os.read(mine, 100_000):
                drawn.append(piece)

    reader = threading.Thread(target=drain)
    reader.start()
    command = [sys.executable, "-m", "mtqa", "score", "--model", "none", "--segmented", "a.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs) as process:
        out, _ = process.communicate(timeout=60)
    os.close(theirs)
    reader.join(60)
    os.close(mine)
    shown = b"".join(drawn).decode()
    assert process.returncode == 0
    assert "sentences" in shown
    assert "a.jsonl" not in shown
    assert out.decode().count(" a.jsonl:") == 50
    assert "\x1b" not in out.decode()


def test_ctrl_c_leaves_a_valid_run(tmp_path):
    put(str(tmp_path / "a.jsonl"), ('{"target": "Some words are here."}\n') * 3_000)
    process = start(
        "score", "--model", "none", "--segmented", "a.jsonl", "-", "--out", "r",
        cwd=tmp_path, stdin=subprocess.PIPE,
        # A shell that runs the tests in the background has them ignore the signal.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    body = tmp_path / "r" / "documents.jsonl"
    deadline = time.monotonic() + 60
    while not (body.exists() and body.stat().st_size) and time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read().decode()
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().strip() == "mtqa: interrupted"
    assert b"The run was interrupted" in out
    report = mtqa.read_run(tmp_path / "r")
    assert not report.complete
    assert 1 <= len(report.documents) <= 3_000


def test_a_full_disk_is_told_and_keeps_what_was_written(tmp_path):
    put(str(tmp_path / "a.jsonl"), ('{"target": "Some words are here."}\n') * 3_000)
    process = start(
        "score", "--model", "none", "--segmented", "--quiet", "a.jsonl", "--out", "r",
        "--target-lang", "en",
        cwd=tmp_path,
        # Language identification unpacks its model into a temporary file, larger than this disk.
        env={**os.environ, "MTQA_CHECKS_DISABLE": "language"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )  # fmt: skip
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert err.decode().startswith("mtqa: error: r: cannot write the run (")
    assert "Traceback" not in err.decode()
    report = mtqa.read_run(tmp_path / "r")
    assert not report.complete
    assert 10 < len(report.documents) < 3_000


def test_the_environment_is_set_before_anything_is_loaded(run, monkeypatch):
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "true")
    run("--version")
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert os.environ["TOKENIZERS_PARALLELISM"] == "true"


def test_python_m(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "--version"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.stdout == f"mtqa {mtqa.__version__}\n"


def test_a_mistyped_path_does_not_cost_the_run_that_is_there(score):
    put("a.txt", CLEAN)
    assert score("a.txt", "--out", "run").code == 0
    before = Path("run/documents.jsonl").read_bytes()
    assert before
    result = score("nothere.txt", "--out", "run", "--overwrite")
    assert result.code == 2
    assert "nothere.txt" in result.out + result.err
    assert Path("run/documents.jsonl").read_bytes() == before
