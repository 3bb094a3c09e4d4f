"""Findings as JSON: the shape that scripts rely on."""

import json
from typing import Any

from brand.baseline import Known
from brand.finding import Finding, Where
from brand.report import Report, file_of
from renderers.contract.message import Translator

#: Name and number of the shape. A new key does not raise the number, a changed one does.
SCHEMA = "findings/1"


def json_report(report: Report) -> str:
    """All findings, waived ones included, with counts of the open ones and what could not be inspected."""
    translate = report.translate
    body = {
        "schema": SCHEMA,
        "findings": [_finding(finding, report) for finding in report.audit.findings],
        **_against(report),
        "counts": {severity.value: count for severity, count in report.audit.counts.items()},
        "clean": report.audit.clean and not report.troubles,
        "files": list(report.files),
        "troubles": [
            {
                "file": trouble.file,
                "line": trouble.line,
                "column": trouble.column,
                "message": trouble.message.show(translate),
            }
            for trouble in report.troubles
        ],
        "rule_set": report.audit.rule_set,
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, report: Report) -> dict[str, Any]:
    body = finding_body(finding, report.translate)
    if finding.waiver:
        body["waiver_reason"] = report.waivers.get(finding.waiver, "")
    state = report.state(finding)
    return body if state is None else {**body, "baseline": state.value}


def _against(report: Report) -> dict[str, Any]:
    """What a baseline tells; nothing without one."""
    if report.baseline is None:
        return {}
    gone = [{name: getattr(entry, name) for name in Known.__slots__} for entry in report.gone]
    return {"gone": gone, "baseline": {state.value: count for state, count in report.states.items()}}


def finding_body(finding: Finding, translate: Translator) -> dict[str, Any]:
    """One finding. Positions that are not known are left out; lines, columns and pages begin at 1."""
    body: dict[str, Any] = {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "message": finding.message.show(translate),
        "file": file_of(finding),
        **_position(finding.where),
        "quote": finding.quote.text,
        "before": finding.quote.before,
        "after": finding.quote.after,
        "fix": None if finding.fix is None else {"kind": finding.fix.kind.value, "new": finding.fix.new},
        "evidence": dict(finding.evidence),
        "related": [{"file": where.part, **_position(where)} for where in finding.related],
        "also": list(finding.also),
        "subject": finding.subject,
        "piece": finding.piece,
        "channel": finding.channel,
        "format": finding.format,
        "locale": finding.locale,
        "fingerprint": finding.fingerprint,
        "waiver": finding.waiver or None,
    }
    return body


def _position(where: Where) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if where.line:
        found |= {"line": where.line, "column": where.column}
    if where.page:
        found["page"] = where.page
    if where.box is not None:
        found["box"] = list(where.box)
    if where.path:
        found["path"] = where.path
    if where.source is not None:
        source = where.source
        found["source"] = {"field": source.field, "block": source.block, "start": source.start, "end": source.end}
    return found
