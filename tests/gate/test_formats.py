"""What the gate writes for people, programs and CI services."""

import json
import re
import xml.etree.ElementTree as ET
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from mtqa.cli.gate import FORMATS as NAMED
from mtqa.decision import Decision
from mtqa.gate import Baseline, Limits, Policy, decide
from mtqa.mqm import Severity
from mtqa.types import Failure, Report
from mtqa.writers.gate import FORMATS, github, gitlab, junit, md, sarif, text
from mtqa.writers.gate import json as gate_json
from mtqa.writers.gate.paths import in_repository
from tests.gate.conftest import MakeArticle, MakeRun, issue, make_article

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-schema-2.1.0.json").read_text())
MANUAL = {"a.b": "Something is odd.\n\nWhat is\nleft alone.\n\n>>> 1 + 1\n2"}
EVIL = "::error::\x1b[31m%0A<script>&lt; | `x` \ud800\x00 @team\n\n# out"
LIMITS = Limits(min_score=70, max_major=0, max_garbled=0)


@pytest.fixture
def decision(article: MakeArticle, run: MakeRun) -> Decision:
    good = article("good.txt", "All is well here.//And here it is too.", (95, 96))
    poor = article(
        "in/poor.txt",
        "It is fine.//The bridge\nfell again odd.//Nobody said so.",
        (90, 10, 80),
        garbled=(1,),
        issues=[(1, issue(22, 25)), (0, issue(0, 2, Severity.MINOR, "c.d"))],
    )
    return decide(run(good, poor), Policy(LIMITS))


@pytest.fixture
def evil(run: MakeRun) -> Decision:
    article = make_article(
        f"in/{EVIL}.txt",
        f"{EVIL} bridge.//{EVIL}",
        (10, 20),
        garbled=(0,),
        issues=[(0, issue(0, 9))],
    )
    report = run(article, failures=(Failure(EVIL, EVIL),))
    return decide(report, Policy(LIMITS))


@pytest.fixture
def of_nothing(run: MakeRun) -> Decision:
    return decide(run(complete=False), Policy(LIMITS))


def written(module: Any, decision: Decision) -> str:
    return "".join(module.chunks(decision, MANUAL))


def test_formats_are_those_of_the_command() -> None:
    assert list(NAMED) == list(FORMATS)


def test_text(decision: Decision) -> None:
    assert written(text, decision).splitlines() == [
        "gate: 1 major or critical issue, above 0; worst in in/poor.txt "
        "(1 major or critical issue), first at in/poor.txt:3:12.",
        "gate: 1 garbled sentence, above 0; worst in in/poor.txt (1 garbled sentence), "
        "first at in/poor.txt:2:1.",
        "gate: in/poor.txt: score 50.9 is below 70, weakest at in/poor.txt:2:1.",
        "gate: FAILED (3)",
    ]


def test_findings_are_each_listed_once_and_what_fails_comes_first(decision: Decision) -> None:
    listed = [(one.fails, one.place.kind, one.place.where) for one in decision.findings]
    assert listed == [
        (True, "sentence.garbled", "in/poor.txt:2:1"),
        (True, "a.b", "in/poor.txt:3:12"),
        (True, "sentence.weak", "in/poor.txt:1:1"),
        (True, "sentence.weak", "in/poor.txt:4:1"),
        (False, "c.d", "in/poor.txt:1:1"),
    ]
    assert {one.is_known for one in decision.findings} == {None}


def test_workflow_commands(decision: Decision) -> None:
    lines = written(github, decision).splitlines()
    assert lines[0] == (
        "::error file=in/poor.txt,line=3,col=12,endLine=3,endColumn=15,title=mtqa gate::"
        "1 major or critical issue, above 0; worst in in/poor.txt (1 major or critical issue), "
        "first at in/poor.txt:3:12."
    )
    assert lines[2].startswith("::error file=in/poor.txt,line=2,col=1,endLine=3,endColumn=16,")
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 3 + ["::warning"] * 4
    assert lines[4].endswith("title=mtqa a.b::odd")


def test_a_missing_translation_is_told_in_words(run: MakeRun) -> None:
    silent = make_article("in/gone.txt", "All is well here.//", (95, 5), garbled=(1,))
    decision = decide(run(silent), Policy(Limits(max_garbled=0)))
    for made in (github, junit):
        assert "garbled sentence (5.0): (no translation)" in "".join(made.chunks(decision, MANUAL))


def test_no_more_commands_than_are_shown(run: MakeRun) -> None:
    many = [make_article(f"{i}.txt", f"Number {i} is odd.//So it is.", (10, 20)) for i in range(15)]
    lines = written(github, decide(run(*many), Policy(Limits(min_score=50)))).splitlines()
    assert sum(line.startswith("::error ") for line in lines) == github.SHOWN
    assert sum(line.startswith("::warning ") for line in lines) == github.SHOWN
    assert lines[-1] == (
        "::notice title=mtqa gate::5 more reasons and 20 more places not shown here; "
        "see the summary of the job"
    )


COMMAND = re.compile(
    r"::(error|warning|notice) (?:[a-zA-Z]+=[^,:\r\n]*)(?:,[a-zA-Z]+=[^,:\r\n]*)*::[^\r\n]*"
)


def test_no_article_writes_a_command_of_its_own(evil: Decision) -> None:
    shown = written(github, evil)
    assert "\x1b" not in shown
    for line in shown.splitlines():
        assert COMMAND.fullmatch(line), line
    assert "%250A" in shown  # a percent sign of the article is not an escape of ours


def test_a_summary_for_people(decision: Decision) -> None:
    shown = written(md, decision)
    assert shown.startswith("## mtqa gate: FAILED\n\n- 1 major or critical issue, above 0;")
    assert "| **broken** | Score of every article is at least 70. | 50\\.9 | in/poor.txt |" in shown
    assert "| in/poor.txt\\:3:12 | major | odd (`a.b`) |" in shown
    assert "not interrupted" not in shown
    assert "Signature: mtqa:1" in shown.replace("\\", "")


def test_a_summary_that_holds_nothing_of_an_article_but_text(evil: Decision) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(written(md, evil))
    kinds = {child.type for token in tokens for child in token.children or ()}
    assert kinds <= {"text", "text_special", "code_inline", "strong_open", "strong_close"}
    headings = [t.content for t, before in zip(tokens[1:], tokens, strict=False)
                if before.type == "heading_open"]  # fmt: skip
    assert headings == ["mtqa gate: FAILED", "Where to look"]


def test_a_long_summary_is_cut(run: MakeRun) -> None:
    many = [
        make_article(f"{i}.txt", f"Number {i} is odd.//So it is.", (10, 20)) for i in range(500)
    ]
    shown = written(md, decide(run(*many), Policy(Limits(min_score=50))))
    assert "… and 480 more reasons." in shown
    assert "… and 980 more places." in shown
    assert len(shown.encode()) < 65_536


def checked(decision: Decision) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(written(sarif, decision))
    jsonschema.Draft7Validator(SCHEMA).validate(log)
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(ids) == len(set(ids))
    assert all(ids[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    return dict(run)


def test_sarif(decision: Decision) -> None:
    run = checked(decision)
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["properties"]["passed"] is False
    garbled, odd, *_, minor = run["results"]
    assert (odd["ruleId"], odd["level"], odd["message"]["text"]) == ("a.b", "error", "odd")
    assert odd["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "in/poor.txt"},
                "region": {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 15},
            }
        }
    ]
    assert garbled["locations"][0]["physicalLocation"]["region"]["endLine"] == 3
    assert minor["level"] == "note"
    assert "baselineState" not in odd
    assert "suppressions" not in odd
    (rule,) = [rule for rule in run["tool"]["driver"]["rules"] if rule["id"] == "a.b"]
    assert rule["fullDescription"]["text"] == rule["help"]["text"]
    assert rule["help"]["text"] == "Something is odd.\n\nWhat is left alone."
    assert rule["help"]["markdown"] == (
        "Something is odd.\n\nWhat is left alone.\n\n```python\n>>> 1 + 1\n2\n```"
    )
    assert rule["shortDescription"]["text"] == "Something is odd."


def test_a_rule_whose_page_has_no_prose_is_called_by_its_name(decision: Decision) -> None:
    log = json.loads("".join(sarif.chunks(decision, {"a.b": ">>> 1 + 1\n2"})))
    (rule,) = [r for r in log["runs"][0]["tool"]["driver"]["rules"] if r["id"] == "a.b"]
    assert rule["shortDescription"]["text"] == rule["help"]["text"] == "a.b"


def test_sarif_says_what_is_new(run: MakeRun) -> None:
    text = "One thing is odd.//Another is not."
    before = make_article("a.txt", text, (50, 90), issues=[(0, issue(0, 3))])
    after = make_article(
        "a.txt",
        f"{text}//A third thing.",
        (50, 90, 40),
        issues=[(0, issue(0, 3)), (2, issue(0, 1))],
    )
    decision = decide(run(after), Policy(Limits(max_major=0)), Baseline.of(run(before)))
    new, known = checked(decision)["results"]
    assert (new["baselineState"], new["suppressions"], new["level"]) == ("new", [], "error")
    assert (known["baselineState"], known["level"]) == ("unchanged", "warning")
    assert known["suppressions"] == [
        {"kind": "external", "justification": "in the baseline of mtqa"}
    ]
    assert new["partialFingerprints"] != known["partialFingerprints"]


def test_sarif_of_hostile_text_and_of_nothing(evil: Decision, of_nothing: Decision) -> None:
    run = checked(evil)
    assert run["results"]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9%._~/-]+", uri)
    notes = run["invocations"][0]["toolExecutionNotifications"]
    assert [note["level"] for note in notes] == ["error"]  # the input that was lost
    nothing = checked(of_nothing)
    assert nothing["results"] == []
    texts = [note["message"]["text"] for note in nothing["invocations"][0][
        "toolExecutionNotifications"]]  # fmt: skip
    assert any("interrupted" in text for text in texts)


def test_sarif_is_cut_where_github_stops_reading(run: MakeRun, monkeypatch) -> None:
    monkeypatch.setattr(sarif, "SHOWN", 3)
    many = [
        make_article(f"{i}.txt", "Odd it is.", (50,), issues=[(0, issue(0, 3))]) for i in range(5)
    ]
    found = checked(decide(run(*many), Policy(Limits(max_major=9))))
    assert len(found["results"]) == 3
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"] for note in notes] == ["2 more findings left out"]


def test_junit(decision: Decision, tmp_path: Path) -> None:
    path = tmp_path / "gate.xml"
    path.write_text(written(junit, decision), "utf-8")
    (suite,) = JUnitXml.fromfile(str(path))
    assert (suite.tests, suite.failures, suite.errors) == (8, 3, 0)
    broken = [case for case in suite if case.result]
    assert [case.classname for case in broken] == [
        "max_major",
        "max_garbled",
        "min_score.in/poor.txt",
    ]
    assert broken[0].result[0].text.splitlines()[1] == "in/poor.txt:3:12: odd"
    case = ET.parse(path).find(".//testcase[@file]")
    assert case is not None
    assert (case.get("file"), case.get("line")) == ("in/poor.txt", "2")


def test_junit_of_hostile_text_and_of_nothing(evil: Decision, of_nothing: Decision) -> None:
    root = ET.fromstring(written(junit, evil))
    assert int(root.get("failures", 0)) == len(evil.reasons)
    suites = ET.fromstring(written(junit, of_nothing))
    assert int(suites.get("failures", 0)) == len(of_nothing.reasons) == 2


def test_code_quality(decision: Decision, evil: Decision, of_nothing: Decision) -> None:
    entries = json.loads(written(gitlab, decision))
    assert entries[1] == {
        "description": "odd",
        "check_name": "a.b",
        "fingerprint": entries[1]["fingerprint"],
        "severity": "major",
        "location": {"path": "in/poor.txt", "lines": {"begin": 3}},
    }
    assert json.loads(written(gitlab, of_nothing)) == []
    assert json.loads(written(gitlab, evil))


def test_no_two_entries_of_code_quality_have_one_fingerprint(run: MakeRun) -> None:
    twice = make_article(
        "a.txt", "Odd it is.//Odd it is.", (50, 50), issues=[(0, issue(0, 3)), (1, issue(0, 3))]
    )
    entries = json.loads(written(gitlab, decide(run(twice), Policy(Limits(max_major=0)))))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 2


def test_json(decision: Decision, evil: Decision) -> None:
    found = json.loads(written(gate_json, decision))
    assert (found["format"], found["passed"], len(found["reasons"])) == (1, False, 3)
    (rule,) = [rule for rule in found["rules"] if rule["name"] == "min_score"]
    assert (rule["value"], rule["limit"], rule["passed"]) == (pytest.approx(560 / 11), 70, False)
    assert rule["articles"][0]["places"][0]["line"] == 2
    assert [one["kind"] for one in found["findings"]] == [
        one.place.kind for one in decision.findings
    ]
    assert json.loads(written(gate_json, evil))["findings"][0]["path"].startswith("in/::error::")


def test_json_is_what_its_schema_says(decision: Decision, evil: Decision) -> None:
    """No field less, and none more."""
    schema = json.loads(
        (resources.files("mtqa.writers") / "schema" / "gate.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)

    def close(part: Any) -> Any:
        if isinstance(part, list):
            return [close(item) for item in part]
        if not isinstance(part, dict):
            return part
        inner = {name: close(value) for name, value in part.items()}
        return inner | ({"additionalProperties": False} if "properties" in part else {})

    for one in (decision, evil):
        found = json.loads(written(gate_json, one))
        jsonschema.Draft202012Validator(close(schema)).validate(found)


def test_a_score_that_is_no_number_can_be_written(run: MakeRun, article: MakeArticle) -> None:
    from dataclasses import replace

    strange = replace(article("a.txt", "It is odd.", (50,)), score=float("nan"))
    decision = decide(run(strange), Policy(Limits(min_score=0)))
    assert json.loads(written(gate_json, decision))["passed"] is False
    checked(decision)
    for module in (text, md, github, junit, gitlab):
        assert written(module, decision)


def test_paths_are_those_of_the_repository(tmp_path: Path, monkeypatch) -> None:
    from mtqa.writers.gate import paths

    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "repo" / "docs")
    paths._root.cache_clear()
    assert in_repository("a.txt") == "docs/a.txt"
    assert in_repository("../b.txt") == "b.txt"
    assert in_repository(str(tmp_path / "repo" / "c.txt")) == "c.txt"
    outside = str(tmp_path / "d.txt")
    assert in_repository(outside) == outside
    paths._root.cache_clear()


def test_the_order_of_the_articles_changes_no_format(run: MakeRun) -> None:
    made = [
        make_article(f"{i}.txt", f"Number {i} is odd.//So it is.", (10 + i, 20), garbled=(0,))
        for i in range(4)
    ]
    one, other = (
        decide(Report(order, signature="s"), Policy(LIMITS)) for order in (made, made[::-1])
    )
    for module in (text, md, github, sarif, junit, gitlab, gate_json):
        assert written(module, one) == written(module, other)
