"""Findings that the audit itself makes: about waivers, stale limits, and rules that break."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from brand.finding import Finding, Severity, Where
from brand.waiver import Waiver
from renderers.contract.message import Message
from renderers.contract.renderer import Limit


@dataclass(frozen=True, slots=True)
class Police:
    """One of the audit's own checks: id, severity and page, as a rule has them."""

    id: str
    severity: Severity
    page: str

    @property
    def title(self) -> str:
        """The first line of the page."""
        return self.page.partition("\n")[0]

    @property
    def family(self) -> str:
        """The first half of the id."""
        return self.id.partition("/")[0]

    def finding(self, message: Message, subject: str) -> Finding:
        """Make a finding of this check about a waiver or rule of that name."""
        return Finding(self.id, self.severity, message, Where(part=subject), subject=subject)


BROKEN_RULE = Police(
    "structure/broken-rule",
    Severity.ERROR,
    """A rule failed while it was looking.

## Why it matters
What the rule would have found is not known, so the result of the audit is not complete.

## How to put it right
Report the rule and the message to those who wrote it, or switch the rule off in the guideline until it is mended.
""",
)
NEEDLESS_WAIVER = Police(
    "structure/needless-waiver",
    Severity.WARNING,
    """A waiver that no finding needs.

## Why it matters
A waiver that outlives its cause will one day excuse something nobody ever looked at.

## How to put it right
Delete the waiver. If the breach comes back, ask for leave again.
""",
)
EXPIRED_WAIVER = Police(
    "structure/expired-waiver",
    Severity.WARNING,
    """A waiver past its last day.

## Why it matters
It no longer waives anything: the findings it covered are open again.

## How to put it right
Mend what it covered, or have it approved anew with another date.
""",
)
REASONLESS_WAIVER = Police(
    "structure/reasonless-waiver",
    Severity.ERROR,
    """A waiver without a reason.

## Why it matters
Nobody can judge later whether the leave was right, so it does not count.

## How to put it right
Write down why the breach is right in this place.
""",
)
ENDLESS_WAIVER = Police(
    "structure/endless-waiver",
    Severity.ERROR,
    """A waiver without a last day.

## Why it matters
Leave for good is a change of the guideline that nobody decided, so it does not count.

## How to put it right
Give it the day on which someone looks at it again, or change the rule's setting in the guideline.
""",
)
UNKNOWN_RULE_WAIVER = Police(
    "structure/unknown-rule-waiver",
    Severity.WARNING,
    """A waiver for a rule that does not exist.

## Why it matters
It waives nothing. The rule was renamed or removed, or its id is misspelt.

## How to put it right
Name the rule's present id, or delete the waiver.
""",
)
STALE_LIMIT = Police(
    "structure/stale-limit",
    Severity.NOTE,
    """A platform's limits have not been checked for half a year.

## Why it matters
Networks, mail programs and search engines change what they show without telling anybody. A limit that was right a year
ago cuts texts today that would fit, or lets pass what will be cut.

## How to put it right
Read the source that stands beside the limit, correct the value where it changed, and set its date (`as_of`) in the
channel's `limits.yaml` to the day on which you read it. Limits of the brand's own, in the guideline, have no date.
""",
)
POLICE = (
    BROKEN_RULE,
    ENDLESS_WAIVER,
    EXPIRED_WAIVER,
    NEEDLESS_WAIVER,
    REASONLESS_WAIVER,
    STALE_LIMIT,
    UNKNOWN_RULE_WAIVER,
)

#: Days after which somebody should look whether a platform's limit still holds.
LIMIT_DAYS = 180


def limit_findings(limits: Iterable[tuple[str, Limit]], *, today: date) -> Iterator[Finding]:
    """Which channels have limits that nobody has checked for long: a finding a channel. `limits`: channel and limit."""
    stale: dict[str, list[Limit]] = {}
    for channel, limit in limits:
        if limit.as_of is None or (today - limit.as_of).days > LIMIT_DAYS:
            stale.setdefault(channel, []).append(limit)
    for channel, found in sorted(stale.items()):
        oldest = min((limit.as_of for limit in found if limit.as_of is not None), default=None)
        message = Message(
            "Limits of the channel {channel} were last checked on {date}: {names}.",
            channel=channel,
            date=oldest.isoformat() if oldest is not None else "–",
            names=", ".join(sorted(limit.id for limit in found)),
        )
        yield replace(STALE_LIMIT.finding(message, f"limits of {channel}"), channel=channel)


def waiver_findings(
    waivers: Iterable[Waiver], *, used: frozenset[str], known: frozenset[str], today: date
) -> Iterator[Finding]:
    """What is wrong with waivers. `used` are the ids of those that waived something, `known` the ids of all rules."""
    for waiver in sorted(waivers, key=lambda waiver: waiver.id):
        name = f"waiver {waiver.id}"
        if not waiver.reason.strip():
            yield REASONLESS_WAIVER.finding(Message("The waiver “{id}” gives no reason.", id=waiver.id), name)
        elif waiver.expires is None:
            yield ENDLESS_WAIVER.finding(Message("The waiver “{id}” has no last day.", id=waiver.id), name)
        elif waiver.expired(today):
            message = Message(
                "The waiver “{id}” expired on {date}.",
                id=waiver.id,
                date=waiver.expires.isoformat(),
            )
            yield EXPIRED_WAIVER.finding(message, name)
        elif waiver.rule and waiver.rule not in known:
            message = Message("The waiver “{id}” is for “{rule}”, which is no rule.", id=waiver.id, rule=waiver.rule)
            yield UNKNOWN_RULE_WAIVER.finding(message, name)
        elif waiver.id not in used:
            yield NEEDLESS_WAIVER.finding(Message("No finding needs the waiver “{id}”.", id=waiver.id), name)
