"""Kinds of damage in folds: left out of training one fold at a time, they tell how well a network
knows damage that it was never shown.

A fold holds kinds that are alike, since a network that was shown the loop knows the stutter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from mtqa.scorers.embedded import EmbeddedScorer
from mtqa.training.damage import damage
from mtqa.training.kinds_heavy import HEAVY
from mtqa.training.kinds_light import LIGHT
from mtqa.training.metrics import auroc
from mtqa.training.quick_figures import judge
from mtqa.training.world import World

SENTENCES = 150
"""Clean sentences that each kind damages."""

_PILED = "many"  # light kinds on top of each other, whichever they are

_NAMED: Mapping[str, tuple[str, ...]] = {
    "wrong words": (
        *("plausible_word", "wrong_sense", "confused_word", "unrelated_word", "wrong_senses"),
    ),
    "wrong forms": (
        *("function_word", "wrong_form", "lost_case", "glued_or_split"),
        *("broken_number_or_name",),
    ),
    "order": ("moved_span", "swapped_roles", "shuffled", "jumbled"),
    "repetition": ("doubled_span", "loop", "stutter", "echo", "circling"),
    "cuts": ("dropped_span", "stray_mark", "fragment", "spliced"),
    "noise": (
        *("walk", "tail_walk", "fluent_walk", "usual_walk", "salad", "untranslated"),
        _PILED,
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """How well clean sentences are told from those damaged by one kind: AUC of the penalty head
    and of the garbled head, 0.5 is chance, and how many sentences were damaged."""

    kind: str
    penalty: float
    garbled: float
    damaged: int


def folds() -> dict[str, tuple[str, ...]]:
    """All kinds of damage, each in one fold; a kind that no fold names is one of its own."""
    kinds = (*LIGHT, *HEAVY)
    named = {
        fold: tuple(kind for kind in members if kind in kinds) for fold, members in _NAMED.items()
    }
    taken = {kind for members in named.values() for kind in members}
    alone = {kind.replace("_", " "): (kind,) for kind in kinds if kind not in taken}
    return {**{fold: members for fold, members in named.items() if members}, **alone}


def left_out(kinds: Sequence[str]) -> tuple[str, ...]:
    """What training must leave out so that it sees none of `kinds`: a pile of light kinds may hold
    any of them."""
    piled = _PILED not in kinds and any(kind in LIGHT for kind in kinds)
    return (*kinds, _PILED) if piled else tuple(kinds)


def measure(
    scorer: EmbeddedScorer, clean: Sequence[str], world: World, kinds: Sequence[str]
) -> tuple[Found, ...]:
    """Tell `clean` from itself damaged by each kind; the damage is the same in every call."""
    heads = judge(scorer, clean)
    found: list[Found] = []
    for kind in kinds:
        rng = Random(f"held out: {kind}")
        hurt = [made.text for text in clean if (made := damage(text, world, rng, kind=kind))]
        judged = judge(scorer, hurt)
        labels = np.repeat([False, True], [len(clean), len(hurt)])
        penalty = auroc(labels, -np.concatenate([heads.score, judged.score]))
        garbled = auroc(labels, np.concatenate([heads.garbled, judged.garbled]))
        found += [Found(kind, penalty, garbled, len(hurt))] if hurt else []
    return tuple(found)
