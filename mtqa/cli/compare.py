"""`mtqa compare`: what got better and worse between two runs."""

from pathlib import Path

import click

FORMATS = ("text", "json")


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format", "-f", "form", type=click.Choice(FORMATS), default="text", show_default=True
)
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="Articles shown that got worse, and that got better; json holds all.",
)
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), help="File to write instead of the output."
)
def compare(old: Path, new: Path, form: str, limit: int, out: Path | None) -> None:
    """Show what got better and worse between two runs of the same articles.

    Articles are paired by id, else by equal text, equal source, place in the folder, or likeness of
    their text. The interval says what sentences of this kind would show (paired bootstrap); one
    that holds 0 may be chance. Always ends with 0: to stop a job use `mtqa gate`.
    """
    from mtqa.compare import compare as compared
    from mtqa.run import load
    from mtqa.writers import comparison_json, comparison_text, write_chunks

    comparison = compared(load(old), load(new))
    chunks = (
        comparison_json.chunks(comparison)
        if form == "json"
        else comparison_text.chunks(comparison, limit)
    )
    write_chunks(chunks, form, out)
