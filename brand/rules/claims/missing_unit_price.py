"""The rule `claims/missing-unit-price`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from brand.evidence import MONEY
from brand.facts import FactKind, FoundFact, FoundQualifier, Money, find_facts, rounded
from brand.facts.numbers import read_number
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.figures import at_figures
from brand.language.locales import region_of
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

#: A unit, what it is counted in, and how many of that it is.
_UNITS = {
    "kg": ("kg", 1), "kilogramm": ("kg", 1), "kilo": ("kg", 1), "g": ("kg", 1000), "gramm": ("kg", 1000),
    "gram": ("kg", 1000), "grams": ("kg", 1000), "l": ("l", 1), "liter": ("l", 1), "liters": ("l", 1),
    "litre": ("l", 1), "litres": ("l", 1), "cl": ("l", 100), "ml": ("l", 1000), "milliliter": ("l", 1000),
    "m²": ("m²", 1), "qm": ("m²", 1), "m": ("m", 1), "meter": ("m", 1), "metre": ("m", 1), "metres": ("m", 1),
}  # fmt: skip
_PACKS = (
    r"Packung|Beutel|Flasche|Dose|Glas|Tüte|Sack|Rolle|Tafel|Kanister|Eimer|Tube|Becher|Block|Karton|"
    r"packs?|packets?|bags?|bottles?|jars?|tins?|cans?|tubes?|tubs?|rolls?|bars?|box(?:es)?"
)
_NAMES = "kg|g|ml|cl|l|m²|qm|m|Kilogramm|Kilo|Gramm|Milliliter|Liter|Meter|grams?|lit(?:re|er)s?|metres?"  # in prose
_AMOUNT = re.compile(
    r"(?<![\w.,])(?:(?P<times>[0-9]{1,2})[ \u00a0]?[x×][ \u00a0]?)?(?P<number>[0-9]+(?:[.,][0-9]+)?)"
    rf"[ \u00a0-]?(?P<unit>{_NAMES})(?![\w²³/])(?P<pack>(?:-|[ \u00a0])?(?:{_PACKS})\b)?"
)
# Between the amount and its price, whichever comes first: no verb but *costs*, no other noun.
_PAUSE = r"[\s,:;()–—-]*"
_LINK = re.compile(
    rf"{_PAUSE}(?:(?:{_PACKS})\b)?{_PAUSE}(?:(?:nur|für|jetzt|zu|je|à|ab|kostet|kosten|gibt es für|statt|der|die|das|"
    rf"of|for|at|only|now|just|costs?|is|are|from)\b[\s:]*){{0,3}}{_PAUSE}"
)
_LINK_BACK = re.compile(r"\s?[(/,–—-]?\s?(?:(?:für|je|pro|for|per|die|der|das|a|an|the)\b\s?){0,2}")
# A price for one unit is there already.
_UNIT_PRICE = re.compile(
    r"(?:€|EUR|£|\$)[ \u00a0]?(?:[0-9.,]+[ \u00a0]?)?(?:/|je\b|pro\b|per\b|an?\b)[ \u00a0]?"
    r"(?:1[ \u00a0]?|100[ \u00a0]?)?(?:kg|g|ml|l|m²|m|Kilo\w*|Liter|litre|liter|Meter|metre)\b|"
    r"\b(?:1|100)[ \u00a0]?(?:kg|g|ml|l|m²|m|Liter|Kilo\w*|litre|liter) ?(?:=|:|kostet|entspricht)|"
    r"[Gg]rundpreis|unit price|"
    r"\b(?:per|pro|je) (?:kilo\w*|liter|litre|kg|l|m²|100[ \u00a0]?g|100[ \u00a0]?ml)\b[^.!?]{0,12}[0-9]"
)
# What holds an amount and is not sold by it.
_VESSEL = re.compile(
    r"(?:trink|thermos|isolier|edelstahl|sport|wasser)flasche|\b(?:tee|gieß|milch|kaffee|isolier)?kanne|karaffe|\b\w*topf\b|"
    r"rucksack|\b\w*kocher\b|\btassen?\b|schüssel|\bkessel|\w*tank\b|koffer|kühlbox|mülltonne|backpack|kettle|\bflask|"
    r"water bottle|drinking bottle|\bjugs?\b|\bmugs?\b|saucepan|cool box|suitcase",
    re.IGNORECASE,
)
#: The law is one of the European Union, on which Germany's rests; these have others, or none.
_ELSEWHERE = frozenset({"CH", "US"})
#: Smaller amounts need none, in kg or l.
_LEAST = Decimal("0.01")
_VESSEL_REACH = 80
_MARKS = {"EUR": "€", "GBP": "£", "USD": "$"}
_KNOWN = (
    "Kaffee, Espresso, Tee, Kakao, Honig, Marmelade, Konfitüre, Wein, Sekt, Bier, Saft, Wasser, Limonade, Sirup, "
    "Essig, Öl, Milch, Butter, Käse, Quark, Joghurt, Sahne, Wurst, Schinken, Fleisch, Fisch, Lachs, Mehl, Zucker, "
    "Salz, Reis, Nudeln, Pasta, Müsli, Nüsse, Mandeln, Schokolade, Pralinen, Kekse, Lebkuchen, Stollen, Brot, "
    "Gewürz, Pfeffer, Seife, Shampoo, Creme, Lotion, Duschgel, Waschmittel, Farbe, Lack, Erde, Dünger, Saatgut, "
    "Futter, Garn, Wolle, coffee, tea, cocoa, honey, jam, wine, beer, juice, water, syrup, vinegar, oil, milk, "
    "butter, cheese, yoghurt, cream, sausage, ham, meat, fish, salmon, flour, sugar, salt, rice, pasta, muesli, "
    "nuts, almonds, chocolate, biscuits, cookies, bread, spice, pepper, soap, shampoo, lotion, detergent, paint, "
    "varnish, soil, fertilizer, seed, feed, yarn"
)


@dataclass(frozen=True, slots=True)
class _Sold:
    """An amount with the price that is asked for it; `share` is the amount in `unit` (kg, l, m, m²)."""

    price: FoundFact
    amount: str
    unit: str
    share: Decimal
    packed: bool


class MissingUnitPrice(Rule):
    """A price for an amount by weight, volume, length or area stands without the price of one unit.

    ## Why it matters
    Only the price of a kilo or a liter makes packs comparable; traders who offer or advertise goods by amount show it
    beside the total price (in Germany § 4 PAngV).

    ## How to put it right
    Add the price of one kilogram, liter, meter or square meter; the rule calculates it. A pack of exactly one unit
    needs none, and neither do less than ten grams or milliliters. The guideline lists what the brand sells by amount;
    anything else in a pack is reported for a person to look at, and weights of things (*the lamp weighs 500 g*) are
    left alone.
    """

    id = "claims/missing-unit-price"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    options = (Option("categories", _KNOWN, "What is sold by weight, volume, length or area, separated by commas"),)
    source = (
        "PAngV § 4 and § 5 (1) as in force since 28 May 2022, read in quotations by courts and chambers of commerce "
        "on 22 November 2026; in the United Kingdom the Price Marking Order 2004, not read"
    )
    examples = (
        Good("Unser Kaffee: 500 g für 7,90 € (1 kg = 15,80 €).", locale="de"),
        Good("Neu: die Trinkflasche aus Edelstahl, 0,7 l, 24,90 €. Mit Wasser gefüllt hält sie kalt.", locale="de"),
        Good("The kettle (1.7 l) is €49 and boils water fast."),
        Good("Honig aus Brandenburg, 500 g 7,90 €, Grundpreis 15,80 €/kg.", locale="de"),
        Good("Die Leuchte wiegt 500 g und kostet 89 €. Das Kabel ist 2 m lang.", locale="de"),
        Good("Der Kaffee kostet 15,80 €: 1 kg reicht einen Monat. 1 kg Mehl für 1,20 €.", locale="de"),
        Good("Nach 500 m links liegt das Café; der Kaffee kostet 3 €.", locale="de"),
        Good("Ein Stück Käse von 400 g kostet Fr. 11.20.", locale="de-CH", note="Switzerland has a law of its own."),
        Good("Our coffee is €7.90 for 500 g (€15.80/kg)."),
        Good("The rucksack holds 35 l and costs €89. Add 500 g of flour and 200 ml of milk."),
        Good("Saffron in a jar, 2 g for €9."),
        Bad(
            "Unser Kaffee ist da: 500 g für 7,90 € und fein gemahlen.",
            locale="de",
            flags=("7,90 €",),
            fixed="Unser Kaffee ist da: 500 g für 7,90 € (1 kg = 15,80 €) und fein gemahlen.",
        ),
        Bad("Honig aus Brandenburg (500 g) für 7,90 € im Glas.", locale="de", flags=("7,90 €",)),
        Bad("Olivenöl aus Apulien, 0,75 l: 12 €.", locale="de", flags=("12 €",)),
        Bad(
            "Das Putzpulver in der 250-g-Dose für 4,50 € reicht lange.",
            locale="de",
            flags=("4,50 €",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "Our coffee is back: 250 g for only £4.50 in May.",
            flags=("£4.50",),
            fixed="Our coffee is back: 250 g for only £4.50 (1 kg = £18.00) in May.",
        ),
        Bad("Try the red wine at €9 (0.75 l) with cheese.", flags=("€9",)),
        Bad("Our polish is €5 for a 200 ml tin.", flags=("€5",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag prices beside an amount where the passage tells no price of one unit."""
        given = str(self.option(guideline, subject, "categories"))
        for passage in passages(subject, kinds=BRAND_VOICE, cues=MONEY):
            if region_of(passage.locale) in _ELSEWHERE:
                continue
            sold = list(_sold(passage))
            if not sold or _UNIT_PRICE.search(passage.run.text):
                continue
            known = _listed(given)
            listed = known is not None and known.search(passage.text) is not None
            for one in sold:
                if _VESSEL.search(passage.text, max(0, one.price.start - _VESSEL_REACH), one.price.end):
                    continue
                if listed or one.packed:
                    yield self._flag(passage, one, Verdict.FAIL if listed else Verdict.NEEDS_REVIEW)

    def _flag(self, passage: Passage, one: _Sold, verdict: Verdict) -> Finding:
        whole = _whole(one, passage.language)
        return self.at(
            passage.run,
            one.price.start,
            one.price.end,
            Message(
                "{price} for {amount} needs the price of one unit: {unit}.",
                price=one.price.quote,
                amount=one.amount,
                unit=f"1 {one.unit} = {whole}",
            ),
            fix=Fix(FixKind.SUGGEST, f"{one.price.quote} (1 {one.unit} = {whole})"),
            verdict=verdict,
        )


@lru_cache(maxsize=64)
def _listed(categories: str) -> re.Pattern[str] | None:
    names = "|".join(re.escape(word.strip()) for word in categories.split(",") if word.strip())
    return re.compile(rf"(?:{names})(?:e[ns]?|n|s)?\b", re.IGNORECASE) if names else None


def _sold(passage: Passage) -> Iterator[_Sold]:
    text = passage.text
    amounts = list(at_figures(_AMOUNT, text))
    if not amounts:
        return
    for price in find_facts(text, passage.locale):
        if price.kind is not FactKind.PRICE or price.qualifier in {FoundQualifier.OLD, FoundQualifier.LIST_PRICE}:
            continue
        amount = next((match for match in amounts if _belongs(text, match, price)), None)
        one = _read(amount, price, passage.locale) if amount is not None else None
        if one is not None and one.share >= _LEAST and one.share != 1:
            yield one


def _belongs(text: str, amount: re.Match[str], price: FoundFact) -> bool:
    """Whether nothing but *for*, *only* and the like stands between an amount and a price."""
    low, high = (amount.end(), price.start) if amount.end() <= price.start else (price.end, amount.start())
    if not 0 <= high - low <= 30:
        return False
    between = text[low:high]
    if amount.start() >= price.end:  # "9 € (0,75 l)", "€5 for a 200 ml tin"
        return (
            re.fullmatch(r"\s?[(/,–—-]?\s?(?:(?:für|je|pro|for|per|die|der|das|a|an|the)\b\s?){0,2}", between)
            is not None
        )
    return _LINK.fullmatch(between) is not None


def _read(amount: re.Match[str], price: FoundFact, locale: str) -> _Sold | None:
    number = read_number(amount["number"], locale)
    if number is None:
        return None
    unit, parts = _UNITS[amount["unit"].lower()]
    share = number * int(amount["times"] or 1) / parts
    return _Sold(price, amount[0], unit, share, packed=amount["pack"] is not None) if share else None


def _whole(one: _Sold, language: str) -> str:
    """The price of one unit, written as prices are in the language."""
    money = one.price.value
    if not isinstance(money, Money):
        return ""
    amount = rounded(money.amount / one.share, Decimal("0.01"))
    mark = _MARKS.get(money.currency, money.currency)
    if language == "de":
        blank = "\u00a0" if "\u00a0" in one.price.quote else " "
        return f"{amount}".replace(".", ",") + blank + mark
    return f"{mark}{amount}" if mark in _MARKS.values() else f"{amount} {mark}"


plugin = MissingUnitPrice()
