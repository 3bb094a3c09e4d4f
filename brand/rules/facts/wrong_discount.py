"""The rule `facts/wrong-discount`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from brand.facts import PRICES, FactKind, FoundFact, FoundQualifier, Money, find_facts, plain_number, rounded
from brand.finding import Finding, Fix, FixKind, Severity, Where
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.language.sentences import sentence_at
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.samples import TODAY, piece
from brand.subject import Subject, SubjectKind
from renderers.contract.document import Fact, FactType, Qualifier
from renderers.contract.message import Message
from renderers.contract.place import Place

_OLD = frozenset({FoundQualifier.OLD, FoundQualifier.LIST_PRICE})
_VAGUE = frozenset({FoundQualifier.UP_TO, FoundQualifier.FROM, FoundQualifier.ABOUT})
_SAVING = re.compile(
    r"rabatt|weniger|spar|günstiger|reduziert|nachlass|preisvorteil|ersparnis|\boff\b|\bsav(?:e|ing)|discount|\bless\b",
    re.IGNORECASE,
)
#: How a fact's name says what it is.
_OLD_NAME = re.compile(r"old|before|list|uvp|rrp|was|statt|regular|original|alt")
_NEW_NAME = re.compile(r"price|preis|new|now|neu|offer")
_OFF_NAME = re.compile(r"off|discount|rabatt|saving|spar|reduction|nachlass|percent|prozent")
_REACH = 30


def _draft(percent: str, *, locale: str = "en") -> Subject:
    facts = (
        Fact("off", FactType.PERCENT, percent, display=f"{percent}%"),
        Fact("old_price", FactType.PRICE, "100.00 EUR", display="€100"),
        Fact("price", FactType.PRICE, "80.00 EUR", display="€80"),
    )
    return inspect_document(piece("Save {{ fact.off }}.", facts=facts, locale=locale), today=TODAY)


class WrongDiscount(Rule):
    """The saving that is named does not fit the two prices.

    ## Why it matters
    Customers calculate, and so do competitors. A saving that is too high is a wrong statement about the price.

    ## How to put it right
    Correct the saving or a price. Only a passage with one old price, one new price and one exact saving is calculated,
    in percent or in money, and so are the facts of the piece; *up to* is left alone. A percentage may be rounded.
    """

    id = "facts/wrong-discount"
    severity = Severity.ERROR
    options = (Option("tolerance", 0.5, "How many percentage points may be lost in rounding"),)
    source = "Computed"
    examples = (
        Good("Statt 100 € jetzt nur 79,90 € – das sind 20 % weniger.", locale="de"),
        Good("Bis zu 50 % sparen: statt 100 € jetzt 80 €.", locale="de"),
        Good("Sie sparen 30 €: statt 100 € nur 70 €.", locale="de"),
        Good("Was $120, now $90: 25% off. Next week 30% of all shops close."),
        Good("From €100 down to €80 for members with 10% interest."),
        Good("Statt 60 € nur 40 €, mit 5 % Zins und 3 % Skonto.", locale="de"),
        Good(subject=_draft("20")),
        Bad(
            "Statt 100 € jetzt nur 85 € – das sind 20 % weniger.",
            locale="de",
            flags=("20 %",),
            fixed="Statt 100 € jetzt nur 85 € – das sind 15 % weniger.",
        ),
        Bad(
            "Statt 80 € nur 60 € (30 % günstiger). Niedrigster Preis der letzten 30 Tage: 80 €.",
            locale="de",
            flags=("30 %",),
        ),
        Bad("Was $120, now only $90: 30% off!", flags=("30%",), fixed="Was $120, now only $90: 25% off!"),
        Bad("Was $120, now only $90: 30% off! Air at 45% humidity is best.", flags=("30%",)),
        Bad("RRP £80, now £60 (save 20%).", flags=("20%",), fixed="RRP £80, now £60 (save 25%)."),
        Bad("Sie sparen 40 €: statt 100 € nur 70 €.", locale="de", flags=("40 €",)),
        Bad(subject=_draft("25"), flags=("25%",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Calculate the facts of the piece, then each passage that names all three values."""
        tolerance = Decimal(str(self.option(guideline, subject, "tolerance")))
        if subject.kind is SubjectKind.SOURCE and not subject.channel:
            yield from self._facts(subject, tolerance)
        for passage in passages(subject, cues=PRICES):
            prices = [fact for fact in find_facts(passage.text, passage.locale) if fact.kind is FactKind.PRICE]
            old = [price for price in prices if price.qualifier in _OLD]
            if len(old) != 1:
                continue
            saved = [price for price in prices if price not in old and _is_saving(passage, price, before=True)]
            new = [price for price in prices if price.value != old[0].value and price not in saved]
            if len(new) == 1 and new[0].qualifier not in _VAGUE:
                yield from self._percent(passage, old[0], new[0], tolerance)
                if len(saved) == 1:
                    yield from self._money(passage, old[0], new[0], saved[0])

    def _percent(self, passage: Passage, old: FoundFact, new: FoundFact, tolerance: Decimal) -> Iterator[Finding]:
        percents = [
            fact
            for fact in find_facts(passage.text, passage.locale)
            if fact.kind is FactKind.PERCENT and _is_saving(passage, fact)
        ]
        right = _share(old.value, new.value)
        if len(percents) != 1 or right is None or percents[0].qualifier in _VAGUE:
            return
        percent = percents[0]
        if not isinstance(percent.value, Decimal) or abs(right - percent.value) <= tolerance:
            return
        whole = str(rounded(right, Decimal(1)))
        instead = re.sub(r"[0-9]+(?:[.,][0-9]+)?", whole, percent.quote, count=1)
        yield self.at(
            passage.run,
            percent.start,
            percent.end,
            Message(
                "From {old} to {new} it is {right} percent, not {found}.",
                old=old.quote,
                new=new.quote,
                right=whole,
                found=percent.normal,
            ),
            fix=Fix(FixKind.SUGGEST, instead),
            evidence={"computed": f"{right:.2f}"},
        )

    def _money(self, passage: Passage, old: FoundFact, new: FoundFact, saved: FoundFact) -> Iterator[Finding]:
        values = (old.value, new.value, saved.value)
        if not all(isinstance(value, Money) for value in values) or _share(old.value, new.value) is None:
            return
        before, after, named = (value for value in values if isinstance(value, Money))
        if named.currency == before.currency and before.amount - after.amount != named.amount:
            right = replace(before, amount=before.amount - after.amount)
            message = Message(
                "From {old} to {new} it is {right}, not {found}.",
                old=old.quote,
                new=new.quote,
                right=str(right),
                found=saved.quote,
            )
            yield self.at(passage.run, saved.start, saved.end, message, evidence={"computed": right})

    def _facts(self, subject: Subject, tolerance: Decimal) -> Iterator[Finding]:
        prices = [fact for fact in subject.facts if fact.type is FactType.PRICE]
        old = [fact for fact in prices if _OLD_NAME.search(fact.name)]
        new = [fact for fact in prices if fact not in old and _NEW_NAME.search(fact.name)]
        percents = [fact for fact in subject.facts if fact.type is FactType.PERCENT and _OFF_NAME.search(fact.name)]
        if not len(old) == len(new) == len(percents) == 1:
            return
        if any(fact.qualifier is not Qualifier.NONE for fact in (*new, *percents)):
            return
        right, named = _share(Money.of(old[0].value), Money.of(new[0].value)), plain_number(percents[0].value)
        if right is not None and named is not None and abs(right - named) > tolerance:
            message = Message(
                "From {old} to {new} it is {right} percent, not {found}.",
                old=old[0].display or old[0].value,
                new=new[0].display or new[0].value,
                right=str(rounded(right, Decimal(1))),
                found=percents[0].value,
            )
            where = Where(part=subject.name, source=Place(f"facts.{percents[0].name}"))
            yield self.finding(where, message, quote=percents[0].display or percents[0].value)


def _share(old: object, new: object) -> Decimal | None:
    """How many percent less the new price is; None where it is not less, or the currencies differ."""
    if not isinstance(old, Money) or not isinstance(new, Money) or old.currency != new.currency or not old.amount:
        return None
    return (old.amount - new.amount) / old.amount * 100 if new.amount < old.amount else None


def _is_saving(passage: Passage, value: FoundFact, *, before: bool = False) -> bool:
    """Whether the words around a value speak of a reduction, not of interest, tax or content."""
    sentence = sentence_at(passage.text, value.start, passage.locale)
    low = max(sentence.start if sentence is not None else 0, value.start - (_REACH - 10 if before else _REACH))
    high = value.start if before else value.end + _REACH
    around = passage.text[low:high]
    if before:
        return (
            re.search(r"(?:spar|sav(?:e|ing)|ersparnis|rabatt von)\w*(?: \w+)?\s*:?\s*$", around, re.IGNORECASE)
            is not None
        )
    return passage.text[: value.start].rstrip().endswith(("-", "–", "−")) or _SAVING.search(around) is not None


plugin = WrongDiscount()
