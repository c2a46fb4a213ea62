"""What the JSON formats hold is what their published schemas say, no field less and none more."""

import json
from copy import deepcopy
from importlib import resources
from typing import Any

import jsonschema
import pytest

from mtqa.compare import compare
from mtqa.types import Report
from mtqa.writers import comparison_json, jsonl
from mtqa.writers import json as report_json


def schema(name: str) -> dict[str, Any]:
    text = (resources.files("mtqa.writers") / "schema" / f"{name}.schema.json").read_text("utf-8")
    parsed = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(parsed)
    return parsed


def closed(part: Any) -> Any:
    """The schema with no room for a field it does not name."""
    if isinstance(part, list):
        return [closed(item) for item in part]
    if not isinstance(part, dict):
        return part
    inner = {name: closed(value) for name, value in part.items()}
    if isinstance(part.get("properties"), dict) and "required" in part:
        inner["additionalProperties"] = False
    return inner


def errors(value: Any, rules: dict[str, Any]) -> list[str]:
    found = jsonschema.Draft202012Validator(rules).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


def test_the_report_is_as_its_schema_says(report: Report) -> None:
    whole = json.loads("".join(report_json.chunks(report)))
    assert errors(whole, closed(schema("report"))) == []
    empty = json.loads("".join(report_json.chunks(Report((), complete=False))))
    assert errors(empty, closed(schema("report"))) == []


def test_a_line_is_as_the_schema_says(report: Report) -> None:
    rules = schema("report")
    line = {"$defs": rules["$defs"], "$ref": "#/$defs/line", "unevaluatedProperties": False}
    for text in jsonl.chunks(report):
        assert errors(json.loads(text), line) == []


def test_the_comparison_is_as_its_schema_says(report: Report) -> None:
    less = Report(tuple(report.documents[1:]), signature="mtqa:0.2.0|x:y")
    for one, other in ((report, less), (less, report), (Report(()), Report(()))):
        whole = json.loads("".join(comparison_json.chunks(compare(one, other))))
        assert errors(whole, closed(schema("comparison"))) == []


def test_a_field_that_the_schema_does_not_name_is_seen(report: Report) -> None:
    whole = json.loads("".join(report_json.chunks(report)))
    other = deepcopy(whole)
    other["documents"][0]["segments"][0]["issues"][0]["colour"] = "red"
    del other["documents"][1]["grade"]
    assert len(errors(other, closed(schema("report")))) == 2
    assert len(errors(other, schema("report"))) == 1  # a reader passes over what it does not know


@pytest.mark.parametrize("name", ["report", "comparison"])
def test_every_field_is_explained_and_required(name: str) -> None:
    def bare(part: Any, place: str) -> list[str]:
        if isinstance(part, list):
            return [hit for item in part for hit in bare(item, place)]
        if not isinstance(part, dict):
            return []
        found = [hit for key, value in part.items() for hit in bare(value, f"{place}/{key}")]
        fields = part.get("properties")
        if isinstance(fields, dict):
            if set(part["required"]) != set(fields):
                found.append(f"{place}: not all are required")
            for field, rules in fields.items():
                counted = rules.get("type") == "integer" and "description" in part
                if not ({"description", "$ref"} & rules.keys() or counted):
                    found.append(f"{place}/{field}")
        return found

    assert bare(schema(name), "") == []


def test_format_numbers_are_those_of_the_writers() -> None:
    assert schema("report")["properties"]["format"]["const"] == report_json.FORMAT
    assert schema("comparison")["properties"]["format"]["const"] == comparison_json.FORMAT
