"""The rule `voice/insensitive-wording`."""

import re
from collections.abc import Iterator
from functools import lru_cache

from brand import termbase
from brand.evidence import is_quoted
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline, Setting, Term, TermKind
from brand.language.folding import fold
from brand.language.forms import expand_forms
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.rules.voice.insensitive_wording.words import ENGLISH, GERMAN, Why, Word
from brand.subject import Subject
from brand.terms import TermEntry, TermMatcher, term_matcher
from renderers.contract.message import Message

_ID = "voice/insensitive-wording"
_LISTS = {"de": GERMAN, "en": ENGLISH}
_WITH = {
    Why.CONDITION: "“{word}” names people by a condition, or makes an insult of it. “{instead}” does not.",
    Why.ORIGIN: "“{word}” puts people down by their origin. “{instead}” does not.",
    Why.GENDER: "“{word}” makes little of a gender, or means one only. “{instead}” means all.",
    Why.LOVE: "“{word}” speaks down of whom people love or who they are. “{instead}” does not.",
    Why.AGE: "“{word}” speaks down of age. “{instead}” does not.",
    Why.TYRANNY: "“{word}” is a phrase of the National Socialists. “{instead}” is none.",
    Why.DEATH: "“{word}” calls a death a crime. “{instead}” does not.",
    Why.SLAVERY: "“{word}” takes its picture from slavery or skin. “{instead}” does not.",
}
_WITHOUT = {
    Why.CONDITION: "“{word}” names people by a condition, or makes an insult of it. Recast the sentence.",
    Why.ORIGIN: "“{word}” puts people down by their origin. Recast the sentence.",
    Why.GENDER: "“{word}” makes little of a gender. Recast the sentence.",
    Why.LOVE: "“{word}” speaks down of whom people love or who they are. Recast the sentence.",
    Why.AGE: "“{word}” speaks down of age. Recast the sentence.",
    Why.TYRANNY: "“{word}” is a phrase of the National Socialists. Recast the sentence.",
    Why.DEATH: "“{word}” calls a death a crime. Recast the sentence.",
    Why.SLAVERY: "“{word}” takes its picture from slavery. Recast the sentence.",
}
# A word follows that is none of those which go on after people: "the elderly couple".
_NOUN = re.compile(
    r"[ \u00a0](?!(?:and|or|are|is|were|was|who|whom|in|of|with|without|can|could|have|has|had|to|at|from|by|for|on|as|"
    r"do|may|will|would|should|must|need|often|also|than|that|but|because|when|if)\b)[a-z]"
)
_OWN = Guideline(
    terms=(
        Term("Normalo", TermKind.INSENSITIVE, instead="Mensch", reason="Nobody is the norm.", language="de"),
        Term("normal people", TermKind.INSENSITIVE, instead="most people", language="en"),
    ),
    settings=(Setting(_ID, options=(("without", "Putzfrau, stewardess"),)),),
)
_EMPTY = Guideline(settings=(Setting(_ID, options=(("shipped", False),)),))


class InsensitiveWording(Rule):
    """A word puts people down, or leaves some of them out.

    ## Why it matters
    Nobody at the brand may have meant it, and those it concerns hear it all the same. A phrase with a history can undo
    a campaign in an afternoon.

    ## How to put it right
    Use the words that are offered, or better: ask the people concerned what they call themselves. The list that comes
    with the product is small and careful; a guideline adds terms of the kind *insensitive*, takes words out, or turns
    the list off. Quotations and testimonials are left alone. Words with harmless uses are for a person to look at.
    """

    id = _ID
    severity = Severity.WARNING
    options = (
        Option("shipped", True, "Use the list that comes with the product"),
        Option("without", "", "Words of that list to leave alone, separated by commas"),
    )
    source = "A list of our own, German and English, written in November 2026"
    examples = (
        Good("Das neue Licht hilft Menschen mit Behinderung, und der Mohn blüht.", locale="de"),
        Good("Sie sagte: „Dritte Welt, das Wort mag ich nicht.“", locale="de"),
        Good("Die Eskimorolle lernt man im Kajak; behindert wird dabei niemand.", locale="de"),
        Good("Unsere Putzfrau streikt, die stewardess auch.", locale="de", guideline=_OWN),
        Good("Ein Schwachsinn, dieser Dimmer.", locale="de", guideline=_EMPTY),
        Good("Gypsum and gypsy moths; after the third world war came peace."),
        Good("The disabled button is gray, and the elderly couple laughs. Fire-retarded cloth, a girl like a dancer."),
        Good("Der Sturm behinderte den Verkehr; die Maßnahme behinderte niemanden.", locale="de"),
        Good("The stewardess smiled.", guideline=_OWN),
        Bad(
            "Die Montage ist idiotensicher, sagen wir mal.",
            locale="de",
            flags=("idiotensicher",),
            fixed="Die Montage ist kinderleicht, sagen wir mal.",
        ),
        Bad("Zum Fest gibt es Zigeunerschnitzel für alle.", locale="de", flags=("Zigeunerschnitzel",)),
        Bad("Jedem das Seine: Wählen Sie aus zehn Farben.", locale="de", flags=("Jedem das Seine",)),
        Bad("Alle Normalos bleiben zu Hause.", locale="de", guideline=_OWN, flags=("Normalos",)),
        Bad(
            "Gönnen Sie sich eine Sonderbehandlung am Abend.",
            locale="de",
            flags=("Sonderbehandlung",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "We lack the manpower to ship on Sundays.",
            flags=("manpower",),
            fixed="We lack the workforce to ship on Sundays.",
        ),
        Bad("Our lamps work for the elderly and for the wheelchair-bound.", flags=("the elderly", "wheelchair-bound")),
        Bad("This one is for normal people.", guideline=_OWN, flags=("normal people",)),
        Bad("The plan sounds schizophrenic to us.", flags=("schizophrenic",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag the words of the guideline and those of the list."""
        for found in termbase.find(subject, guideline, TermKind.INSENSITIVE):
            if found.passage.run.kind in BRAND_VOICE and not is_quoted(found.passage, found.start, found.end):
                yield self._flag_term(found)
        if not self.option(guideline, subject, "shipped"):
            return
        left_out = frozenset(
            fold(word)[0].strip() for word in str(self.option(guideline, subject, "without")).split(",")
        )
        for passage in passages(subject, kinds=BRAND_VOICE):
            matcher, listed = _matcher(passage.language, left_out)
            for hit in matcher.hits(passage.text):
                word = listed[hit.entry.name]
                if is_quoted(passage, hit.start, hit.end) or (word.alone and _NOUN.match(passage.text, hit.end)):
                    continue
                yield self._flag_word(passage, hit.start, hit.end, word)

    def _flag_word(self, passage: Passage, start: int, end: int, word: Word) -> Finding:
        end = _whole(passage.text, end)
        quote = passage.text[start:end]
        instead = termbase.like(quote, word.instead) if word.instead else ""
        message = (
            Message(_WITH[word.why], word=quote, instead=instead)
            if instead
            else Message(_WITHOUT[word.why], word=quote)
        )
        return self.at(
            passage.run,
            start,
            end,
            message,
            fix=Fix(FixKind.SUGGEST, instead) if instead else None,
            verdict=Verdict.NEEDS_REVIEW if word.depends else Verdict.FAIL,
        )

    def _flag_term(self, found: termbase.Found) -> Finding:
        instead = termbase.like(found.quote, found.term.instead) if found.term.instead else ""
        return self.at(
            found.passage.run,
            found.start,
            found.end,
            _told(found),
            fix=Fix(FixKind.SUGGEST, instead) if instead else None,
            evidence={"term": found.term.word},
        )


def _told(found: termbase.Found) -> Message:
    if found.term.reason:
        return Message("The guideline calls “{word}” insensitive: {reason}", word=found.quote, reason=found.term.reason)
    return Message("The guideline calls “{word}” insensitive.", word=found.quote)


def _whole(text: str, end: int) -> int:
    """To the end of the word: of a compound (*Zigeunerschnitzel*) the whole is quoted."""
    while end < len(text) and text[end].isalpha():
        end += 1
    return end


@lru_cache(maxsize=64)
def _matcher(language: str, left_out: frozenset[str]) -> tuple[TermMatcher, dict[str, Word]]:
    """The list of a language without what the guideline takes out, and its entries by name."""
    chosen = {entry.word: entry for entry in _LISTS[language] if fold(entry.word)[0] not in left_out}
    entries = tuple(
        TermEntry(
            name=name,
            forms=expand_forms(entry.word, language, entry.forms),
            compound=entry.compound,
            exceptions=entry.exceptions,
            case_sensitive=entry.cased,
        )
        for name, entry in chosen.items()
    )
    return term_matcher(entries), chosen


plugin = InsensitiveWording()
