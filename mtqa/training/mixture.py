"""The mixture the network is trained on: groups of sentences that belong together, drawn by share.

A group holds translations of one source, or a clean sentence and its damaged twins; labels that a
set does not have are None.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from random import Random

from mtqa.training.damage import damage
from mtqa.training.examples import Example, Group
from mtqa.training.groups import HUMAN_PENALTY
from mtqa.training.styles import styled
from mtqa.training.world import World


@dataclass(frozen=True, slots=True)
class Mixture:
    """The parts of the training data and how often each is drawn."""

    parts: Mapping[str, list[Group]]
    shares: Mapping[str, float]
    clean: list[str]
    world: World
    without_kinds: tuple[str, ...] = ()

    def groups(self, rng: Random) -> Iterator[Group]:
        """Groups without end, drawn by share, some in another style; damage is made anew each
        time."""
        names, weights = list(self.shares), list(self.shares.values())
        while True:
            name = rng.choices(names, weights)[0]
            if name == "damage":
                sentence = rng.choice(self.clean)
                group = damaged_group(sentence, self.world, rng, self.without_kinds)
            else:
                group = rng.choice(self.parts[name])
                group = group if len(group) <= 4 else rng.sample(group, 4)
            yield styled(group, rng)


def damaged_group(
    sentence: str, world: World, rng: Random, without_kinds: Collection[str] = ()
) -> Group:
    """A clean sentence with one or two damaged twins (none, if no damage took)."""
    group = [Example(sentence, 0.0, HUMAN_PENALTY, quality=0.0, marks=(), weight=0.7)]
    for _ in range(rng.randint(1, 2)):
        hurt = damage(sentence, world, rng, without=without_kinds)
        if hurt:
            group.append(
                Example(
                    hurt.text,
                    garbled=hurt.garbled,
                    penalty=hurt.penalty,
                    quality=-1.0 - 4 * hurt.garbled,
                    marks=hurt.marks,
                    weight=0.7,
                )
            )
    return group
