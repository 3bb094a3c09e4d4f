"""The rule `terms/competitor-name`."""

from collections.abc import Iterator

from brand import termbase
from brand.finding import Finding, Severity
from brand.guideline import Guideline, TermKind
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message


class CompetitorName(Rule):
    """A competitor is named.

    ## Why it matters
    Whoever names a competitor compares, and comparative advertising has rules: it must be objective, verifiable and
    must not belittle (in Germany § 6 UWG). It also sends readers to the other shop.

    ## How to put it right
    Leave the name out, or keep the evidence for the comparison at hand and have it checked.
    """

    id = "terms/competitor-name"
    severity = Severity.WARNING
    source = "UWG § 6 (comparative advertising), as in force since 30 December 2008, read on 21 November 2026"
    examples = (
        Good("Our lamps outlast the winter."),
        Good("A dunkelwerk is what old miners called such a shaft."),  # a name has its capital
        Good("Unser Licht reicht bis zur nächsten Ecke.", locale="de"),
        Bad("Brighter than anything Dunkelwerk has ever built.", flags=("Dunkelwerk",)),
        Bad("Anders als Dunkelwerks Lampen halten unsere auch im Winter.", locale="de", flags=("Dunkelwerks",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag the names of competitors where they are written as names."""
        for hit in termbase.find(subject, guideline, TermKind.COMPETITOR):
            if hit.term.word[:1].isupper() and not hit.quote[:1].isupper():
                continue
            message = Message("“{name}” is a competitor. A comparison needs evidence.", name=hit.quote)
            yield self.at(hit.passage.run, hit.start, hit.end, message, evidence={"term": hit.term.word})


plugin = CompetitorName()
