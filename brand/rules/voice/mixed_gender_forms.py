"""The rule `voice/mixed-gender-forms`."""

from collections import Counter
from collections.abc import Iterator

from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.language.gender import GenderForm, gender_forms
from brand.language.spans import inside, quoted
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Rule, quotation
from brand.subject import Subject
from renderers.contract.message import Message

_FREE = Guideline()


class MixedGenderForms(Rule):
    """One piece names people of every gender in several styles.

    ## Why it matters
    Whichever style is right for the brand, two of them in one text draw attention to the form instead of the people.

    ## How to put it right
    Use one style throughout: the guideline's, or else the one most words have.
    """

    id = "voice/mixed-gender-forms"
    severity = Severity.WARNING
    languages = frozenset({"de"})
    examples = (
        Good("Kund*innen und Händler*innen kennen uns.", locale="de", guideline=_FREE),
        Good("Kund*innen lesen: „Liebe Leser:innen“, so beginnt der Brief.", locale="de", guideline=_FREE),
        Good("Ab 9:30 Uhr sind die Kund*innen da.", locale="de", guideline=_FREE),
        Bad(
            "Kund*innen und Händler*innen kennen uns, Besucher:innen noch nicht.",
            locale="de",
            flags=("Besucher:innen",),
            guideline=_FREE,
        ),
        Bad(
            "Unsere MitarbeiterInnen beraten alle Kund/-innen. Die MitarbeiterInnen freuen sich.",
            locale="de",
            flags=("Kund/-innen",),
            guideline=_FREE,
        ),
        Bad(
            "Liebe Kundinnen und Kunden, unsere Mechaniker*innen und Verkäufer*innen sind da.",
            locale="de",
            flags=("Kundinnen und Kunden",),
            guideline=_FREE,
            verdict=Verdict.NEEDS_REVIEW,
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag the forms of every style but the usual one."""
        found = [
            (passage, form)
            for passage in passages(subject, kinds=BRAND_VOICE, languages=("de",))
            for form in gender_forms(passage.text, passage.locale)
            if not inside(form.start, form.end, quoted(passage.text))
        ]
        if len({form.style for _, form in found}) < 2:
            return
        usual = _usual(found, guideline)
        form = next(form for _, form in found if form.style.value == usual)
        for other, strange in found:
            if strange.style.value != usual:
                yield self.finding(
                    other.run.spot(strange.start, strange.end),
                    Message(
                        "“{here}” and “{there}” are two gender styles in one piece.",
                        here=strange.quote,
                        there=form.quote,
                    ),
                    quote=quotation(other.run.text, strange.start, strange.end),
                    verdict=Verdict.FAIL if strange.certain and form.certain else Verdict.NEEDS_REVIEW,
                )


def _usual(found: list[tuple[Passage, GenderForm]], guideline: Guideline) -> str:
    """The guideline's style where the piece has it, else the most frequent, the first among equals."""
    counts = Counter(form.style.value for _, form in found)
    wanted = guideline.voice.gender.value
    return wanted if wanted in counts else counts.most_common(1)[0][0]


plugin = MixedGenderForms()
