"""The rule `facts/wrong-discount`."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from brand.facts import FactKind, FoundFact, FoundQualifier, Money, find_facts
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_OLD = frozenset({FoundQualifier.OLD, FoundQualifier.LIST_PRICE})
_VAGUE = frozenset({FoundQualifier.UP_TO, FoundQualifier.FROM, FoundQualifier.ABOUT})


@dataclass(frozen=True, slots=True)
class _Offer:
    """An old price, a new price and the percentage between them, all in one passage."""

    old: FoundFact
    new: FoundFact
    percent: FoundFact

    @property
    def right(self) -> Decimal:
        """The percentage that the two prices make."""
        old, new = self.old.value, self.new.value
        if not isinstance(old, Money) or not isinstance(new, Money) or not old.amount:
            return Decimal(0)
        return (old.amount - new.amount) / old.amount * 100


class WrongDiscount(Rule):
    """The percentage of a discount does not fit its two prices.

    ## Why it matters
    Customers calculate, and so do competitors. A percentage that is too high is a wrong statement about the price.

    ## How to put it right
    Correct the percentage or a price. Only a passage with one old price, one new price and one exact percentage is
    calculated; *up to* is left alone. A percentage may be rounded.
    """

    id = "facts/wrong-discount"
    severity = Severity.ERROR
    options = (Option("tolerance", 0.5, "How many percentage points may be lost in rounding"),)
    source = "Computed"
    examples = (
        Good("Statt 100 € jetzt nur 79,90 € – das sind 20 % weniger.", locale="de"),
        Good("Bis zu 50 % sparen: statt 100 € jetzt 80 €.", locale="de"),
        Good("Was $120, now $90: 25% off. Next week 30% of all shops close."),
        Good("From €100 down to €80 for members with 10% interest."),
        Good("Statt 60 € nur 40 €, mit 5 % Zins und 3 % Skonto.", locale="de"),
        Bad(
            "Statt 100 € jetzt nur 85 € – das sind 20 % weniger.",
            locale="de",
            flags=("20 %",),
            fixed="Statt 100 € jetzt nur 85 € – das sind 15 % weniger.",
        ),
        Bad("Was $120, now only $90: 30% off!", flags=("30%",), fixed="Was $120, now only $90: 25% off!"),
        Bad("RRP £80, now £60 (save 20%).", flags=("20%",), fixed="RRP £80, now £60 (save 25%)."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Calculate where exactly one old price, one new one and one percentage stand together."""
        tolerance = Decimal(str(self.option(guideline, subject, "tolerance")))
        for passage in passages(subject):
            offer = _offer(passage)
            if offer is None or abs(offer.right - Decimal(offer.percent.normal)) <= tolerance:
                continue
            right = offer.right.quantize(Decimal(1), ROUND_HALF_UP)
            new = offer.percent.quote.replace(_digits(offer.percent.quote), str(right), 1)
            yield self.at(
                passage.run,
                offer.percent.start,
                offer.percent.end,
                Message(
                    "From {old} to {new} it is {right} percent, not {found}.",
                    old=offer.old.quote,
                    new=offer.new.quote,
                    right=str(right),
                    found=offer.percent.normal,
                ),
                fix=Fix(FixKind.SUGGEST, new),
                evidence={"computed": f"{offer.right:.2f}"},
            )


def _offer(passage: Passage) -> _Offer | None:
    facts = find_facts(passage.text, passage.locale)
    percents = [fact for fact in facts if fact.kind is FactKind.PERCENT]
    prices = [fact for fact in facts if fact.kind is FactKind.PRICE]
    old = [price for price in prices if price.qualifier in _OLD]
    new = [price for price in prices if price.qualifier not in _OLD]
    if not len(old) == len(new) == len(percents) == 1 or {new[0].qualifier, percents[0].qualifier} & _VAGUE:
        return None
    offer = _Offer(old[0], new[0], percents[0])
    return offer if _same_currency(offer) and offer.right > 0 and _is_discount(passage.text, percents[0]) else None


def _same_currency(offer: _Offer) -> bool:
    old, new = offer.old.value, offer.new.value
    return isinstance(old, Money) and isinstance(new, Money) and old.currency == new.currency


def _is_discount(text: str, percent: FoundFact) -> bool:
    """Whether the words around a percentage speak of a reduction, not of interest, tax or content."""
    around = text[max(0, percent.start - 30) : percent.end + 30].casefold()
    words = (
        "rabatt",
        "weniger",
        "spar",
        "günstiger",
        "reduziert",
        "nachlass",
        "preisvorteil",
        "off",
        "save",
        "saving",
        "discount",
        "less",
    )
    return text[: percent.start].rstrip().endswith(("-", "–", "−")) or any(word in around for word in words)


def _digits(quote: str) -> str:
    return "".join(character for character in quote if character.isdigit() or character in ".,").strip(".,")


plugin = WrongDiscount()
