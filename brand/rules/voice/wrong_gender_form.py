"""The rule `voice/wrong-gender-form`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline, Voice
from brand.language.gender import GenderForm, GenderStyle, gender_forms
from brand.language.spans import inside, quoted
from brand.prose import BRAND_VOICE, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_STAR = Guideline(voice=Voice(gender=GenderStyle.STAR))
_COLON = Guideline(voice=Voice(gender=GenderStyle.COLON))
_NEUTRAL = Guideline(voice=Voice(gender=GenderStyle.NEUTRAL))
_FORM = re.compile(r"(?P<stem>[^*:_/]+?)(?:\*|:|_|/-?|(?=I))(?P<ending>[Ii]n(?:nen)?)(?P<rest>.*)")
_MARKS = {
    GenderStyle.STAR: "*",
    GenderStyle.COLON: ":",
    GenderStyle.UNDERSCORE: "_",
    GenderStyle.SLASH: "/-",
}


class WrongGenderForm(Rule):
    """People of every gender are named in another style than the guideline asks for.

    ## Why it matters
    Star, colon and pair each say something about the brand. A piece in the wrong style looks like a foreign body in
    the campaign, and screen readers treat the marks differently.

    ## How to put it right
    Use the guideline's style. The offer replaces the mark only: articles, adjectives and pronouns have to follow. Pairs
    (*Kundinnen und Kunden*) are found by the likeness of two words, so a person should look. Generic and neutral
    forms do not show in the spelling and are not found.
    """

    id = "voice/wrong-gender-form"
    severity = Severity.WARNING
    languages = frozenset({"de"})
    examples = (
        Good("Unsere Kund*innen fahren gern. Jede*r darf mit.", locale="de", guideline=_STAR),
        Good("Die Öffnungszeiten: innen ab 9 Uhr, außen immer. 3*4 macht zwölf.", locale="de", guideline=_STAR),
        Good("Eine Leserin schrieb: „Liebe Kund:innen, das ist fein.“", locale="de", guideline=_STAR),
        Good("Mehr bei LinkedIn und unter kunden_innen@lumo.example.", locale="de", guideline=_STAR),
        Good("Studierende und Mitarbeitende radeln umsonst.", locale="de", guideline=_NEUTRAL),
        Bad(
            "Alle Kund:innen und Händler/-innen sind geladen.",
            locale="de",
            flags=("Kund:innen", "Händler/-innen"),
            guideline=_STAR,
            fixed="Alle Kund*innen und Händler*innen sind geladen.",
        ),
        Bad(
            "Für RadfahrerInnen gibt es Kaffee.",
            locale="de",
            flags=("RadfahrerInnen",),
            guideline=_COLON,
            fixed="Für Radfahrer:innen gibt es Kaffee.",
        ),
        Bad("Wir suchen Mechaniker*innen.", locale="de", flags=("Mechaniker*innen",), guideline=_NEUTRAL),
        Bad(
            "Liebe Kundinnen und Kunden, der Frühling ist da.",
            locale="de",
            flags=("Kundinnen und Kunden",),
            guideline=_STAR,
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag gender forms that show another style than the guideline's."""
        wanted = guideline.voice.gender
        if wanted is GenderStyle.NONE:
            return
        for passage in passages(subject, kinds=BRAND_VOICE, languages=("de",)):
            speech = quoted(passage.text)
            for form in gender_forms(passage.text, passage.locale):
                if form.style is wanted or inside(form.start, form.end, speech):
                    continue
                instead = _instead(form, wanted)
                yield self.at(
                    passage.run,
                    form.start,
                    form.end,
                    Message("“{form}” is not the gender style of the guideline.", form=form.quote),
                    fix=Fix(FixKind.SUGGEST, instead) if instead else None,
                    verdict=Verdict.FAIL if form.certain else Verdict.NEEDS_REVIEW,
                    evidence={"found": form.style.value, "wanted": wanted.value},
                )


def _instead(form: GenderForm, wanted: GenderStyle) -> str:
    """The same word in the wanted style, where only the mark changes."""
    match = _FORM.fullmatch(form.quote)
    if match is None or form.style is GenderStyle.PAIR:
        return ""
    if wanted in _MARKS:
        return f"{match['stem']}{_MARKS[wanted]}{match['ending'].lower()}{match['rest']}"
    if wanted is GenderStyle.INNER_I:
        return f"{match['stem']}I{match['ending'][1:]}{match['rest']}"
    return ""


plugin = WrongGenderForm()
