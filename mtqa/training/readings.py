"""What readers said of outputs that chrF++ alone calls garbled: `corpora/lafand/readings.jsonl`.

Far from its reference is not yet garbled: the weakest systems answer a third of what they do not
understand with sound English that says something else, which no one can tell from the text alone.
"""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from mtqa.errors import InputError
from mtqa.training.metrics import Ints

READINGS = Path(__file__).parents[2] / "corpora" / "lafand" / "readings.jsonl"
NAMES = ("garbled to both readers", "unclear", "sound to both readers")
"""The verdicts; two readers who do not agree leave it unclear."""

_LETTERS = "GUS"


def read(path: Path, targets: Sequence[str]) -> tuple[list[int], Ints]:
    """The rows that were read, as places in `targets`, and for each the place of its verdict in
    `NAMES`, counted from 1.

    Raises:
        InputError: no such file, or one that belongs to other targets.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        raise InputError(f"{path}: cannot be read; it is part of a checkout of mtqa") from None
    rows, kinds = [], []
    for number, line in enumerate(lines, start=1):
        try:
            row, digest, *readings = _fields(json.loads(line))
            agreed = readings[0] if len(set(readings)) == 1 else "U"
            kinds.append(1 + _LETTERS.index(agreed))
        except (ValueError, KeyError, TypeError):
            raise InputError(
                f'{path}:{number}: not a reading; write {{"row": 0, "sha256": "12 digits", '
                '"first": "G", "second": "S"}, the verdicts being G, U or S'
            ) from None
        if not 0 <= row < len(targets) or fingerprint(targets[row]) != digest:
            raise InputError(
                f"{path}:{number}: row {row} of the outputs is another text; "
                "corpora/lafand/README.md says of which file these are"
            )
        rows.append(row)
    return rows, np.array(kinds, dtype=np.intp)


def _fields(line: dict[str, Any]) -> tuple[int, str, str, str]:
    return int(line["row"]), line["sha256"], line["first"], line["second"]


def fingerprint(text: str) -> str:
    """The first twelve digits of its SHA-256, by which a text is known again: the readings hold no
    text, which is not ours to give away."""
    return sha256(text.encode()).hexdigest()[:12]
