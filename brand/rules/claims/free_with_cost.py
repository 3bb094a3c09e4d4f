"""The rule `claims/free-with-cost`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.language.sentences import sentences
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_FREE = {
    "de": re.compile(
        r"\b(?:[Gg]ratis|[Kk]ostenlos\w*|[Kk]ostenfrei\w*|[Uu]msonst|[Gg]eschenkt|0[ \u00a0]?€|null Euro)\b"
    ),
    "en": re.compile(
        r"\b(?:for free|free of charge|(?<!-)free(?! (?:time|range|trade|will|from|to|of|and)\b)(?!-)|Free(?= \w)|"
        r"complimentary)\b"
    ),
}
# A cost that comes on top, or later.
_COST = {
    "de": re.compile(
        r"\b(?:zzgl\.|zuzüglich|plus|nur|lediglich|gegen)[ \u00a0](?:[\w.,-]+[ \u00a0]){0,4}?(?:Versand|Porto|Gebühr|"
        r"Bearbeitung|"
        r"Liefer|Schutzgebühr|Nutzungsgebühr|Einrichtung|Aktivierung)\w*|\b(?:danach|anschließend|später|"
        r"ab dem \w+ \w+|nach Ablauf\w*)"
        r"[ \u00a0,](?:[\w.,-]+[ \u00a0]){0,4}?[0-9][0-9.,]*[ \u00a0]?(?:€|EUR|Euro)|[0-9][0-9.,]*[ \u00a0]?(?:€|EUR|"
        r"Euro)"
        r"[ \u00a0](?:Versand|Porto|Gebühr|Bearbeitung|Schutzgebühr|Liefer|Einrichtung|Aktivierung)\w*"
    ),
    "en": re.compile(
        r"\b(?:plus|just pay|only pay|pay only)[ \u00a0](?:[\w.,€$£-]+[ \u00a0]){0,4}?(?:shipping|postage|handling|"
        r"delivery|fee)s?\b|"
        r"\b(?:then|afterwards|after that|thereafter)[ \u00a0,](?:[\w.,-]+[ \u00a0]){0,4}?[€$£][ \u00a0]?[0-9][0-9.,]*|"
        r"[€$£][ \u00a0]?[0-9][0-9.,]*[ \u00a0](?:shipping|postage|handling|delivery|fee|activation)s?\b|"
        r"\b(?:handling|processing|service|booking|activation) (?:fee|charge) of [€$£][ \u00a0]?[0-9]"
    ),
}
# Unavoidable costs of delivery may be asked for; whether they are is for people to say.
_DELIVERY = re.compile(r"versand|porto|liefer|shipping|postage|delivery", re.IGNORECASE)
_CUES = Cues(
    "gratis",
    "kostenlos",
    "kostenfrei",
    "umsonst",
    "geschenkt",
    "0€",
    "0 €",
    "0\u00a0€",
    "null euro",
    "free",
    "complimentary",
)
#: How many sentences the cost may stand away from the gift.
_REACH = 1


class FreeWithCost(Rule):
    """Something is called free, and a cost stands right beside it.

    ## Why it matters
    *Free* must mean that nothing is to be paid but the unavoidable cost of answering and of fetching or delivering
    (in Germany number 20 of the annex to the UWG). A fee in the next sentence turns the gift into a complaint.

    ## How to put it right
    Name the price instead, or have the conditions checked and keep the evidence. Whether the cost of a delivery is
    unavoidable is for people to say. *Free shipping over 50 €* is a condition, not a cost, and is left alone.
    """

    id = "claims/free-with-cost"
    severity = Severity.WARNING
    source = "UWG, annex to § 3 (3) no. 20 (no. 21 until 2022), read on 21 November 2026"
    examples = (
        Good("Kostenloser Versand ab 50 €. Die Leuchte kostet 89 €.", locale="de"),
        Good("Statt 20 € jetzt gratis dazu: ein Etui. Die Hotline ist kostenfrei.", locale="de"),
        Good("Feel free to ring us. Enjoy your free time on a stress-free ride; batteries €5."),
        Good("Free delivery on orders over €50."),
        Bad("Shipping is free (a handling fee of $5 applies).", flags=("free",)),
        Bad("Testen Sie uns kostenlos, danach 9,99 € im Monat.", locale="de", flags=("kostenlos",)),
        Bad(
            "Die Tasche gibt es gratis. Zzgl. 4,95 € Versand.",
            locale="de",
            flags=("gratis",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad("Die Tasche gibt es gratis, zzgl. 4,95 € Bearbeitungsgebühr.", locale="de", flags=("gratis",)),
        Bad("Your lamp is free, just pay postage.", flags=("free",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Try it free of charge, then $9.99 a month.", flags=("free of charge",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- no settings
        """Flag a gift with a cost in the same or the next sentence."""
        for passage in passages(subject, kinds=BRAND_VOICE, cues=_CUES):
            if _FREE[passage.language].search(passage.text) is None:
                continue
            spans = sentences(passage.text, passage.locale)
            for index, sentence in enumerate(spans):
                free = _FREE[passage.language].search(passage.text, sentence.start, sentence.end)
                end = spans[min(index + _REACH, len(spans) - 1)].end
                cost = _cost(passage, sentence.start, end) if free else None
                if free is not None and cost is not None:
                    message = Message("“{free}” and “{cost}” together need evidence.", free=free[0], cost=cost[0])
                    verdict = Verdict.NEEDS_REVIEW if _DELIVERY.search(cost[0]) else Verdict.FAIL
                    yield self.at(passage.run, free.start(), free.end(), message, verdict=verdict)


def _cost(passage: Passage, start: int, end: int) -> re.Match[str] | None:
    pattern = re.compile(_COST[passage.language].pattern, re.IGNORECASE)
    return pattern.search(passage.text, start, end)


plugin = FreeWithCost()
