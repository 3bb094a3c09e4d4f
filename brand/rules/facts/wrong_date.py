"""The rule `facts/wrong-date`."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from brand.facts import Day, FactKind, FoundFact, FoundQualifier, find_facts
from brand.finding import Finding, Fix, FixKind, Severity, Verdict
from brand.guideline import Guideline
from brand.prose import Passage, passages
from brand.rule import Bad, Good, Option, Rule
from brand.subject import Subject
from renderers.contract.message import Message

_WEEKDAYS = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
#: A date without a year is taken for the nearest one, at most this many days back.
_BACK = 60


class WrongDate(Rule):
    """A date cannot be: the weekday does not fit, there is no such day, or a deadline has passed.

    ## Why it matters
    “Friday, 24 December” in a year in which it is a Thursday brings half of the guests on the wrong day.

    ## How to put it right
    Look it up and correct the day or the weekday. A deadline in the past is right only in a report: so a person has to
    look. A date without a year is taken for the nearest one, and then a person has to look as well.
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
    )

    def check(self, subject: Subject, guideline: Guideline) -> Iterator[Finding]:
        """Look at each date on its own."""
        past = bool(self.option(guideline, subject, "past"))
        for passage in passages(subject):
            for fact in find_facts(passage.text, passage.locale):
                if fact.kind is FactKind.DATE and isinstance(fact.value, Day):
                    yield from self._look(passage, fact, fact.value, subject.today, past=past)

    def _look(
        self, passage: Passage, fact: FoundFact, day: Day, today: date | None, *, past: bool
    ) -> Iterator[Finding]:
        meant = day.date or _nearest(day, today)
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


def _nearest(day: Day, today: date | None) -> date | None:
    """The date of a day without a year: the next one from some weeks ago on."""
    if today is None or day.year is not None:
        return None
    candidates = (replace(day, year=year).date for year in (today.year - 1, today.year, today.year + 1))
    return next((found for found in candidates if found is not None and (today - found).days <= _BACK), None)


plugin = WrongDate()
