"""Imports point one way, start-up is light, and modules keep to the house rules."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "mtqa"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Lowest first. A module imports from lower layers and from its own part, never from a sibling part
# in its layer. A part is a folder or a top-level module; what is not named here fails the test.
LAYERS = (
    {"mqm", "errors", "records"},
    {"types"},
    {"text"},
    {"columns", "summary", "wording", "fitness", "layers", "compare", "decision"},
    {"checks", "scorers", "readers", "writers", "gate", "run", "frames"},
    {"grading", "config"},
    {"assess", "review"},
    {"training"},
    {"cli"},
    {"__main__"},
)
RANK = {part: rank for rank, parts in enumerate(LAYERS) for part in parts}

# (module, imported part): why an arrow may point up.
EXCEPTIONS = {
    ("types", "frames"): "Report.to_frame imports pandas only when it is called",
}
NEUTRAL = {"__init__"}
"""The package itself: it holds the version, and imports what it exports only when asked."""

HEAVY = ["torch", "transformers", "pandas", "numpy", "pydantic", "rich", "jinja2", "tokenizers"]
LONGEST = 300
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler"}
TABLES = {"chardata.py", "lexicon.py"}
"""Tables of characters and words may be as long as the language is."""


def part(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[tuple[str, int]]:
    """Parts of mtqa that a module imports anywhere, with the line."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: import mtqa by its full name"
            names = [node.module or ""]
            if node.module == "mtqa":
                names = [f"mtqa.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "mtqa":
                target = parts[1] if len(parts) > 1 else "__init__"
                yield ("__init__" if target == "__version__" else target), node.lineno


def public_functions(module: Path) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    def inside(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
        for node in body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield node
                if isinstance(node, ast.ClassDef):
                    yield from inside(node.body)

    return inside(ast.parse(module.read_text("utf-8")).body)


def names(module: Path) -> str:
    return str(module.relative_to(PACKAGE))


@pytest.mark.parametrize("module", MODULES, ids=names)
def test_imports_point_down(module):
    here = part(module)
    if here in NEUTRAL:
        return
    assert here in RANK, f"{here} has no layer; give it one in LAYERS and in CONTRIBUTING.md"
    wrong = [
        f"{names(module)}:{line} imports {other}"
        for other, line in imported(module)
        if other not in {here, *NEUTRAL}
        and RANK[other] >= RANK[here]
        and (here, other) not in EXCEPTIONS
    ]
    assert not wrong


def test_every_exception_is_needed():
    found = {(part(module), other) for module in MODULES for other, _ in imported(module)}
    assert EXCEPTIONS.keys() <= found


def test_the_picture_is_of_this_package():
    parts = {part(module) for module in MODULES} - NEUTRAL
    assert parts == RANK.keys()


def test_a_wrong_arrow_is_seen(tmp_path, monkeypatch):
    module = tmp_path / "text" / "words.py"
    module.parent.mkdir()
    module.write_text("def f():\n    from mtqa import cli\n    import mtqa.checks.base\n")
    monkeypatch.setattr(sys.modules[__name__], "PACKAGE", tmp_path)
    with pytest.raises(AssertionError, match=r"words.py:2 imports cli"):
        test_imports_point_down(module)


@pytest.mark.parametrize(
    "arguments",
    [["-c", "import mtqa"], ["-m", "mtqa", "--help"], ["-m", "mtqa", "score", "--help"]],
    ids=" ".join,
)
def test_start_up_is_light(arguments):
    code = (
        "import atexit, json, runpy, sys\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
    )
    if arguments[0] == "-c":
        code += arguments[1]
    else:
        code += f"sys.argv[1:] = {arguments[2:]!r}\n"
        code += "runpy.run_module('mtqa', run_name='__main__', alter_sys=True)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = json.loads(done.stderr.splitlines()[-1])
    assert "mtqa" in loaded
    assert [name for name in HEAVY if name in loaded] == []
    assert len(loaded) < 250  # the whole of click and the standard library it needs is about 150


@pytest.mark.parametrize("module", MODULES, ids=names)
def test_house_rules(module):
    text = module.read_text("utf-8")
    if module.name not in TABLES:
        assert text.count("\n") <= LONGEST, "too long: split it by what it does"
    assert module.stem not in DRAWERS, "name a module after what it holds"
    tree = ast.parse(text)
    if text.strip():
        assert ast.get_docstring(tree), "a module says what it is for"
    bare = [node.name for node in public_functions(module) if not ast.get_docstring(node)]
    assert bare == [], "every public function and class has a docstring"


def test_only_the_command_line_and_writers_print():
    printing = {
        names(module)
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "exit", "quit"}
        and part(module) not in {"cli", "writers", "training"}
    }
    assert printing == set()
