"""Findings as CSV, for people who sort and count."""

import csv
import io

from brand.report import Report, file_of

COLUMNS = (
    "severity",
    "rule",
    "verdict",
    "file",
    "piece",
    "channel",
    "format",
    "locale",
    "field",
    "quote",
    "message",
    "fix",
    "also",
    "waiver",
    "fingerprint",
)
#: What makes a spreadsheet take a cell for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_report(report: Report) -> str:
    """One line a finding, waived ones included. Cells that a spreadsheet would compute begin with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for finding in report.audit.findings:
        source = finding.where.source
        row = (
            finding.severity.value,
            finding.rule,
            finding.verdict.value,
            file_of(finding),
            finding.piece,
            finding.channel,
            finding.format,
            finding.locale,
            str(source.whole) if source is not None else "",
            finding.quote.text,
            finding.message.show(report.translate),
            finding.fix.new if finding.fix is not None else "",
            " ".join(finding.also),
            finding.waiver,
            finding.fingerprint,
        )
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return out.getvalue()
