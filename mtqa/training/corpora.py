"""The public sets that the model is trained and measured on: what their files must hold.

`corpora/<name>/prepare.py` describes one source with these classes and hands it to `main`, which
verifies the files in a data folder or, where the public layout is known, rebuilds them.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mtqa.errors import InputError, MtqaError
from mtqa.records import decoder, encode
from mtqa.training.devsets import read_table

if TYPE_CHECKING:
    from pandas import DataFrame

COUNTS = "counts.json"
_GROUPS = ("dataset", "origin", "year", "language_pair", "split")


@dataclass(frozen=True, slots=True)
class Repository:
    """A public git repository. `revision` is a full commit id, None where none is pinned: then the
    counts alone tell whether what was cloned is what was used."""

    url: str
    revision: str | None = None

    @property
    def name(self) -> str:
        """Name of the folder it is cloned to."""
        return self.url.removesuffix(".git").rpartition("/")[2]


Build = Callable[[Path], "DataFrame"]
"""Makes one table from the folder that holds the clones."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """One source: the folder of its prepare.py, where it comes from, the names of its Parquet
    files, and how those are made that can be made again."""

    folder: Path
    repositories: tuple[Repository, ...]
    files: tuple[str, ...]
    builds: Mapping[str, Build]


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of one group, such as "wmt-mqm-news2021 2021 zh-en dev"."""

    group: str
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """What a file must be. `sha256` is that of the Parquet, which another version of pyarrow may
    write otherwise; `content` is the same for the same rows in any order."""

    name: str
    rows: int
    columns: tuple[str, ...]
    sha256: str
    content: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """What stands in counts.json."""

    tables: tuple[Table, ...]


_decode = decoder(Tables)


def table(data: Path, name: str) -> Table:
    """Count a file of the data folder.

    Raises:
        InputError: it is not there.
    """
    frame = read_table(data, name)
    return Table(
        name=name,
        rows=len(frame),
        columns=tuple(str(column) for column in frame.columns),
        sha256=hashlib.sha256((data / f"{name}.parquet").read_bytes()).hexdigest(),
        content=_content(frame),
        counts=_counts(frame),
    )


def _content(frame: "DataFrame") -> str:
    from pandas.util import hash_pandas_object

    return f"{int(hash_pandas_object(frame, index=False).sum()) % 2**64:016x}"


def _counts(frame: "DataFrame") -> tuple[Count, ...]:
    by = [column for column in _GROUPS if column in frame]
    sizes = frame.groupby(by, dropna=False, observed=True).size().reset_index()
    groups = {
        " ".join("-" if value != value else str(value) for value in row[:-1]): int(row[-1])
        for row in sizes.itertuples(index=False)
    }
    return tuple(Count(group, groups[group]) for group in sorted(groups))


def promised(corpus: Corpus) -> Tables:
    """What the counts.json of a corpus says.

    Raises:
        InputError: it is missing or damaged.
    """
    path = corpus.folder / COUNTS
    try:
        return _decode(json.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not the counts of a corpus ({error})") from None


def differences(wanted: Table, found: Table) -> Iterator[str]:
    """How a file differs from what was promised, a line each; the sha256 is not looked at."""
    if wanted.columns != found.columns:
        yield f"{wanted.name}: columns {', '.join(found.columns)}; not {', '.join(wanted.columns)}"
    if wanted.rows != found.rows:
        yield f"{wanted.name}: {found.rows:,} rows, not {wanted.rows:,}"
    before, after = ({count.group: count.rows for count in one.counts} for one in (wanted, found))
    for group in sorted(before.keys() | after.keys()):
        if before.get(group) != after.get(group):
            rows = (after.get(group, 0), before.get(group, 0))
            yield f"{wanted.name}: {group}: {rows[0]:,} rows, not {rows[1]:,}"
    if wanted.content != found.content:
        yield f"{wanted.name}: the rows are not those that were used (content {found.content})"


def verify(corpus: Corpus, data: Path) -> list[str]:
    """How the files of a corpus in the folder `data` differ from its counts.json.

    Raises:
        InputError: a file is missing.
    """
    faults: list[str] = []
    for wanted in promised(corpus).tables:
        found = table(data, wanted.name)
        of_file = list(differences(wanted, found))
        if not of_file and wanted.sha256 != found.sha256:
            of_file = [f"{wanted.name}: same rows, but another file (sha256 {found.sha256})"]
        faults += of_file
    return faults


def rebuild(corpus: Corpus, clones: Path, data: Path) -> list[str]:
    """Clone what is not in `clones`, write the files that can be made to `data`, and return how
    they differ from counts.json.

    Raises:
        InputError: nothing of this corpus can be made, a clone fails, or holds another revision.
    """
    if not corpus.builds:
        raise InputError(f"{corpus.folder}: cannot be rebuilt; its README.md says why")
    for repository in corpus.repositories:
        _clone(repository, clones / repository.name)
    data.mkdir(parents=True, exist_ok=True)
    faults: list[str] = []
    wanted = {one.name: one for one in promised(corpus).tables}
    for name, build in corpus.builds.items():
        build(clones).to_parquet(data / f"{name}.parquet", compression="zstd", index=False)
        faults += differences(wanted[name], table(data, name))
    return faults


def _clone(repository: Repository, folder: Path) -> None:
    if not folder.exists():
        _git("clone", "--quiet", repository.url, str(folder))
        if repository.revision:
            _git("-C", str(folder), "checkout", "--quiet", repository.revision)
    if repository.revision:
        head = _git("-C", str(folder), "rev-parse", "HEAD")
        if head != repository.revision:
            raise InputError(
                f"{folder}: at revision {head}, not {repository.revision}; check that one out"
            )


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", None) or str(error)
        raise InputError(f"git {' '.join(arguments)}: {said.strip()}") from None
    return done.stdout.strip()


def split_of(dataset: str, document: str) -> str:
    """One whole document in ten is "dev", by hash, the others are "train".

    >>> split_of("wmt-mqm-news2020", "xinhua-zh-01.6565")
    'train'
    """
    digest = hashlib.sha256(f"{dataset}|{document}".encode()).hexdigest()
    return "dev" if int(digest, 16) % 10 == 0 else "train"


def lines(path: Path) -> list[str]:
    r"""The lines of a text file, split at "\n" alone, as the sets count them.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_text("utf-8").removesuffix("\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}; is this the public repository?") from None


_FOLDER = click.Path(path_type=Path, file_okay=False)


def main(corpus: Corpus, arguments: Sequence[str] | None = None) -> None:
    """The command line of a prepare.py; it ends the program: 0 as promised, 2 not."""

    @click.command(help=f"Verify or rebuild {', '.join(corpus.files)}.")
    @click.option("--verify", "data", type=_FOLDER, help="Hold the files in this folder to counts.")
    @click.option("--out", type=_FOLDER, help="Rebuild what can be rebuilt into this folder.")
    @click.option("--clones", type=_FOLDER, default=Path("clones"), show_default=True)
    @click.option("--count", "counted", type=_FOLDER, help="Write counts.json from this folder.")
    def command(data: Path | None, out: Path | None, clones: Path, counted: Path | None) -> None:
        if [data, out, counted].count(None) != 2:
            raise click.UsageError("give one of --verify, --out and --count")
        if counted:
            counts = Tables(tuple(table(counted, name) for name in corpus.files))
            text = json.dumps(json.loads(encode(counts)), indent=1) + "\n"
            (corpus.folder / COUNTS).write_text(text, "utf-8")
            return
        faults = verify(corpus, data) if data else rebuild(corpus, clones, out or clones)
        for fault in faults:
            click.echo(fault)
        if faults:
            sys.exit(2)
        for one in promised(corpus).tables:
            if data or one.name in corpus.builds:
                click.echo(f"{one.name}: {one.rows:,} rows, as promised")

    try:
        command(args=arguments, prog_name="prepare.py")
    except MtqaError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
