"""The rule `personalization/lost-in-dialect`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.samples import variant
from brand.subject import Subject
from renderers.contract.artifact import Loss, LossKind
from renderers.contract.message import Message
from renderers.contract.place import Place

#: Writes no tags of its own: a preview, or a mail that is sent by hand.
_PLAIN = "plain"
_FIELD = Message(
    "The dialect “{dialect}” cannot write the merge field “{field}”; its default stands there.",
    dialect="Brevo",
    field="city",
)
_FILTER = Message(
    "The dialect “{dialect}” has no filter “{filter}”; “{field}” is written without it.",
    dialect="Mailchimp",
    filter="capitalize",
    field="first_name",
)


def _mail(text: str, *losses: Loss, dialect: str = "brevo", locale: str = "en") -> Subject:
    return replace(variant(text, "email", locale=locale), dialect=dialect, losses=losses)


class LostInDialect(Rule):
    """The sending system cannot say what the piece says.

    ## Why it matters
    Each system writes merge fields in a way of its own, and not all can write everything. Then readers get the default
    where their name should stand, or look for a link in vain.

    ## How to put it right
    Give the field its name in that system in the guideline’s field register, use another filter, or write the passage
    so that it reads well by its default. A variant without a sending system is left alone.
    """

    id = "personalization/lost-in-dialect"
    severity = Severity.WARNING
    channels = frozenset({"email", "sms", "print"})
    source = "What the renderer put on record"
    examples = (
        Good(subject=_mail("Hello there!")),
        Good(
            subject=_mail(
                "Hallo zusammen!",
                Loss(LossKind.DROPPED, "Ein Bild", Message("SMS carries no pictures."), Place("hero")),
                locale="de",
            ),
            note="Lost, but not in the dialect.",
        ),
        Good(
            subject=_mail(
                "Hello there!",
                Loss(LossKind.REPLACED, "{{ contact.city }}", _FIELD, Place("headline")),
                dialect="plain",
            )
        ),
        Bad(
            subject=_mail(
                "Hello in your city!",
                Loss(LossKind.REPLACED, '{{ contact.city | default: "your city" }}', _FIELD, Place("headline")),
            ),
            flags=('{{ contact.city | default: "your city" }}',),
        ),
        Bad(
            subject=_mail(
                "Hallo *|FNAME|*!",
                Loss(LossKind.DEGRADED, "capitalize", _FILTER, Place("teaser")),
                dialect="mailchimp",
                locale="de",
            ),
            flags=("capitalize",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- losses tell
        """Pass on every loss that names the dialect as its reason."""
        if subject.dialect == _PLAIN:
            return
        for loss in subject.losses:
            if "dialect" in dict(loss.why.params):
                where = Where(part=subject.name, source=loss.source)
                yield self.finding(
                    where, loss.why, quote=loss.what, evidence={"dialect": subject.dialect, "kind": loss.kind.value}
                )


plugin = LostInDialect()
