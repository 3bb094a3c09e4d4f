"""The rule `claims/missing-lowest-price`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from brand.cues import Cues
from brand.evidence import MONEY, old_prices
from brand.facts import FactKind, FoundFact, FoundQualifier, Money, find_facts
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline, Setting
from brand.language.locales import region_of
from brand.prose import PROSE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.samples import piece, variant
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.document import Fact, FactType
from renderers.contract.message import Message

#: The fact of a piece that holds the lowest price of the last 30 days.
LOWEST = "lowest_30d"
_TOLD = re.compile(
    r"(?:niedrigst|günstigst|tiefst|best)\w* (?:[\w-]+ )?(?:preis|verkaufspreis)\w*[^.!?]{0,40}\b(?:30|dreißig) tage|"
    r"(?:30|dreißig)[ -]tage[ns]?[- ]?(?:best|tiefst|niedrigst)?preis|"
    r"\b(?:30|dreißig) tagen?\b[^.!?]{0,30}(?:niedrigst|tiefst)|"
    r"lowest (?:[\w-]+ )?price[^.!?]{0,40}\b(?:30|thirty) days|30-day (?:low|lowest|best)",
    re.IGNORECASE,
)
_THIRTY, _DAYS = Cues("30", "dreißig", "thirty"), Cues("tage", "day")
# These words announce a reduction for certain; *was*, *früher* may tell a story.
_SURE = re.compile(
    r"\b(?:statt|anstatt|anstelle von|instead of|rather than|(?:reduced|down|slashed) from|"
    r"(?:reduziert|herabgesetzt|heruntergesetzt|rabattiert) von)\b",
    re.IGNORECASE,
)
# The old price in parentheses behind the new one.
_FORMERLY = re.compile(r"[ \u00a0]?\((?:vorher|früher|bisher|zuvor|was|previously|formerly):?[ \u00a0]")
_SURE_AFTER = re.compile(r"\b(?:reduziert|herabgesetzt|heruntergesetzt|rabattiert)\b")
_NOW = re.compile(r"\b(?:jetzt|nur|heute|nun|now|only|just|today)\b", re.IGNORECASE)
#: The law is one of the European Union; these have others, or none. Where no region is named, the currency tells.
_ELSEWHERE = frozenset({"CH", "GB", "US"})
_FOREIGN = frozenset({"CHF", "GBP", "USD"})
_OLD = frozenset({FoundQualifier.OLD})
_NOT_NEW = frozenset({FoundQualifier.LIST_PRICE, FoundQualifier.OLD})
_SERVICES = Guideline(settings=(Setting("claims/missing-lowest-price", options=(("goods", False),)),))


def _reduced(text: str, lowest: str, *, locale: str = "en") -> Subject:
    facts = (Fact(LOWEST, FactType.PRICE, f"{lowest} EUR"),)
    return variant(text, "web", document=replace(piece(locale=locale), facts=facts), locale=locale)


class MissingLowestPrice(Rule):
    """A price reduction is announced, and the lowest price of the last 30 days is not shown.

    ## Why it matters
    Who announces a reduction for goods names the lowest total price of the 30 days before it (in Germany § 11 PAngV),
    and a percentage refers to that price (Court of Justice of the European Union, C-330/23). A price that was raised
    just before makes the saving look larger than it is.

    ## How to put it right
    Give the piece a price fact named `lowest_30d` and show it: “Lowest price of the last 30 days: €52”. Where the
    struck price is that lowest price itself, the fact says so and nothing is missing. Recommended retail prices are no
    prices of one’s own and are left alone. A brand that sells services only turns the option *goods* off. Exceptions,
    such as for perishable goods, are for people to decide and to waive.
    """

    id = "claims/missing-lowest-price"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("goods", True, "The brand sells goods (services need no lowest price)"),)
    source = (
        "PAngV § 11, wording read on 22 November 2026; CJEU, 26 September 2024, C-330/23. It is a law of the European "
        "Union: pieces for Switzerland, the United Kingdom and the United States are left alone"
    )
    examples = (
        Good("Statt 100 € jetzt 79 €. Niedrigster Preis der letzten 30 Tage: 85 €.", locale="de"),
        Good("UVP 59 €, bei uns 39 €.", locale="de", note="A recommended price, not one of our own."),
        Good("Statt bisher 1,25 % erhalten Sie 1,40 % Zinsen; das Konto kostet 3 €.", locale="de"),
        Good("Die Gebühr steigt: statt 10 € kostet das Heft jetzt 12 €.", locale="de"),
        Good("Statt Fr. 59.– jetzt Fr. 39.–.", locale="de-CH", note="Switzerland has a law of its own."),
        Good("Instead of €59 now €39; our lowest price in the last 30 days was €45."),
        Good("A guided tour is €39 instead of €59.", guideline=_SERVICES),
        Good("Reduced from £80 to £60.", note="The United Kingdom has a law of its own."),
        Good("Was €80, now only €60.", locale="en-GB"),
        Good("The fare was €80 in spring and is €60 in winter."),
        Good("Instead of waiting, ring us: the call is €0.20, the lamp €39."),
        Good(subject=_reduced("The lamp is €39 instead of €59.", "59.00"), note="The struck price is the lowest one."),
        Bad("Die Leuchte kostet statt 100 € jetzt nur 79 €.", locale="de", flags=("100 €",)),
        Good("Die Jahresgebühr wird zum 1. Mai von 60 € auf 48 € gesenkt.", locale="de"),
        Bad("Alle Stiefel reduziert von 120 € auf 89 €!", locale="de", flags=("120 €",)),
        Bad("Die Nox kostet 69 € (vorher 99 €).", locale="de", flags=("99 €",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Alle Stiefel sind von 120 € auf 89 € reduziert.", locale="de", flags=("120 €",)),
        Bad("Our boots are slashed from €120 to €89.", flags=("€120",)),
        Bad("The lamp is €39 instead of €59, and it ships today.", flags=("€59",)),
        Bad("<p><s>59 €</s> 39 € für die Leuchte</p>", locale="de", kind=SubjectKind.HTML, flags=("59 €",)),
        Bad("Früher 59 €, jetzt 39 €.", locale="de", flags=("59 €",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Was €80, now only €60.", flags=("€80",), verdict=Verdict.NEEDS_REVIEW),
        Bad(subject=_reduced("The lamp is €39 instead of €59.", "49.00"), flags=("€59",)),
        Bad(
            subject=_reduced(
                "Statt 59 € nur 39 €: 34 % gespart. Niedrigster Preis der letzten 30 Tage: 49 €.", "49.00", locale="de"
            ),
            flags=("34 %",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag reductions in a subject that does not show the lowest price, and savings that refer to another one."""
        if not self.option(guideline, subject, "goods"):
            return
        own = [one for one in passages(subject, kinds=_OWN, cues=MONEY) if region_of(one.locale) not in _ELSEWHERE]
        reductions = [
            found for at, passage in enumerate(own) if (found := _reduction(passage, own[max(0, at - 1) : at + 2]))
        ]
        if not reductions:
            return
        lowest = _lowest(subject)
        told = any(_tells(run.text) for run in subject.runs) or (lowest is not None and _shows(subject, lowest))
        for passage, old, new, sure in reductions:
            if not told:
                yield self.at(
                    passage.run,
                    old.start,
                    old.end,
                    _missing(old, lowest),
                    verdict=Verdict.FAIL if sure else Verdict.NEEDS_REVIEW,
                )
            elif lowest is not None:
                yield from self._saving(passage, old, new, lowest)

    def _saving(self, passage: Passage, old: FoundFact, new: FoundFact, lowest: Money) -> Iterator[Finding]:
        """The percentage must be counted from the lowest price."""
        percents = [fact for fact in find_facts(passage.text, passage.locale) if fact.kind is FactKind.PERCENT]
        if len(percents) != 1 or not isinstance(new.value, Money) or lowest.currency != new.value.currency:
            return
        right = (lowest.amount - new.value.amount) / lowest.amount * 100 if lowest.amount else Decimal(0)
        from_old = _share(old.value, new.value)
        named = Decimal(percents[0].normal)
        if abs(named - right) > 1 and from_old is not None and abs(named - from_old) <= 1:
            message = Message(
                "{percent} is counted from {old}; the lowest price of the last 30 days was {lowest}.",
                percent=percents[0].quote,
                old=old.quote,
                lowest=str(lowest),
            )
            yield self.at(
                passage.run, percents[0].start, percents[0].end, message, verdict=Verdict.NEEDS_REVIEW,
                evidence={"computed": f"{right:.2f}"},
            )  # fmt: skip


#: Other people's words announce nothing.
_OWN = PROSE - {RunKind.QUOTE}


def _tells(text: str) -> bool:
    """Whether a text names the lowest price of thirty days."""
    return _THIRTY.are_in(text) and _DAYS.are_in(text) and _TOLD.search(text) is not None


def _missing(old: FoundFact, lowest: Money | None) -> Message:
    if lowest is None:
        return Message(
            "A reduction from {old} needs evidence: the lowest price of the last 30 days is not shown.", old=old.quote
        )
    return Message(
        "A reduction from {old} is announced, and the lowest price of the last 30 days ({lowest}) is not shown.",
        old=old.quote,
        lowest=str(lowest),
    )


def _reduction(passage: Passage, near: list[Passage]) -> tuple[Passage, FoundFact, FoundFact, bool] | None:
    """The old and the new price of a passage, the new one lower, and whether it is sure to be a reduction.

    A struck price may stand alone on its line; then the new one is looked for in the lines beside it.
    """
    prices = _prices(passage)
    crossed = _crossed(passage, prices)
    old = [price for price in prices if (price.qualifier in _OLD or price in crossed) and _is_union(passage, price)]
    new = _new(passage)
    if crossed and not new:
        new = [price for other in near if other is not passage for price in _new(other)]
    for before in old:
        if before.qualifier is FoundQualifier.LIST_PRICE:
            continue
        after = next((price for price in new if _share(before.value, price.value) is not None), None)
        if after is not None:
            said = passage.text[max(0, before.start - 40) : before.start]
            behind = passage.text[after.end : after.end + 20]
            sure = before in crossed or _SURE.search(said) is not None or _SURE_AFTER.search(behind) is not None
            beside = _FORMERLY.fullmatch(passage.text, after.end, before.start) is not None
            if sure or beside or _NOW.search(passage.text[max(0, after.start - 30) : after.start]):
                return passage, before, after, sure
    return None


def _is_union(passage: Passage, price: FoundFact) -> bool:
    """Whether a price is one for the European Union, as far as locale or currency tell."""
    foreign = isinstance(price.value, Money) and price.value.currency in _FOREIGN
    return not foreign or region_of(passage.locale) != ""


def _prices(passage: Passage) -> list[FoundFact]:
    return [fact for fact in find_facts(passage.text, passage.locale) if isinstance(fact.value, Money)]


def _crossed(passage: Passage, prices: list[FoundFact]) -> list[FoundFact]:
    lines = list(old_prices(passage.run))
    return [price for price in prices if any(low < price.end and price.start < high for low, high in lines)]


def _new(passage: Passage) -> list[FoundFact]:
    prices = _prices(passage)
    crossed = _crossed(passage, prices)
    return [price for price in prices if price not in crossed and price.qualifier not in _NOT_NEW]


def _share(old: object, new: object) -> Decimal | None:
    """How many percent less the new price is; None where it is not less, or the currencies differ."""
    if not isinstance(old, Money) or not isinstance(new, Money) or old.currency != new.currency or not old.amount:
        return None
    return (old.amount - new.amount) / old.amount * 100 if new.amount < old.amount else None


def _lowest(subject: Subject) -> Money | None:
    fact = next((fact for fact in subject.facts if fact.name == LOWEST and fact.type is FactType.PRICE), None)
    if fact is None:
        return None
    return Money.of(fact.value)


def _shows(subject: Subject, lowest: Money) -> bool:
    return any(
        fact.value == lowest
        for passage in passages(subject)
        for fact in find_facts(passage.text, passage.locale)
        if fact.kind is FactKind.PRICE
    )


plugin = MissingLowestPrice()
