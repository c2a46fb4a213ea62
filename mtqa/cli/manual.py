"""Commands about mtqa itself: checks, explain and config."""

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

import click

from mtqa.cli.options import configuration
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.checks.base import Check


@click.command()
@click.option("--themes", is_flag=True, help="One line per theme instead of one per check.")
@click.option("--markdown", is_flag=True, help="As a table for a README.")
def checks(themes: bool, markdown: bool) -> None:
    """List the checks: id, severity, category and what each finds."""
    head, rows = (("theme", "checks", "find"), _themes()) if themes else (_HEAD, _checks())
    click.echo("\n".join(_markdown(head, rows) if markdown else _columns(rows)))


@click.command()
@click.argument("check_id", metavar="ID")
def explain(check_id: str) -> None:
    """Print the manual page of a check (repetition.phrase_loop), or list those of a theme."""
    from mtqa.checks import CHECKS

    check = CHECKS.get(check_id)
    of_theme = [(one.id, one.summary) for one in CHECKS.values() if one.theme == check_id]
    if of_theme:
        click.echo("\n".join(_columns(of_theme)))
        return
    if check is None:
        near = difflib.get_close_matches(check_id, CHECKS, n=1, cutoff=0.0)
        raise ConfigError(
            f"there is no check {check_id!r}; the nearest is {near[0]!r}; `mtqa checks` lists all"
        )
    click.echo("\n".join(_page(check)))


@click.command()
def config() -> None:
    """Show the configuration in force: every key, its value and where it was set."""
    from mtqa.text.visible import visible

    rows = [(s.key, visible(s.value) or "-", visible(s.origin)) for s in configuration().settings]
    click.echo("\n".join(_columns(rows)))


_HEAD = ("check", "severity", "category", "finds")


def _checks() -> list[tuple[str, ...]]:
    from mtqa.checks import CHECKS

    return [(c.id, _severity(c), c.category, c.summary) for c in CHECKS.values()]


def _themes() -> list[tuple[str, ...]]:
    """Each theme with the number of its checks and the first paragraph of its module."""
    from mtqa.checks import CHECKS

    sizes = Counter(check.theme for check in CHECKS.values())
    texts = {theme: import_module(f"mtqa.checks.{theme}").__doc__ or "" for theme in sizes}
    return [(theme, str(size), _first_paragraph(texts[theme])) for theme, size in sizes.items()]


def _severity(check: "Check") -> str:
    return check.severity.value if check.off is None else f"{check.severity} (off)"


def _first_paragraph(text: str) -> str:
    return " ".join(text.partition("\n\n")[0].split())


def _page(check: "Check") -> Iterable[str]:
    yield f"{check.id}: {check.severity.value} {check.category}"
    yield ""
    if check.off is not None:
        yield f"Off by default: {check.off}. Switch it on with enabled = true in its table."
        yield ""
    yield check.manual
    yield ""
    yield "Options:" if check.options else "Options: none"
    for name, default in check.options.items():
        yield f"    {name} = {default}"
    yield f"Languages: {_listed(check.languages)}"
    if check.on_source is not None:
        yield f"Languages of the source: {_listed(check.source_languages)}"


def _listed(languages: Iterable[str] | None) -> str:
    return "any" if languages is None else ", ".join(sorted(languages))


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lines with all columns but the last padded to the widest cell.

    >>> _columns([("a", "b"), ("long", "c")])
    ['a     b', 'long  c']
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[-1:] = [0]
    return [
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
        for row in rows
    ]


def _markdown(head: Sequence[str], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    for identifier, *rest in rows:
        cells = [f"`{identifier}`", *(cell.replace("|", "\\|") for cell in rest)]
        lines.append(f"| {' | '.join(cells)} |")
    return lines
