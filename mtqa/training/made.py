"""What a training makes for itself before it begins: outputs scored, refereed and rendered, and a
network that learned detection.

Each is made once and kept as a file in the folder of the training; on a GPU each takes some
minutes.
"""

import sys
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from mtqa.errors import ConfigError
from mtqa.scorers.network import Network
from mtqa.training import detection, masked, referee
from mtqa.training import groups as labelled
from mtqa.training import undertrained as translators
from mtqa.training.clean import all_clean, dev_sources
from mtqa.training.devsets import read_table
from mtqa.training.mixture import Mixture
from mtqa.training.start import device
from mtqa.training.train import train

if TYPE_CHECKING:
    from pandas import DataFrame
    from tokenizers import Tokenizer

_YEARS = (2018, 2019, 2021)
_PARALLEL_YEARS = (2018, 2019)  # the human side of 2021 measures false alarms
_READABLE_CHRF = 45.0  # half of the outputs; no other value was tried


def systems(folder: Path, cache: Path) -> "DataFrame":
    """Outputs of systems with chrF++, some minutes."""
    return _once(
        cache / "systems-scored.parquet", lambda: labelled.with_chrf(_outputs(folder, _YEARS))
    )


def undertrained(
    folder: Path, mlqe: "DataFrame", parallel: "DataFrame", english: list[str], cache: Path
) -> "DataFrame":
    """What translators stopped early made of sources of 2018-19, of assessments and of NTREX."""

    def make() -> "DataFrame":
        sources = _outputs(folder, _PARALLEL_YEARS)
        return translators.outputs(sources, mlqe, parallel, english=english)

    return _once(cache / "rendered.parquet", make)


def refereed(
    outputs: "DataFrame",
    mixture: Mixture,
    start: Network,
    tokenizer: "Tokenizer",
    workers: int,
    cache: Path,
) -> "DataFrame":
    """The outputs with what a referee, which sees the reference, says of them."""

    def make() -> "DataFrame":
        network = deepcopy(start).to(device())
        config = replace(referee.REFEREE, workers=workers)
        torch.manual_seed(config.seed)
        folder = cache / "referee"
        folder.mkdir(exist_ok=True)
        train(network, mixture, tokenizer, config, folder)
        return referee.refereed(outputs, network, tokenizer, workers=workers)

    return _once(cache / "refereed.parquet", make)


def detector(
    folder: Path, steps: int, start: Network, tokenizer: "Tokenizer", cache: Path
) -> Network:
    """`start` after it learned to tell words that stand wrong; on a GPU some minutes, on two cores
    most of a day. Its heads for sentences are still those of `start`.

    Raises:
        ConfigError: the cache holds one that learned in other steps, or from another start.
    """
    network, path = deepcopy(start), cache / "detector.safetensors"
    origin = {"steps": str(steps), "start": _digest(start)}
    if path.exists():
        _check_origin(path, origin)
        network.load_state_dict(load_file(path), strict=False)
        return network.eval()
    sound = systems(folder, cache).query("chrf >= @_READABLE_CHRF")
    sentences = masked.by_length(all_clean(folder, sound), tokenizer)
    vocabulary = masked.words_of(tokenizer)
    detection.learn(network.to(device()), sentences, vocabulary, detection.Detection(steps))
    save_file(detection.learned(network), path.with_suffix(".new"), origin)
    path.with_suffix(".new").replace(path)
    return network


def kept_detector(steps: int, model: Network, cache: Path) -> Network:
    """What a model that is trained further is held to: the detector in the cache, which has not
    forgotten any of what it learned; if there is none, the model itself.

    Raises:
        ConfigError: the cache holds one that learned in other steps.
    """
    network, path = deepcopy(model), cache / "detector.safetensors"
    if path.exists():
        _check_origin(path, {"steps": str(steps)})
        network.load_state_dict(load_file(path), strict=False)
    return network.eval()


def _digest(start: Network) -> str:
    """Of the encoder alone: the heads are drawn anew for every training."""
    weights = (weight.cpu().numpy().tobytes() for weight in start.encoder.state_dict().values())
    return sha256(b"".join(weights)).hexdigest()


def _check_origin(path: Path, origin: dict[str, str]) -> None:
    with safe_open(path, "pt") as file:
        if not origin.items() <= (file.metadata() or {}).items():
            raise ConfigError(
                f"{path}: learned in other steps, or from another start; delete it, or give the "
                "detection_steps and the --start that it was made with"
            )


def _outputs(folder: Path, years: Sequence[int]) -> "DataFrame":
    import pandas as pd

    tables = [read_table(folder, f"systems{year}_into_english").assign(year=year) for year in years]
    rows = pd.concat(tables, ignore_index=True)
    return rows[~rows.source.isin(dev_sources(folder))].reset_index(drop=True)


def _once(path: Path, make: Callable[[], "DataFrame"]) -> "DataFrame":
    """What the file holds; if there is none, it is made and kept first."""
    import pandas as pd

    if path.exists():
        return pd.read_parquet(path)
    frame = make()
    print(f"{path.name}: {len(frame):,} rows", file=sys.stderr, flush=True)
    unfinished = path.with_suffix(".new")
    frame.to_parquet(unfinished)
    unfinished.replace(path)
    return frame
