"""The rule `terms/non-preferred-term`."""

from collections.abc import Iterator

from brand import termbase
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, TermKind
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message


class NonPreferredTerm(Rule):
    """A term is used for which the guideline prefers another.

    ## Why it matters
    One thing with two names looks like two things. Readers search, compare and remember by the name they know.

    ## How to put it right
    Use the preferred term. The fix keeps capitals and is safe where the word stands in its basic form; an inflected
    form gets a suggestion, because articles and adjectives may have to follow.
    """

    id = "terms/non-preferred-term"
    severity = Severity.WARNING
    examples = (
        Good("Schreiben Sie uns eine E-Mail, wir antworten am selben Tag.", locale="de"),
        Good("Die Emaille der alten Töpfe glänzt wie neu.", locale="de"),
        Good("Mail us at email@lumora.example or ring the shop."),
        Good("Sign in and pick up where you stopped."),
        Bad(
            "Schicken Sie uns eine Email mit Ihrem Wunsch.",
            locale="de",
            flags=("Email",),
            fixed="Schicken Sie uns eine E-Mail mit Ihrem Wunsch.",
        ),
        Bad("SCHICK UNS EINE EMAIL", locale="de", flags=("EMAIL",), fixed="SCHICK UNS EINE E-MAIL"),
        Bad("Zwei Emails am Tag genügen.", locale="de", flags=("Emails",), fixed="Zwei E-Mails am Tag genügen."),
        Bad("Login to see your orders.", flags=("Login",), fixed="Sign in to see your orders."),
        Bad("You can login with your old password.", flags=("login",), fixed="You can sign in with your old password."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag every form of every term that has a preferred one."""
        for hit in termbase.find(subject, guideline, TermKind.NON_PREFERRED):
            instead, sure = _instead(hit)
            yield self.at(
                hit.passage.run,
                hit.start,
                hit.end,
                Message("The guideline prefers “{instead}” to “{word}”.", instead=instead, word=hit.quote),
                fix=Fix(FixKind.SAFE if sure else FixKind.SUGGEST, instead),
                evidence={"term": hit.term.word},
            )


def _instead(hit: termbase.Found) -> tuple[str, bool]:
    """The preferred term in the case and, as far as can be told, the inflection of the word that was used."""
    term = hit.term
    if hit.form.casefold() == term.word.casefold():
        return termbase.like(hit.quote, term.instead), True
    ending = hit.form[len(term.word) :] if hit.form.startswith(term.word) else ""
    return termbase.like(hit.quote, term.instead + ending), False


plugin = NonPreferredTerm()
