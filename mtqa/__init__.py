"""mtqa: which passages of a machine-translated article are garbled, and why."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.mqm import Severity
    from mtqa.run import load as read_run
    from mtqa.types import (
        Document,
        DocumentReport,
        Failure,
        Issue,
        Passage,
        Report,
        Score,
        Segment,
        SegmentReport,
        Side,
        Skipped,
        Span,
        Verdict,
    )

__version__ = "0.1.0"

__all__ = [
    "Document",
    "DocumentReport",
    "Failure",
    "Issue",
    "Passage",
    "Report",
    "Score",
    "Segment",
    "SegmentReport",
    "Severity",
    "Side",
    "Skipped",
    "Span",
    "Verdict",
    "__version__",
    "read_run",
]

_ELSEWHERE = {"read_run": ("mtqa.run", "load"), "Severity": ("mtqa.mqm", "Severity")}


def __getattr__(name: str) -> object:
    """Public names are imported when they are used, so that `mtqa --help` waits for none."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _ELSEWHERE.get(name, ("mtqa.types", name))
    return getattr(import_module(module), attribute)
