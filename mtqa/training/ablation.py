"""What each part of the training is worth: the network trained without it, at equal steps.

`python -m mtqa.training.ablation --data DATA --steps N --out reports/evaluation/ablation` trains
the whole, the whole again with another seed (the difference is noise), and the whole without each
part of the mixture, each loss, the side features, the detection before, and each fold of kinds of
damage. What is finished is kept in the .json beside the table: start the same command again, and it
goes on.
"""

import hashlib
import json
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import click
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from mtqa import __version__
from mtqa.errors import ConfigError, MtqaError
from mtqa.scorers.calibration import Calibration
from mtqa.scorers.embedded import EmbeddedScorer
from mtqa.scorers.encode import load_tokenizer
from mtqa.scorers.network import Network, NetworkConfig
from mtqa.training import ablation_table, made, quick_figures
from mtqa.training.ablation_table import Result, Results
from mtqa.training.checkpoint import WEIGHTS
from mtqa.training.config import TrainConfig, read_config
from mtqa.training.data import load_mixture
from mtqa.training.detection import learned
from mtqa.training.devsets import unseen_human_news
from mtqa.training.folds import SENTENCES, folds, left_out, measure
from mtqa.training.items import DevSet
from mtqa.training.mixture import Mixture
from mtqa.training.start import device, initial_network, start_encoder
from mtqa.training.train import train

CACHE = Path(".mtqa-train")
"""Git-ignored folder for the chrF++ of the data and the unfinished training."""

_STEP_SECONDS = 1.5  # of 1,800 tokens on two cores; a guess until the first variant is finished


@dataclass(frozen=True, slots=True)
class Variant:
    """One training. `kinds` are the kinds of damage it is measured on: the ones left out, or all;
    `blind`: the side features are zero."""

    name: str
    config: TrainConfig
    kinds: tuple[str, ...] = ()
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Bench:
    """All that the variants share."""

    mixture: Mixture
    tokenizer: Tokenizer
    encoder: Path
    samples: Mapping[str, DevSet]
    clean: Sequence[str]
    shape: NetworkConfig
    detector: Network | None = None


def variants(base: TrainConfig) -> list[Variant]:
    """The whole, the whole again, and the whole without one thing at a time."""
    all_folds = folds()
    every = tuple(kind for kinds in all_folds.values() for kind in kinds)
    found = [
        Variant("all", base, every),
        Variant("all, another seed", replace(base, seed=base.seed + 1)),
    ]
    for part, shares in _without_one(base.shares):
        found.append(Variant(f"part {part}", replace(base, shares=shares)))
    for loss, losses in _without_one(base.losses):
        if loss == "odd" and not base.detection_steps:
            continue  # no labels
        found.append(Variant(f"loss {loss}", replace(base, losses=losses)))
    found.append(Variant("side features", base, blind=True))
    if base.detection_steps:
        found.append(Variant("detection", replace(base, detection_steps=0)))
    if base.shares.get("damage"):
        found += [
            Variant(f"kinds {fold}", replace(base, without_kinds=left_out(kinds)), kinds)
            for fold, kinds in all_folds.items()
        ]
    return found


def _without_one(weights: Mapping[str, float]) -> Iterator[tuple[str, dict[str, float]]]:
    used = [name for name, weight in weights.items() if weight]
    for name in used if len(used) > 1 else ():
        yield name, {**weights, name: 0.0}


def chosen(all_variants: Sequence[Variant], names: Sequence[str]) -> list[Variant]:
    """The variants whose name is given or begins with one that is; all without names.

    Raises:
        ConfigError: a name that fits none.
    """
    for name in names:
        if not any(_fits(variant, name) for variant in all_variants):
            known = ", ".join(repr(variant.name) for variant in all_variants)
            raise ConfigError(f"no variant is called {name!r}; there are {known}")
    return [v for v in all_variants if not names or any(_fits(v, name) for name in names)]


def _fits(variant: Variant, name: str) -> bool:
    return variant.name == name or variant.name.startswith(name + " ")


def run(wanted: Sequence[Variant], bench: Bench, kept: Results, out: Path, work: Path) -> Results:
    """Train and measure what `kept` does not hold; the table is written anew after each.

    Args:
        wanted: the variants.
        bench: what they share.
        kept: what was finished before.
        out: where the table goes, without its ending.
        work: folder for the unfinished training, which resumes from its checkpoint.
    """
    missing = [variant for variant in wanted if variant.name not in kept.names]
    for place, variant in enumerate(missing):
        left = len(missing) - place
        _say(f"{variant.name}: {left} to go, about {_minutes(kept, variant.config, left):.0f} min")
        result = _result(variant, bench, work / _slug(variant))
        kept = replace(kept, results=(*kept.results, result))
        ablation_table.write(kept, out)
    return kept


def _result(variant: Variant, bench: Bench, folder: Path) -> Result:
    began = time.monotonic()
    network = _trained(variant, bench, folder).to("cpu")
    scorer = EmbeddedScorer(network, bench.tokenizer, Calibration(), "ablation")
    result = Result(
        name=variant.name,
        figures=quick_figures.figures(scorer, bench.samples),
        kinds=measure(scorer, bench.clean, bench.mixture.world, variant.kinds),
        seconds=round(time.monotonic() - began),
    )
    shutil.rmtree(folder)
    return result


def _trained(variant: Variant, bench: Bench, folder: Path) -> Network:
    torch.manual_seed(variant.config.seed)
    network = initial_network(bench.encoder / "model.safetensors", bench.shape)
    detector = bench.detector if variant.config.detection_steps else None
    if detector:
        network.load_state_dict(learned(detector), strict=False)
    if variant.blind:
        network.side.register_forward_pre_hook(lambda _, inputs: (torch.zeros_like(inputs[0]),))
    if (folder / WEIGHTS).exists():  # it was trained, and interrupted while it was measured
        network.load_state_dict(load_file(folder / WEIGHTS))
        return network
    mixture = replace(
        bench.mixture, shares=variant.config.shares, without_kinds=variant.config.without_kinds
    )
    folder.mkdir(parents=True, exist_ok=True)
    network.to(device())
    train(
        network,
        mixture,
        bench.tokenizer,
        variant.config,
        folder,
        detector=detector.to(device()) if detector else None,
        resume=True,
    )
    return network


def _slug(variant: Variant) -> str:
    """A folder of its own for each name and configuration: none resumes from another's."""
    known = json.dumps([variant.name, asdict(variant.config)], default=list)
    return "ablation-" + hashlib.sha256(known.encode()).hexdigest()[:12]


def _minutes(kept: Results, config: TrainConfig, left: int) -> float:
    if kept.results:
        seconds = sum(result.seconds for result in kept.results) / len(kept.results)
    else:
        seconds = _STEP_SECONDS * config.steps * config.batch_tokens / 1800 + 60
    return left * seconds / 60


def signature(config: TrainConfig, data: Path) -> str:
    """What two tables must share to be compared: version, configuration and data."""
    files = sorted(data.glob("*.parquet"))
    digests = [_digest(path.read_bytes()) for path in files]
    return (
        f"mtqa:{__version__}|steps:{config.steps}|seed:{config.seed}"
        f"|config:{_digest(json.dumps(asdict(config), default=list).encode())}"
        f"|data:{_digest(''.join(digests).encode())}"
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _clean_sentences(data: Path) -> list[str]:
    news = unseen_human_news(data)
    long_enough = news[news.str.count(" ") >= 6].drop_duplicates()
    return list(long_enough.sample(min(SENTENCES, len(long_enough)), random_state=1))


def _bench(data: Path, encoder: Path, config: TrainConfig, cache: Path) -> Bench:
    _say(f"reading the sets of {data} ...")
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    shape = NetworkConfig()
    network = initial_network(encoder / "model.safetensors", shape)
    steps = config.detection_steps
    return Bench(
        mixture=load_mixture(data, config, network, tokenizer, cache),
        tokenizer=tokenizer,
        encoder=encoder,
        detector=made.detector(data, steps, network, tokenizer, cache) if steps else None,
        samples=quick_figures.load(data, cache),
        clean=_clean_sentences(data),
        shape=shape,
    )


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


_FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.option("--data", type=_FOLDER, required=True, help="Folder of the sets.")
@click.option("--start", type=_FOLDER, help="The start encoder; else that of its package.")
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="TOML file of the whole, as for `mtqa train`.",
)
@click.option("--steps", type=int, default=150, show_default=True, help="Of every training.")
@click.option("--out", "-o", type=click.Path(path_type=Path), required=True, help=".md and .json.")
@click.option("--only", multiple=True, metavar="NAME", help="This variant, or group; repeatable.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=CACHE,
    show_default=True,
    help="Folder for what is slow to compute and for the unfinished training.",
)
@click.option("--list", "listed", is_flag=True, help="Name the variants and the time, then stop.")
def main(
    data: Path,
    start: Path | None,
    config_file: Path | None,
    steps: int,
    out: Path,
    only: tuple[str, ...],
    cache: Path,
    listed: bool,
) -> None:
    """Train the network without each of its parts and hold the figures against each other."""
    base = replace(read_config(config_file), steps=steps, checkpoint_every=50)
    wanted = chosen(variants(base), only)
    kept = ablation_table.read(out, signature(base, data))
    missing = [variant for variant in wanted if variant.name not in kept.names]
    if listed:
        click.echo("\n".join(variant.name for variant in wanted))
        click.echo(f"{len(missing)} to go, about {_minutes(kept, base, len(missing)):.0f} min")
        return
    cache.mkdir(parents=True, exist_ok=True)
    done = run(wanted, _bench(data, start_encoder(start), base, cache), kept, out, cache)
    click.echo(ablation_table.markdown(done))


if __name__ == "__main__":
    try:
        main()
    except MtqaError as problem:
        sys.exit(f"mtqa: error: {problem}")
