"""The rule `voice/off-style-call-to-action`."""

from collections.abc import Iterator

from brand.addressing import gathered, recast, spoken
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Address, Guideline, Setting, Voice
from brand.language.address import AddressBreach, Side, judge
from brand.language.folding import fold
from brand.language.words import words
from brand.prose import passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

_ACTION = frozenset({RunKind.ACTION})
_ID = "voice/off-style-call-to-action"
#: What a German imperative or present form of an infinitive in -en ends with.
_GERMAN_ENDINGS = ("", "e", "t", "en")

_SIE = Guideline(voice=Voice(address=Address.SIE))
_DU = Guideline(voice=Voice(address=Address.DU))
_VERBS = Guideline(
    settings=(
        Setting(_ID, options=(("verbs", "entdecken, bestellen, ansehen, sieh"),), locale="de"),
        Setting(_ID, options=(("verbs", "discover, order, see"),), locale="en"),
    )
)


def _button(label: str) -> str:
    return f'<p>Some words.</p><a class="button" href="https://lumora.example/">{label}</a>'


class OffStyleCallToAction(Rule):
    """A call to action is too long, uses another verb than the brand does, or another form of address.

    ## Why it matters
    A button is read last and decides most. One that is long, or speaks differently from the text above it, is not
    pressed.

    ## How to put it right
    Say in a few words, beginning with a verb of the guideline, what happens next: *See all lamps*. In German a bare
    imperative (*Entdecke …*) says du; with Sie it is *Entdecken Sie …*, and the infinitive (*Jetzt entdecken*) fits
    both. Clear forms of address are reported by `voice/wrong-address-form`, everywhere in a piece.
    """

    id = _ID
    severity = Severity.WARNING
    options = (
        Option("words", 6, "Most words of a call to action (0 = any)"),
        Option("verbs", "", "Verbs that a call to action may use, separated by commas (none = any)"),
    )
    source = "The guideline’s voice"
    examples = (
        Good(_button("Jetzt entdecken"), locale="de", kind=SubjectKind.HTML, guideline=_SIE),
        Good(_button("Entdecken Sie unser Licht"), locale="de", kind=SubjectKind.HTML, guideline=_SIE),
        Good(_button("Entdecke unser Licht"), locale="de", kind=SubjectKind.HTML, guideline=_DU),
        Good(_button("Jetzt Leuchten bestellen"), locale="de", kind=SubjectKind.HTML, guideline=_VERBS),
        Good(_button("Suche"), locale="de", kind=SubjectKind.HTML, guideline=_SIE, note="A noun, alone."),
        Good(_button("See all lamps"), kind=SubjectKind.HTML, guideline=_VERBS),
        Good("Entdecke das Licht, schrieb der Dichter im Jahr 1912 in sein Buch.", locale="de", guideline=_SIE),
        Bad(
            _button("Entdecke unser Licht"),
            locale="de",
            kind=SubjectKind.HTML,
            guideline=_SIE,
            flags=("Entdecke",),
            fixed=_button("Entdecken Sie unser Licht"),
        ),
        Bad(
            _button("Hier kommen Sie zu allen Leuchten der Saison"),
            locale="de",
            kind=SubjectKind.HTML,
            guideline=_SIE,
            flags=("Hier kommen Sie zu allen Leuchten der Saison",),
        ),
        Bad(
            _button("Jetzt zuschlagen"),
            locale="de",
            kind=SubjectKind.HTML,
            guideline=_VERBS,
            flags=("Jetzt zuschlagen",),
        ),
        Bad(_button("Grab yours"), kind=SubjectKind.HTML, guideline=_VERBS, flags=("Grab yours",)),
        Bad(
            _button("Click here to see all of our new lamps"),
            kind=SubjectKind.HTML,
            flags=("Click here to see all of our new lamps",),
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Judge the labels of buttons and actions."""
        most = int(self.option(guideline, subject, "words"))
        verbs = [verb.strip() for verb in str(self.option(guideline, subject, "verbs")).split(",") if verb.strip()]
        for passage in passages(subject, kinds=_ACTION):
            label, said = passage.text.strip(), words(passage.text)
            start = passage.text.index(label)
            if most and len(said) > most:
                message = Message(
                    "This call to action has {count} words; {most} are allowed.", count=len(said), most=most
                )
                yield self.at(passage.run, start, start + len(label), message)
            if verbs and not any(_is_form(word.text, verb, passage.language) for word in said for verb in verbs):
                message = Message(
                    "“{label}” uses none of the guideline’s verbs: {verbs}.", label=label, verbs=", ".join(verbs)
                )
                yield self.at(passage.run, start, start + len(label), message)
        yield from self._address(subject, guideline)

    def _address(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Bare imperatives: too little evidence in a text, but on a button there is no other reading."""
        wanted = guideline.voice.address_for(subject.channel)
        found = gathered(subject) if wanted is not Address.NONE else []
        verdicts = judge((item for _, item in found), wanted.value) if found else ()
        if not found or any(verdict.breach is AddressBreach.WRONG_FORM for verdict in verdicts):
            return
        buttons = [pair for pair in found if pair[0].run.kind is RunKind.ACTION and len(words(pair[0].text)) > 1]
        for side in (Side.DU, Side.IHR):
            if side == wanted.value:
                continue
            for one in spoken(buttons, side):
                instead = recast(one, wanted.value)
                message = Message("“{words}” does not address readers as the guideline asks.", words=one.words)
                yield self.at(
                    one.passage.run,
                    one.start,
                    one.end,
                    message,
                    fix=Fix(FixKind.SUGGEST, instead) if instead else None,
                )


def _is_form(word: str, verb: str, language: str) -> bool:
    """Whether a word is a form of a verb: *entdecke* of *entdecken*; irregular ones are for the guideline to list."""
    word, verb = fold(word)[0], fold(verb)[0]
    if language == "de" and verb.endswith("en"):
        return word in {verb.removesuffix("en") + ending for ending in _GERMAN_ENDINGS}
    return word == verb


plugin = OffStyleCallToAction()
