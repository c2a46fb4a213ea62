"""Save and load a run: a folder with `run.json` and `documents.jsonl`.

`run.json` says what was run and how it ended, `documents.jsonl` holds one article per line with all
that was found in it. Both are ASCII, so that any text survives, and follow `FORMAT`. Lines are
written as articles are finished: whatever stops a run, what was done is there and can be read.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from mtqa import __version__
from mtqa.errors import ConfigError
from mtqa.records import RecordError, decoder, encode
from mtqa.types import DocumentReport, Failure, Report, Side, Verdict

FORMAT = 1
"""Number of the format, raised whenever an older mtqa could misread the folder."""

_HEAD = "run.json"
_BODY = "documents.jsonl"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a run holds, for those who read `run.json` alone."""

    documents: int = 0
    failures: int = 0
    segments: int = 0
    garbled_segments: int = 0
    words: int = 0


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands in `run.json`."""

    format: int
    mtqa: str
    complete: bool
    mode: Side
    signature: str
    counts: Counts
    config: Mapping[str, str] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()


_decode_head = decoder(_Head)
_decode_document = decoder(DocumentReport)


def ensure_free(folder: Path, *, overwrite: bool) -> None:
    """Refuse a folder that a run must not be written to.

    Raises:
        ConfigError: it holds a run and `overwrite` is not set, or it holds anything else (which
            `overwrite` never replaces), or it is a file.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ConfigError(f"{folder} is a file; name a folder for the run")
    if _is_run(folder):
        if not overwrite:
            raise ConfigError(
                f"{folder} holds a run already; add --overwrite to replace it, or name another "
                "folder"
            )
    elif any(folder.iterdir()):
        raise ConfigError(f"{folder} is not empty and holds no run of mtqa; name another folder")


class RunWriter:
    """Writes a run folder, one article at a time; a context manager.

    Left by an exception (Ctrl-C and a full disk included), the folder is a valid run of what was
    added before, marked as not complete.
    """

    def __init__(
        self,
        folder: Path,
        *,
        signature: str,
        mode: Side,
        config: Mapping[str, str],
        overwrite: bool = False,
    ) -> None:
        self._folder = folder
        self._overwrite = overwrite
        self._signature, self._mode, self._config = signature, mode, dict(config)
        self._counts = Counts()
        self._failures: list[Failure] = []
        self._size = 0  # bytes of whole lines in the body

    def __enter__(self) -> Self:
        ensure_free(self._folder, overwrite=self._overwrite)
        with _disk(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            # Unbuffered: a line is on disk when `add` returns, and no half line waits for close.
            self._body = FileIO(self._folder / _BODY, "w")
            self._write_head(complete=False)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._body.truncate(self._size)
        finally:
            self._body.close()
        if kind is None:
            with _disk(self._folder):
                self._write_head(complete=True)
        else:
            with suppress(OSError):  # the head of the start says "not complete" as well
                self._write_head(complete=False)

    def add(self, item: DocumentReport | Failure) -> None:
        """Store one finished article, or an input that failed.

        Raises:
            ConfigError: the disk is full or cannot be written; what was added before is safe.
        """
        if isinstance(item, Failure):
            self._failures.append(item)
            self._counts = replace(self._counts, failures=self._counts.failures + 1)
            return
        line = _line(item)
        with _disk(self._folder):
            self._write_line(line)
        self._size += len(line)
        self._counts = _counted(self._counts, item)

    def _write_line(self, line: bytes) -> None:
        rest = memoryview(line)
        while rest:
            rest = rest[self._body.write(rest) or 0 :]

    def _write_head(self, *, complete: bool) -> None:
        head = _Head(
            format=FORMAT,
            mtqa=__version__,
            complete=complete,
            mode=self._mode,
            signature=self._signature,
            counts=self._counts,
            config=self._config,
            failures=tuple(self._failures),
        )
        beside = self._folder / f"{_HEAD}.part"
        try:
            beside.write_bytes(encode(head) + b"\n")
            beside.replace(self._folder / _HEAD)
        finally:
            beside.unlink(missing_ok=True)


def load(path: Path | str) -> Report:
    """Read a run folder back, exactly as it was written.

    A run that was interrupted loads as far as it came, with `complete` False.

    Raises:
        ConfigError: there is no run, it is damaged, or a newer mtqa wrote it.
    """
    folder = Path(path)
    head = _load_head(folder)
    documents = tuple(_load_documents(folder / _BODY, complete=head.complete))
    if head.complete and len(documents) != head.counts.documents:
        raise ConfigError(
            f"{folder / _BODY} holds {len(documents)} articles but {_HEAD} counts "
            f"{head.counts.documents}: the run is damaged; score again"
        )
    return Report(
        documents=documents,
        failures=head.failures,
        signature=head.signature,
        mode=head.mode,
        config=head.config,
        complete=head.complete,
    )


def _load_head(folder: Path) -> _Head:
    path = folder / _HEAD
    try:
        parsed = json.loads(path.read_bytes())
    except OSError as error:
        why = "there is no such folder" if not folder.exists() else f"{_HEAD}: {error.strerror}"
        raise ConfigError(
            f"{folder} is not a run ({why}); make one with `mtqa score ... --out {folder}`"
        ) from None
    except ValueError as error:
        raise ConfigError(f"{path}: not JSON ({error}): the run is damaged; score again") from None
    number = parsed.get("format") if isinstance(parsed, dict) else None
    if isinstance(number, int) and number > FORMAT:
        raise ConfigError(
            f"{path}: written in format {number}, this mtqa reads up to {FORMAT}; update mtqa"
        )
    try:
        return _decode_head(parsed)
    except RecordError as error:
        raise ConfigError(f"{path}: not the head of a run ({error}); score again") from None


def _load_documents(path: Path, *, complete: bool) -> Iterator[DocumentReport]:
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                if not line.endswith(b"\n") and not complete:
                    return  # the run was killed while it wrote this line
                yield _load_document(path, number, line)
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}: the run is damaged; score again") from None


def _load_document(path: Path, number: int, line: bytes) -> DocumentReport:
    try:
        report = _decode_document(json.loads(line))
    except (ValueError, RecursionError) as error:  # RecordError is a ValueError
        raise ConfigError(
            f"{path}:{number}: not an article of a run ({error}): the run is damaged; score again"
        ) from None
    segments = tuple(judged.segment for judged in report.segments)
    return replace(report, document=replace(report.document, segments=segments))


def _line(report: DocumentReport) -> bytes:
    """The article's text stands once in the file, in its segment reports."""
    return encode(replace(report, document=replace(report.document, segments=()))) + b"\n"


def _is_run(folder: Path) -> bool:
    try:
        head = json.loads((folder / _HEAD).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(head, dict) and {"format", "mtqa"} <= head.keys()


def _counted(counts: Counts, report: DocumentReport) -> Counts:
    garbled = sum(segment.verdict is Verdict.GARBLED for segment in report.segments)
    return Counts(
        documents=counts.documents + 1,
        failures=counts.failures,
        segments=counts.segments + len(report.segments),
        garbled_segments=counts.garbled_segments + garbled,
        words=counts.words + report.words,
    )


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Turn what a disk refuses into one clear line."""
    try:
        yield
    except OSError as error:
        raise ConfigError(
            f"{folder}: cannot write the run ({error.strerror}); free the disk or name another "
            "folder with --out; the articles written so far can be read"
        ) from None
