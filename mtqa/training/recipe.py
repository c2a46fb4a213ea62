"""`mtqa train`, read from top to bottom: start, data, what is learned before, training.

Start encoder: all-MiniLM-L6-v2 (Apache-2.0), checked by its SHA-256. Data: the mixture of
`mtqa.training.data`. The default values take two cores some hours; on a GPU the same steps
take minutes. `mtqa.training.release` calibrates what comes out on development data and makes the
files in `mtqa/models/`.
"""

from collections.abc import Sequence
from pathlib import Path

import torch

from mtqa.errors import ModelError
from mtqa.scorers.encode import load_tokenizer
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training import checkpoint, made
from mtqa.training.checkpoint import WEIGHTS
from mtqa.training.config import read_config
from mtqa.training.data import load_mixture
from mtqa.training.detection import learned
from mtqa.training.start import device, initial_network, is_model, start_encoder
from mtqa.training.train import say, train


def main(
    *,
    data: Path,
    out: Path,
    start: Path | None = None,
    teachers: Sequence[Path] = (),
    config: Path | None = None,
    resume: bool = False,
) -> Path:
    """Train with the sets in `data` from the encoder, or on from the model, in `start`; returns the
    folder `out`. What `teachers`, which are models, say together is learned as well.

    Raises:
        ConfigError: the configuration will not do, or `out` holds another training, or one that
            began with other models.
        InputError: a set is missing.
        ModelError: the start encoder is missing or another one, or the losses ran away.
    """
    chosen = read_config(config)
    checkpoint.check_folder(out, resume=resume)
    if (out / WEIGHTS).exists():
        say(f"{out}: this training is finished; nothing to resume")
        return out
    encoder = start_encoder(start)
    taught_by = [_teacher(folder) for folder in teachers]
    torch.manual_seed(chosen.seed)
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    network = initial_network(encoder / "model.safetensors", NetworkConfig())
    out.mkdir(parents=True, exist_ok=True)
    checkpoint.check_origins(out, [encoder, *teachers], resume=resume)
    say(f"reading the training sets of {data} ...")
    mixture = load_mixture(data, chosen, network, tokenizer, out)
    detector = None
    if chosen.detection_steps and is_model(encoder):  # it has learned detection before
        detector = made.kept_detector(chosen.detection_steps, network, out)
    elif chosen.detection_steps:
        detector = made.detector(data, chosen.detection_steps, network, tokenizer, out)
        network.load_state_dict(learned(detector), strict=False)
    torch.manual_seed(chosen.seed)  # whatever was made for the mixture before
    for model in (network, *taught_by, *([detector] if detector else [])):
        model.to(device())
    train(
        network,
        mixture,
        tokenizer,
        chosen,
        out,
        teachers=taught_by,
        detector=detector,
        resume=resume,
    )
    return out


def _teacher(folder: Path) -> Network:
    if not (folder / "config.json").is_file():
        raise ModelError(f"{folder}: has no config.json; --teacher names the folder of a model")
    start_encoder(folder)
    return initial_network(folder / "model.safetensors", NetworkConfig()).eval()
