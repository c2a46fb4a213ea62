"""Which words real systems write in place of others: wrong senses as they come, not as invented.

Where an output agrees with its reference on both sides of one or two words and not on these, the
pair is a confusion ("poisoning" for "addiction", "hesitated" for "missed"). Some are only another
way to say it; outputs far from their reference have fewer of those.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

Confusions = Mapping[str, Sequence[str]]
"""Lower-case words or pairs of words, each with what was written for it, as often as it was."""

_LONGEST = 2
_SAME_STEM = 4  # "report" for "reports" is a wrong form, which is a kind of its own


def confusions(pairs: Iterable[tuple[str, str]]) -> Confusions:
    """Confusions of outputs, each given after its reference.

    >>> confusions([("He died of the poisoning on Monday", "He died of the addiction on Monday")])
    {'poisoning': ['addiction']}
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for reference, output in pairs:
        for right, wrong in _replaced(_words(reference), _words(output)):
            found[right].append(wrong)
    return dict(found)


def _words(text: str) -> list[str]:
    return [bare for word in text.split() if (bare := word.strip(".,;:!?\"'()").lower())]


def _replaced(reference: list[str], output: list[str]) -> Iterable[tuple[str, str]]:
    steps = SequenceMatcher(None, reference, output, autojunk=False).get_opcodes()
    for before, (step, a, b, c, d), after in zip(steps, steps[1:], steps[2:], strict=False):
        if step != "replace" or before[0] != "equal" or after[0] != "equal":
            continue
        right, wrong = reference[a:b], output[c:d]
        if max(len(right), len(wrong)) <= _LONGEST and _differ(right, wrong):
            yield " ".join(right), " ".join(wrong)


def _differ(right: Sequence[str], wrong: Sequence[str]) -> bool:
    """Both are words with a meaning, and not forms of one another."""
    if not all(word.isalpha() for word in (*right, *wrong)):
        return False
    if max(map(len, right)) < _SAME_STEM or max(map(len, wrong)) < _SAME_STEM:
        return False
    stems = {word[:_SAME_STEM] for word in right}
    return not stems & {word[:_SAME_STEM] for word in wrong}
