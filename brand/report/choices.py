"""What a command line offers: the kinds of report, and the severity from which a run fails."""

from collections.abc import Callable

from brand.finding import Severity
from brand.report import Report
from brand.report.html import html_report
from brand.report.json import json_report
from brand.report.junit import junit_report
from brand.report.sarif import sarif_report
from brand.report.text import text_report

REPORTS: dict[str, Callable[[Report], str]] = {
    "text": text_report,
    "json": json_report,
    "sarif": sarif_report,
    "junit": junit_report,
    "html": html_report,
}
FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING, "never": None}
