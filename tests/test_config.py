"""Layers, origins and faults of the configuration."""

import dataclasses
from pathlib import Path

import pytest

from mtqa.checks import CHECKS, Suppression
from mtqa.config import Config, General, Scoring, Selection, load
from mtqa.errors import ConfigError
from mtqa.gate import Limits
from mtqa.mqm import Severity

CHECK, OPTION = next(
    (check.id, name)
    for check in CHECKS.values()
    for name, default in check.options.items()
    if type(default) is int
)
ON = [check.id for check in CHECKS.values() if check.off is None]
"""Checks that run unless something is said."""


def configured(folder: Path, text: str = "", environment=None, **options: object) -> Config:
    (folder / "mtqa.toml").write_text(text, encoding="utf-8")
    dotted = {key.replace("__", "."): value for key, value in options.items()}
    return load(folder, environment or {}, dotted)


def faults(folder: Path, text: str = "", environment=None, **options: object) -> list[str]:
    with pytest.raises(ConfigError) as error:
        configured(folder, text, environment, **options)
    return [
        line.replace(str(folder / "mtqa.toml"), "FILE") for line in str(error.value).split("\n")
    ]


def keys(table: type) -> str:
    return ", ".join(member.name for member in dataclasses.fields(table))


def origin(config: Config, key: str) -> tuple[str, str]:
    return next((s.value, s.origin) for s in config.settings if s.key == key)


def test_defaults(tmp_path):
    config = load(tmp_path, {})
    assert (config.general, config.scoring, config.gate) == (General(), Scoring(), Limits())
    assert [check.id for check in config.checks] == ON
    assert {setting.origin for setting in config.settings} == {"default"}


def test_every_key_is_listed_once(tmp_path):
    keys = [setting.key for setting in load(tmp_path, {}).settings]
    tables = {"": General, "score.": Scoring, "checks.": Selection, "gate.": Limits}
    assert keys == [
        prefix + member.name
        for prefix, kind in tables.items()
        for member in dataclasses.fields(kind)
    ]


def test_later_layers_win_and_say_where_they_are(tmp_path):
    text = 'model = "none"\n[score]\nthreads = 2\nencoding = "latin-1"\ntarget_lang = "en"\n'
    environment = {"MTQA_SCORE_THREADS": "3", "MTQA_SCORE_ENCODING": "cp1252", "PATH": "/bin"}
    config = configured(tmp_path, text, environment, score__encoding="utf-8", score__include=())
    assert config.general.model == "none"
    assert config.scoring == Scoring(encoding="utf-8", target_lang="en", threads=3)
    file = str(tmp_path / "mtqa.toml")
    assert origin(config, "model") == ("none", file)
    assert origin(config, "score.target_lang") == ("en", file)
    assert origin(config, "score.threads") == ("3", "environment MTQA_SCORE_THREADS")
    assert origin(config, "score.encoding") == ("utf-8", "--encoding")
    assert origin(config, "score.include") == ("", "default")


def test_an_option_of_two_words_is_named_as_typed(tmp_path):
    assert origin(load(tmp_path, {}, {"gate.min_score": 3.0}), "gate.min_score")[1] == "--min-score"


def test_pyproject_has_a_table_of_its_own(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.mtqa.gate]\nmin_score=7\n'
    )
    config = load(tmp_path, {})
    assert config.gate == Limits(min_score=7.0)
    assert origin(config, "gate.min_score") == ("7.0", str(tmp_path / "pyproject.toml"))


def test_the_nearest_file_above_counts_alone(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    (tmp_path / "mtqa.toml").write_text('model = "none"')
    assert load(deep, {}).general.model == "none"
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "no table for mtqa"\n')
    assert load(deep, {}).general.model == "none"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.mtqa.score]\nthreads = 1\n")
    assert load(deep, {}).scoring.threads == 1
    assert load(deep, {}).general.model == "embedded"
    (tmp_path / "a" / "mtqa.toml").write_text("[score]\nthreads = 2\n")
    assert load(deep, {}).scoring.threads == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", 1),
        ("8", 8),
    ],
)
def test_environment_is_text_made_a_number(tmp_path, text, expected):
    assert load(tmp_path, {"MTQA_SCORE_THREADS": text}).scoring.threads == expected


@pytest.mark.parametrize(("text", "expected"), [("true", True), ("1", True), ("no", False)])
def test_environment_is_text_made_a_truth(tmp_path, text, expected):
    assert load(tmp_path, {"MTQA_SCORE_SEGMENTED": text}).scoring.segmented is expected


def test_environment_lists_are_parted_by_commas(tmp_path):
    config = load(tmp_path, {"MTQA_SCORE_INCLUDE": "*.txt, news/*.md"})
    assert config.scoring.include == ("*.txt", "news/*.md")


def test_an_empty_variable_is_not_set(tmp_path):
    assert load(tmp_path, {"MTQA_MODEL": ""}).general.model == "embedded"


def test_all_faults_are_told_at_once(tmp_path):
    text = f"""
    model = "embeded"
    modell = 3
    [score]
    thread = 2
    threads = 0
    segmented = "yes"
    [gate]
    min_scor = 70
    min_score = 170
    max_garbled = 1.5
    min_grade = "G"
    [checks]
    disable = ["repetitoin"]
    [checks."{CHECK}"]
    {OPTION}s = 3
    {OPTION} = "three"
    severity = "huge"
    [checks."no.such"]
    x = 1
    """
    found = faults(tmp_path, text, {"MTQA_SCORE_THREDS": "1", "MTQA_GATE_MAX_MAJOR": "few"})
    expected = [
        "FILE: unknown key modell; the nearest is model",
        "FILE: unknown key score.thread; the nearest is score.threads",
        "FILE: unknown key gate.min_scor; the nearest is gate.min_score",
        "environment MTQA_SCORE_THREDS: there is no such setting; the nearest is MTQA_SCORE_THR",
        "FILE: model: 'embeded' will not do: input should be 'embedded' or 'none'",
        "FILE: score.segmented: 'yes' will not do: input should be a valid boolean",
        "FILE: score.threads: 0 is too few; give 1 or more",
        "FILE: gate.min_score: 170.0 ",
        "FILE: gate.min_grade: 'G' ",
        "FILE: gate.max_garbled: 1.5 will not do: input should be a valid integer",
        "environment MTQA_GATE_MAX_MAJOR: 'few' will not do: ",
    ]
    assert [line[: len(start)] for line, start in zip(found, expected, strict=False)] == expected
    about_checks = found[11:]
    assert len(about_checks) == 5
    assert f"'{OPTION}s'; the nearest is" in about_checks[0]
    assert f"{OPTION} must be a whole number" in about_checks[1]
    assert "severity: 'huge' will not do" in about_checks[2]
    assert about_checks[3].endswith("there is no check 'no.such'; `mtqa checks` lists all")
    assert "checks.disable: there is no check 'repetitoin'" in about_checks[4]
    assert all(line.startswith("FILE: checks") for line in about_checks)


def test_a_fault_names_what_the_user_typed_once(tmp_path):
    options = {
        "gate.max_lost_keywords": 3.0,
        "gate.max_issues": ("no.such=0",),
        "gate.max_document_issues": ("Nosuch=0",),
        "score.threads": 0,
        "checks.disable": ("no.such",),
    }
    with pytest.raises(ConfigError) as error:
        load(tmp_path, {}, options)
    assert [line.partition("; ")[0] for line in str(error.value).splitlines()] == [
        "--threads: 0 is too few",
        "--max-document-issues: there is no category 'Nosuch'",
        "--max-lost-keywords: 3.0 cannot be a limit",
        "--max-issues: there is no check 'no.such'",
        "--disable: there is no check 'no.such'",
    ]
    text = '[gate]\nmax_issues = ["no.such=0"]\n[gate.languages.de]\nmax_issues = ["no.so=0"]'
    assert faults(tmp_path, text) == [
        "FILE: gate.max_issues: there is no check 'no.such'; `mtqa checks` lists all",
        "FILE: gate.languages.de.max_issues: there is no check 'no.so'; `mtqa checks` lists all",
    ]


@pytest.mark.parametrize("content", [b"model =", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml(tmp_path, content):
    (tmp_path / "mtqa.toml").write_bytes(content)
    with pytest.raises(ConfigError, match=r"mtqa.toml: cannot be read as TOML"):
        load(tmp_path, {})


def test_a_table_must_be_a_table(tmp_path):
    assert faults(tmp_path, "score = 3") == [
        f"FILE: unknown key score; score is a table and its keys are {keys(Scoring)}"
    ]


def test_only_a_name_that_is_alike_is_suggested(tmp_path):
    text = """
    threads = 2
    banana = 1
    [score]
    thread = 2
    min_score = 7
    banana = 1
    [tables]
    banana = 1
    """
    environment = {"MTQA_BANANA": "1", "MTQA_SCORE_BANANA": "1", "MTQA_THREADS": "1"}
    tables = "the tables are score, checks, gate"
    expected = [
        "FILE: unknown key threads; the nearest is score.threads",
        f"FILE: unknown key banana; the keys outside a table are {keys(General)}; {tables}",
        "FILE: unknown key score.thread; the nearest is score.threads",
        "FILE: unknown key score.min_score; the nearest is gate.min_score",
        f"FILE: unknown key score.banana; score is a table and its keys are {keys(Scoring)}",
        f"FILE: unknown key tables.banana; there is no table tables; {tables}",
        "environment MTQA_BANANA: there is no such setting; `mtqa config` lists all",
        "environment MTQA_SCORE_BANANA: there is no such setting; `mtqa config` lists all",
        "environment MTQA_THREADS: there is no such setting; the nearest is MTQA_SCORE_THREADS",
    ]
    found = faults(tmp_path, text, environment)
    assert [line[: len(start)] for line, start in zip(found, expected, strict=True)] == expected


@pytest.mark.parametrize("table", [f'checks."{CHECK}"', f"checks.{CHECK}"])
def test_options_of_a_check(tmp_path, table):
    config = configured(tmp_path, f'[{table}]\n{OPTION} = 9\nseverity = "minor"\n')
    check = next(check for check in config.checks if check.id == CHECK)
    assert (check.options[OPTION], check.severity) == (9, Severity.MINOR)
    assert origin(config, f"checks.{CHECK}.{OPTION}") == ("9", str(tmp_path / "mtqa.toml"))
    assert len(config.checks) == len(ON)


def test_checks_by_theme_and_id(tmp_path):
    theme = CHECKS[CHECK].theme
    of_theme = [check.id for check in CHECKS.values() if check.theme == theme]
    enabled = configured(tmp_path, f'[checks]\nenable = ["{theme}"]\ndisable = ["{CHECK}"]')
    assert [check.id for check in enabled.checks] == [i for i in of_theme if i != CHECK]
    disabled = configured(tmp_path, "", {"MTQA_CHECKS_DISABLE": theme})
    assert [check.id for check in disabled.checks] == [i for i in ON if i not in of_theme]
    off = configured(tmp_path, f'[checks."{CHECK}"]\nenabled = false')
    assert [check.id for check in off.checks] == [i for i in ON if i != CHECK]


def test_what_shaped_a_run_leaves_the_gate_out(tmp_path):
    config = configured(tmp_path, f'[gate]\nmin_score = 70\n[checks."{CHECK}"]\n{OPTION} = 9\n')
    shaped = config.of_run()
    assert shaped["model"] == "embedded"
    assert shaped[f"checks.{CHECK}.{OPTION}"] == "9"
    assert not any(key.startswith("gate") for key in shaped)


def test_lists_and_flags_as_text(tmp_path):
    config = configured(tmp_path, '[score]\ninclude = ["a", "b"]\nsegmented = true')
    assert origin(config, "score.include")[0] == "a, b"
    assert origin(config, "score.segmented")[0] == "true"


def test_allowed_words_come_from_the_list_and_the_file(tmp_path):
    names = "\N{BYTE ORDER MARK}# names\n\n  Duran Duran \r\n#x\nRab\n"
    (tmp_path / "names.txt").write_text(names, encoding="utf-8")
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "mtqa.toml").write_text('allow = ["the the"]\nallow_file = "names.txt"\n', "utf-8")
    config = load(below, {})
    assert config.suppression == Suppression(("the the", "Duran Duran", "Rab"))
    assert load(below, {"MTQA_ALLOW": "a b, c"}).suppression.allowed[:2] == ("a b", "c")


def test_checks_are_silent_in_files_by_glob(tmp_path):
    text = """
        [per-file-ignores]
        "drafts/*" = ["markup", "repetition.doubled_word"]
        "*.md" = ["punctuation"]
        """
    config = configured(tmp_path, text)
    assert config.suppression == Suppression(
        per_file=(
            ("drafts/*", ("markup", "repetition.doubled_word")),
            ("*.md", ("punctuation",)),
        ),
        folder=str(tmp_path),
    )
    assert origin(config, "per-file-ignores.*.md") == ("punctuation", str(tmp_path / "mtqa.toml"))


def test_faults_of_what_is_silenced(tmp_path):
    text = """
        allow_file = "no.txt"
        [per-file-ignores]
        "a/*" = ["markp"]
        "b/*" = "markup"
        """
    assert faults(tmp_path, text) == [
        f"FILE: allow_file: {tmp_path}/no.txt: cannot be read: No such file or directory",
        "FILE: per-file-ignores: a/*: there is no check 'markp'; the nearest is 'markup'",
        "FILE: per-file-ignores: b/*: 'markup' will not do: input should be a list",
    ]
    (tmp_path / "no.txt").write_bytes(b"\xff")
    assert faults(tmp_path, 'allow_file = "no.txt"') == [
        f"FILE: allow_file: {tmp_path}/no.txt: is not UTF-8; save it as that"
    ]
