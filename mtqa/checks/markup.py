"""What belongs to a program and not to the text: tags, entities, placeholders, tokens, prompts."""

import html

from mtqa.checks.base import Hits, segment_check
from mtqa.checks.needs import any_of, each
from mtqa.mqm import Severity
from mtqa.text import leftovers
from mtqa.types import Segment, Span

_MARKS_BEFORE = 3  # as many marks of any kind as `leftovers.PROMPT` allows in front


def _may_open_a_prompt(text: str) -> bool:
    for start in range(_MARKS_BEFORE + 1):
        opening = text[start : start + 2].lower()
        if opening[:2] in leftovers.PROMPT_OPENINGS or opening[:1] in leftovers.PROMPT_OPENINGS:
            return True
        if opening[:1].isalnum() or opening[:1] in ("", "_"):
            return False
    return False


@segment_check("Other", Severity.MINOR, needs=any_of(*leftovers.TAG_MARKS))
def leaked_tag(segment: Segment, lang: str | None) -> Hits:
    """A tag of HTML or of a translation format stands in the text.

    Sees the usual names of HTML and XLIFF (`<b>`, `</p>`, `<g id="1">`, `<bpt>`), comments, any tag
    with an attribute, numbered tags (`<x1/>`, `<1>...</1>`, `{1>`) and those of forums
    (`[url=...]`, `[/b]`). Angle brackets around other words ("<men's tennis>") are left alone.

    Fires on none of 41,434 sentences of human English news; 28 of 255,616 by translators into 128
    languages (NTREX-128) hold one.

    >>> [message for _, message in leaked_tag(Segment("He said <b>no</b>."), "en")]
    ['a tag was left in the text: <b>', 'a tag was left in the text: </b>']
    """
    text = segment.target
    for match in leftovers.TAG.finditer(text):
        yield Span(*match.span()), f"a tag was left in the text: {match[0]}"


@segment_check("Other", Severity.MINOR, needs=any_of(*leftovers.MARKDOWN_MARKS))
def leaked_markdown(segment: Segment, lang: str | None) -> Hits:
    """Marks of Markdown or of a wiki stand in the text: `**bold**`, `[text](https://...)`, `==`.

    Stars for a footnote or in a censored word ("f**k"), and quotation marks made of backticks
    (``so''), are left alone.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in leaked_markdown(Segment("He said **no**."), "en")]
    ['marks of Markdown or a wiki: **no**']
    """
    for match in leftovers.MARKDOWN.finditer(segment.target):
        yield Span(*match.span()), f"marks of Markdown or a wiki: {match[0].strip()[:60]}"


@segment_check("Fluency/Character encoding", Severity.MINOR, needs=any_of(";"))
def leaked_entity(segment: Segment, lang: str | None) -> Hits:
    """A character entity of HTML stands in the text in place of the character.

    Only names that HTML knows and numbers; "R&D;" is left alone. A space inside, as left by a
    tokenizer ("& quot ;"), does not hide it, and the commonest are seen without their ampersand
    too ("quot;").

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in leaked_entity(Segment("Marks &amp; Spencer"), "en")]
    ['&amp; should be &']
    """
    whole, half = leftovers.ENTITY, leftovers.HALF_ENTITY
    for match in (*whole.finditer(segment.target), *half.finditer(segment.target)):
        entity = f"&{match[1].rstrip(';').replace(' ', '')};"
        character = html.unescape(entity)
        if character != entity:
            shown = character if character.isprintable() and not character.isspace() else "space"
            yield Span(*match.span()), f"{match[0]} should be {shown}"


@segment_check("Accuracy/Addition", Severity.MAJOR, needs=any_of(*leftovers.SPECIAL_MARKS))
def special_token(segment: Segment, lang: str | None) -> Hits:
    """A token that a translation model uses for itself stands in the text.

    Such as `<unk>`, `</s>`, `[PAD]`, `<|endoftext|>`, `<0x0A>`, the word mark of SentencePiece, the
    `@@` of subword units, the `-LRB-` of tokenizers, and the names of languages (`>>deu<<`,
    `eng_Latn`).

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in special_token(Segment("The <unk> was elected."), "en")]
    ["a model's own token was left in the text: <unk>"]
    """
    for pattern in (leftovers.SPECIAL, leftovers.BYTE_PAIRS):
        for match in pattern.finditer(segment.target):
            token = match[0].rstrip()
            span = Span(match.start(), match.start() + len(token))
            yield span, f"a model's own token was left in the text: {token[:40]}"


@segment_check("Accuracy/Addition", Severity.MAJOR, needs=any_of(*leftovers.PLACEHOLDER_MARKS))
def placeholder(segment: Segment, lang: str | None) -> Hits:
    """A placeholder was never filled: `{0}`, `%s`, `${name}`, `{{name}}`, `__NAME__`.

    Those of message catalogues (`%1$s`, `%@`, `{count, plural, ...}`, `<%= name %>`), the masks
    that keep terms from being translated (`__PH_1__`, `PH_1`, a number in white brackets), and
    those of letters (`[Your Name]`) are known too. A percentage ("5%") and plain words in braces
    are left alone.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in placeholder(Segment("Dear {0}, you won %s."), "en")]
    ['a placeholder was not filled: {0}', 'a placeholder was not filled: %s']
    """
    for match in leftovers.PLACEHOLDER.finditer(segment.target):
        yield Span(*match.span()), f"a placeholder was not filled: {match[0]}"


@segment_check("Accuracy/Addition", Severity.MAJOR, needs=each(_may_open_a_prompt))
def prompt_remnant(segment: Segment, lang: str | None) -> Hits:
    """A sentence opens with words between a user and a language model, not with the article.

    Such as "Sure, here is the translation", "Translate the following text into English:", "As an AI
    language model", "Assistant:", and the like in twenty languages. Only at the start of a
    sentence, since an article about language models may quote them inside one.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in prompt_remnant(Segment("Sure! Here is the translation:"), "en")]
    ['words of a language model or its prompt: Sure! Here is the translation']
    """
    if match := leftovers.PROMPT.match(segment.target):
        words = match[0].strip()
        start = match[0].index(words)
        yield Span(start, start + len(words)), f"words of a language model or its prompt: {words}"


@segment_check("Accuracy/Addition", Severity.MAJOR, needs=any_of(*leftovers.CODE_MARKS))
def leaked_code(segment: Segment, lang: str | None) -> Hits:
    r"""Code stands in the text: a fence of Markdown, JSON, commands of LaTeX, scripts or styles.

    Models wrap what they translate in "```" or in `{"translation": "..."}`; pages leave behind
    scripts (`document.write(`) and styles (`font-size: 12px;`).

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in leaked_code(Segment('{"translation": "He left."}'), "en")]
    ['code was left in the text: {"translation": "']
    """
    for match in leftovers.CODE.finditer(segment.target):
        yield Span(*match.span()), f"code was left in the text: {match[0][:60]}"


@segment_check(
    "Locale convention/Address format", Severity.MINOR, needs=any_of(*leftovers.ADDRESS_MARKS)
)
def damaged_address(segment: Segment, lang: str | None) -> Hits:
    """A web or e-mail address that cannot work: "http: //", "www. example. org", "me @ example".

    Spaces inside, missing or doubled parts of "https://", a comma for the point of an e-mail
    address. Addresses that writers spell out on purpose ("me [at] example.org") and domains by
    their ending ("a .com") are left alone; a space in an address without "www" or "@" is not seen.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in damaged_address(Segment("See http: //example.org."), "en")]
    ['this address cannot work: http: //']
    """
    for match in leftovers.ADDRESS.finditer(segment.target):
        yield Span(*match.span()), f"this address cannot work: {match[0].strip()}"
