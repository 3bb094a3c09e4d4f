"""The rule `voice/wrong-du-capitalization`."""

import re
from collections.abc import Iterator

from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, Voice
from brand.language.address import Side, evidence
from brand.language.address.lists import DU_PRONOUNS, IHR_PRONOUNS
from brand.language.sentences import starts_of_sentences
from brand.language.words import words
from brand.prose import BRAND_VOICE, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_LOWER = Guideline(voice=Voice(du_capital=False))
_CAPITAL = Guideline(voice=Voice(du_capital=True))
# After these a capital letter may begin a sentence of its own, a label or a list entry.
_OPENERS = re.compile(r"(?:^|[\n:„“\"»«›‹‚‘(\[•·|–—…/\u2600-\u27bf\U0001f000-\U0001faff\ufe0f*✓→-])\s*$")


class WrongDuCapitalization(Rule):
    """Du and its forms are capitalized against the guideline.

    ## Why it matters
    Both *du* and *Du* are right in letters and advertisements; both at once look careless.

    ## How to put it right
    Take the fix: it changes the first letter only. At the start of a sentence the capital stays.
    """

    id = "voice/wrong-du-capitalization"
    severity = Severity.WARNING
    languages = frozenset({"de"})
    source = (
        "Official German spelling rules, § 66 (du small, in letters capital as well) and § 65 (Sie always capital), "
        "quoted in pages read on 22 November 2026"
    )
    examples = (
        Good("Du fährst gern? Wir bringen dir das Rad. Dein Team", locale="de", guideline=_LOWER),
        Good("Merke: Du hast die Wahl. „Du kannst das“, sagt sie.", locale="de", guideline=_LOWER),
        Good("Wir freuen uns auf Dich und Deine Freunde.", locale="de", guideline=_CAPITAL),
        Good("Der Cirque du Soleil ist in der Stadt.", locale="de", guideline=_CAPITAL),
        Bad(
            "Wir freuen uns auf Dich, denn Du hast Geschmack.",
            locale="de",
            flags=("Dich", "Du"),
            guideline=_LOWER,
            fixed="Wir freuen uns auf dich, denn du hast Geschmack.",
        ),
        Bad(
            "Du weißt, was dir gefällt. Wir sehen euch im Laden.",
            locale="de",
            flags=("dir", "euch"),
            guideline=_CAPITAL,
            fixed="Du weißt, was Dir gefällt. Wir sehen Euch im Laden.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag pronouns of du and ihr whose first letter is against the guideline."""
        capital = guideline.voice.du_capital
        if capital is None:
            return
        for passage in passages(subject, kinds=BRAND_VOICE, languages=("de",)):
            proven = {item.start for item in evidence(passage.text, locale=passage.locale) if item.side is not Side.SIE}
            starts = set(starts_of_sentences(passage.text, passage.locale))
            for word in words(passage.text):
                if word.start not in proven or word.text.lower() not in DU_PRONOUNS | IHR_PRONOUNS:
                    continue
                if word.text.isupper() or word.text[0].isupper() is capital:
                    continue
                if word.start in starts or (not capital and _OPENERS.search(passage.text[: word.start])):
                    continue
                right = word.text.capitalize() if capital else word.text.lower()
                message = Message("The guideline writes “{right}”, not “{word}”.", right=right, word=word.text)
                yield self.at(passage.run, word.start, word.end, message, fix=Fix(FixKind.SAFE, right))


plugin = WrongDuCapitalization()
