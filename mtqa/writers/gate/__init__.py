"""One module per format of a decision of the gate, for people, for programs and for CI services.

Each has `chunks(decision, manual)`, which yields its text piece by piece; `manual` is the manual
page of each check by its id, for those formats that explain what was found. No format decides
anything: whatever is written, the decision is the same.
"""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from mtqa.decision import Decision
from mtqa.writers import write_chunks

FORMATS: Mapping[str, str] = {
    "text": "mtqa.writers.gate.text",
    "json": "mtqa.writers.gate.json",
    "md": "mtqa.writers.gate.md",
    "github": "mtqa.writers.gate.github",
    "sarif": "mtqa.writers.gate.sarif",
    "junit": "mtqa.writers.gate.junit",
    "gitlab": "mtqa.writers.gate.gitlab",
}
"""The module of each format."""


def write(decision: Decision, format: str, out: Path | None, manual: Mapping[str, str]) -> None:
    """Write a decision to a file or, without `out`, to standard output.

    Raises:
        ConfigError: a place that cannot be written to.
    """
    chunks = import_module(FORMATS[format]).chunks(decision, manual)
    write_chunks(chunks, format, out)
