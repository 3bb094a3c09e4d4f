"""The rule `email/missing-imprint`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.required import due, likest, shows
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_LINK = re.compile(r"\b(?:impressum|imprint|legal notice|anbieterkennzeichnung)\b", re.IGNORECASE)
_FOOT = "<p>Light.</p><p>Lumora GmbH, Lichtweg 7, 10115 Berlin, Germany, info@lumora.example</p>"
_FUSS = "<p>Licht.</p><p>Lumora GmbH, Lichtweg\u00a07, 10115 Berlin, info@lumora.example</p>"


class MissingImprint(Rule):
    """A mail does not say who is behind it.

    ## Why it matters
    Business mail must name its sender with a postal address; in Germany § 5 DDG asks for it, and elsewhere the rules
    against spam do.

    ## How to put it right
    Show the guideline's imprint line, or the company with its address, or a link named “Impressum” or “Imprint”.
    Whether the details are complete is for people to judge; this rule asks for evidence only.
    """

    id = "email/missing-imprint"
    severity = Severity.ERROR
    channels = frozenset({"email"})
    kinds = frozenset({SubjectKind.HTML, SubjectKind.MAIL})
    source = "DDG § 5 (general duty of information), in force since 14 May 2024; comments read on 21 November 2026"
    examples = (
        Good(_FOOT, kind=SubjectKind.HTML, channel="email"),
        Good(_FUSS, kind=SubjectKind.HTML, channel="email", locale="de"),
        Good(
            '<p>Licht.</p><a href="https://lumora.example/i">Impressum</a>',
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
        ),
        Good("<p>Licht im Netz.</p>", kind=SubjectKind.HTML, channel="web", locale="de"),
        Bad("<p>Light by Lumora.</p>", kind=SubjectKind.HTML, channel="email", flags=("",)),
        Bad(
            "<p>Licht.</p><p>Lumora GmbH, Berlin</p>", kind=SubjectKind.HTML, channel="email", locale="de", flags=("",)
        ),
        Bad(
            "<p>Licht.</p><p>Lumora GmbH, Lichtweg 17, 10115 Berlin, post@lumora.example</p>",
            kind=SubjectKind.HTML,
            channel="email",
            locale="de",
            flags=("Lumora GmbH, Lichtweg 17, 10115 Berlin, post@lumora.example",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for the imprint line, the sender's address, or a link to the imprint."""
        line = next((line.text for line in due(subject, guideline) if line.key == "imprint"), "")
        if (line and shows(subject, line)) or _names_sender(subject, guideline) or _links(subject):
            return
        near = likest(subject, line) if line else None
        if near is not None:
            message = Message("The imprint is altered. It reads: “{line}”", line=line)
            yield self.at(near.run, near.start, near.end, message)
            return
        where = subject.runs[-1].where if subject.runs else Where(part=subject.name)
        yield self.finding(where, Message("Nothing in this mail names the sender with a postal address."))


def _names_sender(subject: Subject, guideline: Guideline) -> bool:
    sender = guideline.tokens.sender
    return bool(sender.company and sender.address) and all(
        shows(subject, part) for part in (sender.company, *sender.address)
    )


def _links(subject: Subject) -> bool:
    return any(_LINK.search(link.text) and link.url.strip() not in {"", "#"} for link in subject.links)


plugin = MissingImprint()
