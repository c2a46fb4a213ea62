"""What every reader shares: options, the file it is given, and how a document is put together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from mtqa.text.blocks import Block
from mtqa.text.language import MIN_WORDS, SAMPLE, bare, detect, standard
from mtqa.text.scripts import dominant_script, expected_scripts
from mtqa.text.split import segment, split
from mtqa.types import Document, Failure, Ignore, Segment


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to find and read articles.

    `include` and `exclude` are globs on a file's path within the folder that was named. `encoding`
    is tried after a byte order mark and before anything else. `segmented`: one row or line is one
    segment. Languages are those of files that do not name their own. `stdin_suffix` says which
    format standard input has.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    encoding: str | None = None
    segmented: bool = False
    source_lang: str | None = None
    target_lang: str | None = None
    stdin_suffix: str = ".txt"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as it lies on the disk."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file decoded, without its byte order mark and with its line ends as they are."""

    path: str
    text: str
    notes: tuple[str, ...] = ()


Reader = Callable[[RawFile, ReadOptions], Iterator[Document | Failure]]


@dataclass(frozen=True, slots=True)
class Language:
    """A language tag; `confidence` (0..1) is None if it was given and not detected. `words` are
    some of its words in lower case, to know it again without detection."""

    tag: str | None = None
    confidence: float | None = None
    notes: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()


UNKNOWN = Language()
_FAMILIAR = 0.5
"""Share of a row's words that must stand at the start of its file too for the row to be of the same
language, which saves two detections of three. On NTREX-128 it is so for 72 % of English rows after
20,000 code points of English, and for at most 1 % of the rows of any other language (which are then
held back by their script); between close languages it is 0 (German, Dutch) to 10 % (Spanish,
Galician), and a quarter where py3langid itself is unsure (Danish, Norwegian)."""
_SURE = 0.8
"""Probability from which a short text is believed against the rest of its file. On NTREX-128, in
English and 60 other languages, py3langid is right in 99.9 % of the cases above it and in 81 % below
(whole sentences, and their first five words)."""


def target_language(
    text: str, given: Iterable[tuple[str, str | None]] = (), prior: Language = UNKNOWN
) -> Language:
    """The first tag that was given, else the one detected in the text, else the prior.

    `given` are pairs of who says so and the tag; what is no tag is passed over with a note.
    """
    notes: list[str] = []
    for origin, tag in given:
        if tag is None or not tag.strip():
            continue
        if (spelled := standard(tag)) is not None:
            return Language(spelled, notes=tuple(notes))
        notes.append(f"{origin} {tag!r} is no language tag such as en or pt-BR: passed over")
    if _is_familiar(text, prior):
        return Language(prior.tag, prior.confidence, tuple(notes))
    tag, confidence = detect(text)
    if prior.tag and (tag is None or (tag != prior.tag and confidence < _SURE)):
        return Language(prior.tag, prior.confidence, tuple(notes))
    return Language(tag, confidence if tag else None, tuple(notes))


def _is_familiar(text: str, prior: Language) -> bool:
    words = text[:SAMPLE].lower().split()
    if prior.tag is None or len(words) < MIN_WORDS:
        return False
    if sum(word in prior.words for word in words) < _FAMILIAR * len(words):
        return False
    expected = None if text.isascii() else expected_scripts(bare(prior.tag) or "")
    return expected is None or dominant_script(text[:SAMPLE]) in expected


def sample(texts: Iterable[str], size: int = SAMPLE) -> str:
    """The start of several texts, one a line, for telling their language."""
    taken: list[str] = []
    for text in texts:
        if size <= 0:
            break
        taken.append(text[:size])
        size -= len(text) + 1
    return "\n".join(taken)


def source_language(*tags: str | None) -> str | None:
    """The first that is a language tag, in the spelling of BCP 47."""
    return next((spelled for tag in tags if tag and (spelled := standard(tag))), None)


def article(
    file: TextFile,
    options: ReadOptions,
    blocks: Sequence[Block],
    *,
    title: str | None = None,
    lang: tuple[str, str | None] = ("", None),
    ignores: tuple[Ignore, ...] = (),
) -> Document:
    """A document of a whole file. `lang` is who in the file names its language, and the tag."""
    given = [("--target-lang", options.target_lang), lang]
    language = target_language(sample(block.text for block in blocks), given)
    return Document(
        id=file.path,
        segments=tuple(cut(blocks, language.tag, segmented=options.segmented)),
        path=file.path,
        source_lang=source_language(options.source_lang),
        target_lang=language.tag,
        lang_confidence=language.confidence,
        title=title,
        notes=file.notes + language.notes,
        ignores=ignores,
    )


def cut(blocks: Iterable[Block], lang: str | None, *, segmented: bool) -> Iterator[Segment]:
    """The segments of paragraphs: their sentences, or each as it is."""
    for block in blocks:
        if segmented:
            yield segment(block, 0, len(block.text))
        else:
            yield from split(block, lang)
