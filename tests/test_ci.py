"""What docs/ci.md, action.yml and the pre-commit hooks promise is run here as far as a machine
without these services can: the shell of their steps, their forms, and what they write."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from junitparser import JUnitXml

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

GOOD = "The council met on Monday. Nobody spoke against the plan.\n"
LOOP = "He said that he would that he would that he would that he would that he would go.\n"
PASSES = {"articles/a.txt": GOOD, "articles/b.txt": GOOD.replace("Monday", "Tuesday")}


@pytest.fixture
def project(tmp_path: Path, monkeypatch) -> Path:
    """A folder with articles and with mtqa on the path, without a model."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "mtqa").write_text(f'#!/bin/sh\nexec {sys.executable} -m mtqa "$@"\n')
    (bin_folder / "mtqa").chmod(0o755)
    folder = tmp_path / "project"
    for path, text in PASSES.items():
        put(folder / path, text)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PATH", f"{bin_folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("MTQA_MODEL", "none")
    monkeypatch.setenv("MTQA_GATE_ALLOW_UNSCORED", "true")
    for name, value in (("NAME", "n"), ("EMAIL", "n@example.org")):
        for role in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{role}_{name}", value)
    shell("git init -q . && git add . && git commit -q -m one && git tag base && git switch -qc b")
    return folder


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def shell(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def code(language: str, having: str) -> str:
    """The block of code in the document that holds a text."""
    blocks = re.findall(rf"```{language}\n(.*?)```", DOCS, re.DOTALL)
    (found,) = [block for block in blocks if having in block]
    return found


def act(folder: Path, **inputs: str) -> tuple[int, str]:
    """Run the shell steps of the action one after the other, as a runner does; its files lie in
    `folder`, and the last exit code and all output come back."""
    given = {name: field.get("default", "") for name, field in ACTION["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    files = {f"GITHUB_{name}": str(folder / name) for name in ("OUTPUT", "STEP_SUMMARY")}
    shown = ""
    for step in ACTION["runs"]["steps"]:
        if step.get("if") == "inputs.install != ''" and not given["install"]:
            continue
        environment = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda hit: given[hit[1]], value)
            for name, value in step["env"].items()
        }
        done = shell(step["run"], **environment, **files)
        shown += done.stdout + done.stderr
        if done.returncode:
            return done.returncode, shown
    return 0, shown


def test_the_action_passes_and_says_so(project, tmp_path):
    exit_code, shown = act(
        tmp_path, paths="articles", install="", gate_options="--max-garbled 0 --max-major 0"
    )
    assert (exit_code, "mtqa gate: passed" in shown) == (0, True), shown
    assert (tmp_path / "OUTPUT").read_text() == "passed=true\n"
    assert (tmp_path / "STEP_SUMMARY").read_text().startswith("## mtqa gate: passed\n")
    assert Path("mtqa.sarif").is_file()
    assert len(JUnitXml.fromfile("mtqa-junit.xml")) == 1


def test_the_action_fails_with_notes_and_a_summary(project, tmp_path):
    put(Path("articles/bad one.txt"), LOOP)
    (tmp_path / "STEP_SUMMARY").write_text("Of a step before.\n")
    exit_code, shown = act(
        tmp_path, paths="articles/a.txt\n\narticles/bad one.txt\n", install="",
        gate_options="--max-garbled 0",
    )  # fmt: skip
    assert exit_code == 3
    assert "\n::error file=articles/bad one.txt,line=1,col=1," in shown
    assert (tmp_path / "OUTPUT").read_text() == "passed=false\n"
    summary = (tmp_path / "STEP_SUMMARY").read_text()
    assert summary.startswith("Of a step before.\n## mtqa gate: FAILED\n")
    assert "articles/bad one.txt" in summary


def test_the_action_with_a_baseline_and_changes_alone(project, tmp_path):
    put(Path("articles/old.txt"), LOOP)
    shell("git add . && git commit -q -m two && git tag -f base")
    assert shell("mtqa score articles -q --out old && mtqa baseline old").returncode == 0
    inputs = {"paths": "articles", "install": "", "baseline": "mtqa-baseline.txt"}
    assert act(tmp_path, **inputs, changed_since="base")[0] == 0
    put(Path("articles/new.txt"), LOOP.replace("He", "She"))
    exit_code, shown = act(tmp_path, **inputs, changed_since="base")
    assert exit_code == 3
    assert "new since the baseline" in shown
    assert "old.txt" not in shown


def test_the_action_takes_no_input_for_a_command(project, tmp_path):
    evil = '"; touch owned; $(touch owned) `touch owned`'
    for name in ("paths", "gate_options", "score_options", "baseline", "changed_since"):
        exit_code, shown = act(tmp_path, **{"paths": "articles", "install": "", name: evil})
        assert exit_code == 2, shown
    assert not Path("owned").exists()
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_the_action_installs_what_it_is_told(project, tmp_path):
    python = tmp_path / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    _, shown = act(tmp_path, paths="articles", install="a b", gate_options="--max-garbled 0")
    assert shown.startswith("-m\npip\ninstall\na b\n")
    assert ACTION["inputs"]["install"]["default"] == "${{ github.action_path }}"


def is_valid(schema: str, *files: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ})


def test_forms_are_those_of_the_services(tmp_path):
    gitlab, workflow = tmp_path / ".gitlab-ci.yml", tmp_path / "workflow.yml"
    gitlab.write_text(code("yaml", "codequality"))
    workflow.write_text(code("yaml", "runs-on"))
    for schema, file in (
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.github-workflows", workflow),
        ("vendor.gitlab-ci", gitlab),
    ):
        done = is_valid(schema, str(file))
        assert done.returncode == 0, done.stdout + done.stderr
    named = set(ACTION["inputs"])
    steps = yaml.safe_load(workflow.read_text())["jobs"]["translations"]["steps"]
    (ours,) = [step for step in steps if "mtqa@" in step["uses"]]
    assert set(ours["with"]) <= named
    # Compared with the branch that was pushed to, a push would never hold a change.
    since = "${{ github.base_ref && format('origin/{0}', github.base_ref) }}"
    assert ours["with"]["changed-since"] == since


def test_the_first_commands_can_be_given_again(project):
    block = re.search(r"\n\n((?:    mtqa .*\n)+)", DOCS)
    assert block
    commands = block[1].replace("\n    ", "\n").strip()
    assert commands.count("\n") == 2
    for _ in range(2):
        done = shell(commands)
        assert done.returncode == 0, done.stderr


def test_the_script_for_gitlab(project):
    assert shell("mtqa score articles -q --out old && mtqa baseline old").returncode == 0
    job = yaml.safe_load(code("yaml", "codequality"))["translations"]
    _, *script = job["script"]  # without pip
    put(Path("articles/c.txt"), LOOP)
    done = shell("\n".join(script))
    assert done.returncode == 3
    assert "gate: FAILED" in done.stdout
    reports = job["artifacts"]["reports"]
    assert '"check_name": "sentence.garbled"' in Path(reports["codequality"]).read_text()
    (suite,) = JUnitXml.fromfile(reports["junit"])
    garbled, unfit = (case.name for case in suite if case.result)
    assert garbled.startswith("No sentence that is new since the baseline is garbled")
    assert unfit.startswith("At most 0 articles not fit to publish")


def test_the_makefile(project):
    put(Path("Makefile"), code("make", "check-translations"))
    shell("mtqa score articles -q --out old && mtqa baseline old")
    assert shell("make check-translations").returncode == 0
    put(Path("articles/c.txt"), LOOP)
    failed = shell("make check-translations")
    assert failed.returncode == 2  # make's own, whatever a recipe ends with
    assert "gate: FAILED" in failed.stdout
    assert shell("make accept-translations check-translations").returncode == 0


def test_the_configuration_in_the_document_is_one(project):
    put(Path("mtqa.toml"), code("toml", "max_garbled"))
    done = shell("mtqa gate --explain")
    assert done.returncode == 0, done.stderr
    assert (
        "In opinion/**: lower end of the interval of every article is at least 55." in done.stdout
    )


def test_pre_commit_runs_the_hook_of_this_repository(project, tmp_path):
    """From a repository with the hooks as they stand here; the environment of the other hook would
    have to be downloaded."""
    hooks = tmp_path / "hooks"
    put(hooks / ".pre-commit-hooks.yaml", (ROOT / ".pre-commit-hooks.yaml").read_text())
    shell(f"cd {hooks} && git init -q . && git add . && git commit -q -m hooks")
    settings = yaml.safe_load(code("yaml", "repos:"))
    (repository,) = settings["repos"]
    repository["hooks"][0]["id"] = "mtqa-system"
    repository |= {
        "repo": str(hooks),
        "rev": shell(f"git -C {hooks} rev-parse HEAD").stdout.strip(),
    }
    put(Path(".pre-commit-config.yaml"), yaml.safe_dump(settings))
    put(Path("README.md"), LOOP)
    shell("git add .")
    run = f"PRE_COMMIT_HOME={tmp_path / 'cache'} {sys.executable} -m pre_commit run --all-files"
    passed = shell(run)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    put(Path("articles/c.txt"), LOOP)
    shell("git add .")
    failed = shell(run)
    assert failed.returncode == 1
    assert "exit code: 3" in failed.stdout
    assert "first at articles/c.txt:1:1." in failed.stdout


def test_both_hooks_are_valid_and_alike():
    command = [sys.executable, "-m", "pre_commit", "validate-manifest"]
    done = subprocess.run(
        [*command, str(ROOT / ".pre-commit-hooks.yaml")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    ours, system = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    same = ("entry", "args", "types", "files", "require_serial")
    assert [ours[key] for key in same] == [system[key] for key in same]
    from mtqa.readers import READERS

    suffixes = re.fullmatch(r"\\\.\((.*)\)\$", ours["files"])
    assert suffixes is not None
    assert {f".{suffix}" for suffix in suffixes[1].split("|")} == READERS.keys()
