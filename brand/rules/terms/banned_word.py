"""The rule `terms/banned-word`."""

from collections.abc import Iterator

from brand import termbase
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, TermKind
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message


class BannedWord(Rule):
    """A word that the guideline forbids is used.

    ## Why it matters
    Readers remember one careless word longer than a careful page. The guideline bans a word for a reason: it promises
    too much, sounds like somebody else, or hurts.

    ## How to put it right
    Use the word the guideline offers instead, or recast the sentence. Inflected forms are found as well; parts of
    other words are not. Where a phrase is fine in spite of the word, the guideline lists it as an exception.
    """

    id = "terms/banned-word"
    severity = Severity.ERROR
    examples = (
        Good("A remarkable spring sale."),
        Good("Sane prices for every rider."),  # whole words only
        Good("Our insanely great team went home early."),  # another word of the same letters
        Good("Der Preis ist recht und billig, da sind sich alle einig.", locale="de"),  # a listed exception
        Good("Näheres unter https://lumora.example/billig und auf Seite 3.", locale="de"),  # an address is no prose
        Bad("An insane spring sale.", flags=("insane",)),
        Bad("Prices this month are INSANE, and so is the weather.", flags=("INSANE",)),
        Bad("Jetzt billige Räder sichern!", locale="de", flags=("billige",)),
        Bad("Wer gern radelt, findet bei uns ein billiges Rad und einen Helm dazu.", locale="de", flags=("billiges",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag every form of every banned term."""
        for hit in termbase.find(subject, guideline, TermKind.BANNED):
            instead = termbase.like(hit.quote, hit.term.instead) if hit.term.instead else ""
            yield self.at(
                hit.passage.run,
                hit.start,
                hit.end,
                _message(hit.quote, hit.term.reason, instead),
                fix=Fix(FixKind.SUGGEST, instead) if instead else None,
                evidence={"term": hit.term.word},
            )


def _message(word: str, reason: str, instead: str) -> Message:
    if reason and instead:
        return Message(
            "“{word}” is banned: {reason} Use “{instead}”.", word=word, reason=_sentence(reason), instead=instead
        )
    if reason:
        return Message("“{word}” is banned: {reason}", word=word, reason=_sentence(reason))
    if instead:
        return Message("“{word}” is banned. Use “{instead}”.", word=word, instead=instead)
    return Message("“{word}” is banned by the guideline.", word=word)


def _sentence(reason: str) -> str:
    return reason if reason[-1:] in ".!?" else f"{reason}."


plugin = BannedWord()
