"""Another register than news."""

from collections.abc import Sequence

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import Whole, between_words, either, holding
from mtqa.mqm import Severity
from mtqa.text import scripture as words_of_faith
from mtqa.types import Segment, Span

_NUMBER_OF_VERSE = between_words("[0-9] ?: ?[0-9]")


def _spelt_otherwise(article: Whole) -> Sequence[int]:
    """The segments with a word that counts, with a capital or rare."""
    return article.holding(
        [word for word in article.rare_words if word.casefold() in words_of_faith.WORDS]
    )


@segment_check(
    "Style/Awkward",
    Severity.MINOR,
    languages=("en",),
    needs=either(holding(words_of_faith.WORDS), _spelt_otherwise, _NUMBER_OF_VERSE),
)
def scripture(segment: Segment, lang: str | None, *, min_points: int = 3) -> Hits:
    """A sentence that sounds like scripture, such as "Do not Jehovah's disciples know this?".

    Systems that learned from the Bible and from tracts answer what they cannot translate with
    scripture, fluent and made up. Different words count: four points for one of tracts ("Jehovah")
    and for the number of a verse, two for one that hardly stands elsewhere ("unto", "disciples"),
    one for a word of faith ("God", "sin", "prophet").

    Fires on 18 of 38,618 sentences of human English news, most of them quoted prayers, and on 201
    of 12,000 by weak systems (LAFAND-MT). A sentence has 0 or 2 to 8 points, so `min_points` above
    8 finds nothing. Switch it off for a religious desk.

    >>> [m for _, m in scripture(Segment("Do not Jehovah's disciples know this?"), "en")]
    ['sounds like scripture: Jehovah, disciples']
    """
    found = words_of_faith.points(segment.target)
    if not found or found < min_points:
        return
    places = words_of_faith.places(segment.target)
    words = dict.fromkeys(segment.target[start:end] for start, end in places)
    span = Span(places[0][0], places[-1][1])
    yield span, f"sounds like scripture: {', '.join(words)}"
