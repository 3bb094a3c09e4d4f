"""A baseline: the findings of an earlier run. What was there already is told apart from what is new or gone."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from brand.errors import GuidelineError
from brand.finding import Finding
from renderers.contract.message import Message

SCHEMA = "baseline/1"


class State(StrEnum):
    """A finding against the baseline; in SARIF's words "gone" is "absent"."""

    NEW = "new"
    UNCHANGED = "unchanged"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Known:
    """A finding of the earlier run: what names it, and enough for people to see what it was."""

    fingerprint: str
    rule: str = ""
    severity: str = ""
    subject: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Baseline:
    """The findings of an earlier run."""

    entries: tuple[Known, ...] = ()

    @cached_property
    def _fingerprints(self) -> frozenset[str]:
        return frozenset(entry.fingerprint for entry in self.entries)

    def state(self, finding: Finding) -> State:
        """Whether a finding was there already."""
        return State.UNCHANGED if finding.fingerprint in self._fingerprints else State.NEW

    def gone(self, findings: Iterable[Finding], subjects: Collection[str]) -> tuple[Known, ...]:
        """The earlier findings that are no more in these subjects. Of subjects not looked at, nothing is known."""
        there = {finding.fingerprint for finding in findings}
        return tuple(entry for entry in self.entries if entry.subject in subjects and entry.fingerprint not in there)


def baseline_of(findings: Iterable[Finding]) -> Baseline:
    """The baseline that a run makes: its open findings. A waived one has its own leave, and its own last day."""
    entries = {
        finding.fingerprint: Known(
            finding.fingerprint, finding.rule, finding.severity.value, finding.subject, finding.quote.text
        )
        for finding in findings
        if not finding.waiver
    }
    return Baseline(tuple(sorted(entries.values(), key=lambda one: (one.subject, one.rule, one.fingerprint))))


def write_baseline(baseline: Baseline) -> str:
    """A baseline as JSON, an entry a line, so that a review shows what came and went."""
    lines = [
        json.dumps({name: getattr(entry, name) for name in Known.__slots__}, ensure_ascii=False)
        for entry in baseline.entries
    ]
    body = ",\n    ".join(lines)
    inside = f"\n    {body}\n  " if lines else ""
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": [{inside}]\n}}\n'


def read_baseline(data: bytes | str, *, file: str = "baseline.json") -> Baseline:
    """Read a baseline.

    Raises:
        GuidelineError: it is none, or of a newer version.
    """
    try:
        body = json.loads(data)
    except json.JSONDecodeError as error:
        message = Message("This is no JSON: {problem}.", problem=error.msg)
        raise GuidelineError(message, file=file, line=error.lineno, column=error.colno) from error
    except (ValueError, RecursionError) as error:
        raise GuidelineError(Message("This is no JSON: {problem}.", problem=str(error)[:200]), file=file) from error
    rows = body.get("findings") if isinstance(body, dict) and body.get("schema") == SCHEMA else None
    if not isinstance(rows, list):
        wanted = Message("This is no baseline of the form {schema}. Write one with --write-baseline.", schema=SCHEMA)
        raise GuidelineError(wanted, file=file)
    return Baseline(tuple(_known(row, number, file) for number, row in enumerate(rows, start=1)))


def _known(row: Any, number: int, file: str) -> Known:
    if not isinstance(row, dict) or not isinstance(row.get("fingerprint"), str):
        raise GuidelineError(Message("Entry {number} of the baseline has no fingerprint.", number=number), file=file)
    return Known(**{name: str(row.get(name, "")) for name in Known.__slots__})
