"""How many findings there are, in words: for messages, mails and the dashboard."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brand.finding import Finding, Severity


def counted(findings: Iterable[Finding]) -> str:
    """Like "2 errors, 1 warning", the gravest first and the waived left out; empty if there are none."""
    open_ones = [finding for finding in findings if not finding.waiver]
    return ", ".join(_counts(open_ones))


def listed(findings: Iterable[Finding]) -> str:
    """The same as an object of a sentence: "no findings" if there are none."""
    return counted(findings) or _("no findings")


def _counts(findings: list[Finding]) -> Iterator[str]:
    errors = sum(finding.is_open_error for finding in findings)
    # An error that is not certain closes no gate; a person has to look.
    possible = sum(finding.severity is Severity.ERROR for finding in findings) - errors
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    notes = sum(finding.severity is Severity.NOTE for finding in findings)
    if errors:
        yield ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors}
    if possible:
        yield ngettext("%(count)s possible error", "%(count)s possible errors", possible) % {"count": possible}
    if warnings:
        yield ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": warnings}
    if notes:
        yield ngettext("%(count)s note", "%(count)s notes", notes) % {"count": notes}
