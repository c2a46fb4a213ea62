"""Quality-estimation models by name."""

from importlib import resources
from pathlib import Path

from mtqa.errors import ModelError
from mtqa.scorers.base import Scorer

EMBEDDED = "embedded"


def load(name: str, *, threads: int | None = None) -> Scorer:
    """Load a model, offline: "embedded", or the folder of a model made by `mtqa train`.

    Args:
        name: "embedded" or a path.
        threads: CPU threads; None leaves the choice to torch.

    Raises:
        ModelError: no such model, or its files are missing or damaged.
    """
    folder = Path(str(resources.files("mtqa") / "models")) if name == EMBEDDED else Path(name)
    if not folder.is_dir():
        raise ModelError(f"{name}: no such model; use {EMBEDDED!r} or the folder of a model")
    import torch  # slow to import: only who scores pays

    from mtqa.scorers.embedded import EmbeddedScorer

    if threads:
        torch.set_num_threads(threads)
    return EmbeddedScorer.load(folder)
