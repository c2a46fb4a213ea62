"""Judgements kept between evaluations, so that a later model can be tested against an earlier one
text by text. They live in a git-ignored folder as .npz, named by their content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from mtqa.errors import InputError
from mtqa.training.items import DevSet
from mtqa.training.judgements import Judgements, Mark


def key(devset: DevSet) -> str:
    """Name of a set with the hash of its texts: other texts, another sample or order differ."""
    digest = hashlib.sha256("\0".join(devset.texts).encode("utf-8", "surrogatepass"))
    return f"{devset.name.replace('/', '.')}-{digest.hexdigest()[:16]}"


def save(cache: Path, judged: Mapping[str, Judgements]) -> str:
    """Write judgements of several sets; returns the name to load them by."""
    arrays = {
        f"{name}:{part}": values
        for name, judgements in judged.items()
        for part, values in _parts(judgements).items()
    }
    digest = hashlib.sha256()
    for name, values in arrays.items():
        digest.update(name.encode() + values.tobytes())
    folder = cache / "judgements"
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{digest.hexdigest()[:16]}.npz"
    with (folder / name).open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)
    return name


def load(cache: Path, name: str | None) -> dict[str, Judgements]:
    """Judgements by the `key` of their set.

    Raises:
        InputError: they are not on this machine.
    """
    path = cache / "judgements" / (name or "none")
    if not path.is_file():
        raise InputError(
            f"{path}: the judgements of the earlier evaluation are not here; they are kept only "
            "where it ran, so run it again here with the earlier model"
        )
    with np.load(path) as arrays:
        names = {entry.partition(":")[0] for entry in arrays.files}
        return {
            name: _joined(
                {e.partition(":")[2]: arrays[e] for e in arrays.files if e.startswith(f"{name}:")}
            )
            for name in names
        }


def _parts(judged: Judgements) -> dict[str, np.ndarray]:
    parts = {
        "score": judged.score,
        "garbled": judged.garbled,
        "calibrated": np.array(judged.calibrated),
    }
    if judged.flagged is not None:
        parts["flagged"] = judged.flagged
    if judged.marks is not None:
        flat = [
            (item, mark.start, mark.end, mark.major, mark.confidence)
            for item, marks in enumerate(judged.marks)
            for mark in marks
        ]
        parts["marks"] = np.array(flat, dtype=np.float64).reshape(-1, 5)
    return parts


def _joined(parts: Mapping[str, np.ndarray]) -> Judgements:
    marks: list[list[Mark]] | None = None
    if "marks" in parts:
        marks = [[] for _ in parts["score"]]
        for item, start, end, major, confidence in parts["marks"].tolist():
            marks[int(item)].append(Mark(int(start), int(end), bool(major), confidence))
    return Judgements(
        score=parts["score"],
        garbled=parts["garbled"],
        flagged=parts.get("flagged"),
        marks=None if marks is None else tuple(map(tuple, marks)),
        calibrated=bool(parts["calibrated"]),
    )
