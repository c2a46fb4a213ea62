"""Which words of a rated output are wrong: read off what other people and systems made of it.

Word labels of raters exist for few systems. Two other sources tell them roughly for many: the tags
of a post-edit (Specia et al. 2021, MLQE-PE), and agreement: a word that neither the reference nor a
better output of the same source holds is often a wrong one. Of 564,000 words of the WMT MQM train
documents, raters marked 47 % of those that no other translation holds (35 % as major), and 17 %
(9 %) of those that nearly all hold; outputs far from their reference are worse than those.
"""

from collections.abc import Iterable, Sequence

import regex

from mtqa.training.damage import Mark

_WORD = regex.compile(
    r"[\p{L}\p{M}\p{N}]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][\p{L}\p{M}\p{N}]+)*"
)
_TAGGED = regex.compile(r"\d+(?:[.,]\d+)*|(?:[A-Z]\.)+|\w+(?:-\w+)*|'\w*|\S")
"""Near the Moses tokens that the tags count: 96 % of the train sentences come out as long."""

_STEM = 5
_BRIDGED = 3  # letters of an agreed word between two others that is marked with them
_TAGGED_BAD = 0.8  # a post-editor also changes what is only better otherwise


def agreement_marks(text: str, chrf: float, others: Iterable[str]) -> tuple[Mark, ...]:
    """Marks on the words that no other translation of the source holds, surer and graver the
    farther the output is from its reference (`chrf`, 0..100).

    >>> agreement_marks("Navalni's addiction shook it", 30.0, ["Navalny's poisoning shook it"])
    (Mark(start=10, end=19, error=0.65, major=0.4),)
    """
    held = {_stem(word.group()) for other in others for word in _WORD.finditer(other)}
    error = min(0.9, max(0.3, 1.15 - chrf / 60))
    major = min(0.8, max(0.1, 0.85 - chrf / 66.7))
    words = list(_WORD.finditer(text))
    alone = [_stem(word.group()) not in held for word in words]
    for place in range(1, len(words) - 1):
        if alone[place - 1] and alone[place + 1] and len(words[place].group()) <= _BRIDGED:
            alone[place] = True
    spans = [word.span() for word, marked in zip(words, alone, strict=True) if marked]
    return _merged(text, spans, round(error, 2), round(min(error, major), 2))


def _stem(word: str) -> str:
    return word.lower()[:_STEM]


def tag_marks(text: str, tags: str, adequacy: float) -> tuple[Mark, ...] | None:
    """Marks on the words with the tag BAD, graver the lower the direct assessment (`adequacy`,
    0..100); None where the tags do not fit the words.

    The tags are those of the gaps and of the words, by turns.

    >>> tag_marks("No prawns.", "OK OK OK BAD OK OK OK", 40)
    (Mark(start=3, end=9, error=0.8, major=0.5),)
    """
    of_words = tags.split()[1::2]
    words = list(_TAGGED.finditer(text))
    if len(words) != len(of_words):
        return None
    spans = [w.span() for w, tag in zip(words, of_words, strict=True) if tag == "BAD"]
    major = min(_TAGGED_BAD, max(0.0, (70 - adequacy) / 60))
    return _merged(text, spans, _TAGGED_BAD, round(major, 2))


def _merged(
    text: str, spans: Sequence[tuple[int, int]], error: float, major: float
) -> tuple[Mark, ...]:
    """Spans with nothing but a space between them become one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and not text[merged[-1][1] : start].strip():
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(Mark(start, end, error, major) for start, end in merged)
