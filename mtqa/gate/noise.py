"""How much two good translations of one text differ: what a gate must take for usual.

Every number that was measured for the rules on what got worse stands here, with the command that
measures it anew; those of sentences hang on the model.
"""

from mtqa import mqm
from mtqa.mqm import Severity

LOST = mqm.score(0) - mqm.score(mqm.penalty("Other", Severity.MAJOR))
"""Points of score that a changed sentence must lose to count as much worse: what one major error
costs."""

USUAL = 0.051
"""Share of sentences that lose as much between two systems of equal quality: of 887 by three pairs
of systems of WMT 2020 and 2021, Chinese to English, that people rated alike
(`benchmarks/gate_noise.py` measures it anew)."""

CHANCE = 0.1
"""More of them than by chance in one run of ten are too many: of one or two changed sentences none
may be much worse, of twenty two."""

LOST_KEYWORDS = 0.5
"""Share of its keywords that an article may lose. Of the training articles of WMT 2020 and 2021 two
of the systems, six pairs drawn for each, differ by more in 0.2 % of 1,134 cases from Chinese into
English, in 0.8 % of 998 into German and none of 216 into Russian; of 1,200 pairs of two different
articles all but 11 do (`benchmarks/gate_keywords.py` measures this and what is below anew)."""

SAME_STORY = 0.25
"""Share of its keywords that an article may lack to be recognised where another one has taken its
place: 95 of 100 of the same pairs into English lack no more, and of 1,200 different articles
none lacks as few."""

LOST_LENGTH = 0.1
"""Share of its words that an article may lose where the rest is left as it was. Not measured: less
than a paragraph of ten is for an editor to cut."""

LENGTHS = 0.3
"""Share by which what was written anew may be shorter. Of the same pairs none into English or
German is shorter by more, and one into Russian, which was cut."""
