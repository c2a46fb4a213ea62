import json

import pytest

from mtqa.errors import InputError
from mtqa.training import rating_files

HEADER = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity"


def tsv(tmp_path, *rows):
    path = tmp_path / "mqm.tsv"
    path.write_text("\n".join([HEADER, *("\t".join(row) for row in rows)]) + "\n", "utf-8")
    return path


def row(target, category, severity, *, system="A", segment="1", rater="r1"):
    return (system, "news.1", segment, segment, rater, "quelle", target, category, severity)


def test_errors_of_the_public_files_add_up_to_mqm_penalties(tmp_path):
    path = tsv(
        tmp_path,
        row('He said "<v>go</v> home.', "Fluency/Grammar", "Major"),
        row('He said "go home<v>.</v>', "Fluency/Punctuation", "Minor"),
        row('He said "go home.', "No-error", "no-error", rater="r2"),
        row("<v>Gone.</v>", "Non-translation!", "Major", system="B"),
        row("He went.", "Accuracy/Omission", "Minor", system="C"),
    )
    found = rating_files.read(path)
    assert found.texts == ('He said "go home.', "Gone.", "He went.")
    assert found.gold.tolist() == pytest.approx([-5.1 / 2, -25.0, -1.0])
    assert found.source.tolist() == [0, 0, 0]
    assert found.system.tolist() == [0, 1, 2]
    spans = {(rating.item, rating.spans) for rating in found.ratings}
    assert spans == {
        (0, ((9, 11, True), (16, 17, False))),
        (0, ()),
        (1, ((0, 5, True),)),
        (2, ()),
    }
    assert found.penalties
    assert found.files == (path,)


def test_json_lines_with_scores(tmp_path):
    path = tmp_path / "da.jsonl"
    rows = [
        {"src": "eins", "mt": "One.", "system": "A", "score": 71.5},
        {"src": "eins", "mt": "Won.", "system": "B", "score": 20, "doc": None},
    ]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = rating_files.read(path)
    assert found.gold.tolist() == [71.5, 20.0]
    assert found.source.tolist() == [0, 0]
    assert not found.penalties


def test_json_lines_with_spans_but_no_score(tmp_path):
    path = tmp_path / "spans.jsonl"
    spans = [[0, 3, "Major", "Accuracy/Mistranslation"], [3, 4, "minor", "Fluency/Punctuation"]]
    path.write_text(json.dumps({"target": "One.", "spans": spans}), "utf-8")
    found = rating_files.read(path)
    assert found.gold.tolist() == pytest.approx([-5.1])
    assert found.ratings[0].spans == ((0, 3, True), (3, 4, False))


def test_csv_is_quoted(tmp_path):
    path = tmp_path / "da.csv"
    path.write_text('translation,mean\n"Yes, he said.",3\n', "utf-8-sig")
    assert rating_files.read(path).texts == ("Yes, he said.",)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.jsonl", '{"target": "A.", "score": 1}\n{"target"', r"x\.jsonl:2: no JSON"),
        ("x.jsonl", "[1]", r"x\.jsonl:1: not an object"),
        ("x.jsonl", '{"target": "A.", "score": "good"}', r"x\.jsonl:1: the score must be a number"),
        ("x.jsonl", '{"target": "A.", "spans": [[1]]}', r"x\.jsonl:1: the score must be"),
        ("x.jsonl", '{"text": "A.", "score": 1}', r"x\.jsonl:1: no translation; it must stand in"),
        ("x.csv", "target\nA.\n", r"x\.csv:2: no score \(score, mqm"),
        ("x.tsv", "target\tscore\n", r"x\.tsv: no ratings in it"),
        ("x.tsv", HEADER + "\nA\td\t1\t1\tr\ts\tt.\tOther\tHuge\n", r"x\.tsv:2: unknown severity"),
    ],
)
def test_bad_files_are_named_with_the_line_and_the_cure(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        rating_files.read(path)


def test_a_file_that_is_not_text(tmp_path):
    path = tmp_path / "x.tsv"
    path.write_bytes(b"target\tscore\n\xff\xfe\t1\n")
    with pytest.raises(InputError, match="cannot be read as UTF-8"):
        rating_files.read(path)
