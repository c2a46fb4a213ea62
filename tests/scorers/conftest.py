"""A tiny network with random weights, and a word-piece tokenizer to go with it."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from mtqa.scorers.calibration import Calibration
from mtqa.scorers.embedded import EmbeddedScorer
from mtqa.scorers.encode import load_tokenizer
from mtqa.scorers.network import Network, NetworkConfig

TOKENIZER = Path(__file__).parents[2] / "mtqa" / "models" / "tokenizer.json"
CONFIG = NetworkConfig(hidden=16, layers=1, heads=2, feed_forward=16, trunk=8)


@pytest.fixture(scope="session")
def tiny() -> EmbeddedScorer:
    torch.manual_seed(5)
    network = Network(CONFIG)
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return EmbeddedScorer(network, load_tokenizer(TOKENIZER), Calibration(), "tiny")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model folder of the tiny network."""
    import hashlib
    from dataclasses import asdict

    torch.manual_seed(5)
    state = {name: tensor.half() for name, tensor in Network(CONFIG).state_dict().items()}
    save_file(state, tmp_path / "model.safetensors")
    config = {
        "network": CONFIG.to_json(),
        "calibration": asdict(Calibration(garbled_at=0.75)),
        "sha256": hashlib.sha256((tmp_path / "model.safetensors").read_bytes()).hexdigest(),
    }
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "tokenizer.json").write_bytes(TOKENIZER.read_bytes())
    return tmp_path
