"""The rule `claims/expired-or-altered-claim`."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Claim, Guideline
from brand.language.folding import fold
from brand.language.words import words
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

#: Of a claim of at least this many words a near wording is recognized; shorter ones are like too much else.
_LONG_ENOUGH = 3
_ALIKE = 0.82


class ExpiredOrAlteredClaim(Rule):
    """An approved claim is used after its date, or in other words than those approved.

    ## Why it matters
    Evidence ages: a test result of two years ago proves nothing about today's product. And evidence was collected for
    one wording; *lasts up to 25 years* and *lasts 25 years* are two claims.

    ## How to put it right
    Use the approved wording, or have the claim renewed with new evidence. An altered wording is reported for a person
    to compare.
    """

    id = "claims/expired-or-altered-claim"
    severity = Severity.ERROR
    source = "The guideline's approved claims"
    examples = (
        Good("Unsere Leuchte hält 25 Jahre und ist repariert, wenn nicht.", locale="de"),
        Good("This lamp lasts 25 years. Last year it snowed for 25 days."),
        Good("Hält sie? Seit Jahren!", locale="de"),
        Bad("Testsieger 2024 und trotzdem bezahlbar.", locale="de", flags=("Testsieger 2024",)),
        Bad("Our lamp is the Test winner 2024.", flags=("Test winner 2024",)),
        Bad(
            "Unsere Leuchte hält 35 Jahre.",
            locale="de",
            flags=("hält 35 Jahre",),
            verdict=Verdict.NEEDS_REVIEW,
            fixed="Unsere Leuchte hält 25 Jahre.",
        ),
        Bad(
            "This lamp lasts for 25 years, they say.",
            flags=("lasts for 25 years",),
            verdict=Verdict.NEEDS_REVIEW,
            fixed="This lamp lasts 25 years, they say.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look for every claim of the guideline, word for word and nearly so."""
        for passage in passages(subject, kinds=BRAND_VOICE):
            for claim in guideline.claims:
                for locale, text in claim.texts:
                    if locale[:2] in {"", passage.language}:
                        yield from self._look(passage, claim, text, subject)

    def _look(self, passage: Passage, claim: Claim, text: str, subject: Subject) -> Iterator[Finding]:
        expired = claim.expires is not None and subject.today is not None and claim.expires < subject.today
        exact = list(_exact(passage.text, text))
        for start, end in exact if expired else ():
            yield self.at(
                passage.run,
                start,
                end,
                Message(
                    "The claim “{claim}” was approved until {date}; it needs new evidence.",
                    claim=passage.run.text[start:end],
                    date=claim.expires.isoformat() if claim.expires else "",
                ),
                evidence={"claim": claim.name},
            )
        near = None if exact or expired else _nearly(passage.text, text)
        if near is not None:
            yield self.at(
                passage.run,
                *near,
                Message("The approved wording of this claim is “{claim}”.", claim=text),
                fix=Fix(FixKind.SUGGEST, text),
                verdict=Verdict.NEEDS_REVIEW,
                evidence={"claim": claim.name},
            )


def _exact(text: str, claim: str) -> Iterator[tuple[int, int]]:
    folded, origin = fold(text)
    wanted = fold(claim)[0]
    at = folded.find(wanted)
    while wanted and at >= 0:
        end = at + len(wanted)
        if not folded[at - 1 : at].isalnum() and not folded[end : end + 1].isalnum():
            yield origin[at], origin[end]
        at = folded.find(wanted, end)


def _nearly(text: str, claim: str) -> tuple[int, int] | None:
    """The stretch of words most like the claim, with at most one word more or less than it."""
    wanted = fold(claim)[0].split()
    spans = words(text)
    if len(wanted) < _LONG_ENOUGH:
        return None
    said = [fold(word.text)[0] for word in spans]
    best: tuple[float, int, int] | None = None
    for first in (index for index, word in enumerate(said) if word == wanted[0]):
        for last in range(first + len(wanted) - 2, min(first + len(wanted) + 1, len(said))):
            if last <= first or said[last] != wanted[-1]:
                continue
            likeness = SequenceMatcher(None, " ".join(said[first : last + 1]), " ".join(wanted), autojunk=False).ratio()
            if likeness >= _ALIKE and (best is None or likeness > best[0]):
                best = (likeness, spans[first].start, spans[last].end)
    return best[1:] if best is not None else None


plugin = ExpiredOrAlteredClaim()
