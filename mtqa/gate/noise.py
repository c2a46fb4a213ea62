"""How much two good translations of one text differ: what a gate must take for usual.

Every number that was measured for the rules on what got worse stands here, with the command that
measures it anew; those of sentences hang on the model.
"""

from mtqa import mqm
from mtqa.mqm import Severity

LOST = mqm.score(0) - mqm.score(mqm.penalty("Other", Severity.MAJOR))
"""Points of score that a changed sentence must lose to count as much worse: what one major error
costs."""

USUAL = 0.039
"""Share of sentences that lose as much between two systems of equal quality: of 887 by three pairs
of systems of WMT 2020 and 2021, Chinese to English, that people rated alike
(`benchmarks/gate_noise.py` measures it anew)."""

CHANCE = 0.1
"""More of them than by chance in one run of ten are too many: of one or two changed sentences none
may be much worse, of twenty two."""

LOST_KEYWORDS = 0.5
"""Share of its keywords that an article may lose. Of the training articles of WMT 2020 and 2021 two
of the systems, drawn six times for each, differ by more in 0.1 % of the cases from Chinese into
English, in 0.6 % and 0.9 % from English into German and Russian; two articles by chance in all but
0.7 % (`benchmarks/gate_keywords.py` measures it anew)."""

LOST_LENGTH = 0.1
"""Share of its words that an article may lose where the rest is left as it was. Not measured: less
than a paragraph of ten is for an editor to cut."""

LENGTHS = 0.3
"""Share by which what was written anew may be shorter. Of the same pairs of articles none into
English or German is shorter by more, and three of 216 into Russian, which are cut."""
