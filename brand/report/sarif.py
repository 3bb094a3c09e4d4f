"""Findings as SARIF 2.1.0, for code hosts and editors."""

import json
from typing import Any
from urllib.parse import quote

from brand.baseline import Known
from brand.finding import Finding, Severity, Verdict, Where
from brand.report import Report, file_of, pages
from renderers.contract.page import translated

SCHEMA_URI = "https://json.schemastore.org/sarif-2.1.0.json"
_LINE_FIX_ENDINGS = (".md", ".txt")


def sarif_report(report: Report) -> str:
    """One run with all findings; waived ones are suppressed results."""
    translate = report.translate
    rules = pages(report)
    order = {name: index for index, name in enumerate(rules)}
    driver: dict[str, Any] = {
        "name": "Einklang",
        "rules": [
            {
                "id": rule.id,
                "shortDescription": {"text": translate(rule.title)},
                "help": dict.fromkeys(("text", "markdown"), translated(rule.page, translate)),
                "defaultConfiguration": {"level": rule.severity.value},
            }
            for rule in rules.values()
        ],
    }
    if report.version:
        driver["semanticVersion"] = report.version
    body = {
        "$schema": SCHEMA_URI,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "language": report.language[:2] or "en",
                "invocations": [
                    {
                        "executionSuccessful": not report.troubles,
                        "toolExecutionNotifications": [
                            {
                                "level": "error",
                                "message": {"text": trouble.show(translate)},
                                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(trouble.file)}}}]
                                if trouble.file
                                else [],
                            }
                            for trouble in report.troubles
                        ],
                    }
                ],
                "results": [
                    *(_result(finding, report, order) for finding in report.audit.findings),
                    *(_absent(entry, report) for entry in report.gone),
                ],
            }
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _result(finding: Finding, report: Report, order: dict[str, int]) -> dict[str, Any]:
    certain = finding.verdict is Verdict.FAIL
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        # SARIF 3.27.10: a result that is no plain failure has no level; the severity is in the properties.
        "level": finding.severity.value if certain else "none",
        "kind": "fail" if certain else "review",
        "message": {"text": finding.message.show(report.translate)},
        "locations": [_location(finding.where, file_of(finding), finding.quote.text)],
        "partialFingerprints": {"einklang/v1": finding.fingerprint},
        "properties": _properties(finding),
    }
    if finding.rule in order:
        result["ruleIndex"] = order[finding.rule]
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(where, where.part or file_of(finding), "")}
            for number, where in enumerate(finding.related, start=1)
        ]
    if finding.waiver:
        reason = report.waivers.get(finding.waiver, "")
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason or finding.waiver}]
    state = report.state(finding)
    if state is not None:
        result["baselineState"] = state.value
    fix = _fix(finding)
    if fix is not None:
        result["fixes"] = [fix]
    return result


def _absent(entry: Known, report: Report) -> dict[str, Any]:
    """A finding of the baseline that is no more."""
    return {
        "ruleId": entry.rule or "unknown",
        "level": entry.severity if entry.severity in set(Severity) else "none",
        "message": {"text": f"{report.translate('No longer found')}: {entry.quote}".rstrip(": ")},
        "locations": [_location(Where(), entry.subject, "")],
        "partialFingerprints": {"einklang/v1": entry.fingerprint},
        "baselineState": "absent",
    }


def _location(where: Where, file: str, snippet: str) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(file)}}
    if where.line:
        physical["region"] = {"startLine": where.line, "startColumn": max(where.column, 1)}
        if snippet:
            physical["region"]["snippet"] = {"text": snippet}
    location: dict[str, Any] = {"physicalLocation": physical}
    names = [
        {"fullyQualifiedName": name, "kind": kind}
        for name, kind in (
            (str(where.source or ""), "field"),
            (where.path, "element"),
            (f"page {where.page}" if where.page else "", "page"),
        )
        if name
    ]
    if names:
        location["logicalLocations"] = names
    return location


def _uri(file: str) -> str:
    """A relative reference, or an address as it is; nothing in it may be taken for a scheme."""
    if file.startswith(("http://", "https://")):
        return quote(file, safe="/:?#[]@!$&'()*+,;=%~-._")
    return quote(file.replace("\\", "/"), safe="/")


def _properties(finding: Finding) -> dict[str, Any]:
    body: dict[str, Any] = {
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "subject": finding.subject,
        "channel": finding.channel,
        "format": finding.format,
        "locale": finding.locale,
        "also": list(finding.also),
        "evidence": dict(finding.evidence),
        "box": None if finding.where.box is None else list(finding.where.box),
    }
    return {key: value for key, value in body.items() if value}


def _fix(finding: Finding) -> dict[str, Any] | None:
    """A replacement in a text file; elsewhere there are no lines to change."""
    where, words = finding.where, finding.quote.text
    if finding.fix is None or not where.line or "\n" in words or not file_of(finding).endswith(_LINE_FIX_ENDINGS):
        return None
    region = {
        "startLine": where.line,
        "startColumn": max(where.column, 1),
        "endLine": where.line,
        "endColumn": max(where.column, 1) + len(words),
    }
    return {
        "description": {"text": f"{finding.fix.kind.value}: {finding.fix.new}"},
        "artifactChanges": [
            {
                "artifactLocation": {"uri": _uri(file_of(finding))},
                "replacements": [{"deletedRegion": region, "insertedContent": {"text": finding.fix.new}}],
            }
        ],
    }
