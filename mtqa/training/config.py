"""What a training is made of: the values of `mtqa train`, and the file that changes them."""

import difflib
import math
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from mtqa.errors import ConfigError

_WANTED = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    tuple: "a list",
    dict: "a table",
}
_LONGEST = 510  # what the positions of the encoder leave beside its two special tokens


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """All that decides the result. Shares are of groups, weights are of losses.

    Raises:
        ConfigError: a number that no training can begin with.
    """

    seed: int = 13
    steps: int = 3300
    batch_tokens: int = 1800
    max_tokens: int = 112
    pool: int = 24  # batches drawn together and sorted by length: a third of the time saved
    encoder_rate: float = 1.2e-4
    head_rate: float = 1e-3
    warmup: float = 0.06
    weight_decay: float = 0.01
    checkpoint_every: int = 200
    bfloat16: bool = True  # products of matrices in half the bits, in half the time
    workers: int = 0  # processes that make batches; 0: the one that trains makes them
    teaching: float = 0.8  # share of the losses that is held against the teachers, if there are any
    taught: tuple[str, ...] = ()  # losses that teachers have a share in; without names all
    start_share: float = 0.0  # of the weights it started from in those it ends with
    detection_steps: int = 0  # of detection learned before, with a masked language model beside it
    refereed: bool = False  # whether a referee prices and marks the system outputs
    without_kinds: tuple[str, ...] = ()  # kinds of damage to leave out, to measure on them
    shares: Mapping[str, float] = field(
        default_factory=lambda: {
            "mqm": 0.19,
            "biomqm": 0.0,
            "systems": 0.28,
            "mlqe": 0.10,
            "pairs": 0.02,
            "lexical": 0.05,
            "undertrained": 0.06,
            "damage": 0.30,
        }
    )
    losses: Mapping[str, float] = field(
        default_factory=lambda: {
            "garbled": 1.0,
            "penalty": 1.5,
            "chrf": 0.5,
            "adequacy": 0.15,
            "error": 0.5,
            "major": 0.5,
            "odd": 1.0,
            "rank": 0.4,
        }
    )

    def __post_init__(self) -> None:
        for name in ("steps", "batch_tokens", "max_tokens", "pool", "checkpoint_every"):
            if getattr(self, name) < 1:
                raise ConfigError(f"{name}: {getattr(self, name)} is too few; give 1 or more")
        if self.max_tokens > _LONGEST:
            raise ConfigError(f"max_tokens: the network reads at most {_LONGEST} tokens")
        if not 0 <= self.warmup < 1:
            raise ConfigError(f"warmup: a share of the steps, 0 to below 1, not {self.warmup}")
        for name in ("workers", "detection_steps"):
            if getattr(self, name) < 0:
                raise ConfigError(f"{name}: 0 or more, not {getattr(self, name)}")
        if not 0 <= self.teaching <= 1:
            raise ConfigError(f"teaching: 0 to 1, not {self.teaching}")
        if unknown := [name for name in self.taught if name not in self.losses]:
            raise ConfigError(f"taught: no loss is called {unknown[0]!r}")
        if not 0 <= self.start_share < 1:
            raise ConfigError(f"start_share: 0 to below 1, not {self.start_share}")
        for name in ("encoder_rate", "head_rate", "weight_decay"):
            _not_negative(name, getattr(self, name))
        for table in ("shares", "losses"):
            for name, value in getattr(self, table).items():
                _not_negative(f"{table}.{name}", value)
            if not any(getattr(self, table).values()):
                raise ConfigError(f"{table}: at least one must be above 0")


def _not_negative(name: str, value: float) -> None:
    if not (math.isfinite(value) and value >= 0):
        raise ConfigError(f"{name}: {value} will not do; give 0 or more")


def read_config(path: Path | None) -> TrainConfig:
    """The defaults, changed by a TOML file of the same keys; `[shares]` and `[losses]` are tables,
    of which only the keys that are given change.

    Raises:
        ConfigError: with one line for every fault: no TOML, an unknown key (naming the nearest
            one), a value of the wrong type or out of range.
    """
    if path is None:
        return TrainConfig()
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read as TOML: {error}") from None
    faults: list[str] = []
    values = _changed(asdict(TrainConfig()), table, "", faults)
    if faults:
        raise ConfigError("\n".join(f"{path}: {fault}" for fault in faults))
    build: Callable[..., TrainConfig] = TrainConfig
    try:
        return build(**values)
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from None


def _changed(
    defaults: Mapping[str, object], table: Mapping[str, object], prefix: str, faults: list[str]
) -> dict[str, object]:
    values = dict(defaults)
    for key, value in table.items():
        default = defaults.get(key)
        if default is None:
            near = difflib.get_close_matches(key, sorted(defaults), n=1, cutoff=0.0)[0]
            faults.append(f"unknown key {prefix}{key}; the nearest is {prefix}{near}")
        elif isinstance(default, dict) and isinstance(value, dict):
            values[key] = _changed(default, value, f"{prefix}{key}.", faults)
        elif isinstance(default, float) and type(value) in (int, float):
            values[key] = float(str(value))
        elif isinstance(default, tuple) and isinstance(value, list):
            values[key] = tuple(str(entry) for entry in value)
        elif type(value) is type(default):
            values[key] = value
        else:
            wanted = _WANTED[type(default)]
            faults.append(f"{prefix}{key}: {value!r} will not do; give {wanted}")
    return values
