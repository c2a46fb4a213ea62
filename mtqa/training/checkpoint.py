"""What a training leaves in its folder while it runs, so that it can go on after an interruption.

A training that was resumed ends with the weights it would have had without the interruption, to
the last bit on a CPU of the same make with as many threads: the checkpoint holds the weights, the
optimizer and the state of dropout, and the batches of the steps done are drawn again and passed
over.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from pickle import UnpicklingError

import torch

from mtqa.errors import ConfigError, ModelError
from mtqa.scorers.network import Network
from mtqa.training.config import TrainConfig

CHECKPOINT, CURVE, CONFIG, ORIGINS, WEIGHTS = (
    "checkpoint.pt",
    "curve.jsonl",
    "config.json",
    "origins.json",
    "model.safetensors",
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training is: steps done, seconds they took, and the losses summed since the last
    line of the curve."""

    step: int = 0
    seconds: float = 0.0
    sums: tuple[float, ...] = ()


def check_folder(out: Path, *, resume: bool) -> None:
    """Refuse to overwrite what somebody trained.

    Raises:
        ConfigError: the folder holds a model or a checkpoint and `resume` was not asked for.
    """
    if resume:
        return
    if (out / WEIGHTS).exists():
        raise ConfigError(f"{out}: holds a trained model; name another folder with --out")
    if (out / CHECKPOINT).exists():
        raise ConfigError(
            f"{out}: holds the checkpoint of an unfinished training; go on from it with --resume, "
            "or name another folder with --out"
        )


def check_origins(out: Path, models: Sequence[Path], *, resume: bool) -> None:
    """Keep what a training begins with, the start and then the teachers, by the checksums of their
    weights; one that is resumed must go on with the same.

    Raises:
        ConfigError: it began with others.
    """
    path = out / ORIGINS
    digests = [sha256((folder / WEIGHTS).read_bytes()).hexdigest() for folder in models]
    if resume and path.exists() and json.loads(path.read_bytes()) != digests:
        raise ConfigError(
            f"{out}: began with another --start or --teacher; give the same, or name another "
            "folder with --out"
        )
    path.write_text(json.dumps(digests) + "\n", "utf-8")


def save(
    out: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    config: TrainConfig,
    progress: Progress,
) -> None:
    """Write the checkpoint; an interruption leaves the one before."""
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "dropout": torch.get_rng_state(),
        "dropout_cuda": torch.cuda.get_rng_state() if torch.cuda.is_available() else None,
        "config": asdict(config),
        "progress": asdict(progress),
    }
    unfinished = out / (CHECKPOINT + ".new")
    torch.save(state, unfinished)
    unfinished.replace(out / CHECKPOINT)


def load(
    out: Path, network: Network, optimizer: torch.optim.Optimizer, config: TrainConfig
) -> Progress:
    """Put network, optimizer and dropout into the state of the checkpoint; without one, as is.

    Raises:
        ConfigError: the checkpoint was made with other values.
        ModelError: the checkpoint is damaged.
    """
    path = out / CHECKPOINT
    if not path.exists():
        return Progress()
    try:
        state = torch.load(path, weights_only=True, map_location="cpu")
        made_with, progress = state["config"], Progress(**state["progress"])
    except (RuntimeError, UnpicklingError, EOFError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: damaged ({error}); delete it to begin anew") from None
    now = asdict(config)
    if other := [name for name in now if now[name] != made_with.get(name)]:
        raise ConfigError(
            f"{path}: made with other values of {', '.join(other)}; "
            "give the same --config, or name another folder with --out"
        )
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["dropout"])
    if state["dropout_cuda"] is not None and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["dropout_cuda"])
    return progress


def rewind_curve(out: Path, step: int) -> None:
    """Drop the lines of the curve behind `step`: they will be written again."""
    path = out / CURVE
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    kept = [line for line in lines if line.endswith("}") and json.loads(line)["step"] <= step]
    path.write_text("".join(f"{line}\n" for line in kept), "utf-8")


def add_to_curve(out: Path, step: int, seconds: float, losses: Mapping[str, float]) -> None:
    """One line of the curve: mean losses since the line before."""
    means = {name: round(value, 4) for name, value in losses.items()}
    line = {"step": step, "seconds": round(seconds), **means}
    with (out / CURVE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
