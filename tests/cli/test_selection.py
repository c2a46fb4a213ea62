"""Scoring only what changed: lists of files, revisions of git, older runs."""

import io
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import mtqa
from mtqa.cli import commands
from mtqa.errors import ConfigError, InputError

Run = Callable[..., Result]

TEXTS = {
    "in/a.txt": "The council met on Monday. Nobody spoke against the plan.\n",
    "in/b.txt": "The mayor said that work would begin in the spring.\n",
    "in/deep/c.txt": "The old bridge was closed for two years.\n",
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch) -> Path:
    """A repository with three articles, on a branch that left "base"."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTQA_MODEL", "none")
    git("init", "-q")
    for path, text in TEXTS.items():
        put(path, text)
    put("code.py", "pass\n")
    git("add", ".")
    commit("one")
    git("tag", "base")
    git("checkout", "-q", "-b", "branch")
    return tmp_path


@pytest.fixture
def run() -> Run:
    def call(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(commands, list(map(str, arguments)), standalone_mode=False)
        if result.exception is not None:
            raise result.exception
        assert (result.return_value or 0) == code, result.output
        return result

    return call


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def commit(message: str) -> None:
    git("-c", "user.name=n", "-c", "user.email=n@example.org", "commit", "-q", "-m", message)


def put(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def articles(folder: str) -> list[str]:
    return [report.document.id for report in mtqa.read_run(folder).documents]


def score(run: Run, *arguments: object) -> Result:
    return run("score", *arguments, "--out", "r", "--overwrite")


def test_committed_staged_changed_new_and_ignored_files_are_what_changed(repository, run):
    put("in/a.txt", "Another text.\n")
    git("add", "in/a.txt")
    commit("two")
    assert score(run, "in", "--changed-since", "base").stderr == (
        "mtqa: left out 2 files unchanged since base\n"
    )
    assert articles("r") == ["in/a.txt"]
    put("in/b.txt", "A staged text.\n")
    git("add", "in/b.txt")
    put(".gitignore", "*.html\n")
    put("in/new.txt", "A new text.\n")
    put("in/built.html", "<p>A built text.</p>")
    score(run, "in", "--changed-since", "base")
    assert articles("r") == ["in/a.txt", "in/b.txt", "in/built.html", "in/new.txt"]
    put("in/b.txt", TEXTS["in/b.txt"])
    score(run, "in/b.txt", "in/deep", "in/a.txt", "--changed-since", "base")
    assert articles("r") == ["in/a.txt"]
    assert mtqa.read_run("r").selection == "changed since base"


def test_what_the_other_branch_changed_meanwhile_is_not_ours(repository, run):
    git("checkout", "-q", "-b", "other", "base")
    put("in/b.txt", "Changed elsewhere.\n")
    git("add", ".")
    commit("elsewhere")
    git("checkout", "-q", "branch")
    put("in/a.txt", "Changed here.\n")
    score(run, "in", "--changed-since", "other")
    assert articles("r") == ["in/a.txt"]


def test_a_renamed_and_a_deleted_file(repository, run):
    git("mv", "in/a.txt", "in/z.txt")
    Path("in/b.txt").unlink()
    score(run, "in", "--changed-since", "base")
    assert articles("r") == ["in/z.txt"]


def test_nothing_changed_passes_and_says_so(repository, run):
    score(run, "in", "--changed-since", "base")
    report = mtqa.read_run("r")
    assert (report.complete, articles("r"), report.failures) == (True, [], ())
    gate = run("gate", "r", "--max-garbled", "0", "--allow-unscored")
    assert "articles changed since base, and there were none." in gate.stdout
    assert gate.stdout.endswith("gate: passed\n")


def test_a_mistyped_path_is_no_empty_change(repository, run):
    with pytest.raises(InputError, match="no article could be read"):
        score(run, "inn", "--changed-since", "base")
    assert not Path("r").exists()
    with pytest.raises(InputError, match="no article could be read"):
        score(run, "in", "--include", "*.html", "--changed-since", "base")


def test_a_revision_that_is_not_there(repository, run):
    with pytest.raises(ConfigError, match=r"--changed-since nope: .*nope; a shallow clone"):
        score(run, "in", "--changed-since", "nope")


def test_outside_of_a_repository(tmp_path, monkeypatch, run):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MTQA_MODEL", "none")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    put("a.txt", "A text.\n")
    with pytest.raises(ConfigError, match="not a git repository"):
        score(run, "a.txt", "--changed-since", "base")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ConfigError, match="needs git"):
        score(run, "a.txt", "--changed-since", "base")


def listing(monkeypatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


@pytest.mark.parametrize("separator", ["\n", "\0", "\r\n"])
def test_a_list_of_files(repository, run, tmp_path, separator):
    names = ["in/b.txt", "code.py", "in/a.txt", "in/b.txt", ""]
    Path("list").write_bytes(separator.join(names).encode())
    result = score(run, "--files-from", "list")
    assert articles("r") == ["in/b.txt", "in/a.txt"]
    assert "left out 1 file of the list that can hold no article" in result.stderr
    score(run, "in/deep", "--files-from", "list")
    assert articles("r") == ["in/deep/c.txt", "in/b.txt", "in/a.txt"]


def test_a_list_without_an_article_passes_but_an_empty_one_is_refused(repository, run):
    put("list", "code.py\n")
    score(run, "--files-from", "list")
    run("gate", "r", "--max-garbled", "0", "--allow-unscored")
    put("list", "\n")
    with pytest.raises(InputError, match="the list names no file"):
        score(run, "--files-from", "list")
    with pytest.raises(InputError, match="missing: cannot be read"):
        score(run, "--files-from", "missing")


def test_a_list_with_a_file_that_is_gone_fails_the_gate(repository, run):
    put("list", "in/a.txt\nin/gone.txt\n")
    score(run, "--files-from", "list")
    gate = run("gate", "r", "--max-garbled", "0", "--allow-unscored", code=3)
    assert "in/gone.txt" in gate.stdout


def test_a_list_from_standard_input(repository, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mtqa", "score", "--files-from", "-", "--out", "r", "--quiet"],
        input=b"in/a.txt\n",
        env={"PYTHONPATH": str(Path(mtqa.__file__).parents[1]), "MTQA_MODEL": "none", "PATH": ""},
        check=True,
    )
    assert done.returncode == 0
    assert articles("r") == ["in/a.txt"]


def test_what_is_as_it_was_is_taken_from_an_older_run(repository, run, monkeypatch):
    run("score", "in", "--out", "old")
    put("in/a.txt", "Another text.\n")
    judged = []
    from mtqa.checks import run as judge

    monkeypatch.setattr(
        "mtqa.checks.run",
        lambda document, *rest: judged.append(document.id) or judge(document, *rest),
    )
    result = score(run, "in", "--reuse", "old")
    assert judged == ["in/a.txt"]
    assert "taken from the older run: 2 articles" in result.stderr
    run("score", "in", "--out", "whole")
    assert mtqa.read_run("r").documents == mtqa.read_run("whole").documents
    assert mtqa.read_run("r").selection == ""


def test_an_older_run_that_was_judged_in_another_way_is_not_used(repository, run):
    run("score", "in", "--out", "old", "--segmented")
    result = score(run, "in", "--reuse", "old")
    assert "judged in another way: nothing is taken from it" in result.stderr
    assert len(articles("r")) == 3


def test_an_interrupted_run_can_be_gone_on_with(repository, run):
    from mtqa.run import RunWriter

    run("score", "in", "--out", "old")
    whole = mtqa.read_run("old")
    writer = RunWriter(Path("r"), signature=whole.signature, mode=whole.mode, config={})
    with suppress(KeyboardInterrupt), writer:
        writer.add(whole.documents[0])
        raise KeyboardInterrupt
    assert not mtqa.read_run("r").complete
    result = score(run, "in", "--reuse", "r")
    assert "taken from the older run: 1 article" in result.stderr
    assert mtqa.read_run("r").complete
    assert articles("r") == list(TEXTS)


def test_a_baseline_of_a_run_of_what_changed(repository, run):
    run("score", "in", "--out", "old")
    run("baseline", "old", "--out", "known")
    put("in/a.txt", "Another text.\n")
    score(run, "in", "--changed-since", "base")
    with pytest.raises(ConfigError, match="holds only articles changed since base"):
        run("baseline", "r", "--out", "known")
    gate = run("gate", "r", "--baseline", "known", "--update-baseline")
    assert "not in the run" not in gate.stdout
    from mtqa.gate.baseline import read

    assert [one.path for one in read(Path("known")).articles] == list(TEXTS)
    run("score", "in", "--out", "whole")
    again = run("gate", "whole", "--baseline", "known")
    assert "note:" not in again.stdout
    before = Path("known").read_bytes()
    run("baseline", "whole", "--out", "known")
    assert Path("known").read_bytes() == before
