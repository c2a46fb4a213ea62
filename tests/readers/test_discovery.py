import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtqa.readers.discovery import discover
from mtqa.types import Failure

SUFFIXES = (".txt", ".html")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in [
        "news/b.txt",
        "news/a.TXT",
        "news/sub/c.html",
        "news/sub/drafts/d.txt",
        "news/.hidden.txt",
        "news/.git/e.txt",
        "news/picture.png",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")
    return tmp_path


def _found(*paths: str, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    return [
        item.error if isinstance(item, Failure) else item
        for item in discover(paths, SUFFIXES, include, exclude)
    ]


def test_a_folder_is_walked_in_order_without_hidden_and_unknown_files(folder: Path) -> None:
    assert _found("news") == [
        "news/a.TXT",
        "news/b.txt",
        "news/sub/c.html",
        "news/sub/drafts/d.txt",
    ]
    assert _found("news/") == _found("news")


def test_the_same_file_is_read_once(folder: Path) -> None:
    (folder / "news/sub/z.txt").symlink_to(folder / "news/b.txt")
    assert _found("news/b.txt", "./news/b.txt", "news", "-", "-") == [
        "news/b.txt",
        "news/a.TXT",
        "news/sub/c.html",
        "news/sub/drafts/d.txt",
        "-",
    ]


def test_link_loops_end(folder: Path) -> None:
    (folder / "news/sub/loop").symlink_to(folder / "news")
    (folder / "self").symlink_to("self")
    assert _found("news")[-1] == "news/sub/drafts/d.txt"
    assert len(_found("news")) == 4
    assert _found("self") == ["self"]


def test_a_dead_link_in_a_folder_is_told_when_it_is_read(folder: Path) -> None:
    (folder / "news/dead.txt").symlink_to("nowhere.txt")
    assert "news/dead.txt" in _found("news")


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [
        (("*.html",), (), ["news/sub/c.html"]),
        (("*.txt",), ("drafts",), ["news/b.txt"]),
        (("sub/*",), (), ["news/sub/c.html", "news/sub/drafts/d.txt"]),
        (("sub",), ("sub/drafts",), ["news/sub/c.html"]),
        (("sub/drafts/",), (), ["news/sub/drafts/d.txt"]),
        (("**/b.txt",), (), ["news/b.txt"]),
        ((), ("*.txt", "*.TXT"), ["news/sub/c.html"]),
        (("./b.*",), (), ["news/b.txt"]),
    ],
)
def test_globs(
    folder: Path, include: tuple[str, ...], exclude: tuple[str, ...], found: list[str]
) -> None:
    assert _found("news", include=include, exclude=exclude) == found


def test_globs_do_not_touch_a_file_that_is_named(folder: Path) -> None:
    assert _found("news/picture.png", exclude=("*",)) == ["news/picture.png"]


def test_a_folder_without_articles_is_a_failure(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "pictures").mkdir()
    (folder / "pictures/a.png").write_text("x")
    assert _found("empty") == [
        "empty: no article in it: it is empty; mtqa reads files that end in one of .html, .txt"
    ]
    assert _found("pictures") == [
        "pictures: no article in it: none of 1 file ends in one of .html, .txt"
    ]
    assert _found("news", include=("*.xyz",)) == [
        "news: no article in it: --include and --exclude leave none of 4 files"
    ]


def test_a_folder_that_may_not_be_read_is_a_failure(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.iterdir

    def refuse(path: Path) -> Iterator[Path]:
        if path.name == "sub":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert _found("news") == [
        "news/sub: cannot be read: Permission denied",
        "news/a.TXT",
        "news/b.txt",
    ]


def test_a_missing_path_is_left_to_the_reader() -> None:
    assert _found("no/such/file.txt", "") == ["no/such/file.txt", ""]
