"""What a metric must beat: numbers that know nothing of translation. Higher badness is worse."""

from collections.abc import Callable, Sequence

import numpy as np

from mtqa import checks, mqm
from mtqa.mqm import NON_TRANSLATION, Severity
from mtqa.scorers.features import compressibility, repeated_share, unknown_share, words_of
from mtqa.training.judgements import Judge, Judgements, Mark, from_badness
from mtqa.types import Document, Issue, Segment

_MAJOR = frozenset({Severity.MAJOR, Severity.CRITICAL})


def _by(badness: Callable[[str], float]) -> Judge:
    return lambda texts: from_badness([badness(text) for text in texts])


def checks_only(texts: Sequence[str]) -> Judgements:
    """The heuristics with their default options, each text an English article of its own.

    The score is that of the sum of their penalties; garbled is what they call non-translation.
    """
    configured = checks.configure()
    found = [
        checks.run(Document(str(i), (Segment(text),), target_lang="en"), configured).issues[0]
        for i, text in enumerate(texts)
    ]
    penalties = np.array([_penalty(issues) for issues in found], dtype=np.float64)
    return Judgements(
        score=100.0 - penalties * (100.0 / mqm.MAX_PENALTY),
        garbled=penalties,
        flagged=np.array([any(map(_is_garble, issues)) for issues in found], dtype=np.bool_),
        marks=tuple(
            tuple(Mark(i.span.start, i.span.end, i.severity in _MAJOR) for i in issues)
            for issues in found
        ),
    )


BASELINES: dict[str, Judge] = {
    "constant": _by(lambda text: 0.0),
    "minus length": _by(lambda text: len(text.split())),
    "repeated n-grams": _by(repeated_share),
    "compressibility": _by(compressibility),
    "unknown words": _by(lambda text: unknown_share(words_of(text))),
    "checks only": checks_only,
}
"""Every baseline by its name in the table."""


def _penalty(issues: Sequence[Issue]) -> float:
    total = sum(mqm.penalty(issue.category, issue.severity) for issue in issues)
    return min(mqm.MAX_PENALTY, total)


def _is_garble(issue: Issue) -> bool:
    return issue.category == NON_TRANSLATION and issue.severity in _MAJOR
