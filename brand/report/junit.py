"""Findings as JUnit XML, for build servers: a suite a file, a case a finding."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from brand.baseline import State
from brand.finding import Finding
from brand.report import Report

#: Characters that XML 1.0 does not hold, not even escaped.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_report(report: Report) -> str:
    """Findings that make the run fail are failures, waived ones skipped, the others are told as output."""
    root = Element("testsuites", name="einklang")
    totals = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    for name, findings in report.by_file.items():
        suite = SubElement(root, "testsuite", name=_clean(name))
        cases = [_case(suite, finding, report) for finding in findings] or [_passed(suite, report)]
        _count(suite, cases, totals)
    for trouble in report.troubles:
        suite = SubElement(root, "testsuite", name=_clean(trouble.file or "-"))
        case = SubElement(suite, "testcase", name=report.translate("could not be inspected"), classname="inspect")
        SubElement(case, "error", message=_clean(trouble.show(report.translate)))
        _count(suite, ["errors"], totals)
    for key, value in totals.items():
        root.set(key, str(value))
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _count(suite: Element, cases: list[str], totals: dict[str, int]) -> None:
    for key in ("failures", "errors", "skipped"):
        suite.set(key, str(cases.count(key)))
        totals[key] += cases.count(key)
    suite.set("tests", str(len(cases)))
    totals["tests"] += len(cases)


def _passed(suite: Element, report: Report) -> str:
    SubElement(suite, "testcase", name=report.translate("No findings."), classname="audit")
    return "passed"


def _case(suite: Element, finding: Finding, report: Report) -> str:
    """Write one case; answers what it counts as."""
    message = _clean(finding.message.show(report.translate))
    case = SubElement(suite, "testcase", name=_clean(f"{finding.where}: {message}"), classname=finding.rule)
    if finding.waiver:
        SubElement(case, "skipped", message=_clean(report.waivers.get(finding.waiver, "") or finding.waiver))
        return "skipped"
    detail = _clean(f"{finding.where}\n{finding.quote.before}[{finding.quote.text}]{finding.quote.after}")
    if report.fails(finding):
        SubElement(case, "failure", message=message, type=finding.severity.value).text = detail
        return "failures"
    known = f" ({report.translate('unchanged')})" if report.state(finding) is State.UNCHANGED else ""
    SubElement(case, "system-out").text = f"{finding.severity.value}{known}: {message}\n{detail}"
    return "passed"


def _clean(text: str) -> str:
    return _IMPOSSIBLE.sub("�", text)
