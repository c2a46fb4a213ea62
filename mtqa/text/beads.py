"""The cheapest way to lay two texts beside each other, sentence by sentence.

Dynamic programming over beads, which are a few neighbouring sentences of each side (Gale and Church
1993, "A Program for Aligning Sentences in Bilingual Corpora", Computational Linguistics 19). What
makes two of them belong together is up to the caller.
"""

import math
from collections.abc import Callable

Bead = tuple[int, int, int, int]
"""Index of the first sentence and number of sentences on the left, and the same on the right."""

Price = Callable[[int, int, int, int], float]
"""What a bead costs in nats beside what its kind does."""

_SHARES = {
    (1, 1): 0.89,
    (1, 0): 0.005,
    (0, 1): 0.005,
    (2, 1): 0.045,
    (1, 2): 0.045,
    (2, 2): 0.01,
    (3, 1): 0.005,
    (1, 3): 0.005,
}
_COSTS = {kind: -math.log(share) for kind, share in _SHARES.items()}
"""Numbers of sentences to the cost of the kind in nats. The shares are Gale and Church's table 5;
one sentence in three is added, which is how Chinese comes into English."""


def cheapest(
    left: int, right: int, price: Price, *, skips: bool = True
) -> tuple[float, list[Bead]]:
    """Cost and beads of the best path through so many sentences on the left and on the right, each
    in one bead; infinite if there is none.

    Args:
        left: number of sentences of the one text.
        right: number of sentences of the other.
        price: called for every possible bead.
        skips: whether a sentence may stand alone.
    """
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(left + 1):
        for j in range(right + 1):
            for (a, b), cost in _COSTS.items():
                before = best.get((i - a, j - b))
                if before is None or (not (a and b) and not skips):
                    continue
                total = before[0] + cost + price(i - a, a, j - b, b)
                if (i, j) not in best or total < best[i, j][0]:
                    best[i, j] = (total, (a, b))
    i, j = left, right
    if (i, j) not in best:
        return math.inf, []
    total, path = best[i, j][0], []
    while (i, j) != (0, 0):
        a, b = best[i, j][1]
        i, j = i - a, j - b
        path.append((i, a, j, b))
    return total, path[::-1]
