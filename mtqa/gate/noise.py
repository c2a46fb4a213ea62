"""How much two good translations of one text differ: what a gate must take for usual.

Every number that was measured for the rules on what got worse stands here, with the command that
measures it anew; those of sentences hang on the model.
"""

from mtqa import mqm
from mtqa.mqm import Severity

LOST = mqm.score(0) - mqm.score(mqm.penalty("Other", Severity.MAJOR))
"""Points of score that are much for a changed sentence to lose if a quarter of its words were
changed or more: what one major error costs."""

LEAST = mqm.score(0) - mqm.score(mqm.penalty("Other", Severity.MINOR))
"""Points that are much where hardly a word was changed: what one minor error costs."""

_AS_IT_WAS, _PER_CHANGE = 2.0, 70.0
"""The points between the two: so many, and 0.7 for each per cent of the words that were changed.
Scores of two sentences that are nearly the same differ by much less than those of others."""

USUAL = 0.022
"""Share of sentences that lose as much between two systems of equal quality: of 5,225 in training
articles by three pairs of systems of WMT 2020 and 2021, Chinese to English, that people rated alike
(`benchmarks/gate_likeness.py` measures this and what is above anew)."""

FEW = (0.5, 0.6)
"""So much of it, but no less than `LEAST`, is enough where one sentence alone was changed, and
where two were: 5.6 % and 4.7 % lose as much, so that one of them is rarer than `CHANCE`."""

CHANCE = 0.1
"""More of them than by chance in one run of ten are too many: of one to four changed sentences
none may be much worse, of five one, of twenty-five two."""

KEPT = 0.5
"""Share of the words that a sentence has in common with what stood in its place, below which it is
new: of the same 5,225 sentences 3.1 % have less in common."""

ANEW = 6.0
"""Points that are much for a new sentence to lose, however many were changed: so few, since few
are new. 0.3 % of the same sentences are and lose as much; of sentences that people wrote anew in
the place of weak output 2.1 %, where 1.3 % of all their edits lose `LOST` or what stands for it."""

BELONGING = 0.2
"""Share of the long words and figures of a sentence that stand elsewhere in its article, or are
keywords of it, up to which it is about something else."""

DETACHED = 0.05
"""Share of sentences by good systems that are so about something else than their own article, in
the place of another one of it: 4.4 % of 2,672 in training articles of WMT 2020 and 2021 from
Chinese into English, 6.7 % of 2,574 from English into German, 5.2 % of 884 into Russian
(`benchmarks/gate_keywords.py`)."""

STRANGE, UNHEARD_OF = 0.05, 0.006
"""The same of sentences hardly a word of which stands elsewhere, which are so much rarer that none
is usual among seventeen: 0.6 %, 0.5 % and 0.3 %."""

LOST_KEYWORDS = 0.5
"""Share of its keywords that an article may lose. Of the training articles of WMT 2020 and 2021 two
of the systems, six pairs drawn for each, differ by more in 0.2 % of 1,134 cases from Chinese into
English, in 0.9 % of 998 into German and none of 216 into Russian; of 1,200 pairs of two different
articles all but 11 do (`benchmarks/gate_keywords.py` measures this and what is below anew)."""

SAME_STORY = 0.25
"""Share of its keywords that an article may lack to be recognised where another one has taken its
place: 95 of 100 of the same pairs into English lack no more, and of 1,200 different articles
none lacks as few."""

LOST_LENGTH = 0.1
"""Share of its words that an article may lose where the rest is left as it was. Not measured: less
than a paragraph of ten is for an editor to cut."""

LENGTHS = 0.3
"""Share by which what was written anew may be shorter. Of the same pairs none into English is
shorter by more, and one each into German and Russian."""


def much(likeness: float | None, changed: int = len(FEW) + 1) -> float:
    """Points of score that are much for a sentence to lose, down to `LEAST`.

    Args:
        likeness: the share of its words (0..1) in common with what it was; None is not known.
        changed: how many sentences were, this one included.

    >>> much(1.0), round(much(0.9), 1), much(0.5), much(0.1), much(None)
    (4.0, 9.0, 20.0, 6.0, 20.0)
    >>> [round(much(0.5, changed), 1) for changed in (1, 2, 3)]
    [10.0, 12.0, 20.0]
    """
    if likeness is not None and likeness < KEPT:
        return ANEW
    lost = 1.0 if likeness is None else 1 - likeness
    points = min(LOST, _AS_IT_WAS + _PER_CHANGE * lost)
    return max(LEAST, points * (FEW[changed - 1] if changed <= len(FEW) else 1.0))
