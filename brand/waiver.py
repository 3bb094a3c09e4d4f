"""A waiver: signed, reasoned, dated leave for one finding. Waivers police themselves: idle ones are findings too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from brand.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Leave to break one rule in one place, until a day.

    It names a `fingerprint`, or a `rule` and as much of a scope as is meant: the piece (its id), the `subject` (the
    name of what was inspected, such as a file; `*` stands for any characters), channel, locale, the document field and
    block, the quote; "" = any. `expires` is the last day on which it holds: without a reason and a last day it waives
    nothing, and is a finding itself.
    """

    id: str
    reason: str
    approver: str
    expires: date | None = None
    fingerprint: str = ""
    rule: str = ""
    piece: str = ""
    channel: str = ""
    locale: str = ""
    field: str = ""
    block: str = ""
    quote: str = ""
    subject: str = ""

    def expired(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.expires is not None and self.expires < today

    def stands(self, today: date) -> bool:
        """Whether it may be used at all: it has a reason and a last day still to come, and names something."""
        dated = self.expires is not None and not self.expired(today)
        return dated and bool(self.reason.strip()) and bool(self.fingerprint or self.rule)

    def covers(self, finding: Finding) -> bool:
        """Whether the finding is what it is about."""
        if self.fingerprint:
            return finding.fingerprint == self.fingerprint
        source = finding.where.source
        asked = (
            (self.rule, finding.rule),
            (self.piece, finding.piece),
            (self.channel, finding.channel),
            (self.locale, finding.locale),
            (self.field, "" if source is None else source.field),
            (self.block, "" if source is None else source.block),
            (_plain(self.quote), _plain(finding.quote.text)),
        )
        here = not self.subject or fnmatchcase(finding.subject, self.subject)
        return here and bool(self.rule) and all(not mine or mine == theirs for mine, theirs in asked)

    def applies(self, finding: Finding, today: date) -> bool:
        """Whether the finding is waived by it on that day."""
        return self.stands(today) and self.covers(finding)


def _plain(quote: str) -> str:
    """A quote as it is compared: channels break lines and put no-break spaces where the document has none."""
    return " ".join(quote.casefold().split())


def apply(
    findings: Iterable[Finding], waivers: Iterable[Waiver], today: date
) -> tuple[tuple[Finding, ...], frozenset[str]]:
    """The findings, those that a standing waiver covers waived; and the ids of all waivers that covered one.

    For findings kept from an earlier audit, too: waivers come, go and end without anything being judged anew.
    """
    standing = [waiver for waiver in sorted(waivers, key=lambda waiver: waiver.id) if waiver.stands(today)]
    used: set[str] = set()
    done = []
    for finding in findings:
        covering = [waiver.id for waiver in standing if waiver.covers(finding)]
        used.update(covering)
        done.append(finding.waived(covering[0]) if covering else finding)
    return tuple(done), frozenset(used)
