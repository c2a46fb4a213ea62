import csv
import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.readers import ReadOptions
from mtqa.readers.base import RawFile
from mtqa.readers.tables import _tsv_quotes, read_csv, read_tsv
from mtqa.types import Document, Failure
from tests.conftest import CpuSeconds

Reading = Callable[..., tuple[list[Document], list[Failure]]]

SEGMENTED = ReadOptions(segmented=True, target_lang="en", encoding="utf-8")
FIELD = st.text(
    alphabet=st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
        st.sampled_from('",;\t\n\r| '),
    ),
    max_size=12,
)


def _documents(name: str, text: str, options: ReadOptions = SEGMENTED) -> list[Document]:
    reader = read_tsv if name.endswith(".tsv") else read_csv
    items = list(reader(RawFile(name, text.encode()), options))
    assert not [item for item in items if isinstance(item, Failure)]
    return [item for item in items if isinstance(item, Document)]


@given(
    st.lists(st.tuples(FIELD, FIELD, FIELD), min_size=1),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_is_read_back(
    rows: list[tuple[str, str, str]], delimiter: str, quoting: int, end: str
) -> None:
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows([("source", "mt", "note"), *rows])
    text = buffer.getvalue()
    documents = _documents("a.csv", text)
    assert [(d.segments[0].source or "", d.segments[0].target) for d in documents] == [
        (source, target) for source, target, _ in rows
    ]
    for document in documents:
        (segment,) = document.segments
        spelled = text[segment.start : segment.end]
        assert segment.target in (spelled, spelled.replace('""', '"'))
        before = text[: segment.start].replace("\r\n", "\n").replace("\r", "\n")
        assert segment.line == before.count("\n") + 1


@given(st.lists(st.tuples(FIELD, FIELD), min_size=1))
def test_a_quoted_tsv_is_read_back(rows: list[tuple[str, str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter="\t", quoting=csv.QUOTE_ALL).writerows([("source", "mt"), *rows])
    targets = [document.segments[0].target for document in _documents("a.tsv", buffer.getvalue())]
    assert targets == [target for _, target in rows]


def test_a_table_of_articles(reading: Reading) -> None:
    text = (
        "\ufeffDoc ID,seg,Source,MT,ref\r\n"
        'd1,1,"Is it? He left.","He said ""no"" to it. Then he left.",It is not. He went.\r\n'
        'd1,2,Q2,"Two\nlines here.",\r\n'
        "\r\n"
        "d2,1,Q3,Three.,\r\n"
    )
    (first, second), failures = reading("a.csv", text)
    plain = text[1:]
    assert not failures
    assert (first.id, second.id) == ("d1", "d2")
    assert [
        (s.target, plain[s.start : s.end], s.line, s.paragraph, s.source, s.reference)
        for s in first.segments
    ] == [
        ('He said "no" to it.', 'He said ""no"" to it.', 2, 0, "Is it?", "It is not."),
        ("Then he left.", "Then he left.", 2, 0, "He left.", "He went."),
        ("Two\nlines here.", "Two\nlines here.", 3, 1, "Q2", None),
    ]
    (segment,) = second.segments
    assert (segment.target, segment.line) == ("Three.", 6)
    assert (segment.source, segment.reference) == ("Q3", None)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_header(delimiter: str) -> None:
    text = delimiter.join(["source", "target"]) + "\n" + delimiter.join(["a", "b, c; d"[:4]]) + "\n"
    if delimiter != ",":
        (document,) = _documents("a.csv", text)
        assert document.segments[0].target == "b, c"


def test_no_column_with_the_translation(reading: Reading) -> None:
    documents, (failure,) = reading("a.csv", "doc,sentence\nd,Hello\n")
    assert not documents
    assert failure.error == (
        "a.csv: no column with the translation: its columns are 'doc', 'sentence'; "
        "name one of them target or mt or translation in the first line"
    )


def test_rows_of_the_wrong_width_fail_alone(reading: Reading) -> None:
    text = "source,target,note\na,One.,\nb\nc,Two, three.,x\nd,Four.,x,,\ne,Five.\n"
    documents, failures = reading("a.csv", text)
    assert [d.segments[0].target for d in documents] == ["One.", "Four.", "Five."]
    assert [failure.error for failure in failures] == [
        "a.csv:3: left out: 1 fields where the header has 3: the translation is missing",
        "a.csv:4: left out: 4 fields where the header has 3: "
        "put fields that hold the delimiter in double quotes",
    ]


def test_a_quote_that_is_never_closed_is_text() -> None:
    documents = _documents("a.csv", 'mt,note\n"One,x\nTwo,y\n')
    assert [d.segments[0].target for d in documents] == ['"One', "Two"]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("mt\tn\nplain\t1\n", False),
        ('mt\tn\n"Hello," he said.\t1\n', False),
        ('mt\tn\n"Hello."\t1\n', False),
        ('mt\tn\n"He said ""no""."\t1\n', True),
        ('mt\tn\n"two\nlines"\t1\n', True),
        ('"mt"\t"n"\n"Hello."\t"1"\n', True),
        ('mt\tn\n"A quotation\t1\nthat ends here"\t2\n', False),
    ],
)
def test_quotes_in_a_tsv_are_quoting_or_text(text: str, quotes: bool) -> None:
    assert _tsv_quotes(text) is quotes


def test_a_tsv_of_wmt_keeps_its_quotes_and_its_document_column() -> None:
    text = (
        "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\n"
        'A\tnews.1\t1\t10\tr1\tQ\t"We will go, he said.\n'
        'A\tnews.1\t2\t11\tr1\tQ\tAnd stay."\n'
    )
    (document,) = _documents("a.tsv", text)
    assert (document.id, document.system) == ("news.1", "A")
    assert [s.target for s in document.segments] == ['"We will go, he said.', 'And stay."']


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_the_last_row_may_end_in_any_way(end: str) -> None:
    documents = _documents("a.csv", "mt,note\nOne,\nTwo," + end)
    assert [d.segments[0].target for d in documents] == ["One", "Two"]
    documents = _documents("a.csv", 'note,mt\nx,"One"' + end)
    assert [d.segments[0].target for d in documents] == ["One"]


def test_a_lone_carriage_return_is_text_but_in_old_mac_files() -> None:
    documents = _documents("a.csv", "mt,note\nOne\rtwo,x\n")
    assert [d.segments[0].target for d in documents] == ["One\rtwo"]
    documents = _documents("a.csv", 'mt,note\rOne,x\r"Two",y\r')
    assert [(d.segments[0].target, d.segments[0].line) for d in documents] == [
        ("One", 2),
        ("Two", 3),
    ]


def test_an_empty_target_is_a_segment() -> None:
    documents = _documents("a.csv", 'source,mt\na,\nb,""\nc,   \n')
    assert [(d.id, d.segments[0].target) for d in documents] == [
        ("a.csv:2", ""),
        ("a.csv:3", ""),
        ("a.csv:4", "   "),
    ]


@pytest.mark.parametrize("unit", ['"', '""', '","', '",', "\n", ",", '"a,', '"""\n', '"a""b,'])
def test_time_is_linear_in_the_length_of_broken_tables(unit: str, cpu_seconds: CpuSeconds) -> None:
    def seconds(size: int) -> float:
        file = RawFile("a.csv", b"mt,note\n" + (unit * size)[:size].encode())
        costs = (cpu_seconds(lambda: list(read_csv(file, SEGMENTED))) for _ in range(3))
        return min(costs)  # other work on the machine only adds to it

    assert seconds(320_000) < 24 * seconds(40_000) + 0.2  # quadratic would be 64
