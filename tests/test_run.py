"""A run folder is read back without loss, and damage is told by file and line."""

import json
import resource
import signal
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mtqa
from mtqa import run
from mtqa.errors import ConfigError
from mtqa.mqm import Severity
from mtqa.run import RunWriter, ensure_free, load
from mtqa.types import (
    Document,
    DocumentReport,
    Failure,
    Ignore,
    Issue,
    Passage,
    Report,
    Score,
    Segment,
    SegmentReport,
    Side,
    Skipped,
    Span,
    Suppressed,
    UnusedIgnore,
    Verdict,
)

# Any text a reader can give: every code point, lone surrogates too. A high surrogate followed by a
# low one is a single character to JSON, and no decoder gives the two apart.
TEXT = st.text(st.characters(exclude_categories=()), max_size=12).filter(
    lambda text: text == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
COUNT = st.integers(0, 10**9)
SPANS = st.builds(
    lambda start, length, side: Span(start, start + length, side),
    COUNT,
    st.integers(1, 10**6),
    st.sampled_from(Side),
)
SKIPPED = st.lists(st.builds(Skipped, TEXT, TEXT), max_size=2).map(tuple)
SEGMENTS = st.builds(Segment, TEXT, COUNT, COUNT, COUNT, COUNT, st.none() | TEXT, st.none() | TEXT)
ISSUES = st.builds(Issue, TEXT, TEXT, st.sampled_from(Severity), SPANS, TEXT, st.none() | FINITE)
SCORES = st.builds(Score, TEXT, st.none() | FINITE, st.none() | FINITE, st.booleans())
SEGMENT_REPORTS = st.builds(
    SegmentReport,
    SEGMENTS,
    st.sampled_from(Verdict),
    st.none() | FINITE,
    st.lists(SCORES, max_size=2).map(tuple),
    FINITE,
    st.none() | FINITE,
    st.lists(ISSUES, max_size=2).map(tuple),
    SKIPPED,
)
NAMES = st.lists(TEXT, max_size=2).map(tuple)
IGNORES = st.lists(
    st.builds(Ignore, TEXT, COUNT, NAMES, COUNT, COUNT, st.none() | TEXT), max_size=1
).map(tuple)
SUPPRESSED = st.lists(st.builds(Suppressed, TEXT, TEXT, COUNT), max_size=1).map(tuple)
UNUSED = st.lists(st.builds(UnusedIgnore, COUNT, TEXT, TEXT), max_size=1).map(tuple)
PASSAGES = st.builds(Passage, COUNT, COUNT, st.lists(TEXT, max_size=2).map(tuple))


@st.composite
def document_reports(draw: st.DrawFn) -> DocumentReport:
    segments = tuple(draw(st.lists(SEGMENT_REPORTS, max_size=3)))
    optional = st.none() | TEXT
    document = Document(
        id=draw(TEXT),
        segments=tuple(report.segment for report in segments),
        path=draw(optional),
        source_lang=draw(optional),
        target_lang=draw(optional),
        lang_confidence=draw(st.none() | FINITE),
        system=draw(optional),
        title=draw(optional),
        notes=tuple(draw(st.lists(TEXT, max_size=2))),
        ignores=draw(IGNORES),
    )
    return DocumentReport(
        document=document,
        segments=segments,
        words=draw(COUNT),
        score=draw(st.none() | FINITE),
        interval=draw(st.none() | st.tuples(FINITE, FINITE)),
        penalty_per_100_words=draw(st.none() | FINITE),
        garbled_share=draw(FINITE),
        grade=draw(st.none() | st.sampled_from("ABCDF")),
        passages=tuple(draw(st.lists(PASSAGES, max_size=2))),
        skipped=draw(SKIPPED),
        suppressed=draw(SUPPRESSED),
        unused_ignores=draw(UNUSED),
    )


REPORTS = st.builds(
    Report,
    st.lists(document_reports(), max_size=3).map(tuple),
    st.lists(st.builds(Failure, TEXT, TEXT), max_size=2).map(tuple),
    TEXT,
    st.sampled_from(Side),
    st.dictionaries(TEXT, TEXT, max_size=3),
)


def article(name: str, *texts: str) -> DocumentReport:
    segments = tuple(
        SegmentReport(Segment(text, start=7 * i, end=7 * i + len(text)), Verdict.FINE, 98.5)
        for i, text in enumerate(texts)
    )
    return DocumentReport(
        document=Document(name, tuple(report.segment for report in segments), path=f"in/{name}"),
        segments=segments,
        words=len(texts),
        score=98.5,
        interval=None,
        penalty_per_100_words=0.375,
        garbled_share=0.0,
        grade="A",
    )


def writer(folder: Path, *, overwrite: bool = False) -> RunWriter:
    return RunWriter(
        folder, signature="mtqa:0", mode=Side.TARGET, config={"model": "none"}, overwrite=overwrite
    )


def save(folder: Path, *items: DocumentReport | Failure, overwrite: bool = False) -> Path:
    with writer(folder, overwrite=overwrite) as out:
        for item in items:
            out.add(item)
    return folder


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REPORTS)
def test_a_run_is_read_back_without_loss(tmp_path_factory, report):
    folder = tmp_path_factory.mktemp("run") / "out"
    with RunWriter(
        folder, signature=report.signature, mode=report.mode, config=report.config
    ) as out:
        for item in [*report.failures, *report.documents]:
            out.add(item)
    assert load(folder) == report


def test_the_format_is_kept(tmp_path):
    """What other programs rely on; change it and `FORMAT` together. What is added must be of no
    harm to a program that does not know it."""
    issue = Issue("a.b", "Other", Severity.MINOR, Span(0, 1), "odd")
    report = article("a.txt", "Hi.")
    (segment,) = report.segments
    save(
        tmp_path / "run",
        Failure("b.txt", "empty"),
        replace(report, segments=(replace(segment, issues=(issue,)),)),
    )
    head = json.loads((tmp_path / "run" / "run.json").read_text("ascii"))
    assert head == {
        "format": 1,
        "mtqa": mtqa.__version__,
        "complete": True,
        "mode": "target",
        "signature": "mtqa:0",
        "counts": {
            "documents": 1,
            "failures": 1,
            "segments": 1,
            "garbled_segments": 0,
            "words": 1,
        },
        "config": {"model": "none"},
        "failures": [{"path": "b.txt", "error": "empty"}],
    }
    (line,) = (tmp_path / "run" / "documents.jsonl").read_text("ascii").splitlines()
    assert json.loads(line) == {
        "document": {
            "id": "a.txt",
            "segments": [],
            "path": "in/a.txt",
            "source_lang": None,
            "target_lang": None,
            "lang_confidence": None,
            "system": None,
            "title": None,
            "notes": [],
            "ignores": [],
        },
        "segments": [
            {
                "segment": {
                    "target": "Hi.",
                    "start": 0,
                    "end": 3,
                    "line": 1,
                    "paragraph": 0,
                    "source": None,
                    "reference": None,
                    "column": None,
                },
                "verdict": "fine",
                "score": 98.5,
                "scores": [],
                "penalty": 0.0,
                "garbled": None,
                "issues": [
                    {
                        "check": "a.b",
                        "category": "Other",
                        "severity": "minor",
                        "span": {"start": 0, "end": 1, "side": "target"},
                        "message": "odd",
                        "confidence": None,
                    }
                ],
                "skipped": [],
            }
        ],
        "words": 1,
        "score": 98.5,
        "interval": None,
        "penalty_per_100_words": 0.375,
        "garbled_share": 0.0,
        "grade": "A",
        "passages": [],
        "skipped": [],
        "suppressed": [],
        "unused_ignores": [],
    }


def test_it_is_public(tmp_path):
    assert mtqa.read_run(str(save(tmp_path / "run", article("a", "x")))) == Report(
        documents=(article("a", "x"),), signature="mtqa:0", config={"model": "none"}
    )


def test_a_finished_article_is_on_disk_at_once(tmp_path):
    with writer(tmp_path / "run") as out:
        out.add(article("a", "x"))
        out.add(Failure("b", "broken"))
        now = load(tmp_path / "run")
        assert (now.documents, now.complete) == ((article("a", "x"),), False)
    assert load(tmp_path / "run").failures == (Failure("b", "broken"),)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_interrupted_run_keeps_what_was_done(tmp_path, error):
    def fail() -> None:
        with writer(tmp_path / "run") as out:
            out.add(article("a", "x"))
            out.add(Failure("b", "broken"))
            raise error

    with pytest.raises(error):
        fail()
    report = load(tmp_path / "run")
    assert report.documents == (article("a", "x"),)
    assert report.failures == (Failure("b", "broken"),)
    assert not report.complete


def test_a_killed_run_is_read_up_to_its_last_whole_line(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"))
    head = folder / "run.json"
    head.write_text(head.read_text().replace('"complete": true', '"complete": false'))
    with (folder / "documents.jsonl").open("a") as body:
        body.write('{"document": {"id"')
    assert load(folder).documents == (article("a", "x"),)


def test_an_existing_run_is_refused(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"))
    with pytest.raises(ConfigError, match="holds a run already; add --overwrite"):
        save(folder, article("b", "y"))
    assert load(folder).documents == (article("a", "x"),)


def test_overwrite_replaces_a_run_and_nothing_beside_it(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"), article("b", "y"))
    (folder / "notes.txt").write_text("mine")
    save(folder, article("c", "z"), overwrite=True)
    assert load(folder).documents == (article("c", "z"),)
    assert (folder / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("content", ["{}", "not json", "[1]", '{"format": 1}'])
def test_a_foreign_folder_is_never_replaced(tmp_path, overwrite, content):
    (tmp_path / "run.json").write_text(content)
    with pytest.raises(ConfigError, match="is not empty and holds no run"):
        ensure_free(tmp_path, overwrite=overwrite)


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "run").write_text("")
    with pytest.raises(ConfigError, match="is a file; name a folder"):
        save(tmp_path / "run", overwrite=True)


def test_an_empty_or_missing_folder_is_free(tmp_path):
    ensure_free(tmp_path, overwrite=False)
    ensure_free(tmp_path / "a" / "b", overwrite=False)
    assert load(save(tmp_path / "a" / "b")).documents == ()


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot write the run"):
        save(tmp_path / "file" / "run")


@pytest.fixture
def small_disk():
    """Files of at most 4,000 bytes: the kernel refuses the rest like a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_keeps_the_articles_before(tmp_path, small_disk):
    reports = [article(f"{i}.txt", "word " * 100) for i in range(20)]
    with pytest.raises(ConfigError, match="cannot write the run"):
        save(tmp_path / "run", *reports)
    report = load(tmp_path / "run")
    assert 0 < len(report.documents) < 20
    assert report.documents == tuple(reports[: len(report.documents)])
    assert not report.complete
    body = (tmp_path / "run" / "documents.jsonl").read_bytes()
    assert body.endswith(b"\n")


def test_no_folder(tmp_path):
    with pytest.raises(ConfigError, match=r"there is no such folder.*mtqa score"):
        load(tmp_path / "nowhere")


def test_a_folder_that_is_no_run(tmp_path):
    with pytest.raises(ConfigError, match=r"is not a run .*No such file"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "run.json: not JSON"),
        (b"\xff\xfe{", "run.json: not JSON"),
        ("[]", "not the head of a run .is not a table"),
        ('{"format": 1}', "not the head of a run .mtqa is missing"),
        ('{"format": "1"}', "format: is not a whole number"),
        ('{"format": 2, "x": 1}', "written in format 2, this mtqa reads up to 1; update mtqa"),
    ],
)
def test_a_damaged_head(tmp_path, content, message):
    folder = save(tmp_path / "run", article("a", "x"))
    (folder / "run.json").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError, match=message):
        load(folder)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"score": 98.5', '"score": "98.5"', "score: is not a number"),
        ('"score": 98.5', '"score": true', "score: is not a number"),
        ('"verdict": "fine"', '"verdict": "fair"', "verdict: is none of fine, doubtful"),
        ('"words": 1', '"words": 1.5', "words: is not a whole number"),
        ('"target": "x"', '"target": null', "segments: segment: target: is not a text"),
        ('"target": "x", ', "", "segments: segment: target is missing"),
        ('"interval": null', '"interval": [1]', "interval: is not a list of 2"),
        ('"issues": []', '"issues": {}', "segments: issues: is not a list"),
        ('{"document"', '{"document', "Expecting|Unterminated|delimiter"),
        ('{"document"', "[" * 100_000, "recursion|Expecting|nesting"),
    ],
)
def test_a_damaged_line_is_named(tmp_path, old, new, message):
    folder = save(tmp_path / "run", article("a", "y"), article("b", "x"))
    body = folder / "documents.jsonl"
    first, second = body.read_text().splitlines()
    assert old in second
    body.write_text(f"{first}\n{second.replace(old, new, 1)}\n")
    with pytest.raises(ConfigError, match=rf"documents\.jsonl:2: .*({message}).*score again"):
        load(folder)


def test_an_impossible_span_is_damage(tmp_path):
    issue = Issue("a.b", "Other", Severity.MINOR, Span(3, 4), "odd")
    report = article("a", "abcd")
    report = replace(report, segments=(replace(report.segments[0], issues=(issue,)),))
    folder = save(tmp_path / "run", report)
    body = folder / "documents.jsonl"
    body.write_text(body.read_text().replace('"start": 3', '"start": 4'))
    with pytest.raises(ConfigError, match="a span must have"):
        load(folder)


def test_a_lost_line_is_noticed(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"), article("b", "y"))
    body = folder / "documents.jsonl"
    body.write_text(body.read_text().splitlines(keepends=True)[0])
    with pytest.raises(ConfigError, match=r"holds 1 articles but run.json counts 2.*score again"):
        load(folder)


def test_a_lost_body_is_noticed(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"))
    (folder / "documents.jsonl").unlink()
    with pytest.raises(ConfigError, match=r"documents.jsonl: No such file.*score again"):
        load(folder)


def test_fields_of_a_later_mtqa_are_passed_over(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"))
    body = folder / "documents.jsonl"
    body.write_text(body.read_text().replace('"grade"', '"mood": [1], "grade"'))
    assert load(folder).documents == (article("a", "x"),)


def test_no_half_written_head_is_left(tmp_path):
    folder = save(tmp_path / "run", article("a", "x"))
    assert sorted(path.name for path in folder.iterdir()) == ["documents.jsonl", "run.json"]
    assert run.FORMAT == 1


def test_a_run_of_an_earlier_version_is_read(tmp_path):
    """Lines without the fields that were added since."""
    save(tmp_path / "run", article("a.txt", "Hi."))
    body = tmp_path / "run" / "documents.jsonl"
    line = json.loads(body.read_text("ascii"))
    del line["suppressed"], line["unused_ignores"], line["document"]["ignores"]
    body.write_text(json.dumps(line) + "\n", "ascii")
    assert load(tmp_path / "run").documents == (article("a.txt", "Hi."),)
