import json

import pytest
from click.testing import CliRunner

from mtqa.cli.schema import SCHEMAS, schema


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_printed(name: str) -> None:
    result = CliRunner().invoke(schema, [name], catch_exceptions=False)
    assert json.loads(result.output)["$id"] == f"urn:mtqa:{name}:1"


def test_that_of_the_report_comes_first() -> None:
    runner = CliRunner()
    assert runner.invoke(schema, []).output == runner.invoke(schema, ["report"]).output
