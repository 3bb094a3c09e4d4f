"""The rule `structure/stale-variant`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.samples import variant
from brand.subject import Subject
from renderers.contract.message import Message

#: What whoever keeps variants says of one: what it was made of, what it would be made of now, and what is new since.
MADE_OF, CURRENT, CHANGED = "made-of", "made-of-now", "changed-since"


def _made(text: str, made: str, now: str, changed: str = "", *, locale: str = "en") -> Subject:
    labels = ((MADE_OF, made), (CURRENT, now), (CHANGED, changed))
    return replace(variant(text, "email", locale=locale), metadata=tuple(pair for pair in labels if pair[1]))


class StaleVariant(Rule):
    """What is shown was made of an older state of the piece or the guideline.

    ## Why it matters
    Somebody changed a price, a word or a color, and readers still get the old one.

    ## How to put it right
    Render the variant again: publish the piece anew, or let the hub look for what it missed. If it fails again, the
    piece's page tells why. What a rendered folder was made of is not known, so it is not judged.
    """

    id = "structure/stale-variant"
    severity = Severity.WARNING
    source = "The record of the variant"
    examples = (
        Good(subject=_made("The lamp is €89.", "revision 12", "revision 12")),
        Good(subject=_made("Die Leuchte kostet 89 €.", "Stand 12", "Stand 12", locale="de")),
        Good("Nobody knows what this was made of.", note="A file from outside."),
        Bad(subject=_made("The lamp is €89.", "revision 11", "revision 12", "fact.price"), flags=("",)),
        Bad(subject=_made("Die Leuchte kostet 89 €.", "Stand 11", "Stand 12", locale="de"), flags=("",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- the record tells
        """Compare what a variant was made of with what it would be made of now."""
        made, now, changed = subject.meta(MADE_OF), subject.meta(CURRENT), subject.meta(CHANGED)
        if not made or not now or made == now:
            return
        part = next((run.where.part for run in subject.runs if run.where.part), subject.name)
        if changed:
            message = Message("This was made before the last changes: {changed}.", changed=changed)
        else:
            message = Message("This was made before the last changes.")
        yield self.finding(Where(part=part), message, evidence={MADE_OF: made, CURRENT: now})


plugin = StaleVariant()
