"""The rule `typography/wrong-apostrophe`."""

import re
from collections.abc import Iterator

from brand.compiled import once_per
from brand.cues import Cues
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline, TermKind
from brand.language.vocabulary import word_set
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

# Only from the first letter of a word on: a long text without blanks is not searched anew from each of its letters.
_LETTERS = r"[^\W\d_](?<![^\W\d_].)[^\W\d_]*+"
_WORD = re.compile(rf"{_LETTERS}(?:['´`‘][^\W\d_]++)+(?!\w)")
# Without one there is no such word; `re` leaps from mark to mark.
_BETWEEN_LETTERS = re.compile(r"['´`‘](?<=[^\W\d_].)(?=[^\W\d_])")
_GERMAN = re.compile(rf"(?P<word>{_LETTERS})['’´`‘](?P<s>s)(?![\w'’])", re.IGNORECASE)
# An accent for an apostrophe at the end of a word: "Hans´ Laden". Backticks go in pairs around code.
_AT_END = re.compile(rf"{_LETTERS}(?<=[sxzßSXZ])´(?![\w´`])")
# Preposition and article melt without an apostrophe: "ins", not "in's".
_MELTED = word_set("an auf durch für hinter in neben über um unter vor zwischen")
# Adverbs in -s that never had one, and short plurals that people like to part.
_ADVERBS = word_set(
    "abend besonder donnerstag dienstag eigen freitag link mittag mittwoch montag morgen nacht nachmittag nicht recht "
    "samstag sonntag stet unterweg vormittag zusehend"
)
_PLURALS = word_set(
    "app auto baby bar blog bon büro café chance chat cd deal dvd e-bike event foto gutschein handy hobby hotel info "
    "job kilo kino kombi konto lkw logo mail menü metro navi newsletter online-shop park party pkw podcast pullover "
    "radio restaurant shop sofa special studio team ticket tipp trend trick t-shirt tv video workshop"
)


_CUES = Cues(*"'’´`‘")


class WrongApostrophe(Rule):
    """An apostrophe is straight, or stands where German has none.

    ## Why it matters
    The straight mark comes from typewriters. An apostrophe before a plural s (*CD's*) or in *in's* and *nicht's* is
    the slip that readers laugh about most.

    ## How to put it right
    Take the fix. Names may part their genitive s (*Eva's Laden*): the spelling rules of 2024 tolerate it in the names
    of shops, so it is left alone; the brand's own names are the business of `terms/altered-name`.
    """

    id = "typography/wrong-apostrophe"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    options = (Option("straight", False, "Straight apostrophes are fine"),)
    source = (
        "Official German spelling rules 2024, § 96 and § 97 (Eva’s Blumenladen as a name, but Evas Mutter), quoted in "
        "pages read on 22 November 2026"
    )
    examples = (
        Good("It’s ours, and the dogs’ bowls from the ’90s are Pat’s."),
        Good("Wie geht’s? Eva’s Laden ist auf, das gibt’s nur hier.", locale="de"),
        Good("Jens’ Rad steht im Hof, die CDs liegen im Auto, ab ins Grüne.", locale="de"),
        Good("Lumora's Licht.", locale="de", note="The business of terms/altered-name."),
        Good("At 5'10\" he is tall; see 'Lumo' and http://lumo.example/it's."),
        Bad("Rock'n'Roll im Hof.", locale="de", flags=("Rock'n'Roll",), fixed="Rock’n’Roll im Hof."),
        Bad("It's ours, don't worry.", flags=("It's", "don't"), fixed="It’s ours, don’t worry."),
        Bad(
            "Wie geht's dir mit Lumo`s Licht?",
            locale="de",
            flags=("geht's", "Lumo`s"),
            fixed="Wie geht’s dir mit Lumo’s Licht?",
        ),
        Bad(
            "CD's und Info's gibt es nicht's ab in's Kino für's Erste.",
            locale="de",
            flags=("CD's", "Info's", "nicht's", "in's", "für's"),
            fixed="CDs und Infos gibt es nichts ab ins Kino fürs Erste.",
        ),
        Bad("Hans´ Laden ist auf.", locale="de", flags=("Hans´",), fixed="Hans’ Laden ist auf."),
        Bad("Die PKW’s parken im Hof.", locale="de", flags=("PKW’s",), fixed="Die PKWs parken im Hof."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag needless apostrophes first, then the straight ones that are needed."""
        straight_fine = bool(self.option(guideline, subject, "straight"))
        for passage in passages(subject, cues=_CUES):
            needless = list(_needless(passage)) if passage.language == "de" else []
            found = [self._needless(passage, match) for match in needless]
            if not straight_fine:
                taken = {match.start() for match in needless}
                names = _names(guideline) if passage.language == "de" else frozenset()
                found += [
                    self._straight(passage, match)
                    for match in (_WORD.finditer(passage.text) if _BETWEEN_LETTERS.search(passage.text) else ())
                    if match.start() not in taken and match[0][:-2] not in names
                ]
                if "´" in passage.text:
                    found += [self._straight(passage, match) for match in _AT_END.finditer(passage.text)]
            yield from sorted(found, key=lambda finding: finding.where.start or 0)

    def _needless(self, passage: Passage, match: re.Match[str]) -> Finding:
        right = match["word"] + match["s"]
        message = Message("“{word}” takes no apostrophe: write “{right}”.", word=match[0], right=right)
        return self.at(passage.run, match.start(), match.end(), message, fix=Fix(FixKind.SAFE, right))

    def _straight(self, passage: Passage, match: re.Match[str]) -> Finding:
        right = re.sub("['´`‘]", "’", match[0])
        wrong = next(character for character in match[0] if character in "'´`‘")
        message = Message("The apostrophe is ’, not {mark}.", mark=wrong)
        return self.at(passage.run, match.start(), match.end(), message, fix=Fix(FixKind.SAFE, right))


def _needless(passage: Passage) -> Iterator[re.Match[str]]:
    for match in _GERMAN.finditer(passage.text):
        word = match["word"].lower()
        if word in _MELTED or word in _ADVERBS or word in _PLURALS or _is_abbreviation(match["word"]):
            yield match


@once_per
def _names(guideline: Guideline) -> frozenset[str]:
    """The brand's names: whether they may part their s is another rule's business."""
    return frozenset(
        form for term in guideline.terms if term.kind is TermKind.NAME for form in (term.word, *term.forms)
    )


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


plugin = WrongApostrophe()
