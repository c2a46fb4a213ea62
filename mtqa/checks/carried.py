"""What a translation carries over from its source: addresses, placeholders, names, brackets."""

# ruff: noqa: RUF001  # marks of many scripts

import re
from collections.abc import Callable, Sequence

from mtqa.checks.base import Hits, Pair, source_check
from mtqa.mqm import Severity
from mtqa.text import lengths
from mtqa.text.proper import is_named, proper_names
from mtqa.types import Segment, Side, Span

_TAIL = r"(?<![.,;:!?)\]}'\"\u2019\u201d\u00bb])"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"\u3000-\u303f\uff00-\uffef\u4e00-\u9fff]+{_TAIL}"
    rf"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"\{\{?[A-Za-z_][\w.]{0,40}\}?\}|\{\d{1,2}\}|%(?:\d\$)?[sdif]\b|%\([a-z_]+\)[sd]"
    r"|\$\{[A-Za-z_]\w*\}|__[A-Z][A-Z_]*__"
)
_HANDLE = re.compile(r"(?<![\w@/.&])[@#][A-Za-z_][A-Za-z0-9_\u00c0-\u024f]{1,40}")
_BRACKETED = re.compile(r"[(（\[［【][^()（）\[\]]{3,200}[)）\]］】]")
_SET_OFF = re.compile(r"[()（）\[\]［］【】\u2013\u2014]| - ")
_QUOTED = re.compile(
    '["\u201c\u201d\u201e\u00ab\u00bb\u300c\u300e][^"\u201c\u201d\u201e\u00ab\u00bb\u300d\u300f]{1,300}'
    '["\u201c\u201d\u00ab\u00bb\u300d\u300f]'
)
_ANY_QUOTE = re.compile(
    '["\u201c-\u201f\u00ab\u00bb\u2039\u203a\u300a-\u300f\uff02]'
    r"|(?<!\w)['\u2018\u201a`]|(?:^|\s)[\u2013\u2014-]\s"  # dialogue may open with a dash
)


@source_check("Accuracy/Omission", Severity.MAJOR)
def missing_address(segment: Segment, pair: Pair) -> Hits:
    """A web or e-mail address of the source is not in the target, or not as it was.

    "http://", "www." and a last slash may come and go.

    Fires on 0.052 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on none
    of 20,000 from English into 127 languages (NTREX-128) and on 0.46 of 1,000 by weak systems. Of
    addresses left out it sees 100 %.

    >>> segment = Segment("See example.com.", source="Siehe www.example.org.")
    >>> [message for _, message in missing_address(segment, Pair("de", "en"))]
    ['the target does not have this address']
    """
    yield from _missing(segment, _ADDRESS, _plain_address, "address", ("@", "://", "w.", "W."))


@source_check("Accuracy/Omission", Severity.MAJOR)
def missing_placeholder(segment: Segment, pair: Pair) -> Hits:
    """A placeholder of the source ("{name}", "%s") is not in the target as it was.

    Fires on none of 38,233 human translations into English (WMT 2018 to 2021, NTREX-128), on none
    of 20,000 from English into 127 languages (NTREX-128) and on none of 13,060 by weak systems. Of
    placeholders left out it sees 100 %.

    >>> segment = Segment("Hallo {Name}", source="Hello {name}")
    >>> [message for _, message in missing_placeholder(segment, Pair("en", "de"))]
    ['the target does not have this placeholder']
    """
    yield from _missing(segment, _PLACEHOLDER, str, "placeholder", ("{", "%", "__"))


@source_check("Accuracy/Omission", Severity.MINOR)
def missing_handle(segment: Segment, pair: Pair) -> Hits:
    """A hashtag or handle of the source ("#MeToo", "@reuters") is not in the target.

    The mark in front may go: what counts is the word.

    Fires on none of 38,233 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.05
    of 1,000 from English into 127 languages (NTREX-128) and on 0.38 of 1,000 by weak systems. Of
    hashtags and handles left out it sees 100 %.

    >>> segment = Segment("Under #ClimateStrike", source="Unter #Klimastreik")
    >>> [message for _, message in missing_handle(segment, Pair("de", "en"))]
    ['the target does not have this name']
    """
    yield from _missing(segment, _HANDLE, _without_mark, "name", ("@", "#"))


def _missing(
    segment: Segment,
    pattern: re.Pattern[str],
    plain: Callable[[str], str],
    noun: str,
    marks: Sequence[str],
) -> Hits:
    """What the target lacks of the matches of a pattern, each of which has one of some marks."""
    source = segment.source or ""
    if not any(mark in source for mark in marks):
        return
    there = plain(segment.target)
    for match in pattern.finditer(source):
        if match[0] not in segment.target and plain(match[0]) not in there:
            yield Span(*match.span(), Side.SOURCE), f"the target does not have this {noun}"


def _plain_address(text: str) -> str:
    """A text in lower case, without what may come and go in addresses.

    >>> _plain_address("https://www.Example.org/")
    'example.org'
    """
    return re.sub(r"https?://|www\.|/\Z", "", text.lower())


def _without_mark(text: str) -> str:
    return re.sub("[#@]", "", text.lower())


@source_check("Fluency/Punctuation", Severity.MINOR)
def missing_brackets(segment: Segment, pair: Pair, *, min_words: int = 4) -> Hits:
    """The source has text in brackets, and the target neither has a bracket nor that text.

    Only brackets count that are as long as `min_words` words of English are, since a name or an
    abbreviation in brackets is often left out. Dashes in their place are let pass.

    Fires on 0.89 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.2 of
    1,000 from English into 127 languages (NTREX-128) and on 0.38 of 1,000 by weak systems. Of
    remarks left out it sees 42 %.

    >>> segment = Segment("He won.", source="Er (der seit langem in Bonn lebte) gewann.")
    >>> [message for _, message in missing_brackets(segment, Pair("de", "en"))]
    ['the target does not set this off']
    """
    source, target = segment.source or "", segment.target
    found = list(_BRACKETED.finditer(source))
    if not found or _SET_OFF.search(target):
        return
    least = lengths.usual_letters(min_words, pair.source)
    for match in found:
        inside = match[0][1:-1].strip()
        if inside not in target and lengths.size(inside) >= least:
            yield Span(*match.span(), Side.SOURCE), "the target does not set this off"


@source_check(
    "Fluency/Punctuation",
    Severity.MINOR,
    off="people leave out the marks of a quotation in 4 of 1,000 segments, and with these all minor"
    " checks together would raise more than 30 issues on 1,000 human sentences",
)
def missing_quotes(segment: Segment, pair: Pair, *, min_words: int = 6) -> Hits:
    """The source quotes, and the target has no quotation mark of any kind.

    Only quotations count that are as long as `min_words` words of English are: a title or a term in
    quotation marks may be set in another way.

    Fires on 3.9 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 4.8 of
    1,000 from English into 127 languages (NTREX-128) and on 15 of 1,000 by weak systems. Of
    quotations without their marks it sees 53 %.

    >>> source = "„Ich werde auf gar keinen Fall mit euch kommen“, sagte er."
    >>> segment = Segment("I will not come in any case, he said.", source=source)
    >>> [message for _, message in missing_quotes(segment, Pair("de", "en"))]
    ['the target does not quote this']
    """
    least = lengths.usual_letters(min_words, pair.source)
    for match in _QUOTED.finditer(segment.source or ""):
        if lengths.size(match[0]) >= least:
            if not _ANY_QUOTE.search(segment.target):
                yield Span(*match.span(), Side.SOURCE), "the target does not quote this"
            return


@source_check("Accuracy/Omission", Severity.MINOR)
def missing_name(segment: Segment, pair: Pair) -> Hits:
    """A name of the source is not in the target: "Merkel met Macron" without "Macron".

    A name is made of capitalised words in a row ("Angela Merkel"), not at the start of the
    sentence, or of any in Latin letters within a source in another script. Where both sides are
    written in Latin letters, both languages must have a word list, and two of the words be known in
    the target's language and no common ones in the source's: that tells names from words that are
    translated ("White House"). But for English the second one may be unknown in the target's and
    rare in the source's ("Marco Gottardi"). From German, which capitalises nouns, none may be far
    more frequent there ("Liter Blut"). From English, which capitalises titles and institutions
    ("Nuclear Weapons"), one of them must besides be rare in it, and none far rarer in the target's
    language. It is missing if no word of the target begins with the letters of any of them, accents
    apart, and no acronym stands for it.

    Fires on 0.34 of 1,000 human translations into English (WMT 2018 to 2021, NTREX-128), on 0.05 of
    1,000 from English into 127 languages (NTREX-128) and on 5.4 of 1,000 by weak systems. Of whole
    names left out it sees 56 %: many others are in a source without a word list, or of words that
    both languages do not know.

    >>> segment = Segment("The chancellor came.", source="Gestern kam Angela Merkel.")
    >>> [message for _, message in missing_name(segment, Pair("de", "en"))]
    ['the target does not name "Angela Merkel"']
    """
    source = segment.source or ""
    for name in proper_names(source, pair.source, pair.target):
        if not is_named(name, segment.target):
            said = source[name.start : name.end]
            yield Span(name.start, name.end, Side.SOURCE), f'the target does not name "{said}"'
