"""MQM: categories, severities, weights, and the score made from them.

Categories are the strings of the WMT MQM ratings (Freitag et al. 2021, "Experts, Errors, and
Context", TACL 9, table 10; data in google/wmt-mqm-human-evaluation), so that issues compare with
human ratings without a mapping.
"""

from enum import StrEnum


class Severity(StrEnum):
    """MQM's four severities, mildest first."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


NON_TRANSLATION = "Non-translation"
"""Too badly garbled to tell single errors apart: what mtqa calls *garbled*."""

OMISSION = "Accuracy/Omission"
"""Something of the source is not in the translation."""

CATEGORIES = frozenset(
    {
        "Accuracy/Addition",
        "Accuracy/Mistranslation",
        OMISSION,
        "Accuracy/Untranslated text",
        "Fluency/Character encoding",
        "Fluency/Grammar",
        "Fluency/Inconsistency",
        "Fluency/Punctuation",
        "Fluency/Register",
        "Fluency/Spelling",
        "Locale convention/Address format",
        "Locale convention/Currency format",
        "Locale convention/Date format",
        "Locale convention/Name format",
        "Locale convention/Number format",
        "Locale convention/Telephone format",
        "Locale convention/Time format",
        "Non-translation",
        "Other",
        "Style/Awkward",
        "Terminology/Inappropriate for context",
        "Terminology/Inconsistent use",
    }
)

MAX_PENALTY = 25.0
"""The penalty of one segment is capped here, which is also the weight of a non-translation."""

GRADES = (("A", 4.1), ("B", 13.8), ("C", 27.2), ("D", 54.4))
"""Highest penalty per 100 words of each grade; beyond the last it is F. From the human MQM ratings
of the WMT 2021 news systems (Freitag et al. 2021, google/wmt-mqm-human-evaluation), per article:
A up to the median of English-German (4.1), B up to the median of Chinese-English (13.8), C up to
the 90th percentile of Chinese-English (27.2), D up to twice that."""

_WEIGHTS = {
    Severity.NEUTRAL: 0.0,
    Severity.MINOR: 1.0,
    Severity.MAJOR: 5.0,
    Severity.CRITICAL: 10.0,
}
# A minor punctuation error weighs 0.1, a major non-translation 25 (Freitag et al. 2021, table 2).
# Their data has no "critical"; its 10 is xCOMET's (Guerreiro et al. 2024, section 3.1).


def penalty(category: str, severity: Severity) -> float:
    """MQM weight of one issue, 0 (harmless) to 25 (garbled).

    >>> penalty("Fluency/Grammar", Severity.MAJOR), penalty("Fluency/Punctuation", Severity.MINOR)
    (5.0, 0.1)
    >>> penalty("Non-translation", Severity.MAJOR)
    25.0
    """
    if category == NON_TRANSLATION and severity in (Severity.MAJOR, Severity.CRITICAL):
        return MAX_PENALTY
    if category == "Fluency/Punctuation" and severity is Severity.MINOR:
        return 0.1
    return _WEIGHTS[severity]


def score(segment_penalty: float) -> float:
    """Score of a segment, 0 (worst) to 100 (no error), from its MQM penalty (sum of weights).

    100 - 4 x min(25, penalty): the 0..1 score of xCOMET (Guerreiro et al. 2024) times 100.

    >>> score(0), score(5), score(80)
    (100.0, 80.0, 0.0)
    """
    return 100.0 - 100.0 / MAX_PENALTY * min(MAX_PENALTY, segment_penalty)
