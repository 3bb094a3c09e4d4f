"""The rule `typography/wrong-currency-format`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from brand.cues import Cues
from brand.facts.scanning import matches
from brand.finding import Finding, Fix, FixKind, Severity
from brand.guideline import Guideline
from brand.language.figures import at_figures
from brand.language.locales import region_of
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_AMOUNT = r"[0-9]{1,3}(?:[.,’' \u202f][0-9]{3})*(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?"
_GAP = "[ \u00a0\u202f]?"
# "39,-" and "39,– €" are price tags' ways; the comma and the dash stand for the cents.
_BEFORE = re.compile(
    rf"(?<![\w.,])(?<![0-9][ \u00a0\u202f])(?P<sign>€|\$|£){_GAP}(?P<amount>{_AMOUNT})"
    r"(?![\w]|[.,][0-9]|,[–—-])"
)
_AFTER = re.compile(rf"(?<![\w.,:/€$£–-])(?P<amount>{_AMOUNT})(?P<gap>{_GAP})(?P<sign>€|\$|£)(?![\w]|[ \u00a0]?[0-9])")
_CODE = re.compile(rf"(?<![\w.,:/€$£–-])(?P<amount>{_AMOUNT}){_GAP}(?P<code>EUR|Euro)(?!\w)")
_DASH = re.compile(
    rf"(?<![\w.,:/–-])(?P<lead>€{_GAP})?(?P<amount>[0-9]{{1,3}}(?:\.[0-9]{{3}})*),(?P<dash>--?|–|—)(?P<tail>{_GAP}€)?"
    r"(?![\w-])"
)
# What they begin with.
_SIGN = re.compile("[€$£]")
_NO_BREAK = "\u00a0"


_DASHES = (",-", ",–", ",—")
_CUES = Cues(*"€$£", "eur", *_DASHES)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    right: str


class WrongCurrencyFormat(Rule):
    """A price does not look as prices look in this language.

    ## Why it matters
    39,99 € in German, €39.99 in English, € 39,99 as well in Austria: the form that readers know is read fastest, and
    one form throughout looks like one house.

    ## How to put it right
    Take the fix: it moves the sign, sets the no-break space and writes out what a dash stood for. Whether *EUR* may
    stand for the sign is for the guideline to say.
    """

    id = "typography/wrong-currency-format"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    options = (
        Option("code", True, "EUR and Euro may stand for €"),
        Option("dash", False, "39,– € is fine"),
    )
    source = "Unicode CLDR currency patterns (de, de-AT, en)"
    examples = (
        Good("Nur 39,99\u00a0€ statt 49 €, zusammen 1.299 EUR.", locale="de"),
        Good("Nur € 39,99 in Wien.", locale="de-AT"),
        Good("Die Karte kostet € 24,– in Wien.", locale="de-AT"),
        Bad("Die Karte kostet € 24,-.", locale="de-AT", flags=("€ 24,-",), fixed="Die Karte kostet €\u00a024."),
        Bad("Nur € 24,– im Mai.", locale="de", flags=("€ 24,–",), fixed="Nur 24\u00a0€ im Mai."),
        Good("Die Ortstaxe von 3,20\u00a0€ pro Nacht kommt dazu.", locale="de-AT", note="Both are usual in Austria."),
        Good("Only €39.99, was $49, and £1,299.50 in London."),
        Good("Jetzt 23,92\u00a0€ 29,90\u00a0€", locale="de", note="A new price and a struck-out one."),
        Good("Der €-Kurs und der US$ fallen, das 9-Euro-Ticket nicht.", locale="de"),
        Bad("Nur € 39,99 heute.", locale="de", flags=("€ 39,99",), fixed="Nur 39,99\u00a0€ heute."),
        Bad(
            "Nur 39,99€ und 5€ Pfand.",
            locale="de",
            flags=("39,99€", "5€"),
            fixed="Nur 39,99\u00a0€ und 5\u00a0€ Pfand.",
        ),
        Bad(
            "Nur 39,- und 1.299,– €!", locale="de", flags=("39,-", "1.299,– €"), fixed="Nur 39\u00a0€ und 1.299\u00a0€!"
        ),
        Bad("Nur 39,99€ in Graz.", locale="de-AT", flags=("39,99€",), fixed="Nur €\u00a039,99 in Graz."),
        Bad("Only 39.99 € today.", flags=("39.99 €",), fixed="Only €39.99 today."),
        Bad("Only € 39.99 today.", flags=("€ 39.99",), fixed="Only €39.99 today."),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag prices whose sign stands on the wrong side, touches the number, or whose cents are a dash."""
        code_fine = bool(self.option(guideline, subject, "code"))
        dash_fine = bool(self.option(guideline, subject, "dash"))
        for passage in passages(subject, cues=_CUES):
            region = region_of(passage.locale)
            if passage.language == "de" and region in {"CH", "LI"}:
                continue
            leading = passage.language == "en" or region == "AT"
            found = _leading(passage) if leading else list(_trailing(passage))
            if passage.language == "de" and not dash_fine:
                found += _dashed(passage, leading=leading)
            if not code_fine:
                found += _coded(passage, leading=leading)
            yield from self._flags(passage, found)

    def _flags(self, passage: Passage, found: list[_Found]) -> Iterator[Finding]:
        for one in sorted(found, key=lambda one: one.start):
            quote = passage.run.text[one.start : one.end]
            message = Message("Write the price as “{right}”, not “{price}”.", right=one.right, price=quote)
            yield self.at(passage.run, one.start, one.end, message, fix=Fix(FixKind.SAFE, one.right))


def _trailing(passage: Passage) -> Iterator[_Found]:
    """German: the sign follows after a blank."""
    for match in matches(_BEFORE, passage.text, _SIGN):
        yield _Found(match.start(), match.end(), f"{match['amount']}{_NO_BREAK}{match['sign']}")
    for match in at_figures(_AFTER, passage.text):
        if not match["gap"]:
            yield _Found(match.start(), match.end(), f"{match['amount']}{_NO_BREAK}{match['sign']}")


def _leading(passage: Passage) -> list[_Found]:
    """English: the sign comes first and touches the number; Austria parts them, and lets it follow as well."""
    gap = _NO_BREAK if passage.language == "de" else ""
    found = [
        _Found(match.start(), match.end(), f"{match['sign']}{gap}{match['amount']}")
        for match in at_figures(_AFTER, passage.text)
        if not (gap and match["gap"])
    ]
    if not gap:
        found += [
            _Found(match.start(), match.end(), f"{match['sign']}{match['amount']}")
            for match in matches(_BEFORE, passage.text, _SIGN)
            if match[0] != f"{match['sign']}{match['amount']}"
        ]
    return found


def _dashed(passage: Passage, *, leading: bool) -> list[_Found]:
    return [
        _Found(
            match.start(),
            match.end(),
            f"€{_NO_BREAK}{match['amount']}" if leading else f"{match['amount']}{_NO_BREAK}€",
        )
        for match in (_DASH.finditer(passage.text) if any(cue in passage.text for cue in _DASHES) else ())
        if not (leading and match["lead"] and match["dash"] in "–—")  # "€ 24,–", as Austria's price tags say
    ]


def _coded(passage: Passage, *, leading: bool) -> list[_Found]:
    gap = _NO_BREAK if passage.language == "de" else ""
    return [
        _Found(
            match.start(),
            match.end(),
            f"€{gap}{match['amount']}" if leading else f"{match['amount']}{_NO_BREAK}€",
        )
        for match in at_figures(_CODE, passage.text)
    ]


plugin = WrongCurrencyFormat()
