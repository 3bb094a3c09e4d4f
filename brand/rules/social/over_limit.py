"""The rule `social/over-limit`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.samples import variant
from brand.subject import Subject
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.message import Message


def _post(used: float, kind: MeterKind = MeterKind.HARD, *, name: str = "x-post", locale: str = "en") -> Subject:
    meter = Meter(name, used, 280, "weighted characters", kind)
    return replace(variant("Light for long evenings.", "social", locale=locale), meters=(meter,))


class OverLimit(Rule):
    """A post is longer than the network takes.

    ## Why it matters
    The network refuses the post or cuts it, and nobody notices before the campaign has started.

    ## How to put it right
    Write an approved shorter wording, or an override for this network. Each network counts in its own way: an address
    may count as 23 characters, an emoji as two.
    """

    id = "social/over-limit"
    severity = Severity.ERROR
    channels = frozenset({"social"})
    source = "The limits of the channel, each with its own source and date"
    examples = (
        Good(subject=_post(280)),
        Good(subject=_post(300, MeterKind.FOLD, locale="de"), note="Behind a fold it can still be read."),
        Good(subject=_post(9, name="instagram-hashtags"), note="The business of social/wrong-hashtags."),
        Bad(subject=_post(281), flags=("281",)),
        Bad(subject=_post(310, locale="de"), flags=("310",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- meters tell
        """Judge the hard meters but those of hashtags."""
        for meter in subject.meters:
            if meter.kind is MeterKind.HARD and meter.over and "hashtags" not in meter.name:
                yield self.finding(
                    subject.runs[0].where if subject.runs else Where(part=subject.name),
                    Message(
                        "{used} of {limit}: the network takes no more ({name}).",
                        used=f"{meter.used:g}",
                        limit=f"{meter.limit:g}",
                        name=meter.name,
                    ),
                    quote=f"{meter.used:g}",
                    evidence={"limit": f"{meter.limit:g} {meter.unit}", "meter": meter.name},
                )


plugin = OverLimit()
