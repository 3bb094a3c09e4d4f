"""The rule `terms/avoidable-anglicism`."""

from collections.abc import Iterator
from functools import lru_cache

from brand import termbase
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Setting, Term, TermKind
from brand.language.lists import rows
from brand.prose import BRAND_VOICE, quoted
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_GENERAL = Guideline(settings=(Setting("terms/avoidable-anglicism", options=(("general", True),)),))


class AvoidableAnglicism(Rule):
    """An English word stands where German has a plain one.

    ## Why it matters
    Not every reader knows English, and few read it as fast as their own language. A German word is understood at once
    and says more often what is meant.

    ## How to put it right
    Take the German word, with its own gender and endings. Which words count is said by the guideline's terms; a list
    of some 150 words that most brands can do without can be switched on in the options. Names, titles and what
    somebody else said, in quotation marks, are left alone, and so is every word that the guideline itself prefers.
    """

    id = "terms/avoidable-anglicism"
    severity = Severity.NOTE
    languages = frozenset({"de"})
    options = (Option("general", False, "The general list counts as well, besides the guideline's own terms"),)
    source = "The guideline's terms; the general list was written for Einklang in November 2026"
    examples = (
        Good("Unser Rundbrief kommt einmal im Monat, mehr nicht.", locale="de"),
        Good("Der Kurs „Storytelling für alle“ beginnt im März.", locale="de", guideline=_GENERAL),
        Good("Das Team hat eine App gebaut.", locale="de", guideline=_GENERAL),
        Good("Ein Event und ein Highlight stören hier niemanden.", locale="de", note="The list is not switched on."),
        Bad(
            "Wer den Newsletter bestellt, liest mehr.",
            locale="de",
            flags=("Newsletter",),
            fixed="Wer den Rundbrief bestellt, liest mehr.",
        ),
        Bad(
            "Das Highlight ist der Workflow, und wir freuen uns auf Ihr Feedback.",
            locale="de",
            guideline=_GENERAL,
            flags=("Highlight", "Workflow", "Feedback"),
            fixed="Das Höhepunkt ist der Arbeitsablauf, und wir freuen uns auf Ihr Rückmeldung.",
            note="The suggestion is the word; its gender is for people.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag the guideline's anglicisms, and those of the general list where the guideline wants that."""
        own = list(_found(subject, guideline))
        yield from map(self._flag, own)
        if not self.option(guideline, subject, "general"):
            return
        known = {word.casefold() for term in guideline.terms for word in (term.word, term.instead, *term.forms)}
        for hit in _found(subject, _general()):
            meant = any(hit.passage is one.passage and hit.start < one.end and one.start < hit.end for one in own)
            if not meant and hit.term.word.casefold() not in known:
                yield self._flag(hit)

    def _flag(self, hit: termbase.Found) -> Finding:
        word, instead = hit.quote, hit.term.instead
        message = (
            Message("“{word}” has a German word: “{instead}”.", word=word, instead=instead)
            if instead
            else Message("The guideline would rather have a German word than “{word}”.", word=word)
        )
        fix = Fix(FixKind.SUGGEST, termbase.like(word, instead)) if instead else None
        return self.at(hit.passage.run, hit.start, hit.end, message, fix=fix, evidence={"term": hit.term.word})


def _found(subject: Subject, guideline: Guideline) -> Iterator[termbase.Found]:
    """The anglicisms of a guideline in the brand's own words; what stands in quotation marks is somebody else's."""
    for hit in termbase.find(subject, guideline, TermKind.ANGLICISM):
        passage = hit.passage
        if passage.language != "de" or passage.run.kind not in BRAND_VOICE:
            continue
        if not any(start <= hit.start and hit.end <= end for start, end in quoted(passage.text)):
            yield hit


@lru_cache(maxsize=1)
def _general() -> Guideline:
    terms = (Term(word, TermKind.ANGLICISM, instead=instead, language="de") for word, instead in rows("anglicisms"))
    return Guideline(terms=tuple(terms))


plugin = AvoidableAnglicism()
