"""The file of a baseline: small, sorted, readable, and refused where it is not one."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from mtqa.errors import ConfigError
from mtqa.gate import Baseline
from mtqa.gate.baseline import KnownArticle, read, write
from mtqa.gate.fingerprint import of_article, of_issue, of_sentence
from mtqa.gate.likeness import sketch
from mtqa.mqm import Severity
from mtqa.types import Segment, Side, Span
from tests.gate.conftest import MakeRun, issue, make_article

TEXT = "It is fine here.//The bridge fell again odd."


@pytest.fixture
def baseline(run: MakeRun) -> Baseline:
    first = make_article("z.txt", TEXT, (90, 10), garbled=(1,), issues=[(1, issue(0, 3))])
    second = make_article("a\n\u00e9.txt", "Nobody said so.", (81.25,))
    return Baseline.of(run(first, second))


def test_it_comes_back_as_it_was(baseline: Baseline, tmp_path: Path) -> None:
    write(baseline, tmp_path / "new" / "known")
    assert read(tmp_path / "new" / "known") == baseline


def test_it_is_small_sorted_and_without_sentences(baseline: Baseline, tmp_path: Path) -> None:
    write(baseline, tmp_path / "known")
    lines = (tmp_path / "known").read_text("ascii").splitlines()
    first, second = of_sentence(Segment("It is fine here.")), of_issue(
        Segment("The bridge fell again odd."), issue(0, 3)
    )  # fmt: skip
    name = json.dumps("a\n\u00e9.txt")
    said = of_article([Segment("Nobody said so.")])
    assert lines[:5] == [
        "mtqa-baseline 4",
        'signature "mtqa:1|model:test|checks:all"',
        "",
        f"article {said} [{name}, {name}]",
        'keywords ["Nobody"]',
    ]
    assert " 81.2 3 ~" in lines[5]  # score, words and their sketch
    bits = sketch("It is fine here.", 4)
    assert lines[8:10] == ['keywords ["bridge"]', f"{first} 90.0 4 ~{bits:032x}"]
    assert " 10.0 5 ~" in lines[10]
    assert lines[10].endswith(f" garbled a.b@{second}")
    assert "fell" not in "".join(lines)


def without_sketches(article: KnownArticle) -> KnownArticle:
    return replace(article, sentences=tuple(replace(s, sketch=None) for s in article.sentences))


def test_one_without_sketches_is_read(baseline: Baseline, tmp_path: Path) -> None:
    write(baseline, tmp_path / "new")
    text = (tmp_path / "new").read_text("ascii").replace("baseline 4", "baseline 2")
    (tmp_path / "old").write_text(re.sub(" ~[0-9a-f]{32}", "", text))
    articles = tuple(map(without_sketches, baseline.articles))
    assert read(tmp_path / "old") == replace(baseline, articles=articles)


def test_sketches_of_half_the_bits_are_those_of_an_older_mtqa(
    baseline: Baseline, tmp_path: Path
) -> None:
    write(baseline, tmp_path / "new")
    text = (tmp_path / "new").read_text("ascii").replace("baseline 4", "baseline 3")
    (tmp_path / "old").write_text(re.sub(" ~[0-9a-f]{16}", " ~", text))
    articles = tuple(map(without_sketches, baseline.articles))
    assert read(tmp_path / "old") == replace(baseline, articles=articles)


def test_one_without_keywords_is_read(baseline: Baseline, tmp_path: Path) -> None:
    write(baseline, tmp_path / "new")
    text = (tmp_path / "new").read_text("ascii").replace("baseline 4", "baseline 1")
    lines = re.sub(" ~[0-9a-f]{32}", "", text).splitlines()
    old = "\n".join(line for line in lines if not line.startswith("keywords"))
    (tmp_path / "old").write_text(old)
    articles = tuple(
        replace(without_sketches(article), keywords=None) for article in baseline.articles
    )
    assert read(tmp_path / "old") == replace(baseline, articles=articles)
    write(read(tmp_path / "old"), tmp_path / "again")  # None is not "holds none"
    assert read(tmp_path / "again").articles == articles


def test_the_order_of_the_run_changes_nothing(run: MakeRun, tmp_path: Path) -> None:
    made = [make_article(f"{i}.txt", TEXT, (90, 10)) for i in (3, 1, 2)]
    for name, order in (("one", made), ("other", made[::-1])):
        write(Baseline.of(run(*order)), tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_hostile_names_stay_within_their_line(run: MakeRun, tmp_path: Path) -> None:
    strange = replace(issue(0, 3), check="a b\n\ud800@c")
    made = make_article("\ud800\n\narticle x", "Odd it is.", (50,), issues=[(0, strange)])
    written = Baseline.of(run(made, signature='s\n"\ud800'))
    write(written, tmp_path / "known")
    assert read(tmp_path / "known") == written


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no baseline that this mtqa can read"),
        (b'mtqa-baseline 5\nsignature "s"\n', "of format 5, and this mtqa reads 1 to 4; update"),
        (b'mtqa-baseline x\nsignature "s"\n', "no baseline that this mtqa can read"),
        (b"mtqa-baseline 1\n", "no baseline that this mtqa can read"),
        ('mtqa-baseline 1\nsignature "\u00e9"\n'.encode(), "no baseline that this mtqa can read"),
        (b"mtqa-baseline 1\nsignature s\n", "known:2: not a line of a baseline"),
        (b'mtqa-baseline 1\nsignature "s"\narticle x\n', "known:3: not a line"),
        (b'mtqa-baseline 1\nsignature "s"\narticle ff ["a", 1]\n', "known:3: not a line"),
        (b'mtqa-baseline 1\nsignature "s"\narticle ff ["a", "b", "fit"]\n', "known:3: not a line"),
        (
            b'mtqa-baseline 1\nsignature "s"\narticle ff ["a", "a"]\nff 90.0\n',
            "known:4: not a line",
        ),
        (
            b'mtqa-baseline 3\nsignature "s"\narticle ff ["a", "a"]\nff 90.0 4 ~-39f03a1\n',
            "known:4: not a line",
        ),
        *(
            (
                b'mtqa-baseline 4\nsignature "s"\narticle ff ["a", "a"]\nff 9 4 ~%b\n' % digits,
                "known:4: not a line",
            )
            for digits in (b"", b"0" * 16, b"0" * 20, b"0" * 31, b"0" * 40)
        ),
        (b'mtqa-baseline 1\nsignature "s"\narticle ff ["a", "a"]\nff x 4\n', "known:4: not a line"),
        (b'mtqa-baseline 1\nsignature "s"\narticle ff ["a", "a"]\nff 1 4 bad\n', "known:4: not a"),
        (b'mtqa-baseline 2\nsignature "s"\nkeywords ["a"]\n', "known:3: not a line"),
        (
            b'mtqa-baseline 2\nsignature "s"\narticle ff ["a", "a"]\nkeywords "Abuja"\n',
            "known:4: not a line",
        ),
        (b"<<<<<<< HEAD\n", "no baseline that this mtqa can read"),
    ],
)
def test_what_is_none_is_refused_with_the_cure(
    tmp_path: Path, content: bytes, message: str
) -> None:
    (tmp_path / "known").write_bytes(content)
    with pytest.raises(ConfigError, match=f"{message}.*mtqa baseline RUN --out"):
        read(tmp_path / "known")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read: .*make a baseline with"):
        read(tmp_path / "known")


def test_no_other_file_is_written_over(baseline: Baseline, tmp_path: Path) -> None:
    path = tmp_path / "thesis.txt"
    path.write_text("Mine.")
    with pytest.raises(ConfigError, match="is there and is no baseline"):
        write(baseline, path)
    assert path.read_text() == "Mine."
    with pytest.raises(ConfigError, match=r"cannot be written|is no baseline"):
        write(baseline, tmp_path)


def test_fingerprints_do_not_hang_on_place_or_line_breaks() -> None:
    one = Segment("The old bridge  fell odd.", start=9, line=4)
    other = Segment("The old\nbridge fell\r\nodd.", start=70, line=9)
    assert of_sentence(one) == of_sentence(other) != of_sentence(Segment("The old bridge fell."))
    assert of_issue(one, issue(21, 24)) == of_issue(other, issue(21, 24))
    assert of_issue(one, issue(21, 24)) != of_issue(one, issue(21, 24, check="c.d"))
    assert of_issue(one, issue(21, 24)) == of_issue(one, issue(21, 24, Severity.MINOR))
    in_source = replace(issue(0, 3), span=Span(0, 3, Side.SOURCE))
    with_source = replace(one, source="The")
    assert of_issue(with_source, in_source) != of_issue(with_source, issue(0, 3))


def test_a_sentence_of_another_source_has_another_name() -> None:
    pair = Segment("It fell.", source="Sie fiel.")
    assert of_sentence(pair) == of_sentence(replace(pair, source="Sie\nfiel."))
    assert len({of_sentence(replace(pair, source=s)) for s in (None, "Sie fiel.", "Er fiel.")}) == 3


def test_an_article_of_another_source_says_something_else() -> None:
    plain, pair = Segment("It fell."), Segment("It fell.", source="Sie fiel.")
    assert of_article([plain]) == of_article([Segment("It"), Segment("fell.")])
    assert of_article([plain]) != of_article([pair]) != of_article([replace(pair, source="Er")])
