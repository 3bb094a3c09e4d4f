"""The rule `facts/price-mismatch`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from brand.comparison import Said, documents, facts_of, is_known, known, odd_ones, said, same
from brand.facts import FactKind, FoundFact, FoundQualifier
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.inspect.document import inspect_document
from brand.rule import Bad, Good, SetRule
from brand.samples import TODAY, piece, variant
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract import grammar
from renderers.contract.document import Document, Fact, FactType, Table
from renderers.contract.message import Message

_PRICE = Fact("price", FactType.PRICE, "89.00 EUR", display="€89")
_PREIS = Fact("price", FactType.PRICE, "89.00 EUR", display="89 €")
_EN = piece("The lamp is {{ fact.price }}, shipping is €4.95.", facts=(_PRICE,))
_DE = piece("Die Leuchte kostet {{ fact.price }}, der Versand 4,95 €.", facts=(_PREIS,), locale="de")
_LIST = replace(
    _DE,
    blocks=(*_DE.blocks, Table(id="t", rows=((grammar.read("Nachtleuchte"), grammar.read("39,90 €")),))),
)
_BESIDE = re.compile(
    r"versand|porto|liefer|pfand|bestellwert|mindest|gebühr|trinkgeld|spende|shipping|deliver|postage|deposit|"
    r"orders? (?:over|above|from)|\bfee|donat",
    re.IGNORECASE,
)
#: Prices of the past and list prices are quoted from elsewhere: a person should look.
_QUOTED = frozenset({FoundQualifier.OLD, FoundQualifier.LIST_PRICE})


class PriceMismatch(SetRule):
    """A variant names another price than the piece or the other variants.

    ## Why it matters
    Two prices for one thing end in the shop, at the lower one, and in front of a customer who trusts neither.

    ## How to put it right
    Refer to the price as a fact, so that every channel follows when it changes. In an override, put the fact in place
    of the number.
    """

    id = "facts/price-mismatch"
    severity = Severity.ERROR
    examples = (
        Good(
            subjects=(
                variant("The lamp is €89, shipping is €4.95.", "email", document=_EN),
                variant("Now €89.00!", "social", document=_EN),
            )
        ),
        Good(
            subjects=(
                variant("Die Leuchte kostet 89,00 €.", "email", document=_DE, locale="de"),
                variant("Nur 89 EUR, in 25 Jahren und 20 % heller.", "sms", document=_DE, locale="de"),
            )
        ),
        Good(
            subjects=(
                inspect_document(_LIST, today=TODAY),
                variant("Die Leuchte kostet 89 €.\n\nNachtleuchte 39,90 €", "print", document=_LIST, locale="de"),
            ),
            note="A table lists the prices of other things.",
        ),
        Good(subjects=(variant("A lamp for €89.", "email"), variant("It lasts 79 days, at 89 euros.", "sms"))),
        Bad(
            subjects=(
                variant("The lamp is €89.", "email", document=_EN),
                variant("The lamp is only €79.", "social", document=_EN),
            ),
            flags=("€79",),
        ),
        Bad(
            subjects=(
                variant("Die Leuchte kostet 89 €.", "email", document=_DE, locale="de"),
                variant("Die Leuchte kostet 98 €.", "sms", document=_DE, locale="de"),
            ),
            flags=("98 €",),
        ),
        Bad(
            subjects=(inspect_document(replace(_LIST, title="Die Nachtleuchte"), today=TODAY),),
            flags=("39,90 €",),
            verdict=Verdict.NEEDS_REVIEW,
            note="A row about the piece’s own thing.",
        ),
        Bad(
            subjects=(inspect_document(piece("Jetzt für 39 €.", facts=(_PREIS,), locale="de"), today=TODAY),),
            flags=("39 €",),
            note="A number typed by hand beside the fact.",
        ),
        Bad(
            subjects=(variant("Was €120, now €89.", "email", document=_EN),),
            flags=("€120",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            subjects=(
                variant("Ab sofort für 49 €.", "email", locale="de"),
                variant("Ab sofort für 49 €, also los.", "social", locale="de"),
                variant("Jetzt 45 €.", "sms", locale="de"),
            ),
            flags=("45 €",),
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:
        """Compare with the piece where it is known, otherwise the variants with one another."""
        document = documents(subjects)
        if document is None:
            for kind in (FactKind.PRICE, FactKind.PERCENT):
                yield from self._odd([said(member, kind) for member in subjects])
            return
        facts = facts_of(document, FactType.PRICE)
        # Where the price is a fact, a number typed by hand is no second source, unless it is that of the shipping.
        # A table of the piece lists the prices of other things.
        cells = _cells(document)
        others = known(
            document,
            guideline,
            FactKind.PRICE,
            keep=lambda text, price: not facts or text in cells or _is_beside(text, price),
        )
        if not facts and not others:
            return
        for member in subjects:
            for price in said(member, FactKind.PRICE):
                if not is_known(price.fact, facts, others) and not _is_beside(price.run.text, price.fact):
                    yield self._unknown(price, facts, others[0].quote if others else "")

    def _odd(self, values: Sequence[Sequence[Said]]) -> Iterator[Finding]:
        """Prices, or the percentages by which they fall, that one variant says alone."""
        for odd, agreed in odd_ones(values, same):
            message = Message("“{price}” here, “{other}” elsewhere.", price=odd.fact.quote, other=agreed.fact.quote)
            yield self.finding(odd.where, message, quote=odd.quote, related=(agreed.where,), subject=odd.subject)

    def _unknown(self, price: Said, facts: tuple[Fact, ...], other: str) -> Finding:
        named = ", ".join(fact.display or fact.value for fact in facts) or other
        instead = facts[0].display if len(facts) == 1 else ""
        doubtful = (
            price.fact.qualifier in _QUOTED
            or price.run.kind is RunKind.CELL
            or (price.subject.kind is SubjectKind.SOURCE and not price.subject.channel and len(facts) > 1)
        )
        return self.finding(
            price.where,
            Message(
                "The piece does not name the price “{price}”; it says {known}.", price=price.fact.quote, known=named
            ),
            quote=price.quote,
            fix=Fix(FixKind.SUGGEST, instead) if instead else None,
            verdict=Verdict.NEEDS_REVIEW if doubtful else Verdict.FAIL,
            evidence={"price": price.fact.normal},
            subject=price.subject,
        )


def _cells(document: Document) -> frozenset[str]:
    """What stands in the tables of the piece, but for the rows about what the piece itself is about."""
    about = f"{document.title} {document.headline.plain}".casefold()
    rows = [[cell.plain for cell in row] for one in document.blocks if isinstance(one, Table) for row in one.rows]
    return frozenset(
        cell for row in rows if not any(len(cell) > 3 and cell.casefold() in about for cell in row) for cell in row
    )


def _is_beside(text: str, price: FoundFact) -> bool:
    """Whether a price is that of something beside the offer: shipping, a deposit, an order's least value."""
    return _BESIDE.search(text[max(0, price.start - 40) : price.end + 30]) is not None


plugin = PriceMismatch()
