"""One training: from a mixture and a network to weights (float32), configuration and curve.

It resumes from its last checkpoint. One seed gives one result on one machine.
"""

import json
import math
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import Tensor

from mtqa.errors import ModelError
from mtqa.scorers.network import Network, Outputs
from mtqa.training import checkpoint
from mtqa.training.checkpoint import CONFIG, WEIGHTS, Progress
from mtqa.training.collate import Batch
from mtqa.training.config import TrainConfig
from mtqa.training.loading import loaded, moved
from mtqa.training.mixture import Mixture
from mtqa.training.objective import LOSSES, losses, weighed
from mtqa.training.teaching import detected, taught

LINE_EVERY = 20
"""Steps between two lines of the curve and of the progress."""


def train(
    network: Network,
    mixture: Mixture,
    tokenizer: Tokenizer,
    config: TrainConfig,
    out: Path,
    *,
    teachers: Sequence[Network] = (),
    detector: Network | None = None,
    resume: bool = False,
) -> None:
    """Train the network and leave weights, configuration and curve in the folder `out`.
    `teachers` lie where the network lies, and are set to evaluation, as does and is the `detector`,
    which says what is odd.

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
    stream = loaded(mixture, tokenizer, config, skip=done.step)
    network.train()
    began = time.monotonic() - done.seconds
    sums = torch.tensor(done.sums or [0.0] * len(LOSSES), device=next(network.parameters()).device)
    for step in range(done.step + 1, config.steps + 1):
        _set_rates(optimizer, step - 1, config)
        sums += _update(network, optimizer, next(stream), config, teachers, detector)
        seconds = time.monotonic() - began
        if step % LINE_EVERY == 0 or step == config.steps:
            means = _means(sums, (step - 1) % LINE_EVERY + 1, step)
            checkpoint.add_to_curve(out, step, seconds, means)
            say(_line(step, config.steps, seconds, means))
            sums = torch.zeros_like(sums)
        if step % config.checkpoint_every == 0:
            _means(sums, 1, step)  # a network that ran away is not kept
            progress = Progress(step, seconds, tuple(sums.tolist()))
            checkpoint.save(out, network, optimizer, config, progress)
    save_file(_mixed(network.state_dict(), started, config.start_share), out / (WEIGHTS + ".new"))
    (out / (WEIGHTS + ".new")).replace(out / WEIGHTS)


def _means(sums: Tensor, count: int, step: int) -> dict[str, float]:
    means = dict(zip(LOSSES, (sums / count).tolist(), strict=True))
    if not all(map(math.isfinite, means.values())):
        raise ModelError(f"step {step}: the loss is not a number; lower the rates")
    return means


def _mixed(
    ended: Mapping[str, Tensor], started: Mapping[str, Tensor], share: float
) -> dict[str, Tensor]:
    """The mean of the weights at the end and at the start, the latter by `share` (WiSE-FT, Wortsman
    et al. 2022): what a training further from a good model learned, and less of what it forgot."""
    return {name: torch.lerp(weight, started[name], share) for name, weight in ended.items()}


def _update(
    network: Network,
    optimizer: torch.optim.Optimizer,
    item: Batch,
    config: TrainConfig,
    teachers: Sequence[Network],
    detector: Network | None,
) -> Tensor:
    """One step down the gradient; returns the losses before it, in the order of their names. They
    stay where the network lies: to fetch them would let a GPU wait at every step."""
    item = moved(item, next(network.parameters()).device)
    if detector:
        with torch.no_grad():
            item = detected(item, _forward(detector, item, bfloat16=config.bfloat16))
    outputs = _forward(network, item, bfloat16=config.bfloat16)
    parts = losses(outputs, item)
    total = weighed(parts, config.losses)
    if teachers:
        with torch.no_grad():
            said = [_forward(teacher, item, bfloat16=config.bfloat16) for teacher in teachers]
        shares = {n: config.teaching * (n in (config.taught or config.losses)) for n in parts}
        by_teachers = losses(outputs, taught(item, said))
        both = {n: torch.lerp(loss, by_teachers[n], shares[n]) for n, loss in parts.items()}
        total = weighed(both, config.losses)
    total.backward()  # type: ignore[no-untyped-call]  # torch leaves it without types
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return torch.stack([parts[name].detach() for name in LOSSES])


def _forward(network: Network, item: Batch, *, bfloat16: bool) -> Outputs:
    inputs = item.inputs
    with torch.autocast(inputs.ids.device.type, torch.bfloat16, enabled=bfloat16):
        outputs = network(inputs.ids, inputs.case, inputs.mask, inputs.side)
    return Outputs(*(part.float() for part in outputs))


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


def say(line: str) -> None:
    """To whoever waits for the training."""
    print(line, file=sys.stderr, flush=True)
