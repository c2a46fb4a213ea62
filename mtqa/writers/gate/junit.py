"""JUnit XML, which Jenkins, GitLab and most other services show: a test case per rule.

Where a limit of each article is broken, every article that breaks it is a failed case of its own.
"""

from collections.abc import Iterator, Mapping

from junitparser import Attr, Failure, JUnitXml, TestCase, TestSuite

from mtqa.decision import Decision, Offender, Place, Rule
from mtqa.text.visible import carried, visible
from mtqa.writers.gate.paths import in_repository

_SUITE = "mtqa gate"
_PLACES = 20


class _Case(TestCase):  # type: ignore[misc]  # junitparser has no types
    """A test case that says where it stands, as GitLab reads it."""

    file = Attr("file")
    line = Attr("line")


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """The whole file."""
    suite = TestSuite(_SUITE)
    suite.add_testcases([case for rule in decision.rules for case in _cases(rule)])
    suite.update_statistics()
    suites = JUnitXml(_SUITE)
    suites.add_testsuite(suite)
    suites.update_statistics()
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield suites.tostring().decode("utf-8") + "\n"


def _cases(rule: Rule) -> Iterator[TestCase]:
    broken = [article for article in rule.articles if not article.passed]
    if len(broken) == len(rule.reasons) > 0:
        for article, reason in zip(broken, rule.reasons, strict=True):
            yield _failed(rule, reason, article)
        return
    case = TestCase(_safe(rule.requirement), _name(rule))
    if rule.reasons:
        reasons = "\n".join(map(_safe, rule.reasons))
        case.result = [_failure(_safe(rule.reasons[0]), reasons, rule.places)]
    yield case


def _failed(rule: Rule, reason: str, article: Offender) -> TestCase:
    case = _Case(_safe(rule.requirement), f"{_name(rule)}.{_safe(article.article)}")
    case.file = _safe(in_repository(article.path))
    if article.places:
        case.line = str(article.places[0].line)
    case.result = [_failure(_safe(reason), _safe(reason), article.places)]
    return case


def _failure(message: str, text: str, places: tuple[Place, ...]) -> Failure:
    failure = Failure(message, "mtqa")
    shown = [f"{_safe(place.where)}: {_safe(place.message)}" for place in places[:_PLACES]]
    failure.text = "\n".join([text, *shown])
    return failure


def _name(rule: Rule) -> str:
    return _safe(f"{rule.name} ({rule.scope})" if rule.scope else rule.name)


def _safe(text: str) -> str:
    """Text that XML can carry, on one line."""
    return carried(visible(text))
