"""Dates: "2026-12-24" is "24. Dezember 2026" in German and "December 24, 2026" in English."""

import re
from datetime import date, datetime, time, tzinfo

from babel import Locale
from babel.dates import format_date, format_time, get_month_names

from renderers.contract.errors import DocumentError
from renderers.contract.message import Message
from renderers.display.locales import territory

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(
    r"(?P<day>.*?\d{4}(?:-\d\d?-\d\d?)?)(?:T|,?\s+(?:um\s+|at\s+)?)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
    r"(?P<second>:\d\d(?:\.\d+)?)?\s*(?P<half>am|pm)?\s*(?:Uhr)?\s*(?P<offset>Z|[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_MONTH_FIRST_TERRITORIES = frozenset({"US", "PH"})


def read(text: str, locale: Locale, zone: tzinfo | None) -> str:
    """The canonical value: "2026-12-24", or with a time of day "2026-12-24T18:00:00+01:00"."""
    match = _TIME.fullmatch(text)
    try:
        if match is not None and (day := _day(match["day"], locale)) is not None:
            return _with_time(day, match, text, zone).isoformat()
        day = _day(text, locale)
    except ValueError as error:
        if isinstance(error, DocumentError):
            raise
        raise DocumentError(Message("There is no such day: “{text}”.", text=text)) from error
    if day is None:
        raise DocumentError(Message("“{text}” is no date. Write year, month and day: 2026-12-24.", text=text))
    return day.isoformat()


def write(value: str, locale: Locale) -> str:
    """The long form of the locale; a time of day as its own clock shows it."""
    try:
        when = datetime.fromisoformat(value)
    except ValueError as error:
        raise DocumentError(
            Message("“{text}” is no date. Write year, month and day: 2026-12-24.", text=value)
        ) from error
    day = format_date(when.date(), "long", locale=locale)
    if len(value) <= len("2026-12-24"):
        return day
    clock = format_time(when.replace(tzinfo=None), "short", locale=locale)
    return f"{day}, {clock} Uhr" if locale.language == "de" else f"{day}, {clock}"


def looks_like(text: str, locale: Locale) -> bool:
    """Whether a text has the shape of a date, possible or not."""
    match = _TIME.fullmatch(text)
    return any(_shaped(part, locale) for part in (text, match["day"] if match else ""))


def _shaped(text: str, locale: Locale) -> bool:
    if any(pattern.fullmatch(text) for pattern in (_ISO, _DOTTED, _SLASHED)):
        return True
    first, second = _DAY_FIRST.fullmatch(text), _MONTH_FIRST.fullmatch(text)
    name = first[2] if first else second[1] if second else ""
    return bool(name) and _month(name, locale) is not None


def _day(text: str, locale: Locale) -> date | None:
    """The day a text names; None where it has no shape of one.

    Raises:
        ValueError: the shape of a day that no calendar has.
    """
    if match := _ISO.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.fullmatch(text):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.fullmatch(text):
        return _slashed(int(match[1]), int(match[2]), int(match[3]), locale, text)
    if (match := _DAY_FIRST.fullmatch(text)) and (month := _month(match[2], locale)):
        return date(int(match[3]), month, int(match[1]))
    if (match := _MONTH_FIRST.fullmatch(text)) and (month := _month(match[1], locale)):
        return date(int(match[3]), month, int(match[2]))
    return None


def _slashed(first: int, second: int, year: int, locale: Locale, text: str) -> date:
    """Day first, except where the locale's country puts the month first; plain English alone could be either."""
    if first <= 12 and second <= 12 and first != second and locale.language == "en" and not locale.territory:
        raise DocumentError(Message("“{text}” could be two days. Write year, month and day: 2026-12-24.", text=text))
    month_first = territory(locale) in _MONTH_FIRST_TERRITORIES
    if not locale.territory and (first > 12 or second > 12):
        month_first = second > 12
    return date(year, first, second) if month_first else date(year, second, first)


def _month(name: str, locale: Locale) -> int | None:
    """The number of a month by its name, full or shortened, in the locale or in English."""
    wanted = name.casefold().rstrip(".")
    for table in (locale, Locale("en")):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, known in get_month_names(width, context, locale=table).items():
                    if known.casefold().rstrip(".") == wanted:
                        return int(number)
    return None


def _with_time(day: date, match: "re.Match[str]", text: str, zone: tzinfo | None) -> datetime:
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    second = int(float((match["second"] or ":0")[1:]))
    moment = datetime.combine(day, time(hour, int(match["minute"] or 0), second))
    if offset := match["offset"]:
        return datetime.fromisoformat(f"{moment.isoformat()}{'+00:00' if offset in 'Zz' else offset}")
    if zone is None:
        raise DocumentError(
            Message("The time in “{text}” has no time zone. Add it: 2026-12-24T18:00:00+01:00.", text=text)
        )
    return moment.replace(tzinfo=zone)
