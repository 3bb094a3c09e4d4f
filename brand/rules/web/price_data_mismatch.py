"""The rule `web/price-data-mismatch`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from brand.facts import FactKind, Money, find_facts, plain_number
from brand.finding import Finding, Fix, FixKind, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.inspect.html import inspect_html
from brand.rule import Bad, Good, Rule
from brand.samples import TODAY
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_NAMES = ("price", "lowPrice", "highPrice")
#: Nodes of structured data that are looked at; a page has some hundred.
MOST_NODES = 20_000


@dataclass(frozen=True, slots=True)
class _Priced:
    """A price in structured data, as it is written there."""

    written: str
    money: Money


def _page(body: str, offer: str, *, locale: str = "de") -> Subject:
    data = '{"@context": "https://schema.org", "@type": "Product", "name": "GlowOne", "offers": ' + offer + "}"
    page = f'<html><head><script type="application/ld+json">{data}</script></head><body>{body}</body></html>'
    return inspect_html(page, name="page.html", channel="web", locale=locale, today=TODAY)


class PriceDataMismatch(Rule):
    """The price that search engines are told is not the one that the page shows.

    ## Why it matters
    Search engines and shopping services show the price from the structured data. Who comes for €79 and finds €89
    leaves, and the services take such offers down.

    ## How to put it right
    Let both come from one fact: whatever shows the price must write the structured data as well.
    """

    id = "web/price-data-mismatch"
    severity = Severity.ERROR
    kinds = frozenset({SubjectKind.HTML})
    channels = frozenset({"", "web"})
    source = "schema.org: price, lowPrice, highPrice and priceCurrency of Offer and AggregateOffer"
    examples = (
        Good(subject=_page("<p>Die Leuchte kostet 89,00 €.</p>", '{"price": "89.00", "priceCurrency": "EUR"}')),
        Good(
            subject=_page(
                "<p>From €89 to €120.</p>",
                '{"@type": "AggregateOffer", "lowPrice": 89, "highPrice": 120, "priceCurrency": "EUR"}',
                locale="en",
            )
        ),
        Good(
            subject=_page("<p>Die App gibt es gratis.</p>", '{"price": 0, "priceCurrency": "EUR"}'),
            note="Nothing is paid, and no price is shown.",
        ),
        Bad(
            subject=_page("<p>Die Leuchte kostet 89 €.</p>", '{"price": "79.00", "priceCurrency": "EUR"}'),
            flags=("79.00",),
        ),
        Bad(
            subject=_page(
                "<p>The lamp is €89, the large one €120.</p>", '{"price": 98, "priceCurrency": "EUR"}', locale="en"
            ),
            flags=("98",),
        ),
        Bad(
            subject=_page("<p>Die Leuchte, die bleibt.</p>", '{"price": "79.00", "priceCurrency": "EUR"}'),
            flags=("79.00",),
            verdict=Verdict.NEEDS_REVIEW,
            note="No price is shown at all.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- the page tells
        """Look for every price of the structured data among those that are shown."""
        data = subject.meta("json-ld")
        if not data:
            return
        shown = _shown(subject)
        for priced in dict.fromkeys(_priced(data)):
            amounts = {money.amount for money in shown if money.currency == priced.money.currency}
            if priced.money.amount in amounts or not priced.money.amount:
                continue
            yield self._differs(subject, priced, sorted(amounts))

    def _differs(self, subject: Subject, priced: _Priced, amounts: list[Decimal]) -> Finding:
        currency = priced.money.currency
        where = Where(
            part=next((run.where.part for run in subject.runs if run.where.part), subject.name),
            path='script[type="application/ld+json"]',
        )
        if amounts:
            message = Message(
                "The structured data say {price} {currency}; the page shows {shown} {currency}.",
                price=priced.written,
                currency=currency,
                shown=", ".join(f"{amount:.2f}" for amount in amounts[:5]),
            )
        else:
            message = Message(
                "The structured data say {price} {currency}; the page shows no price.",
                price=priced.written,
                currency=currency,
            )
        fix = Fix(FixKind.SUGGEST, f"{amounts[0]:.2f}") if len(amounts) == 1 else None
        verdict = Verdict.FAIL if amounts else Verdict.NEEDS_REVIEW
        return self.finding(where, message, quote=priced.written, fix=fix, verdict=verdict)


def _shown(subject: Subject) -> list[Money]:
    return [
        fact.value
        for run in subject.runs
        for fact in find_facts(run.text, run.locale or subject.locale)
        if fact.kind is FactKind.PRICE and isinstance(fact.value, Money)
    ]


def _priced(data: str) -> Iterator[_Priced]:
    """The prices in all blocks of structured data; shipping costs and blocks that are no JSON are left out."""
    waiting, seen = list(_blocks(data)), 0
    while waiting and seen < MOST_NODES:
        node, seen = waiting.pop(), seen + 1
        if isinstance(node, list):
            waiting += reversed(node)
        elif isinstance(node, dict):
            yield from _prices_of(node)
            waiting += [value for name, value in reversed(node.items()) if not str(name).startswith("shipping")]


def _blocks(data: str) -> Iterator[Any]:
    decoder, position = json.JSONDecoder(), 0
    while position < len(data):
        if data[position] not in "{[":
            position += 1
            continue
        try:
            block, position = decoder.raw_decode(data, position)
        except (ValueError, RecursionError):
            position = data.find("\n", position) + 1 or len(data)
            continue
        yield block


def _prices_of(node: dict[str, Any]) -> Iterator[_Priced]:
    currency = str(node.get("priceCurrency") or "").strip().upper()
    for name in _NAMES:
        value = node.get(name)
        if not currency or isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        amount = plain_number(str(value))
        if amount is not None:
            yield _Priced(str(value).strip(), Money(amount, currency))


plugin = PriceDataMismatch()
