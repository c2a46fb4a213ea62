"""Rates of checks on texts of which every hit is known."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa.checks import CHECKS
from mtqa.cli import commands
from mtqa.errors import InputError
from mtqa.training import check_rates, check_tables
from mtqa.training.check_rates import SENTENCE, WHOLE, main, measure, unit_of
from mtqa.training.check_tables import CheckRow
from mtqa.training.check_texts import Article, Row, TextSet

GOOD = "The minister of the region visited the flooded villages on the coast this week."
DOUBLED = "The minister of the the region visited the flooded villages on the coast."
LONG = "A very long sentence that is said again as it stands here and nowhere else at all."
USED = ["repetition.doubled_word", "repetition.repeated_sentence", "amounts.added_number"]


def article(name: str, *rows: Row | str, whole: bool = False) -> Article:
    made = tuple(row if isinstance(row, Row) else Row(row) for row in rows)
    return Article(name, made, "de", whole)


HUMAN = TextSet("human", "by people", (
    article("lines", GOOD, DOUBLED, LONG, LONG),
    article("article", GOOD, LONG, LONG, "It rained.", whole=True),
    article("pairs", Row("It has 47 doors.", "Es hat Türen."), Row("It is red.", "Es ist rot.")),
), by_people=True)  # fmt: skip
GERMAN = TextSet("human en-de", "in German by people", (
    Article("g", (Row("Es hat 47 Türen.", "It has doors."),), "en", target_lang="de"),
), by_people=True)  # fmt: skip
MACHINE = TextSet("machine", "by machines", (
    article("m", Row(DOUBLED, faultless=True), DOUBLED, whole=True),
))  # fmt: skip


@pytest.fixture
def sets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(check_rates, "SETS", (lambda data: HUMAN, lambda data: MACHINE))
    monkeypatch.setattr(check_rates, "RESAMPLES", 20)
    return tmp_path


def rows(data: Path, **more: int | None) -> dict[str, CheckRow]:
    found = measure(data, [CHECKS[check] for check in USED], **more)
    return {row.check: row for row in found.rows}


def test_units() -> None:
    assert unit_of(CHECKS["repetition.doubled_word"]) == SENTENCE
    assert unit_of(CHECKS["repetition.repeated_sentence"]) == WHOLE
    assert unit_of(CHECKS["amounts.added_number"]) == "pair"


def test_each_check_is_counted_per_its_own_unit(sets: Path) -> None:
    found = rows(sets)
    doubled = found["repetition.doubled_word"]
    assert doubled.rates == {"human": 1000 / 10, "machine": 1000.0}
    twice = found["repetition.repeated_sentence"]
    assert twice.rates == {"human": 1000 / 4, "machine": 1000 / 2}
    pairs = found["amounts.added_number"]
    assert pairs.rates["human"] == 1000 / 2
    assert math.isnan(pairs.rates["machine"])


def test_hits_on_people_come_before_those_on_faultless_machines(sets: Path) -> None:
    hits = rows(sets)["repetition.doubled_word"].hits
    assert [hit.where for hit in hits] == ["human, lines", "machine, m"]
    assert (hits[0].before[-3:], hits[0].marked, hits[0].after[:7]) == ("of ", "the the", " region")
    assert [hit.where for hit in rows(sets, most=1)["repetition.doubled_word"].hits] == [
        "human, lines"
    ]


def test_a_long_hit_is_shortened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    twice = LONG.replace("stands", "stands and stands and stays for ever and for a day or two")
    texts = TextSet("human", "by people", (article("a", twice, twice, whole=True),), by_people=True)
    monkeypatch.setattr(check_rates, "SETS", (lambda data: texts,))
    (hit,) = rows(tmp_path)["repetition.repeated_sentence"].hits
    assert hit.marked == f"{twice[:60]}…{twice[-60:]}"


def test_recall_is_on_what_was_injected(sets: Path) -> None:
    found = rows(sets)
    assert found["repetition.doubled_word"].trials == 2  # the two articles with room for it
    assert found["repetition.doubled_word"].caught == 2
    assert (found["repetition.repeated_sentence"].caught or 0) <= 1
    (wrong,) = measure(sets, [CHECKS["encoding.wrong_code_page"]]).rows
    assert (wrong.caught, wrong.trials) == (None, None)


def test_budgets_are_of_all_checks_together(sets: Path) -> None:
    found = measure(sets, [CHECKS[check] for check in USED])
    assert {line.texts for line in found.budgets} == {"human"}
    rates = {(line.checks, line.severity): line for line in found.budgets}
    assert {key: line.rate.value for key, line in rates.items()} == {
        ("of the target alone", "major"): 1000 / 4,  # of whole articles only
        ("of the target alone", "minor"): 1000 / 10,
        ("and those with a source", "major"): 1000 / 4,
        ("and those with a source", "minor"): 1000 / 10 + 1000 / 2,
    }
    line = rates["of the target alone", "minor"]
    assert line.rate.low <= line.rate.value <= line.rate.high
    text = check_tables.markdown(found)
    assert "| human | of the target alone | major | 250.00 [" in text
    assert "| 5 | **broken** |" in text
    assert "| human | and those with a source | minor | 600.00 [" in text


def test_every_set_by_people_has_a_budget_and_hits(
    monkeypatch: pytest.MonkeyPatch, sets: Path
) -> None:
    monkeypatch.setattr(
        check_rates, "SETS", (lambda data: HUMAN, lambda data: MACHINE, lambda data: GERMAN)
    )
    found = measure(sets, [CHECKS["amounts.added_number"]])
    assert [line.texts for line in found.budgets] == ["human"] * 4 + ["human en-de"] * 4
    assert found.budgets[-1].rate.value == 1000.0
    assert {hit.where for hit in found.rows[0].hits} == {"human, pairs", "human en-de, g"}


def test_the_same_is_measured_every_time(sets: Path) -> None:
    used = [CHECKS[check] for check in USED]
    assert repr(measure(sets, used)) == repr(measure(sets, used))


def test_the_result_is_kept_as_markdown_and_json(sets: Path) -> None:
    text = main(sets, sets / "out" / "checks.md", show="repetition.doubled_word")
    assert (sets / "out" / "checks.md").read_text("utf-8") == text
    assert "| `repetition.doubled_word` | minor | 100.00 | 1000.00 | 100 % of 2 |" in text
    assert "The minister of ⟦the the⟧ region visited" in text
    content = json.loads((sets / "out" / "checks.json").read_text("utf-8"))
    assert content["format"] == check_tables.FORMAT
    assert content["rows"][0]["rates"] == {"human": 100.0, "machine": 1000.0}
    main(sets, sets / "all")
    content = json.loads((sets / "all.json").read_text("ascii"))
    nothing = next(row for row in content["rows"] if row["check"] == "amounts.added_number")
    assert nothing["rates"]["machine"] is None
    assert [row["check"] for row in content["rows"]] == [
        c.id for c in CHECKS.values() if not c.idle
    ]


def test_an_unknown_check(sets: Path) -> None:
    with pytest.raises(InputError, match=r"the nearest is 'repetition\.doubled_word'"):
        main(sets, None, show="repetition.doubled_words")


def test_text_of_hits_cannot_leave_its_code() -> None:
    hit = check_tables.Hit("a.b", "human, x", "`` a", "\x1b[31m`b", "| <b>", "said ```")
    assert check_tables._hit(hit) == (
        "- ``` `` a⟦\\x1b[31m`b⟧| <b> ``` ```` said ``` ```` (human, x)"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--checks", "--model", "none"],
        ["--checks", "--set", "x"],
        ["--show", "repetition.doubled_word"],
    ],
)
def test_options_that_do_not_go_together(arguments: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(commands, ["evaluate", "--data", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert "--checks" in result.output


def test_the_command_prints_what_it_measured(sets: Path) -> None:
    result = CliRunner().invoke(
        commands,
        ["evaluate", "--checks", "--data", str(sets), "--show", "repetition.doubled_word"],
    )
    assert "| `repetition.doubled_word` | minor | 100.00 | 1000.00 | 100 % of 2 |" in result.output
