"""The rule `social/buried-message`."""

from collections.abc import Iterator
from dataclasses import replace

from brand.finding import Finding, Severity, Where
from brand.guideline import Guideline
from brand.language.words import spoken_words
from brand.rule import Bad, Good, Option, Rule
from brand.samples import piece, variant
from brand.subject import RunKind, Subject
from renderers.contract.artifact import Meter, MeterKind
from renderers.contract.document import Document
from renderers.contract.message import Message

_EN = piece(
    "Some lamps stay cool.",
    headline="Three lamps for long evenings",
    action=("See the lamps", "https://lumora.example/e"),
)
_DE = piece("Manche Leuchten bleiben kühl.", headline="Drei Leuchten für lange Abende", locale="de")
_STORY = "It was one of those days on which nothing wants to begin, and the kettle sings to nobody but itself."


def _post(text: str, *, used: float, limit: float = 40, document: Document | None = _EN, locale: str = "en") -> Subject:
    meters = (Meter("instagram-fold", used, limit, "characters", MeterKind.FOLD),)
    return replace(variant(text, "social", document=document, locale=locale), meters=meters)


class BuriedMessage(Rule):
    """What the piece wants to say stands behind “more”.

    ## Why it matters
    A network shows the first line or two. Who does not learn there what it is about does not open the rest.

    ## How to put it right
    Begin with the headline or the call to action; the story can follow.
    """

    id = "social/buried-message"
    severity = Severity.WARNING
    channels = frozenset({"social"})
    options = (Option("share", 0.5, "Share of the words of headline or call to action that must stand before “more”"),)
    source = "The folds of the networks, each with its own source and date"
    examples = (
        Good(subject=_post("Three lamps for long evenings.\n\n" + _STORY, used=130)),
        Good(subject=_post(_STORY, used=100, limit=125), note="Nothing is hidden."),
        Good(
            subject=_post("Lange Abende, drei Leuchten: Das ist neu.\n\nUnd mehr.", used=60, document=_DE, locale="de")
        ),
        Good(subject=_post(_STORY, used=130, document=None), note="Nobody knows what the message is."),
        Bad(
            subject=_post(_STORY + "\n\nThree lamps for long evenings.", used=131),
            flags=("It was one of those days on which nothin",),
        ),
        Bad(
            subject=_post(
                "Es war einer dieser Tage, an denen nichts beginnt.\n\nDrei Leuchten für lange Abende.",
                used=84,
                document=_DE,
                locale="de",
            ),
            flags=("Es war einer dieser Tage, an denen nicht",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Compare what stands before the nearest fold with the headline and the call to action."""
        folds = [meter for meter in subject.meters if meter.kind is MeterKind.FOLD and meter.over]
        if not folds or subject.document is None:
            return
        fold = min(folds, key=lambda meter: meter.limit)
        text = "\n".join(run.text for run in subject.runs if run.kind is not RunKind.ALT)
        shown = text[: int(fold.limit)].strip()
        share = float(self.option(guideline, subject, "share"))
        wanted = [subject.document.heading[1].plain, *_action(subject.document)]
        if not any(_said(words, shown, share) for words in wanted if words):
            where = next((run.where for run in subject.runs), Where(part=subject.name))
            message = Message(
                "Before “more” ({limit} characters) stands neither headline nor call to action.",
                limit=f"{fold.limit:g}",
            )
            yield self.finding(where, message, quote=shown, evidence={"meter": fold.name})


def _action(document: Document) -> tuple[str, ...]:
    return () if document.action is None else (document.action.label.plain, document.action.url)


def _said(words: str, shown: str, share: float) -> bool:
    """Whether enough of the words stand in what is shown, whatever their order."""
    if words.casefold() in shown.casefold():
        return True
    wanted = {word.text.casefold() for word in spoken_words(words) if len(word.text) > 3}
    there = {word.text.casefold() for word in spoken_words(shown)}
    return bool(wanted) and len(wanted & there) / len(wanted) >= share


plugin = BuriedMessage()
