"""The rule `typography/wrong-dash`."""

import re
from collections.abc import Iterable, Iterator

from brand.cues import Cues
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import RunKind, Subject
from renderers.contract.message import Message

# A hyphen (or two) between blanks, with a word on either side; "Haupt- und Nebenstraße" has no blank before it.
_SPACED = re.compile(r"(?<=[^\s\d–—-])(?P<before>[ \u00a0])(?P<dash>--?|―)(?=[ \u00a0][^\s\d–—-])")
_DOUBLE = re.compile(r"(?<=\w)(?P<dash>--)(?=\w)")
_GERMAN_EM = re.compile(r"(?<=[^\s—])(?P<before>[ \u00a0]?)(?P<dash>—)(?P<after>[ \u00a0]?)(?=[^\s—])")
# Ranges are only sure beside what counts: hours, percent, money, measures, weekdays, years after "von".
_NUMBER = r"[0-9]{1,4}(?:[.:,][0-9]{1,2})?"
_UNIT = (
    r"(?:Uhr|%|€|EUR|Euro|km|cm|mm|m|kg|g|l|ml|Jahren?|(?:Werk|Arbeits|Kalender)?[Tt]agen?|Wochen|Monaten?|Stunden|"
    r"Minuten|Personen|Grad|°C|"
    r"years|(?:working |business )?days|weeks|months|hours|minutes|people|percent|a\.m\.|p\.m\.|am|pm)"
)
_RANGE = re.compile(
    rf"(?<![\w.,:/+–-])(?P<low>{_NUMBER})[ \u00a0]?(?P<dash>-)[ \u00a0]?(?P<high>{_NUMBER})"
    rf"(?=[ \u00a0]?{_UNIT}(?!\w))"
)
_DAY = (
    "(?:Mo|Di|Mi|Do|Fr|Sa|So|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|"
    "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
)
_DAY_RANGE = re.compile(rf"(?<![\w-])(?P<low>{_DAY}\.?)[ \u00a0]?(?P<dash>-)[ \u00a0]?(?P<high>{_DAY})(?![\w-])")


# Without these none of the above is there; `re` leaps from dash to dash, of which most stand inside words.
_MAY_BE = {
    _SPACED: re.compile(r"[-―](?:(?<=[ \u00a0].)|(?<=[ \u00a0]-.))"),
    _DOUBLE: re.compile("--"),
    _GERMAN_EM: re.compile("—"),
    _RANGE: re.compile(r"-(?<=[0-9 \u00a0].)(?=[ \u00a0]?[0-9])"),
    _DAY_RANGE: re.compile(r"-(?=[ \u00a0]?[DFMSTW])"),
}
# Most are hyphens between two letters.
_NO_HYPHEN = re.compile(r"[-—―](?:(?<=[—―])|(?<![^\W\d_].)|(?![^\W\d_]))")
_CUES = Cues("-", "—", "―")


def _matches(pattern: re.Pattern[str], text: str) -> Iterable[re.Match[str]]:
    return pattern.finditer(text) if _MAY_BE[pattern].search(text) else ()


class WrongDash(Rule):
    """A hyphen stands where a dash belongs, or a dash of another language.

    ## Why it matters
    A hyphen joins, a dash parts. “9-17 Uhr” and “schnell - sicher” are typewriter habits; an em dash in German looks
    translated.

    ## How to put it right
    Take the fix: an en dash between blanks for a thought, an en dash without blanks for a range. Hyphens in compounds,
    telephone numbers and codes are left alone.
    """

    id = "typography/wrong-dash"
    severity = Severity.NOTE
    not_channels = frozenset({"sms"})
    options = (Option("em", False, "An em dash is fine in German as well"),)
    source = (
        "Common practice of German and English typesetting (dash, from–to); DIN 5008 is said to ask for the same, its "
        "text is sold and was not read"
    )
    examples = (
        Good("Haupt- und Nebenwege – alle beleuchtet, von 9–17 Uhr und Mo–Fr.", locale="de"),
        Good("Rufen Sie an: 0800-123 456, Bestell-Nr. 12-34, PLZ D-10115, am 2026-12-24.", locale="de"),
        Good("Es stand 3-2, das E-Bike-Rennen war aus.", locale="de"),
        Good("A well-known lamp — or two – for 24-7 use, 10–20 % off."),
        Good("- a list item\n- and another"),
        Bad("Licht - schnell und sicher.", locale="de", flags=("Licht -",), fixed="Licht – schnell und sicher."),
        Bad(
            "Geöffnet 9-17 Uhr und Mo-Fr, Licht — immer da.",
            locale="de",
            flags=("9-17", "Mo-Fr", "Licht — "),
            fixed="Geöffnet 9–17 Uhr und Mo–Fr, Licht – immer da.",
        ),
        Bad("Save 10 - 20 % today.", flags=("10 - 20",), fixed="Save 10–20 % today."),
        Bad("A lamp -- bright and small.", flags=("lamp --",), fixed="A lamp – bright and small."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag spaced hyphens, ranges with a hyphen and, in German, em dashes."""
        em_fine = bool(self.option(guideline, subject, "em"))
        for passage in passages(subject, cues=_CUES):
            if _NO_HYPHEN.search(passage.text) is None and _MAY_BE[_DAY_RANGE].search(passage.text) is None:
                continue
            found = [self._flag(passage, match, " –") for match in _matches(_SPACED, passage.text)]
            found += [self._flag(passage, match, " – ") for match in _matches(_DOUBLE, passage.text)]
            # Before the name of who is quoted a long dash is an ornament.
            if passage.language == "de" and not em_fine and passage.run.kind is not RunKind.QUOTE:
                found += [self._flag(passage, match, " – ") for match in _matches(_GERMAN_EM, passage.text)]
            for pattern in (_RANGE, _DAY_RANGE):
                found += [self._range(passage, match) for match in _matches(pattern, passage.text)]
            yield from sorted(found, key=lambda finding: finding.where.start or 0)

    def _flag(self, passage: Passage, match: re.Match[str], dash: str) -> Finding:
        """Quote the word before it as well: a lone hyphen says nothing."""
        text = passage.run.text
        start, end = _word_before(passage.text, match.start()), match.end()
        new = text[start : match.start()] + dash
        message = Message("Between words write “{right}”, not “{wrong}”.", right="–", wrong=match["dash"])
        return self.at(passage.run, start, end, message, fix=Fix(FixKind.SAFE, new))

    def _range(self, passage: Passage, match: re.Match[str]) -> Finding:
        new = f"{match['low']}–{match['high']}"
        message = Message("A range takes an en dash: “{right}”.", right=new)
        return self.at(passage.run, match.start(), match.end(), message, fix=Fix(FixKind.SAFE, new))


def _word_before(text: str, end: int) -> int:
    start = end
    while start and not text[start - 1].isspace():
        start -= 1
    return start


plugin = WrongDash()
