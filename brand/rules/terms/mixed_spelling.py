"""The rule `terms/mixed-spelling`."""

from collections import Counter
from collections.abc import Iterator

from brand import termbase
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Term, TermKind
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message


class MixedSpelling(Rule):
    """One word is spelled in two ways.

    ## Why it matters
    Either spelling may be right, but both in one piece look like nobody has read it to the end.

    ## How to put it right
    Choose one spelling for the whole piece. The one that is used more often is offered.
    """

    id = "terms/mixed-spelling"
    severity = Severity.WARNING
    examples = (
        Good("Ein Fahrradcomputer zeigt das Tempo. Der Fahrradcomputer misst auch Höhen.", locale="de"),
        Good("Der Foto-Kurs beginnt um neun. Bringen Sie zum Foto-Kurs Ihre Kamera mit.", locale="de"),
        Good("The colour of the frame and the colour of the bell."),
        Bad(
            "Zum Fotokurs kommen viele. Nach dem Foto-Kurs gibt es Kaffee, denn der Fotokurs macht müde.",
            locale="de",
            flags=("Foto-Kurs",),
            fixed="Zum Fotokurs kommen viele. Nach dem Fotokurs gibt es Kaffee, denn der Fotokurs macht müde.",
        ),
        Bad(
            "The adviser calls back. Every advisor knows our lights.",
            flags=("advisor",),
            fixed="The adviser calls back. Every adviser knows our lights.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag the rarer spellings of each set; among equals the first one used is the standard."""
        by_term: dict[str, list[tuple[str, termbase.Found]]] = {}
        for hit in termbase.find(subject, guideline, TermKind.MIXED):
            by_term.setdefault(hit.term.word, []).append((_spelling(hit.term, hit), hit))
        for hits in by_term.values():
            usual = Counter(spelling for spelling, _ in hits).most_common(1)[0][0]
            for spelling, hit in hits:
                if spelling != usual:
                    yield self._mixed(hit, spelling, usual)

    def _mixed(self, hit: termbase.Found, spelling: str, usual: str) -> Finding:
        instead = termbase.like(hit.quote, usual + hit.form[len(spelling) :])
        message = Message("“{word}” and “{usual}” are two spellings of one word.", word=hit.quote, usual=usual)
        return self.at(hit.passage.run, hit.start, hit.end, message, fix=Fix(FixKind.SUGGEST, instead))


def _spelling(term: Term, hit: termbase.Found) -> str:
    """Which of the spellings a form belongs to: the longest that it begins with, in the case it is written in."""
    spellings = (term.word, *term.forms)
    exact = [spelling for spelling in spellings if hit.quote.startswith(spelling)]
    alike = [spelling for spelling in spellings if hit.form.startswith(spelling)]
    return max(exact or alike, key=len, default=term.word)


plugin = MixedSpelling()
