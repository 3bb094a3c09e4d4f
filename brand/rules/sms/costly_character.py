"""The rule `sms/costly-character`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.rule import Bad, Good, Rule
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract import gsm7
from renderers.contract.message import Message


class CostlyCharacter(Rule):
    """A character in a text message makes the whole message dear.

    ## Why it matters
    One character outside the GSM alphabet turns the whole message into another encoding, with 70 instead of 160
    characters: „ “ – ’ …, a no-break space, an emoji, ç.

    ## How to put it right
    Take the fix: it puts the plain mark in place of the typographic one. For a letter or an emoji somebody has to
    decide. ä, ö, ü, ß cost nothing; € [ ] { } count as two.
    """

    id = "sms/costly-character"
    severity = Severity.WARNING
    channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.SOURCE})
    source = "GSM 03.38 (3GPP TS 23.038, section 6.2.1)"
    examples = (
        Good('Licht für "Große" - 20 € bis 24.12.', channel="sms", locale="de"),
        Good("It's light [for all] @ home", channel="sms"),
        Good("„Licht“ – für alle", channel="email", locale="de"),
        Bad(
            "„Licht“ – für alle …",
            channel="sms",
            locale="de",
            flags=("„Licht“", "–", "…"),
            fixed='"Licht" - für alle ...',
        ),
        Bad("It’s 20\u00a0% off", channel="sms", flags=("It’s", "20\u00a0%"), fixed="It's 20 % off"),
        Bad("Ça va? Façade 🚲", channel="sms", flags=("Façade", "🚲"), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- the alphabet decides
        """Flag each word with a character outside the alphabet."""
        for run in subject.runs:
            if run.kind in {RunKind.ALT, RunKind.HASHTAGS}:
                continue
            for match in re.finditer(r"[^ \n\r\t]+", run.text):
                costly = "".join(dict.fromkeys(character for character in match[0] if not gsm7.is_gsm7(character)))
                if not costly:
                    continue
                plain = gsm7.fold(match[0])
                sure = gsm7.is_gsm7(plain)
                yield self.at(
                    run,
                    match.start(),
                    match.end(),
                    Message(
                        "“{characters}” makes this message cost more: 70 instead of 160 characters.", characters=costly
                    ),
                    fix=Fix(FixKind.SAFE, plain) if sure else None,
                    verdict=Verdict.FAIL if sure else Verdict.NEEDS_REVIEW,
                )


plugin = CostlyCharacter()
