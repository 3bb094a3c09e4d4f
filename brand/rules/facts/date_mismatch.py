"""The rule `facts/date-mismatch`."""

from collections.abc import Iterator, Sequence

from brand.comparison import Said, documents, facts_of, is_known, known, odd_ones, said, same, variants
from brand.facts import FactKind
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.rule import Bad, Good, SetRule
from brand.samples import piece, variant
from brand.subject import Subject
from renderers.contract.document import Fact, FactType
from renderers.contract.message import Message

_END = Fact("end", FactType.DATE, "2026-12-24", display="December 24, 2026")
_ENDE = Fact("end", FactType.DATE, "2026-12-24", display="24. Dezember 2026")
_EN = piece("The offer ends on {{ fact.end }}. Founded on 1 May 1998.", facts=(_END,))
_DE = piece("Das Angebot endet am {{ fact.end }}.", facts=(_ENDE,), locale="de")


class DateMismatch(SetRule):
    """A variant names another date or time of day than the piece or the other variants.

    ## Why it matters
    The mail says the 24th, the flyer the 27th: whoever comes in between is right, and the shop is not.

    ## How to put it right
    Refer to the date as a fact, so that every channel follows when it changes. A date without a year agrees with any
    year.
    """

    id = "facts/date-mismatch"
    severity = Severity.ERROR
    examples = (
        Good(
            subjects=(
                variant("Until December 24! We opened on 1 May 1998.", "email", document=_EN),
                variant("Until 24 Dec 2026.", "social", document=_EN),
            )
        ),
        Good(
            subjects=(
                variant("Nur bis zum 24.12.2026 um 18:30 Uhr.", "email", document=_DE, locale="de"),
                variant("Nur bis Donnerstag, 24. Dezember.", "sms", document=_DE, locale="de"),
            )
        ),
        Bad(
            subjects=(
                variant("Nur bis zum 24.12.2026.", "email", document=_DE, locale="de"),
                variant("Nur bis zum 27.12. im Laden.", "sms", document=_DE, locale="de"),
            ),
            flags=("27.12.",),
        ),
        Bad(
            subjects=(variant("The offer ends on December 26, 2026.", "web", document=_EN),),
            flags=("December 26, 2026",),
        ),
        Bad(
            subjects=(
                variant("Come on 3 March 2027.", "email"),
                variant("See you on 5 March 2027.", "sms"),
            ),
            flags=("5 March 2027",),
        ),
        Good(
            subjects=(
                variant("Einlass ab 18.30 Uhr, Beginn 19 Uhr.", "email", locale="de"),
                variant("Um 19:00 Uhr geht es los.", "sms", locale="de"),
            )
        ),
        Bad(
            subjects=(
                variant("Einlass ab 18.30 Uhr.", "email", locale="de"),
                variant("Einlass ab 19.30 Uhr.", "sms", locale="de"),
            ),
            flags=("19.30 Uhr",),
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:
        """Compare with the piece where it is known, otherwise the variants with one another."""
        document = documents(subjects)
        if document is None:
            for kind in (FactKind.DATE, FactKind.TIME):
                yield from self._odd([said(member, kind) for member in subjects])
            return
        facts = facts_of(document, FactType.DATE)
        others = known(document, guideline, FactKind.DATE)
        if not facts and not others:
            return
        instead = facts[0].display if len(facts) == 1 else ""
        for member in variants(subjects):
            for date in said(member, FactKind.DATE):
                if is_known(date.fact, facts, others):
                    continue
                named = ", ".join(fact.display or fact.value for fact in facts) or others[0].quote
                yield self.finding(
                    date.where,
                    Message(
                        "The piece does not name the date “{date}”; it says {known}.", date=date.fact.quote, known=named
                    ),
                    quote=date.quote,
                    fix=Fix(FixKind.SUGGEST, instead) if instead else None,
                    evidence={"date": date.fact.normal},
                    subject=member,
                )

    def _odd(self, values: Sequence[Sequence[Said]]) -> Iterator[Finding]:
        """Dates, or times of day, that one variant says alone."""
        for odd, agreed in odd_ones(values, same):
            message = Message("“{date}” here, “{other}” elsewhere.", date=odd.fact.quote, other=agreed.fact.quote)
            yield self.finding(odd.where, message, quote=odd.quote, related=(agreed.where,), subject=odd.subject)


plugin = DateMismatch()
