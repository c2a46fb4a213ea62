"""What can be limited: how each number is taken, and how it is said. One row a limit."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from mtqa.decision import Place
from mtqa.fitness import Fitness, fitness
from mtqa.gate import places
from mtqa.gate.limits import GRADES, IssueLimit, Limits
from mtqa.mqm import Severity
from mtqa.types import DocumentReport, Issue, Verdict
from mtqa.wording import count_text, rate_text, score_text, share_text

Articles = Sequence[DocumentReport]
_GRAVE = (Severity.MAJOR, Severity.CRITICAL)
_SCORE_SLACK = 0.001
"""A score that misses its limit by less keeps it: the last digits depend on what else stood in the
batch, and the verdict must not."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number of one article or of many, and what is said of it.

    `per_article`: the limit holds for each on its own. `is_floor`: the limit is the least, else
    the most. `value` is None where it is not known. `needs_score`: says nothing of an article that
    no model judged. In `requirement` and `failure`, `{limit}` is the limit, `{most}` the limit with
    its noun, `{value}` what was found. `shown` spells a value, `plain` a limit.
    """

    key: str
    per_article: bool
    is_floor: bool
    value: Callable[[Articles], float | None]
    places: Callable[[DocumentReport], tuple[Place, ...]]
    shown: Callable[[float], str]
    requirement: str
    failure: str
    plain: Callable[[float], str] = field(default=lambda limit: _plain(limit))
    needs_score: bool = False

    def keeps(self, value: float, limit: float) -> bool:
        """Whether a value keeps the limit; nan never does."""
        if self.is_floor:
            return value >= limit - _SCORE_SLACK
        return value <= limit + 1e-9  # sums of shares differ in their last digit with the order


def bounds(limits: Limits) -> Iterator[tuple[Measure, float]]:
    """Every limit that is set with its measure, worst kind first."""
    by_key = limits.numbers()
    for per_article in (False, True):
        for limit in limits.issue_limits(per_article=per_article):
            yield _of_issues(limit, per_article), limit.most
    for measure in MEASURES:
        if measure.key in by_key:
            yield measure, by_key[measure.key]


def _plain(limit: float | Decimal) -> str:
    """A limit as the user gave it, without an exponent or trailing zeros."""
    return format(Decimal(str(limit)).normalize(), ",f")


def percent(limit: float) -> str:
    """A limit (0..1) in per cent, as the user gave it."""
    return f"{_plain(Decimal(repr(float(limit))) * 100)} %"


def _grade(place: float) -> str:
    return GRADES[int(place)]


def _counted(noun: str) -> Callable[[float], str]:
    return lambda value: count_text(int(value), noun)


def _mean(articles: Articles) -> float | None:
    scored = [(a.score, max(a.words, 1)) for a in articles if a.score is not None]
    weight = sum(words for _, words in scored)
    return math.fsum(score * words for score, words in scored) / weight if weight else None


def _interval_end(end: int) -> Callable[[Articles], float | None]:
    def value(articles: Articles) -> float | None:
        ends = [a.score if a.interval is None else a.interval[end] for a in articles]
        return min((one for one in ends if one is not None), default=None)

    return value


def _worst_grade(articles: Articles) -> float | None:
    return max((GRADES.index(a.grade) for a in articles if a.grade is not None), default=None)


def _unfit(articles: Articles) -> float:
    return sum(fitness(a) is Fitness.UNFIT for a in articles)


def _garbled(articles: Articles) -> float:
    return sum(s.verdict is Verdict.GARBLED for a in articles for s in a.segments)


def _passages(articles: Articles) -> float:
    return sum(len(a.passages) for a in articles)


def _garbled_share(articles: Articles) -> float:
    words = sum(a.words for a in articles)
    return math.fsum(a.garbled_share * a.words for a in articles) / words if words else 0.0


def _issues(wanted: Callable[[Issue], bool]) -> Callable[[Articles], float]:
    return lambda articles: sum(
        wanted(issue) for a in articles for s in a.segments for issue in s.issues
    )


def _rate(articles: Articles) -> float:
    words = sum(a.words for a in articles)
    found = _issues(_is_major)(articles)
    return 1000 * found / words if words else 1000.0 * bool(found)


def _is_critical(issue: Issue) -> bool:
    return issue.severity is Severity.CRITICAL


def _is_major(issue: Issue) -> bool:
    return issue.severity in _GRAVE


def _named(limit: IssueLimit) -> Callable[[Issue], bool]:
    def wanted(issue: Issue) -> bool:
        name = issue.category if limit.is_category else issue.check
        separator = "/" if limit.is_category else "."
        return name == limit.name or name.partition(separator)[0] == limit.name

    return wanted


def _count(
    key: str,
    noun: str,
    value: Callable[[Articles], float | None],
    where: Callable[[DocumentReport], tuple[Place, ...]],
    *,
    per_article: bool,
    needs_score: bool = False,
) -> Measure:
    requirement = "{most} in every article" if per_article else "{most} over all articles"
    return Measure(
        key,
        per_article,
        False,
        value,
        where,
        _counted(noun),
        f"at most {requirement}",
        "{value}, above {limit}",
        needs_score=needs_score,
    )


def _of_issues(limit: IssueLimit, per_article: bool) -> Measure:
    key = "max_document_issues" if per_article else "max_issues"
    wanted = _named(limit)
    noun = f"{limit.name} issue"
    where = places.issues(wanted)
    return _count(f"{key}: {limit.name}", noun, _issues(wanted), where, per_article=per_article)


def _counts(per_article: bool) -> Mapping[str, Measure]:
    middle = "document_" if per_article else ""
    rows = (
        ("critical", "critical issue", _issues(_is_critical), places.issues(_is_critical), False),
        ("major", "major or critical issue", _issues(_is_major), places.issues(_is_major), False),
        ("garbled", "garbled sentence", _garbled, places.garbled, True),
        ("passages", "garbled passage", _passages, places.garbled, True),
    )
    return {
        name: _count(
            f"max_{middle}{name}", noun, value, where, per_article=per_article, needs_score=judged
        )
        for name, noun, value, where, judged in rows
    }


def _score(key: str, value: Callable[[Articles], float | None], what: str) -> Measure:
    return Measure(
        key,
        True,
        True,
        value,
        places.weakest,
        score_text,
        f"{what} of every article is at least {{limit}}",
        f"{what} {{value}} is below {{limit}}",
        needs_score=True,
    )


def _major_rate(per_article: bool) -> Measure:
    ending = "in every article" if per_article else "over all articles"
    return Measure(
        "max_document_major_per_1000_words" if per_article else "max_major_per_1000_words",
        per_article,
        False,
        _rate,
        places.issues(_is_major),
        rate_text,
        f"at most {{limit}} major or critical issues per 1,000 words {ending}",
        "{value} major or critical issues per 1,000 words, above {limit}",
    )


def _share(per_article: bool) -> Measure:
    what = "the words of any article" if per_article else "all words"
    return Measure(
        "max_document_garbled_share" if per_article else "max_garbled_share",
        per_article,
        False,
        _garbled_share,
        places.garbled,
        share_text,
        f"at most {{limit}} of {what} stand in garbled sentences",
        f"{{value}} of {'the' if per_article else 'all'} words are garbled, above {{limit}}",
        plain=percent,
        needs_score=True,
    )


_RUN, _EACH = _counts(per_article=False), _counts(per_article=True)

UNFIT = Measure(
    "max_unfit",
    False,
    False,
    _unfit,
    places.unfit,
    _counted("article"),
    "at most {most} not fit to publish (a garbled passage, or grade F)",
    "{value} not fit to publish, above {limit}",
    needs_score=True,
)

MEASURES: tuple[Measure, ...] = (
    UNFIT,
    *(table[name] for name in ("critical", "major") for table in (_RUN, _EACH)),
    _major_rate(per_article=False),
    _major_rate(per_article=True),
    *(table[name] for name in ("garbled", "passages") for table in (_RUN, _EACH)),
    _share(per_article=False),
    _share(per_article=True),
    Measure(
        "min_grade",
        True,
        False,
        _worst_grade,
        places.weakest,
        _grade,
        "every article has grade {limit} or better",
        "grade {value} is below {limit}",
        plain=_grade,
        needs_score=True,
    ),
    Measure(
        "min_mean_score",
        False,
        True,
        _mean,
        places.weakest,
        score_text,
        "the mean score over all words is at least {limit}",
        "the mean score {value} is below {limit}",
        needs_score=True,
    ),
    _score("min_score", _mean, "score"),
    _score("min_score_lower", _interval_end(0), "lower end of the interval"),
    _score("min_score_upper", _interval_end(1), "upper end of the interval"),
)
"""All that can be limited but issues by name, worst kind first."""
