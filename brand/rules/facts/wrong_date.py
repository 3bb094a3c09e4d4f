"""The rule `facts/wrong-date`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

from brand.cues import DIGITS, Cues
from brand.facts import Day, FactKind, FoundFact, FoundQualifier, find_facts, has_dates
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.language.sentences import sentence_at
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_CUES = Cues(*DIGITS)
#: A date without a year is taken for the nearest one, at most this many days back.
_BACK = 60
# Years a sentence speaks of: by their number, or seen from today.
_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)[0-9]{2}(?![\w.,/-]*[0-9])")
_NEXT = re.compile(r"\bnext (?:year|season)|\b(?:nächste|kommende|folgende)[nms]? Jahr|\bFolgejahr", re.IGNORECASE)
_LAST = re.compile(r"\blast (?:year|season)|\b(?:letzte|vergangene|vorige)[nms]? Jahr|\bVorjahr", re.IGNORECASE)


class WrongDate(Rule):
    """A date cannot be: the weekday does not fit, there is no such day, or a deadline has passed.

    ## Why it matters
    “Friday, 24 December” in a year in which it is a Thursday brings half of the guests on the wrong day.

    ## How to put it right
    Look it up and correct the day or the weekday. A deadline in the past is right only in a report: so a person has to
    look. A date without a year is taken for the nearest one, or for the year its sentence speaks of (“next year”), and
    then a person has to look as well.
    """

    id = "facts/wrong-date"
    severity = Severity.ERROR
    options = (Option("past", True, "Deadlines in the past are reported"),)
    source = "Computed (Gregorian calendar)"
    examples = (
        Good("Am Donnerstag, 24.12.2026, und am Fr., 1.1.2027, ist zu.", locale="de"),
        Good("Gültig bis 24.12.2026. Gegründet am 1. Mai 1998.", locale="de"),
        Good("Closed on Thursday, December 24, 2026 and on 29 February 2028."),
        Good("Am Samstag, 28. November, ist Markt. Die Messe lief bis Mitte März 2024.", locale="de"),
        Good("The date for next year is Saturday, 2 October. In 2028 the fair opens on Friday, 2 June."),
        Good("Im nächsten Jahr feiern wir am Samstag, 2. Oktober.", locale="de"),
        Bad(
            "Am Freitag, 24.12.2026, ist zu.",
            locale="de",
            flags=("Freitag, 24.12.2026",),
            fixed="Am Donnerstag, 24.12.2026, ist zu.",
        ),
        Bad(
            "Closed on Friday, December 24, 2026.",
            flags=("Friday, December 24, 2026",),
            fixed="Closed on Thursday, December 24, 2026.",
        ),
        Bad("Gilt bis zum 31.11.2026.", locale="de", flags=("31.11.2026",)),
        Bad("The offer ends on February 30, 2027.", flags=("February 30, 2027",)),
        Bad("Nur noch bis 14.11.2026!", locale="de", flags=("14.11.2026",), verdict=Verdict.NEEDS_REVIEW),
        Bad(
            "Am Freitag, 24. Dezember, ist zu.",
            locale="de",
            flags=("Freitag, 24. Dezember",),
            verdict=Verdict.NEEDS_REVIEW,
        ),
        Bad(
            "Next year we open on Sunday, 2 October.",
            flags=("Sunday, 2 October",),
            verdict=Verdict.NEEDS_REVIEW,
            fixed="Next year we open on Saturday, 2 October.",
        ),
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at each date on its own."""
        past = bool(self.option(guideline, subject, "past"))
        for passage in passages(subject, cues=_CUES):
            if not has_dates(passage.text, passage.locale):
                continue
            for fact in find_facts(passage.text, passage.locale):
                if fact.kind is FactKind.DATE and isinstance(fact.value, Day):
                    yield from self._look(passage, fact, fact.value, subject.today, past=past)

    def _look(
        self, passage: Passage, fact: FoundFact, day: Day, today: date | None, *, past: bool
    ) -> Iterator[Finding]:
        meant = day.date or _meant(day, today, _said(passage, fact, today))
        if not day.possible or (day.year is not None and day.date is None):
            message = Message("There is no such day: “{date}”.", date=fact.quote)
            yield self.at(passage.run, fact.start, fact.end, message)
        elif meant is not None and day.weekday is not None and meant.weekday() != day.weekday:
            yield self._weekday(passage, fact, day, meant)
        elif past and fact.qualifier is FoundQualifier.UNTIL and _before(day.date, today):
            message = Message("The deadline “{date}” has passed.", date=fact.quote)
            yield self.at(passage.run, fact.start, fact.end, message, verdict=Verdict.NEEDS_REVIEW)

    def _weekday(self, passage: Passage, fact: FoundFact, day: Day, meant: date) -> Finding:
        names = _WEEKDAYS[passage.language]
        right = names[meant.weekday()]
        written = names[day.weekday or 0]
        new = fact.quote.replace(written, right, 1) if written in fact.quote else ""
        message = (
            Message("The weekday does not fit: {date} is “{weekday}”.", date=meant.isoformat(), weekday=right)
            if day.year is not None
            else Message("If that year is meant, {date} is “{weekday}”.", date=meant.isoformat(), weekday=right)
        )
        return self.at(
            passage.run,
            fact.start,
            fact.end,
            message,
            fix=Fix(FixKind.SUGGEST, new) if new else None,
            verdict=Verdict.FAIL if day.year is not None else Verdict.NEEDS_REVIEW,
        )


def _before(day: date | None, today: date | None) -> bool:
    return day is not None and today is not None and day < today


def _said(passage: Passage, fact: FoundFact, today: date | None) -> tuple[int, ...]:
    """The years that the date's own sentence speaks of."""
    sentence = sentence_at(passage.text, fact.start, passage.locale)
    return () if sentence is None or today is None else _years(sentence.text, today)


@lru_cache(maxsize=64)
def _years(sentence: str, today: date) -> tuple[int, ...]:
    """The years a sentence speaks of, worked out once for all its dates."""
    shifts = ((1, _NEXT), (-1, _LAST))
    seen = [today.year + shift for shift, pattern in shifts if pattern.search(sentence)]
    return (*seen, *(int(year) for year in _YEAR.findall(sentence)))


def _meant(day: Day, today: date | None, said: tuple[int, ...]) -> date | None:
    """The date of a day without a year: in a year its sentence speaks of, or else the nearest."""
    nearest = _nearest(day, today)
    named = [found for year in said if day.year is None and (found := replace(day, year=year).date) is not None]
    fitting = (found for found in (nearest, *named) if found is not None and found.weekday() == day.weekday)
    return next(fitting, named[0] if named else nearest)


def _nearest(day: Day, today: date | None) -> date | None:
    """The next such day, from some weeks ago on."""
    if today is None or day.year is not None:
        return None
    candidates = (replace(day, year=year).date for year in (today.year - 1, today.year, today.year + 1))
    return next((found for found in candidates if found is not None and (today - found).days <= _BACK), None)


plugin = WrongDate()
