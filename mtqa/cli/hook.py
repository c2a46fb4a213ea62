"""`mtqa hook`: score and gate in one, for pre-commit and the like."""

import tempfile
from pathlib import Path

import click

from mtqa.cli.gate import gate
from mtqa.cli.score import score

_HELP = """Score FILES and hold them against limits: exit code 0 if they keep them all, 3 if not.

For pre-commit, which names the files of a commit. Limits and formats are those of `mtqa gate`, and
how to score is taken from the configuration. Nothing is stored."""

_NOT_HERE = {"run", "update_baseline", "explain"}


def _score_and_gate(paths: tuple[str, ...], **limits: object) -> None:
    from mtqa.readers.own import is_baseline

    if all(is_baseline(Path(path)) for path in paths):
        click.echo("mtqa: nothing to judge but baselines", err=True)
        return
    context = click.get_current_context()
    with tempfile.TemporaryDirectory(prefix="mtqa-") as folder:
        run = Path(folder) / "run"
        context.invoke(score, paths=paths, out=run, quiet=True)
        context.invoke(gate, run=run, **limits)


hook = click.Command(
    "hook",
    callback=_score_and_gate,
    help=_HELP,
    params=[
        click.Argument(["paths"], nargs=-1, required=True, metavar="FILES..."),
        *(option for option in gate.params if option.name not in _NOT_HERE),
    ],
)
