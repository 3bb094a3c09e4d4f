"""The rule `facts/code-mismatch`."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from brand.comparison import Said, documents, facts_of, is_known, known, odd_ones, said, same, variants
from brand.facts import FactKind
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, SetRule
from brand.samples import piece, variant
from brand.subject import Subject
from renderers.contract.document import Document, Fact, FactType
from renderers.contract.message import Message

_FACTS = (
    Fact("code", FactType.CODE, "LUMO20", display="LUMO20"),
    Fact("phone", FactType.PHONE, "+49301234567", display="030 1234567"),
)
_EN = piece("Use the code {{ fact.code }}. Or call {{ fact.phone }}.", facts=_FACTS)
_DE = piece("Mit dem Code {{ fact.code }}. Oder Telefon {{ fact.phone }}.", facts=_FACTS, locale="de")
_TYPES = {FactKind.CODE: FactType.CODE, FactKind.PHONE: FactType.PHONE}


class CodeMismatch(SetRule):
    """A variant names another voucher code or phone number than the piece or the other variants.

    ## Why it matters
    A code that the till refuses costs the customer's patience and the shop's; a wrong digit in a phone number rings
    at a stranger's.

    ## How to put it right
    Refer to the code or number as a fact. Where the right one is nearly the same, it is offered.
    """

    id = "facts/code-mismatch"
    severity = Severity.ERROR
    examples = (
        Good(
            subjects=(
                variant("Code LUMO20, or call +49 30 1234567.", "email", document=_EN),
                variant("Code: LUMO20", "sms", document=_EN),
            )
        ),
        Good(
            subjects=(variant("Mit dem Code LUMO20 nach NRW und zur IFA 2026.", "social", document=_DE, locale="de"),)
        ),
        Bad(
            subjects=(
                variant("Mit dem Code LUMO20.", "email", document=_DE, locale="de"),
                variant("Gutscheincode: LUMO2O", "sms", document=_DE, locale="de"),
            ),
            flags=("LUMO2O",),
        ),
        Bad(subjects=(variant("Or call +49 30 1234576.", "email", document=_EN),), flags=("+49 30 1234576",)),
        Bad(
            subjects=(variant("Use code SPRING26.", "email"), variant("Use code SPRING27.", "sms")),
            flags=("SPRING27",),
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:
        """Compare codes, then phone numbers."""
        document = documents(subjects)
        for kind in _TYPES:
            if document is None:
                values = [said(member, kind) for member in subjects]
                for odd, agreed in odd_ones(values, same):
                    message = Message(
                        "“{code}” here, “{other}” elsewhere.", code=odd.fact.quote, other=agreed.fact.quote
                    )
                    yield self.finding(
                        odd.where, message, quote=odd.quote, related=(agreed.where,), subject=odd.subject
                    )
            else:
                yield from self._compared(subjects, document, guideline, kind)

    def _compared(
        self, subjects: Sequence[Subject], document: Document, guideline: Guideline, kind: FactKind
    ) -> Iterator[Finding]:
        facts = facts_of(document, _TYPES[kind])
        others = known(document, guideline, kind)
        if not facts and not others:
            return
        codes = [fact.value for fact in facts_of(document, FactType.CODE)]
        for member in variants(subjects):
            for value in said(member, kind, codes=codes):
                if is_known(value.fact, facts, others):
                    continue
                yield self._unknown(value, facts)

    def _unknown(self, value: Said, facts: tuple[Fact, ...]) -> Finding:
        shown = {fact.value: fact.display or fact.value for fact in facts}
        near = get_close_matches(value.fact.normal, list(shown), n=1, cutoff=0.75)
        instead = shown[near[0]] if near else ""
        return self.finding(
            value.where,
            Message("The piece does not name “{code}”.", code=value.fact.quote),
            quote=value.quote,
            fix=Fix(FixKind.SUGGEST, instead) if instead else None,
            evidence={"known": ", ".join(shown.values())},
            subject=value.subject,
        )


plugin = CodeMismatch()
