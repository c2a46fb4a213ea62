"""Limits for all articles, for some of them, and by check and category."""

import pytest

from mtqa.config import load
from mtqa.errors import ConfigError
from mtqa.gate import Decision, Limits, Policy, Scope, decide, explain
from mtqa.mqm import Severity
from mtqa.types import DocumentReport
from tests.gate.conftest import MakeRun, issue, make_article


def poor(path: str, score: float = 60, lang: str = "en", **fields) -> DocumentReport:
    return make_article(path, "It is odd here.//So it is there.", (score, score), lang=lang,
                        **fields)  # fmt: skip


@pytest.fixture
def judged(run: MakeRun):
    return lambda policy, *articles: decide(run(*articles), policy)


def broken(decision: Decision) -> list[tuple[str, str]]:
    return [(rule.name, rule.scope) for rule in decision.rules if not rule.passed]


def test_a_scope_has_its_own_limit_in_place_of_that_of_all(judged) -> None:
    policy = Policy(Limits(min_score=70), (Scope(Limits(min_score=50), glob="opinion/**"),))
    assert judged(policy, poor("opinion/a.txt"), poor("b.txt", 80)).passed
    assert broken(judged(policy, poor("b.txt"))) == [("min_score", "")]
    decision = judged(policy, poor("opinion/a.txt", 40), poor("b.txt", 80))
    assert broken(decision) == [("min_score", "opinion/**")]
    assert list(explain(policy))[3:] == [
        "Score of every article is at least 70, but for opinion/**.",
        "In opinion/**: score of every article is at least 50.",
    ]


def test_the_last_scope_that_holds_an_article_wins_and_paths_come_after_languages(judged) -> None:
    policy = Policy(
        Limits(),
        (
            Scope(Limits(min_score=90), language="de"),
            Scope(Limits(min_score=70), glob="a/**"),
            Scope(Limits(min_score=50), glob="a/b/**"),
        ),
    )
    german = {"lang": "de-AT"}
    assert judged(policy, poor("a/b/c.txt", **german)).passed
    assert broken(judged(policy, poor("a/c.txt", **german))) == [("min_score", "a/**")]
    assert broken(judged(policy, poor("c.txt", **german))) == [("min_score", "language de")]


def test_a_limit_over_the_articles_of_a_scope_stands_beside_that_of_the_run(judged) -> None:
    policy = Policy(Limits(max_garbled=2), (Scope(Limits(max_garbled=0), glob="a/*"),))
    decision = judged(policy, poor("a/x.txt", garbled=(0,)), poor("b.txt"))
    assert broken(decision) == [("max_garbled", "a/*")]
    assert decision.reasons == (
        "In a/*: 1 garbled sentence, above 0; worst in a/x.txt (1 garbled sentence), "
        "first at a/x.txt:1:1.",
    )


def test_a_scope_that_holds_nothing_is_told(judged) -> None:
    policy = Policy(Limits(min_score=50), (Scope(Limits(min_score=70), glob="opnion/**"),))
    (note,) = judged(policy, poor("opinion/a.txt")).notes
    assert note == "opnion/**: the run holds no such article, so its limits judged nothing."


@pytest.mark.parametrize(
    ("name", "most"),
    [("theme", 2), ("theme.one", 1), ("Fluency", 3), ("Fluency/Grammar", 3), ("other", 0)],
)
def test_issues_by_check_theme_and_category(judged, name: str, most: int) -> None:
    found = [issue(0, 2, Severity.MINOR, check) for check in ("theme.one", "theme.two", "mine.x")]
    article = poor("a.txt", issues=[(0, one) for one in found])
    for key in ("max_issues", "max_document_issues"):
        assert judged(Policy(Limits(**{key: (f"{name}={most}",)})), article).passed
        if most:
            decision = judged(Policy(Limits(**{key: (f"{name}={most - 1}",)})), article)
            assert broken(decision) == [(f"{key}: {name}", "")]


@pytest.mark.parametrize(
    ("limits", "value"),
    [
        (Limits(max_unfit=0), "1 article not fit to publish"),
        (Limits(max_passages=1), "2 garbled passages"),
        (Limits(max_document_passages=1), "2 garbled passages"),
        (Limits(max_document_garbled=2), "3 garbled sentences"),
        (Limits(max_document_major=0), "1 major or critical issue"),
        (Limits(max_document_critical=0), "1 critical issue"),
        (Limits(max_major_per_1000_words=30), "31.3 major"),
        (Limits(max_document_major_per_1000_words=30), "31.3 major"),
        (Limits(min_score_lower=60), "lower end of the interval"),
        (Limits(min_score_upper=95), "upper end of the interval"),
    ],
)
def test_each_limit_is_broken_with_what_was_found(judged, limits: Limits, value: str) -> None:
    text = "//".join(f"Number {n} is the odd one here." for n in range(4)) + "//So it is then."
    article = make_article(
        "a.txt", text, (10, 20, 90, 90, 80), garbled=(0, 1, 3),
        issues=[(2, issue(0, 6, Severity.CRITICAL))],
    )  # fmt: skip
    decision = judged(Policy(limits), article)
    assert not decision.passed
    assert value in decision.reasons[0]
    assert "a.txt:" in decision.reasons[0]


def test_limits_of_a_configuration_file(tmp_path) -> None:
    (tmp_path / "mtqa.toml").write_text(
        '[gate]\nmin_score = 70\nmax_issues = ["repetition.phrase_loop=0"]\n'
        '[gate.paths."opinion/**"]\nmin_score = 50\n'
        "[gate.languages.de]\nallow_unscored = true\n"
    )
    config = load(tmp_path, {})
    assert config.gate == Limits(min_score=70, max_issues=("repetition.phrase_loop=0",))
    assert [(scope.name, scope.limits) for scope in config.gate_scopes] == [
        ("language de", Limits(allow_unscored=True)),
        ("opinion/**", Limits(min_score=50)),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[gate]\nmax_issues = ["repetition"]', "'repetition' is no limit; give NAME=COUNT"),
        ('[gate]\nmax_issues = ["Fluencies=0"]', "there is no category 'Fluencies'"),
        ('[gate]\nmax_issues = ["repetition.phrase_lop=0"]', "nearest is 'repetition.phrase_loop'"),
        ('[gate.paths."a/*"]\nmin_scor = 5', "unknown key min_scor; the nearest is min_score"),
        ('[gate.paths."a/*"]\nmax_failures = 5', "holds for the whole run only"),
        ('[gate.paths."a/*"]\nmin_score = 500', "500.* cannot be a limit"),
        ('[gate.languages.de]\nmin_grade = "E"', "'E' is no grade"),
    ],
)
def test_faults_of_a_configuration_file(tmp_path, text: str, message: str) -> None:
    (tmp_path / "mtqa.toml").write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        load(tmp_path, {})
    assert str(tmp_path / "mtqa.toml") in str(caught.value) or "max_issues" in str(caught.value)
