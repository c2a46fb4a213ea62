"""Names of sentences and issues that stay the same when text moves.

White space does not count, nor does the place: a paragraph wrapped anew, a line above it, another
name of the file leave them as they are.
"""

import hashlib
from collections.abc import Sequence

from mtqa.types import Issue, Segment, Side

_LENGTH = 16  # hexadecimal digits: 64 bits, no two alike among a billion sentences


def of_sentence(segment: Segment) -> str:
    r"""Name of a sentence and of its source, since it is judged by both.

    >>> of_sentence(Segment("The old\nbridge  fell.", line=9)) == of_sentence(
    ...     Segment("The old bridge fell."))
    True
    """
    if segment.source is None:
        return _hashed(segment.target)
    return _hashed(f"{segment.target}\0{segment.source}")


def of_article(segments: Sequence[Segment]) -> str:
    """Name of all that an article and its source say, however they are cut into sentences."""
    said = [segment.target for segment in segments]
    return _hashed("\0".join(["".join(said), "".join(s.source or "" for s in segments)]))


def of_issue(segment: Segment, issue: Issue) -> str:
    """Name of an issue: its check and the text it is about, whatever stands around it."""
    texts = {Side.SOURCE: segment.source, Side.REFERENCE: segment.reference}
    text = texts.get(issue.span.side, segment.target) or ""
    return _hashed(f"{issue.check}\0{issue.span.side}\0{text[issue.span.start : issue.span.end]}")


def _hashed(text: str) -> str:
    joined = "".join(text.split()).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:_LENGTH]
