"""`mtqa schema`: what the fields of the JSON output mean."""

from importlib import resources

import click

SCHEMAS = ("report", "comparison", "gate")


@click.command()
@click.argument("name", type=click.Choice(SCHEMAS), default="report")
def schema(name: str) -> None:
    """Print the JSON schema of `report --format json` (REPORT), of `compare --format json`
    (COMPARISON) or of `gate --format json` (GATE).

    A line of `report --format jsonl` is $defs/line of REPORT.
    """
    text = resources.files("mtqa.writers") / "schema" / f"{name}.schema.json"
    click.echo(text.read_text("utf-8"), nl=False)
