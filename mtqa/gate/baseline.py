"""What is known: a small text file with the sentences of a run, by fingerprint, to be committed.

It holds no sentence of the articles. An article has the fingerprint of all it says, its path and
id, whether it was not fit to publish, and its keywords. Each other line below it is a sentence: its
fingerprint, score, words, the sketch of these, verdict where that is not "fine", and the
fingerprints of its issues.
Articles are sorted by path, so that a diff of two baselines shows what changed.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from mtqa.errors import ConfigError
from mtqa.fitness import Fitness, fitness
from mtqa.gate.fingerprint import of_article, of_issue, of_sentence
from mtqa.gate.keywords import keywords
from mtqa.gate.likeness import BITS, sketch
from mtqa.text.weight import segment_weight
from mtqa.types import DocumentReport, Report, SegmentReport, Verdict

_VERSION = 4
"""Raised whenever an older mtqa could not read the file. The first had no keywords, the second no
sketches, the third too short ones."""

FORMAT = f"mtqa-baseline {_VERSION}"
"""First line of the file."""

_READABLE = tuple(f"mtqa-baseline {version}" for version in range(1, _VERSION + 1))

_NOT_KNOWN = "-"
_UNFIT = "not fit"
_SKETCH = "~"
_DIGITS = BITS // 4  # of a sketch, hexadecimal
_OLD_DIGITS = 16  # in format 3


@dataclass(frozen=True, slots=True)
class KnownSentence:
    """A sentence by its fingerprint; `score` has one decimal. `issues` are "check@fingerprint".
    `sketch` is None where its words are not known (`mtqa.gate.likeness`)."""

    fingerprint: str
    score: float | None
    words: int
    verdict: Verdict = Verdict.FINE
    issues: tuple[str, ...] = ()
    sketch: int | None = None


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article as it was; `fingerprint` is that of its whole text, `is_unfit` says that it was
    not fit to publish. `keywords` are None where the baseline is of an mtqa that kept none."""

    id: str
    path: str | None
    fingerprint: str
    sentences: tuple[KnownSentence, ...]
    is_unfit: bool = False
    keywords: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """All articles of a run, sorted by path and id, and the signature of the run."""

    signature: str
    articles: tuple[KnownArticle, ...]

    @classmethod
    def of(cls, report: Report) -> "Baseline":
        """The baseline that a run makes."""
        return cls.holding(report.signature, map(known, report.documents))

    @classmethod
    def holding(cls, signature: str, articles: Iterable[KnownArticle]) -> "Baseline":
        """The baseline of these articles, in their order."""
        return cls(signature, tuple(sorted(articles, key=lambda a: (a.path or "", a.id))))


def known(report: DocumentReport) -> KnownArticle:
    """What a baseline keeps of an article."""
    return replace(outline(report), keywords=keywords(report.document))


def outline(report: DocumentReport) -> KnownArticle:
    """The same without its keywords, which are slow to find and of use in the older text only."""
    document = report.document
    sentences = tuple(_sentence(segment) for segment in report.segments)
    return KnownArticle(
        document.id,
        document.path,
        of_article(document.segments),
        sentences,
        fitness(report) is Fitness.UNFIT,
    )


def issue_names(report: SegmentReport) -> tuple[str, ...]:
    """The issues of a sentence as a baseline names them, in their order."""
    names = (f"{issue.check}@{of_issue(report.segment, issue)}" for issue in report.issues)
    return tuple("_".join(name.split()) for name in names)


def write(baseline: Baseline, path: Path) -> None:
    """Write a baseline; equal ones are equal byte by byte.

    Raises:
        ConfigError: the file is there and is no baseline, or cannot be written.
    """
    if path.exists() and not _is_baseline(path):
        raise ConfigError(f"{path} is there and is no baseline; name another file")
    text = "".join(f"{line}\n" for line in _lines(baseline))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("ascii"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror or error}") from None


def read(path: Path) -> Baseline:
    """Read a baseline back.

    Raises:
        ConfigError: there is none, it is damaged (with the line), or a newer mtqa wrote it.
    """
    try:
        lines = path.read_bytes().decode("ascii").splitlines()
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read: {error.strerror or error}; make a baseline with "
            f"`mtqa baseline RUN --out {path}`"
        ) from None
    except ValueError:
        lines = []
    name, _, version = lines[0].partition(" ") if lines else ("", "", "")
    if name == FORMAT.split()[0] and version.isdecimal() and lines[0] not in _READABLE:
        raise ConfigError(
            f"{path}: a baseline of format {version}, and this mtqa reads 1 to {_VERSION}; update "
            f"mtqa, or make one with `mtqa baseline RUN --out {path}`"
        )
    if (
        not lines
        or lines[0] not in _READABLE
        or not lines[1:]
        or not lines[1].startswith("signature ")
    ):
        raise ConfigError(
            f"{path}: no baseline that this mtqa can read (it begins with `{FORMAT}`); make one "
            f"with `mtqa baseline RUN --out {path}`"
        )
    return Baseline(_signature(path, lines[1]), tuple(_articles(path, lines)))


def _signature(path: Path, line: str) -> str:
    try:
        return str(json.loads(line.partition(" ")[2]))
    except ValueError:
        raise _damaged(path, 2) from None


def _damaged(path: Path, line: int) -> ConfigError:
    cure = f"make it again with `mtqa baseline RUN --out {path}`"
    return ConfigError(f"{path}:{line}: not a line of a baseline; {cure}")


def _is_baseline(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.readline().startswith(b"mtqa-baseline ")
    except OSError:
        return False


def _sentence(report: SegmentReport) -> KnownSentence:
    score = None if report.score is None else round(report.score, 1)
    words = segment_weight(report)
    return KnownSentence(
        of_sentence(report.segment),
        score,
        words,
        report.verdict,
        issue_names(report),
        sketch(report.segment.target, words),
    )


def _lines(baseline: Baseline) -> Iterator[str]:
    yield FORMAT
    yield f"signature {json.dumps(baseline.signature)}"
    for article in baseline.articles:
        yield ""
        names = [article.path, article.id, *([_UNFIT] if article.is_unfit else [])]
        yield f"article {article.fingerprint} {json.dumps(names)}"
        if article.keywords is not None:
            yield f"keywords {json.dumps(article.keywords)}"
        for one in article.sentences:
            score = _NOT_KNOWN if one.score is None else f"{one.score:.1f}"
            bits = () if one.sketch is None else (f"{_SKETCH}{one.sketch:0{_DIGITS}x}",)
            verdict = () if one.verdict is Verdict.FINE else (one.verdict.value,)
            issues = (json.dumps(name)[1:-1] for name in one.issues)
            yield " ".join((one.fingerprint, score, str(one.words), *bits, *verdict, *issues))


def _articles(path: Path, lines: list[str]) -> Iterator[KnownArticle]:
    article: KnownArticle | None = None
    sentences: list[KnownSentence] = []
    digits = _DIGITS if lines[0] == FORMAT else _OLD_DIGITS
    for number, line in enumerate(lines[2:], start=3):
        try:
            if line.startswith("article "):
                if article is not None:
                    yield replace(article, sentences=tuple(sentences))
                article, sentences = _head(line), []
            elif line.startswith("keywords ") and article is not None:
                article = replace(article, keywords=_keywords(line))
            elif line:
                sentences.append(_parsed(line, digits))
        except (ValueError, IndexError):
            raise _damaged(path, number) from None
    if article is not None:
        yield replace(article, sentences=tuple(sentences))


def _head(line: str) -> KnownArticle:
    _, fingerprint, names = line.split(" ", 2)
    path, identifier, *unfit = json.loads(names)
    if not isinstance(identifier, str) or not isinstance(path, str | None):
        raise ValueError
    if unfit not in ([], [_UNFIT]):
        raise ValueError
    return KnownArticle(identifier, path, fingerprint, (), bool(unfit))


def _keywords(line: str) -> tuple[str, ...]:
    found = json.loads(line.partition(" ")[2])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise ValueError
    return tuple(found)


def _parsed(line: str, digits: int) -> KnownSentence:
    fingerprint, score, words, *rest = line.split(" ")
    bits = None
    if rest and rest[0].startswith(_SKETCH):
        bits = _bits(rest.pop(0)[1:], digits)
    verdict = Verdict.FINE
    if rest and "@" not in rest[0]:
        verdict = Verdict(rest.pop(0))
    issues = tuple(str(json.loads(f'"{name}"')) for name in rest)
    value = None if score == _NOT_KNOWN else float(score)
    return KnownSentence(fingerprint, value, int(words), verdict, issues, bits)


def _bits(sketch: str, digits: int) -> int | None:
    """A sketch of so many digits; None if it is too short to be compared, as in an older format."""
    if len(sketch) != digits:
        raise ValueError
    bits = int.from_bytes(bytes.fromhex(sketch))
    return bits if digits == _DIGITS else None
