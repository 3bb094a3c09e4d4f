"""The rule `claims/false-urgency`."""

import re
from collections.abc import Iterator
from datetime import date

from brand.cues import DIGITS, Cues
from brand.evidence import calls_to_buy, is_offer, is_quoted, sentence_of
from brand.facts import Day, FoundQualifier, find_facts
from brand.finding import Finding, Severity, Verdict
from brand.guideline import Guideline
from brand.prose import BRAND_VOICE, Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import RunKind, Subject, SubjectKind
from renderers.contract.message import Message

_URGENT = {
    "de": re.compile(
        r"\b[Nn]ur (?:noch )?(?:heute|morgen|bis morgen|bis heute|diese Woche|dieses Wochenende)\b|"
        r"\b[Nn]ur (?:noch )?(?:für )?(?:kurze Zeit|wenige (?:Tage|Stunden)|einen Tag|[0-9]+ (?:Tage|Stunden))\b|"
        r"\b(?:[Ll]etzte|[Aa]llerletzte) (?:Chance|Gelegenheit|Tage|Stunden)\b|\b[Ee]ndet (?:bald|heute|in Kürze)\b|"
        r"\b[Bb]ald (?:weg|vorbei)\b|\b[Zz]eitlich begrenzt\w*"
    ),
    "en": re.compile(
        r"\b(?:[Tt]oday only|[Oo]nly today|[Tt]his week(?:end)? only|[Ff]or a (?:limited|short) time(?: only)?|"
        r"[Ll]imited[- ]time (?:offer|deal|only)|[Ll]ast (?:chance|days|hours)|[Ff]inal (?:hours|days|chance)|"
        r"[Ee]nds (?:soon|today|tonight|tomorrow)|[Oo]nly [0-9]+ (?:days|hours) left|"
        r"[Hh]urry|[Bb]efore it['’]s too late)\b"
    ),
}
_CUES = Cues(
    *(
        f"nur {words}"
        for words in ("noch", "heute", "morgen", "bis", "diese", "für", "kurze", "wenige", "einen", *DIGITS)
    ),
    *("letzte chance", "letzte gelegenheit", "letzte tage", "letzte stunden", "endet bald", "endet heute", "endet in"),
    *("bald weg", "bald vorbei", "zeitlich begrenzt"),
    *("today only", "only today", "week only", "weekend only", "limited", "short time", "last chance", "last days"),
    *(
        "last hours",
        "final hours",
        "final days",
        "final chance",
        "ends soon",
        "ends to",
        "days left",
        "hours left",
        "hurry",
        "too late",
    ),
)
_SOMEBODYS = re.compile(r"\b(?:seine?r?|ihrer?|meine?r?|eine|die|der|his|her|its|their|my|a)[ \u00a0]$")
_HOURS = re.compile(r"\b(?:geschlossen|geöffnet|closed?|closes|opens?|opening)\b", re.IGNORECASE)
#: What tells until when: in the passage itself, and in the small print below it.
_TELLING = BRAND_VOICE | {RunKind.LEGAL}


class FalseUrgency(Rule):
    """An offer presses for time, and does not say until when, or the day is past.

    ## Why it matters
    “Only today” that is true every day makes people decide on a wrong ground (in Germany number 7 of the annex to the
    UWG), and regular readers notice first. A mail is also opened the day after: then its “today” is another day.

    ## How to put it right
    Name the last day: “until Sunday, 6 December 2026”. Where the offer is not limited, leave the pressure out.
    Evidence is asked for only where something is offered; a last chance in a story is left alone.
    """

    id = "claims/false-urgency"
    severity = Severity.WARNING
    kinds = frozenset({SubjectKind.SOURCE, SubjectKind.TEXT, SubjectKind.HTML, SubjectKind.MAIL, SubjectKind.PDF})
    source = (
        "UWG, annex to § 3 (3) no. 7 (untrue statement that something is available for a very limited time only), "
        "wording read on 22 November 2026"
    )
    examples = (
        Good("Nur heute, am 21. November 2026: 20 % Rabatt auf alle Leuchten.", locale="de"),
        Good("Nur noch wenige Tage: Das Angebot gilt bis 30.11.2026.", locale="de"),
        Good("Letzte Chance für den Aufstieg: Die Elf braucht heute einen Sieg.", locale="de"),
        Good("Nur heute verstehe ich, was sie damals meinte.", locale="de"),
        Good("Today only, 21 November 2026: save 20% on all lamps."),
        Good("Jetzt bestellen ab 39 €. Nur heute bleibt die Werkstatt geschlossen.", locale="de"),
        Good("It was their last chance, and the train had left. She only said: hurry."),
        Good("Our lamps are €39, today as ever. The price includes the cord."),
        Bad("Nur heute: 20 % Rabatt auf alle Leuchten.", locale="de", flags=("Nur heute",)),
        Bad(
            "Greifen Sie zu! Das Angebot gilt nur für kurze Zeit. Die Leuchte kostet 39 €.",
            locale="de",
            flags=("nur für kurze Zeit",),
        ),
        Bad("Letzte Chance: Bis 3. Mai 2026 sparen Sie 10 €.", locale="de", flags=("Letzte Chance",)),
        Bad(
            "Letzte Chance vergeben, Karten für Samstag ab 12 €.",
            locale="de",
            flags=("Letzte Chance",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad("Today only: save 20% on every lamp.", flags=("Today only",)),
        Bad("This offer ends soon, so order now for €39.", flags=("ends soon",)),
        Bad("Last chance to save! Until 3 May 2026 our lamp is €39.", flags=("Last chance",)),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- dates tell
        """Flag pressing words in offers that name no day to come."""
        found = [
            (passage, match)
            for passage in passages(subject, kinds=BRAND_VOICE, cues=_CUES)
            for match in _URGENT[passage.language].finditer(passage.text)
            if not is_quoted(passage, *match.span()) and not _is_story(passage, match)
        ]
        if not found or not is_offer(subject):
            return
        said: set[int] = set()
        for passage, match in found:
            days = _days(passage) or _days_of(subject)
            if id(passage) in said or any(_holds(day, subject.today) for day in days):
                continue
            said.add(id(passage))
            yield self.at(
                passage.run,
                *match.span(),
                _message(match[0], past=bool(days)),
                verdict=Verdict.FAIL if calls_to_buy(passage.text) else Verdict.NEEDS_REVIEW,
            )


def _is_story(passage: Passage, match: re.Match[str]) -> bool:
    """Somebody's last chance, or opening hours."""
    sentence = sentence_of(passage, match.start()).text
    return _SOMEBODYS.search(passage.text[: match.start()]) is not None or _HOURS.search(sentence) is not None


def _message(words: str, *, past: bool) -> Message:
    if past:
        return Message("“{words}” presses for time, and the day that is named is past.", words=words)
    return Message("“{words}” needs evidence: no last day is named.", words=words)


def _days_of(subject: Subject) -> list[Day]:
    """The last days that are named anywhere else, in a footnote for instance."""
    return [day for passage in passages(subject, kinds=_TELLING) for day in _days(passage, FoundQualifier.UNTIL)]


def _days(passage: Passage, *qualifiers: FoundQualifier) -> list[Day]:
    return [
        fact.value
        for fact in find_facts(passage.text, passage.locale)
        if isinstance(fact.value, Day) and (not qualifiers or fact.qualifier in qualifiers)
    ]


def _holds(day: Day, today: date | None) -> bool:
    """Whether a day may still be to come; one without a year may."""
    return day.date is None or today is None or day.date >= today


plugin = FalseUrgency()
