"""The code quality report of GitLab: what is new in a merge request is shown beside its changes.

GitLab holds the report of the branch against that of its target by fingerprint, so all findings are
listed, and no two have one fingerprint.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping

from mtqa.decision import Decision, Place
from mtqa.mqm import Severity
from mtqa.text.visible import one_line
from mtqa.writers.gate.paths import in_repository
from mtqa.writers.jsonl import Json, dump

_SEVERITIES = {
    Severity.NEUTRAL: "info",
    Severity.MINOR: "minor",
    Severity.MAJOR: "major",
    Severity.CRITICAL: "critical",
}


def chunks(decision: Decision, manual: Mapping[str, str]) -> Iterator[str]:
    """One JSON array, a finding on each line."""
    seen: Counter[str] = Counter()
    separator = "[\n"
    for finding in decision.findings:
        yield separator + dump(_entry(finding.place, seen))
        separator = ",\n"
    yield "\n]\n" if decision.findings else "[]\n"


def _entry(place: Place, seen: Counter[str]) -> Json:
    path = in_repository(place.path)
    name = f"{path}\0{place.kind}\0{place.fingerprint}"
    seen[name] += 1
    numbered = f"{name}\0{seen[name]}".encode("utf-8", "surrogatepass")
    return {
        "description": one_line(place.message),
        "check_name": place.kind,
        "fingerprint": hashlib.sha256(numbered).hexdigest(),
        "severity": _SEVERITIES[place.severity],
        "location": {"path": path, "lines": {"begin": place.line}},
    }
