"""JSON: the decision with all its rules and findings, for programs.

ASCII with escapes; what is not known, and a number that is none, is null.
"""

from collections.abc import Iterator, Mapping

from mtqa.decision import Decision, Finding, Offender, Place, Rule
from mtqa.writers.jsonl import Json, dump, number

FORMAT = 1
"""Raised whenever a reader of the former format could misread the new one."""


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """The decision, a finding per line."""
    head: dict[str, Json] = {
        "format": FORMAT,
        "passed": decision.passed,
        "signature": decision.signature,
        "reasons": [*decision.reasons],
        "notes": [*decision.notes],
        "rules": [_rule(rule) for rule in decision.rules],
    }
    yield "{\n"
    for name, value in head.items():
        yield f"{dump(name)}: {dump(value)},\n"
    yield '"findings": ['
    separator = "\n"
    for finding in decision.findings:
        yield separator + dump(_finding(finding))
        separator = ",\n"
    yield "\n]\n}\n"


def _rule(rule: Rule) -> Json:
    return {
        "name": rule.name,
        "scope": rule.scope,
        "requirement": rule.requirement,
        "passed": rule.passed,
        "value": number(rule.value),
        "limit": number(rule.limit),
        "shown_value": rule.shown_value,
        "shown_limit": rule.shown_limit,
        "reasons": [*rule.reasons],
        "articles": [_article(article) for article in rule.articles],
    }


def _article(article: Offender) -> Json:
    return {
        "article": article.article,
        "path": article.path,
        "value": number(article.value),
        "passed": article.passed,
        "places": [_place(place) for place in article.places],
    }


def _finding(finding: Finding) -> Json:
    return {**_place(finding.place), "fails": finding.fails, "known": finding.is_known}


def _place(place: Place) -> dict[str, Json]:
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "kind": place.kind,
        "category": place.category,
        "severity": place.severity.value,
        "message": place.message,
        "fingerprint": place.fingerprint,
    }
