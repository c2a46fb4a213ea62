"""SARIF 2.1.0 (OASIS 2020): what GitHub's code scanning, Azure DevOps and many editors read.

What fails the gate is an error, what else is major a warning, the rest notes. With a baseline every
result says whether it is new, and what is known is suppressed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from mtqa import __version__
from mtqa.decision import (
    DETACHED,
    GARBLED,
    LOST_KEYWORDS,
    LOST_LENGTH,
    WEAK,
    Decision,
    Finding,
    Place,
    Rule,
)
from mtqa.mqm import Severity
from mtqa.text.visible import one_line, visible
from mtqa.wording import count_text
from mtqa.writers.gate.paths import in_repository
from mtqa.writers.jsonl import Json
from mtqa.writers.manual import Block, blocks

SHOWN = 5_000
"""Results that GitHub shows of a file ("SARIF support for code scanning", limits); the gravest
stand first, and a note says how many were left out."""

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {
    Severity.NEUTRAL: "note",
    Severity.MINOR: "note",
    Severity.MAJOR: "warning",
    Severity.CRITICAL: "warning",
}
_MANUAL = {
    GARBLED: "A sentence is garbled: too broken to tell single errors apart (MQM's "
    "Non-translation). Read it and what stands around it; translate it again.",
    WEAK: "A sentence with a low score: it is among the lowest of an article whose score is too "
    "low, or much lower than that of the sentence which stood there in the baseline.",
    DETACHED: "A sentence is not in the accepted translation, and hardly a long word of it stands "
    "elsewhere in the article: it may be made up. Hold it against its source; if it is right, "
    "renew the baseline.",
    LOST_KEYWORDS: "An article lost most of the long words and figures of its accepted "
    "translation: it tells another story, or was cut. Hold it against its source; if it is right, "
    "renew the baseline.",
    LOST_LENGTH: "An article is much shorter than its accepted translation. Look for sentences "
    "that are gone; if it is right, renew the baseline.",
}
_MODEL = (
    "The model doubts these words: a network that reads one sentence at a time and knows that a "
    "word is likely wrong, not in which way."
)


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """The whole log, one run."""
    shown = decision.findings[:SHOWN]
    rules = sorted({finding.place.kind for finding in shown})
    run: Json = {
        "tool": {
            "driver": {
                "name": "mtqa",
                "version": __version__,
                "rules": [_rule(kind, shown, manual) for kind in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [*_notifications(decision)],
            }
        ],
        "results": [_result(finding, rules.index(finding.place.kind)) for finding in shown],
        "properties": {
            "passed": decision.passed,
            "reasons": [visible(reason) for reason in decision.reasons],
            "signature": visible(decision.signature),
        },
    }
    log: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, indent=1, allow_nan=False) + "\n"


def _rule(kind: str, findings: Sequence[Finding], manual: Mapping[str, str]) -> Json:
    places = [finding.place for finding in findings if finding.place.kind == kind]
    page = tuple(blocks(_MANUAL.get(kind) or manual.get(kind) or _MODEL))
    prose = [block.text for block in page if not block.is_example] or [kind]
    categories = sorted({place.category for place in places if place.category})
    return {
        "id": kind,
        "shortDescription": {"text": prose[0]},
        "fullDescription": {"text": "\n\n".join(prose)},
        "help": {"text": "\n\n".join(prose), "markdown": "\n\n".join(map(_markdown, page))},
        "defaultConfiguration": {"level": _LEVELS[places[0].severity]},
        "properties": {"tags": ["translation", *categories]},
    }


def _markdown(block: Block) -> str:
    return f"```python\n{block.text}\n```" if block.is_example else block.text


def _result(finding: Finding, rule: int) -> Json:
    place = finding.place
    result: dict[str, Json] = {
        "ruleId": place.kind,
        "ruleIndex": rule,
        "level": "error" if finding.fails else _LEVELS[place.severity],
        "message": {"text": one_line(place.message)},
        "locations": [{"physicalLocation": _location(place)}],
        "partialFingerprints": {"mtqa/v1": place.fingerprint},
        "properties": {"severity": place.severity.value},
    }
    if finding.is_known is not None:
        known: list[Json] = [{"kind": "external", "justification": "in the baseline of mtqa"}]
        result["baselineState"] = "unchanged" if finding.is_known else "new"
        result["suppressions"] = known if finding.is_known else []
    return result


def _location(place: Place) -> Json:
    region: dict[str, Json] = {"startLine": place.line}
    if place.column is not None:
        region["startColumn"] = place.column
        if place.end_line is not None and place.end_column is not None:
            region |= {"endLine": place.end_line, "endColumn": place.end_column}
    path = in_repository(place.path)
    uri = quote(path.encode("utf-8", "surrogatepass"))
    if path.startswith("/"):
        uri = f"file://{uri}"
    return {"artifactLocation": {"uri": uri}, "region": region}


def _notifications(decision: Decision) -> Iterator[Json]:
    """What no place in a file can say: broken rules without one, and what was left out."""
    for rule in decision.rules:
        yield from (_notification("error", reason) for reason in _unplaced(rule))
    yield from (_notification("note", note) for note in decision.notes)
    if (more := len(decision.findings) - SHOWN) > 0:
        yield _notification("warning", f"{count_text(more, 'more finding')} left out")


def _unplaced(rule: Rule) -> Sequence[str]:
    return () if rule.places else rule.reasons


def _notification(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": visible(text)}}
