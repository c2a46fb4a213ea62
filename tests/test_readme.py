"""What README.md and CONTRIBUTING.md promise, the code holds."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa import checks
from mtqa.cli import BAD_INPUT, INTERRUPTED, commands
from mtqa.cli.gate import GATE_FAILED
from mtqa.config import load
from mtqa.readers import read
from mtqa.types import Document

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "corpora/**/*.md", "reports/**/*.md", "*/*.md", "mtqa/*/*.md")
    for path in ROOT.glob(pattern)
    if "sample/" not in path.as_posix()  # articles to read, not pages about mtqa
)
COMMAND = re.compile(r"(?:^ {4}|`)(mtqa [a-z][^`\n#]*)", re.MULTILINE)


def between(text: str, name: str) -> str:
    """What stands between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
    assert found, f"there is no <!-- {name} --> in the document"
    return found[1]


def block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def names(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_readme_is_short():
    assert len(README.splitlines()) < 150


def test_the_tables_of_checks_are_what_the_command_prints():
    printed = CliRunner().invoke(commands, ["checks", "--themes", "--markdown"])
    assert between(README, "checks") == printed.output, "paste `mtqa checks --themes --markdown`"
    printed = CliRunner().invoke(commands, ["checks", "--markdown"])
    listed = (ROOT / "mtqa" / "checks" / "README.md").read_text("utf-8")
    assert between(listed, "checks") == printed.output, "paste `mtqa checks --markdown`"


def test_the_example_is_what_the_checks_find():
    (article,) = read([str(ROOT / "corpora" / "sample" / "g7-london.txt")])
    assert isinstance(article, Document)
    found = {
        f"| {segment.line} | `{issue.check}` | {issue.severity} | {issue.message} |"
        for segment, issues in zip(
            article.segments, checks.run(article, checks.configure()).issues, strict=True
        )
        for issue in issues
    }
    rows = between(README, "example").splitlines()[2:]
    assert rows
    assert set(rows) <= found
    quote = " ".join(re.findall(r"^> (.*)$", README, re.MULTILINE)).replace("**", "")
    assert any(quote == segment.target for segment in article.segments)


def test_the_rates_of_the_checks_are_those_measured():
    rates = json.loads((ROOT / "reports" / "evaluation" / "checks.json").read_text("utf-8"))
    alone, with_source = (
        " and ".join(
            f"{line['rate']['value']:.1f} {word}".strip()
            for line, word in zip(lines, words, strict=True)
        )
        for lines, words in (
            (rates["budgets"][:2], ("major", "minor")),
            (rates["budgets"][2:4], ("", "")),
        )
    )
    prose = " ".join(README.split())
    assert f"they raise {alone} issues together, with a source {with_source} (" in prose


def test_the_configuration_of_the_checks_is_accepted(tmp_path):
    (tmp_path / "terms.csv").write_text("source,target\nHaus,house\n", encoding="utf-8")
    page = (ROOT / "mtqa" / "checks" / "README.md").read_text("utf-8")
    shown = re.search(r"^```toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert shown
    (tmp_path / "mtqa.toml").write_text(shown[1], encoding="utf-8")
    config = load(tmp_path, {})
    in_force = {check.id for check in config.checks}
    assert {"carried.missing_quotes", "terms.missed_term"} <= in_force
    assert not any(check.startswith("spacing.") for check in in_force)
    assert "Rab" in config.suppression.allowed


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_commands_exist_with_their_options(document):
    for line in COMMAND.findall(document.read_text("utf-8")):
        _, name, *arguments = shlex.split(line)
        command = commands.commands.get(name)
        assert command, f"there is no `{line}`"
        known = {option for parameter in command.params for option in parameter.opts}
        given = {argument.partition("=")[0] for argument in arguments if argument.startswith("--")}
        assert given <= known, line


def test_every_command_of_the_readme_can_be_parsed():
    lines = [line for line in COMMAND.findall(README) if "..." not in line and "--" in line]
    assert len(lines) >= 3
    for line in lines:
        _, name, *arguments = shlex.split(line)
        commands.commands[name].make_context(name, arguments)


def test_the_exit_codes_are_those_of_the_commands():
    (paragraph,) = re.findall(r"^\*\*Exit codes\*\*: (.*?)\n\n", README, re.DOTALL | re.MULTILINE)
    told = re.findall(r"(?:^|[;.]\s)(\d+) (\w+)", paragraph)
    assert told == [
        ("0", "done"),
        (str(GATE_FAILED), "the"),
        (str(BAD_INPUT), "bad"),
        (str(INTERRUPTED), "interrupted"),
        ("1", "is"),
    ]


def test_the_configuration_is_accepted(tmp_path):
    (tmp_path / "mtqa.toml").write_text(block("toml"), encoding="utf-8")
    config = load(tmp_path, {})
    assert tomllib.loads(block("toml"))["gate"]["min_score"] == config.gate.min_score
    (loop,) = [check for check in config.checks if check.id == "repetition.phrase_loop"]
    assert loop.options["min_repeats"] == 5


def test_the_tree_names_every_part():
    tree = README.partition("## Where things are")[2].partition("\n## ")[0]
    folders = {path.parent.name + "/" for path in ROOT.glob("mtqa/*/*") if path.is_file()}
    modules = {path.name for path in ROOT.glob("mtqa/*.py") if not path.name.startswith("__")}
    named = set(re.findall(r"\b\w+(?:\.py|/)(?=[, ])", tree))
    assert (folders | modules) - {"__pycache__/"} <= named


@pytest.mark.parametrize("document", DOCUMENTS, ids=names)
def test_links_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#]+)", document.read_text("utf-8")):
        if not target.startswith("https://"):
            assert (document.parent / target).exists(), target


def test_the_layers_are_those_of_the_architecture_test():
    source = (ROOT / "tests" / "test_architecture.py").read_text("utf-8")
    layers = re.search(r"^LAYERS = \((.*?)^\)", source, re.DOTALL | re.MULTILINE)
    assert layers
    drawn = [set(line.split()) for line in between(CONTRIBUTING, "layers").splitlines()]
    assert drawn == [set(re.findall(r'"(\w+)"', line)) for line in layers[1].split("},")][:-1]


def test_the_check_shown_to_contributors_is_one_of_ours():
    shown = re.search(r"def (\w+)\((.*?)\) -> Hits", CONTRIBUTING)
    assert shown
    (check,) = [check for check in checks.CHECKS.values() if check.id.endswith(f".{shown[1]}")]
    assert f"`{check.id}`" in CONTRIBUTING
    assert all(f"{name}: int = {value}" in shown[2] for name, value in check.options.items())
    assert check.summary in CONTRIBUTING
