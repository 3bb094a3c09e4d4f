"""The rule `voice/mixed-address`."""

from collections.abc import Iterator

from brand.addressing import gathered, spoken
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Address, Guideline
from brand.language.address import AddressBreach, Side, judge
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_FREE = Guideline()


class MixedAddress(Rule):
    """One piece addresses its readers in two forms.

    ## Why it matters
    A text that says Sie in one line and du in the next was put together from two sources, and it reads that way.

    ## How to put it right
    Choose one form for the whole piece: the guideline's, or else the one most sentences use.
    """

    id = "voice/mixed-address"
    severity = Severity.ERROR
    languages = frozenset({"de"})
    examples = (
        Good("Entdecken Sie Ihr Rad. Wir freuen uns auf Sie.", locale="de", guideline=_FREE),
        Good("Hol dir dein Rad. Wir freuen uns auf dich.", locale="de", guideline=_FREE),
        Good("Hast du Fragen? Die Räder sind da. Sie sind rot.", locale="de", guideline=_FREE),
        Good("Finden Sie heraus, warum Max sagt: „Dein Rad ist das schönste.“", locale="de", guideline=_FREE),
        Good("Frau Seidel ist neu im Laden. Ihr Rad ist rot, dein Helm bleibt blau.", locale="de", guideline=_FREE),
        Bad("Ein Angebot für dich und Ihre Familie.", locale="de", flags=("Ihre",), guideline=_FREE),
        Bad(
            "Hast du Fragen? Schreib uns, wir antworten dir gern. Wir freuen uns auf Sie.",
            locale="de",
            flags=("Sie",),
            guideline=_FREE,
        ),
        Bad(
            "Ihr könnt jetzt sparen. Hol dir deinen Gutschein, wir haben genug für euch alle.",
            locale="de",
            flags=("Hol dir deinen",),
            guideline=_FREE,
            verdict=Verdict.NEEDS_REVIEW,
            note="du and ihr: perhaps one reader, perhaps many.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Yield one finding a piece, at the first words in the form that does not belong."""
        wanted = guideline.voice.address_for(subject.channel)
        found = gathered(subject)
        for verdict in judge((item for _, item in found), wanted.value or None):
            if verdict.breach is not AddressBreach.MIXED:
                continue
            by_side = {side: list(spoken(found, side)) for side in verdict.sides}
            usual = _usual(wanted, {side: sum(words.strong for words in said) for side, said in by_side.items()})
            strange = min(
                (words for side, said in by_side.items() if side is not usual for words in said),
                key=lambda words: not words.strong,
            )
            yield self.finding(
                strange.where,
                Message(
                    "Readers are addressed in two forms: here “{here}”, elsewhere “{there}”.",
                    here=strange.words,
                    there=by_side[usual][0].words,
                ),
                quote=strange.quote,
                verdict=Verdict.FAIL if verdict.certain else Verdict.NEEDS_REVIEW,
            )


def _usual(wanted: Address, counts: dict[Side, int]) -> Side:
    """The form the piece should have: the guideline's, or the one that most sentences use, the first among equals."""
    if wanted and Side(wanted.value) in counts:
        return Side(wanted.value)
    return max(counts, key=lambda side: counts[side])


plugin = MixedAddress()
