"""The rule `terms/retired-wording`."""

from collections.abc import Iterator

from brand import termbase
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, TermKind
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message


class RetiredWording(Rule):
    """A slogan, claim or name is used that the brand has retired.

    ## Why it matters
    An old slogan on a new poster shows that nobody looked. An old company name can make a contract or a legal line
    wrong.

    ## How to put it right
    Use today's wording. Where the guideline names one, it is offered; a text about the brand's own past may need a
    waiver instead.
    """

    id = "terms/retired-wording"
    severity = Severity.ERROR
    examples = (
        Good("Light that stays."),
        Good("Ein Licht für jeden Heimweg, und alle kommen gut an.", locale="de"),
        Bad("Lights on, cares off: our spring collection is here.", flags=("Lights on, cares off",)),
        Bad(
            "Seit 1998 gehört die Lumora Leuchten KG zu den Häusern der Stadt.",
            locale="de",
            flags=("Lumora Leuchten KG",),
            fixed="Seit 1998 gehört die Lumora GmbH zu den Häusern der Stadt.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag retired wordings from the day of their retirement on."""
        for hit in termbase.find(subject, guideline, TermKind.RETIRED):
            since = hit.term.retired_at
            if since is not None and subject.today is not None and subject.today < since:
                continue
            message = (
                Message("“{word}” has been retired since {date}.", word=hit.quote, date=since.isoformat())
                if since is not None
                else Message("“{word}” has been retired.", word=hit.quote)
            )
            fix = Fix(FixKind.SUGGEST, hit.term.instead) if hit.term.instead else None
            yield self.at(hit.passage.run, hit.start, hit.end, message, fix=fix, evidence={"term": hit.term.word})


plugin = RetiredWording()
