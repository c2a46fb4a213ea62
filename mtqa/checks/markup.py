"""What belongs to a program and not to the text: tags, entities, placeholders, tokens, prompts."""

import html
import re

from mtqa.checks.base import Hits, segment_check
from mtqa.mqm import Severity
from mtqa.types import Segment, Span

_TAG_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|br|button|center|cite|code|col|dd|del|div|dl|dt|em"
    "|figcaption|figure|font|footer|form|g|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label"
    "|li|link|main|meta|nav|object|ol|option|p|path|ph|pre|q|s|samp|script|section|select|small"
    "|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|title|tr|tt|u|ul"
    "|var|video|x"
)
_TAG = re.compile(
    rf"< ?/? ?(?:{_TAG_NAMES})(?:\s[^<>]{{0,200}})?/?\s?>|<!--[^<>]{{0,200}}-->"
    r"|<\w{1,20}\s+\w{1,20}\s?=\s?[\"'][^<>]{0,200}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"& ?(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|# \d{1,7}|[A-Za-z]{2,8}) ?;")
_TOKENS = (
    r"<\|?/?(?:unk|pad|s|bos|eos|sep|cls|mask|extra_id_\d+|endoftext|end_of_text|begin_of_text"
    r"|im_start|im_end|eot_id|2[a-z]{2,3}(?:_[A-Za-z]{2,4})?)\|?>"
    r"|(?-i:\[/?(?:UNK|PAD|CLS|SEP|MASK|INST|BOS|EOS)\])"
    "|\N{LOWER ONE EIGHTH BLOCK}|\N{DOUBLE QUESTION MARK}"
    r"|@-@|(?<=\w)@@(?= |$)|(?<=\s)##(?=[a-z])"
)
_SPECIAL = re.compile(rf"(?:{_TOKENS})(?:\s*(?:{_TOKENS}))*", re.IGNORECASE)
_SPECIAL_MARK = re.compile("[<\\[@#\N{LOWER ONE EIGHTH BLOCK}\N{DOUBLE QUESTION MARK}]")
_PLACEHOLDER = re.compile(
    r"\{\{ ?[\w.]{1,40} ?\}\}|\$\{ ?[\w.]{1,40} ?\}|\{(?:\d{1,2}|[a-z]+_[a-z_]+)\}"
    r"|%\([\w.]{1,40}\)[sd]|(?<![\w%])%(?:\d\$)?[sd](?![\w'\u2019])|\b__[A-Za-z]{2,20}_?\d*__\b"
)
_PROMPT = re.compile(
    r"""\W{0,3}(?:
        as\ an?\ (?:AI|artificial\ intelligence)(?:\ language)?\ (?:model|assistant)\b
      | I\ am\ an?\ AI\ (?:language\ )?model\b
      | (?:sure|certainly|of\ course|okay)[,!.]\ +here(?:\ is|['\u2019]s)\b
        [^.:\n]{0,40}\b(?:translat\w*|version|text)\b
      | here(?:\ is|['\u2019]s)\ (?:the|your|my)\ (?:\w+\ )?translat
        (?:ion|ed\ (?:text|version|article))\b
      | (?:please\ )?translate\ (?:the\ following|this|the\ (?:above|text|sentence))\b
        [^\n]{0,60}?(?:\b(?:to|into|from)\ [A-Z]\w+|:)
      | (?:the\ )?(?:English\ )?translation(?:\ (?:of\ the|to|into)\ [^.:\n]{0,30})?:
      | (?:assistant|system\ prompt|user\ prompt|human\ translator)\ ?:\s
      | I(?:['\u2019]m|\ am)\ sorry,\ (?:but\ )?I\ (?:can(?:not|['\u2019]t|\ not)|am\ unable\ to)
        \ (?:assist|fulfil|help\ (?:you\ )?with|translate|comply|provide)
      | (?:translator['\u2019]?s?\ )?note:\ (?:the|this)\ translation\b
      | (?:Hier\ ist\ die\ Übersetzung|Voici\ la\ traduction|Aquí\ (?:está|tienes)\ la\ traducción
          |Ecco\ la\ traduzione|Aqui\ está\ a\ tradução|Вот\ перевод)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)


@segment_check("Other", Severity.MINOR)
def leaked_tag(segment: Segment, lang: str | None) -> Hits:
    """A tag of HTML or of a translation format stands in the text.

    Sees the usual names (`<b>`, `</p>`, `<g id="1">`), comments, and any tag with an attribute.
    Angle brackets around other words ("<men's tennis>") are left alone.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in leaked_tag(Segment("He said <b>no</b>."), "en")]
    ['a tag was left in the text: <b>', 'a tag was left in the text: </b>']
    """
    if "<" in segment.target:
        for match in _TAG.finditer(segment.target):
            yield Span(*match.span()), f"a tag was left in the text: {match[0]}"


@segment_check("Fluency/Character encoding", Severity.MINOR)
def leaked_entity(segment: Segment, lang: str | None) -> Hits:
    """A character entity of HTML stands in the text in place of the character.

    Only names that HTML knows and numbers; "R&D;" is left alone. A space inside, as left by a
    tokenizer ("& quot ;"), does not hide it.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in leaked_entity(Segment("Marks &amp; Spencer"), "en")]
    ['&amp; should be &']
    """
    if "&" in segment.target:
        for match in _ENTITY.finditer(segment.target):
            entity = f"&{match[1].replace(' ', '')};"
            character = html.unescape(entity)
            if character != entity:
                shown = (
                    character if character.isprintable() and not character.isspace() else "space"
                )
                yield Span(*match.span()), f"{match[0]} should be {shown}"


@segment_check("Accuracy/Addition", Severity.MAJOR)
def special_token(segment: Segment, lang: str | None) -> Hits:
    """A token that a translation model uses for itself stands in the text.

    Such as `<unk>`, `</s>`, `[PAD]`, `<|endoftext|>`, the word mark of SentencePiece or the `@@` of
    subword units.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in special_token(Segment("The <unk> was elected."), "en")]
    ["a model's own token was left in the text: <unk>"]
    """
    if not _SPECIAL_MARK.search(segment.target):
        return
    for match in _SPECIAL.finditer(segment.target):
        yield Span(*match.span()), f"a model's own token was left in the text: {match[0][:40]}"


@segment_check("Accuracy/Addition", Severity.MAJOR)
def placeholder(segment: Segment, lang: str | None) -> Hits:
    """A placeholder was never filled: `{0}`, `%s`, `${name}`, `{{name}}`, `__NAME__`.

    A percentage ("5%") and plain words in braces are left alone.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in placeholder(Segment("Dear {0}, you won %s."), "en")]
    ['a placeholder was not filled: {0}', 'a placeholder was not filled: %s']
    """
    if not any(mark in segment.target for mark in ("{", "%", "__")):
        return
    for match in _PLACEHOLDER.finditer(segment.target):
        yield Span(*match.span()), f"a placeholder was not filled: {match[0]}"


@segment_check("Accuracy/Addition", Severity.MAJOR)
def prompt_remnant(segment: Segment, lang: str | None) -> Hits:
    """A sentence opens with words between a user and a language model, not with the article.

    Such as "Sure, here is the translation", "Translate the following text into English:", "As an AI
    language model", "Assistant:". Only at the start of a sentence, since an article about language
    models may quote them inside one. Mostly English: models speak it whatever they translate into.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in prompt_remnant(Segment("Sure! Here is the translation:"), "en")]
    ['words of a language model or its prompt: Sure! Here is the translation']
    """
    if match := _PROMPT.match(segment.target):
        words = match[0].strip()
        start = match[0].index(words)
        yield Span(start, start + len(words)), f"words of a language model or its prompt: {words}"
