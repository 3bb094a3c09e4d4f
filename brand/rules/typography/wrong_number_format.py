"""The rule `typography/wrong-number-format`."""

import re
from collections.abc import Iterator

from brand.cues import DIGITS, Cues
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.figures import figures, gaps
from brand.language.locales import region_of
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Rule
from brand.subject import Subject
from renderers.contract.message import Message

# No letter, digit or mark may touch the number: that would make it a date, a version, an address or an article number.
# The look behind follows the first digit, so that `re` can leap from digit to digit.
_FIRST = r"[0-9](?<![\w.,:/’'+–-].)"
_ONE_TO_THREE = rf"{_FIRST}[0-9]{{0,2}}"
_AFTER = r"(?![\w/’'-]|[.,:][0-9])"
_GERMAN = re.compile(rf"{_ONE_TO_THREE}(?:\.[0-9]{{3}})+,[0-9]{{1,2}}{_AFTER}")
_ENGLISH = re.compile(rf"{_ONE_TO_THREE}(?:,[0-9]{{3}})+\.[0-9]{{1,2}}{_AFTER}")
_ENGLISH_GROUPS = re.compile(rf"{_ONE_TO_THREE}(?:,[0-9]{{3}}){{2,}}{_AFTER}")
_GERMAN_GROUPS = re.compile(rf"{_ONE_TO_THREE}(?:\.[0-9]{{3}}){{2,}}{_AFTER}")
# A decimal sign is only sure beside money or percent: 12.50 may be a time, 3.11 a version, 1.5 a first of May.
_MONEY = r"(?:€|EUR|Euro|%|Prozent|percent|\$|USD|£|GBP)"
_SIGN = r"(?:(?<=[€$£].)|(?<=[€$£][ \u00a0].))"  # before the first digit
_BESIDE = rf"(?=[ \u00a0\u202f]?{_MONEY}(?!\w))"
_POINT = re.compile(rf"{_FIRST}(?:[0-9]{{0,5}}\.[0-9]{{1,2}}{_BESIDE}|{_SIGN}[0-9]{{0,2}}\.[0-9]{{2}}{_AFTER})")
_COMMA = re.compile(rf"{_FIRST}(?:[0-9]{{0,5}},[0-9]{{1,2}}{_BESIDE}|{_SIGN}[0-9]{{0,2}},[0-9]{{2}}{_AFTER})")
# "1,299 €" in German: a thousand in English, one and a bit per liter at the filling station.
_DOUBTFUL_MONEY = {
    "de": re.compile(
        rf"{_ONE_TO_THREE},[0-9]{{3}}(?=[ \u00a0\u202f]?(?:€|EUR|Euro)(?!\w|[ \u00a0]?/|[ \u00a0](?:pro|je)))"
    ),
    "en": re.compile(rf"{_FIRST}{_SIGN}[0-9]{{0,2}}\.[0-9]{{3}}{_AFTER}"),
}
# Hardly anybody means ten with three decimals by "10,000", but who weighs may.
_DOUBTFUL = {
    "de": (_DOUBTFUL_MONEY["de"], re.compile(rf"{_FIRST}[0-9]{{0,2}},000{_AFTER}")),
    "en": (_DOUBTFUL_MONEY["en"], re.compile(rf"{_FIRST}[0-9]{{0,2}}\.000{_AFTER}")),
}
_SWAP = str.maketrans(".,", ",.")


# Without one of these between two figures no number has groups or decimals.
_PARTED = frozenset(".,")
_CUES = Cues(*DIGITS)


class WrongNumberFormat(Rule):
    """A number is written as in another language.

    ## Why it matters
    1.299 is a thousand in German and one and a bit in English. A price in the wrong format is read wrong, or read
    twice.

    ## How to put it right
    German writes 1.234,56, English 1,234.56, Switzerland 1’234.56. Where a number can be read both ways, a person has
    to look. Dates, times, versions and article numbers are left alone.
    """

    id = "typography/wrong-number-format"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    source = "Unicode CLDR number patterns (de, de-CH, en)"
    examples = (
        Good("Das Rad kostet 1.299,00 €, Version 2.5 läuft seit 12.30 Uhr am 1.5.2026 auf 192.168.1.1.", locale="de"),
        Good("Super kostet 1,799 €/l, also 12,5 % mehr; Artikel 12.345.678-9.", locale="de"),
        Good("Das Rad kostet CHF 1’299.50.", locale="de-CH"),
        Good("The bike is €1,299.00, 12.5% off, version 3.11 on 1.5.2026, in 2,500 shops."),
        Bad("Wir haben 10,000 Gäste.", locale="de", flags=("10,000",), verdict=Verdict.NEEDS_REVIEW),
        Bad("We have 10.000 guests.", flags=("10.000",), verdict=Verdict.NEEDS_REVIEW),
        Bad("Nur 1299.99 € heute.", locale="de", flags=("1299.99",), fixed="Nur 1299,99 € heute."),
        Bad("Das Rad kostet 1,299.00 €.", locale="de", flags=("1,299.00",), fixed="Das Rad kostet 1.299,00 €."),
        Bad("Nur 12.50 € und 3.5 % Zins.", locale="de", flags=("12.50", "3.5"), fixed="Nur 12,50 € und 3,5 % Zins."),
        Bad("The bike is €1.299,00 now.", flags=("1.299,00",), fixed="The bike is €1,299.00 now."),
        Bad("Only 12,50 € and 3,5% off.", flags=("12,50", "3,5"), fixed="Only 12.50 € and 3.5% off."),
        Bad("Only € 39,99 today.", flags=("39,99",), fixed="Only € 39.99 today."),
        Bad("Das Haus kostet 1,299 €.", locale="de", flags=("1,299",), verdict=Verdict.NEEDS_REVIEW),
        Bad("The house is €1.299 now.", flags=("1.299",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:  # noqa: ARG002 -- CLDR decides
        """Flag numbers that are sure to be foreign, then those that may be."""
        for passage in passages(subject, cues=_CUES):
            region = region_of(passage.locale)
            if passage.language == "de" and region in {"CH", "LI"}:
                continue
            if _PARTED.isdisjoint(gaps(passage.text)):
                continue
            german = passage.language == "de"
            sure = (_ENGLISH, _ENGLISH_GROUPS, _POINT) if german else (_GERMAN, _GERMAN_GROUPS, _COMMA)
            doubtful = _DOUBTFUL["de" if german else "en"]
            for start, _ in figures(passage.text):
                for pattern in (*sure, *doubtful):
                    match = pattern.match(passage.text, start)
                    if match is not None:
                        yield self._flag(passage, match, certain=pattern in sure)
                        break

    def _flag(self, passage: Passage, match: re.Match[str], *, certain: bool) -> Finding:
        right = match[0].translate(_SWAP)
        message = (
            Message("“{number}” is the format of another language: write “{right}”.", number=match[0], right=right)
            if certain
            else Message(
                "“{number}” can be read in two ways. If thousands are meant, write “{right}”.",
                number=match[0],
                right=right,
            )
        )
        return self.at(
            passage.run,
            match.start(),
            match.end(),
            message,
            fix=Fix(FixKind.SAFE if certain else FixKind.SUGGEST, right),
            verdict=Verdict.FAIL if certain else Verdict.NEEDS_REVIEW,
        )


plugin = WrongNumberFormat()
