from collections.abc import Callable
from pathlib import Path

import pytest

from mtqa.readers import ReadOptions, read
from mtqa.types import Document, Failure

Reading = Callable[..., tuple[list[Document], list[Failure]]]


@pytest.fixture
def reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reading:
    """Write a file, read it under its bare name, and give back its documents and failures."""

    def write_and_read(
        name: str, content: str | bytes, options: ReadOptions | None = None
    ) -> tuple[list[Document], list[Failure]]:
        monkeypatch.chdir(tmp_path)
        data = content.encode() if isinstance(content, str) else content
        Path(name).write_bytes(data)
        items = list(read([name], options))
        documents = [item for item in items if isinstance(item, Document)]
        return documents, [item for item in items if isinstance(item, Failure)]

    return write_and_read
