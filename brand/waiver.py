"""A waiver: signed, reasoned, dated leave for one finding. Waivers police themselves: idle ones are findings too."""

from dataclasses import dataclass
from datetime import date

from brand.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Leave to break one rule in one place, until a day.

    It names a `fingerprint`, or a `rule` and as much of a scope as is meant: the piece (its id), channel, locale, the
    document field and block, the quote; "" = any. `expires` is the last day on which it holds; None = for good.
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

    def expired(self, today: date) -> bool:
        """Whether its last day is past."""
        return self.expires is not None and self.expires < today

    def stands(self, today: date) -> bool:
        """Whether it may be used at all: it has a reason, names something and has not expired."""
        return bool(self.reason.strip()) and not self.expired(today) and bool(self.fingerprint or self.rule)

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
            (self.quote.casefold(), finding.quote.text.casefold()),
        )
        return bool(self.rule) and all(not mine or mine == theirs for mine, theirs in asked)

    def applies(self, finding: Finding, today: date) -> bool:
        """Whether the finding is waived by it on that day."""
        return self.stands(today) and self.covers(finding)
