"""Bytes to text: byte order mark, the encoding asked for, strict UTF-8, what the file declares, and
at last a guess that is told."""

import codecs
import re

from mtqa.errors import ConfigError, InputError
from mtqa.readers.base import RawFile, TextFile

_MARKS = (  # UTF-32 first: its mark starts with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_STARTS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive, such as .docx, .odt, .epub or .xlsx",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\0": "xz",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Office file, such as .doc",
    b"PAR1": "Parquet",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"{\\rtf": "RTF",
}
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b"))
_SAMPLE = 1 << 20
_FEW_CONTROLS = 3
_MAX_CONTROL_SHARE = 0.02
"""Share of control characters from which data are no text: in random bytes it is 0.1, in any
compressed or numeric format above 0.05, in text with stray ones under 0.001."""
_GUESS_SAMPLE = 1 << 16


def check_encoding(name: str | None) -> None:
    """Raise a ConfigError if Python knows no text encoding of that name."""
    if name is None:
        return
    try:
        codecs.lookup(name)
        b"a".decode(name, errors="replace")
    except (LookupError, UnicodeError, ValueError):
        raise ConfigError(
            f"--encoding {name!r} is no text encoding: name one such as utf-8 or windows-1252"
        ) from None


def decode(file: RawFile, encoding: str | None = None, declared: str | None = None) -> TextFile:
    """The text of a file.

    `encoding` comes from the user and must fit; `declared` from the file itself and may not.

    Raises:
        InputError: the file is binary, or not in the encoding that was asked for.
    """
    for mark, name in _MARKS:
        if file.data.startswith(mark):
            return TextFile(
                file.path, _strictly(file, file.data[len(mark) :], name, "its mark says")
            )
    if encoding is not None:
        return TextFile(file.path, _strictly(file, file.data, encoding, "--encoding says"))
    _refuse_binary(file)
    if declared is not None and b"\x1b" in file.data:  # ISO 2022 is valid UTF-8, and no text
        text = _decoded(file.data, declared)
    else:
        text = _decoded(file.data, "utf-8")
        if text is None and declared is not None:
            text = _decoded(file.data, declared)
    return _guess(file) if text is None else TextFile(file.path, text)


def _strictly(file: RawFile, data: bytes, encoding: str, who: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise InputError(
            f"{file.path}: not {encoding} as {who}{where}: name the right one with --encoding"
        ) from None
    controls = text[:_SAMPLE].translate(_NO_CONTROLS)
    if _too_many(len(text[:_SAMPLE]) - len(controls), len(text[:_SAMPLE])):
        raise InputError(f"{file.path}: binary file, not text in {encoding}")
    return text


_NO_CONTROLS = dict.fromkeys(_CONTROLS)


def _too_many(controls: int, size: int) -> bool:
    return controls > max(_FEW_CONTROLS, _MAX_CONTROL_SHARE * size)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):
        return None


def _refuse_binary(file: RawFile) -> None:
    for start, kind in _BINARY_STARTS.items():
        if file.data.startswith(start):
            raise InputError(
                f"{file.path}: binary file ({kind}), not text: convert it to .txt first"
            )
    head = file.data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if _too_many(controls, len(head)):
        cure = "convert it to .txt first, or name its encoding with --encoding"
        raise InputError(f"{file.path}: binary file, not text: {cure}")


def _guess(file: RawFile) -> TextFile:
    from charset_normalizer import from_bytes  # 40 ms: only files that are not UTF-8 pay

    odd = re.search(rb"[\x80-\xff]", file.data)
    start = max(0, (odd.start() if odd else 0) - _GUESS_SAMPLE // 4)
    best = from_bytes(file.data[start : start + _GUESS_SAMPLE]).best()
    name = best.encoding if best is not None else "windows-1252"
    text = file.data.decode(name, errors="replace")
    note = f"decoded as {_usual(name)} (a guess): name the right one with --encoding"
    if best is None:
        note = f"not UTF-8 and like no other encoding, {note}"
    return TextFile(file.path, text, (note,))


def _usual(name: str) -> str:
    """The name people know: cp1252 is windows-1252."""
    name = name.replace("_", "-")
    return f"windows-{name[2:]}" if re.fullmatch(r"cp125\d", name) else name
