"""The rule `claims/guarantee-without-terms`."""

import re
from collections.abc import Iterator

from brand.cues import Cues
from brand.evidence import has_footnote, is_approved, is_offer, is_ours, is_quoted, sentence_of
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject, SubjectKind
from renderers.contract.message import Message

# The promise as a thing (*5 Jahre Garantie*), and as a word of emphasis (*garantiert frisch*).
_THING = {
    "de": re.compile(r"\b(?:[\w-]+-|[A-ZÄÖÜ][a-zäöüß]+)?[Gg]arantie(?:n|versprechen)?\b(?!-)"),
    "en": re.compile(r"\b(?:money-back[ -]guarantees?|[Gg]uarantees?|[Ww]arrant(?:y|ies))\b(?!-)"),
}
_EMPHASIS = {
    "de": re.compile(r"\b[Gg]arantier(?:en|t|te[nrms]?|e)\b"),
    "en": re.compile(r"\b[Gg]uarante(?:ed|eing)\b"),
}
# "We guarantee that" is a verb.
_ENGLISH_VERB = re.compile(r"\b(?:we|you|they|can|will|I|to)[ \u00a0]$", re.IGNORECASE)
# "5 Jahre Garantie", "a ten-year warranty" are promises whoever gives them.
_YEARS = re.compile(
    r"(?:[0-9]+|zwei|drei|fünf|zehn|two|three|five|ten|lifetime)[ \u00a0-]?"
    r"(?:Jahre[ns]?|Monaten?|years?|months?)?[ \u00a0]"
    r"(?:of )?$"
)
# "The state guarantees the loan" is one too.
_OBJECT = re.compile(r" (?:the|an?|that|it|this|these|all|you|your|his|her|its|their)\b")
# A promise by itself, as on a badge.
_MONEY_BACK = re.compile(r"geld[- ]zurück|money[- ]back|your money back", re.IGNORECASE)
_NOT = re.compile(
    r"\b(?:kein\w*|nichts?|nie|niemals|ohne|erlisch\w*|erlosch\w*|verfäll\w*|abgelaufen\w*|statt|gesetzliche\w*|"
    r"no|not|nothing|never|without|cannot|can['’]t|don['’]t|doesn['’]t|void\w*|expire[sd]?|statutory|usual|legal)\b",
    re.IGNORECASE,
)
# Words that lead to the terms, or are terms themselves.
_TERMS = re.compile(
    r"garantie(?:bedingung|erklärung|geber|urkunde|karte|zeit|frist)|bedingungen|"
    r"gesetzlichen? (?:gewährleistung|rechte|mängel)|garantie\w*[^.!?]{0,60}\b(?:gilt|deckt|umfasst|erstreckt)\b|"
    r"\b(?:warranty|guarantee) (?:terms|card|period|statement|covers?|applies|is limited|does|runs)\b|"
    r"\bterms (?:and conditions|apply|are|at|on|of (?:the|our|this))\b|\bconditions apply\b|"
    r"statutory rights|limited warranty",
    re.IGNORECASE,
)
_TERMS_CUES = Cues(
    "garantie", "bedingungen", "gesetzliche", "warranty", "guarantee", "terms", "conditions", "statutory"
)
_LINK = re.compile(r"garantie|guarantee|warranty|bedingungen|terms|conditions|\bagb\b", re.IGNORECASE)
_CUES = Cues("garanti", "guarante", "warrant")


class GuaranteeWithoutTerms(Rule):
    """A guarantee is promised, and its terms are neither told nor linked.

    ## Why it matters
    A guarantee is a promise of its own beside the rights that buyers have anyway. Who gives it, for what, how long and
    how to use it is what readers need to know. In Germany § 479 BGB says what a declaration of guarantee tells; an
    advertisement that only mentions a guarantee is not yet such a declaration, so this is a warning and no error.

    ## How to put it right
    Link the terms, set a footnote, or name giver, length and conditions. *Guaranteed* as mere emphasis is reported for
    a person to look at: often the sentence is better without it. What the terms must say is for people to decide.
    """

    id = "claims/guarantee-without-terms"
    severity = Severity.WARNING
    source = (
        "BGB § 479 (1) as in force since 1 January 2022, wording read on 22 November 2026; BGH, 14 April 2011, I ZR "
        "133/09, as reported in commentaries"
    )
    examples = (
        Good("Die Garantie gilt drei Jahre ab Kauf; Garantiegeber ist die Lumora GmbH.", locale="de"),
        Good("Our hinges are guaranteed for a year, £9 each; terms at the desk."),
        Good("Mit 5 Jahren Garantie*.\n\n* Die Garantiebedingungen liegen der Leuchte bei.", locale="de"),
        Good("Dafür gibt es keine Garantie, aber gute Chancen. Sein Schweigen war Garant des Friedens.", locale="de"),
        Good("Der Garantiefonds der Stadt wächst, schreibt die Zeitung.", locale="de"),
        Good("Eine Leserin schrieb: „Garantiert das schönste Licht!“", locale="de"),
        Good("This limited warranty covers defects for two years. There is no guarantee of snow."),
        Good("We give a guarantee of five years; the guarantee terms are in the box."),
        Good("Opening the housing voids the warranty. Nothing in life is guaranteed."),
        Good("Das Fest garantiert volle Säle, schreibt die Zeitung.", locale="de"),
        Good(
            '<p>Five years of guarantee. <a href="https://lumora.example/guarantee">Read on</a></p>',
            kind=SubjectKind.HTML,
        ),
        Bad("Geld-zurück-Garantie!", locale="de", flags=("Geld-zurück-Garantie",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Unsere Leuchten haben 5 Jahre Garantie.", locale="de", flags=("Garantie",)),
        Bad(
            "Zurückgeben? Kein Problem! Mit unserer Geld-zurück-Garantie testen Sie in Ruhe.",
            locale="de",
            flags=("Geld-zurück-Garantie",),
        ),
        Bad("Unser Licht ist garantiert hell.", locale="de", flags=("garantiert",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Wir garantieren zehn Jahre Licht.", locale="de", flags=("garantieren",)),
        Bad("Robust, hell, leise. 5 Jahre Garantie.", locale="de", flags=("Garantie",)),
        Bad("Our lamps come with a ten-year warranty.", flags=("warranty",)),
        Bad("Try it for a month with our money-back guarantee.", flags=("money-back guarantee",)),
        Bad("With our lamp sweet dreams are guaranteed.", flags=("guaranteed",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag promises in a subject that neither tells nor links any terms."""
        found = list(_promises(subject, guideline))
        if not found or _has_terms(subject):
            return
        for passage, match, sure in found:
            yield self.at(
                passage.run,
                *match.span(),
                Message("“{promise}” needs evidence: no terms are told or linked.", promise=match[0]),
                verdict=Verdict.FAIL if sure else Verdict.NEEDS_REVIEW,
            )


def _promises(subject: Subject, guideline: Guideline) -> Iterator[tuple[Passage, re.Match[str], bool]]:
    """Each sentence's first promise, and whether it is sure to be one."""
    for passage in passages(subject, kinds=BRAND_VOICE, cues=_CUES):
        reached = 0
        matches = [
            *_THING[passage.language].finditer(passage.text),
            *_EMPHASIS[passage.language].finditer(passage.text),
        ]
        for match in sorted(matches, key=lambda match: match.start()):
            sentence = sentence_of(passage, match.start())
            if match.start() < reached or _NOT.search(sentence.text) or is_quoted(passage, *match.span()):
                continue
            reached = sentence.end
            if has_footnote(passage, match.end()) or is_approved(passage, *match.span(), subject, guideline):
                continue
            ours = is_ours(passage, match.start(), guideline)
            years = _YEARS.search(passage.text[: match.start()]) is not None
            if ours or years or _MONEY_BACK.search(sentence.text) or is_offer(subject):
                yield passage, match, (ours or years) and _is_promise(passage, match)


def _is_promise(passage: Passage, match: re.Match[str]) -> bool:
    """A thing that is given, or a verb of ours; not mere emphasis, and not what others guarantee."""
    ours = _ENGLISH_VERB.search(passage.text[: match.start()]) is not None or match[0].lower() == "garantieren"
    if match.re in _EMPHASIS.values():
        return ours
    return ours or not (match[0] == "guarantees" and _OBJECT.match(passage.text, match.end()))


def _has_terms(subject: Subject) -> bool:
    return any(_LINK.search(f"{link.url} {link.text}") for link in subject.links) or any(
        _TERMS_CUES.are_in(run.text) and _TERMS.search(run.text) for run in subject.runs
    )


plugin = GuaranteeWithoutTerms()
