import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.errors import ConfigError
from mtqa.readers import READERS, ReadOptions, read
from mtqa.types import Document, Failure

Reading = Callable[..., tuple[list[Document], list[Failure]]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _errors(*paths: str) -> list[str]:
    return [item.error for item in read(paths) if isinstance(item, Failure)]


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_every_format_reads_a_sentence(reading: Reading, suffix: str) -> None:
    content = {
        ".csv": "mt\nThe minister left.\n",
        ".tsv": "mt\nThe minister left.\n",
        ".jsonl": '{"mt": "The minister left."}',
        ".ndjson": '{"mt": "The minister left."}',
    }.get(suffix, "The minister left.")
    documents, failures = reading("A" + suffix.upper(), content)
    assert not failures
    assert [s.target for d in documents for s in d.segments] == ["The minister left."]


@pytest.mark.parametrize("suffix", [*sorted(READERS), ".unknown"])
@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_failure(reading: Reading, suffix: str, content: bytes) -> None:
    documents, (failure,) = reading("a" + suffix, content)
    assert not documents
    assert failure == Failure("a" + suffix, f"a{suffix}: empty: there is no text in it")


def test_a_table_with_a_header_alone_is_empty(reading: Reading) -> None:
    assert reading("a.csv", "mt\n")[1][0].error == "a.csv: empty: there is no text in it"


@pytest.mark.parametrize("suffix", sorted(READERS))
def test_a_binary_file_is_a_failure(reading: Reading, suffix: str) -> None:
    documents, (failure,) = reading("a" + suffix, bytes(range(256)) * 20)
    assert not documents
    assert failure.error.startswith(f"a{suffix}: binary file, not text: ")


def test_paths_that_cannot_be_read(folder: Path) -> None:
    (folder / "dead.txt").symlink_to("nowhere")
    assert _errors("no.txt", "dead.txt", "", "a\0b") == [
        "no.txt: cannot be read: No such file or directory",
        "dead.txt: cannot be read: No such file or directory",
        "'' is no path: an empty variable in the command?",
        "'a\\x00b' is no path",
    ]


def test_a_file_that_may_not_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert _errors("a.txt") == ["a.txt: cannot be read: Permission denied"]


def test_a_failure_does_not_stop_the_rest(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"%PDF-1.7")
    (folder / "b.txt").write_text("Text.")
    first, second = read(["."])
    assert isinstance(first, Failure)
    assert isinstance(second, Document)
    assert second.id == "b.txt"


def test_a_file_of_an_unknown_suffix_is_plain_text_when_named(folder: Path) -> None:
    (folder / "notes.log").write_text("It happened. Twice.")
    (document,) = read(["notes.log"])
    assert isinstance(document, Document)
    assert [s.target for s in document.segments] == ["It happened.", "Twice."]


@pytest.mark.parametrize("name", ["a.json", "a.XML", "a.xliff", "a.tmx", "a.po", "a.yml"])
def test_data_are_not_read_as_plain_text(reading: Reading, name: str) -> None:
    (failure,) = reading(name, '{"mt": "One."}')[1]
    assert failure.error == (
        f"{name}: cannot be read as text: write its articles as .txt, or its rows as .csv or "
        ".jsonl (one object per line)"
    )


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Köln.".encode())))
    (document,) = read(["-"])
    assert isinstance(document, Document)
    assert (document.id, document.path, document.segments[0].target) == ("-", "-", "Köln.")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"mt": "Hm."}')))
    (document,) = read(["-"], ReadOptions(stdin_suffix=".jsonl"))
    assert isinstance(document, Document)
    assert document.segments[0].target == "Hm."


def test_ids_are_unique_in_a_run(folder: Path) -> None:
    for name, system in [("a.csv", ""), ("b.csv", ""), ("c.csv", "S")]:
        (folder / name).write_text(f"doc,system,mt\nd,{system},Text.\n")
    documents = [item for item in read(["."]) if isinstance(item, Document)]
    assert [document.id for document in documents] == ["a.csv:d", "b.csv:d", "c.csv:d"]
    assert [document.notes for document in documents] == [
        (f"the id d is there more than once: this one is {document.id}",) for document in documents
    ]


def test_an_id_depends_on_its_own_path_alone(folder: Path) -> None:
    (folder / "a.csv").write_text("doc,mt\nd,Text.\n")
    (folder / "b.jsonl").write_text('{"doc": "d", "mt": "Hm."}\n{"doc": "own", "mt": "Hm."}\n')
    (folder / "c.tsv").write_text("doc\tmt\nd\tText.\n")

    def ids(*paths: str) -> list[str]:
        return sorted(item.id for item in read(paths) if isinstance(item, Document))

    assert ids("a.csv", "b.jsonl", "c.tsv") == ["a.csv:d", "b.jsonl:d", "c.tsv:d", "own"]
    assert ids("c.tsv", "b.jsonl", "a.csv") == ["a.csv:d", "b.jsonl:d", "c.tsv:d", "own"]
    (folder / "a.csv").rename(folder / "z.csv")
    assert ids(".") == ["b.jsonl:d", "c.tsv:d", "own", "z.csv:d"]
    assert ids("z.csv") == ["d"]


def test_standard_input_gives_way_to_files_whatever_their_order(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_text("doc,mt\nd,Text.\n")
    for paths in (["-", "a.csv"], ["a.csv", "-"]):
        rows = io.TextIOWrapper(io.BytesIO(b'{"doc": "d", "mt": "Hm."}'))
        monkeypatch.setattr(sys, "stdin", rows)
        items = read(paths, ReadOptions(stdin_suffix=".jsonl"))
        assert sorted(item.id for item in items if isinstance(item, Document)) == ["-:d", "d"]


def test_ids_that_imitate_made_ones_are_told_apart(folder: Path) -> None:
    (folder / "a.csv").write_text("doc,mt\nb.csv:d,One.\nd,Two.\n")
    (folder / "b.csv").write_text("doc,mt\nd,Three.\n")
    assert [item.id for item in read(["."]) if isinstance(item, Document)] == [
        "b.csv:d",
        "a.csv:d",
        "b.csv:d#2",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ReadOptions(encoding="no-such"), "--encoding 'no-such' is no text encoding"),
        (ReadOptions(target_lang="english"), "--target-lang 'english' is no language tag"),
        (ReadOptions(source_lang=""), "--source-lang '' is no language tag"),
    ],
)
def test_options_that_cannot_be_used_are_told_at_once(options: ReadOptions, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read([], options)


def test_one_file_is_read_at_a_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("Text.")
    opened: list[str] = []
    real = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path.name) or real(path))
    stream = read(["."])
    assert opened == []
    next(stream)
    assert opened == ["a.txt"]
    next(stream)
    assert opened == ["a.txt", "b.txt"]


@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv"])
def test_one_very_long_line(reading: Reading, suffix: str) -> None:
    text = "The minister said no to it. " * 40_000
    content = {".jsonl": f'{{"mt": "{text}"}}', ".csv": f"mt\n{text}\n"}.get(suffix, text)
    (document,), failures = reading("a" + suffix, content, ReadOptions(target_lang="en"))
    assert not failures
    assert len(document.segments) == 40_000
