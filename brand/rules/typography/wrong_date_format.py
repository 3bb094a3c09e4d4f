"""The rule `typography/wrong-date-format`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from brand.cues import DIGITS, Cues
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.figures import at_figures, gaps
from brand.language.locales import region_of
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

# What stands before follows the first digit, so that `re` can leap from digit to digit.
_BEFORE, _AFTER = r"(?<![\w.,:/+–-].)", r"(?![\w/–-]|[.,:][0-9])"
_DAY = rf"[0-9]{_BEFORE}(?:(?<=[0-3])[0-9])?"
_ISO = re.compile(
    rf"(?P<year>[12]{_BEFORE}(?:(?<=1)9|(?<=2)0)[0-9]{{2}})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9]){_AFTER}"
    r"(?![ T][0-2][0-9]:)"
)
_SLASH = re.compile(rf"(?P<one>{_DAY})/(?P<two>[0-3]?[0-9])/(?P<year>(?:19|20)[0-9]{{2}}){_AFTER}")
_DOTS = re.compile(rf"(?P<day>{_DAY})\.(?P<month>[01]?[0-9])\.(?P<year>(?:19|20)[0-9]{{2}}){_AFTER}")
# fmt: off
_GERMAN_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
# fmt: on
_ENGLISH = re.compile(
    rf"(?<![\w.,:/+–-])(?P<month>{'|'.join(_ENGLISH_MONTHS)}) (?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?, "
    r"(?P<year>(?:19|20)[0-9]{2})(?!\w)"
)
_GLUED = re.compile(rf"(?P<day>{_DAY})\.(?P<month>{'|'.join(_GERMAN_MONTHS)})(?!\w)")
# "24 Dezember 2026", "am 24 Dezember", "24. Dezember, 2026".
_UNDOTTED = re.compile(
    rf"(?P<day>{_DAY})(?P<dot>\.?)(?P<blank>[ \u00a0])(?P<month>{'|'.join(_GERMAN_MONTHS)})(?P<comma>,?)"
    r"(?P<year>[ \u00a0](?:19|20)[0-9]{2}(?![\w-]))"
)
_DOTTED_ENGLISH = re.compile(
    rf"(?P<day>{_DAY})\.(?P<blank>[ \u00a0])(?P<month>{'|'.join(_ENGLISH_MONTHS)})"
    r"(?P<year>[ \u00a0](?:19|20)[0-9]{2}(?!\w))"
)
_MONTH_CUES = Cues(*_GERMAN_MONTHS)
# Without one of these between two figures no date is all in figures.
_BETWEEN = frozenset("./-")
_CUES = Cues(*DIGITS)
_ENGLISH_CUES = Cues(*(f"{month} " for month in _ENGLISH_MONTHS))


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    right: str
    certain: bool = True


class WrongDateFormat(Rule):
    """A date is written as in another language or in a technical format.

    ## Why it matters
    03/04/2026 is April in London and March in New York. A date that is read wrong is a missed offer.

    ## How to put it right
    German writes 24.12.2026 or 24. Dezember 2026, English December 24, 2026 or 24 December 2026. A date with slashes
    whose first two numbers could both be a month needs a person to say what was meant.
    """

    id = "typography/wrong-date-format"
    severity = Severity.WARNING
    not_channels = frozenset({"sms"})
    options = (Option("iso", False, "2026-12-24 is fine"),)
    source = "Unicode CLDR date patterns (de, en)"
    examples = (
        Good("Am 24.12.2026, am 24. Dezember 2026 und am 1.5. feiern wir, Nr. 2026-12-24-7.", locale="de"),
        Good("On December 24, 2026 and 24 December 2026 we close, version 2.12.2026-b, 24/7."),
        Good("The log says 2026-12-24 18:10:35.", note="A stamp of a machine."),
        Good("On 24/12/2026 we close.", locale="en-GB"),
        Bad("Ab 2026-12-24 geschlossen.", locale="de", flags=("2026-12-24",), fixed="Ab 24.12.2026 geschlossen."),
        Bad("Am 24/12/2026 ist zu.", locale="de", flags=("24/12/2026",), fixed="Am 24.12.2026 ist zu."),
        Bad("Am 24.Dezember ist zu.", locale="de", flags=("24.Dezember",), fixed="Am 24.\u00a0Dezember ist zu."),
        Bad(
            "Am 24 Dezember 2026 ist zu, am 1. Januar, 2027 auch.",
            locale="de",
            flags=("24 Dezember 2026", "1. Januar, 2027"),
            fixed="Am 24. Dezember 2026 ist zu, am 1. Januar 2027 auch.",
        ),
        Bad(
            "We close on 24.12.2026 for a week.",
            flags=("24.12.2026",),
            fixed="We close on December 24, 2026 for a week.",
        ),
        Bad(
            "Come on 24. December 2026.",
            locale="en-GB",
            flags=("24. December 2026",),
            fixed="Come on 24 December 2026.",
        ),
        Bad("Offer ends on 03/04/2026.", flags=("03/04/2026",), verdict=Verdict.NEEDS_REVIEW),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Flag technical and foreign dates; a date nobody can be sure of is left to a person."""
        iso_fine = bool(self.option(guideline, subject, "iso"))
        for passage in passages(subject, cues=_CUES):
            german = passage.language == "de"
            found = list(_german_names(passage)) if german else list(_english_names(passage))
            marks = gaps(passage.text) & _BETWEEN
            if marks:
                found += _german(passage, marks) if german else _english(passage, marks)
                found += [] if iso_fine else _iso(passage, marks)
            for one in sorted(found, key=lambda one: one.start):
                quote = passage.run.text[one.start : one.end]
                message = (
                    Message("Write the date as “{right}”, not “{found}”.", right=one.right, found=quote)
                    if one.certain
                    else Message("“{found}” can be read as two different days: name the month.", found=quote)
                )
                fix = Fix(FixKind.SAFE, one.right) if one.certain else None
                verdict = Verdict.FAIL if one.certain else Verdict.NEEDS_REVIEW
                yield self.at(passage.run, one.start, one.end, message, fix=fix, verdict=verdict)


def _iso(passage: Passage, marks: frozenset[str]) -> Iterator[_Found]:
    for match in at_figures(_ISO, passage.text) if "-" in marks else ():
        right = _written(passage, match["year"], match["month"], match["day"])
        if right:
            yield _Found(match.start(), match.end(), right)


def _german(passage: Passage, marks: frozenset[str]) -> Iterator[_Found]:
    for match in at_figures(_SLASH, passage.text) if "/" in marks else ():
        day, month = match["one"], match["two"]
        sure = int(day) > 12 or int(month) > 12
        if int(month) > 12:
            day, month = month, day
        right = _written(passage, match["year"], month, day)
        if right:
            yield _Found(match.start(), match.end(), right, certain=sure)


def _german_names(passage: Passage) -> Iterator[_Found]:
    for match in _ENGLISH.finditer(passage.text) if _ENGLISH_CUES.are_in(passage.text) else ():
        right = _written(passage, match["year"], str(_ENGLISH_MONTHS.index(match["month"]) + 1), match["day"])
        if right:
            yield _Found(match.start(), match.end(), right)
    if not _MONTH_CUES.are_in(passage.text):
        return
    for match in at_figures(_GLUED, passage.text):
        yield _Found(match.start(), match.end(), f"{match['day']}.\u00a0{match['month']}")
    for match in at_figures(_UNDOTTED, passage.text):
        if match["comma"] or not match["dot"]:
            right = f"{match['day']}.{match['blank']}{match['month']}{match['year']}"
            yield _Found(match.start(), match.end(), right)


def _english_names(passage: Passage) -> Iterator[_Found]:
    for match in at_figures(_DOTTED_ENGLISH, passage.text) if _ENGLISH_CUES.are_in(passage.text) else ():
        yield _Found(match.start(), match.end(), f"{match['day']}{match['blank']}{match['month']}{match['year']}")


def _english(passage: Passage, marks: frozenset[str]) -> Iterator[_Found]:
    for match in at_figures(_DOTS, passage.text) if "." in marks else ():
        right = _written(passage, match["year"], match["month"], match["day"])
        if right:
            yield _Found(match.start(), match.end(), right)
    if not region_of(passage.locale) and "/" in marks:
        for match in at_figures(_SLASH, passage.text):
            if int(match["one"]) <= 12 and int(match["two"]) <= 12 and match["one"] != match["two"]:
                yield _Found(match.start(), match.end(), "", certain=False)


def _written(passage: Passage, year: str, month: str, day: str) -> str:
    """The date as the locale writes it, or nothing where there is no such day."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    if passage.language == "de":
        return f"{found.day:02}.{found.month:02}.{found.year}"
    name = _ENGLISH_MONTHS[found.month - 1]
    if region_of(passage.locale) in {"", "US", "CA", "PH"}:
        return f"{name} {found.day}, {found.year}"
    return f"{found.day} {name} {found.year}"


plugin = WrongDateFormat()
