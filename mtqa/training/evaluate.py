"""`mtqa evaluate`: how well a model agrees with people, beside baselines that know nothing."""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa import __version__
from mtqa.errors import InputError
from mtqa.training import devsets, stored, tables
from mtqa.training.baselines import BASELINES
from mtqa.training.bootstrap import RESAMPLES, Estimate, estimate
from mtqa.training.figures import measures
from mtqa.training.items import DevSet, sample
from mtqa.training.judgements import Judge, Judgements, judge_of
from mtqa.training.tables import Cell, DataFile, Difference, Earlier, Evaluation, Row

CACHE = Path(".mtqa-train")
"""Git-ignored folder for the chrF++ of the data and the judgements that `--against` needs."""

NO_MODEL = "none"
"""Name to give for the model to see the baselines alone."""


def main(
    data: Path,
    out: Path | None,
    model: str = "embedded",
    sets: Sequence[str] = (),
    sample: int | None = None,
    against: Path | None = None,
) -> str:
    """Evaluate a model by name; the Markdown that is returned is also written if `out` is given.

    Args:
        data: folder of the development sets.
        out: path of the two files to write, which end in .md and .json.
        model: name of a scorer, or "none" for the baselines alone.
        sets: names of development sets or paths of rating files; all sets if empty.
        sample: texts per set for a quick look.
        against: the .json of an earlier evaluation to test the difference with.

    Raises:
        InputError: data that is missing or cannot be read.
        ModelError: a model that cannot be loaded, or gave no score.
    """
    from mtqa import scorers

    old = tables.read(against) if against else None
    judge, name, signature = None, "the baselines", "none"
    if model != NO_MODEL:
        scorer = scorers.load(model)
        judge, name, signature = judge_of(scorer), scorer.name, scorer.signature()
    evaluation = figures(
        judge, data, sets=sets, name=name, signature=signature, size=sample, against=old
    )
    if out:
        tables.write(evaluation, out)
    return tables.markdown(evaluation)


def figures(
    judge: Judge | None,
    data: Path,
    *,
    sets: Sequence[str] = (),
    name: str = "model",
    signature: str = "none",
    size: int | None = None,
    against: Earlier | None = None,
    baselines: Mapping[str, Judge] = BASELINES,
    cache: Path = CACHE,
    resamples: int = RESAMPLES,
) -> Evaluation:
    """All figures of a judge and the baselines on the development sets.

    With `baselines={}` and few resamples this is quick enough to choose between checkpoints.
    """
    judges = {**({name: judge} if judge else {}), **baselines}
    if not judges:
        raise InputError("nothing to evaluate: give a model or a baseline")
    loaded = devsets.load(sets, data, cache)
    rows: list[Row] = []
    judged: dict[str, Judgements] = {}
    before = stored.load(cache, against.judgements) if against else {}
    for devset in loaded:
        chosen = sample_of(devset, size)
        columns = {column: _judge(use, chosen, column) for column, use in judges.items()}
        if judge:
            judged[stored.key(chosen)] = columns[name]
        rows += _rows(chosen, columns, name if judge else None, before, resamples)
    return Evaluation(
        name=name,
        signature=f"mtqa:{__version__}|model:{signature}",
        columns=tuple(judges),
        rows=tuple(rows),
        files=tuple(dict.fromkeys(described(path) for devset in loaded for path in devset.files)),
        sample=size,
        resamples=resamples,
        judgements=stored.save(cache, judged) if judged else None,
        against=against.signature if against else None,
    )


def sample_of(devset: DevSet, size: int | None) -> DevSet:
    """The set, or about `size` of its texts."""
    return devset if size is None or size >= len(devset.texts) else sample(devset, size)


def _judge(judge: Judge, devset: DevSet, column: str) -> Judgements:
    print(f"{devset.name}: {column}, {len(devset.texts):,} texts", file=sys.stderr)
    return judge(devset.texts)


@dataclass(frozen=True, slots=True)
class _Label:
    name: str
    lower: bool
    digits: int


def _rows(
    devset: DevSet,
    columns: Mapping[str, Judgements],
    model: str | None,
    before: Mapping[str, Judgements],
    resamples: int,
) -> list[Row]:
    """One row per figure, in the order in which the first metric that has them gives them."""
    estimates: dict[_Label, dict[str, Estimate]] = {}
    old = before.get(stored.key(devset))
    for column, judged in [*columns.items(), *([(_OLD, old)] if old else [])]:
        for measure in measures(devset, judged):
            label = _Label(measure.name, measure.lower, measure.digits)
            found = estimate(measure.statistic, measure.groups, resamples)
            estimates.setdefault(label, {})[column] = found
    return [_row(devset, label, found, model) for label, found in estimates.items()]


_OLD = "previous model"


def _row(devset: DevSet, label: _Label, found: Mapping[str, Estimate], model: str | None) -> Row:
    cells = {
        column: Cell(estimated.value, *estimated.interval())
        for column, estimated in found.items()
        if column != _OLD
    }
    own = found.get(model) if model else None
    rivals = [one for column, one in found.items() if column not in (model, _OLD)]
    return Row(
        devset=devset.name,
        title=devset.title,
        texts=len(devset.texts),
        figure=label.name,
        lower=label.lower,
        digits=label.digits,
        cells=cells,
        beats_all=own is not None and bool(rivals) and all(_beats(own, r, label) for r in rivals),
        difference=_difference(own.minus(found[_OLD])) if own and _OLD in found else None,
    )


def _beats(own: Estimate, rival: Estimate, label: _Label) -> bool:
    difference = rival.minus(own) if label.lower else own.minus(rival)
    low, _ = difference.interval()
    return rival.value != rival.value or low > 0  # a figure a rival does not have is no rival


def _difference(estimated: Estimate) -> Difference:
    return Difference(estimated.value, *estimated.interval(), estimated.p_value())


def described(path: Path) -> DataFile:
    """A file that was evaluated on, by its content."""
    name = f"{path.parent.name}/{path.name}"  # several folders have a dev.jsonl
    with path.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    return DataFile(name, digest, _rows_in(path))


def _rows_in(path: Path) -> int:
    if path.suffix == ".parquet":
        from pyarrow.parquet import ParquetFile

        return int(ParquetFile(path).metadata.num_rows)
    with path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
