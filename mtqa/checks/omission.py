"""Text of the source for which there is no translation at all."""

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import between_words
from mtqa.mqm import Severity
from mtqa.text.words import count_words
from mtqa.types import Segment, Side, Span
from mtqa.wording import count_text


@segment_check("Accuracy/Omission", Severity.CRITICAL, needs=between_words(r"\n[\W_]*\n"))
def empty_translation(segment: Segment, lang: str | None) -> Hits:
    """The source has words and the translation none.

    An empty field, blanks, or marks alone ("-", "..."). Nothing of the source is left, so the
    segment is garbled and its score is 0, whatever a model would say of it; in the score of the
    article it weighs as many words as its source. The issue marks the source. A source without a
    word ("***") needs no translation, and without a source nothing is known to be missing.

    Fires on 1 of 290,087 human translations (NTREX-128 and the references of WMT 2018, 2019 and
    2021), where the line is indeed missing, and on 14 of 418,485 outputs of systems at WMT 2018,
    2019 and 2021, each of them empty or nothing but marks.

    >>> [message for _, message in empty_translation(Segment("", source="Er kam nicht."), "en")]
    ['the source has 3 words, the translation none']
    """
    if not segment.source or count_words(segment.target):
        return
    if number := count_words(segment.source):
        start = len(segment.source) - len(segment.source.lstrip())
        span = Span(start, len(segment.source.rstrip()), Side.SOURCE)
        yield span, f"the source has {count_text(number, 'word')}, the translation none"
