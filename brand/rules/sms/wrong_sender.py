"""The rule `sms/wrong-sender`."""

import re
from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, Option, Rule
from brand.samples import GUIDELINE, variant
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 &._-]+")
_NUMBER = re.compile(r"\+?[0-9]{3,15}")


def _from(sender: str, *, locale: str = "en") -> Subject:
    return replace(variant("Light for all.", "sms", locale=locale), metadata=(("sender", sender),))


def _brand(name: str) -> Guideline:
    return replace(GUIDELINE, tokens=replace(GUIDELINE.tokens, sender=replace(GUIDELINE.tokens.sender, sms_name=name)))


class WrongSender(Rule):
    """The sender of a text message is too long, or not the brand's.

    ## Why it matters
    Networks cut or refuse a sender's name of more than eleven characters, and a name nobody knows reads as fraud.

    ## How to put it right
    Use the name from the guideline: at most eleven letters and digits, no umlauts, at least one letter.
    """

    id = "sms/wrong-sender"
    severity = Severity.ERROR
    channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.TEXT})
    options = (
        Option("longest", 11, "Most characters of a name"),
        Option("also", "", "Further senders that are fine, separated by commas"),
    )
    source = "GSM 03.40 (alphanumeric originating address, 11 characters); the limits of the channel"
    examples = (
        Good(subject=_from("Lumora")),
        Good(subject=_from("lumora", locale="de")),
        Good(subject=_from("+4917612345678"), note="A number."),
        Good(subject=variant("Light for all.", "sms"), note="The guideline's own name fits."),
        Bad(subject=_from("LumoraLeuchten", locale="de"), flags=("LumoraLeuchten",)),
        Bad(subject=_from("Lümora", locale="de"), flags=("Lümora",)),
        Bad(subject=_from("LampShop"), flags=("LampShop",)),
        Bad(
            subject=variant("Light for all.", "sms"),
            flags=("Lumora Lights Ltd",),
            guideline=_brand("Lumora Lights Ltd"),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Judge the sender that the message names, or else the one the guideline would give it."""
        own = guideline.tokens.sender.sms_name
        given = subject.meta("sender") or subject.meta("from") or ""
        sender = given or own
        if not sender or _NUMBER.fullmatch(sender):
            return
        where = Where(part=subject.name, path="sender")
        longest = int(self.option(guideline, subject, "longest"))
        also = {
            name.strip().casefold() for name in str(self.option(guideline, subject, "also")).split(",") if name.strip()
        }
        if len(sender) > longest:
            message = Message(
                "The sender “{sender}” has more than {longest} characters.", sender=sender, longest=longest
            )
            yield self.finding(where, message, quote=sender)
        elif not _NAME.fullmatch(sender):
            message = Message("The sender “{sender}” has characters that networks do not take.", sender=sender)
            yield self.finding(where, message, quote=sender)
        elif own and given and given.casefold() not in {own.casefold(), *also}:
            message = Message("The sender is “{sender}”; the guideline names “{own}”.", sender=sender, own=own)
            yield self.finding(where, message, quote=sender)


plugin = WrongSender()
