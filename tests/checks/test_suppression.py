"""What a user silences: words, files, marks; and that it is counted."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mtqa import read_run
from mtqa.checks import Findings, Suppression, configure, run
from mtqa.cli import commands
from mtqa.types import Document, Ignore, Segment, Span, Suppressed, UnusedIgnore

CHECKS = configure(enabled=["repetition.doubled_word", "markup.placeholder", "lexical"])
DOUBLED, PLACEHOLDER = "repetition.doubled_word", "markup.placeholder"


def found(
    *targets: str,
    path: str | None = None,
    ignores: tuple[Ignore, ...] = (),
    suppression: Suppression | None = None,
) -> Findings:
    segments, start = [], 0
    for number, text in enumerate(targets):
        segments.append(Segment(text, start, start + len(text), line=number + 1, paragraph=number))
        start += len(text) + 1
    document = Document("a", tuple(segments), path=path, target_lang="en", ignores=ignores)
    return run(document, CHECKS, suppression or Suppression())


def shown(findings: Findings) -> list[tuple[int, str]]:
    return [(i, issue.check) for i, issues in enumerate(findings.issues) for issue in issues]


def allowing(text: str, *words: str) -> list[tuple[int, str]]:
    return shown(found(text, suppression=Suppression(allowed=words)))


@pytest.mark.parametrize(
    ("word", "silent"),
    [
        ("the the", True),
        ("named the  the best", True),  # the issue is within it
        ("the", False),  # less than the issue
        ("The the", False),  # another case
        ("a the the", False),  # not in the text
        ("", False),
    ],
)
def test_an_issue_within_an_allowed_word_is_silent(word: str, silent: bool) -> None:
    assert (allowing("This is of a band named the the best.", word) == []) == silent


def test_words_in_lower_case_stand_for_any_case() -> None:
    text = "We heard THE THE in {0}."
    assert allowing(text, "the the") == [(0, PLACEHOLDER)]
    assert allowing("They saw it was was.", "Was was") == [(0, DOUBLED)]
    assert allowing("They saw it was was.", "was was") == []


def test_words_are_whole_words() -> None:
    assert allowing("See {0}s.", "{0}") == []
    assert allowing("It was was there.", "as was", "was wa") == [(0, DOUBLED)]
    assert allowing("It was was there.", "It was was there") == []


def test_words_may_overlap() -> None:
    assert allowing("Not of it it was.", "Not of it", "it it was") == []


def test_an_allowed_word_is_written_with_any_space_and_apostrophe() -> None:
    assert allowing("He said that that\N{RIGHT SINGLE QUOTATION MARK}s it.", "that that's") == []
    assert allowing("It was\nwas there.", "was was") == []


def test_scripts_without_spaces_have_no_words_to_be_part_of() -> None:
    text = "你好{0}中国"
    assert allowing(text, "好{0}中") == []


def test_an_issue_in_the_source_is_held_against_the_source() -> None:
    from mtqa.checks.suppression import Sieve
    from mtqa.mqm import Severity
    from mtqa.types import Issue, Side

    document = Document("a", (Segment("Nothing.", source="Es war Rab."),))
    issue = Issue("x.y", "Other", Severity.MINOR, Span(7, 10, Side.SOURCE), "")
    assert Sieve(document, Suppression(allowed=("Rab",))).reason(0, issue) == "allowed words"
    assert Sieve(document, Suppression(allowed=("Nothing",))).reason(0, issue) is None


def test_what_is_silenced_is_counted_by_check_and_reason() -> None:
    findings = found(
        "We saw the the {0} of of them.",
        "And {1} and {2}.",
        path="drafts/a.html",
        suppression=Suppression(("the the",), (("drafts/*", ("markup",)),)),
    )
    assert shown(findings) == [(0, DOUBLED)]
    assert findings.suppressed == (
        Suppressed(PLACEHOLDER, "per-file-ignores", 3),
        Suppressed(DOUBLED, "allowed words", 1),
    )


def test_what_lies_inside_a_silenced_issue_is_counted_once() -> None:
    text = "They read of the teaching teaching of the teaching teaching of the teaching teaching."
    document = Document("a", (Segment(text, 0, len(text)),), target_lang="en", ignores=(
        Ignore("ignore", 1, (), 0, 9),
    ))  # fmt: skip
    findings = run(document, configure(enabled=["repetition"]))
    assert findings.issues == ((),)
    assert findings.suppressed == (Suppressed("repetition.phrase_loop", "marks in the file", 1),)


@pytest.mark.parametrize(
    ("glob", "path", "silent"),
    [
        ("*.html", "deep/down/a.html", True),
        ("drafts", "news/drafts/a.txt", True),
        ("news/*", "news/drafts/a.txt", True),
        ("drafts/*", "news/drafts/a.txt", False),
        ("**/drafts/*", "news/drafts/a.txt", True),
        ("*.txt", "a.html", False),
        ("*", None, False),
    ],
)
def test_globs(glob: str, path: str | None, silent: bool) -> None:
    suppression = Suppression(per_file=((glob, ("markup",)),))
    assert bool(found("See {0}.", path=path, suppression=suppression).suppressed) == silent


def test_globs_are_relative_to_the_folder_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "project" / "drafts").mkdir(parents=True)
    suppression = Suppression(
        per_file=(("drafts/*", ("markup",)),), folder=str(tmp_path / "project")
    )

    def silent(path: str) -> bool:
        return bool(found("See {0}.", path=path, suppression=suppression).suppressed)

    monkeypatch.chdir(tmp_path / "project" / "drafts")
    assert silent("a.txt")
    assert silent(str(tmp_path / "project" / "drafts" / "a.txt"))
    monkeypatch.chdir(tmp_path)
    assert silent("project/drafts/a.txt")
    assert not silent("drafts/a.txt")


def test_marks_silence_the_segments_they_reach() -> None:
    mark = Ignore("off markup", 1, ("markup",), 10, 13)
    findings = found("See {0}.", "See {1}.", "See {2} was was.", ignores=(mark,))
    assert shown(findings) == [(0, PLACEHOLDER), (2, PLACEHOLDER), (2, DOUBLED)]
    assert findings.suppressed == (Suppressed(PLACEHOLDER, "marks in the file", 1),)
    assert findings.unused_ignores == ()


def test_marks_of_no_use_are_named_in_order() -> None:
    whole = {"start": 0, "end": 100}
    findings = found(
        "See {0}.",
        ignores=(
            Ignore("ignore markup, lexical", 9, ("markup", "lexical"), **whole),
            Ignore("ignore", 1, (), 50, 60),
            Ignore("ignore repetition.doubled_wrod", 3, ("repetition.doubled_wrod",), **whole),
            Ignore("ignroe", 4, fault="not one of ignore, ignore-next, off and on"),
            Ignore("ignore punctuation", 5, ("punctuation",), **whole),  # it did not run
        ),
    )
    assert findings.issues == ((),)
    assert findings.unused_ignores == (
        UnusedIgnore(1, "ignore", "it silences nothing"),
        UnusedIgnore(
            3,
            "ignore repetition.doubled_wrod",
            "there is no check 'repetition.doubled_wrod'; the nearest is 'repetition.doubled_word'",
        ),
        UnusedIgnore(4, "ignroe", "not one of ignore, ignore-next, off and on"),
        UnusedIgnore(9, "ignore markup, lexical", "it silences nothing of lexical"),
    )


def test_the_signature_changes_with_what_is_silenced() -> None:
    some = [
        Suppression(("a",)),
        Suppression(("a", "b")),
        Suppression(per_file=(("*", ("markup",)),)),
        Suppression(per_file=(("*", ("lexical",)),)),
    ]
    assert len({each.signature() for each in some}) == 4
    assert Suppression(("b", "a")).signature() == Suppression(("a", "b")).signature()
    assert Suppression(folder="anywhere").signature() == ""


def test_the_whole_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the configuration and the marks in a page to what the user is told."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    Path("mtqa.toml").write_text(
        'model = "none"\nallow_file = "names.txt"\n[per-file-ignores]\n"drafts/*" = ["markup"]\n',
        "utf-8",
    )
    Path("names.txt").write_text("the the\n", "utf-8")
    Path("drafts/a.html").write_text(
        '<html lang="en"><article><p>We saw the the band in London, and {0} was there.</p>\n'
        "<p>It was was late. <!-- mtqa: ignore repetition.doubled_word --></p>\n"
        "<p>Nothing is wrong here. <!-- mtqa: ignore lexicl --></p></article></html>",
        "utf-8",
    )
    result = CliRunner().invoke(commands, ["score", "drafts/a.html", "--out", "run"])
    assert result.exit_code == 0
    told = [line for line in result.output.splitlines() if "silenced" in line or "mark" in line]
    assert [line for line in told if "issue" in line] == [
        "silenced by per-file-ignores: 1 issue of markup.placeholder in 1 article",
        "silenced by allowed words: 1 issue of repetition.doubled_word in 1 article",
        "silenced by marks in the file: 1 issue of repetition.doubled_word in 1 article",
    ]
    (document,) = read_run("run").documents
    assert [mark.line for mark in document.unused_ignores] == [3]
    assert "the nearest is 'lexical'" in document.unused_ignores[0].reason
    assert not [issue for segment in document.segments for issue in segment.issues]
