"""Commands for reading a run by eye: sample and calibrate."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.review.agreement import Agreement, Rate

LEVELS = ("minor", "major", "garbled")
"""Of `mtqa.review.draw.Level` (a test compares), spelt out so that `--help` need not import it."""


@click.command()
@click.argument("run", type=click.Path(path_type=Path))
@click.option("--n", "size", type=click.IntRange(1), default=50, show_default=True)
@click.option("--seed", type=int, default=0, show_default=True, help="Another draws others.")
@click.option(
    "--out", "-o", type=click.Path(path_type=Path), default=Path("sample.csv"), show_default=True
)
@click.option("--overwrite", is_flag=True, help="Replace a sheet, and what was written into it.")
def sample(run: Path, size: int, seed: int, out: Path, overwrite: bool) -> None:
    """Draw segments of a RUN for people to read, as a blind CSV.

    A reader writes into the column `verdict` the worst there is in the target: garbled (the
    sentence cannot be made out), major (a part is broken or false), minor (clumsy, yet understood),
    or fine; and, if wanted, a score of 0 to 100 and a note. `mtqa calibrate` reads that back; it
    needs the key that is written beside the sheet, which the reader should not open.
    """
    from mtqa.records import encode
    from mtqa.review.draw import draw
    from mtqa.review.labels import key_path
    from mtqa.run import load

    if out.exists() and not overwrite:
        raise ConfigError(
            f"{out}: exists, with verdicts perhaps; name another file, or --overwrite"
        )
    key, sheet = draw(load(run), size, seed)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(sheet, encoding="utf-8-sig", newline="")  # the mark tells spreadsheets UTF-8
    beside = json.dumps(json.loads(encode(key)), indent=1)
    key_path(out).write_text(beside + "\n", encoding="ascii")
    click.echo(f"written: {out} ({len(key.items)} segments), {key_path(out)} (the key)", err=True)


@click.command()
@click.argument("labels", type=click.Path(path_type=Path))
@click.option("--key", type=click.Path(path_type=Path), help="The key, if it is not beside LABELS.")
@click.option(
    "--level", type=click.Choice(LEVELS), default="garbled", show_default=True, help="To catch."
)
@click.option(
    "--false-alarms",
    type=click.FloatRange(0, 1, min_open=True),
    default=0.05,
    show_default=True,
    help="Share of the other segments that a threshold may flag.",
)
def calibrate(labels: Path, key: Path | None, level: str, false_alarms: float) -> None:
    """Hold the flags of a run to the verdicts in LABELS.csv, which `mtqa sample` drew.

    Prints how far readers agree with each flag, precision and recall with 95 % intervals, and the
    threshold that keeps to the wanted share of false alarms, beside metrics that know nothing.
    """
    from mtqa.review.agreement import agreement
    from mtqa.review.draw import Level
    from mtqa.review.labels import key_path, read, read_key

    known = read_key(key or key_path(labels))
    found = agreement(known, read(labels, known), level=Level(level), alarms=false_alarms)
    click.echo(f"{found.labels} of {len(known.items)} segments read; run: {known.signature}\n")
    click.echo("\n".join([*_reads(found), "", *_levels(found), "", *_cuts(found, level)]))


def _reads(found: "Agreement") -> list[str]:
    lines = [f"{'mtqa says':<10}{'in run':>8}{'read':>6}  readers say fine/minor/major/garbled"]
    for read in found.reads:
        verdicts = "/".join(map(str, read.verdicts))
        lines.append(
            f"{read.flag:<10}{read.size:>8,}{sum(read.verdicts):>6}  {verdicts:<14} "
            f"agreed {_share(read.agreed)}"
        )
    return lines


def _levels(found: "Agreement") -> list[str]:
    lines = [f"{'level':<18}{'precision':<22}recall"]
    for one in found.found:
        name = one.level.value if one.level.value == "garbled" else f"{one.level} or worse"
        lines.append(f"{name:<18}{_share(one.precision):<22}{_share(one.recall)}")
    return lines


def _cuts(found: "Agreement", level: str) -> list[str]:
    if not found.thresholds:
        return [
            f"no threshold: so few labels cannot show a rate below {found.finest:.1%}; "
            "read more, or allow more with --false-alarms"
        ]
    lines = [f"{'to catch ' + level:<24}{'threshold':>10}{'false alarms':>14}{'caught':>9}"]
    for cut in found.thresholds:
        if cut.at is None:
            lines.append(f"{cut.metric:<24}{'none':>10}")
        else:
            lines.append(f"{cut.metric:<24}{cut.at:>10.3f}{cut.alarms:>14.1%}{cut.caught:>9.0%}")
    return lines


def _share(rate: "Rate | None") -> str:
    return "n/a" if rate is None else f"{rate.value:.0%} [{rate.low:.0%}, {rate.high:.0%}]"
