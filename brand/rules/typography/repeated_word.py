"""The rule `typography/repeated-word`."""

import re
from collections.abc import Iterator
from operator import eq

from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.vocabulary import word_set
from brand.language.words import letter_runs
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

_TWICE = re.compile(r"(?<![\w’'-])(?P<word>[^\W\d_]++)(?P<gap>\s+)(?P<again>(?P=word))(?![\w’'-])", re.IGNORECASE)
# Said twice on purpose.
_FINE = {
    "de": word_set("sehr ja nein ha ho he hey na so ganz hoch ruckzuck bla blah toi hurra klopf tick tack wau"),
    "en": word_set(
        "that had very so no yes bye ha ho hey blah really many much long far now there well knock tick choo can"
    ),
}
# Pronoun and article ("Kunden, die die App nutzen", with a comma before the first), or verb prefix and preposition
# ("er reist mit mit leichtem Gepäck"): rare, so a person should look.
_DOUBTFUL = {
    "de": word_set("die der das den dem sie wir ihr es ab an auf aus bei ein mit nach um vor zu über"),
    "en": word_set("in on do her it you"),
}
_THRICE = re.compile(r"(?P<word>[^\W\d_]+)(?:,?\s+(?P=word)){2}(?!\w)")
_POLITE = word_set("sie ihr ihnen ihre ihren ihrem ihrer")
# "What it is is a lamp.", "What you do do is count."
_AFTER_WHAT = frozenset({"is", "was", "do", "does"})
_WHAT = re.compile(r"\b(?:what|all|who|thing|problem|point|question)\b[^.!?]*$", re.IGNORECASE)
_RELATIVE = word_set("die der das den dem")
# "eine Zeile, durch die die Anzeige …", "…, bei der der Strom …": a preposition leads the relative clause.
_LED = re.compile(
    r"(?:,|\b(?:und|oder))\s(?:an|auf|aus|bei|durch|für|gegen|in|mit|nach|ohne|über|um|unter|von|vor|zu|zwischen)$"
)
# "bevor sie sie kaufen": two pronouns after what opens a clause.
_CLAUSE = re.compile(r"\b(?:als|bevor|bis|da|damit|dass|ehe|falls|nachdem|ob|sobald|solange|weil|wenn|wie)$")
#: How far back a word is looked for on account of which another is said twice.
_REACH = 1000


class RepeatedWord(Rule):
    """The same word stands twice in a row.

    ## Why it matters
    The eye jumps over it at the end of a line, so that it survives every proofreading but the customer's.

    ## How to put it right
    Delete one of the two. Some doubles are right: *sehr sehr*, *die Kunden, die die App nutzen*, *that that*; the
    guideline can add more.
    """

    id = "typography/repeated-word"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL})
    options = (Option("allowed", "", "Words that may stand twice, separated by blanks"),)
    source = "Vale, check “repetition”"
    examples = (
        Good("Wir danken den Kunden, die die App nutzen, und sind sehr sehr froh.", locale="de"),
        Good("Wenn Sie sie kaufen, freut sich Ihr ihr Nachbar. Nach und nach, immer wieder.", locale="de"),
        Good("Die Zeile, durch die die Anzeige läuft, und die Uhr, bei der der Zeiger steht.", locale="de"),
        Good("Unsere Gäste wollen Räder ausprobieren, bevor sie sie kaufen.", locale="de"),
        Good("Baden-Baden ist schön. Schön ist auch Berlin.", locale="de"),
        Good("He said that that was all he had had, bye bye. It is. Is it? What it is is new. We saw Duran Duran."),
        Good("Die Band Chk Chk Chk spielt, und das Rad macht klack klack klack.", locale="de"),
        Good("What you do do is count, says the band called chk chk chk."),
        Bad("Das ist ist ein Rad.", locale="de", flags=("ist ist",), fixed="Das ist ein Rad."),
        Bad("Die Die Räder sind da.", locale="de", flags=("Die Die",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Wir bringen die die Räder nach Hause.", locale="de", flags=("die die",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Wir lieben das Essen essen.", locale="de", flags=("Essen essen",), verdict=Verdict.NEEDS_REVIEW),
        Bad("This is is new.", flags=("is is",), fixed="This is new."),
        Bad("We ride to to town.", flags=("to to",), fixed="We ride to town."),
        Bad("The\nthe lamp is new.", flags=("The\nthe",), fixed="The lamp is new."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag doubles that are not among those said on purpose."""
        allowed = frozenset(str(self.option(guideline, subject, "allowed")).lower().split())
        for passage in passages(subject):
            parts = letter_runs(passage.text)
            if not any(map(eq, parts, parts[1:])):
                continue
            for match in _TWICE.finditer(passage.text):
                word = match["word"].lower()
                if word in allowed or word in _FINE[passage.language] or _on_purpose(passage, match):
                    continue
                doubtful = word in _DOUBTFUL[passage.language] or _differs(passage.text, match)
                yield self.at(
                    passage.run,
                    match.start(),
                    match.end(),
                    Message("“{word}” stands twice in a row.", word=match["word"]),
                    fix=Fix(FixKind.SUGGEST, match["word"]),
                    verdict=Verdict.NEEDS_REVIEW if doubtful else Verdict.FAIL,
                )


def _on_purpose(passage: Passage, match: re.Match[str]) -> bool:
    """A relative clause, "Sie sie", a name such as Duran Duran, and whatever is said three times."""
    if _THRICE.match(passage.text, match.start()):
        return True
    before = _before(passage.text, match)
    if match["word"].lower() in _AFTER_WHAT and _WHAT.search(before):
        return True
    if match["word"].lower() in _RELATIVE and (before.endswith(",") or _LED.search(before)):
        return True
    if match["word"] == match["again"] == "sie" and _CLAUSE.search(before):
        return True
    if match["word"] != match["again"] and match["word"].lower() in _POLITE:
        return bool(before) and before[-1] not in ".!?:\n"
    return match["word"][0].isupper() and passage.language == "en" and bool(before) and before[-1] not in ".!?:"


def _before(text: str, match: re.Match[str]) -> str:
    """What stands before in the sentence; of a text without any end, the nearest part."""
    return text[max(0, match.start() - _REACH) : match.start()].rstrip()


def _differs(text: str, match: re.Match[str]) -> bool:
    """Whether the two differ in case in the middle of a sentence: "das Essen essen wir" has a noun and a verb."""
    before = _before(text, match)
    return match["word"] != match["again"] and bool(before) and before[-1] not in ".!?:\n"


plugin = RepeatedWord()
