"""The rule `voice/wrong-address-form`."""

from collections.abc import Iterator

from brand.addressing import gathered, recast, spoken
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Address, Guideline, Voice
from brand.language.address import AddressBreach, Side, judge
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_SIE = Guideline(voice=Voice(address=Address.SIE))
_DU = Guideline(voice=Voice(address=Address.DU, address_in=(("email", Address.SIE),)))
_NAMES = {Side.DU: "du", Side.SIE: "Sie", Side.IHR: "ihr"}


class WrongAddressForm(Rule):
    """Readers are addressed in a form that the guideline does not want.

    ## Why it matters
    Sie and du set the distance between a brand and its readers. A du in a letter to people who are used to Sie feels
    like a stranger's hand on the shoulder; a Sie among friends feels cold.

    ## How to put it right
    Recast the sentence in the form the guideline names for this channel. Pronouns alone are not enough: verbs and
    imperatives follow. Words that can mean something else (*Ihr* may be *her*, *Suche* a noun) are only reported
    when several of them agree, and then for a person to judge; so is *ihr* where the guideline asks for du.
    Quotations, testimonials and legal lines are left out.
    """

    id = "voice/wrong-address-form"
    severity = Severity.ERROR
    languages = frozenset({"de"})
    examples = (
        Good("Entdecken Sie unsere neue Kollektion! Wir freuen uns auf Sie.", locale="de", guideline=_SIE),
        Good("Haben Sie Fragen? Jetzt sparen!", locale="de", guideline=_SIE),
        Good("Hol dir dein Angebot. Hast du Fragen?", locale="de", guideline=_DU),
        Good("Entdecken Sie Ihr Angebot.", locale="de", channel="email", guideline=_DU, note="The mail says Sie."),
        Good("Maria liebt ihr neues Rad. Ihr Rad ist rot.", locale="de", guideline=_DU),
        Good("Die Taschen sind da. Sie sind aus Leder.", locale="de", guideline=_DU),
        Good("Sie ist unsere beste Läuferin.", locale="de", guideline=_DU),
        Good("Eine Kundin schrieb: „Du hast mir sehr geholfen.“ Das freut uns.", locale="de", guideline=_SIE),
        Good("Die Suche nach dem Schlüssel dauert. Lade im Flur, Bank im Hof.", locale="de", guideline=_SIE),
        Good("Zum Frühstück gab es pain du jour, dann den Cirque du Soleil.", locale="de", guideline=_SIE),
        Bad(
            "Sichern Sie sich den Platz und hol dir dein Angebot.",
            locale="de",
            flags=("hol dir dein",),
            guideline=_SIE,
            fixed="Sichern Sie sich den Platz und holen Sie sich Ihr Angebot.",
        ),
        Bad(
            "Wir liefern bis vor deine Haustür.",
            locale="de",
            flags=("deine",),
            guideline=_SIE,
            fixed="Wir liefern bis vor Ihre Haustür.",
        ),
        Bad(
            "Entdecken Sie Ihre Stadt neu. Das Rad wartet schon.",
            locale="de",
            flags=("Entdecken Sie Ihre",),
            guideline=_DU,
            fixed="Entdecke deine Stadt neu. Das Rad wartet schon.",
        ),
        Bad(
            "Haben Sie Fragen? Ruf einfach an.",
            locale="de",
            flags=("Haben Sie",),
            guideline=_DU,
            fixed="Hast du Fragen? Ruf einfach an.",
        ),
        Bad("Ihr könnt jetzt sparen.", locale="de", flags=("Ihr könnt",), guideline=_SIE),
        Bad(
            "Ihr könnt jetzt sparen.",
            locale="de",
            flags=("Ihr könnt",),
            guideline=_DU,
            verdict=Verdict.NEEDS_REVIEW,
            note="Du to several readers may be meant.",
        ),
        Bad(
            "Entdecke die Stadt. Nimm das Rad.",
            locale="de",
            flags=("Entdecke", "Nimm"),
            guideline=_SIE,
            verdict=Verdict.NEEDS_REVIEW,
            fixed="Entdecken Sie die Stadt. Nehmen Sie das Rad.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag each sentence that speaks to readers in an unwanted form."""
        wanted = guideline.voice.address_for(subject.channel)
        if wanted is Address.NONE:
            return
        found = gathered(subject)
        for verdict in judge((item for _, item in found), wanted.value):
            if verdict.breach is not AddressBreach.WRONG_FORM:
                continue
            # A brand that says du may mean several of its readers: a person looks.
            plural = wanted is Address.DU and verdict.sides[0] is Side.IHR
            for words in spoken(found, verdict.sides[0]):
                instead = recast(words, wanted.value)
                yield self.finding(
                    words.where,
                    Message(
                        "“{words}” addresses readers with {form}; the guideline asks for {wanted}.",
                        words=words.words,
                        form=_NAMES[verdict.sides[0]],
                        wanted=_NAMES[Side(wanted.value)],
                    ),
                    quote=words.quote,
                    fix=Fix(FixKind.SUGGEST, instead) if instead else None,
                    verdict=Verdict.FAIL if words.strong and not plural else Verdict.NEEDS_REVIEW,
                )


plugin = WrongAddressForm()
