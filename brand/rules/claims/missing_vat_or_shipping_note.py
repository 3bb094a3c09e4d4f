"""The rule `claims/missing-vat-or-shipping-note`."""

import re
from collections.abc import Callable, Iterator

from brand.evidence import MONEY, is_quoted, sentence_of
from brand.facts import FactKind, FoundFact, FoundQualifier, find_facts
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.prose import BRAND_VOICE, Passage, passages
from brand.required import Due, due, shows
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

#: The legal line that tells of both.
LINE = "vat"
_VAT = re.compile(
    r"\b(?:MwSt|Mehrwertsteuer|USt\b|Umsatzsteuer|VAT|GST|[Ss]ales tax|[Tt]ax(?:es)? included|Kleinunternehmer)"
)
_SHIPPING = re.compile(
    r"versandkosten|versandfrei|portofrei|frei haus|zur abholung|"
    r"\b(?:zzgl\.|zuzüglich|inkl\.|inklusive|plus|ohne|kostenlose\w*|freie\w*)\s(?:\w+\s){0,2}(?:versand|liefer|porto)|"
    r"\b(?:plus|incl\w*|free|excl\w*|no)(?:\sof)?\s(?:\w+\s){0,2}(?:shipping|delivery|postage|p&p)|"
    r"\b(?:shipping|delivery|postage) (?:costs?|charges?|is|fees?|included|extra)\b",
    re.IGNORECASE,
)
# In these words an order can be made from afar.
_ORDER = re.compile(
    r"\b(?:in den Warenkorb|(?:jetzt |online |gleich )(?:bestellen|kaufen)|"
    r"add to (?:cart|basket)|(?:buy|order) (?:now|online|today)|shop now)",
    re.IGNORECASE,
)
#: Where people order from afar. A poster or a leaflet brings them into the shop.
_FAR = frozenset({"email", "web"})
_NO_LINE = Guideline()


class MissingVatOrShippingNote(Rule):
    """Prices are shown where readers order from afar, and nothing says that they include tax and what delivery costs.

    ## Why it matters
    In distance selling readers must see that a price includes value added tax, and whether shipping comes on top (in
    Germany § 6 PAngV). A cost that shows up at the till is the most frequent reason to leave it.

    ## How to put it right
    Show the guideline’s line of that name (key `vat`); it is offered as a fix. Where the guideline has none, mails and
    pages with a price and a call to order are reported for a person to look at. Where the line itself must be shown,
    its triggers and channels in the guideline decide.
    """

    id = "claims/missing-vat-or-shipping-note"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = "PAngV § 6 (1) and (2) as in force since 28 May 2022, wording read on 22 November 2026"
    examples = (
        Good("Die Leuchte kostet 39 €.\n\nAlle Preise inkl. MwSt., zzgl. Versand.", locale="de", channel="web"),
        Good("Die Leuchte kostet 39 € inklusive Mehrwertsteuer und kostenlosem Versand.", locale="de", channel="web"),
        Good("Der Preis ist heiß, sagt die Zeitung. Jetzt bestellen.", locale="de", channel="web", note="No price."),
        Good("Die Leuchte kostet 39 €.", locale="de", note="A text in no channel."),
        Good("Die Führung kostet 5 €, Treffpunkt am Tor.", locale="de", channel="web", guideline=_NO_LINE),
        Good(
            "Der Konzern zahlt 158 Mio. €. „Das können Sie online kaufen“, sagt er.",
            locale="de",
            channel="web",
            guideline=_NO_LINE,
        ),
        Good("The lamp is €39, VAT included, plus postage.", channel="email"),
        Good("The lamp is €39. Order now in our shop.", channel="print", guideline=_NO_LINE),
        Bad(
            "Die Leuchte kostet 39 € im Mai.",
            locale="de",
            channel="web",
            flags=("39 € im Mai.",),
            fixed="Die Leuchte kostet 39 € im Mai. Alle Preise inkl. MwSt., zzgl. Versand.",
        ),
        Bad("Die Leuchte kostet 39 € inkl. MwSt.", locale="de", channel="email", flags=("39 € inkl. MwSt.",)),
        Bad(
            "The lamp is €39 in May.",
            channel="email",
            flags=("€39 in May.",),
            fixed="The lamp is €39 in May. Prices include VAT, plus shipping.",
        ),
        Bad(
            "Die Leuchte kostet 39 €. Jetzt bestellen!",
            locale="de",
            channel="web",
            guideline=_NO_LINE,
            flags=("39 €.",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "The lamp is €39. Order now!",
            channel="email",
            guideline=_NO_LINE,
            flags=("€39.",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag the first price of a subject that lacks one of the two notes where they are due."""
        if not subject.channel:
            return
        first = next(_prices(subject), None)
        lacking = None if first is None else _lacking(subject)
        line = None if lacking is None else _line(subject, guideline)
        if first is None or lacking is None or line is None or (line.text and shows(subject, line.text)):
            return
        passage, price = first
        end = max(sentence_of(passage, price.start).end, price.end)
        quote = passage.run.text[price.start : end]
        safe = line.verdict is Verdict.FAIL and quote.endswith((".", "!", "?"))
        yield self.at(
            passage.run,
            price.start,
            end,
            lacking(price.quote),
            fix=Fix(FixKind.SAFE if safe else FixKind.SUGGEST, f"{quote} {line.text}") if line.text else None,
            verdict=line.verdict,
        )


def _prices(subject: Subject) -> Iterator[tuple[Passage, FoundFact]]:
    for passage in passages(subject, kinds=BRAND_VOICE, cues=MONEY):
        for fact in find_facts(passage.text, passage.locale):
            if fact.kind is FactKind.PRICE and fact.qualifier is not FoundQualifier.OLD:
                yield passage, fact


def _lacking(subject: Subject) -> Callable[[str], Message] | None:
    """What the words of a subject do not tell, as a message about a price; None where they tell both."""
    vat = any(_VAT.search(run.text) for run in subject.runs)
    shipping = any(_SHIPPING.search(run.text) for run in subject.runs)
    if vat and shipping:
        return None
    if vat:
        return lambda price: Message("{price} stands without a note on the cost of delivery.", price=price)
    if shipping:
        return lambda price: Message("{price} stands without a note on value added tax.", price=price)
    return lambda price: Message("{price} stands without a note on value added tax and delivery.", price=price)


def _line(subject: Subject, guideline: Guideline) -> Due | None:
    """The guideline's line where it is due; without one, an unnamed line where an order can be made from afar."""
    if any(line.key == LINE for line in guideline.tokens.legal):
        return next((line for line in due(subject, guideline) if line.key == LINE), None)
    orders = any(
        not is_quoted(passage, *match.span())
        for passage in passages(subject, kinds=BRAND_VOICE)
        for match in _ORDER.finditer(passage.text)
    )
    return Due(LINE, "", Verdict.NEEDS_REVIEW) if orders and subject.channel in _FAR else None


plugin = MissingVatOrShippingNote()
