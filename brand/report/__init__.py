"""An audit as people and machines read it. Every report is a function of a `Report` and a language."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from brand.audit import Audit
from brand.baseline import Baseline, Known, State
from brand.errors import BrandError
from brand.finding import Finding, Severity
from brand.policing import POLICE, Police
from brand.registry import all_rules
from brand.rule import BaseRule
from renderers.contract.message import Translator, translator, untranslated

#: What reports say of a severity; msgids.
SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
#: What reports say of a finding against a baseline; msgids.
STATES = {State.NEW: "new", State.UNCHANGED: "unchanged", State.GONE: "gone"}

# The digest that stands for a picture without a name.
_DIGEST = re.compile("[0-9a-f]{12}")


def is_worth_showing(finding: Finding) -> bool:
    """Whether the quote says something to a person: not where it is but the number of a page, or a picture's digest."""
    quote = finding.quote.text
    return bool(quote) and quote != str(finding.where.page) and _DIGEST.fullmatch(quote) is None


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported: the audit, what could not be inspected, and what helps to show it.

    `files` are the names of everything inspected, `sources` the texts of files by name (for code frames), `waivers`
    the reasons of waivers by id, `fail_on` the severity from which a run counts as failed (None = never). With a
    `baseline` only new findings count; `subjects` are the names of what was judged. `own` are the pages of the
    guideline's own rules.
    """

    audit: Audit
    troubles: tuple[BrandError, ...] = ()
    files: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    waivers: Mapping[str, str] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    baseline: Baseline | None = None
    subjects: frozenset[str] = frozenset()
    own: tuple[BaseRule, ...] = ()
    language: str = "en"
    version: str = ""

    @property
    def translate(self) -> Translator:
        """Translates msgids into the report's language."""
        return translator(self.language) if not self.language.startswith("en") else untranslated

    def fails(self, finding: Finding) -> bool:
        """Whether a finding makes the run fail."""
        grave = self.fail_on is not None and finding.severity.rank >= self.fail_on.rank
        return grave and not finding.waiver and self.state(finding) is not State.UNCHANGED

    @property
    def failing(self) -> tuple[Finding, ...]:
        """The findings that make the run fail."""
        return tuple(finding for finding in self.audit.findings if self.fails(finding))

    def state(self, finding: Finding) -> State | None:
        """Whether a finding is new or was there already; None where there is nothing to compare with."""
        return None if self.baseline is None else self.baseline.state(finding)

    @property
    def gone(self) -> tuple[Known, ...]:
        """The findings of the baseline that are no more."""
        return () if self.baseline is None else self.baseline.gone(self.audit.findings, self.subjects)

    @property
    def states(self) -> dict[State, int]:
        """How many open findings are new, how many were there already, how many are gone; {} without a baseline."""
        if self.baseline is None:
            return {}
        found = Counter(self.baseline.state(finding) for finding in self.audit.open)
        return {State.NEW: found[State.NEW], State.UNCHANGED: found[State.UNCHANGED], State.GONE: len(self.gone)}

    @property
    def by_file(self) -> dict[str, list[Finding]]:
        """The findings of each file, files without any included."""
        found: dict[str, list[Finding]] = {name: [] for name in self.files}
        for finding in self.audit.findings:
            found.setdefault(file_of(finding), []).append(finding)
        return found


def file_of(finding: Finding) -> str:
    """The file, part or piece a finding is in."""
    return finding.where.part or finding.subject or "-"


def pages(report: Report) -> dict[str, BaseRule | Police]:
    """The rules that findings belong to, by id; ids nobody knows are left out."""
    findings: Iterable[Finding] = report.audit.findings
    known: dict[str, BaseRule | Police] = {rule.id: rule for rule in (*all_rules(), *report.own)}
    known.update((one.id, one) for one in POLICE)
    return {name: known[name] for name in sorted({finding.rule for finding in findings}) if name in known}


def counted(report: Report) -> list[tuple[Severity, int]]:
    """The open findings of each severity, graver ones first."""
    return list(report.audit.counts.items())
