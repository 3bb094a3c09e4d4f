"""The rule `facts/lost-qualifier`."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from brand.comparison import Said, documents, facts_of, is_known, said, same, variants
from brand.facts import FactKind, FoundQualifier
from brand.finding import Finding, Severity, Verdict, Where
from brand.guideline import Guideline
from brand.rule import Bad, Good, SetRule
from brand.samples import piece, variant
from brand.subject import RunKind, Subject
from renderers.contract.document import QUALIFIER_WORDS, Document, Fact, FactType, Qualifier
from renderers.contract.message import Message

_FACTS = (
    Fact("price", FactType.PRICE, "89.00 EUR", Qualifier.FROM, "€89"),
    Fact("saving", FactType.PERCENT, "20", Qualifier.UP_TO, "20%"),
)
_FAKTEN = (
    Fact("price", FactType.PRICE, "89.00 EUR", Qualifier.FROM, "89 €"),
    Fact("saving", FactType.PERCENT, "20", Qualifier.UP_TO, "20 %"),
)
_EN = piece("Lamps {{ fact.price }}. Save {{ fact.saving }}.", facts=_FACTS)
_DE = piece("Leuchten {{ fact.price }}. Sparen Sie {{ fact.saving }}.", facts=_FAKTEN, locale="de")
#: A value that says nothing of its own narrowing.
_BARE = frozenset({FoundQualifier.NONE, FoundQualifier.ONLY})


class LostQualifier(SetRule):
    """A value lost the word that narrows it: *from* or *up to*.

    ## Why it matters
    *Up to 20 %* is a promise that can be kept, *20 %* one that cannot. Short channels lose the small word first, and
    with it the truth of the claim (in Germany § 5 UWG).

    ## How to put it right
    Put the word back. If there is no room, say less instead: a claim without its limits needs evidence of its own.
    """

    id = "facts/lost-qualifier"
    severity = Severity.ERROR
    source = "UWG § 5 (misleading advertising), read on 21 November 2026"
    examples = (
        Good(
            subjects=(
                variant("Lamps from €89. Save up to 20%.", "email", document=_EN),
                variant("Starting at €89, up to a massive 20% off.", "social", document=_EN),
            )
        ),
        Good(
            subjects=(
                variant("Leuchten ab 89 €. Sparen Sie bis zu 20 %.", "email", document=_DE, locale="de"),
                variant("Schon ab nur 89 €!", "sms", document=_DE, locale="de"),
            )
        ),
        Bad(
            subjects=(
                variant("Leuchten ab 89 €. Sparen Sie bis zu 20 %.", "email", document=_DE, locale="de"),
                variant("Leuchten für 89 €, 20 % sparen.", "sms", document=_DE, locale="de"),
            ),
            flags=("89 €", "20 %"),
        ),
        Bad(subjects=(variant("Lamps from €89. Save 20%.", "social", document=_EN),), flags=("20%",)),
        Bad(
            subjects=(variant("Lamps from €89: yes, €89.", "web", document=_EN),),
            flags=("€89",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            subjects=(
                variant("Save up to 30% this week.", "email"),
                variant("Save 30% this week.", "sms"),
            ),
            flags=("30%",),
        ),
    )

    def check_set(self, subjects: Sequence[Subject], guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- facts tell
        """Compare with the facts that have a qualifier; without a piece, the variants with one another."""
        document = documents(subjects)
        if document is not None:
            yield from self._of_facts(subjects, document)
            return
        values = [said(member, FactKind.PRICE, FactKind.PERCENT) for member in subjects]
        narrowed = [
            value
            for mine in values
            for value in mine
            if value.fact.qualifier in {FoundQualifier.FROM, FoundQualifier.UP_TO}
        ]
        for mine in values:
            for value in mine:
                other = next((one for one in narrowed if same(one.fact, value.fact)), None)
                if other is not None and not _is_narrowed(mine, value) and other.subject is not value.subject:
                    yield self._lost(value, other.fact.qualifier.value, Verdict.FAIL, (other.where,))

    def _of_facts(self, subjects: Sequence[Subject], document: Document) -> Iterator[Finding]:
        facts = facts_of(document, FactType.PRICE, FactType.PERCENT)
        narrowed = [fact for fact in facts if fact.qualifier is not Qualifier.NONE]
        free = [fact for fact in facts if fact.qualifier is Qualifier.NONE]
        for member in variants(subjects):
            mine = said(member, FactKind.PRICE, FactKind.PERCENT)
            for _, group in groupby(mine, key=lambda value: value.fact.normal):
                for value in group:
                    fact = next((fact for fact in narrowed if is_known(value.fact, [fact], ())), None)
                    if fact is None or is_known(value.fact, free, ()) or value.fact.qualifier not in _BARE:
                        continue
                    doubtful = _is_narrowed(mine, value) or value.run.kind is RunKind.CELL
                    yield self._lost(
                        value, fact.qualifier.value, Verdict.NEEDS_REVIEW if doubtful else Verdict.FAIL, ()
                    )

    def _lost(self, value: Said, qualifier: str, verdict: Verdict, related: tuple[Where, ...]) -> Finding:
        language = value.subject.language
        word = QUALIFIER_WORDS.get(language, QUALIFIER_WORDS["en"])[Qualifier(qualifier)]
        return self.finding(
            value.where,
            Message("“{value}” lost its “{word}”.", value=value.fact.quote, word=word),
            quote=value.quote,
            verdict=verdict,
            related=related,
            subject=value.subject,
        )


def _is_narrowed(mine: Sequence[Said], value: Said) -> bool:
    """Whether the same variant says the same value with its word elsewhere."""
    return any(same(other.fact, value.fact) and other.fact.qualifier not in _BARE for other in mine)


plugin = LostQualifier()
