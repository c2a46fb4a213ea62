"""Characters that the bytes of the text lost on the way."""

import re
import unicodedata

from mtqa.checks.base import DocumentHits, Hits, document_check, segment_check
from mtqa.checks.needs import any_of, between_words, not_ascii, unusual, within
from mtqa.mqm import Severity
from mtqa.text import chardata, codepages
from mtqa.text.language import bare
from mtqa.types import Document, Segment, Span

_REPLACEMENT = re.compile("[\N{REPLACEMENT CHARACTER}\ufffe\uffff]+")
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f"  # C0 and C1 but for white space
    "\ud800-\udfff"  # lone surrogates
    "\ue000-\uf8ff"  # private use
    "\N{OBJECT REPLACEMENT CHARACTER}\N{ZERO WIDTH NO-BREAK SPACE}]+"
)
_READ_AS_GBK = re.compile("(?:\u951f\u65a4\u62f7|\u70eb\u70eb\u70eb|\u5c6f\u5c6f\u5c6f)+")
# What Chinese programs make of U+FFFD and of memory that was never written.
_LOST = re.compile(
    r"(?<![\w/?=&.-])([^\W\d_]+(?:\?[^\W\d_]+)+)(?![\w/?=&@])"
    r"|(?<!\S)\?{2,}(?:\s\?{2,})+(?![^\s.,!])"
)
_ESCAPED = re.compile(
    r"(?:\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\x[0-9a-fA-F]{2}|\\u\{[0-9a-fA-F]{1,6}\})+"
    r"|(?<![:\w\\])\\[nrt](?![a-z\\])|(?<=[\w.!?,])\\[nrt](?![a-z\\])|\\[\"']"
    r"|(?<![\w/=?&.-])\w*(?:%[89A-Fa-f][0-9A-Fa-f]){2,}\w*(?![/=&])"
    r"|(?<![?&\w])\w*(?:=[89A-F][0-9A-F]){2,}\w*|<U\+[0-9A-Fa-f]{4,6}>"
)
_FULL_WIDTH = re.compile("[\u3000\u3002\uff01-\uff5e]+")
_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u2fff\u3003-\u31ff\u3400-\u9fff\uac00-\ud7af]")
_PRESENTED = re.compile(
    "(?:[\ufb00-\ufb06]"  # ligatures of Latin
    "|[\ufb1d-\ufb4f]"  # Hebrew
    "|[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+"  # Arabic; not U+FDF0 and following
    "|[\uff66-\uff9f]{2,}"  # half-width kana
    "|[\U0001d400-\U0001d7ff]+)"  # letters of formulas, used for bold and italics
)

_SUSPECT = within(not_ascii, codepages.SUSPECT)


@segment_check("Non-translation", Severity.MAJOR, needs=_SUSPECT)
def unreadable(segment: Segment, lang: str | None, *, min_share: float = 0.3) -> Hits:
    """Most of a sentence is mojibake or replacement characters.

    Fires when at least `min_share` of the words that are not plain ASCII numbers or marks hold
    damaged characters, and at least three do. Lighter damage is left to `encoding.mojibake` and
    `encoding.replacement_character`.

    The share is a choice, not a measurement: below it a reader can still guess the sentence. It
    fires on none of 41,434 sentences of human English news.

    >>> broken = Segment("ÐŸÑ€Ð¸Ð²ÐµÑ‚ Ð¼Ð¸Ñ€ Ð¸ Ð»ÑŽÐ´Ð¸")
    >>> [message for _, message in unreadable(broken, "ru")]
    ['4 of 4 words are damaged; it may read: Привет мир и люди']
    """
    text = segment.target
    if not (codepages.mojibake(text) or _REPLACEMENT.search(text)):
        return
    words = [match.span() for match in re.finditer(r"\S+", text)]
    damaged = {start for start, _ in codepages.mojibake(text)}
    damaged |= {start for start, end in words if _REPLACEMENT.search(text, start, end)}
    if len(damaged) >= 3 and len(damaged) >= min_share * len(words):
        message = f"{len(damaged)} of {len(words)} words are damaged"
        repaired = codepages.repaired(text)
        if repaired != text:
            message += f"; it may read: {repaired}"
        yield Span(words[0][0], words[-1][1]), message


@segment_check("Fluency/Character encoding", Severity.MAJOR, needs=_SUSPECT)
def mojibake(segment: Segment, lang: str | None) -> Hits:
    """A word whose letters were decoded with the wrong encoding.

    Uses the table of character pairs that do not meet in real text of ftfy (`ftfy.badness`, Robyn
    Speer), and shows what ftfy would make of the word. What Chinese programs write for lost
    characters is seen as well. Text of an encoding before Unicode is left to
    `encoding.wrong_code_page`.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in mojibake(Segment("It’s a cafÃ© in Paris."), "en")]
    ['the characters were read with the wrong encoding; it may be: café']
    """
    text = segment.target
    for start, end in codepages.mojibake(text):
        word = text[start:end]
        repaired = codepages.repaired(word)
        message = "the characters were read with the wrong encoding"
        if repaired != word:
            message += f"; it may be: {repaired}"
        yield Span(start, end), message
    for match in _READ_AS_GBK.finditer(text):
        yield Span(*match.span()), "characters were lost where text was read as GBK"


@document_check("Fluency/Character encoding", Severity.MAJOR)
def wrong_code_page(document: Document, *, min_letters: int = 5) -> DocumentHits:
    """Words that show what an old code page looks like when it is read as another one.

    Runs of accented letters that are words of the language in windows-1251, KOI8, windows-1253,
    -1255, -1256, GB 18030, Big5, Shift JIS, EUC-JP or EUC-KR ("Ïðèâåò" for "Привет"), and, for
    languages in Latin script, letters such as ð, ý and þ where Turkish has ğ, ı and ş. These fire
    only if the article holds at least `min_letters` of them and hardly any of the right ones, so
    foreign names in an article that is well do no harm. Languages whose letters are all in
    windows-1252 (English, German, French, ...) have nothing to look for.

    Fires on none of 255,616 sentences by people (NTREX-128); the limit is a choice.

    >>> document = Document("a", (Segment("Îí ñêàçàë: Ïðèâåò!"),), target_lang="ru")
    >>> [message for _, _, message in wrong_code_page(document)][1]
    'read with the wrong code page; it may be: Привет'
    """
    lang = bare(document.target_lang)
    if lang not in codepages.LANGUAGES:
        return
    why = "read with the wrong code page; it may be: "
    for index, segment in enumerate(document.segments):
        for start, end, word in codepages.misread_script(segment.target, lang):
            yield index, Span(start, end), why + word
    misread = codepages.misread_letters(lang)
    texts = [] if misread is None else [segment.target for segment in document.segments]
    wrong = sum(len(misread.wrong.findall(text)) for text in texts) if misread else 0
    if misread is None or wrong < min_letters:
        return
    if wrong <= 4 * sum(len(misread.proper.findall(text)) for text in texts):
        return
    for index, text in enumerate(texts):
        for match in re.finditer(r"\S+", text):
            word = misread.repaired(match[0])
            if word != match[0]:
                yield index, Span(*match.span()), why + word


@segment_check("Fluency/Character encoding", Severity.MAJOR, needs=within(unusual, _REPLACEMENT))
def replacement_character(segment: Segment, lang: str | None) -> Hits:
    r"""A replacement character (U+FFFD) stands where a character was lost.

    Fires on none of 41,434 sentences of human English news.

    >>> cafe = "caf\N{REPLACEMENT CHARACTER}"
    >>> [message for _, message in replacement_character(Segment(f"The {cafe} is open."), "en")]
    ['1 character was lost (U+FFFD)']
    """
    for match in _REPLACEMENT.finditer(segment.target):
        lost = match.end() - match.start()
        plural = "s were" if lost > 1 else " was"
        yield Span(*match.span()), f"{lost} character{plural} lost (U+{ord(match[0][0]):04X})"


@segment_check("Fluency/Character encoding", Severity.MAJOR, needs=between_words(r"\?[\w?]"))
def lost_letter(segment: Segment, lang: str | None) -> Hits:
    """A question mark stands where a letter was lost: "M?nchen", "??? ??????".

    Between two small letters of one word, and as whole words of question marks. A question mark
    before a capital ("Why?Because") is a missing space, and parts of addresses are left alone.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in lost_letter(Segment("He went to M?nchen."), "en")]
    ['letters were lost: M?nchen']
    """
    for match in _LOST.finditer(segment.target):
        after = match[0][match[0].index("?") + 1 :]
        if match[1] is None or after[0].islower():
            yield Span(*match.span()), f"letters were lost: {match[0]}"


@segment_check("Fluency/Character encoding", Severity.MINOR, needs=within(unusual, _CONTROL))
def control_character(segment: Segment, lang: str | None) -> Hits:
    r"""A control, private-use or surrogate character that no text should hold.

    Tabs, line ends, soft hyphens, joiners and direction marks are left alone: scripts need them.

    Fires on none of 41,434 sentences of human English news.

    >>> [message for _, message in control_character(Segment("The end\x07 is near."), "en")]
    ['a character that is no text: U+0007']
    """
    for match in _CONTROL.finditer(segment.target):
        code = f"U+{ord(match[0][0]):04X}"
        more = f" and {len(match[0]) - 1} more" if len(match[0]) > 1 else ""
        yield Span(*match.span()), f"a character that is no text: {code}{more}"


@segment_check("Fluency/Character encoding", Severity.MINOR, needs=any_of("\\", "%", "=", "<U+"))
def escaped_character(segment: Segment, lang: str | None) -> Hits:
    r"""A character is spelt as a program escapes it: `\u00e9`, `\n`, `\"`, `%C3%A9`, `=C3=A9`.

    Addresses, paths of Windows (`C:\new`) and the Turkish way to write shares ("%20") are left
    alone.

    Fires on none of 41,434 sentences of human English news and on 1 of 255,616 in 128 languages
    (NTREX-128).

    >>> [message for _, message in escaped_character(Segment(r"The caf\u00e9 is open."), "en")]
    ['an escaped character: \\u00e9']
    """
    for match in _ESCAPED.finditer(segment.target):
        yield Span(*match.span()), f"an escaped character: {match[0][:40]}"


@segment_check("Fluency/Character encoding", Severity.MINOR, needs=within(unusual, _FULL_WIDTH))
def full_width(segment: Segment, lang: str | None) -> Hits:
    """Full-width letters, digits, marks or spaces outside Chinese, Japanese and Korean text.

    Debris of a source in one of these: "in ２０２１", "the minister，however". Left alone where a
    character of Chinese, Japanese or Korean is next to it.

    Fires on 1 of 41,434 sentences of human English news.

    >>> [message for _, message in full_width(Segment("It was in ２０２１."), "en")]
    ['full-width ２０２１ should be 2021']
    """
    text = segment.target
    if lang in chardata.FULL_WIDTH:
        return
    for match in _FULL_WIDTH.finditer(text):
        around = text[max(0, match.start() - 1) : match.end() + 1]
        if not _EAST_ASIAN.search(around):
            plain = unicodedata.normalize("NFKC", match[0]).replace("\u3002", ".")
            message = f"full-width {match[0]} should be {plain}"
            yield Span(*match.span()), message if plain.strip() else "a full-width space"


@segment_check("Fluency/Character encoding", Severity.MINOR, needs=within(unusual, _PRESENTED))
def presentation_form(segment: Segment, lang: str | None) -> Hits:
    """Letters as a font draws them instead of the letters: "ﬁnal", Arabic "ﻣﺮﺣﺒﺎ", "ｶﾀｶﾅ".

    They come from PDF files and cannot be searched or spell-checked. Whole words of Arabic that
    Unicode has as one sign (U+FDF2) are left alone.

    Fires on none of 41,434 sentences of human English news and on 22 of 255,616 in 128 languages
    (NTREX-128).

    >>> [message for _, message in presentation_form(Segment("It was the ﬁnal."), "en")]
    ['ﬁ should be spelt fi']
    """
    for match in _PRESENTED.finditer(segment.target):
        spelt = unicodedata.normalize("NFKC", match[0])
        yield Span(*match.span()), f"{match[0]} should be spelt {spelt}"
