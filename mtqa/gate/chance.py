"""Rules that a few sentences may break, since they do so between good translations too."""

from collections.abc import Sequence
from math import ceil, comb, sqrt
from statistics import NormalDist

from mtqa.decision import Offender, Rule
from mtqa.gate import places
from mtqa.gate.noise import CHANCE
from mtqa.text.visible import visible
from mtqa.wording import count_text

_NORMAL = 50  # from this mean on a binomial distribution is as good as normal


def rule(
    name: str,
    requirement: str,
    found: Sequence[Offender],
    *,
    among: int,
    usual: float,
    noun: str,
    fault: str,
    worst: str = "",
) -> Rule:
    """Whether more sentences have a fault than by chance, if a share `usual` (0..1) of good ones
    has it; `found` are the articles that have some, worst first, their value the number of them,
    `among` how many were asked. `noun` is what was asked, `worst` what more is said of the worst
    article."""
    count, most = round(sum(one.value or 0 for one in found)), by_chance(among, usual)
    shown = f"{count:,} of {count_text(among, noun)}"
    reason = ""
    if count > most:
        reason = (
            f"{shown} {'is' if count == 1 else 'are'} {fault}, above {most:,}; worst in "
            f"{found[0].article}{worst}, first at {visible(places.first(found[0].places))}."
        )
    return Rule(
        name,
        "",
        requirement,
        count,
        most,
        shown if among else "nothing to judge",
        str(most),
        not reason,
        (reason,) if reason else (),
        tuple(found),
    )


def by_chance(count: int, share: float) -> int:
    """How many of so many there may be, if each is one by a share (0..1) of chance: more are rarer
    than `CHANCE`.

    >>> by_chance(2, 0.04), by_chance(20, 0.04)
    (0, 2)
    """
    mean, spread = count * share, sqrt(count * share * (1 - share))
    if mean > _NORMAL:
        return ceil(NormalDist(mean, spread).inv_cdf(1 - CHANCE))
    most, tail = -1, 1.0
    while tail > CHANCE:
        most += 1
        tail -= comb(count, most) * share**most * (1 - share) ** (count - most)
    return most
