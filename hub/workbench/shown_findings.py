"""Findings as the Brand panel shows them: in the user's language, field by field, each with the way to its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from brand.catalogue import described
from brand.finding import Finding, FixKind, Severity
from hub.accounts.language import current_translator
from hub.audits.waiver import Waiver
from hub.content.models import Piece
from hub.workbench.contentpaths import Addresses
from hub.workbench.live_findings import Looked
from hub.workbench.rule_pages import rule_url
from hub.workbench.shown_meters import format_label

#: More than a person reads; the rest is counted.
SHOWN = 100
#: Spaces that look like any other.
_SPACES = {"\u00a0": gettext_lazy("no-break space"), "\u202f": gettext_lazy("narrow no-break space")}


@dataclass(frozen=True, slots=True)
class Leave:
    """The waiver under which a finding stands: why, from whom, until when, and where it is withdrawn."""

    reason: str
    giver: str
    expires: date
    url: str


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding in the user's language, with what the script needs to lead to its words."""

    id: str
    severity: str
    severity_label: str
    message: str
    path: str = ""
    quote: str = ""
    before: str = ""
    after: str = ""
    rule: str = ""
    rule_title: str = ""
    rule_url: str = ""
    channel: str = ""
    format: str = ""
    field: str = ""
    block: str = ""
    also: str = ""
    review: bool = False
    new: str | None = None
    safe: bool = False
    usable: bool = False

    expired: date | None = None
    leave: Leave | None = None

    @property
    def words(self) -> str:
        """What a waiver of it is about: the words, or else what was found."""
        return self.quote or self.message

    @property
    def removes(self) -> bool:
        """Whether the remedy is to leave the words out."""
        return self.new == ""

    @property
    def drawn(self) -> SafeString:
        """The remedy, with a mark at each space that keeps words together: else it looks like what it replaces."""
        short = Truncator(self.new or "").chars(140)
        parts = ((_mark(part) if part in _SPACES else part,) for part in re.split(f"([{''.join(_SPACES)}])", short))
        return format_html_join("", "{}", parts)


def _mark(space: str) -> SafeString:
    return format_html('<span class="brand-space" title="{}">{}</span>', _SPACES[space], space)


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one field."""

    label: str
    findings: list[ShownFinding] = field(default_factory=list)


class Shown:
    """Findings grouped by field, the gravest first, as templates read them."""

    def __init__(
        self, piece: Piece, looked: Looked, *, waivers: Iterable[Waiver] = (), today: date | None = None
    ) -> None:
        self._today = today or date.min
        self._translate = current_translator()
        self._addresses = Addresses(piece)
        self._looked = looked
        self._rules = described()
        self._waivers = {str(row.pk): row for row in waivers}
        self._open = [one for one in looked.findings if not one.waiver]
        self.total = len(self._open) + len(looked.obstacles)
        self.more = max(0, self.total - SHOWN)

    def count(self, severity: Severity) -> int:
        """How many open findings of a severity."""
        return sum(one.severity is severity for one in self._open)

    @property
    def errors(self) -> int:
        """What keeps the gate closed."""
        return self.count(Severity.ERROR) + len(self._looked.obstacles)

    @property
    def summary(self) -> str:
        """The numbers in words."""
        return summary_of(self.errors, self.count(Severity.WARNING), self.count(Severity.NOTE))

    @cached_property
    def groups(self) -> list[Group]:
        """By field, those with the gravest findings first, else as one reads."""
        groups: dict[str, Group] = {}
        for place_label, shown in [*self._obstacles(), *self._findings()][:SHOWN]:
            groups.setdefault(place_label, Group(place_label)).findings.append(shown)
        return list(groups.values())

    @cached_property
    def waived(self) -> list[ShownFinding]:
        """Those that somebody has given leave for, as one reads."""
        under_leave = [one for one in self._looked.findings if one.waiver]
        return [self._finding(one) for one in sorted(under_leave, key=self._order)][:SHOWN]

    @property
    def safe(self) -> int:
        """How many can be mended in one click."""
        return sum(one.safe and one.usable for group in self.groups for one in group.findings)

    def _findings(self) -> Iterator[tuple[str, ShownFinding]]:
        for one in sorted(self._open, key=self._order):
            yield self._addresses.label(one.where.source) or self._where(one), self._finding(one)

    def _order(self, one: Finding) -> tuple[int, tuple[int, int, int]]:
        return -one.severity.rank, self._addresses.order(one.where.source)

    def _leave(self, one: Finding) -> Leave | None:
        row = self._waivers.get(one.waiver)
        if row is None:
            return None
        who = row.created_by
        giver = (who.get_full_name() or who.get_username()) if who is not None else ""
        return Leave(row.reason, giver, row.expires, reverse("withdraw_waiver", args=[row.pk]))

    def _expired(self, one: Finding) -> date | None:
        """The last day of the waiver that covered it until it ended."""
        ended = [
            row.expires for row in self._waivers.values() if row.expires < self._today and row.as_core().covers(one)
        ]
        return max(ended, default=None)

    def _finding(self, one: Finding) -> ShownFinding:
        translate = self._translate
        rule = self._rules.get(one.rule)
        address = self._addresses.path(one.where.source)
        return ShownFinding(
            id=one.fingerprint,
            severity=one.severity.value,
            severity_label=severity_label(one.severity),
            message=one.message.show(translate),
            path=address,
            quote=one.quote.text,
            before=one.quote.before,
            after=one.quote.after,
            rule=one.rule,
            rule_title=translate(rule.title) if rule is not None else one.rule,
            rule_url=rule_url(one.rule),
            channel=one.channel,
            format=format_label(one.channel, one.format),
            field=one.where.source.field if one.where.source is not None else "",
            block=one.where.source.block if one.where.source is not None else "",
            also=", ".join(format_label(*name.split("/", 1)) for name in one.also if "/" in name),
            review=one.verdict.value == "needs-review",
            new=one.fix.new if one.fix is not None else None,
            safe=one.fix is not None and one.fix.kind is FixKind.SAFE,
            # What one channel wants is not forced on the words that all channels share.
            usable=bool(one.quote.text and address and not one.channel and not one.waiver),
            expired=self._expired(one) if not one.waiver else None,
            leave=self._leave(one),
        )

    def _obstacles(self) -> Iterator[tuple[str, ShownFinding]]:
        for number, one in enumerate(self._looked.obstacles):
            label = self._addresses.label(one.place) or _("The piece")
            yield (
                label,
                ShownFinding(
                    id=f"obstacle-{number}",
                    severity="error",
                    severity_label=_("Cannot be published"),
                    message=one.message.show(self._translate),
                    path=self._addresses.path(one.place),
                ),
            )

    def _where(self, one: Finding) -> str:
        return format_label(one.channel, one.format) or _("The piece")


def severity_label(severity: Severity) -> str:
    """What people call it."""
    labels = {Severity.ERROR: _("Error"), Severity.WARNING: _("Warning"), Severity.NOTE: _("Note")}
    return labels[severity]


def summary_of(errors: int, warnings: int, notes: int) -> str:
    """Numbers of findings in words."""
    words = (
        ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors} if errors else "",
        ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": warnings} if warnings else "",
        ngettext("%(count)s note", "%(count)s notes", notes) % {"count": notes} if notes else "",
    )
    return ", ".join(filter(None, words)) or _("Nothing to find fault with.")
