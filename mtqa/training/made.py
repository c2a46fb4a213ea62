"""What a training makes for itself before it begins: outputs scored, refereed, replaced, rendered.

Each is made once by a network or a metric that serves nothing else, and kept as a file in the
folder of the training; on a GPU each takes a minute or two.
"""

import sys
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from mtqa.scorers.network import Network
from mtqa.training import generator, referee
from mtqa.training import groups as labelled
from mtqa.training import replaced as words
from mtqa.training import undertrained as translators
from mtqa.training.devsets import read_table
from mtqa.training.mixture import Mixture
from mtqa.training.train import train

if TYPE_CHECKING:
    from pandas import DataFrame
    from tokenizers import Tokenizer

_YEARS = (2018, 2019, 2021)
_PARALLEL_YEARS = (2018, 2019)  # the human side of 2021 measures false alarms
_SOUND_CHRF = 50.0  # outputs that teach a generator English
_GENERATOR_OUTPUTS = 100_000
_REPLACED_OUTPUTS = 30_000


def systems(folder: Path, cache: Path) -> "DataFrame":
    """Outputs of systems with chrF++, some minutes."""
    import pandas as pd

    cached = cache / "systems-scored.parquet"
    if cached.exists():
        return pd.read_parquet(cached)
    years = [read_table(folder, f"systems{year}_into_english").assign(year=year) for year in _YEARS]
    frame = labelled.with_chrf(pd.concat(years, ignore_index=True))
    return _kept(frame, cached)


def undertrained(
    folder: Path, mlqe: "DataFrame", parallel: "DataFrame", english: list[str], cache: Path
) -> "DataFrame":
    """What translators stopped early made of sources of 2018-19, of assessments and of NTREX."""
    import pandas as pd

    cached = cache / "rendered.parquet"
    if cached.exists():
        return pd.read_parquet(cached)
    years = [read_table(folder, f"systems{year}_into_english") for year in _PARALLEL_YEARS]
    frame = translators.outputs(
        pd.concat(years, ignore_index=True), mlqe, parallel, english=english
    )
    return _kept(frame, cached)


def replaced(
    clean: list[str],
    outputs: "DataFrame",
    kept_for_dev: labelled.Kept,
    start: Network,
    tokenizer: "Tokenizer",
    cache: Path,
) -> "DataFrame":
    """Twins of human sentences and good outputs: a masked language model chose some words."""
    import pandas as pd

    cached = cache / "replaced.parquet"
    if cached.exists():
        return pd.read_parquet(cached)
    sound = outputs[(outputs.chrf >= _SOUND_CHRF) & ~outputs.target.isin(kept_for_dev)]
    sound = sound.drop_duplicates("target")
    machine = list(sound.sample(min(_GENERATOR_OUTPUTS, len(sound)), random_state=0).target)
    model = generator.masked_model(start.encoder).to(_device())
    generator.train(model, [*clean, *machine], tokenizer, generator.Masking())
    asked = dict.fromkeys([*clean, *machine[:_REPLACED_OUTPUTS]])
    return _kept(words.replaced(list(asked), model, tokenizer), cached)


def refereed(
    outputs: "DataFrame",
    mixture: Mixture,
    start: Network,
    tokenizer: "Tokenizer",
    workers: int,
    cache: Path,
) -> "DataFrame":
    """The outputs with what a referee, which sees the reference, says of them."""
    import pandas as pd

    cached = cache / "refereed.parquet"
    if cached.exists():
        return pd.read_parquet(cached)
    network = deepcopy(start).to(_device())
    config = replace(referee.REFEREE, workers=workers)
    torch.manual_seed(config.seed)
    folder = cache / "referee"
    folder.mkdir(exist_ok=True)
    train(network, mixture, tokenizer, config, folder)
    return _kept(referee.refereed(outputs, network, tokenizer, workers=workers), cached)


def _device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def _kept(frame: "DataFrame", path: Path) -> "DataFrame":
    print(f"{path.name}: {len(frame):,} rows", file=sys.stderr, flush=True)
    unfinished = path.with_suffix(".new")
    frame.to_parquet(unfinished)
    unfinished.replace(path)
    return frame
