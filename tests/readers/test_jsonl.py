import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.readers import ReadOptions
from mtqa.readers.base import RawFile
from mtqa.readers.jsonl import read
from mtqa.types import Document, Failure

Reading = Callable[..., tuple[list[Document], list[Failure]]]

SEGMENTED = ReadOptions(segmented=True, target_lang="en")


def _documents(text: str, options: ReadOptions) -> list[Document]:
    items = list(read(RawFile("a.jsonl", text.encode("utf-8")), options))
    assert not [item for item in items if isinstance(item, Failure)]
    return [item for item in items if isinstance(item, Document)]


@given(st.lists(st.text(alphabet=st.characters(codec=None)), min_size=1), st.booleans())
def test_the_slice_of_the_file_decodes_to_the_target(targets: list[str], ascii_only: bool) -> None:
    if not ascii_only:  # only escapes can carry lone surrogates
        targets = [target.encode("utf-8", "replace").decode() for target in targets]
    text = "\n".join(
        json.dumps({"n": [1, {"target": "no"}], "target": target, "z": 1}, ensure_ascii=ascii_only)
        for target in targets
    )
    documents = _documents(text, SEGMENTED)
    assert [document.segments[0].target for document in documents] == targets
    for number, document in enumerate(documents, start=1):
        (segment,) = document.segments
        assert json.loads(f'"{text[segment.start : segment.end]}"') == segment.target
        assert (document.id, segment.line) == (f"a.jsonl:{number}", number)


@given(st.text(alphabet=st.one_of(st.characters(codec=None), st.sampled_from("A. \n!\u201d"))))
def test_the_slice_of_each_sentence_decodes_to_it(target: str) -> None:
    text = json.dumps({"text": target})
    for document in _documents(text, ReadOptions(target_lang="en")):
        for segment in document.segments:
            assert json.loads(f'"{text[segment.start : segment.end]}"') == segment.target


def test_an_article_in_one_line(reading: Reading) -> None:
    text = (
        r'{"id": "x", "title": "T\u00e9", "text": "One \"a\". Two.\n\nThree \ud83d\ude00 \ud800."}'
    )
    (document,), failures = reading("a.jsonl", text)
    assert not failures
    assert (document.id, document.title) == ("x", "Té")
    assert [(s.target, text[s.start : s.end], s.paragraph) for s in document.segments] == [
        ('One "a".', r"One \"a\".", 0),
        ("Two.", "Two.", 0),
        ("Three \U0001f600 \ud800.", r"Three \ud83d\ude00 \ud800.", 1),
    ]


def test_broken_lines_fail_alone_and_name_themselves(reading: Reading) -> None:
    lines = [
        '{"mt": "First."}',
        "",
        "broken",
        '{"mt": "a"',
        '{"mt": 3}',
        '{"a": 1, "b": 2}',
        "[1]",
        '{"mt": "a"} x',
        '{"mt": "a",}',
        '{"mt" "a"}',
        '{"mt": tru}',
        "[" * 100_000,
        '{"mt": "Last."}',
    ]
    documents, failures = reading("a.jsonl", "\r\n".join(lines))
    assert [document.id for document in documents] == ["a.jsonl:1", "a.jsonl:13"]
    assert [failure.error for failure in failures] == [
        f"a.jsonl:{line}: {reason}"
        for line, reason in [
            (3, "broken JSON: '{' is missing at column 1; write one object per line"),
            (4, "broken JSON: ',' is missing at column 11; write one object per line"),
            (5, "the translation is no text: write it as a string in double quotes"),
            (
                6,
                "no translation in it: its keys are 'a', 'b'; "
                "name one of them target or mt or translation",
            ),
            (7, "a list where an object is wanted; write one object per line"),
            (8, "broken JSON: text behind the object at column 12; write one object per line"),
            (
                9,
                "broken JSON: a key in double quotes is missing at column 12; "
                "write one object per line",
            ),
            (10, "broken JSON: ':' is missing at column 6; write one object per line"),
            (11, "broken JSON: Expecting value at column 8; write one object per line"),
            (12, "broken JSON: '{' is missing at column 1; write one object per line"),
        ]
    ]
    assert {failure.path for failure in failures} == {"a.jsonl"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("[1]", "a list"),
        ('"mt"', "a string"),
        ("3.5", "a number"),
        ("NaN", "a number"),
        ("true", "true or false"),
        ("null", "null"),
    ],
)
def test_valid_json_of_the_wrong_kind_is_not_called_broken(
    reading: Reading, line: str, kind: str
) -> None:
    (failure,) = reading("a.jsonl", line)[1]
    assert failure.error == (
        f"a.jsonl:1: {kind} where an object is wanted; write one object per line"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('[\n{"mt": "One."},\n{"mt": "Two."}\n]\n', "a list"),
        ('[{"mt": "One."},\r\n {"mt": "Two."}]', "a list"),
        ('\n{\n  "mt": "One."\n}\n', "an object"),
    ],
)
def test_one_value_over_several_lines_is_told_once(reading: Reading, text: str, kind: str) -> None:
    documents, (failure,) = reading("a.jsonl", text)
    assert not documents
    assert failure.error == f"a.jsonl: {kind} over several lines; write one object per line"


@pytest.mark.parametrize("value", ["[" * 100_000, "9" * 5000])
def test_values_that_python_refuses_are_broken_json(reading: Reading, value: str) -> None:
    (failure,) = reading("a.jsonl", f'{{"x": {value}, "mt": "a"}}')[1]
    assert failure.error.startswith("a.jsonl:1: broken JSON: ")


def test_numbers_and_null_are_fields_too(reading: Reading) -> None:
    text = '{"doc_id": 7, "seg_id": 1, "mt": null, "src": "Q", "ref": ["no"]}'
    (document,), failures = reading("a.jsonl", text, SEGMENTED)
    assert not failures
    assert document.id == "7"
    (segment,) = document.segments
    assert (segment.target, segment.source, segment.reference) == ("", "Q", None)


def test_the_last_of_two_equal_keys_counts(reading: Reading) -> None:
    (document,), _ = reading("a.jsonl", '{"mt": "One.", "mt": "Two."}')
    assert document.segments[0].target == "Two."
