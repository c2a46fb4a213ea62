import json
from collections.abc import Callable

import pytest

from mtqa.readers import ReadOptions
from mtqa.readers.rows import MAX_FAILURES
from mtqa.text.align import MOST
from mtqa.types import Document, Failure

Reading = Callable[..., tuple[list[Document], list[Failure]]]

ENGLISH = "The minister said on Monday that the government would resign soon."
GERMAN = "Der Minister sagte am Montag, dass die Regierung zurücktreten werde."


def _lines(*rows: dict[str, object]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_documents_of_several_systems_are_named_apart(reading: Reading) -> None:
    documents, failures = reading(
        "a.jsonl",
        _lines(
            {"doc": "d", "system": "A", "seg_id": 1, "mt": "One."},
            {"doc": "d", "system": "B", "seg_id": 1, "mt": "Two."},
            {"doc": "e", "system": "A", "seg_id": 1, "mt": "Three."},
            {"doc": "d", "system": "A", "seg_id": 2, "mt": "Four."},
        ),
    )
    assert not failures
    assert [(d.id, d.system, [s.target for s in d.segments]) for d in documents] == [
        ("d@A", "A", ["One.", "Four."]),
        ("d@B", "B", ["Two."]),
        ("e", "A", ["Three."]),
    ]
    assert documents[0].notes == ("document d is there for several systems: this one is d@A",)
    assert documents[2].notes == ()


def test_a_repeated_segment_is_a_failure_and_the_rest_is_read(reading: Reading) -> None:
    (document,), (failure,) = reading(
        "a.jsonl",
        _lines(
            {"doc": "d", "system": "A", "seg_id": 1, "mt": "One."},
            {"doc": "d", "system": "A", "seg_id": 1, "mt": "Two."},
            {"doc": "d", "system": "A", "seg_id": 2, "mt": "Three."},
        ),
    )
    assert [s.target for s in document.segments] == ["One.", "Three."]
    assert failure.error == (
        "a.jsonl:2: left out: segment 1 of document d of system A stands in line 1 already: "
        "number segments within their document"
    )


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ([2, 10, 1], "CAB"),
        (["2", "10", "1"], "CAB"),
        ([2.0, 10.0, 1.0], "CAB"),
        (["-1", "3", "-7"], "CAB"),
        ([1, 2, 10], "ABC"),
        ([10, None, 1], "ABC"),
        ([10, "x", 1], "ABC"),
        (["2", "1.5", "1"], "ABC"),
        (["10", "", "1"], "ABC"),
    ],
)
def test_segments_stand_in_the_order_of_their_numbers(
    reading: Reading, numbers: list[object], order: str
) -> None:
    rows = [
        {"doc": "d", "seg_id": number, "mt": name, "src": f"Q{name}"}
        for number, name in zip(numbers, "ABC", strict=True)
    ]
    (document,), failures = reading("a.jsonl", _lines(*rows))
    assert not failures
    assert "".join(segment.target for segment in document.segments) == order
    assert [segment.source for segment in document.segments] == [f"Q{name}" for name in order]
    assert [segment.paragraph for segment in document.segments] == [0, 1, 2]
    moved = "the segments stand in the order of their numbers, which is not that of the file"
    assert document.notes == ((moved,) if order != "ABC" else ())


def test_each_document_and_system_has_an_order_of_its_own(reading: Reading) -> None:
    rows = [
        {"doc": doc, "system": system, "seg_id": number, "mt": f"{doc}{system}{number}"}
        for number in (2, 1)
        for doc, system in [("d", "A"), ("d", "B"), ("e", "A")]
    ]
    documents, _ = reading("a.jsonl", _lines(*rows))
    assert [(d.id, [s.target for s in d.segments]) for d in documents] == [
        ("d@A", ["dA1", "dA2"]),
        ("d@B", ["dB1", "dB2"]),
        ("e", ["eA1", "eA2"]),
    ]


def test_failures_without_number_are_counted(reading: Reading) -> None:
    repeated = [{"doc": "d", "seg_id": 1, "mt": "One."}] * (MAX_FAILURES + 6)
    (document,), failures = reading("a.jsonl", _lines(*repeated))
    assert len(document.segments) == 1
    assert len(failures) == MAX_FAILURES + 1
    assert failures[-1].error == ("a.jsonl: 5 more rows could not be used, for reasons like these")


def test_each_sentence_has_its_part_of_source_and_reference(reading: Reading) -> None:
    rows = _lines(
        {"doc": "d", "mt": "One sentence.", "src": "Q1. And more.", "ref": "R1"},
        {"doc": "d", "mt": "Two. Sentences.", "src": "Q2. Q3.", "ref": "R2. R3."},
        {"doc": "d", "mt": "Three\n\nFour. Five.", "src": "Q4\nQ5. Q6."},
    )
    (document,), _ = reading("a.jsonl", rows)
    assert [(s.target, s.source, s.reference, s.paragraph) for s in document.segments] == [
        ("One sentence.", "Q1. And more.", "R1", 0),
        ("Two.", "Q2.", "R2.", 1),
        ("Sentences.", "Q3.", "R3.", 1),
        ("Three", "Q4", None, 2),
        ("Four.", "Q5.", None, 3),
        ("Five.", "Q6.", None, 3),
    ]
    (document,), _ = reading("a.jsonl", rows, ReadOptions(segmented=True))
    assert [(s.target, s.source) for s in document.segments][:2] == [
        ("One sentence.", "Q1. And more."),
        ("Two. Sentences.", "Q2. Q3."),
    ]


@pytest.mark.parametrize(
    ("target", "source", "reference", "found"),
    [
        ("One came. Two left.", "Q", None, [("One came. Two left.", "Q", None)]),
        (" One came. Two left. ", "Q. R. S.", None, [("One came. Two left.", "Q. R. S.", None)]),
        ("One came. Two left.", "Q. R.", "U", [("One came. Two left.", "Q. R.", "U")]),
        ("One came. Two left.", None, "U", [("One came. Two left.", None, "U")]),
        (
            "One came.\nTwo left. All ate.",
            "Q.\nR.",
            None,
            [("One came.", "Q.", None), ("Two left. All ate.", "R.", None)],
        ),
        (
            "One came. Two left.",
            "Q.\n\nR.",
            None,
            [("One came.", "Q.", None), ("Two left.", "R.", None)],
        ),
        (
            "One came.\nTwo left.",
            "Q.\nR.\nS.",
            None,
            [("One came.\nTwo left.", "Q.\nR.\nS.", None)],
        ),
        ("", "Q. R.", "U", [("", "Q. R.", "U")]),
    ],
)
def test_what_does_not_match_stays_one_segment_with_its_source(
    reading: Reading,
    target: str,
    source: str | None,
    reference: str | None,
    found: list[tuple[str, str | None, str | None]],
) -> None:
    text = _lines({"source": source, "mt": target, "ref": reference})
    (document,), failures = reading("a.jsonl", text)
    assert not failures
    assert [(s.target, s.source, s.reference) for s in document.segments] == found
    assert not document.notes
    for one in document.segments:
        assert text[one.start : one.end] == one.target.replace("\n", "\\n")
        assert one.line == 1


def test_a_source_is_cut_by_the_rules_of_its_language(reading: Reading) -> None:
    source = "Die Firma wächst u. a. Österreich. Der Chef ist zufrieden mit allem."
    text = _lines({"mt": "The firm grows in Austria. The boss is content.", "src": source})
    for options in (ReadOptions(source_lang="de"), ReadOptions()):
        (document,), _ = reading("a.jsonl", text, options)
        assert [segment.source for segment in document.segments] == [
            "Die Firma wächst u. a. Österreich.",
            "Der Chef ist zufrieden mit allem.",
        ]


def test_a_long_row_that_does_not_match_is_cut_and_noted(reading: Reading) -> None:
    target = " ".join(f"The mayor spoke {number} times." for number in range(MOST + 1))
    (document,), _ = reading("a.jsonl", _lines({"mt": target, "src": "Nur ein Satz."}))
    assert len(document.segments) == MOST + 1
    assert {segment.source for segment in document.segments} == {None}
    assert document.notes == (
        "line 1: not compared with its source, which has other sentences: have one sentence or "
        "paragraph a row",
    )


@pytest.mark.parametrize(
    ("fields", "source", "target"),
    [
        ({"source_lang": "de", "target_lang": "en"}, "de", "en"),
        ({"src_lang": "zho_Hans", "tgt_lang": "EN_us"}, "zh-Hans", "en-US"),
        ({"lang": "en"}, "fr", "en"),
        ({"lp": "zh-en"}, "zh", "en"),
        ({"language_pair": "zh-CN-en-US"}, "zh-CN", "en-US"),
        ({"lp": "eng_Latn-deu_Latn"}, "en-Latn", "de-Latn"),
        ({"lp": "de>en"}, "de", "en"),
        ({"lp": "zh-en", "target_lang": "en-GB"}, "zh", "en-GB"),
        ({}, "fr", "de"),
    ],
)
def test_languages_of_a_row_come_before_those_of_the_options(
    reading: Reading, fields: dict[str, str], source: str, target: str
) -> None:
    options = ReadOptions(source_lang="fr", target_lang="de")
    (document,), _ = reading("a.jsonl", _lines({"mt": "Hm.", **fields}), options)
    assert (document.source_lang, document.target_lang) == (source, target)
    assert document.lang_confidence is None


def test_what_is_no_language_tag_is_told(reading: Reading) -> None:
    (document,), _ = reading("a.jsonl", _lines({"mt": ENGLISH, "lang": "english"}))
    assert document.target_lang == "en"
    assert document.notes == (
        "target_lang 'english' is no language tag such as en or pt-BR: passed over",
    )


def test_a_short_row_has_the_language_of_its_file(reading: Reading) -> None:
    rows = [{"mt": ENGLISH}] * 5 + [{"mt": "Russia."}, {"mt": GERMAN}, {"mt": "Ελλάδα"}]
    documents, _ = reading("a.jsonl", _lines(*rows), ReadOptions(segmented=True))
    assert [d.target_lang for d in documents] == ["en"] * 6 + ["de", "el"]
    assert all(d.lang_confidence is not None and d.lang_confidence > 0.5 for d in documents)


def test_rows_without_a_document_are_documents(reading: Reading) -> None:
    documents, _ = reading("a.jsonl", _lines({"mt": "One."}, {"mt": "Two.", "title": "T"}))
    assert [(d.id, d.path, d.title) for d in documents] == [
        ("a.jsonl:1", "a.jsonl", None),
        ("a.jsonl:2", "a.jsonl", "T"),
    ]


def test_a_row_of_paragraphs_is_an_article(reading: Reading) -> None:
    (document,), _ = reading("a.jsonl", _lines({"text": "A title\n\nOne. Two.\n\nThree."}))
    assert [(s.target, s.paragraph) for s in document.segments] == [
        ("A title", 0),
        ("One.", 1),
        ("Two.", 1),
        ("Three.", 2),
    ]


def test_a_segmented_row_keeps_its_white_space(reading: Reading) -> None:
    (document,), _ = reading("a.jsonl", _lines({"mt": " a.  b.\n "}), ReadOptions(segmented=True))
    assert document.segments[0].target == " a.  b.\n "


def test_rows_of_another_language_do_not_pass_for_that_of_the_file(reading: Reading) -> None:
    english = [{"mt": f"{ENGLISH} Number {number} of the articles."} for number in range(400)]
    others = [
        {"mt": "The le ministre a dit lundi que le gouvernement démissionnerait bientôt."},
        {"mt": "នាយករដ្ឋមន្ត្រី said that the on Monday រដ្ឋាភិបាលនឹងលាលែងពីតំណែងក្នុងពេលឆាប់ៗនេះ"},
        {"mt": GERMAN},
    ]
    documents, _ = reading("a.jsonl", _lines(*english, *others), ReadOptions(segmented=True))
    assert [d.target_lang for d in documents] == ["en"] * 400 + ["fr", "km", "de"]


def test_the_language_of_a_file_is_that_of_most_of_it(reading: Reading) -> None:
    rows = [{"mt": GERMAN}, *[{"mt": ENGLISH}] * 9, {"mt": "Hm."}]
    documents, _ = reading("a.jsonl", _lines(*rows), ReadOptions(segmented=True))
    assert [d.target_lang for d in documents] == ["de"] + ["en"] * 10
    assert documents[-1].lang_confidence == pytest.approx(
        9 * len(ENGLISH) / (9 * len(ENGLISH) + len(GERMAN))
    )
