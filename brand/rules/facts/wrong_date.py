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
_SHORT = {
    "de": ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_OTHERS = {"Samstag": ("Sonnabend",), "Tue": ("Tues",), "Thu": ("Thur", "Thurs")}
_NAME = re.compile(r"[^\W\d_]{2,}")
# What stands between the first and the last day of a span.
_SPAN = re.compile(r"\.?[ \u00a0]?(?:bis(?: zum| einschließlich)?|[-–—]|to|until|till|through)[ \u00a0]?")
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
        Good("Vom 28.12. bis 6.1. ist zu, vom 3. bis 5. Mai 2027 auch.", locale="de"),
        Good("So on July 8th we close early, and so on 9 July."),
        Good("From 28 December 2026 to 6 January 2027 we are away."),
        Bad(
            "Am Sa. 29.11.2026 ist auf.",
            locale="de",
            flags=("Sa. 29.11.2026",),
            fixed="Am So. 29.11.2026 ist auf.",
        ),
        Bad("Vom 5. bis 3. Dezember 2026 ist auf.", locale="de", flags=("5. bis 3. Dezember 2026",)),
        Bad("Open from 5 January 2027 to 3 December 2026.", flags=("5 January 2027 to 3 December 2026",)),
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
            last: FoundFact | None = None
            for fact in find_facts(passage.text, passage.locale):
                if fact.kind is FactKind.DATE and isinstance(fact.value, Day):
                    yield from self._look(passage, fact, fact.value, subject.today, past=past)
                    if last is not None and _is_backward(passage.text, last, fact):
                        yield self._backward(passage, last, fact)
                    last = fact

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

    def _backward(self, passage: Passage, first: FoundFact, last: FoundFact) -> Finding:
        words = passage.text[first.start : last.end]
        return self.at(passage.run, first.start, last.end, Message("“{span}” ends before it begins.", span=words))

    def _weekday(self, passage: Passage, fact: FoundFact, day: Day, meant: date) -> Finding:
        right = _WEEKDAYS[passage.language][meant.weekday()]
        new = _renamed(fact.quote, day.weekday or 0, meant.weekday(), passage.language)
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


def _renamed(quote: str, wrong: int, right: int, language: str) -> str:
    """The date with the other weekday, as long or as short as it was written; "" where it is not found."""
    for names in (_WEEKDAYS[language], _SHORT[language]):
        for word in _NAME.findall(quote):
            if word == names[wrong] or word in _OTHERS.get(names[wrong], ()):
                return quote.replace(word, names[right], 1)
    return ""


def _is_backward(text: str, first: FoundFact, last: FoundFact) -> bool:
    """Whether two days are a span that ends before it begins; without years only within a month (not 28.12.–6.1.)."""
    one, other = first.value, last.value
    if not isinstance(one, Day) or not isinstance(other, Day) or not _SPAN.fullmatch(text, first.end, last.start):
        return False
    if one.date is not None and other.date is not None:
        return one.date > other.date
    return one.year is None and one.month == other.month and one.day > other.day


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
